// Whether the database answers, and what waits in it: cheap enough to be asked every few seconds for ever.
import type { Queryable } from './connect.ts'

export async function answers(db: Queryable): Promise<void> {
  await db.query('select 1')
}

export type Vitals = {
  /** Messages to citizens that are not sent yet, and the age of the oldest, s. */
  outbox: { waiting: number; oldest: number }
  /** Deliveries of webhooks that are to be tried again. */
  webhooks: number
  /** How long ago each follower of the log last moved on though there was more to take, s; 0 where it has everything. */
  followers: { name: string; behind: number }[]
}

export async function readVitals(db: Queryable, now: Date): Promise<Vitals> {
  const { rows } = await db.query<{ waiting: number; oldest: number; webhooks: number }>(
    `select count(*) as waiting, coalesce(extract(epoch from $1::timestamptz - min(created_at)), 0)::float8 as oldest,
       (select count(*) from webhook_deliveries where status = 'waiting') as webhooks
     from outbox where status in ('waiting', 'sending')`,
    [now],
  )
  const { rows: followers } = await db.query<{ name: string; behind: number }>(
    `select followers.name, coalesce(extract(epoch from $1::timestamptz - next.at), 0)::float8 as behind
     from followers left join lateral
       (select at from log where kind = 'report' and (log.xid, log.seq) > (followers.xid, followers.seq) order by xid, seq limit 1) next on true
     order by name`,
    [now],
  )
  const [found] = rows
  return {
    outbox: { waiting: found?.waiting ?? 0, oldest: found?.oldest ?? 0 },
    webhooks: found?.webhooks ?? 0,
    followers,
  }
}
