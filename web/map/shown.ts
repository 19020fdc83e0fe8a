// Which of the live picture is shown under the filters, in which order. The map and the list both show exactly this.
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import {
  asksReports,
  type Filters,
  isAskedFor,
  saidIn,
  wanted,
  wordsOf,
} from '../../server/domain/filters.ts'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import type { Picture } from '../picture.ts'
import { nameOf, placeOf } from './near.ts'
import { bySeverity, order, rankedOf } from './ranked.ts'
import type { Many } from './told.ts'

/** Most severe first, then latest first. */
export type Shown = {
  reports: ReportFeature[]
  incidents: IncidentFeature[]
  /** With more reports than the page holds: `reports` are the first of them. */
  many?: Many
}

let last: ReportFeature[] = []

export const totalOf = ({ reports, many }: Shown): number => many?.total ?? reports.length

/** Whether a report is wanted under the filters. */
export function matching(filters: Filters, now: number): (report: ReportFeature) => boolean {
  const isRight = rightOf(filters)
  const isWanted = wanted(filters, now)
  return report => isWanted(report.properties) && isRight(report)
}

/** The very same lists where nothing has changed, so that nobody draws them again. */
export function shownOf(picture: Picture, filters: Filters, now: number): Shown {
  const reports = rankedOf(picture.reports).filter(matching(filters, now))
  if (reports.length !== last.length || reports.some((report, index) => report !== last[index]))
    last = reports
  const regarded = asksReports(filters)
    ? new Set(last.map(({ properties }) => properties.incident ?? ''))
    : null
  return { reports: last, incidents: incidentsOf(picture, filters, now, regarded) }
}

/** `regarded`: those that have a report which is wanted, where only those are. */
export function incidentsOf(
  picture: Picture,
  filters: Filters,
  now: number,
  regarded: ReadonlySet<string> | null,
): IncidentFeature[] {
  const isWanted = wanted(filters, now)
  return [...picture.incidents.values()]
    .filter(
      ({ properties: { id, hazard, level, latest } }) =>
        isWanted({ hazard, level, at: latest }) && (regarded === null || regarded.has(id)),
    )
    .sort(
      (a, b) =>
        b.properties.level - a.properties.level ||
        b.properties.count - a.properties.count ||
        order(b.properties.latest, a.properties.latest),
    )
}

/** What the filters ask of a report beyond its hazard, level and age. */
function rightOf(filters: Filters): (report: ReportFeature) => boolean {
  const isPlaced = isAskedFor(filters)
  const isSaid = saying(filters)
  return report => isPlaced(report.properties) && isSaid(report)
}

/** Whether the words that are looked for stand in a report. */
export function saying(filters: Filters): (report: ReportFeature) => boolean {
  const words = wordsOf(filters)
  return report => words.length === 0 || says(report, words)
}

function says(report: ReportFeature, words: string[]): boolean {
  const said = `${saidIn(report.properties)} ${nameOf(placeOf(report))}`.toLowerCase()
  return words.every(word => said.includes(word))
}

const worstFirst: Level[] = [3, 2, 1, 0]

export const worstOf = (reports: ReportFeature[]): Level =>
  worstFirst.find(level => reports.some(({ properties }) => properties.level === level)) ?? 0

export const membersOf = (picture: Picture, incident: string): ReportFeature[] =>
  [...picture.reports.values()].filter(({ properties }) => properties.incident === incident).sort(bySeverity)
