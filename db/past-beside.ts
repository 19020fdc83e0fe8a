// What stood beside the reports when a past moment's window began: gauges as they were last told, however long ago, and official notices that
// still held; and which notices their sources have taken back since. Found by indexes of their own, never by reading the log through.
import type { Gauge } from '../server/domain/gauge.ts'
import type { Official } from '../server/domain/official.ts'
import type { Queryable } from './connect.ts'

/** No source tells of anything for longer than this, days. */
const LONGEST_DAYS = 60

export async function besideAt(db: Queryable, at: Date): Promise<{ gauges: Gauge[]; officials: Official[] }> {
  const [gauges, officials] = [await gaugesAt(db, at), await officialsAt(db, at)]
  return { gauges, officials }
}

/** From one gauge to the next by the index: their number counts, and not how often they were read. */
async function gaugesAt(db: Queryable, at: Date): Promise<Gauge[]> {
  const { rows } = await db.query<{ body: Gauge }>(
    `with recursive known as (
       (select subject from log where kind in ('gauge', 'gauge-gone') order by subject limit 1)
       union all
       select (select subject from log where kind in ('gauge', 'gauge-gone') and subject > known.subject order by subject limit 1)
       from known where known.subject is not null
     )
     select body from known, lateral (
       select kind, body from log where kind in ('gauge', 'gauge-gone') and log.subject = known.subject and at <= $1
       order by at desc, xid desc, seq desc limit 1
     ) as last
     where kind = 'gauge'`,
    [at],
  )
  return rows.map(({ body }) => body)
}

async function officialsAt(db: Queryable, at: Date): Promise<Official[]> {
  const { rows } = await db.query<{ body: Official }>(
    `select body from (
       select distinct on (subject) kind, body from log
       where kind in ('official', 'official-gone') and at <= $1 and at > $1::timestamptz - interval '${LONGEST_DAYS} days'
       order by subject, at desc, xid desc, seq desc
     ) as last
     where kind = 'official' and (body ->> 'expiresAt')::timestamptz > $1`,
    [at],
  )
  return rows.map(({ body }) => body)
}

/** Those that their source has taken back by now. */
export async function takenBack(db: Queryable, officials: string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ subject: string }>(
    `select subject from log where kind = 'official-gone' and subject = any($1)`,
    [officials],
  )
  return new Set(rows.map(({ subject }) => subject))
}
