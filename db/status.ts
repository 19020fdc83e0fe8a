// What an operator may want to know of the database at a glance.
import type { Queryable } from './connect.ts'
import { heldSince } from './log.ts'

type Counts = { reports: number; alive: number; verified: number; incidents: number }

export async function readStatus(db: Queryable, now: Date) {
  const { rows } = await db.query<{
    version: string
    postgis: string
    bytes: number
    areas: number
    officers: number
    outbox: number
    entries: number
    newest: Date | null
  }>(
    `select current_setting('server_version') as version, postgis_lib_version() as postgis,
       pg_database_size(current_database()) as bytes,
       (select count(*) from areas) as areas, (select count(*) from officers where not disabled) as officers,
       (select count(*) from outbox where status in ('waiting', 'sending')) as outbox,
       (select count(*) from log) as entries, (select max(at) from log) as newest`,
  )
  const [found] = rows
  if (!found) throw new Error('The database did not answer.')
  const { rows: followers } = await db.query<{ name: string; behind: number }>(
    `select name, (select count(*) from log where kind = 'report' and (log.xid, log.seq) > (followers.xid, followers.seq)) as behind
     from followers order by name`,
  )
  return {
    ...found,
    followers,
    heldSince: await heldSince(db),
    counts: { real: await countsOf(db, now, false), drill: await countsOf(db, now, true) },
  }
}

async function countsOf(db: Queryable, now: Date, drill: boolean): Promise<Counts> {
  const { rows } = await db.query<Counts>(
    `select count(*) as reports,
       count(*) filter (where state in ('unverified', 'verified') and expires_at > $1) as alive,
       count(*) filter (where state = 'verified' and expires_at > $1) as verified,
       (select count(*) from incidents where drill = $2 and gone_into is null and expires_at > $1) as incidents
     from reports where drill = $2`,
    [now, drill],
  )
  return rows[0] ?? { reports: 0, alive: 0, verified: 0, incidents: 0 }
}
