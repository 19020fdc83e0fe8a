// What a region is: a province, the first thing that officers, feeds and the incumbent's clients filter by.
// A country is one file in this folder that lists its regions, and a line in index.ts.
import type { MultiPolygon, Polygon } from 'geojson'
import type { LngLat, Text } from '../hazards/hazard.ts'

/** West, south, east, north in degrees. */
export type Bounds = [w: number, s: number, e: number, n: number]

export type Region = {
  /** ISO 3166-2 as the incumbent writes it, such as ID-JK. */
  code: string
  name: Text
  /** ISO 3166-1 alpha-2. */
  country: string
  /** IANA name: what clocks show there. */
  timeZone: string
  bounds: Bounds
  /** Other codes that mean this region: the first generation's cities and later splits that the incumbent does not know. */
  aliases: string[]
  geometry: Polygon | MultiPolygon
}

/** A city of the incumbent's first generation: a box with a code of its own, which may reach over several regions. */
export type City = { code: string; name: Text; bounds: Bounds; region: string }

export type Country = { code: string; name: Text; regions: Region[]; cities: City[] }

export const within = ([w, s, e, n]: Bounds, { lng, lat }: LngLat, margin = 0): boolean =>
  lng >= w - margin && lng <= e + margin && lat >= s - margin && lat <= n + margin
