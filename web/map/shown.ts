// Which of the live picture is shown under the filters, in which order. The map and the list both show exactly this.
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../../server/domain/hazards/index.ts'
import type { Picture } from '../picture.ts'

export const HOURS = [1, 3, 6, 12, 24] as const
export type Hours = (typeof HOURS)[number]

export type Filters = {
  /** Empty: every hazard. */
  hazards: HazardKey[]
  /** How far back the reports may lie. */
  hours: Hours
}

/** Most severe first, then latest first. */
export type Shown = { reports: ReportFeature[]; incidents: IncidentFeature[] }

const HOUR_MS = 3_600_000

export function shownOf(picture: Picture, { hazards, hours }: Filters, now: number): Shown {
  const since = now - hours * HOUR_MS
  const isWanted = (hazard: HazardKey, at: string) =>
    (hazards.length === 0 || hazards.includes(hazard)) && Date.parse(at) >= since
  return {
    reports: [...picture.reports.values()]
      .filter(({ properties }) => isWanted(properties.hazard, properties.at))
      .sort((a, b) => bySeverity(a.properties, b.properties)),
    incidents: [...picture.incidents.values()]
      .filter(({ properties }) => isWanted(properties.hazard, properties.latest))
      .sort(
        (a, b) =>
          b.properties.level - a.properties.level ||
          b.properties.count - a.properties.count ||
          order(b.properties.latest, a.properties.latest),
      ),
  }
}

type Ranked = { level: Level; at: string; id: string }

const bySeverity = (a: Ranked, b: Ranked) => b.level - a.level || order(b.at, a.at) || order(b.id, a.id)

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const worstFirst: Level[] = [3, 2, 1, 0]

export const worstOf = (reports: ReportFeature[]): Level =>
  worstFirst.find(level => reports.some(({ properties }) => properties.level === level)) ?? 0

export const membersOf = (picture: Picture, incident: string): ReportFeature[] =>
  [...picture.reports.values()]
    .filter(({ properties }) => properties.incident === incident)
    .sort((a, b) => bySeverity(a.properties, b.properties))
