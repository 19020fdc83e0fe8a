// What the desk does: one act for the open line or for all that are chosen together, one after the other, with its undo. What another officer has
// changed in between is never overwritten: it is said, shown, and the same act is offered again on the new state.
import { signal } from '@preact/signals'
import { type Case, type CaseActName, MOST_AT_ONCE } from '../../server/domain/case.ts'
import type { ReportFeature } from '../../server/domain/contract.ts'
import type { MessageKey } from '../../server/domain/messages/index.ts'
import { type Item, isUndecided } from '../../server/domain/queue.ts'
import type { Answered, Problem } from '../api.ts'
import { tell } from '../language.ts'
import {
  type ActName,
  actOnCase,
  actOnCases,
  decide,
  decideSeveral,
  keepSecret,
  type More,
  merge,
  type Result,
  type Seen,
  split,
  undoStep,
} from './requests.ts'
import {
  choose,
  chooseGroup,
  chosen,
  find,
  findCaseHere,
  keepDecided,
  live,
  me,
  onLeave,
  openItem,
  picked,
  pickedRows,
  readCase,
  readHistory,
} from './state.ts'

export type Form = 'dismiss' | 'resolve' | 'assign' | 'hand-back' | 'note' | 'ask' | 'words'

/** What is being written: a reason, a note, a question. */
export const form = signal<Form | null>(null)
/** What happened last, said under the report; `again`: the same act on how it stands now. */
export const said = signal<{ text: string; isTrouble: boolean; again?: () => Promise<boolean> } | null>(null)
export const isAsking = signal(false)

onLeave(() => {
  said.value = null
  form.value = null
})

/** What was done with one key press, to one thing or to many. */
type Done = { kind: 'report' | 'case'; ids: string[] }
/** What was done here, the latest last. */
let done: Done[] = []

function forget(ids: string[]): void {
  done = done
    .map(one => ({ ...one, ids: one.ids.filter(id => !ids.includes(id)) }))
    .filter(one => one.ids.length > 0)
}

function remember(kind: Done['kind'], ids: string[]): void {
  forget(ids)
  if (ids.length > 0) done = [...done, { kind, ids }]
}

let turn: Promise<unknown> = Promise.resolve()

/** Acts follow each other: a key that is pressed while one is under way waits for its turn. */
function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  const own = turn.then(async () => {
    isAsking.value = true
    try {
      return await work()
    } finally {
      isAsking.value = false
    }
  })
  turn = own.catch(() => undefined)
  return own
}

function trouble(
  answer: { problem: Problem } | { unreachable: true },
  again?: () => Promise<boolean>,
): boolean {
  if (!('problem' in answer)) {
    said.value = { text: tell('desk.unreachable'), isTrouble: true }
    return false
  }
  const { problem } = answer
  if (problem.code === 'sign-in-needed') location.reload()
  const isLate = problem.code === 'report-changed' || problem.code === 'case-changed'
  const who = 'officer' in problem ? String(problem.officer) : ''
  const what = 'change' in problem ? changeOf(String(problem.change)) : ''
  const told = isLate && who && what ? ` ${tell('work.who-what', { who, what })}` : ''
  said.value = { text: problem.detail + told, isTrouble: true, ...(isLate && again && { again }) }
  return false
}

const changes: Partial<Record<string, MessageKey>> = {
  verified: 'state.verified',
  dismissed: 'state.dismissed',
  resolved: 'state.resolved',
  unverified: 'state.unverified',
  held: 'state.held',
  claim: 'work.step-claim',
  release: 'work.step-release',
  assign: 'work.step-assign',
  'hand-back': 'work.step-hand-back',
  note: 'work.step-note',
  ask: 'work.step-ask',
  words: 'work.step-words',
  resolve: 'work.step-resolve',
  reopen: 'work.step-reopen',
  merge: 'work.step-merge',
  split: 'work.step-split',
  undo: 'work.step-undo',
  answer: 'work.step-answer',
  decided: 'work.step-decided',
  escalate: 'work.step-escalate',
  follow: 'work.step-follow',
}
export const changeOf = (what: string): string => {
  const key = changes[what]
  return key ? tell(key).toLowerCase() : ''
}

/** What an act is about: all that are chosen together, else the open line. */
const targets = (): Item[] => {
  const together = [...new Set(pickedRows.value.map(({ item }) => item))]
  const open = openItem.value
  return together.length > 0 ? together : open ? [open] : []
}

const reportsMeant = (): ReportFeature[] => {
  if (pickedRows.value.length > 0)
    return pickedRows.value.flatMap(({ item, report }) => (report ? [report] : item.reports))
  return chosen.value ? [chosen.value] : (openItem.value?.reports ?? [])
}

const fits: Record<ActName, (report: ReportFeature) => boolean> = {
  verify: isUndecided,
  dismiss: ({ properties: { state } }) => state === 'unverified' || state === 'verified' || state === 'held',
  resolve: ({ properties: { state } }) => state === 'verified' || state === 'unverified',
  reopen: ({ properties: { state } }) => state === 'held',
}

/** Decides about the open report, or about every report that is meant. */
export const act = (name: ActName, reason?: string): Promise<boolean> =>
  inTurn(async () => {
    // Of more than can be decided at once the first are; the same key goes on with the next.
    const meant = reportsMeant().filter(fits[name]).slice(0, MOST_AT_ONCE)
    const [only] = meant
    if (!only) return nothing()
    const again = () => act(name, reason)
    if (meant.length > 1) {
      const items = meant.map(({ properties: { id, version } }) => ({ id, version }))
      return many(await decideSeveral(name, items, reason), again, found => {
        keepDecided(found)
        remember(
          'report',
          found.map(({ properties: { id } }) => id),
        )
      })
    }
    const { id, version, number } = only.properties
    const answer = await decide(id, name, version, reason)
    if (!('found' in answer)) {
      await readHistory(id)
      return trouble(answer, again)
    }
    keepDecided([answer.found])
    if (name !== 'reopen') remember('report', [id])
    said.value = { text: tell(`desk.did-${name}`, { number }), isTrouble: false }
    await readHistory(id)
    return true
  })

const nothing = (): boolean => {
  said.value = { text: tell('work.nothing-fits'), isTrouble: false }
  return false
}

/** Says how many were done, and what kept the others back. */
function many<T>(
  answer: Answered<{ results: Result<T>[] }>,
  again: () => Promise<boolean>,
  keep: (found: T[]) => void,
  told: MessageKey = 'work.did-all',
): boolean {
  if (!('found' in answer)) return trouble(answer)
  const { results } = answer.found
  const found = results.flatMap(result => ('found' in result ? [result.found] : []))
  const problem = results.find(result => 'problem' in result)
  keep(found)
  if (problem && 'problem' in problem) {
    trouble(problem, again)
    const text = `${tell('work.did-some', { done: found.length, all: results.length })} ${said.value?.text ?? ''}`
    if (said.value) said.value = { ...said.value, text }
    return false
  }
  picked.value = new Set()
  said.value = { text: tell(told, { count: found.length }), isTrouble: false }
  return true
}

const seenOf = ({ on, version }: Item): Seen => ({ on, version })

/** The next act goes on from here, however long the live picture takes. */
const keepCases = (cases: Case[]): void =>
  live.keep(...cases.map(one => ({ what: 'case' as const, case: one })))

function took(name: string, one: Case): boolean {
  keepCases([one])
  remember('case', [one.id])
  chooseGroupAfter(one)
  said.value = { text: tell('work.did', { what: changeOf(name), number: one.number }), isTrouble: false }
  void readCase(one.id)
  return true
}

/** A line that was opened as an incident goes on as its case. */
function chooseGroupAfter(one: Case): void {
  if (chosen.value === null) chooseGroup(one.id)
}

export const actOnWork = (name: CaseActName, more: More = {}): Promise<boolean> =>
  inTurn(async () => {
    const meant = targets()
    const [only] = meant
    if (!only) return nothing()
    const again = () => actOnWork(name, more)
    if (meant.length > 1)
      return many(await actOnCases(name, meant.map(seenOf), more), again, found => {
        keepCases(found)
        remember(
          'case',
          found.map(({ id }) => id),
        )
      })
    const report = chosen.value?.properties.id
    const answer = await actOnCase(name, seenOf(only), {
      ...more,
      ...(name === 'ask' && report && { report }),
    })
    if (!('found' in answer)) return trouble(answer, again)
    if (name === 'resolve') keepResolved(only)
    return took(name, answer.found)
  })

/** Resolved reports leave the live picture; the queue still shows them, so that it can be undone. */
function keepResolved({ reports }: Item): void {
  keepDecided(
    reports.filter(fits.resolve).map(({ properties, ...report }) => ({
      ...report,
      properties: { ...properties, state: 'resolved', version: properties.version + 1 },
    })),
  )
}

/** Claimed by me: let go; by nobody: taken. */
export function claim(): void {
  const own = targets()[0]?.case?.claimedBy === me.value
  void actOnWork(own ? 'release' : 'claim')
}

export const mergePicked = (): Promise<boolean> =>
  inTurn(async () => {
    const [into, ...from] = targets()
    if (!into || from.length === 0) {
      said.value = { text: tell('work.merge-how'), isTrouble: false }
      return false
    }
    const answer = await merge(seenOf(into), from.map(seenOf))
    if (!('found' in answer)) return trouble(answer, mergePicked)
    picked.value = new Set()
    chooseGroup(answer.found.id)
    return took('merge', answer.found)
  })

/** The reports that are chosen together, or the open one, go into a case of their own. */
export const splitPicked = (): Promise<boolean> =>
  inTurn(async () => {
    const item = openItem.value
    const together = pickedRows.value.filter(row => row.item === item && row.report)
    const reports = together.flatMap(({ report }) => (report ? [report.properties.id] : []))
    const own = reports.length > 0 ? reports : chosen.value ? [chosen.value.properties.id] : []
    if (!item?.isGroup || own.length === 0) {
      said.value = { text: tell('work.split-how'), isTrouble: false }
      return false
    }
    const answer = await split(seenOf(item), own)
    if (!('found' in answer)) return trouble(answer, splitPicked)
    keepCases([answer.found.from])
    picked.value = new Set()
    chooseGroup(answer.found.to.id)
    took('split', answer.found.to)
    remember('case', [answer.found.from.id])
    return true
  })

export const toggleSecret = (): Promise<boolean> =>
  inTurn(async () => {
    const report = chosen.value
    if (!report) return nothing()
    const { id, version, secret = false, number } = report.properties
    const answer = await keepSecret(id, version, !secret)
    if (!('found' in answer)) return trouble(answer, toggleSecret)
    live.keep({ what: 'report', feature: answer.found })
    said.value = { text: tell(secret ? 'work.did-open' : 'work.did-secret', { number }), isTrouble: false }
    return true
  })

/** Takes back what was last done to the open line, or the last act of this desk; what was done to many at once goes back at once. */
export const undo = (): Promise<boolean> =>
  inTurn(async () => {
    const item = openItem.value
    const own = new Set([
      ...(item ? item.reports.map(({ properties: { id } }) => id) : []),
      ...(item?.case ? [item.case.id] : []),
    ])
    const last = done.findLast(({ ids }) => ids.some(id => own.has(id)))
    const report = chosen.value
    if (!last && report && isDecided(report)) return reopen(report)
    if (!last && item?.case) return undoCase(item.case.id)
    const next = last ?? done.at(-1)
    if (!next) {
      said.value = { text: tell('desk.nothing-to-undo'), isTrouble: false }
      return false
    }
    // Of what was done to many a while ago only the open line is meant.
    const ids = next === done.at(-1) ? next.ids : next.ids.filter(id => own.has(id))
    const [only = ''] = ids
    forget(ids)
    if (ids.length > 1) return next.kind === 'case' ? undoCases(ids) : reopenAll(ids)
    if (next.kind === 'case') return undoCase(only)
    const before = find(only)
    return before ? reopen(before) : nothing()
  })

async function reopenAll(ids: string[]): Promise<boolean> {
  const items = ids.flatMap(id => find(id)?.properties ?? []).map(({ id, version }) => ({ id, version }))
  return many(await decideSeveral('reopen', items), undo, keepDecided, 'work.did-undo')
}

/** One after the other, as each step has its own version. */
async function undoCases(ids: string[]): Promise<boolean> {
  const results: Result<Case>[] = []
  for (const id of ids) {
    const answer = await undoStep(id, findCaseHere(id)?.version ?? 0)
    if ('unreachable' in answer) return trouble(answer)
    results.push(answer)
  }
  return many({ status: 200, found: { results } }, undo, keepCases, 'work.did-undo')
}

const isDecided = ({ properties: { state } }: ReportFeature) => state !== 'unverified' && state !== 'held'

async function reopen(report: ReportFeature): Promise<boolean> {
  const { id, version, number } = report.properties
  const answer = await decide(id, 'reopen', version)
  forget([id])
  choose(id)
  await readHistory(id)
  if (!('found' in answer)) return trouble(answer)
  keepDecided([answer.found])
  said.value = { text: tell('desk.did-reopen', { number }), isTrouble: false }
  return true
}

async function undoCase(id: string): Promise<boolean> {
  const one = findCaseHere(id)
  const answer = await undoStep(id, one?.version ?? 0)
  if (!('found' in answer)) return trouble(answer, undo)
  keepCases([answer.found])
  said.value = {
    text: tell('work.did', { what: changeOf('undo'), number: answer.found.number }),
    isTrouble: false,
  }
  void readCase(id)
  return true
}
