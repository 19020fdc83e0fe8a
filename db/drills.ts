// Takes drills away. Reports are dismissed first, by entries that reach every board and open map; then their rows, their
// incidents and their older entries go. The dismissals stay in the log for readers that are behind, until the next time.
import type { Database, Queryable } from './connect.ts'
import { appendEntries } from './log.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

/** Dismisses the next drill reports that may stand on a map; answers how many. */
export function dismissDrills(db: Database): Promise<number> {
  return db.transaction(async client => {
    const { rows } = await client.query<ReportRow>(
      `update reports set state = 'dismissed', version = version + 1
       where id in (
         select id from reports where drill and state in ('unverified', 'verified') limit 500 for update
       )
       returning ${reportColumns}`,
    )
    await appendEntries(
      client,
      rows.map(row => ({ kind: 'report', subject: row.id, body: fromRow(row) })),
    )
    return rows.length
  })
}

export async function standingDrillIncidents(db: Queryable, now: Date): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*) from incidents where drill and gone_into is null and expires_at > $1',
    [now],
  )
  return rows[0]?.count ?? 0
}

/** Ends the drills' incidents that still stand, as when no server was there to see their reports go. */
export function endDrillIncidents(db: Database): Promise<void> {
  return db.transaction(async client => {
    const { rows } = await client.query<{ id: string }>(
      'update incidents set gone_into = id where drill and gone_into is null returning id',
    )
    await appendEntries(
      client,
      rows.map(({ id }) => ({ kind: 'incident-gone', subject: id, body: { into: null, left: [] } })),
    )
  })
}

/** Removes the next drill entries of the log that were written before `since`; answers how many. */
export async function removeDrillEntries(db: Queryable, since: Date): Promise<number> {
  const { rowCount } = await db.query(
    `delete from log where (xid, seq) in (
       select xid, seq from log
       where at < $1 and (body -> 'drill' = 'true' or body -> 'incident' -> 'drill' = 'true'
         or (kind = 'incident-gone' and subject in (select id from incidents where drill)))
       limit 5000)`,
    [since],
  )
  return rowCount ?? 0
}

/** Removes the next drill reports that are dismissed or resolved; answers how many. */
export function removeDrillReports(db: Database): Promise<number> {
  return db.transaction(async client => {
    const { rows } = await client.query<{ id: string }>(
      `select id from reports where drill and state in ('dismissed', 'resolved') limit 1000 for update`,
    )
    const ids = [rows.map(({ id }) => id)]
    await client.query('delete from reporters where report = any($1::uuid[])', ids)
    await client.query('update cards set report = null where report = any($1::uuid[])', ids)
    await client.query('update cards set sub_report = null where sub_report = any($1::uuid[])', ids)
    await client.query('delete from reports where id = any($1::uuid[])', ids)
    return rows.length
  })
}

/** What is left when the reports are gone: their incidents, and the citizens that a drill made up. */
export async function removeDrillRest(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    'delete from incidents where drill and not exists (select from reports where incident = incidents.id)',
  )
  await db.query(
    `delete from citizens where channel = 'drill' and not exists (select from reporters where citizen = citizens.id)`,
  )
  return rowCount ?? 0
}

/** The database's own clock, which dates the entries of the log. */
export async function databaseTime(db: Queryable): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>('select clock_timestamp() as now')
  return rows[0]?.now ?? new Date(0)
}
