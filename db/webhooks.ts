// The table of webhooks: endpoints, what they want, and how they do. Their secrets lie sealed in it.
import type { Disabling, WebhookFilter, WebhookState } from '../server/domain/webhook.ts'
import type { Queryable } from './connect.ts'

export type Webhook = {
  id: string
  name: string
  url: string
  filter: WebhookFilter
  state: WebhookState
  reason: Disabling | null
  fault: string | null
  stopped_at: Date | null
  /** Since when the past that is being sent again was written; null: nothing is. */
  again_since: Date | null
  arrived_at: Date | null
  failing_since: Date | null
  earlier_until: Date | null
  owner: string | null
  /** The program's key was revoked: it is told nothing more. */
  is_orphan: boolean
  created_by: string
  created_at: Date
}
/** With what is sealed. */
export type SealedWebhook = Webhook & { secret: string; earlier_secret: string | null }

/** What its program made stops with the program's key. */
const isKept = `(owner is null or exists (select from service_keys where service_keys.id = owner and revoked_at is null))`
const columns = `id, name, url, filter, state, reason, fault, stopped_at, again_since, arrived_at, failing_since, earlier_until, owner,
  not ${isKept} as is_orphan, created_by, created_at`

export async function insertWebhook(
  client: Queryable,
  webhook: Pick<SealedWebhook, 'id' | 'name' | 'url' | 'filter' | 'secret' | 'owner' | 'created_by'> & {
    at: Date
  },
): Promise<void> {
  await client.query(
    `insert into webhooks (id, name, url, filter, secret, state, owner, created_by, created_at)
     values ($1, $2, $3, $4, $5, 'active', $6, $7, $8)`,
    [
      webhook.id,
      webhook.name,
      webhook.url,
      JSON.stringify(webhook.filter),
      webhook.secret,
      webhook.owner,
      webhook.created_by,
      webhook.at,
    ],
  )
}

/** The newest first. */
export async function listWebhooks(db: Queryable): Promise<Webhook[]> {
  const { rows } = await db.query<Webhook>(`select ${columns} from webhooks order by created_at desc, id`)
  return rows
}

export async function webhookById(db: Queryable, id: string): Promise<Webhook | undefined> {
  const { rows } = await db.query<Webhook>(`select ${columns} from webhooks where id = $1`, [id])
  return rows[0]
}

/** All of them; `collects`: what happens is written down for it. */
export async function followingWebhooks(
  db: Queryable,
): Promise<(Pick<Webhook, 'id' | 'filter'> & { collects: boolean })[]> {
  const { rows } = await db.query<Pick<Webhook, 'id' | 'filter'> & { collects: boolean }>(
    `select id, filter, state = 'active' and ${isKept} as collects from webhooks`,
  )
  return rows
}

/** Those with something to be sent now. */
export async function sendingWebhooks(db: Queryable, now: Date): Promise<SealedWebhook[]> {
  const { rows } = await db.query<SealedWebhook>({
    name: 'webhooks-sending',
    text: `select ${columns}, secret, earlier_secret from webhooks
     where state = 'active' and ${isKept}
       and exists (select from webhook_deliveries where webhook = webhooks.id and status = 'waiting' and due <= $1)`,
    values: [now],
  })
  return rows
}

export async function changeWebhook(
  client: Queryable,
  id: string,
  { name, url, filter }: Pick<Webhook, 'name' | 'url' | 'filter'>,
): Promise<void> {
  await client.query('update webhooks set name = $2, url = $3, filter = $4 where id = $1', [
    id,
    name,
    url,
    JSON.stringify(filter),
  ])
}

/** Whoever changes both an endpoint and deliveries locks the endpoint first: the other way round two would wait for each other. */
export async function lockWebhooks(client: Queryable, ids: string[]): Promise<void> {
  await client.query('select from webhooks where id = any($1::uuid[]) order by id for no key update', [ids])
}

export async function removeWebhook(client: Queryable, id: string): Promise<void> {
  await lockWebhooks(client, [id])
  await client.query('delete from webhook_deliveries where webhook = $1', [id])
  await client.query('delete from webhooks where id = $1', [id])
}

/** The present secret becomes the earlier one, and signs as well until then. */
export async function replaceWebhookSecret(
  client: Queryable,
  id: string,
  secret: string,
  earlierUntil: Date,
): Promise<void> {
  await client.query(
    `update webhooks set earlier_secret = secret, earlier_until = $3, secret = $2 where id = $1`,
    [id, secret, earlierUntil],
  )
}

/** `cursor`: where the log stands; what comes after it is collected when it goes on. */
export async function stopWebhook(
  client: Queryable,
  id: string,
  { at, cursor, why }: { at: Date; cursor: string; why?: { reason: Disabling; fault: string } },
): Promise<boolean> {
  const [xid, seq] = cursor.split('.')
  const { rowCount } = await client.query(
    `update webhooks set state = $2, reason = $3, fault = $4, stopped_at = $5, stopped_xid = $6::text::xid8, stopped_seq = $7::bigint
     where id = $1 and state = 'active'`,
    [id, why ? 'disabled' : 'paused', why?.reason ?? null, why?.fault ?? null, at, xid, seq],
  )
  return rowCount === 1
}

/** Goes on. */
export async function resumeWebhook(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update webhooks set state = 'active', reason = null, fault = null, failing_since = null, stopped_at = null, stopped_xid = null, stopped_seq = null
     where id = $1 and state <> 'active'`,
    [id],
  )
  return rowCount === 1
}

/** Where one stopped. */
export async function stoppedAt(
  client: Queryable,
  id: string,
): Promise<{ since: Date; cursor: string } | undefined> {
  const { rows } = await client.query<{ since: Date; cursor: string }>(
    `select stopped_at as since, stopped_xid::text || '.' || stopped_seq::text as cursor from webhooks
     where id = $1 and stopped_xid is not null for no key update`,
    [id],
  )
  return rows[0]
}

/**
 * What was written from `since` on, after `cursor`, is collected anew; what was written until `until` is sent again also where it has arrived.
 * Where the past is being told already, both are told together.
 */
export async function tellFrom(
  client: Queryable,
  id: string,
  { since, until, cursor }: { since: Date; until: Date | null; cursor: string },
): Promise<void> {
  const [xid, seq] = cursor.split('.')
  await client.query(
    `update webhooks set again_since = least(again_since, $4), again_until = greatest(again_until, $5),
       again_xid = case when (again_xid, again_seq) < ($2::text::xid8, $3::bigint) then again_xid else $2::text::xid8 end,
       again_seq = case when (again_xid, again_seq) < ($2::text::xid8, $3::bigint) then again_seq else $3::bigint end
     where id = $1`,
    [id, xid, seq, since, until],
  )
}

export type Again = Pick<Webhook, 'id' | 'filter'> & { cursor: string; since: Date; until: Date | null }

/** Those that are being told of the past. */
export async function pastTold(db: Queryable): Promise<Again[]> {
  const { rows } = await db.query<Again>(
    `select id, filter, again_xid::text || '.' || again_seq::text as cursor, again_since as since, again_until as until
     from webhooks where again_xid is not null and state = 'active' and ${isKept}`,
  )
  return rows
}

/** `to` null: it has come to the present. Nothing happens where somebody has asked for another past meanwhile. */
export async function pastToldUntil(
  client: Queryable,
  id: string,
  from: string,
  to: string | null,
): Promise<boolean> {
  const [xid, seq] = from.split('.')
  const [toXid, toSeq] = to?.split('.') ?? [null, null]
  const { rowCount } = await client.query(
    `update webhooks set again_xid = $4::text::xid8, again_seq = $5::bigint,
       again_since = case when $4::text is null then null else again_since end,
       again_until = case when $4::text is null then null else again_until end
     where id = $1 and again_xid = $2::text::xid8 and again_seq = $3::bigint`,
    [id, xid, seq, toXid, toSeq],
  )
  return rowCount === 1
}

/** Where the log was about to be at a time: nothing that was written later comes before it. Writing transactions last a minute at most. */
export async function cursorBefore(db: Queryable, at: Date): Promise<string | undefined> {
  const { rows } = await db.query<{ xid: string }>(
    `select xid::text as xid from (select xid from log where at >= $1::timestamptz - interval '1 minute' order by at limit 1000) first
     order by first.xid limit 1`,
    [at],
  )
  const xid = rows[0]?.xid
  return xid ? `${xid}.0` : undefined
}

export async function webhookArrived(client: Queryable, ids: string[], at: Date): Promise<void> {
  await client.query('update webhooks set arrived_at = $2, failing_since = null where id = any($1)', [
    ids,
    at,
  ])
}

/** Since when nothing has reached it. */
export async function webhookFailed(client: Queryable, id: string, at: Date): Promise<Date | undefined> {
  const { rows } = await client.query<{ since: Date }>(
    `update webhooks set failing_since = coalesce(failing_since, $2) where id = $1 returning failing_since as since`,
    [id, at],
  )
  return rows[0]?.since
}

type Secrets = { id: string; secret: string; earlier_secret: string | null }

export async function allWebhookSecrets(db: Queryable): Promise<Secrets[]> {
  const { rows } = await db.query<Secrets>('select id, secret, earlier_secret from webhooks order by id')
  return rows
}

/** Unless it was changed meanwhile. */
export async function sealWebhookAnew(db: Queryable, from: string, to: string): Promise<void> {
  await db.query('update webhooks set secret = $2 where secret = $1', [from, to])
  await db.query('update webhooks set earlier_secret = $2 where earlier_secret = $1', [from, to])
}
