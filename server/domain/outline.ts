// The outline of an incident, by Turf: the convex hull of its reports with a margin, so that two reports or a line have one as well.
// A report inside the hull changes nothing, one outside makes the hull of the old corners and itself: exact, and cheap at any size.
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { circle } from '@turf/circle'
import { convex } from '@turf/convex'
import { multiPoint } from '@turf/helpers'
import { rewind } from '@turf/rewind'
import { truncate } from '@turf/truncate'
import type { Polygon, Position } from 'geojson'

type Spot = { readonly lng: number; readonly lat: number }

export type Hull = ReturnType<typeof createHull>

const MARGIN_METRES = 100
/** Points taken into a hull at a time: a few ms of work. */
const PORTION = 1_000

export function createHull() {
  /** Unknown at first, and again when a report at a corner leaves. */
  let corners: Position[] | undefined
  let fresh: Position[] = []
  let outline: Polygon | undefined

  const unlearn = () => {
    corners = undefined
    fresh = []
    outline = undefined
  }

  return {
    enter({ lng, lat }: Spot) {
      if (corners) fresh.push([lng, lat])
    },

    leave({ lng, lat }: Spot) {
      const isHere = ([x, y]: Position) => x === lng && y === lat
      if (corners?.some(isHere) || fresh.some(isHere)) unlearn()
    },

    /** Yields between portions of the work. `members` are all that have entered and not left. */
    *outline(members: Iterable<Spot>): Generator<void, Polygon> {
      const waiting = corners ? fresh : positionsOf(members)
      corners ??= []
      fresh = []
      for (const portion of portionsOf(waiting)) {
        const ring = ringOf(corners)
        const outside = portion.filter(at => !ring || !booleanPointInPolygon(at, ring))
        if (outside.length > 0) {
          corners = cornersOf([...corners, ...outside])
          outline = undefined
        }
        yield
      }
      outline ??= outlineOf(corners)
      return outline
    },
  }
}

function* positionsOf(spots: Iterable<Spot>): Generator<Position> {
  for (const { lng, lat } of spots) yield [lng, lat]
}

function* portionsOf(positions: Iterable<Position>): Generator<Position[]> {
  let portion: Position[] = []
  for (const position of positions) {
    portion.push(position)
    if (portion.length < PORTION) continue
    yield portion
    portion = []
  }
  if (portion.length > 0) yield portion
}

/** The corners of the convex hull; of points in a line its two ends. */
function cornersOf(points: Position[]): Position[] {
  const hull = convex(multiPoint(points))
  if (hull) return hull.geometry.coordinates[0]?.slice(1) ?? []
  const sorted = points.toSorted(([ax = 0, ay = 0], [bx = 0, by = 0]) => ax - bx || ay - by)
  return [sorted[0], sorted.at(-1)].filter(point => point !== undefined)
}

const ringOf = (corners: Position[]): Polygon | undefined => {
  const [first] = corners
  return first && corners.length > 2 ? { type: 'Polygon', coordinates: [[...corners, first]] } : undefined
}

/** The hull of circles around the corners is the hull with a margin, without the rounding of a projection. */
function outlineOf(corners: Position[]): Polygon {
  const rounds = corners.flatMap(
    corner => circle(corner, MARGIN_METRES, { units: 'meters', steps: 16 }).geometry.coordinates[0] ?? [],
  )
  const hull = convex(multiPoint(rounds))
  if (!hull) throw new Error(`there is no outline around ${corners.length} corners`)
  const righthanded = rewind(hull) as typeof hull
  return truncate(righthanded, { precision: 6, coordinates: 2 }).geometry
}
