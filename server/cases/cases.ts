// What officers do with cases: claim, assign, hand back, ask, resolve and take back. Each act carries the version that its officer saw and is one
// transaction: the case, its step in the history with what it takes to undo it, the audit, its entry in the log, and the letter to the citizen.

import { hasAgency } from '../../db/agencies.ts'
import { reportsOfCase } from '../../db/case-reports.ts'
import { type Before, lastStep, lockCases, writeCase, writeStep } from '../../db/cases.ts'
import type { Queryable } from '../../db/connect.ts'
import { caseOfQuestion, insertQuestion, putAnswer } from '../../db/questions.ts'
import { lockReport } from '../../db/reports.ts'
import { CITIZEN } from '../domain/aftermath.ts'
import type { Case, CaseActName, Stage, Thing } from '../domain/case.ts'
import { officersQuestion } from '../domain/notices.ts'
import { may, type Officer } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { Report } from '../domain/report.ts'
import { PLATFORM } from '../domain/trust/doubts.ts'
import type { Lifecycle } from '../lifecycle.ts'
import { enterStage } from './case-stage.ts'
import { createHolding, type HoldingGiven, NOT_ALLOWED, type Seen } from './holding.ts'

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

export type CasesGiven = HoldingGiven & {
  lifecycle: Pick<Lifecycle, 'decideIn' | 'tellReporter'>
}

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

const told = (first: string, words: string | undefined) =>
  words?.trim() ? `${first}: ${words.trim()}` : first

const decidable = ['unverified', 'verified', 'resolved', 'held', 'dismissed'] as const
const stateOf = (state: string | undefined) => decidable.find(each => each === state)
