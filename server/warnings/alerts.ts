// The one teller of alerts: elected among all processes on a database, it follows the log, decides what is news to those who follow a place,
// and hands each of them one letter. Cursor, news and who is to be told are one transaction; the letter and the mark that it was written are another.
import { setTimeout as sleep } from 'node:timers/promises'
import * as alerts from '../../db/alerts.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { beginFollowing } from '../../db/followers.ts'
import type { Entry } from '../../db/log.ts'
import { postAll } from '../../db/outbox.ts'
import { eraseRemoved } from '../../db/subscriptions.ts'
import { tellNoLongerWarned, tellWarned } from '../../db/warning-tellings.ts'
import {
  type Announcement,
  aboutIncident,
  aboutWarning,
  announcementOf,
  isSevere,
  isUrgent,
  joined,
  type News,
  newsOf,
} from '../domain/alert.ts'
import { alertReply } from '../domain/alert-reply.ts'
import type { Incident } from '../domain/incident.ts'
import type { Warning } from '../domain/warning.ts'
import { followDurably, hasFollowed } from '../followers/durable.ts'

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  publicUrl: string
  logFault: (fault: unknown) => void
}

const NAME = 'alerts'
const REST = { least: 200, most: 1_000 }
const TICK_MS = 1_000
const POLL_MS = 20
/** Citizens who get their letters in one transaction. */
const PAGE = 500
const HOUR_MS = 3_600_000
const REMOVED_KEPT_MS = HOUR_MS
const NEWS_KEPT_MS = 30 * 24 * HOUR_MS

export function tellAlerts({ db, now, newId, publicUrl, logFault }: Given) {
  const election = db.elect(NAME, lead)

  async function lead(over: AbortSignal): Promise<void> {
    const follower = followDurably({
      db,
      name: NAME,
      from: await beginFollowing(db, NAME),
      over,
      async take(fresh, write) {
        if (fresh.every(({ kind }) => kind === 'report')) return
        await write(client => announce(client, fresh))
        await look()
      },
      logFault,
      rest: REST,
    })
    let tidiedAt = 0
    while (!over.aborted) {
      await look().catch(logFault)
      if (now().getTime() - tidiedAt > HOUR_MS) {
        tidiedAt = now().getTime()
        await tidy().catch(logFault)
      }
      await sleep(TICK_MS, undefined, { signal: over }).catch(() => undefined)
    }
    await follower.stop()
  }

  /** Of each incident the newest entry of a round is news; what it lost in the same round it may have lost to a new incident. */
  async function announce(client: Queryable, entries: Entry[]): Promise<void> {
    const newest = new Map<string, Incident>()
    for (const { kind, body } of entries) if (kind === 'incident') newest.set(body.incident.id, body.incident)
    const told = await alerts.announcementsOf(client, subjectsOf(entries))
    const homes = homesOf(entries, told)
    const writing = openWriting(client)
    for (const entry of entries) {
      if (entry.kind === 'incident-gone') leave(writing, told, entry.subject, entry.body.into)
      if (entry.kind === 'warning') await warn(client, entry.body)
      if (entry.kind !== 'incident') continue
      const incident = newest.get(entry.subject)
      if (!incident || incident.version !== entry.body.incident.version) continue
      const parent = homes.get(incident.id)
      // A part of an incident that was announced: its people know.
      if (parent && !told.has(incident.id)) told.set(incident.id, { ...parent, incident: incident.id })
      update(writing, incident, told.get(incident.id))
    }
    await writing.done()
  }

  function update(writing: Writing, incident: Incident, told: Announcement | undefined): void {
    const kind = newsOf(incident, told, now())
    if (kind) {
      const news = aboutIncident(kind, incident, now())
      writing.tell(bulletinOf(incident.id, news), incident.outline)
      writing.put(announcementOf(incident))
    } else if (told) writing.put({ ...told, expiresAt: incident.expiresAt })
  }

  function leave(writing: Writing, told: Map<string, Announcement>, gone: string, into: string | null): void {
    const before = told.get(gone)
    if (!before) return
    told.delete(gone)
    if (into === null) {
      // Its time is over, which `end` tells.
      if (!before.ended) writing.put({ ...before, expiresAt: now().toISOString() })
      return
    }
    const together = joined(told.get(into), before, into)
    told.set(into, together)
    writing.move(gone, into)
    writing.put(together)
  }

  /** A change tells those who are in the area now, and those who no longer are that it has left them. */
  async function warn(client: Queryable, warning: Warning): Promise<void> {
    const news = (kind: 'warned' | 'warning-changed' | 'warning-ended') =>
      bulletinOf(warning.id, aboutWarning(kind, warning, now()))
    if (warning.endedAt !== null) return tellNoLongerWarned(client, news('warning-ended'), null)
    if (Date.parse(warning.expiresAt) <= now().getTime()) return
    const isChange = warning.sent !== warning.issued
    const bulletin = news(isChange ? 'warning-changed' : 'warned')
    await tellWarned(client, bulletin, warning)
    if (isChange) await tellNoLongerWarned(client, news('warning-ended'), bulletin.id)
  }

  /** Expiry writes no entry: the clock ends what was announced. */
  const end = (): Promise<number> =>
    db.transaction(async client => {
      const over = await alerts.outlived(client, now())
      for (const { incident, isGone } of over) {
        const kind = isGone ? 'gone' : incident.expiresAt === incident.latest ? 'resolved' : 'silent'
        await alerts.endAnnouncement(client, incident.id)
        await alerts.tellThoseTold(client, bulletinOf(incident.id, aboutIncident(kind, incident, now())))
      }
      return over.length
    })

  /** All that is pending for a citizen becomes one letter; drills have one of their own, after what is real. */
  const tell = (): Promise<number> =>
    db.transaction(async client => {
      const at = now()
      const byCitizen = new Map<string, alerts.Telling[]>()
      for (const telling of await alerts.takeDue(client, at, PAGE))
        byCitizen.set(telling.citizen, [...(byCitizen.get(telling.citizen) ?? []), telling])
      await postAll(
        client,
        [...byCitizen].flatMap(([citizen, tellings]) =>
          [tellings.filter(({ news }) => !news.drill), tellings.filter(({ news }) => news.drill)]
            .filter(({ length }) => length > 0)
            .map(told => ({
              id: newId(),
              citizen,
              reply: alertReply(told, told[0]?.language ?? 'id', publicUrl),
              due: at,
              as: 'alert' as const,
            })),
        ),
      )
      return byCitizen.size
    })

  let looking: Promise<void> | undefined
  /** Ends what is over and tells what is due; whoever asks while that goes on waits for it. */
  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = undefined
    })
    return looking
  }

  async function lookOnce(): Promise<void> {
    while ((await end()) > 0);
    while ((await tell()) > 0) db.wake()
  }

  async function tidy(): Promise<void> {
    await eraseRemoved(db, new Date(now().getTime() - REMOVED_KEPT_MS))
    await alerts.forgetBulletins(db, new Date(now().getTime() - NEWS_KEPT_MS))
  }

  const bulletinOf = (subject: string, news: News): alerts.Bulletin => ({
    id: newId(),
    at: now(),
    subject,
    news,
    severe: isSevere(news),
    urgent: isUrgent(news),
  })

  return { stop: () => election.stop() }
}

/** Resolves when all that is news by now has its letters in the outbox, by whichever process. */
export async function areTold({ db, now }: Pick<Given, 'db' | 'now'>): Promise<void> {
  await hasFollowed(db, NAME, await alerts.newestNewsCursor(db))
  while (await alerts.isAnyDue(db, now())) await sleep(POLL_MS)
}

type Writing = ReturnType<typeof openWriting>

/** What a round writes, in as few statements as can be: until they are done nobody is shown what came to the log after them. */
function openWriting(client: Queryable) {
  const announcements = new Map<string, Announcement>()
  const moves = new Map<string, string>()
  const told: Parameters<typeof alerts.tellSubscribers>[1] = []
  return {
    put: (one: Announcement) => announcements.set(one.incident, one),
    tell: (bulletin: alerts.Bulletin, outline: Incident['outline']) => told.push({ bulletin, outline }),
    /** What had gone into the one that goes now goes on with it. */
    move(gone: string, into: string): void {
      announcements.delete(gone)
      for (const [from, to] of moves) if (to === gone) moves.set(from, into)
      moves.set(gone, into)
    },
    async done(): Promise<void> {
      await alerts.tellSubscribers(client, told)
      await alerts.moveAnnouncements(client, moves)
      await alerts.putAnnouncements(client, [...announcements.values()])
    },
  }
}

function subjectsOf(entries: Entry[]): string[] {
  const subjects = entries.flatMap(entry => {
    if (entry.kind === 'incident') return [entry.subject]
    if (entry.kind !== 'incident-gone') return []
    return entry.body.into === null ? [entry.subject] : [entry.subject, entry.body.into]
  })
  return [...new Set(subjects)]
}

/** For incidents that took reports over: the announced one that lost them in the same round. */
function homesOf(entries: Entry[], told: Map<string, Announcement>): Map<string, Announcement> {
  const lost = new Map<string, Announcement>()
  const homes = new Map<string, Announcement>()
  for (const entry of entries) {
    const own = told.get(entry.subject)
    if (entry.kind === 'incident' && own) for (const report of entry.body.left) lost.set(report, own)
  }
  if (lost.size === 0) return homes
  for (const entry of entries) {
    const from = entry.kind === 'incident' && entry.body.joined.map(report => lost.get(report)).find(Boolean)
    if (from) homes.set(entry.subject, from)
  }
  return homes
}
