// What the desk knows: the live picture with the officer's eyes, the queue under its filters, what is open and what is chosen together.
import { computed, signal } from '@preact/signals'
import type { StageRule } from '../../server/domain/case.ts'
import type { ReportFeature } from '../../server/domain/contract.ts'
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
import { saying, shownOf } from '../map/shown.ts'
import { agency, filters, tab } from './filters.ts'
import { self } from './me.ts'
import { type Decision, findCase, findHistory, findStages, type Opened, whoAmI } from './requests.ts'

export const isDrill = new URLSearchParams(location.search).get('drill') === '1'
export const live = openLive({ drill: isDrill }, { dismissed })

/** Where the session has ended or its rights have changed, the desk begins anew with what holds now; a server that merely stops comes back. */
async function dismissed(): Promise<void> {
  // Who has just set up the second factor reads the backup codes first, and goes on by a button.
  if (self.peek()?.mayOnly) return
  const answer = await whoAmI()
  const isSame = 'found' in answer && JSON.stringify(answer.found) === JSON.stringify(self.peek())
  const isOver = 'problem' in answer && answer.problem.status === 401
  if (isOver || ('found' in answer && !isSame)) location.reload()
}
export const minute = computed(() => Math.floor(live.now.value / 10_000) * 10_000)
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
  const alive = live.picture.value.reports.get(id)
  const own = decided.value.get(id)
  if (alive && own) return alive.properties.version >= own.properties.version ? alive : own
  return alive ?? own ?? null
}

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
  return shownOf({ ...picture, reports }, { hazards: [], hours: 24 }, minute.value)
})

const items = computed(() =>
  itemsOf({
    reports: everything.value.reports,
    cases: live.picture.value.cases.values(),
    citizensOf: id => live.picture.value.incidents.get(id)?.properties.citizens ?? 0,
    rules: rules.value,
    now: minute.value,
  }),
)

const part = computed(
  (): Part => ({ tab: tab.value, filters: filters.value, agency: agency.value, me: me.value }),
)
const inPart = computed(() => items.value.filter(isInPart(part.value)))
const queue = computed(() => inPart.value.filter(isListed(part.value, minute.value, saying(filters.value))))
/** Lines of this part that the filters keep back. */
export const keptBack = computed(() => inPart.value.length - queue.value.length)

export const tabCounts = computed(() => tabCountsOf(items.value, me.value))

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
export const rows = computed(() =>
  queue.value.flatMap((item): Row[] => {
    const [only] = item.reports
    if (!item.isGroup && only) return [{ key: only.properties.id, item, report: only }]
    const head = { key: item.key, item, report: null }
    if (item !== unfoldedItem.value) return [head]
    return [head, ...item.reports.map(report => ({ key: report.properties.id, item, report }))]
  }),
)

export const openItem = computed(
  (): Item | null =>
    items.value.find(item =>
      chosenId.value === null ? item.key === chosenKey.value : holds(item, chosenId.value),
    ) ?? null,
)
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
export const onMap = computed(() => ({
  reports: queue.value.flatMap(({ reports }) => reports).filter(isStanding),
  incidents: everything.value.incidents.filter(({ properties: { id } }) => listedIncidents.value.has(id)),
}))

export const countOf = computed((): Counts => countsOf(everything.value.reports))

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

const indexes = computed(() => new Map(rows.value.map(({ key }, index) => [key, index])))
/** Which of the lines is open; -1 where none of them is. */
export const chosenIndex = computed(() => indexes.value.get(chosenRow.value ?? '') ?? -1)

/** What stood about the line when it was opened: whoever decides goes on from there, wherever the line itself has gone meanwhile. */
let about: { key: string; before: string | undefined; after: string | undefined } | null = null

function remember(at: number): void {
  const key = rows.value[at]?.key
  about = key === undefined ? null : { key, before: rows.value[at - 1]?.key, after: rows.value[at + 1]?.key }
}

function rowFrom(by: 1 | -1): Row | undefined {
  const all = rows.value
  const at = chosenIndex.value
  const own = about?.key === chosenRow.value ? about : null
  const [before, after] = [own?.before, own?.after].map(key => indexes.value.get(key ?? '') ?? -1)
  const hasLeft = at < 0 || (before ?? -1) > at || ((after ?? -1) >= 0 && (after ?? -1) < at)
  const next = by > 0 ? after : before
  if (own && hasLeft && next !== undefined && next >= 0) return all[next]
  if (at < 0) return by > 0 ? all[0] : all.at(-1)
  return all[Math.max(0, Math.min(all.length - 1, at + by))]
}

/** The next line of the queue, or the one before; with `picking` both are chosen together. */
export function move(by: 1 | -1, picking = false): void {
  const here = rows.value[chosenIndex.value]
  const next = rowFrom(by)
  if (!next) return
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

export const pickedRows = computed(() => rows.value.filter(({ key }) => picked.value.has(key)))

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
