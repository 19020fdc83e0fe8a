// A map for paper and plain pages: outlines and reports as plain SVG with a scale, on the land that lies there; nothing has to be fetched.
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { Level, LngLat } from '../domain/hazards/hazard.ts'
import { escaped } from './plain-page.ts'

type Drawn = {
  outlines: { outline: Polygon | MultiPolygon; level: Level }[]
  points: (LngLat & { level: Level })[]
  /** Land, drawn below all. */
  ground?: (Polygon | MultiPolygon)[]
}

const SIZE = { width: 680, height: 400, margin: 28 }
const KM_PER_DEGREE = 111.2
/** So that one report is not drawn as if it were a city, degrees. */
const LEAST = 0.01

/** `north`: the letter of the arrow. */
export function sketchOf(
  { outlines, points, ground = [] }: Drawn,
  { title, north: up }: { title: string; north: string },
): string {
  const corners = [
    ...outlines.flatMap(({ outline }) => ringsOf(outline).flat()),
    ...points.map(({ lng, lat }): Position => [lng, lat]),
  ]
  if (corners.length === 0) return ''
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lng = 0, lat = 0] of corners) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const middle = { lng: (west + east) / 2, lat: (south + north) / 2 }
  const narrowing = Math.cos((middle.lat * Math.PI) / 180)
  const wide = Math.max(LEAST, east - west) * narrowing
  const high = Math.max(LEAST, north - south)
  const scale = Math.min((SIZE.width - 2 * SIZE.margin) / wide, (SIZE.height - 2 * SIZE.margin) / high)
  const at = ([lng = 0, lat = 0]: Position) =>
    `${(SIZE.width / 2 + (lng - middle.lng) * narrowing * scale).toFixed(1)} ${(SIZE.height / 2 - (lat - middle.lat) * scale).toFixed(1)}`
  const half = { lng: SIZE.width / 2 / narrowing / scale, lat: SIZE.height / 2 / scale }
  const isNear = (ring: Position[]) => {
    const reaches = (index: 0 | 1, around: number, by: number) =>
      ring.some(one => (one[index] ?? 0) >= around - by) && ring.some(one => (one[index] ?? 0) <= around + by)
    return reaches(0, middle.lng, half.lng) && reaches(1, middle.lat, half.lat)
  }
  const land = ground.flatMap(ringsOf).filter(isNear)
  const below =
    land.length > 0
      ? `<path class="ground" d="${land.map(ring => `M${ring.map(at).join('L')}Z`).join('')}"/>`
      : ''
  const areas = outlines.map(
    ({ outline, level }) =>
      `<path class="area level-${level}" d="${ringsOf(outline)
        .map(ring => `M${ring.map(at).join('L')}Z`)
        .join('')}"/>`,
  )
  const marks = points
    .toSorted((a, b) => a.level - b.level)
    .map(({ lng, lat, level }) => {
      const [x, y] = at([lng, lat]).split(' ')
      return `<circle class="level-${level}" cx="${x}" cy="${y}" r="${3 + level}"/>`
    })
  const pixelsPerKm = scale / KM_PER_DEGREE
  const km =
    [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].find(each => each * pixelsPerKm > 70) ?? 1_000
  const bar = `<path class="scale" d="M16 ${SIZE.height - 22}v8h${(km * pixelsPerKm).toFixed(1)}v-8"/><text x="20" y="${SIZE.height - 26}">${km < 1 ? `${km * 1_000} m` : `${km} km`}</text>`
  const compass = `<path class="scale" d="M${SIZE.width - 24} 40V16m-5 8l5-8l5 8"/><text x="${SIZE.width - 24}" y="54" text-anchor="middle">${escaped(up)}</text>`
  return `<svg class="sketch" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${escaped(title)}">${below}${areas.join('')}${marks.join('')}${bar}${compass}</svg>`
}

const ringsOf = (outline: Polygon | MultiPolygon): Position[][] =>
  outline.type === 'Polygon' ? outline.coordinates : outline.coordinates.flat()
