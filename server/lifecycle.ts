// The story of a report: submit, verify, dismiss, resolve, reopen. One door for every channel.
// Each step is one transaction: the row, its entry in the log, the audit, and the message to the citizen.
import { createHash } from 'node:crypto'
import { auditOf, writeAudit } from '../db/audit.ts'
import type { Database, Queryable } from '../db/connect.ts'
import {
  type Inserted,
  type Insertion,
  insertReports,
  lockReport,
  type ReportChange,
  reportById,
  reportByKey,
  reporterOf,
  updateReport,
} from '../db/reports.ts'
import { holdCaseOf, reviewStage } from './cases/case-stage.ts'
import { type Addresses, linksOf } from './domain/links.ts'
import { isLanguage, type Language } from './domain/messages/index.ts'
import { type Notice, notice } from './domain/notices.ts'
import { isRefusal, type Refusal } from './domain/refusal.ts'
import type { Link, Reply } from './domain/reply.ts'
import {
  type Acceptance,
  type AcceptedReport,
  accept,
  type Draft,
  PHOTOS_LIMIT,
  type Report,
  type State,
} from './domain/report.ts'
import { isPublic } from './domain/state.ts'
import type { Staged } from './process/under-way.ts'
import type { Letters } from './secrets/letters.ts'
import { grouped } from './surge/grouped.ts'
import type { Doubts } from './trust/doubts.ts'
import type { Origin } from './trust/origin.ts'

/** `citizen`: whose it is, where it has just been stored. */
export type Submitted = { report: Report; created: boolean; citizen?: string | null }

/** An officer's act. `version` is the one that the officer saw: another's change in between is never overwritten. */
export type Act = { officer: string; reason?: string; version?: number }

export type Lifecycle = ReturnType<typeof createLifecycle>

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  regionAt: Acceptance['regionAt']
  /** Judges what comes from people. */
  doubts?: Doubts
  /** What is said in letters to citizens, where they find the report again, and how they are posted: without it citizens are told nothing. */
  letters?: Addresses & Pick<Letters, 'post'>
  /** Told when a report has been taken. */
  stage?: Staged
}

export function createLifecycle({ db, now, newId, regionAt, letters, doubts, stage }: Given) {
  /** Reports that come together are written together. */
  const insert = grouped((insertions: Insertion[]) => insertReports(db, insertions))

  async function submit(draft: Draft, origin: Origin): Promise<Submitted | Refusal> {
    if (origin.key === '') return { refused: 'key-missing' }
    const began = new Date()
    const key = hashKey(origin.channel, origin.key)
    const accepted = accept(draft, { id: newId(), now: now(), regionAt, history: origin.history })
    if (isRefusal(accepted)) {
      const known = await reportByKey(db, key)
      return known ? { report: known, created: false } : accepted
    }
    const about = await confirmed(accepted)
    const judged = await doubts?.about(accepted, key, origin)
    if (judged && isRefusal(judged)) {
      const known = await reportByKey(db, key)
      return known ? { report: known, created: false } : judged
    }
    const insertion = {
      report: {
        ...accepted,
        about,
        ...(judged?.doubt && { state: 'held' as const }),
      },
      key,
      citizen: origin.citizen ?? null,
      ...(origin.browser !== undefined && { browser: { address: origin.browser, id: newId() } }),
      ...(judged?.doubt && { doubt: judged.doubt }),
      number: origin.number ?? null,
      door: origin.from?.door,
    }
    // Twice: another report may have taken the archive's number in between, and then a fresh one is given.
    try {
      for (let tries = 1; tries <= 2; tries++) {
        const storing = new Date()
        const stored = await store(insertion, origin.also)
        if (stored) {
          db.wake()
          judged?.stored()
          stage?.('log', accepted.id, storing)
          stage?.('intake', accepted.id, began)
          return { ...stored, created: true }
        }
        const known = await reportByKey(db, key)
        if (known) {
          judged?.forget()
          return { report: known, created: false }
        }
      }
      throw new Error('A report was neither stored nor known under its key.')
    } catch (fault) {
      judged?.forget()
      throw fault
    }
  }

  /** Only a public report of the same hazard can be confirmed or gone on from; else the report stands for itself. */
  async function confirmed({ about, hazard, drill }: AcceptedReport): Promise<string | null> {
    const other = about === null ? undefined : await reportById(db, about)
    return other && isPublic(other) && other.hazard === hazard && other.drill === drill ? about : null
  }

  const store = (insertion: Insertion, also: Origin['also']): Promise<Inserted | undefined> =>
    also
      ? db.transaction(async client => {
          const [stored] = await insertReports(client, [insertion])
          if (stored) await also(client, stored.report)
          return stored
        })
      : insert(insertion)

  /** Whether this client sent this report: only who made the idempotency key knows it. */
  const isSender = (report: Report, channel: string, key: string): Promise<boolean> =>
    sentAs(channel, key).then(own => own?.id === report.id)

  /** The report that came under this key. */
  const sentAs = (channel: string, key: string, from: Queryable = db): Promise<Report | undefined> =>
    reportByKey(from, hashKey(channel, key))

  async function act(
    id: string,
    state: State,
    told: Notice | undefined,
    { officer, reason, version }: Act,
  ): Promise<Report | Refusal> {
    const outcome = await db.transaction(async client => {
      // Cases before reports: whoever holds one of each took them in this order.
      const own = await holdCaseOf(client, id)
      const report = await lockReport(client, id)
      if (!report) return { refused: 'report-unknown' } satisfies Refusal
      if (report.state === state) return report
      // What its citizen took back is nobody's to show again.
      if (report.state === 'withdrawn') return { refused: 'report-closed' } satisfies Refusal
      if (version !== undefined && version !== report.version) return changedBy(client, report)
      const changed = await decideIn(client, report, state, told, { officer, reason })
      if (own) await reviewStage(client, own, { officer, at: now(), step: newId() })
      return changed
    })
    db.wake()
    return outcome
  }

  /** Decides about a report whose row this transaction holds: its state, the audit, and the message to its citizen. */
  async function decideIn(
    client: Queryable,
    report: Report,
    state: State,
    told: Notice | undefined,
    { officer, reason }: Omit<Act, 'version'>,
  ): Promise<Report> {
    const { id } = report
    const changed = await updateReport(client, report, { state })
    await writeAudit(client, {
      at: now(),
      officer,
      action: state,
      report: id,
      before: report.state,
      after: state,
      reason: reason ?? null,
    })
    if (told) await tellReporter(client, changed, language => notice(told, changed, { ...language, reason }))
    return changed
  }

  /** A message to who sent the report, where there is a way back; answers whether there is. */
  async function tellReporter(
    client: Queryable,
    report: Report,
    say: (told: { language: Language; links: Link[] }) => Reply,
  ): Promise<boolean> {
    const reporter = letters && (await reporterOf(client, report.id))
    if (!reporter) return false
    const { citizen } = reporter
    const language = isLanguage(reporter.language) ? reporter.language : 'id'
    const links = linksOf(report, citizen, language, letters)
    await letters.post(client, {
      id: newId(),
      citizen,
      reply: say({ language, links }),
      due: now(),
      as: 'news',
    })
    return true
  }

  async function change(
    id: string,
    make: (report: Report) => ReportChange | Refusal | undefined,
  ): Promise<Report | Refusal> {
    const outcome = await db.transaction(async client => {
      const report = await lockReport(client, id)
      if (!report) return { refused: 'report-unknown' } satisfies Refusal
      const wanted = make(report)
      if (!wanted) return report
      return isRefusal(wanted) ? wanted : updateReport(client, report, wanted)
    })
    db.wake()
    return outcome
  }

  return {
    submit,
    decideIn,
    tellReporter,
    isSender,
    sentAs,
    verify: (id: string, by: Act) => act(id, 'verified', 'verified', by),
    async dismiss(id: string, by: Act): Promise<Report | Refusal> {
      return by.reason?.trim() ? act(id, 'dismissed', 'dismissed', by) : { refused: 'reason-missing' }
    },
    resolve: (id: string, by: Act) => act(id, 'resolved', 'resolved', by),
    /** Undoes a decision; the citizen is not told of what did not last. */
    reopen: (id: string, by: Act) => act(id, 'unverified', undefined, by),
    /** Words, photos and the exact place become officers' own, or everybody's again. */
    async keepSecret(id: string, secret: boolean, { officer, version }: Act): Promise<Report | Refusal> {
      const outcome = await db.transaction(async client => {
        const report = await lockReport(client, id)
        if (!report) return { refused: 'report-unknown' } satisfies Refusal
        if (report.secret === secret) return report
        if (version !== undefined && version !== report.version) return changedBy(client, report)
        const [before, after] = secret ? ['open', 'secret'] : ['secret', 'open']
        const reason = null
        await writeAudit(client, { at: now(), officer, action: 'secret', report: id, before, after, reason })
        return updateReport(client, report, { secret })
      })
      db.wake()
      return outcome
    },
    /** Puts a photo behind those that are there; the same one again changes nothing. */
    addPhoto: (id: string, photo: string) =>
      change(id, ({ photos }) => {
        if (photos.includes(photo)) return undefined
        if (photos.length >= PHOTOS_LIMIT)
          return { refused: 'photos-enough', details: { limit: PHOTOS_LIMIT } }
        return { photos: [...photos, photo] }
      }),
    vote: (id: string, points: 1 | -1) => change(id, report => ({ points: (report.points ?? 0) + points })),
    flag: (id: string, flag: boolean) => change(id, () => ({ flag })),
  }
}

/** Somebody was quicker: who, and what it is now. */
async function changedBy(client: Queryable, { id, state, version }: Report): Promise<Refusal> {
  const last = (await auditOf(client, id)).at(-1)
  return { refused: 'report-changed', details: { officer: last?.officer ?? '', change: state, version } }
}

const hashKey = (channel: string, key: string) =>
  createHash('sha256').update(channel).update('\0').update(key).digest()
