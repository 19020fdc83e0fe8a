// An agency's warning: its own words for an area, until a time.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Level } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'

export type Warning = {
  id: string
  version: number
  hazard: HazardKey
  level: Exclude<Level, 0>
  outline: Polygon | MultiPolygon
  /** By language; Indonesian always. */
  words: { id: string; en?: string }
  officer: string
  incident: string | null
  /** ISO 8601. */
  issued: string
  expiresAt: string
  endedAt: string | null
}
