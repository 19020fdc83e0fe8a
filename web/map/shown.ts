// Which of the live picture is shown under the filters, in which order. The map and the list both show exactly this.
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../../server/domain/hazards/index.ts'
import type { State } from '../../server/domain/state.ts'
import type { Picture } from '../picture.ts'
import { nameOf, placeOf } from './near.ts'
import { bySeverity, order, rankedOf } from './ranked.ts'

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
}

/** Most severe first, then latest first. */
export type Shown = { reports: ReportFeature[]; incidents: IncidentFeature[] }

const HOUR_MS = 3_600_000

let last: ReportFeature[] = []

/** The very same lists where nothing has changed, so that nobody draws them again. */
export function shownOf(picture: Picture, filters: Filters, now: number): Shown {
  const { hazards, hours, levels = [], states = [] } = filters
  const since = new Date(now - hours * HOUR_MS).toISOString()
  const words = wordsOf(filters)
  const isWanted = (hazard: HazardKey, level: Level, at: string) =>
    at >= since &&
    (hazards.length === 0 || hazards.includes(hazard)) &&
    (levels.length === 0 || levels.includes(level))
  const reports = rankedOf(picture.reports).filter(
    report =>
      isWanted(report.properties.hazard, report.properties.level, report.properties.at) &&
      (states.length === 0 || states.includes(report.properties.state)) &&
      (words.length === 0 || says(report, words)),
  )
  if (reports.length !== last.length || reports.some((report, index) => report !== last[index]))
    last = reports
  const isRegarded = new Set(
    words.length + states.length > 0 ? last.map(({ properties }) => properties.incident) : [],
  )
  return {
    reports: last,
    incidents: [...picture.incidents.values()]
      .filter(
        ({ properties: { id, hazard, level, latest } }) =>
          isWanted(hazard, level, latest) && (words.length + states.length === 0 || isRegarded.has(id)),
      )
      .sort(
        (a, b) =>
          b.properties.level - a.properties.level ||
          b.properties.count - a.properties.count ||
          order(b.properties.latest, a.properties.latest),
      ),
  }
}

const wordsOf = ({ words = '' }: Filters) => words.toLowerCase().split(/\s+/).filter(Boolean)

function says(report: ReportFeature, wanted: string[]): boolean {
  const { words, title, number } = report.properties
  const said = `${words} ${title ?? ''} ${number} ${nameOf(placeOf(report))}`.toLowerCase()
  return wanted.every(word => said.includes(word))
}

const worstFirst: Level[] = [3, 2, 1, 0]

export const worstOf = (reports: ReportFeature[]): Level =>
  worstFirst.find(level => reports.some(({ properties }) => properties.level === level)) ?? 0

export const membersOf = (picture: Picture, incident: string): ReportFeature[] =>
  [...picture.reports.values()].filter(({ properties }) => properties.incident === incident).sort(bySeverity)
