// Whether cores that may have lost what held them together still are together: by ways from cell to cell, whose cores are all near each other.
import type { Cell, Neighbourhood, Spot } from './neighbourhood.ts'

type Core = Spot & { core: boolean }

/** Cells in the order in which they were found; those before `next` are visited. */
type Walk<T> = { cells: Cell<T>[]; next: number }

/**
 * The parts that are cut off from each other, as cells, but for one that was not walked to its end. All walk at once, a cell each, and
 * walk on together when they meet: in the usual case they meet soon, and of two real parts the smaller is walked through first.
 */
export function* separated<T extends Core>(
  cores: T[],
  space: Neighbourhood<T>,
): Generator<void, Cell<T>[][]> {
  const walkOf = new Map<Cell<T>, Walk<T>>()
  const walking = new Set<Walk<T>>()
  const parts: Cell<T>[][] = []
  for (const core of cores) {
    const cell = space.cellOf(core)
    if (walkOf.has(cell)) continue
    const walk: Walk<T> = { cells: [cell], next: 0 }
    walkOf.set(cell, walk)
    walking.add(walk)
  }

  /** What both have still to visit comes last. */
  function meet(walk: Walk<T>, other: Walk<T>) {
    const visited = [...walk.cells.slice(0, walk.next), ...other.cells.slice(0, other.next)]
    walk.cells = [...visited, ...walk.cells.slice(walk.next), ...other.cells.slice(other.next)]
    walk.next = visited.length
    for (const cell of other.cells) walkOf.set(cell, walk)
    walking.delete(other)
  }

  while (walking.size > 1)
    for (const walk of walking) {
      const cell = walk.cells[walk.next++]
      if (!cell) {
        parts.push(walk.cells)
        walking.delete(walk)
        if (walking.size === 1) break
        continue
      }
      for (const other of cell.around) {
        const known = walkOf.get(other)
        if (known === walk || !(yield* adjoins(cell, other, space))) continue
        if (known) meet(walk, known)
        else {
          walkOf.set(other, walk)
          walk.cells.push(other)
        }
        if (walking.size === 1) return parts
      }
    }
  return parts
}

/** Whether a core of one cell is near to a core of the other. */
function* adjoins<T extends Core>(
  cell: Cell<T>,
  other: Cell<T>,
  space: Neighbourhood<T>,
): Generator<void, boolean> {
  if (!other.spots.some(isCore)) return false
  for (const spot of cell.spots) {
    if (isCore(spot) && space.reaches(spot, other, isCore)) return true
    yield
  }
  return false
}

const isCore = (spot: Core) => spot.core
