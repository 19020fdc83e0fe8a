// Reports in the order of their severity, kept from one picture to the next: with a hundred thousand of them a change must cost what has changed.
import type { ReportFeature } from '../../server/domain/contract.ts'

type Reports = ReadonlyMap<string, ReportFeature>

/** Changes up to this part of all are put in their places; with more, everything is sorted anew. */
const FEW = 0.2

let last: { reports: Reports; ranked: ReportFeature[] } = { reports: new Map(), ranked: [] }

/** Most severe first, then latest first. */
export function rankedOf(reports: Reports): ReportFeature[] {
  if (reports === last.reports) return last.ranked
  const ranked = rankFrom(last, reports)
  last = { reports, ranked }
  return ranked
}

function rankFrom(before: typeof last, reports: Reports): ReportFeature[] {
  const added: ReportFeature[] = []
  for (const [id, report] of reports) if (before.reports.get(id) !== report) added.push(report)
  const gone = before.reports.size - (reports.size - added.length)
  if (added.length === 0 && gone === 0) return before.ranked
  if (added.length > reports.size * FEW) return [...reports.values()].sort(bySeverity)
  added.sort(bySeverity)
  const ranked: ReportFeature[] = []
  let next = 0
  for (const report of before.ranked) {
    if (reports.get(report.properties.id) !== report) continue
    for (let fresh = added[next]; fresh && bySeverity(fresh, report) < 0; fresh = added[++next])
      ranked.push(fresh)
    ranked.push(report)
  }
  for (; next < added.length; next++) ranked.push(added[next] as ReportFeature)
  return ranked
}

/** Times are ISO 8601 in UTC to the millisecond: their letters are in order. */
export function bySeverity({ properties: a }: ReportFeature, { properties: b }: ReportFeature): number {
  return b.level - a.level || order(b.at, a.at) || order(b.id, a.id)
}

export const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
