// What the desk knows: the live picture with the officer's eyes, the queue under its filters, what is open and what is chosen together.
import { computed, effect, signal, untracked } from '@preact/signals'
import type { Case, StageRule } from '../../server/domain/case.ts'
import type { ReportFeature } from '../../server/domain/contract.ts'
import { noFilters } from '../../server/domain/filters.ts'
import {
  type Counts,
  countsOf,
  type Item,
  isInPart,
  isListed,
  isStanding,
  itemsOf,
  type Part,
  tabCountsOf,
} from '../../server/domain/queue.ts'
import { openLive } from '../live.ts'
import { MOST } from '../map/many.ts'
import { incidentsOf, type Shown, saying, shownOf } from '../map/shown.ts'
import { agency, filters, tab } from './filters.ts'
import { followQueue } from './long-queue.ts'
import { reportsThen, self } from './me.ts'
import { type Decision, findCase, findHistory, findStages, type Opened, whoAmI } from './requests.ts'

export const isDrill = new URLSearchParams(location.search).get('drill') === '1'
export const live = openLive(
  { drill: isDrill, most: MOST },
  { dismissed, heed: (...news) => crowd.heed(...news) },
)

/** Where the session has ended or its rights have changed, the desk begins anew with what holds now; a server that merely stops comes back. */
async function dismissed(): Promise<void> {
  // Who has just set up the second factor reads the backup codes first, and goes on by a button.
  if (self.peek()?.mayOnly) return
  const answer = await whoAmI()
  if ('problem' in answer && answer.problem.status === 401) location.reload()
  if (!('found' in answer)) return
  const { reports: _, ...who } = answer.found
  if (JSON.stringify(who) !== JSON.stringify(self.peek())) location.reload()
}
/** Now, in steps of ten seconds. */
export const moment = computed(() => Math.floor(live.now.value / 10_000) * 10_000)
/** The officer's own name. */
export const me = signal('')

/** The report that is open, and the line of the queue that is: one of several reports has only the second. */
export const chosenId = signal<string | null>(new URLSearchParams(location.search).get('report'))
const chosenKey = signal<string | null>(null)
/** Lines and reports that are chosen together, by their keys. */
export const picked = signal<ReadonlySet<string>>(new Set())

/** Decided at this desk and therefore no longer in the live picture; kept until the page is left, so that it can be undone. */
const decided = signal<ReadonlyMap<string, ReportFeature>>(new Map())

export function keepDecided(reports: ReportFeature[]): void {
  const next = new Map(decided.value)
  for (const report of reports) next.set(report.properties.id, report)
  decided.value = next
}

export const find = (id: string | null): ReportFeature | null => {
  if (id === null) return null
  const alive = newest(live.picture.value.reports.get(id), crowd.long.value?.reports.get(id))
  const own = decided.value.get(id)
  if (alive && own) return alive.properties.version >= own.properties.version ? alive : own
  return alive ?? own ?? null
}

const newest = (a: ReportFeature | undefined, b: ReportFeature | undefined) =>
  a && b ? (a.properties.version >= b.properties.version ? a : b) : (a ?? b)

/** The table of states and deadlines. */
export const rules = signal<StageRule[]>([])
void findStages().then(answer => {
  if ('found' in answer) rules.value = answer.found.stages
})

const everything = computed(() => {
  const picture = live.picture.value
  const reports = new Map(picture.reports)
  for (const id of decided.value.keys()) {
    const report = find(id)
    if (report) reports.set(id, report)
  }
  return shownOf({ ...picture, reports }, { hazards: [], hours: 24 }, moment.value)
})

const part = computed(
  (): Part => ({ tab: tab.value, filters: filters.value, agency: agency.value, me: me.value }),
)

/** An address may name anything. */
const isId = (name: string | null): name is string => name !== null && /^[\da-f-]{36}$/.test(name)

/** Whether there are more reports than the desk should hold; until the live picture says so, as many as there were a moment ago. */
const isLong = computed(() => (live.isKnown.value ? live.isPart.value : reportsThen.value > MOST))

/** Then the server tells its queue. */
const crowd = followQueue({
  isPart: isLong,
  isFollowed: live.isKnown,
  isDrill,
  part,
  names: computed(() => [...new Set([chosenId.value ?? chosenKey.value, ...picked.value])].filter(isId)),
  picture: live.picture,
  rules,
  decided,
  moment,
})

/** Whether it is known what is shown. */
export const isReady = computed(() => (isLong.value ? crowd.long.value !== null : live.isKnown.value))

const items = computed(() =>
  isLong.value
    ? (crowd.long.value?.items ?? [])
    : itemsOf({
        reports: everything.value.reports,
        cases: live.picture.value.cases.values(),
        citizensOf: id => live.picture.value.incidents.get(id)?.properties.citizens ?? 0,
        rules: rules.value,
        now: moment.value,
      }),
)
const inPart = computed(() => items.value.filter(isInPart(part.value)))
const queue = computed(() => inPart.value.filter(isListed(part.value, moment.value, saying(filters.value))))
/** The queue's lines by their places: of a long queue only some are known. */
const placed = computed((): ReadonlyMap<number, Item> => {
  const long = crowd.long.value
  return isLong.value ? (long?.placed ?? new Map()) : new Map(queue.value.entries())
})
const lineCount = computed(() => (isLong.value ? (crowd.long.value?.total ?? 0) : queue.value.length))

/** Lines of this part that the filters keep back. */
export const keptBack = computed(() =>
  isLong.value ? (crowd.long.value?.kept ?? 0) : inPart.value.length - queue.value.length,
)

export const tabCounts = computed(() => crowd.long.value?.tabs ?? tabCountsOf(items.value, me.value))

/** The group whose reports stand below its line. */
export const unfolded = signal<string | null>(null)
const holds = ({ reports }: Item, id: string | null) => reports.some(({ properties }) => properties.id === id)

/** The open group, where it is unfolded or one of its reports is open. */
const unfoldedItem = computed(() => {
  const item = openItem.value
  if (!item?.isGroup) return null
  return item.key === unfolded.value || holds(item, chosenId.value) ? item : null
})

/** Lines as they stand below each other: an unfolded group has its reports under it. */
export type Row = { key: string; item: Item; report: ReportFeature | null }

/** Known rows by their places, and how many rows there are. */
export const rows = computed(() => {
  const known = new Map<number, Row>()
  const unfolded = unfoldedItem.value
  let below = Number.POSITIVE_INFINITY
  for (const [place, item] of placed.value) if (item === unfolded) below = place
  const members = unfolded && below < lineCount.value ? unfolded.reports : []
  for (const [place, item] of placed.value) {
    const [only] = item.reports
    const at = place > below ? place + members.length : place
    if (!item.isGroup && only) known.set(at, { key: only.properties.id, item, report: only })
    else known.set(at, { key: item.key, item, report: null })
    if (place === below)
      for (const [step, report] of members.entries())
        known.set(at + 1 + step, { key: report.properties.id, item, report })
  }
  return { count: lineCount.value + members.length, known }
})

/** Tells which rows are in sight: a long queue asks for those. */
export function seek(first: number, end: number): void {
  const members = unfoldedItem.peek()?.reports.length ?? 0
  if (isLong.peek()) crowd.seek(Math.max(0, first - members), end)
}

export const openItem = computed(
  (): Item | null =>
    items.value.find(item =>
      chosenId.value === null
        ? item.key === chosenKey.value || item.incidents.includes(chosenKey.value ?? '')
        : holds(item, chosenId.value),
    ) ?? null,
)
/** What was opened as an incident is the line that it is in, once that is known. */
effect(() => {
  const key = openItem.value?.key
  if (key !== undefined && untracked(() => chosenId.value === null && chosenKey.value !== key))
    chosenKey.value = key
})
/** A case as it is known here. */
export const findCaseHere = (id: string): Case | undefined =>
  live.picture.value.cases.get(id) ?? items.value.find(item => item.case?.id === id)?.case ?? undefined
/** The line of an incident, by its key: a long queue may not know it yet. */
export const keyWith = (incident: string): string => {
  for (const one of live.picture.value.cases.values())
    if (one.closed === null && one.incidents.includes(incident)) return one.id
  return incident
}
/** The line that a report is in. */
export const itemWith = (id: string | undefined): Item | undefined =>
  items.value.find(item => holds(item, id ?? null))

export const chosen = computed(() => find(chosenId.value))
/** What the map moves to: the open report, or the worst of the open group. */
export const focus = computed(() => chosen.value ?? openItem.value?.reports[0] ?? null)
export const isOpen = computed(() => chosen.value !== null || openItem.value !== null)
export const chosenRow = computed(() => chosenId.value ?? chosenKey.value)

const listedIncidents = computed(() => new Set(queue.value.flatMap(({ incidents }) => incidents)))

/** On the map stands what the queue lists and the public can see too. */
export const onMap = computed((): Shown => {
  if (!isLong.value)
    return {
      reports: queue.value.flatMap(({ reports }) => reports).filter(isStanding),
      incidents: everything.value.incidents.filter(({ properties: { id } }) => listedIncidents.value.has(id)),
    }
  const long = crowd.long.value
  return {
    reports: [...placed.value.values()].flatMap(({ reports }) => reports).filter(isStanding),
    incidents: long ? incidentsOf(live.picture.value, noFilters, moment.value, long.incidents) : [],
    ...(long && { many: long.many }),
  }
})

export const countOf = computed((): Counts => crowd.long.value?.counts ?? countsOf(everything.value.reports))

export const history = signal<{ id: string; decisions: Decision[] } | null>(null)
export const opened = signal<Opened | null>(null)

export async function readHistory(id: string): Promise<void> {
  const answer = await findHistory(id)
  if ('found' in answer) history.value = { id, decisions: answer.found.history }
}

export async function readCase(id: string): Promise<void> {
  const answer = await findCase(id)
  if ('found' in answer && openItem.value?.case?.id === id) opened.value = answer.found
}

const indexes = computed(() => new Map([...rows.value.known].map(([index, { key }]) => [key, index])))
/** Which of the lines is open; -1 where none of them is. */
export const chosenIndex = computed(() => indexes.value.get(chosenRow.value ?? '') ?? -1)

/** What stood about the line when it was opened: whoever decides goes on from there, wherever the line itself has gone meanwhile. */
let about: { key: string; before: string | undefined; after: string | undefined } | null = null

function remember(at: number): void {
  const keyAt = (index: number) => rows.value.known.get(index)?.key
  const key = keyAt(at)
  about = key === undefined ? null : { key, before: keyAt(at - 1), after: keyAt(at + 1) }
}

function indexFrom(by: 1 | -1): number {
  const { count } = rows.value
  const at = chosenIndex.value
  const own = about?.key === chosenRow.value ? about : null
  const [before, after] = [own?.before, own?.after].map(key => indexes.value.get(key ?? '') ?? -1)
  const hasLeft = at < 0 || (before ?? -1) > at || ((after ?? -1) >= 0 && (after ?? -1) < at)
  const next = by > 0 ? after : before
  if (own && hasLeft && next !== undefined && next >= 0) return next
  if (at < 0) return by > 0 ? 0 : count - 1
  return Math.max(0, Math.min(count - 1, at + by))
}

/** The row that is gone to as soon as the server has told it. */
const awaited = signal<number | null>(null)
effect(() => {
  const row = awaited.value === null ? undefined : rows.value.known.get(awaited.value)
  if (!row) return
  awaited.value = null
  untracked(() => chooseRow(row))
})

/** The next line of the queue, or the one before; with `picking` both are chosen together. */
export function move(by: 1 | -1, picking = false): void {
  const here = rows.value.known.get(chosenIndex.value)
  const index = indexFrom(by)
  const next = rows.value.known.get(index)
  awaited.value = null
  if (!next) {
    if (index < 0) return
    seek(index, index + 1)
    awaited.value = index
    return
  }
  if (picking) {
    const both = new Set(picked.value)
    for (const row of [here, next]) if (row) both.add(row.key)
    picked.value = both
  }
  chooseRow(next)
}

/** Chooses the open line together with others, or no longer. */
export function pick(key = chosenRow.value): void {
  if (key === null) return
  const next = new Set(picked.value)
  if (!next.delete(key)) next.add(key)
  picked.value = next
}

export const pickedRows = computed(() =>
  [...rows.value.known]
    .filter(([, { key }]) => picked.value.has(key))
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row),
)

export function chooseRow({ item, report }: Row): void {
  if (report) choose(report.properties.id)
  else chooseGroup(item.key)
  remember(chosenIndex.value)
}

/** What has to be forgotten when something else is opened. */
const leaving: (() => void)[] = []
export const onLeave = (forget: () => void) => void leaving.push(forget)

export function chooseGroup(key: string): void {
  if (chosenId.value === null && chosenKey.value === key) return
  chosenKey.value = key
  chosenId.value = null
  for (const forget of leaving) forget()
}

export function choose(id: string | null): void {
  if (id === chosenId.value && (id !== null || chosenKey.value === null)) return
  chosenId.value = id
  if (id === null) chosenKey.value = null
  for (const forget of leaving) forget()
}
