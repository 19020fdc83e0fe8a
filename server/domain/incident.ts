// What an incident is: reports of one hazard that stand near each other in space and time (ST-DBSCAN), and its summary by Turf.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Level, LngLat } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'

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
  /** Reports of the last hour before `latest`: how fast it grows. */
  growth: number
  /** Distribution of the hazard's measure (flood: depth in cm); null where it has none. */
  measure: { min: number; median: number; max: number } | null
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
