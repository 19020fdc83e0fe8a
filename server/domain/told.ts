// What the server answers to our own pages beside the live picture (contract.ts): types alone, for the one who sends it and the one who reads it.
import type { MultiPolygon, Polygon } from 'geojson'
import type { AreaState, Suggestion } from './area-suggestion.ts'
import type { IncidentFeature, ReportFeature, WarningFeature } from './contract.ts'
import type { Gauge } from './gauge.ts'
import type { Official } from './official.ts'
import type { Counts, Item, Tab } from './queue.ts'

/** What a page has to know of this installation. */
export type PublicConfig = {
  /** Address of the online ground's style, where there is one. */
  mapStyle: string | null
  publicUrl: string
  /** On Telegram. */
  bot: { username: string } | null
  /** How many are live. */
  reports: number
}

/** The list beside the tiles. Everything up to `cursor` is in it, and in the tiles of the same generation. */
export type LiveList = {
  count: number
  /** By level, from unknown to severe. */
  levels: [number, number, number, number]
  /** Without any filter. */
  all: number
  reports: ReportFeature[]
  /** Those that have a report among them, where only those are wanted. */
  incidents: string[] | null
  cursor: string
  generation: string
}

/** `place`: so many lines come before; −1: not listed. */
export type Placed = Item & { place: number }

/** A page of the desk's queue. Everything up to `cursor` is in the list, and everything up to `drawn` in the tiles of its generation. */
export type QueuePart = {
  total: number
  /** Lines of this part that the filters keep back. */
  kept: number
  tabs: Record<Tab, number>
  counts: Counts
  all: number
  lines: Placed[]
  /** What was asked for by name, listed or not. */
  named: Placed[]
  /** Incidents on the map; null: all. */
  incidents: string[] | null
  cursor: string
  generation: string
  drawn: string
}

/** The picture as it stood at a time. */
export type Moment = {
  at: string
  reports: ReportFeature[]
  incidents: IncidentFeature[]
  warnings: WarningFeature[]
  /** As they had been told by then; drills have none. */
  gauges: Gauge[]
  officials: Official[]
  /** Reports of that time that came in later, with an archive: no live map has shown them. */
  archived: ReportFeature[]
}

/** An area as officers see it in their list. */
export type DeskArea = {
  id: string
  name: string
  parent: string | null
  region: string | null
  state: AreaState | null
  since: string | null
  suggestion: Suggestion | null
  outline: Polygon | MultiPolygon
}
