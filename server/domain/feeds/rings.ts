// The rings of warnings as strangers draw them, made fit to be drawn: closed, without doubled points, thinned where there are more points than
// anybody can see. What is no ring is left out.
import type { MultiPolygon, Position } from 'geojson'

const MOST_RINGS = 400
/** Points of one ring that are read at all. */
const MOST_READ = 20_000
/** Points of all rings together that are kept: some 200 kB. */
const MOST_KEPT = 8_000
/** Where it begins to thin, degrees: some 50 m. */
const FINEST = 0.0005

/** CAP's "lat,lon lat,lon …". Undefined where a point is none, or too few remain. */
export function readRing(text: string): Position[] | undefined {
  const words = text.trim().split(/\s+/)
  if (words.length > MOST_READ) return undefined
  const ring: Position[] = []
  for (const word of words) {
    const [lat = Number.NaN, lng = Number.NaN, ...more] = word.split(',').map(number)
    const isPoint = more.length === 0 && Math.abs(lat) <= 90 && Math.abs(lng) <= 180
    if (!isPoint) return undefined
    const last = ring.at(-1)
    if (!last || last[0] !== lng || last[1] !== lat) ring.push([lng, lat])
  }
  return closed(ring)
}

const number = (text: string) => (text.trim() === '' ? Number.NaN : Number(text))

function closed(ring: Position[]): Position[] | undefined {
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last) return undefined
  const whole = first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
  return whole.length >= 4 && Math.abs(areaOf(whole)) > 1e-9 ? whole : undefined
}

/** In square degrees, positive when it runs against the clock (shoelace). */
export function areaOf(ring: Position[]): number {
  let twice = 0
  for (let index = 0; index + 1 < ring.length; index++) {
    const [x1 = 0, y1 = 0] = ring[index] ?? []
    const [x2 = 0, y2 = 0] = ring[index + 1] ?? []
    twice += x1 * y2 - x2 * y1
  }
  return twice / 2
}

/** Right-handed (RFC 7946), each ring a polygon of its own; coarser, until they are few enough. */
export function outlineOf(rings: Position[][]): MultiPolygon | null {
  let kept = rings.slice(0, MOST_RINGS)
  if (kept.length === 0) return null
  for (let tolerance = FINEST; countOf(kept) > MOST_KEPT; tolerance *= 2)
    kept = kept.flatMap(ring => {
      const fewer = closed(thinned(ring, tolerance))
      return fewer ? [fewer] : []
    })
  return {
    type: 'MultiPolygon',
    coordinates: kept.map(ring => [(areaOf(ring) < 0 ? ring.toReversed() : ring).map(rounded)]),
  }
}

const countOf = (rings: Position[][]) => rings.reduce((sum, ring) => sum + ring.length, 0)

const rounded = ([lng = 0, lat = 0]: Position): Position => [Number(lng.toFixed(5)), Number(lat.toFixed(5))]

/** Keeps a point when it lies farther than that from the last one that was kept: a straight walk, whatever the ring. */
function thinned(ring: Position[], tolerance: number): Position[] {
  const kept: Position[] = []
  for (const point of ring) {
    const last = kept.at(-1)
    const far =
      !last || Math.hypot((point[0] ?? 0) - (last[0] ?? 0), (point[1] ?? 0) - (last[1] ?? 0)) > tolerance
    if (far) kept.push(point)
  }
  return kept
}
