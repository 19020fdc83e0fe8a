// What the platform itself decides about a report: to hold it for an officer, and to let it out again. Each is one transaction that leaves its
// reason in the audit; what a person has decided in between stands.
import { setTimeout as sleep } from 'node:timers/promises'
import { writeAudit } from '../../db/audit.ts'
import { isAway } from '../../db/away.ts'
import type { Database } from '../../db/connect.ts'
import type { Entry } from '../../db/log.ts'
import { claimPrints, echoesOf } from '../../db/photo-prints.ts'
import { type Belonging, type Moved, moveReports, reportsByIds } from '../../db/reports.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { AcceptedReport, Report, State } from '../domain/report.ts'
import { PLATFORM } from '../domain/trust/doubts.ts'
import type { Judging } from './judging.ts'
import type { Origin } from './origin.ts'

/** A picture that goes round is in many reports. */
const ECHOES_NAMED = 5
/** Most corrections in one statement. */
const TOGETHER = 100
/** Keys of which it is known that their report was judged. */
const KEYS_KEPT = 50_000
/** How long after the database was found away it is tried again, ms. */
const AGAIN_MS = 500

export type Doubts = ReturnType<typeof createDoubts>

type Given = {
  db: Database
  now: () => Date
  /** Read with the first report that comes from people. */
  loadJudging: () => Promise<Judging>
  logFault: (fault: unknown) => void
}

type Correction = { id: string; from: State; to: State; reason: string }

export function createDoubts({ db, now, loadJudging, logFault }: Given) {
  let judging: Judging | undefined
  const loaded = async () => {
    judging ??= await loadJudging()
    return judging
  }
  const judged = new Set<string>()
  /** Corrections of ours that the log has yet to tell: what is thought of those reports may have changed again by then. */
  const echoes = new Set<string>()
  const echoOf = ({ id, version }: Report) => `${id} ${version}`
  /** They follow each other, and nobody waits for them. */
  let corrections: Promise<void> = Promise.resolve()
  const waiting: Correction[] = []
  /** What the log has told is heeded in its order. */
  let heeding: Promise<void> = Promise.resolve()

  const closing = new AbortController()
  let lost: unknown

  /** What is decided while the database is away waits for it. At the end it is tried once more, and what waits behind it is given up with it. */
  async function onceThere<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      if (lost !== undefined) throw lost
      try {
        return await work()
      } catch (fault) {
        if (!isAway(fault)) throw fault
        if (closing.signal.aborted) lost = fault
      }
      await sleep(AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }

  /** What comes while others are written is written together. */
  function correct(id: string, from: State, to: State, reason: string): void {
    waiting.push({ id, from, to, reason })
    corrections = corrections.then(() => write(nextOf(waiting)))
  }

  async function write(together: Correction[]): Promise<void> {
    if (together.length === 0) return
    let moved: Moved[] = []
    try {
      const ids = together.map(({ id }) => id)
      const found = await onceThere(() => reportsByIds(db, ids))
      moved = together.flatMap((correction, index) => corrected(found[index], correction))
      if (moved.length === 0) return
      if (echoes.size >= KEYS_KEPT) echoes.clear()
      for (const { report } of moved) echoes.add(echoOf(report))
      const done = await onceThere(() => moveReports(db, moved, now()))
      db.wake()
      const late = moved.filter(({ report }) => !done.has(report.id))
      for (const { report } of late) echoes.delete(echoOf(report))
      await write(together.filter(({ id }) => late.some(({ report }) => report.id === id)))
    } catch (fault) {
      for (const { report } of moved) echoes.delete(echoOf(report))
      // One's fault is no other's.
      if (together.length > 1 && lost === undefined) for (const one of together) await write([one])
      else logFault(fault)
    }
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
    if (echoes.length === 0 && judging) show(await judging.pictured(id))
  }

  /** Resolves when all that was decided before the call is written. */
  async function settled(): Promise<void> {
    await heeding
    await corrections
  }

  return {
    /** Follows the log. */
    heed(entries: Entry[]): void {
      const news = entries.filter(({ kind, body }) => kind !== 'report' || !echoes.delete(echoOf(body)))
      const heard = judging?.heed(news)
      if (heard)
        heeding = heeding
          .then(() => heard)
          .then(show)
          .catch(logFault)
      for (const { kind, body } of entries) {
        if (kind !== 'report' || body.photos.length <= (looked.get(body.id) ?? 0)) continue
        if (looked.size >= KEYS_KEPT) looked.clear()
        looked.set(body.id, body.photos.length)
        corrections = corrections.then(() => onceThere(() => look(body))).catch(logFault)
      }
    },
    settled,
    /** For how long the oldest question to the judge has waited, ms. */
    wait: () => judging?.wait() ?? 0,
    async close() {
      closing.abort()
      await settled()
      await judging?.close()
    },

    /** What is thought of a report that is about to be stored; a refusal where its sender never stops; undefined where it is its sender's own word, or was judged before. */
    async about(report: AcceptedReport, hash: Buffer, { from, ...sender }: Origin) {
      const key = hash.toString('base64')
      if (!from || judged.has(key)) return undefined
      const { judge, stored, forget } = await loaded()
      const judgement = await judge(report, sender, from)
      if ('pause' in judgement)
        return { refused: 'too-often', details: { seconds: judgement.pause } } satisfies Refusal
      const { doubt, also, confirmed } = judgement
      return {
        doubt,
        stored() {
          if (judged.size >= KEYS_KEPT) judged.clear()
          judged.add(key)
          for (const other of also) correct(other.id, 'unverified', 'held', other.doubt)
          show(confirmed)
          // Others that came while it was being written may have shown what it is.
          const now = stored(report.id)
          if (now === undefined) return
          if (doubt === null && now !== null) correct(report.id, 'unverified', 'held', now)
          if (doubt !== null && now === null) show([report.id])
        },
        forget: () => forget(report.id),
      }
    },
  }
}

/** Takes out those that are written next: of each report one, for the next is of what this one makes of it. */
function nextOf(waiting: Correction[]): Correction[] {
  const ids = new Set<string>()
  let count = 0
  for (const { id } of waiting) {
    if (count === TOGETHER || ids.has(id)) break
    ids.add(id)
    count++
  }
  return waiting.splice(0, count)
}

/** Its next version, where it still stands as it was thought to. */
function corrected(one: Belonging | undefined, { from, to, reason }: Correction): Moved[] {
  if (one?.report.state !== from) return []
  const report = { ...one.report, state: to, version: one.report.version + 1 }
  return [{ report, incident: one.incident, audit: { officer: PLATFORM, before: from, reason } }]
}
