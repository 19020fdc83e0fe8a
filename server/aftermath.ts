// What becomes of a report in the hands of who sent it: mended, taken back and brought again, and how it is there now. Whoever calls has made sure
// that it is the citizen's own. Every step may be repeated, and each leaves its evidence in the audit.
import { isDeepStrictEqual } from 'node:util'
import { auditOf, writeAudit } from '../db/audit.ts'
import type { Database, Queryable } from '../db/connect.ts'
import { lockReport, reportById, senderOf, updateReport } from '../db/reports.ts'
import {
  answersNow,
  CITIZEN,
  type CitizenAct,
  mayAnswerStill,
  mayEdit,
  mayWithdraw,
  type Present,
} from './domain/aftermath.ts'
import { isRefusal, type Refusal } from './domain/refusal.ts'
import { acceptEdit, type Report } from './domain/report.ts'
import { states } from './domain/state.ts'
import type { Lifecycle } from './lifecycle.ts'

export type Aftermath = ReturnType<typeof createAftermath>

type Given = { db: Database; lifecycle: Pick<Lifecycle, 'submit' | 'sentAs'>; now: () => Date }

const UNKNOWN: Refusal = { refused: 'report-unknown' }
const CLOSED: Refusal = { refused: 'report-closed' }
const CHANNEL = 'aftermath'
/** One answer a report: the same key is the same report that goes on from it. */
const keyOf = (report: string) => `still:${report}`

export function createAftermath({ db, lifecycle, now }: Given) {
  async function change(
    id: string,
    make: (report: Report, client: Queryable) => Promise<Report | Refusal>,
  ): Promise<Report | Refusal> {
    const outcome = await db.transaction(async client => {
      const report = await lockReport(client, id)
      return report ? make(report, client) : UNKNOWN
    })
    db.wake()
    return outcome
  }

  const note = (client: Queryable, action: CitizenAct, report: Report, before: string, after: string) =>
    writeAudit(client, {
      at: now(),
      officer: CITIZEN,
      action,
      report: report.id,
      before,
      after,
      reason: null,
    })

  async function enter(
    client: Queryable,
    report: Report,
    action: CitizenAct,
    state: Report['state'],
  ): Promise<Report> {
    const changed = await updateReport(client, report, { state })
    await note(client, action, report, report.state, state)
    return changed
  }

  /** The report that this one goes on from, if it came as an answer to "is it still so?". */
  async function beforeIt(client: Queryable, { id, about }: Report): Promise<Report | undefined> {
    const own = about !== null && (await lifecycle.sentAs(CHANNEL, keyOf(about), client))
    return own && own.id === id ? lockReport(client, about) : undefined
  }

  /** It is over there: so are the earlier words of the same citizen about it. */
  const end = (id: string) =>
    change(id, async (report, client) => {
      if (report.state === 'resolved') return report
      if (!mayAnswerStill(report, now())) return CLOSED
      const ended = await enter(client, report, 'gone', 'resolved')
      for (let one = await beforeIt(client, report); one; one = await beforeIt(client, one))
        if (mayAnswerStill(one, now())) await enter(client, one, 'gone', 'resolved')
      return ended
    })

  return {
    /** What an officer verified was something else: a changed report waits to be looked at again. */
    edit: (id: string, edit: { answers?: unknown; words?: unknown }) =>
      change(id, async (report, client) => {
        if (!mayEdit(report, now())) return CLOSED
        const { answers, words } = report
        const accepted = acceptEdit(report, edit)
        if (isRefusal(accepted)) return accepted
        if (isDeepStrictEqual({ answers: accepted.answers, words: accepted.words }, { answers, words }))
          return report
        const state = report.state === 'verified' ? 'unverified' : report.state
        const changed = await updateReport(client, report, { ...accepted, state })
        const [before, after] = [report, changed].map(one =>
          JSON.stringify({ answers: one.answers, words: one.words, state: one.state }),
        )
        await note(client, 'edited', report, before ?? '', after ?? '')
        return changed
      }),

    withdraw: (id: string) =>
      change(id, async (report, client) => {
        if (report.state === 'withdrawn') return report
        return mayWithdraw(report) ? enter(client, report, 'withdrawn', 'withdrawn') : CLOSED
      }),

    /** Undoes what the citizen ended: the report is what it was before. */
    restore: (id: string) =>
      change(id, async (report, client) => {
        if (report.state !== 'withdrawn' && report.state !== 'resolved')
          return report.state === 'dismissed' ? CLOSED : report
        const last = (await auditOf(client, id)).at(-1)
        const isOwn = last?.officer === CITIZEN && (last.action === 'withdrawn' || last.action === 'gone')
        const before = states.find(state => state === last?.before)
        return isOwn && before ? enter(client, report, 'restored', before) : CLOSED
      }),

    /** Gone: the report is over. Else a new report goes on from it; the first answer counts, and the report that counts is given back. */
    async still(id: string, present: Present, depth?: number): Promise<Report | Refusal> {
      const known = await lifecycle.sentAs(CHANNEL, keyOf(id))
      if (known) return known
      if (present === 'gone') return end(id)
      const report = await reportById(db, id)
      if (!report) return UNKNOWN
      if (!mayAnswerStill(report, now())) return CLOSED
      const { hazard, place, placedBy, exactness, drill } = report
      const answers = answersNow(report, present, depth)
      const outcome = await lifecycle.submit(
        { hazard, answers, place, placedBy, exactness: exactness ?? undefined, about: id, drill },
        { key: keyOf(id), channel: CHANNEL, citizen: await senderOf(db, id) },
      )
      return isRefusal(outcome) ? outcome : outcome.report
    },

    /** The report that went on from this one. */
    goneOnAs: (id: string) => lifecycle.sentAs(CHANNEL, keyOf(id)),
  }
}
