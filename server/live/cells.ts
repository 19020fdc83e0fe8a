// Which part of the world a socket watches, as names of rooms: a grid in four sizes, so that any box is covered by few cells
// and an entry reaches the sockets that see its place and no others.
import type { Box } from '../domain/contract.ts'

/** Cell sizes in degrees, from about a city quarter to a large island. */
const SIZES = [0.125, 1, 8] as const
/** A box that needs more cells than this takes the next size. */
const MOST_CELLS = 16

export const WORLD = 'world'

const steps = (west: number, east: number, size: number) =>
  Math.floor(east / size) - Math.floor(west / size) + 1

function cells([west, south, east, north]: Box, size: number): string[] {
  const found: string[] = []
  for (let x = Math.floor(west / size); x <= Math.floor(east / size); x++)
    for (let y = Math.floor(south / size); y <= Math.floor(north / size); y++) found.push(`${size}:${x}:${y}`)
  return found
}

/** The fewest cells of one size that cover a box; a box across the antimeridian is two. */
export function cellsOf(box: Box): string[] {
  const [west, south, east, north] = box
  if (west > east) return [...cellsOf([west, south, 180, north]), ...cellsOf([-180, south, east, north])]
  const size = SIZES.find(one => steps(west, east, one) * steps(south, north, one) <= MOST_CELLS)
  return size === undefined ? [WORLD] : cells(box, size)
}

/** Every cell, of every size, that touches what lies in the box: where an entry has to be told. */
export const cellsTouching = (box: Box): string[] => [WORLD, ...SIZES.flatMap(size => cells(box, size))]
