// The desk's queue: a line a case, an incident that nobody has taken up, or a report that stands alone, the most urgent first; its parts and filters.
// One meaning for the browser, where it holds every report, and for the server, where there are too many. Pure.
import { byUrgency, type Case, dueOf, isOverdue, type Stage, type StageRule, type Thing } from './case.ts'
import type { ReportFeature } from './contract.ts'
import { asksReports, type Filters, isAskedFor, noFilters, wanted } from './filters.ts'
import type { Level } from './hazards/hazard.ts'
import { type HazardKey, hazardOf } from './hazards/index.ts'
import type { State } from './state.ts'

export const tabs = ['all', 'mine', 'unclaimed', 'held', 'overdue'] as const
export type Tab = (typeof tabs)[number]

/** What the queue looks at in a report. */
export type Queued = {
  properties: Pick<
    ReportFeature['properties'],
    | 'id'
    | 'hazard'
    | 'level'
    | 'state'
    | 'at'
    | 'receivedAt'
    | 'answers'
    | 'photos'
    | 'region'
    | 'area'
    | 'incident'
    | 'rescue'
  >
}

export type Item<Report extends Queued = ReportFeature> = {
  /** Of the case, the incident or the report. */
  key: string
  /** What an act on all of it is about, and the version of the case that is seen. */
  on: Thing
  version: number
  case: Case | null
  incidents: string[]
  /** The worst and latest first; of very many only the first are told. */
  reports: Report[]
  /** How many there are, how many of them have a photo, and the deepest that is told of, cm. */
  count: number
  pictured: number
  depth: number | null
  isUndecided: boolean
  hazard: HazardKey
  level: Level
  stage: Stage
  due: string | null
  isOverdue: boolean
  escalated: number
  rescue: boolean
  /** Every one of them waits for an officer's look, and none of them calls for help. */
  isUnlikely: boolean
  hasHeld: boolean
  waiting: string
  citizens: number
  /** More than a report that stands alone. */
  isGroup: boolean
}

export const isUndecided = ({ properties: { state } }: { properties: { state: State } }) =>
  state === 'unverified' || state === 'held'
/** Somebody waits to be rescued, and nobody has decided on it yet: before everything else. */
export const isCall = (report: { properties: { state: State; rescue?: true } }) =>
  report.properties.rescue === true && isUndecided(report)
/** On the map stands what the public can see too. */
export const isStanding = ({ properties: { state } }: { properties: { state: State } }) =>
  state === 'unverified' || state === 'verified'

type Beside = { citizensOf: (incident: string) => number }
type Given<Report> = Beside & {
  reports: Iterable<Report>
  cases: Iterable<Case>
  rules: readonly StageRule[]
  now: number
}
export type Group<Report> = { case: Case | null; incident: string | null; reports: Report[] }

/** `reports`: the worst and latest first. */
export function itemsOf<Report extends Queued>(given: Given<Report>): Item<Report>[] {
  const standing = [...given.cases].filter(({ closed }) => closed === null)
  const caseOf = new Map<string, Case>()
  for (const one of standing) for (const member of [...one.incidents, ...one.reports]) caseOf.set(member, one)
  const groups = new Map<string, Group<Report>>()
  for (const report of given.reports) {
    const { id, incident } = report.properties
    const own = caseOf.get(id) ?? (incident === null ? undefined : caseOf.get(incident))
    const key = own?.id ?? incident ?? id
    const group = groups.get(key)
    if (group) group.reports.push(report)
    else groups.set(key, { case: own ?? null, incident, reports: [report] })
  }
  // Work that is not done stays, also when its reports have left the map.
  for (const one of standing)
    if (one.stage !== 'resolved' && !groups.has(one.id))
      groups.set(one.id, { case: one, incident: null, reports: [] })
  const rule = ruleOfNew(given.rules)
  return [...groups].map(([key, group]) => itemOf(key, group, { ...given, rule })).sort(byRank)
}

/** The queue's order, in which no two lines are equal. */
export const byRank = (a: Item<Queued>, b: Item<Queued>): number =>
  byUrgency(a, b) || (a.key < b.key ? 1 : -1)

export const ruleOfNew = (rules: readonly StageRule[]) => rules.find(({ stage }) => stage === 'new')

/** Of a hundred thousand lines most are of one report, and one group may have twenty thousand: each report is looked at once. */
export function itemOf<Report extends Queued>(
  key: string,
  { case: own, incident, reports }: Group<Report>,
  { citizensOf, rule, now }: Beside & { rule: StageRule | undefined; now: number },
): Item<Report> {
  const sum = sumOf(reports)
  const isUndecided = sum.undecided.length > 0
  const incidents = own?.incidents ?? (incident === null ? [] : [incident])
  const citizens = incidents.reduce((sum, id) => sum + citizensOf(id), 0)
  const hasFinished = own === null || own.stage === 'resolved' || own.stage === 'checked'
  const stage = hasFinished ? stageOf(sum, own?.stage) : own.stage
  const due = hasFinished && isUndecided ? firstDueOf(sum.undecided, rule) : (own?.due ?? null)
  return {
    key,
    on: own ? { case: own.id } : incident !== null ? { incident } : { report: key },
    version: own?.version ?? 0,
    case: own,
    incidents,
    reports,
    count: reports.length,
    pictured: sum.pictured,
    depth: sum.depth,
    isUndecided,
    hazard: own?.hazard ?? reports[0]?.properties.hazard ?? 'flood',
    level: sum.level,
    stage,
    due,
    isOverdue: isOverdue(due, now),
    escalated: own?.escalated ?? 0,
    rescue: sum.rescue,
    isUnlikely: reports.length > 0 && !sum.rescue && sum.held === reports.length,
    hasHeld: sum.held > 0,
    waiting: (isUndecided ? sum.oldestUndecided : sum.oldest) ?? own?.since ?? '',
    citizens: Math.max(citizens, reports.length > 0 ? 1 : 0),
    isGroup: reports.length !== 1 || incidents.length > 0,
  }
}

function sumOf(reports: Queued[]) {
  const undecided: Queued[] = []
  let [level, pictured, held, verified]: [Level, number, number, number] = [0, 0, 0, 0]
  let depth: number | null = null
  let rescue = false
  let oldest: string | null = null
  let oldestUndecided: string | null = null
  for (const report of reports) {
    const { properties } = report
    const { state, at } = properties
    if (state === 'held') held++
    if (state === 'verified') verified++
    if (properties.photos.length > 0) pictured++
    if (properties.level > level && state !== 'dismissed' && state !== 'withdrawn') level = properties.level
    oldest = earlier(oldest, at)
    const measured = hazardOf(properties.hazard).measure?.(properties.answers)
    if (typeof measured === 'number' && (depth === null || measured > depth)) depth = measured
    if (!isUndecided(report)) continue
    undecided.push(report)
    rescue ||= properties.rescue === true
    oldestUndecided = earlier(oldestUndecided, at)
  }
  return { undecided, level, pictured, held, verified, depth, rescue, oldest, oldestUndecided }
}

function stageOf({ undecided, verified }: ReturnType<typeof sumOf>, known: Stage | undefined): Stage {
  if (undecided.length > 0) return 'new'
  if (known !== undefined) return known
  return verified > 0 ? 'checked' : 'resolved'
}

/** Of a hundred thousand at once: nothing is sorted, for only the first is asked for. */
const earlier = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one

/** Deadlines differ by level, and by nothing else that differs between reports but when they came: the oldest of each kind is asked. */
function firstDueOf(reports: Queued[], rule: StageRule | undefined): string | null {
  const oldest = new Map<string, Queued['properties']>()
  for (const { properties } of reports) {
    const kind = properties.rescue ? 'rescue' : String(properties.level)
    const known = oldest.get(kind)
    if (!known || properties.receivedAt < known.receivedAt) oldest.set(kind, properties)
  }
  let first: string | null = null
  for (const { receivedAt, level, rescue = false } of oldest.values())
    first = earlier(first, dueOf(rule, receivedAt, { level, rescue }))
  return first
}

const isDone = ({ stage }: Item<Queued>) => stage === 'resolved'

/** Held reports wait in a part of their own; a call for help is never kept out of sight. */
const isInTab: Record<Tab, (item: Item<Queued>, me: string) => boolean> = {
  all: item => !item.isUnlikely,
  mine: (item, me) => item.case?.claimedBy === me && !isDone(item),
  unclaimed: item =>
    !item.case?.claimedBy && (item.stage === 'new' || item.stage === 'returned') && !item.isUnlikely,
  held: ({ hasHeld }) => hasHeld,
  overdue: item => item.isOverdue || (item.escalated > 0 && !isDone(item)),
}

export type Part = { tab: Tab; filters: Filters; agency: string | null; me: string }

/** A state that is asked for is looked for in every part. */
export const isInPart = ({ tab, filters, me }: Part) =>
  filters.states?.length ? () => true : (item: Item<Queued>) => isInTab[tab](item, me)

export function tabCountsOf(items: Iterable<Item<Queued>>, me: string): Record<Tab, number> {
  const counts = { all: 0, mine: 0, unclaimed: 0, held: 0, overdue: 0 }
  for (const item of items) for (const tab of tabs) if (isInTab[tab](item, me)) counts[tab]++
  return counts
}

/** Whether a line stands under the filters: its hazard, its level, its agency, and one of its reports for all the rest. `says`: whether words are in a report. */
export function isListed<Report extends Queued>(
  { filters, agency }: Part,
  now: number,
  says: (report: Report) => boolean,
): (item: Item<Report>) => boolean {
  const { hazards, levels = [] } = filters
  const isPlaced = isAskedFor(filters)
  const isRecent = wanted({ ...noFilters, hours: filters.hours }, now)
  const asksOfReports = filters.hours !== noFilters.hours || asksReports(filters)
  const isRight = (report: Report) =>
    isRecent(report.properties) && isPlaced(report.properties) && says(report)
  return item =>
    (hazards.length === 0 || hazards.includes(item.hazard)) &&
    (levels.length === 0 || levels.includes(item.level)) &&
    (agency === null || item.case?.agency === agency) &&
    (!asksOfReports || item.reports.some(isRight))
}

/** What the bar above the desk says: what stands by level, and everything by state. */
export type Counts = {
  levels: [number, number, number, number]
  states: Record<State, number>
  calls: number
}

export function countsOf(reports: Iterable<Queued>): Counts {
  const levels: Counts['levels'] = [0, 0, 0, 0]
  const states = { unverified: 0, verified: 0, dismissed: 0, resolved: 0, withdrawn: 0, held: 0 }
  let calls = 0
  for (const report of reports) {
    states[report.properties.state]++
    if (isStanding(report)) levels[report.properties.level]++
    if (isCall(report)) calls++
  }
  return { levels, states, calls }
}
