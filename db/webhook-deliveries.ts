// The tables of what webhooks are told: each message once, as it was said, and its way to each endpoint. Written by one elected process.
import type { DeliveryStatus, Try } from '../server/domain/webhook.ts'
import type { Queryable } from './connect.ts'
import { bodyOf, type Entry } from './log-entry.ts'

export type Message = { id: string; kind: string; subject: string; at: string; body: string }

/** What was told stays as it was told first, but for what is taken back since. */
export async function putMessages(client: Queryable, messages: Message[]): Promise<void> {
  if (messages.length === 0) return
  await client.query(
    `insert into webhook_messages (id, kind, subject, at, body)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[]) on conflict (id) do nothing`,
    [
      messages.map(({ id }) => id),
      messages.map(({ kind }) => kind),
      messages.map(({ subject }) => subject),
      messages.map(({ at }) => at),
      messages.map(({ body }) => body),
    ],
  )
}

type Putting = {
  webhook: string
  message: string
  /** Sent again where it has arrived or was given up. */
  again?: boolean
}

/** What has no words any more is not sent; answers how many are now waiting because of this. */
export async function putDeliveries(client: Queryable, deliveries: Putting[], now: Date): Promise<number> {
  if (deliveries.length === 0) return 0
  const { rowCount } = await client.query(
    `insert into webhook_deliveries (webhook, message, status, due, since)
     select webhook, message, 'waiting', $4, $4
     from unnest($1::uuid[], $2::text[], $3::boolean[]) as given (webhook, message, again)
       join webhook_messages on id = message and body is not null
     on conflict (webhook, message) do update set status = 'waiting', due = $4, since = $4, attempts = 0
     where (webhook_deliveries.webhook, webhook_deliveries.message) in
         (select webhook, message from unnest($1::uuid[], $2::text[], $3::boolean[]) as given (webhook, message, again) where again)
       and webhook_deliveries.status in ('arrived', 'dead')`,
    [
      deliveries.map(({ webhook }) => webhook),
      deliveries.map(({ message }) => message),
      deliveries.map(({ again }) => again ?? false),
      now,
    ],
  )
  return rowCount ?? 0
}

export type Before = Pick<Entry, 'kind' | 'body'>

/** What each of these entries was before: the entry of the same thing that comes right before it in the log. By cursor. */
export async function entriesBefore(client: Queryable, entries: Entry[]): Promise<Map<string, Before>> {
  const asked = entries.filter(({ kind }) => kind !== 'area')
  if (asked.length === 0) return new Map()
  const split = asked.map(({ cursor }) => cursor.split('.'))
  const { rows } = await client.query<{ cursor: string; kind: string; body: unknown }>(
    `select given.xid || '.' || given.seq as cursor, before.kind, before.body
     from unnest($1::text[], $2::text[], $3::uuid[]) as given (xid, seq, subject), lateral (
       select kind, body from log
       where log.subject = given.subject and kind in ('report', 'incident', 'incident-gone', 'warning')
         and (log.xid, log.seq) < (given.xid::xid8, given.seq::bigint)
       order by log.xid desc, log.seq desc limit 1
     ) before`,
    [split.map(([xid]) => xid), split.map(([, seq]) => seq), asked.map(({ subject }) => subject)],
  )
  return new Map(rows.map(({ cursor, kind, body }) => [cursor, { kind, body: bodyOf(kind, body) } as Before]))
}

/** The outlines' boxes of areas, and what state each was in before a version of it: `${area} ${version}`. */
export async function areasBefore(client: Queryable, changes: { id: string; version: number }[]) {
  const { rows } = await client.query<{
    id: string
    version: number
    box: [number, number, number, number]
    state: number | null
  }>(
    `select given.id, given.version, before.state,
       array[ST_XMin(a.outline::geometry), ST_YMin(a.outline::geometry), ST_XMax(a.outline::geometry), ST_YMax(a.outline::geometry)] as box
     from unnest($1::text[], $2::integer[]) as given (id, version) join areas a on a.id = given.id
       left join area_states before on before.area = given.id and before.version = given.version - 1`,
    [changes.map(({ id }) => id), changes.map(({ version }) => version)],
  )
  return new Map(rows.map(({ id, version, ...rest }) => [`${id} ${version}`, rest]))
}

export type Delivery = { webhook: string; message: string; body: string; attempts: number; since: Date }

type Looking = {
  now: Date
  /** How many are wanted for each endpoint. */
  room: Map<string, number>
  /** Messages that are on their way to an endpoint in this process: `${webhook} ${message}`. */
  underway: string[]
}

/** The next due deliveries of each endpoint, the longest due first. Nothing is marked by that: who asks is elected. */
export async function nextDeliveries(db: Queryable, { now, room, underway }: Looking): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>({
    name: 'webhook-next',
    text: `select wanted.webhook, due.message, body, attempts, since
     from unnest($2::uuid[], $3::integer[]) as wanted (webhook, room), lateral (
       select d.message, d.attempts, d.since from webhook_deliveries d
       where d.webhook = wanted.webhook and d.status = 'waiting' and d.due <= $1
         and d.webhook::text || ' ' || d.message <> all($4::text[])
       order by d.due limit wanted.room
     ) due join webhook_messages on webhook_messages.id = due.message
     where body is not null`,
    values: [now, [...room.keys()], [...room.values()], underway],
  })
  return rows
}

export type Outcome = Pick<Delivery, 'webhook' | 'message' | 'since'> & {
  status: DeliveryStatus
  due: Date
  said: Try
}

const TRIES_KEPT = 20

/** One that was to be sent again while it was on its way still waits. */
export async function settleDeliveries(client: Queryable, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  await client.query(
    `update webhook_deliveries d
     set status = given.status, due = given.due, attempts = attempts + 1,
       tries = case when jsonb_array_length(tries) >= ${TRIES_KEPT} then tries - 0 else tries end || given.said
     from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::jsonb[], $6::timestamptz[]) as given (webhook, message, status, due, said, since)
     where d.webhook = given.webhook and d.message = given.message and d.status = 'waiting' and d.since = given.since`,
    [
      outcomes.map(({ webhook }) => webhook),
      outcomes.map(({ message }) => message),
      outcomes.map(({ status }) => status),
      outcomes.map(({ due }) => due),
      outcomes.map(({ said }) => JSON.stringify(said)),
      outcomes.map(({ since }) => since),
    ],
  )
}

/** What could not even be tried, because its endpoint was left alone, is given up in the same time; what waits for one that is stopped waits. */
export async function giveUp(client: Queryable, triedSince: Date): Promise<void> {
  await client.query(
    `update webhook_deliveries set status = 'dead' from webhooks
     where webhooks.id = webhook and state = 'active' and status = 'waiting' and since < $1`,
    [triedSince],
  )
}

/** What waited while its endpoint was stopped is tried as if it were new. */
export async function tryAfresh(client: Queryable, webhook: string, now: Date): Promise<void> {
  await client.query(
    `update webhook_deliveries set due = $2, since = $2, attempts = 0 where webhook = $1 and status = 'waiting'`,
    [webhook, now],
  )
}

/** The log of deliveries does not grow for ever. */
export async function forgetMessages(client: Queryable, before: Date): Promise<void> {
  await client.query(
    `delete from webhook_messages m where at < $1
       and not exists (select from webhook_deliveries where message = m.id and (since >= $1 or status = 'waiting'))`,
    [before],
  )
}

export type Logged = {
  message: string
  kind: string
  subject: string
  at: Date
  status: DeliveryStatus
  since: Date
  due: Date
  attempts: number
  tries: Try[]
}

const logged = `message, kind, subject, at, status, since, due, attempts, tries`

type Page = {
  status?: DeliveryStatus | undefined
  before?: { since: string; message: string } | undefined
  limit: number
}

/** The latest first. */
export async function deliveriesOf(
  db: Queryable,
  webhook: string,
  { status, before, limit }: Page,
): Promise<Logged[]> {
  const { rows } = await db.query<Logged>(
    `select ${logged} from webhook_deliveries join webhook_messages on id = message
     where webhook = $1 and ($2::text is null or status = $2)
       and ($3::timestamptz is null or (since, message) < ($3::timestamptz, $4::text))
     order by since desc, message desc limit $5`,
    [webhook, status ?? null, before?.since ?? null, before?.message ?? null, limit],
  )
  return rows
}

/** With what was told; `body` null: it was taken back. */
export async function deliveryOf(
  db: Queryable,
  webhook: string,
  message: string,
): Promise<(Logged & { body: string | null }) | undefined> {
  const { rows } = await db.query<Logged & { body: string | null }>(
    `select ${logged}, body from webhook_deliveries join webhook_messages on id = message where webhook = $1 and message = $2`,
    [webhook, message],
  )
  return rows[0]
}

export type Counts = { waiting: number; arrived: number; dead: number }

/** By endpoint; `arrived` of the last day. */
export async function deliveryCounts(
  db: Queryable,
  webhooks: string[],
  now: Date,
): Promise<Map<string, Counts>> {
  const { rows } = await db.query<Counts & { webhook: string }>(
    `select webhook, count(*) filter (where status = 'waiting') as waiting,
       count(*) filter (where status = 'arrived' and since > $2::timestamptz - interval '1 day') as arrived,
       count(*) filter (where status = 'dead') as dead
     from webhook_deliveries where webhook = any($1::uuid[]) group by webhook`,
    [webhooks, now],
  )
  return new Map(rows.map(({ webhook, ...counts }) => [webhook, counts]))
}

/** Sends again what was given up, or one whatever became of it; answers how many. */
export async function sendDeliveriesAgain(
  client: Queryable,
  webhook: string,
  which: { dead: true } | { message: string },
  now: Date,
): Promise<number> {
  const { rowCount } = await client.query(
    `update webhook_deliveries d set status = 'waiting', due = $2, since = $2, attempts = 0
     from webhook_messages m
     where m.id = d.message and m.body is not null and webhook = $1
       and case when $3::text is null then status = 'dead' else message = $3 and status <> 'taken-back' end`,
    [webhook, now, 'message' in which ? which.message : null],
  )
  return rowCount ?? 0
}
