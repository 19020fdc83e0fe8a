// What an incident is: reports of one hazard that stand near each other in space and time (ST-DBSCAN), and its summary by Turf.
import { area } from '@turf/area'
import { centerOfMass } from '@turf/center-of-mass'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Level, LngLat } from './hazards/hazard.ts'
import { type HazardKey, hazardOf } from './hazards/index.ts'
import type { Trend } from './member.ts'
import type { Tally } from './tally.ts'

export type Incident = {
  /** Sortable; stays through growth, join (the elder survives) and split (the larger part keeps it). */
  id: string
  version: number
  hazard: HazardKey
  drill: boolean
  level: Level
  /** Reports, and the distinct citizens behind them. */
  count: number
  citizens: number
  verified: number
  /** Reports with a photo. */
  pictured: number
  /** Reports of the last hour before `latest`: how fast it grows. */
  growth: number
  /** Distribution of the hazard's measure (flood: depth in cm); null where it has none. */
  measure: { min: number; median: number; max: number } | null
  /** Share of the measures that lie near the median, 0 to 1; null below two measures. */
  agreement: number | null
  /** What most reports of that last hour say; of equally many the worse. */
  trend: Trend | null
  /** ISO 8601: first and last report, and when the last one leaves the live map. */
  started: string
  latest: string
  expiresAt: string
  centre: LngLat
  /** Hull of the reports with a small margin. */
  outline: Polygon | MultiPolygon
  /** Square metres of the outline. */
  area: number
  region: string | null
}

/** Depends on the members and nothing else: not on their order, and not on the present time. */
export function summarise(
  identity: Pick<Incident, 'id' | 'version' | 'hazard' | 'drill'>,
  tally: Tally,
  outline: Polygon,
): Incident {
  const { started, latest, expiresAt, region, ...figures } = tally.read(hazardOf(identity.hazard).lifeHours)
  const [lng = 0, lat = 0] = centerOfMass(outline).geometry.coordinates
  return {
    ...identity,
    ...figures,
    started: iso(started),
    latest: iso(latest),
    expiresAt: iso(expiresAt),
    centre: { lng: rounded(lng), lat: rounded(lat) },
    outline,
    area: Math.round(area(outline)),
    region,
  }
}

/** An incident that was written when it did not tell of photos, agreement and trend. */
export const renewed = (stored: Incident): Incident => ({
  ...stored,
  pictured: stored.pictured ?? 0,
  agreement: stored.agreement ?? null,
  trend: stored.trend ?? null,
})

const iso = (time: number) => new Date(time).toISOString()

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
