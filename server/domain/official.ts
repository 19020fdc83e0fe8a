// What an official source tells: an earthquake, a weather warning, a disaster abroad of our regions. Data of its own, never a citizen's report.
import type { MultiPolygon } from 'geojson'
import type { Level, LngLat } from './hazards/hazard.ts'

const officialKinds = ['earthquake', 'weather', 'disaster'] as const
export type OfficialKind = (typeof officialKinds)[number]

/** As their makers want to be named. */
export const sources = { bmkg: 'BMKG', gdacs: 'GDACS' } as const
export type Source = keyof typeof sources

type Quake = {
  magnitude: number
  /** Kilometres. */
  depth: number | null
  /** Where it was felt, by strength (MMI), in the source's words. */
  felt: string | null
  /** Null where the source does not say. */
  tsunami: boolean | null
}

/** As a parser reads it from what the source sent. */
export type Told = {
  source: Source
  kind: OfficialKind
  /** The source's own name of it: the same again is the same thing, told anew. */
  key: string
  /** ISO 8601. When it happened or begins to hold, and when it is no longer shown. */
  at: string
  expiresAt: string
  headline: string
  words: string
  /** Where the source tells more. */
  link: string | null
  place: LngLat | null
  outline: MultiPolygon | null
  /** Null where the source does not say how severe it is. */
  level: Level | null
  quake: Quake | null
}

export type Official = Told & { id: string; version: number }
