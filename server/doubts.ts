// What the platform itself decides about a report: to hold it for an officer, and to let it out again. Each is one transaction that leaves its
// reason in the audit; what a person has decided in between stands.
import { writeAudit } from '../db/audit.ts'
import type { Database, Queryable } from '../db/connect.ts'
import type { Entry } from '../db/log.ts'
import { claimPrints, echoesOf } from '../db/photo-prints.ts'
import { lockReport, updateReport } from '../db/reports.ts'
import type { AcceptedReport, Refusal, Report, State } from './domain/report.ts'
import { PLATFORM } from './domain/trust/doubts.ts'
import type { Origin } from './origin.ts'
import type { Trust } from './trust.ts'

/** A picture that goes round is in many reports. */
const ECHOES_NAMED = 5
/** Keys of which it is known that their report was judged. */
const KEYS_KEPT = 50_000

export type Doubts = ReturnType<typeof createDoubts>

type Given = {
  db: Database
  now: () => Date
  /** Read with the first report that comes from people. */
  loadTrust: () => Promise<Trust>
  logFault: (fault: unknown) => void
}

export function createDoubts({ db, now, loadTrust, logFault }: Given) {
  let readTrust: Trust | undefined
  const trust = async () => {
    readTrust ??= await loadTrust()
    return readTrust
  }
  const judged = new Set<string>()
  /** Corrections of ours that the log has yet to tell: what is thought of those reports may have changed again by then. */
  const echoes = new Set<string>()
  const echoOf = ({ id, version }: Report) => `${id} ${version}`
  /** They follow each other, and nobody waits for them. */
  let corrections: Promise<void> = Promise.resolve()

  const note = (client: Queryable, id: string, before: State, after: State, reason: string) =>
    writeAudit(client, { at: now(), officer: PLATFORM, action: after, report: id, before, after, reason })

  function correct(id: string, from: State, to: State, reason: string): void {
    let echo: string | undefined
    const change = async (client: Queryable) => {
      const report = await lockReport(client, id)
      if (report?.state !== from) return
      const corrected = await updateReport(client, report, { state: to })
      if (echoes.size >= KEYS_KEPT) echoes.clear()
      echo = echoOf(corrected)
      echoes.add(echo)
      await note(client, id, from, to, reason)
    }
    corrections = corrections
      .then(() => db.transaction(change))
      .then(
        () => db.wake(),
        fault => {
          if (echo !== undefined) echoes.delete(echo)
          logFault(fault)
        },
      )
  }

  /** What waited in a crowd and is confirmed by now. */
  function show(ids: string[]): void {
    for (const id of ids) correct(id, 'held', 'unverified', 'confirmed')
  }

  /** Reports whose photos were looked at. */
  const looked = new Map<string, number>()

  /** A picture that came before in somebody else's report is noticed, and says nothing for this one. */
  async function look({ id, photos }: Report): Promise<void> {
    const echoes = await db.transaction(async client => {
      const isFirst = await claimPrints(client, id, photos)
      const found = await echoesOf(client, id, photos)
      if (isFirst && found.length > 0)
        await writeAudit(client, {
          at: now(),
          officer: PLATFORM,
          action: 'echo',
          report: id,
          before: null,
          after: 'echo',
          reason: found.slice(0, ECHOES_NAMED).join(', '),
        })
      return found
    })
    if (echoes.length === 0 && readTrust) show(readTrust.pictured(id))
  }

  return {
    /** Follows the log. */
    heed(entries: Entry[]): void {
      const news = entries.filter(({ kind, body }) => kind !== 'report' || !echoes.delete(echoOf(body)))
      if (readTrust) show(readTrust.heed(news))
      for (const { kind, body } of entries) {
        if (kind !== 'report' || body.photos.length <= (looked.get(body.id) ?? 0)) continue
        if (looked.size >= KEYS_KEPT) looked.clear()
        looked.set(body.id, body.photos.length)
        corrections = corrections.then(() => look(body)).catch(logFault)
      }
    },
    /** Resolves when all that was decided before the call is written. */
    settled: () => corrections,

    /** What is thought of a report that is about to be stored; a refusal where its sender never stops; undefined where it is its sender's own word, or was judged before. */
    async about(report: AcceptedReport, hash: Buffer, { citizen = null, from }: Origin) {
      const key = hash.toString('base64')
      if (!from || judged.has(key)) return undefined
      const { judge, forget, doubtAbout, pauseFor } = await trust()
      const seconds = pauseFor(citizen, from, now())
      if (seconds > 0) return { refused: 'too-often', details: { seconds } } satisfies Refusal
      const { doubt, also, confirmed } = await judge(report, citizen, from)
      return {
        doubt,
        /** Writes the reason beside the report. */
        withAudit: (next: Origin['also']): Origin['also'] =>
          doubt === null
            ? next
            : async (client: Queryable, stored: Report) => {
                await note(client, stored.id, 'unverified', 'held', doubt)
                await next?.(client, stored)
              },
        stored() {
          if (judged.size >= KEYS_KEPT) judged.clear()
          judged.add(key)
          for (const other of also) correct(other.id, 'unverified', 'held', other.doubt)
          show(confirmed)
          // Others that came while it was being written may have shown what it is.
          const now = doubtAbout(report.id)
          if (doubt === null && now !== null) correct(report.id, 'unverified', 'held', now)
          if (doubt !== null && now === null) show([report.id])
        },
        forget: () => forget(report.id),
      }
    },
  }
}
