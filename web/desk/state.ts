// What the desk knows and does: the live picture with the officer's eyes, the queue under its filters, and decisions with their undo.
import { computed, signal } from '@preact/signals'
import type { ReportFeature } from '../../server/domain/contract.ts'
import type { HazardKey } from '../../server/domain/hazards/index.ts'
import type { State } from '../../server/domain/report.ts'
import { tell } from '../language.ts'
import { openLive } from '../live.ts'
import { shownOf } from '../map/shown.ts'
import { type ActName, type Decision, decide, findHistory } from './requests.ts'

export const isDrill = new URLSearchParams(location.search).get('drill') === '1'
export const live = openLive({ drill: isDrill })
export const minute = computed(() => Math.floor(live.now.value / 10_000) * 10_000)

export const stateFilter = signal<State | null>(null)
export const hazardFilter = signal<HazardKey | null>(null)
export const chosenId = signal<string | null>(new URLSearchParams(location.search).get('report'))

/** Decided at this desk and therefore no longer in the live picture; kept until the page is left, so that it can be undone. */
const decided = signal<ReadonlyMap<string, ReportFeature>>(new Map())

const find = (id: string | null): ReportFeature | null => {
  if (id === null) return null
  const alive = live.picture.value.reports.get(id)
  const own = decided.value.get(id)
  if (alive && own) return alive.properties.version >= own.properties.version ? alive : own
  return alive ?? own ?? null
}

export const chosen = computed(() => find(chosenId.value))

const everything = computed(() => {
  const picture = live.picture.value
  const reports = new Map(picture.reports)
  for (const id of decided.value.keys()) {
    const report = find(id)
    if (report) reports.set(id, report)
  }
  return shownOf({ ...picture, reports }, { hazards: [], hours: 24 }, minute.value)
})

export const queue = computed(() =>
  everything.value.reports
    .filter(
      report =>
        (stateFilter.value === null ? !isUnlikely(report) : report.properties.state === stateFilter.value) &&
        (hazardFilter.value === null || report.properties.hazard === hazardFilter.value),
    )
    .toSorted((a, b) => Number(isCall(b)) - Number(isCall(a))),
)

/** Somebody waits to be rescued, and nobody has decided on it yet: before everything else. */
export const isCall = ({ properties: { rescue, state } }: ReportFeature) =>
  rescue === true && (state === 'unverified' || state === 'held')

/** Held reports wait in a queue of their own; a call for help is never kept out of sight. */
const isUnlikely = (report: ReportFeature) => report.properties.state === 'held' && !isCall(report)

const isOpen = ({ properties: { state } }: ReportFeature) => state === 'unverified' || state === 'verified'

/** On the map stands what the queue lists and the public can see too. */
export const onMap = computed(() => ({
  reports: queue.value.filter(isOpen),
  incidents: everything.value.incidents.filter(
    ({ properties: { hazard } }) => hazardFilter.value === null || hazard === hazardFilter.value,
  ),
}))

const noStates: Record<State, number> = {
  unverified: 0,
  verified: 0,
  dismissed: 0,
  resolved: 0,
  withdrawn: 0,
  held: 0,
}

export const countOf = computed(() => {
  const levels = [0, 0, 0, 0]
  const states: Record<State, number> = { ...noStates }
  for (const report of everything.value.reports) {
    const { level, state } = report.properties
    states[state]++
    if (isOpen(report)) levels[level] = (levels[level] ?? 0) + 1
  }
  return { levels, states }
})

/** What happened last, said under the report. */
export const said = signal<{ text: string; isTrouble: boolean } | null>(null)
export const isAsking = signal(false)
/** Whether the reason for a dismissal is being written. */
export const isDismissing = signal(false)
export const history = signal<{ id: string; decisions: Decision[] } | null>(null)

/** Reports decided here, the latest last. */
let undoable: string[] = []

let turn: Promise<unknown> = Promise.resolve()

/** Decisions follow each other: a key that is pressed while one is under way waits for its turn. */
export function act(name: ActName, report: ReportFeature, reason?: string): Promise<boolean> {
  const own = turn.then(() => perform(name, report, reason))
  turn = own.catch(() => undefined)
  return own
}

async function perform(name: ActName, report: ReportFeature, reason?: string): Promise<boolean> {
  const { id, version, number } = report.properties
  isAsking.value = true
  const answer = await decide(id, name, version, reason)
  isAsking.value = false
  if ('found' in answer) {
    decided.value = new Map(decided.value).set(id, answer.found)
    undoable = undoable.filter(each => each !== id)
    if (name !== 'reopen') undoable.push(id)
    said.value = { text: tell(`desk.did-${name}`, { number }), isTrouble: false }
  } else if ('problem' in answer) {
    if (answer.problem.code === 'sign-in-needed') location.reload()
    said.value = { text: answer.problem.detail, isTrouble: true }
  } else said.value = { text: tell('desk.unreachable'), isTrouble: true }
  await readHistory(id)
  return 'found' in answer
}

/** Takes back the open report's decision, or the last one made here. */
export async function undo(): Promise<void> {
  const open = chosen.value
  const isDecided = open && open.properties.state !== 'unverified' && open.properties.state !== 'held'
  const id = isDecided ? open.properties.id : undoable.at(-1)
  const report = find(id ?? null)
  if (!report || report.properties.state === 'unverified') {
    said.value = { text: tell('desk.nothing-to-undo'), isTrouble: false }
    return
  }
  choose(report.properties.id)
  await act('reopen', report)
}

export async function readHistory(id: string): Promise<void> {
  const answer = await findHistory(id)
  if ('found' in answer) history.value = { id, decisions: answer.found.history }
}

/** The next report of the queue, or the one before. */
export function move(by: 1 | -1): void {
  const ids = queue.value.map(({ properties: { id } }) => id)
  const at = ids.indexOf(chosenId.value ?? '')
  const next = ids[at < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, at + by))]
  if (next) choose(next)
}

export function choose(id: string | null): void {
  if (id === chosenId.value) return
  chosenId.value = id
  said.value = null
  isDismissing.value = false
}
