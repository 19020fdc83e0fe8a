// Which reports and incidents are wanted: one meaning of the filters for the map, its list and the tiles, in the browser and on the server.
import type { Level } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'
import type { State } from './state.ts'

export const HOURS = [1, 3, 6, 12, 24] as const
export type Hours = (typeof HOURS)[number]

export type Filters = {
  /** Empty: every hazard. */
  hazards: HazardKey[]
  /** How far back the reports may lie. */
  hours: Hours
  /** Empty or missing: every level, and every state that is shown. */
  levels?: Level[]
  states?: State[]
  /** All of them stand in what was said, or in the name of the place. */
  words?: string
  /** A region's code, or a local area with the name that it is shown under. */
  region?: string
  area?: { id: string; name: string }
}

/** Everything of the last day. */
export const noFilters: Filters = { hazards: [], hours: 24 }

const HOUR_MS = 3_600_000

/** `now` in ms; `at` is ISO 8601 in UTC to the millisecond, so that its letters are in order. */
export function wanted({ hazards, hours, levels = [] }: Filters, now: number) {
  const since = new Date(now - hours * HOUR_MS).toISOString()
  return ({ hazard, level, at }: { hazard: HazardKey; level: Level; at: string }): boolean =>
    at >= since &&
    (hazards.length === 0 || hazards.includes(hazard)) &&
    (levels.length === 0 || levels.includes(level))
}

export const wordsOf = ({ words = '' }: Filters): string[] => words.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether incidents stand only where one of their reports is wanted. */
export const asksReports = (filters: Filters): boolean =>
  wordsOf(filters).length > 0 ||
  (filters.states ?? []).length > 0 ||
  filters.region !== undefined ||
  filters.area !== undefined

/** Whether a report is in the state and lies in the place that are asked for. */
export const isAskedFor =
  ({ states = [], region, area }: Filters) =>
  (report: { state: State; region: string | null; area: string | null }): boolean =>
    (states.length === 0 || states.includes(report.state)) &&
    (region === undefined || report.region === region) &&
    (area === undefined || report.area === area.id)

/** What words are looked for in, beside the name of the place. */
export const saidIn = ({ words, title, number }: { words: string; title: string | null; number: number }) =>
  `${words} ${title ?? ''} ${number}`

/** The same for filters that mean the same: in whatever order they are named, and however often. */
export const nameOfFilters = (filters: Filters): string => {
  const { hazards, hours, levels = [], states = [], region, area } = filters
  const lists = [hazards, levels, states, wordsOf(filters)].map(list => [...new Set<unknown>(list)].sort())
  return JSON.stringify([...lists, hours, region, area?.id])
}
