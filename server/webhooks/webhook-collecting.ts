// The one teller of webhooks: elected among all processes on a database, it follows the log, and writes what each endpoint wants in the transaction
// that moves its own place in it. What was missed while an endpoint was stopped, or is wanted again, is read from the log in the same way.
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Queryable } from '../../db/connect.ts'
import { beginFollowing, followerCursor } from '../../db/followers.ts'
import { type Entry, newestCursor, presentCursor, readLog } from '../../db/log.ts'
import { reportsByIds } from '../../db/reports.ts'
import { putDeliveries, putMessages } from '../../db/webhook-deliveries.ts'
import { messagesOf, rewordMessages, takeBackMessages, takenBack } from '../../db/webhook-taken-back.ts'
import { type Again, followingWebhooks, pastTold, pastToldUntil, type Webhook } from '../../db/webhooks.ts'
import { type ReportFeature, toFeature } from '../domain/contract.ts'
import { compareCursors } from '../domain/cursor.ts'
import { asStillSaid } from '../domain/past.ts'
import { isPublic } from '../domain/state.ts'
import { type Happening, wants } from '../domain/webhook.ts'
import { followDurably, hasFollowed } from '../followers/durable.ts'
import { happeningsOf } from './webhook-events.ts'
import { openLanes } from './webhook-lanes.ts'

const FOLLOWER = 'webhooks'
const REST = { least: 50, most: 500 }
/** Entries of the past in one transaction. */
const PAGE = 500
const TICK_MS = 500

export function tellWebhooks(given: Parameters<typeof openLanes>[0]) {
  const { db, now, logFault } = given
  const election = db.elect(FOLLOWER, lead)

  async function lead(over: AbortSignal): Promise<void> {
    const from = await beginFollowing(db, FOLLOWER)
    const lanes = openLanes(given, over)
    const sending = lanes.run()
    const follower = followDurably({
      db,
      name: FOLLOWER,
      from,
      over,
      async take(fresh, write) {
        const webhooks = await followingWebhooks(db)
        if (webhooks.length === 0) return
        const collecting = webhooks.filter(({ collects }) => collects)
        let forgotten = 0
        await write(async client => {
          await collect(client, fresh, collecting)
          forgotten =
            (await forgetTakenBack(client, fresh)) + (await leaveOutUnsaid(client, changedIn(fresh)))
        })
        if (forgotten > 0) lanes.readAnew()
        else lanes.wake()
      },
      logFault,
      rest: REST,
    })

    /** Between what comes, else an entry might fall between an endpoint that goes on and its past. Answers whether anything was told. */
    async function tellPast(): Promise<boolean> {
      const all = await pastTold(db)
      for (const one of all)
        while (!(await follower.between(reached => tellPage(one, reached))) && !over.aborted);
      return all.length > 0
    }

    while (!over.aborted) {
      // Where nobody wants anything its place is written now and then, and not with each entry.
      await follower
        .keepPlace()
        .then(tellPast)
        .then(told => told && lanes.readAnew())
        .catch(logFault)
      await sleep(TICK_MS, undefined, { signal: over }).catch(() => undefined)
    }
    await follower.stop()
    await sending
  }

  async function collect(
    client: Queryable,
    entries: Entry[],
    webhooks: Pick<Webhook, 'id' | 'filter'>[],
  ): Promise<void> {
    const happenings = await happeningsOf(client, entries)
    await put(
      client,
      webhooks.flatMap(({ id, filter }) =>
        happenings
          .filter(happening => wants(filter, happening))
          .map(happening => ({ webhook: id, happening })),
      ),
    )
  }

  async function put(
    client: Queryable,
    wanted: { webhook: string; happening: Happening; again?: boolean }[],
  ): Promise<void> {
    const messages = new Map(wanted.map(({ happening }) => [happening.id, happening]))
    await putMessages(client, [...messages.values()])
    await putDeliveries(
      client,
      wanted.map(({ webhook, happening, again = false }) => ({ webhook, message: happening.id, again })),
      now(),
    )
  }

  /** A page a transaction: a restart goes on where this one ended. Answers whether the present is reached. */
  async function tellPage(one: Again, until: string): Promise<boolean> {
    const { entries } = await readLog(db, one.cursor, PAGE)
    const within = entries.filter(({ cursor }) => compareCursors(cursor, until) <= 0)
    const last = within.at(-1)
    const isDone = within.length < PAGE
    return db.transaction(async client => {
      if (!(await pastToldUntil(client, one.id, one.cursor, isDone || !last ? null : last.cursor)))
        return true
      const happenings = (await happeningsOf(client, within)).filter(
        happening => Date.parse(happening.at) >= one.since.getTime() && wants(one.filter, happening),
      )
      const reports = happenings
        .filter(({ kind }) => kind.startsWith('report.'))
        .map(({ subject }) => subject)
      const hidden = await takenBack(client, reports)
      const mayBeTold = ({ after, subject }: Happening) =>
        after === null || !hidden.has(subject) || (after.isSecret && hidden.get(subject) === 'secret')
      await put(
        client,
        happenings.filter(mayBeTold).map(happening => ({
          webhook: one.id,
          happening,
          again: one.until !== null && Date.parse(happening.at) <= one.until.getTime(),
        })),
      )
      await leaveOutUnsaid(client, reports)
      if (last) one.cursor = last.cursor
      return isDone
    })
  }

  return { stop: () => election.stop() }
}

/** Resolves when all that has happened by now waits for its endpoints, by whichever process. */
export async function areCollected(db: Queryable): Promise<void> {
  if ((await followingWebhooks(db)).length === 0) return
  await hasFollowed(db, FOLLOWER, await newestCursor(db))
}

/** Its place in the log, or where it would begin. */
export const collectedUntil = async (client: Queryable): Promise<string> =>
  (await followerCursor(client, FOLLOWER)) ?? (await presentCursor(client))

/** What was said of reports that nobody may read any more as they were is forgotten. */
const forgetTakenBack = (client: Queryable, entries: Entry[]): Promise<number> =>
  takeBackMessages(
    client,
    entries.flatMap(({ kind, body, subject, at }) =>
      kind === 'report' && (body.secret || !isPublic(body)) ? [{ subject, at, isGone: !isPublic(body) }] : [],
    ),
  )

const changedIn = (entries: Entry[]): string[] =>
  entries.flatMap(({ kind, body, subject }) => (kind === 'report' && body.version > 1 ? [subject] : []))

/**
 * That these reports came and changed is told whatever became of them, but without words and photos that they have no more. Answers how many
 * messages say less now.
 */
async function leaveOutUnsaid(client: Queryable, reports: string[]): Promise<number> {
  const messages = await messagesOf(client, reports)
  if (messages.length === 0) return 0
  const found = await reportsByIds(client, [...new Set(messages.map(({ subject }) => subject))])
  const present = new Map(
    found.flatMap(one => (one ? [[one.report.id, toFeature(one.report, null, 'public').properties]] : [])),
  )
  const reworded = messages.flatMap(({ id, subject, body }) => {
    const told: { data: ReportFeature } = JSON.parse(body)
    const properties = asStillSaid(told.data.properties, present.get(subject))
    if (isDeepStrictEqual(properties, told.data.properties)) return []
    return [{ id, body: JSON.stringify({ ...told, data: { ...told.data, properties } }) }]
  })
  await rewordMessages(client, reworded)
  return reworded.length
}
