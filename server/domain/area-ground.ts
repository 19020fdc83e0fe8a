// Where local areas lie: which a place is in or beside, and which lie about each other. The suggestion of all of them at a moment is made here,
// at a cost that follows the wet areas and their neighbours, not the country.
import { area } from '@turf/area'
import { bbox } from '@turf/bbox'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { centerOfMass } from '@turf/center-of-mass'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import {
  BESIDE_METRES,
  figures,
  type Listing,
  type Near,
  type Suggestion,
  type Surroundings,
  suggest,
  unknownGround,
  wetness,
} from './area-suggestion.ts'
import type { LngLat } from './hazards/hazard.ts'

export type Ground = { id: string; outline: Polygon | MultiPolygon }
export type Grounds = ReturnType<typeof layGround>

type Box = [west: number, south: number, east: number, north: number]
type About = { other: number; next: number; around: number }

const METRES_A_DEGREE = 111_195
/** About five kilometres; an area that covers more cells than this is looked at for every place. */
const CELL = 0.05
const MOST_CELLS = 400
/** Beyond, a neighbour weighs next to nothing. */
const ABOUT_METRES = 6_000
/** Where areas cover so much of a cell, the agency lists all areas of the city, also for those in the cells beside. */
const COVERED_SHARE = 0.6

const narrowing = (lat: number) => Math.cos((lat * Math.PI) / 180)
const cellOf = (lng: number, lat: number) => `${Math.floor(lng / CELL)}:${Math.floor(lat / CELL)}`

export function layGround(areas: readonly Ground[]) {
  const boxes = areas.map(({ outline }) => bbox(outline).slice(0, 4) as Box)
  const centres = areas.map(({ outline }) => centerOfMass(outline).geometry.coordinates as [number, number])
  const touching = new Map<string, number[]>()
  const huge: number[] = []
  const centred = new Map<string, number[]>()
  boxes.forEach((box, index) => {
    const cells = cellsOf(box)
    if (!cells) huge.push(index)
    else for (const cell of cells) put(touching, cell, index)
    put(centred, cellOf(...(centres[index] as [number, number])), index)
  })
  const listings = listingsOf(areas, centres)
  const listingOf = (index: number) => listings[index] ?? 'all'
  const abouts = new Map<number, { about: About[]; whole: Surroundings }>()

  /** The areas that hold a place, and those whose border is near. */
  function nearTo({ lng, lat }: LngLat): { area: number; metres: number }[] {
    const [height, width] = [
      BESIDE_METRES / METRES_A_DEGREE,
      BESIDE_METRES / METRES_A_DEGREE / narrowing(lat),
    ]
    return [...(touching.get(cellOf(lng, lat)) ?? []), ...huge].flatMap(index => {
      const [west, south, east, north] = boxes[index] as Box
      const { outline } = areas[index] as Ground
      if (lng < west - width || lng > east + width || lat < south - height || lat > north + height) return []
      if (booleanPointInPolygon([lng, lat], outline)) return [{ area: index, metres: 0 }]
      const metres = metresToBorder([lng, lat], outline)
      return metres <= BESIDE_METRES ? [{ area: index, metres: Math.max(metres, 1) }] : []
    })
  }

  /** What lies about an area, and what it weighs all together. */
  function about(index: number) {
    const known = abouts.get(index)
    if (known) return known
    const [lng, lat] = centres[index] as [number, number]
    const narrow = narrowing(lat)
    const [height, width] = [ABOUT_METRES / METRES_A_DEGREE, ABOUT_METRES / METRES_A_DEGREE / narrow]
    const found: About[] = []
    for (const cell of cellsOf([lng - width, lat - height, lng + width, lat + height]) ?? [])
      for (const other of centred.get(cell) ?? []) {
        const [x, y] = centres[other] as [number, number]
        const metres = Math.hypot((x - lng) * narrow, y - lat) * METRES_A_DEGREE
        if (other !== index && metres <= ABOUT_METRES)
          found.push({
            other,
            next: Math.exp(-metres / figures.nextMetres),
            around: Math.exp(-metres / figures.aroundMetres),
          })
      }
    const made = { about: found, whole: { ...unknownGround } }
    for (const { next, around } of found) {
      made.whole.next += next
      made.whole.around += around
    }
    abouts.set(index, made)
    return made
  }

  /** Every area that is likely to be flooded. `near`: by area, what was seen in and beside it; `known`: areas that an agency calls flooded. */
  function suggestAll(
    near: ReadonlyMap<number, readonly Near[]>,
    now: number,
    known: ReadonlySet<number> = new Set(),
  ): Map<number, Suggestion> {
    // What reports tell of each area, and how wet it is held for. An agency that calls some areas flooded has looked at the others, too:
    // its states speak for the next areas, not for all around.
    const wet = new Map<number, { told: number; held: number }>()
    for (const index of new Set([...near.keys(), ...known])) {
      const told = wetness(near.get(index) ?? [], now, listingOf(index))
      const held = known.has(index) ? 1 : told
      if (held > 0.01) wet.set(index, { told, held })
    }
    const reached = new Map<number, Surroundings>()
    for (const [index, { told, held }] of wet)
      for (const { other, next, around } of about(index).about) {
        const sum = reached.get(other)
        if (sum) {
          sum.next += next * held
          sum.around += around * told
        } else reached.set(other, { next: next * held, around: around * told })
      }
    const found = new Map<number, Suggestion>()
    // In the order of the areas, so that equal input gives equal output.
    for (const index of [...new Set([...wet.keys(), ...reached.keys()])].sort((a, b) => a - b)) {
      const own = near.get(index) ?? []
      const sum = reached.get(index)
      const { whole } = about(index)
      const share = { next: (sum?.next ?? 0) / whole.next, around: (sum?.around ?? 0) / whole.around }
      const suggestion = suggest(own, wet.get(index)?.told ?? 0, share, now, listingOf(index))
      if (suggestion) found.set(index, suggestion)
    }
    return found
  }

  return { areas, boxes, nearTo, suggestAll }
}

/** Whether all areas about each are listed, or only chosen ones with ground between them. */
function listingsOf(areas: readonly Ground[], centres: readonly [number, number][]): Listing[] {
  const covered = new Map<string, number>()
  const cells = centres.map(([lng, lat]): [number, number] => [
    Math.floor(lng / CELL),
    Math.floor(lat / CELL),
  ])
  areas.forEach(({ outline }, index) => {
    const [x, y] = cells[index] as [number, number]
    const whole = (CELL * METRES_A_DEGREE) ** 2 * narrowing((y + 0.5) * CELL)
    covered.set(`${x}:${y}`, (covered.get(`${x}:${y}`) ?? 0) + area(outline) / whole)
  })
  const about = [-1, 0, 1]
  return cells.map(([x, y]) =>
    about.some(dx => about.some(dy => (covered.get(`${x + dx}:${y + dy}`) ?? 0) >= COVERED_SHARE))
      ? 'all'
      : 'chosen',
  )
}

function put(index: Map<string, number[]>, cell: string, area: number): void {
  const own = index.get(cell)
  if (own) own.push(area)
  else index.set(cell, [area])
}

/** With a margin, so that a place beside the border finds the area in its own cell. */
function cellsOf([west, south, east, north]: Box): string[] | undefined {
  const margin = BESIDE_METRES / METRES_A_DEGREE / 0.5
  const [x0, x1] = [Math.floor((west - margin) / CELL), Math.floor((east + margin) / CELL)]
  const [y0, y1] = [Math.floor((south - margin) / CELL), Math.floor((north + margin) / CELL)]
  if ((x1 - x0 + 1) * (y1 - y0 + 1) > MOST_CELLS) return undefined
  const cells: string[] = []
  for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) cells.push(`${x}:${y}`)
  return cells
}

/** On a flat earth, which over some hundred metres it is. */
function metresToBorder([lng, lat]: [number, number], { type, coordinates }: Polygon | MultiPolygon): number {
  const rings: Position[][] = type === 'Polygon' ? coordinates : coordinates.flat()
  const narrow = narrowing(lat)
  let least = Number.POSITIVE_INFINITY
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = flat(ring[i - 1])
      const [bx, by] = flat(ring[i])
      const [dx, dy] = [bx - ax, by - ay]
      const along =
        dx === 0 && dy === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)))
      least = Math.min(least, Math.hypot(ax + along * dx, ay + along * dy))
    }
  return least * METRES_A_DEGREE

  function flat(position: Position | undefined): [number, number] {
    const [x = lng, y = lat] = position ?? []
    return [(x - lng) * narrow, y - lat]
  }
}
