// What officers do with cases: claim, assign, hand back, ask, resolve and take back. Each act carries the version that its officer saw and is one
// transaction: the case, its step in the history with what it takes to undo it, the audit, its entry in the log, and the letter to the citizen.

import { hasAgency } from '../../db/agencies.ts'
import { writeAudit } from '../../db/audit.ts'
import { isDeadlock } from '../../db/away.ts'
import {
  type Before,
  caseIdOf,
  insertCase,
  lastStep,
  latestStep,
  lockCases,
  type Move,
  moveMembers,
  writeCase,
  writeStep,
} from '../../db/cases.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { incidentOfReport, lockReport, reportById } from '../../db/reports.ts'
import { caseOfQuestion, incidentFacts, insertQuestion, putAnswer, reportsOfCase } from '../../db/work.ts'
import { CITIZEN } from '../domain/aftermath.ts'
import type { Case, CaseActName, Stage, StepName, Thing } from '../domain/case.ts'
import { officersQuestion } from '../domain/notices.ts'
import { may, type Officer } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { Report } from '../domain/report.ts'
import { PLATFORM } from '../domain/trust/doubts.ts'
import type { Lifecycle } from '../lifecycle.ts'
import { enterStage } from './case-stage.ts'

/** What an act is about, and the version of its case that the officer saw; 0: there was none. */
export type Seen = { on: Thing; version: number }

export type CaseAct = Seen & {
  by: Officer
  /** A reason, a note, a question, public words. */
  words?: string | undefined
  agency?: string | undefined
  /** ISO 8601: a deadline other than the table's. */
  due?: string | undefined
  /** The report whose citizen is asked. */
  report?: string | undefined
}

export type CasesGiven = {
  db: Database
  now: () => Date
  newId: () => string
  lifecycle: Pick<Lifecycle, 'decideIn' | 'tellReporter'>
}

/** Somebody else has moved what the transaction went by: it is begun anew. */
const overtaken = new Error('the case has moved on')
/** What a refused act has opened on its way shall not stay. */
const refused = new Error('the act was refused')
const MOST_TRIES = 6

type Held = { one: Case; moves: Move[] }

export type Cases = ReturnType<typeof createCases>

export function createCases(given: CasesGiven) {
  const { now, newId, lifecycle } = given
  const { inOne, hold, write } = createHolding(given)

  async function act(name: CaseActName, asked: CaseAct): Promise<Case | Refusal> {
    return inOne(async client => {
      const held = await hold(client, asked, asked.by)
      if (isRefusal(held)) return held
      const outcome = await acts[name](client, held.one, asked)
      if (isRefusal(outcome)) return outcome
      const { one, ...written } = outcome
      return write(client, held.one, one, asked.by, { ...written, what: name, moves: held.moves })
    })
  }

  type Outcome = {
    one: Case
    told?: string | null
    decided?: Before['decided']
    /** Cannot be taken back. */
    isFinal?: boolean
  }
  type Doing = (client: Queryable, one: Case, asked: CaseAct) => Promise<Outcome | Refusal>

  const within = (stage: Stage, change: Partial<Case>): Doing =>
    async function enter(client, one, { due, words }) {
      const entered = await enterStage(client, one, stage, { at: now(), due })
      return isRefusal(entered)
        ? entered
        : { one: { ...one, ...entered, ...change }, told: words?.trim() || null }
    }

  const acts: Record<CaseActName, Doing> = {
    async claim(client, one, asked) {
      const { by } = asked
      if (one.claimedBy && one.claimedBy !== by.name && !may(by, 'organise', one.region))
        return { refused: 'case-claimed', details: { officer: one.claimedBy } }
      const change = { claimedBy: by.name }
      const begins = one.stage === 'new' || one.stage === 'checked' || one.stage === 'returned'
      return begins ? within('working', change)(client, one, asked) : { one: { ...one, ...change } }
    },
    async release(_client, one, { by }) {
      if (one.claimedBy && one.claimedBy !== by.name && !may(by, 'organise', one.region))
        return { refused: 'case-claimed', details: { officer: one.claimedBy } }
      return { one: { ...one, claimedBy: null } }
    },
    async assign(client, one, asked) {
      const { by, agency, due } = asked
      if (!may(by, 'organise', one.region)) return NOT_ALLOWED
      if (!agency || !(await hasAgency(client, agency))) return { refused: 'agency-unknown' }
      if (due !== undefined && Date.parse(due) <= now().getTime()) return { refused: 'deadline-past' }
      const outcome = await within('assigned', { agency, claimedBy: null })(client, one, asked)
      return isRefusal(outcome) ? outcome : { ...outcome, told: told(agency, asked.words) }
    },
    async 'hand-back'(client, one, asked) {
      const { by, words } = asked
      if (!words?.trim()) return { refused: 'reason-missing' }
      if (by.agency !== one.agency && !may(by, 'organise', one.region)) return NOT_ALLOWED
      return within('returned', { agency: null, claimedBy: null })(client, one, asked)
    },
    async note(_client, one, { words }) {
      return words?.trim() ? { one, told: words.trim() } : { refused: 'reason-missing' }
    },
    async words(_client, one, { words }) {
      return { one: { ...one, words: words?.trim() || null }, told: words?.trim() || null }
    },
    async ask(client, one, { words, by, report: wanted }) {
      const question = words?.trim()
      if (!question) return { refused: 'reason-missing' }
      const reports = await reportsOfCase(client, one.id)
      const report = reports.find(({ id }) => id === wanted) ?? reports.at(-1)
      if (!report) return { refused: 'report-unknown' }
      await lifecycle.tellReporter(client, report, told => officersQuestion(report, question, told))
      await insertQuestion(client, {
        id: newId(),
        report: report.id,
        case: one.id,
        officer: by.name,
        words: question,
        at: now(),
      })
      return { one: { ...one, question: 'open' }, told: told(String(report.number), question), isFinal: true }
    },
    async resolve(client, one, asked) {
      const words = asked.words?.trim() || one.words
      const outcome = await within('resolved', { words, question: null })(client, one, asked)
      if (isRefusal(outcome)) return outcome
      const decided = await decideAll(
        client,
        one,
        ({ state }) => (state === 'unverified' || state === 'verified' ? 'resolved' : undefined),
        { officer: asked.by.name, ...(words && { reason: words }) },
      )
      return { ...outcome, decided }
    },
    async reopen(client, one, asked) {
      const [resolved] = await lastStep(client, one.id, 'resolve')
      const before = new Map(resolved?.before.decided.map(each => [each.id, each]))
      const outcome = await within('working', { claimedBy: asked.by.name })(client, one, asked)
      if (isRefusal(outcome)) return outcome
      const decided = await decideAll(
        client,
        one,
        ({ id, state }) => (state === 'resolved' ? before.get(id)?.before : undefined),
        { officer: asked.by.name },
      )
      return { ...outcome, decided }
    },
  }

  /** Decides about the reports of a case, in the order of their ids. What its citizens took back stays so. */
  async function decideAll(
    client: Queryable,
    one: Case,
    stateFor: (report: Report) => string | undefined,
    by: { officer: string; reason?: string },
  ): Promise<Before['decided']> {
    const decided: Before['decided'] = []
    for (const { id } of await reportsOfCase(client, one.id)) {
      const report = await lockReport(client, id)
      const state = report && stateOf(stateFor(report))
      if (!report || !state) continue
      await lifecycle.decideIn(client, report, state, state === 'resolved' ? 'resolved' : undefined, by)
      decided.push({ id, before: report.state, after: state })
    }
    return decided
  }

  return {
    act,
    /** A case for what nobody has touched; its time began when the report came. */
    openUnasked: (on: Thing, since: string): Promise<Case | Refusal> =>
      inOne(async client => {
        const held = await hold(client, { on, version: 0 }, UNASKED)
        if (isRefusal(held)) return held
        const entered = await enterStage(client, held.one, 'new', { at: new Date(since), unasked: true })
        if (isRefusal(entered)) return entered
        const one = { ...held.one, ...entered }
        return write(client, held.one, one, UNASKED, { what: 'decided', told: 'new', isFinal: true })
      }),
    /** What a citizen answers to an officer's question, in the caller's transaction; false where it was answered before. */
    async answer(
      client: Queryable,
      { question, words }: { question: string; words: string },
    ): Promise<boolean> {
      const id = await caseOfQuestion(client, question)
      const one = id === undefined ? undefined : (await lockCases(client, [id])).get(id)
      if (!one || !(await putAnswer(client, { question, words, at: now() }))) return false
      await writeCase(client, { ...one, question: 'answered' })
      await writeStep(client, {
        step: newId(),
        case: one.id,
        at: now(),
        officer: CITIZEN,
        what: 'answer',
        told: words,
        before: null,
      })
      return true
    },
  }
}

/** The platform itself, everywhere. */
const UNASKED: Officer = {
  id: '',
  name: PLATFORM,
  role: 'administrator',
  agency: null,
  regions: null,
}

export const NOT_ALLOWED: Refusal = { refused: 'not-allowed' }
const ELSEWHERE: Refusal = { refused: 'region-not-yours' }

const told = (first: string, words: string | undefined) =>
  words?.trim() ? `${first}: ${words.trim()}` : first

const decidable = ['unverified', 'verified', 'resolved', 'held', 'dismissed'] as const
const stateOf = (state: string | undefined) => decidable.find(each => each === state)

/** How a case is held, opened where there is none, and written: shared by all acts. */
export function createHolding({ db, now, newId }: Omit<CasesGiven, 'lifecycle'>) {
  /** One transaction, begun anew where another was quicker; everybody hears of what it wrote. */
  async function inOne<T extends object>(work: (client: Queryable) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      let refusal: (T & Refusal) | undefined
      try {
        const outcome = await db.transaction(async client => {
          const result = await work(client)
          if (!isRefusal(result)) return result
          refusal = result
          throw refused
        })
        db.wake()
        return outcome
      } catch (fault) {
        if (fault === refused && refusal) return refusal
        if ((fault !== overtaken && !isDeadlock(fault)) || tries === MOST_TRIES) throw fault
      }
    }
  }

  /** The case of a thing with its row held, as the officer saw it; opened where there was none. */
  async function hold(client: Queryable, { on, version }: Seen, by: Officer): Promise<Held | Refusal> {
    const id = await caseIdOf(client, on)
    if (id === undefined) return version === 0 ? open(client, on, by) : { refused: 'case-unknown' }
    const one = (await lockCases(client, [id])).get(id)
    if (!one) return { refused: 'case-unknown' }
    if ((await caseIdOf(client, on)) !== id) throw overtaken
    if (!may(by, 'decide', one.region)) return ELSEWHERE
    if (one.version !== version || one.closed !== null) return changedCase(client, one)
    return { one, moves: [] }
  }

  async function open(client: Queryable, on: Thing, by: Officer): Promise<Held | Refusal> {
    const facts = await factsOf(client, on)
    if (isRefusal(facts)) return facts
    if (!may(by, 'decide', facts.region)) return ELSEWHERE
    const { member, kind, ...rest } = facts
    const one = await insertCase(client, {
      ...rest,
      id: newId(),
      version: 0,
      stage: 'new',
      since: now().toISOString(),
      due: null,
      escalated: 0,
      claimedBy: null,
      agency: null,
      words: null,
      question: null,
      incidents: [],
      reports: [],
      closed: null,
    })
    const moves = await moveMembers(client, [{ member, kind, from: null, to: one.id }])
    if (moves.length === 0) throw overtaken
    return { one, moves }
  }

  /** Writes the case and its step; `before` is the case as it was. */
  async function write(
    client: Queryable,
    before: Case,
    after: Case,
    by: Pick<Officer, 'name'>,
    written: {
      what: StepName
      told?: string | null
      moves?: Move[]
      decided?: Before['decided']
      isFinal?: boolean
      /** The same for all cases that one step concerns. */
      step?: string
    },
  ): Promise<Case> {
    const { what, told = null, moves = [], decided = [], isFinal = false, step = newId() } = written
    const one = await writeCase(client, after)
    await writeStep(client, {
      step,
      case: one.id,
      at: now(),
      officer: by.name,
      what,
      told,
      before: isFinal ? null : { case: before, moves, decided },
    })
    await writeAudit(client, {
      at: now(),
      officer: by.name,
      action: `case-${what}`,
      kind: 'case',
      subject: one.id,
      before: before.version === 0 ? null : before.stage,
      after: one.stage,
      reason: told,
    })
    return one
  }

  return { inOne, hold, write }
}

/** Somebody was quicker: who, and with what. */
export async function changedCase(client: Queryable, one: Case): Promise<Refusal> {
  const last = await latestStep(client, one.id)
  return {
    refused: 'case-changed',
    details: {
      officer: last?.officer ?? '',
      change: last?.what ?? '',
      version: one.version,
      ...(one.closed && { into: one.closed }),
    },
  }
}

type Facts = Pick<Case, 'hazard' | 'drill' | 'region'> & Pick<Move, 'member' | 'kind'>

/** A report that belongs to an incident stands for it. */
async function factsOf(client: Queryable, on: Thing): Promise<Facts | Refusal> {
  if ('case' in on) return { refused: 'case-unknown' }
  const incident = 'incident' in on ? on.incident : await incidentOfReport(client, on.report)
  if (incident) {
    const found = await incidentFacts(client, incident)
    if (!found) return { refused: 'incident-unknown' }
    const { hazard, drill, region } = found
    return { hazard, drill, region, member: incident, kind: 'incident' }
  }
  const report = 'report' in on ? await reportById(client, on.report) : undefined
  if (!report) return { refused: 'report-unknown' }
  const { hazard, drill, region, id } = report
  return { hazard, drill, region, member: id, kind: 'report' }
}
