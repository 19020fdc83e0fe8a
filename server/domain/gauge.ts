// A water gauge: an imported place that is read now and then. How high the water stands, whether it rises, and what its thresholds say to that.
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { distance } from '@turf/distance'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Level, LngLat } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'

/** `at` ISO 8601, `depth` in centimetres above the gauge's zero. */
export type Observation = { at: string; depth: number }

/** Centimetres from which on the water stands at level 1 (Siaga 3), 2 (Siaga 2) and 3 (Siaga 1). */
export type Thresholds = [minor: number, moderate: number, severe: number]

export type Gauge = {
  id: string
  number: number
  /** What its import called it. */
  code: string
  version: number
  name: string
  within: string
  place: LngLat
  region: string | null
  thresholds: Thresholds | null
  latest: Observation | null
  /** Centimetres an hour; null where too little was read lately. */
  trend: number | null
  /** 0: normal. Null: nothing was read, or nobody told the thresholds. */
  warning: Level | null
}

const HOUR_MS = 3_600_000
/** A reading older than this says nothing of now. */
export const STALE_HOURS = 3
/** What a chart and the open API show. */
export const SHOWN_HOURS = 72
/** The trend is taken over about an hour, never over more than this. */
export const TREND_HOURS = 3
const TREND_WANTED_MS = 45 * 60_000
const TREND_LEAST_MS = 9 * 60_000
/** Slower than this is steady, centimetres an hour. */
const STEADY = 5
/** Readings beyond are slips of the finger or faults of the gauge, centimetres. */
export const DEPTHS = { least: -2_000, most: 30_000 } as const

/** A gauge tells of an incident of this hazard whose outline it stands in, or not farther from than this. */
const TOLD_BY_GAUGES: HazardKey = 'flood'
export const REACH_KM = 2

export const isStale = ({ latest }: Pick<Gauge, 'latest'>, now: number): boolean =>
  latest === null || now - Date.parse(latest.at) > STALE_HOURS * HOUR_MS

export function warningOf(depth: number, thresholds: Thresholds | null): Level | null {
  if (!thresholds) return null
  const [minor, moderate, severe] = thresholds
  return depth >= severe ? 3 : depth >= moderate ? 2 : depth >= minor ? 1 : 0
}

/** Observations latest first. */
export function trendOf(observations: Observation[]): number | null {
  const [latest, ...before] = observations
  if (!latest) return null
  const time = Date.parse(latest.at)
  const near = before.filter(({ at }) => time - Date.parse(at) <= TREND_HOURS * HOUR_MS)
  const then =
    near.find(({ at }) => time - Date.parse(at) >= TREND_WANTED_MS) ??
    near.findLast(({ at }) => time - Date.parse(at) >= TREND_LEAST_MS)
  if (!then) return null
  const hours = (time - Date.parse(then.at)) / HOUR_MS
  return Math.round((latest.depth - then.depth) / hours)
}

export const directionOf = (trend: number): 'rising' | 'steady' | 'falling' =>
  trend >= STEADY ? 'rising' : trend <= -STEADY ? 'falling' : 'steady'

/** What an imported place says of its thresholds: Siaga 3, 2 and 1, or minor, moderate and severe, in centimetres. */
const NAMES: [string, ...string[]][] = [
  ['siaga3', 'siagaiii', 'minor', 'waspada', 'threshold1'],
  ['siaga2', 'siagaii', 'moderate', 'siaga', 'threshold2'],
  ['siaga1', 'siagai', 'severe', 'major', 'awas', 'threshold3'],
]

export function thresholdsOf(properties: Record<string, unknown>): Thresholds | null {
  const plain = new Map(
    Object.entries(properties).map(([key, value]) => [key.toLowerCase().replace(/[^a-z0-9]/g, ''), value]),
  )
  const [minor, moderate, severe] = NAMES.map(names => {
    const given = names.map(name => plain.get(name)).find(value => value !== undefined && value !== '')
    const number = given === undefined ? Number.NaN : Number(String(given).replace(',', '.'))
    return number >= DEPTHS.least && number <= DEPTHS.most ? number : Number.NaN
  })
  if (minor === undefined || moderate === undefined || severe === undefined) return null
  return minor < moderate && moderate < severe ? [minor, moderate, severe] : null
}

type Known = Omit<Gauge, 'latest' | 'trend' | 'warning'>

/** `observations`: the latest of them, and those of some hours before it; latest first. */
export function gaugeOf(known: Known, observations: Observation[]): Gauge {
  const latest = observations[0] ?? null
  return {
    ...known,
    latest,
    trend: trendOf(observations),
    warning: latest && warningOf(latest.depth, known.thresholds),
  }
}

type Gauged = { hazard: HazardKey; outline: Polygon | MultiPolygon; centre: LngLat }

/** How many gauges within reach of an incident stand at a warning level now. */
export function gaugesWarning(
  { hazard, outline, centre }: Gauged,
  gauges: Iterable<Gauge>,
  now: number,
): number {
  if (hazard !== TOLD_BY_GAUGES) return 0
  let count = 0
  for (const gauge of gauges) {
    if (!gauge.warning || isStale(gauge, now)) continue
    const point = [gauge.place.lng, gauge.place.lat]
    if (distance(point, [centre.lng, centre.lat]) <= REACH_KM || booleanPointInPolygon(point, outline))
      count++
  }
  return count
}

/** As the agencies of Jakarta name it: from Siaga 4, normal, to Siaga 1, the worst. */
export const siagaOf = (warning: Level): 1 | 2 | 3 | 4 => (4 - warning) as 1 | 2 | 3 | 4
