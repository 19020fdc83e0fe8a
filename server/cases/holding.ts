// How a case is held, opened where there is none, and written: shared by all acts, and by joining and splitting.

import { writeAudit } from '../../db/audit.ts'
import { isDeadlock } from '../../db/away.ts'
import { incidentFacts } from '../../db/case-reports.ts'
import {
  type Before,
  caseIdOf,
  insertCase,
  latestStep,
  lockCases,
  type Move,
  moveMembers,
  writeCase,
  writeStep,
} from '../../db/cases.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { incidentOfReport, reportById } from '../../db/reports.ts'
import type { Case, StepName, Thing } from '../domain/case.ts'
import { may, type Officer } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'

/** What an act is about, and the version of its case that the officer saw; 0: there was none. */
export type Seen = { on: Thing; version: number }

export type HoldingGiven = { db: Database; now: () => Date; newId: () => string }

export const NOT_ALLOWED: Refusal = { refused: 'not-allowed' }
const ELSEWHERE: Refusal = { refused: 'region-not-yours' }

/** Somebody else has moved what the transaction went by: it is begun anew. */
const overtaken = new Error('the case has moved on')
/** What a refused act has opened on its way shall not stay. */
const refused = new Error('the act was refused')
const MOST_TRIES = 6

type Held = { one: Case; moves: Move[] }

export function createHolding({ db, now, newId }: HoldingGiven) {
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
