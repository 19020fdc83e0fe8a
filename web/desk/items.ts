// What the queue lists: a line a case, an incident that nobody has taken up, or a report that stands alone. Pure; the most urgent first.
import {
  byUrgency,
  type Case,
  dueOf,
  isOverdue,
  type Stage,
  type StageRule,
  type Thing,
} from '../../server/domain/case.ts'
import type { ReportFeature } from '../../server/domain/contract.ts'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../../server/domain/hazards/index.ts'
import { worstOf } from '../map/shown.ts'
import type { Picture } from '../picture.ts'

export type Item = {
  /** Of the case, the incident or the report. */
  key: string
  /** What an act on all of it is about, and the version of the case that is seen. */
  on: Thing
  version: number
  case: Case | null
  incidents: string[]
  /** The worst and latest first. */
  reports: ReportFeature[]
  hazard: HazardKey
  level: Level
  stage: Stage
  due: string | null
  isOverdue: boolean
  escalated: number
  rescue: boolean
  waiting: string
  citizens: number
  /** More than a report that stands alone. */
  isGroup: boolean
}

export const isUndecided = ({ properties: { state } }: ReportFeature) =>
  state === 'unverified' || state === 'held'
/** Somebody waits to be rescued, and nobody has decided on it yet: before everything else. */
export const isCall = (report: ReportFeature) => report.properties.rescue === true && isUndecided(report)

type Given = { picture: Picture; reports: readonly ReportFeature[]; rules: StageRule[]; now: number }

export function itemsOf({ picture, reports, rules, now }: Given): Item[] {
  const caseOf = new Map<string, Case>()
  for (const one of picture.cases.values())
    if (one.closed === null) for (const member of [...one.incidents, ...one.reports]) caseOf.set(member, one)
  const groups = new Map<string, { case: Case | null; incident: string | null; reports: ReportFeature[] }>()
  for (const report of reports) {
    const { id, incident } = report.properties
    const own = caseOf.get(id) ?? (incident === null ? undefined : caseOf.get(incident))
    const key = own?.id ?? incident ?? id
    const group = groups.get(key) ?? { case: own ?? null, incident, reports: [] }
    group.reports.push(report)
    groups.set(key, group)
  }
  // Work that is not done stays, also when its reports have left the map.
  for (const one of picture.cases.values())
    if (one.closed === null && one.stage !== 'resolved' && !groups.has(one.id))
      groups.set(one.id, { case: one, incident: null, reports: [] })
  const rule = rules.find(({ stage }) => stage === 'new')
  return [...groups]
    .map(([key, group]) => itemOf(key, group, picture, rule, now))
    .sort((a, b) => byUrgency(a, b) || (a.key < b.key ? 1 : -1))
}

type Group = { case: Case | null; incident: string | null; reports: ReportFeature[] }

function itemOf(key: string, group: Group, picture: Picture, rule: StageRule | undefined, now: number): Item {
  const { case: own, incident, reports } = group
  const [first] = reports
  const open = reports.filter(({ properties: { state } }) => state !== 'dismissed' && state !== 'withdrawn')
  const undecided = reports.filter(isUndecided)
  const incidents = own?.incidents ?? (incident === null ? [] : [incident])
  const citizens = incidents.reduce(
    (sum, id) => sum + (picture.incidents.get(id)?.properties.citizens ?? 0),
    0,
  )
  const hasFinished = own === null || own.stage === 'resolved' || own.stage === 'checked'
  const stage = hasFinished ? stageOf(reports, own?.stage) : own.stage
  const waits = undecided
    .map(({ properties: { receivedAt, level, rescue = false } }) =>
      dueOf(rule, receivedAt, { level, rescue }),
    )
    .filter(due => due !== null)
    .sort()
  const due = hasFinished && undecided.length > 0 ? (waits[0] ?? null) : (own?.due ?? null)
  const oldest = (undecided.length > 0 ? undecided : reports).map(({ properties }) => properties.at).sort()[0]
  return {
    key,
    on: own ? { case: own.id } : incident !== null ? { incident } : { report: key },
    version: own?.version ?? 0,
    case: own,
    incidents,
    reports,
    hazard: own?.hazard ?? first?.properties.hazard ?? 'flood',
    level: worstOf(open),
    stage,
    due,
    isOverdue: isOverdue(due, now),
    escalated: own?.escalated ?? 0,
    rescue: reports.some(isCall),
    waiting: oldest ?? own?.since ?? '',
    citizens: Math.max(citizens, reports.length > 0 ? 1 : 0),
    isGroup: reports.length !== 1 || incidents.length > 0,
  }
}

function stageOf(reports: ReportFeature[], known: Stage | undefined): Stage {
  if (reports.some(isUndecided)) return 'new'
  if (known !== undefined) return known
  return reports.some(({ properties: { state } }) => state === 'verified') ? 'checked' : 'resolved'
}
