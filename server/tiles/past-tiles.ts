// Vector tiles of reports of any age, from the database: crowded by H3 cells up to zoom 13, each report for itself from zoom 14 on. What is drawn is
// what everybody may see, and each report is in one tile of a zoom.
import { geoJSONToTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, Point } from 'geojson'
import type { Queryable } from '../../db/connect.ts'
import { type Crowd, countedIn, crowdsIn, type Shown } from '../../db/counted.ts'
import { pageOfReports } from '../../db/report-search.ts'
import { toFeature } from '../domain/contract.ts'
import type { Bounds } from '../domain/regions/index.ts'
import { FINEST, parentsAt, reachKm } from '../statistics/hexagons.ts'
import { LAST_ZOOM } from './tile-layers.ts'

const EXTENT = 4_096
/** A tile of the last zoom with more reports than this stays crowded. */
const MOST_POINTS = 5_000
/** At lower zooms all reports are looked at. */
const FIRST_BOXED_ZOOM = 3
const KM_PER_DEGREE = 111

type At = [z: number, x: number, y: number]

/** Cells about as wide as 64 of a tile's 512 pixels. */
const resolutionAt = (zoom: number) => Math.min(FINEST, Math.max(0, Math.round(0.712 * zoom - 0.84)))

export async function pastTile(db: Queryable, shown: Shown, at: At): Promise<Uint8Array> {
  const [z, x, y] = at
  const ids = z < LAST_ZOOM ? undefined : await countedIn(db, shown, boxOf(at), MOST_POINTS)
  const crowds = ids ? [] : await crowdsAround(db, shown, at)
  const own = crowds.filter(crowd => isIn(at, crowd))
  const alone = ids ?? own.flatMap(({ only }) => only ?? [])
  const features = [
    ...own.filter(({ count }) => count > 1).map(crowd => crowdFeature(crowd, z)),
    ...(await reportFeatures(db, alone)).filter(({ geometry: { coordinates } }) =>
      isIn(at, { lng: coordinates[0] ?? 0, lat: coordinates[1] ?? 0 }),
    ),
  ]
  if (features.length === 0) return new Uint8Array()
  const tile = geoJSONToTile({ type: 'FeatureCollection', features }, z, x, y, { extent: EXTENT })
  // Maps draw nothing that was rounded onto the edge: that is the next tile's.
  const inside = (value: number) => Math.min(value, EXTENT - 1)
  for (const feature of tile.features)
    if (feature.type === 1)
      feature.geometry = feature.geometry.map(([a = 0, b = 0]: number[]) => [inside(a), inside(b)])
  return fromGeojsonVt({ reports: tile }, { version: 2, extent: EXTENT })
}

function crowdsAround(db: Queryable, shown: Shown, at: At): Promise<Crowd[]> {
  const resolution = resolutionAt(at[0])
  const box = at[0] < FIRST_BOXED_ZOOM ? undefined : widened(boxOf(at), reachKm(resolution))
  return crowdsIn(db, shown, parentsAt(resolution), box)
}

async function reportFeatures(db: Queryable, ids: string[]): Promise<Feature<Point>[]> {
  if (ids.length === 0) return []
  const reports = await pageOfReports(db, { ids }, { limit: ids.length })
  return reports.map(({ incident: joined, ...report }) => {
    const { geometry, properties } = toFeature(report, joined, 'public')
    const { id, number, version, hazard, level, state, at, incident } = properties
    return {
      type: 'Feature',
      geometry,
      properties: { id, number, version, hazard, level, state, at, ...(incident && { incident }) },
    }
  })
}

/** `opens`: the zoom at which it comes apart. */
function crowdFeature({ lng, lat, count, worst }: Crowd, z: number): Feature<Point> {
  let opens = z + 1
  while (opens < LAST_ZOOM && resolutionAt(opens) === resolutionAt(z)) opens++
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lng, lat] },
    properties: { cluster: true, point_count: count, worst, opens },
  }
}

const longitude = (x: number, z: number) => (x / 2 ** z) * 360 - 180
const latitude = (y: number, z: number) =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI

const boxOf = ([z, x, y]: At): Bounds => [
  longitude(x, z),
  latitude(y + 1, z),
  longitude(x + 1, z),
  latitude(y, z),
]

function widened([west, south, east, north]: Bounds, km: number): Bounds {
  const up = km / KM_PER_DEGREE
  const farthest = Math.min(85, Math.max(Math.abs(south), Math.abs(north)) + up)
  const aside = up / Math.cos((farthest * Math.PI) / 180)
  return [west - aside, south - up, east + aside, north + up]
}

/** The western and northern edges are the tile's own. */
function isIn([z, x, y]: At, { lng, lat }: { lng: number; lat: number }): boolean {
  const across = ((lng + 180) / 360) * 2 ** z
  const radians = (lat * Math.PI) / 180
  const down = ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z
  return Math.floor(across) === x && Math.floor(down) === y
}
