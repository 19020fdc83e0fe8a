// The one log. Entries are appended in the transaction that makes the change; readers follow them with a cursor and miss none,
// even when an older entry commits after a newer one: only entries below every open transaction are handed out.
// Not partitioned by month: the public past stays for ever, so no month is ever dropped; the key would need the time in it, and each look-up by subject
// or cursor, which knows no month, would visit every partition. Nothing that is live grew with a million entries: `npm run bench -- growth`.
import { splitCursor } from '../server/domain/cursor.ts'
import type { Queryable } from './connect.ts'
import { type Entry, entryOf, type Writing } from './log-entry.ts'

export type { Entry, Writing } from './log-entry.ts'

export async function appendEntries(client: Queryable, entries: Writing[]): Promise<void> {
  if (entries.length === 0) return
  await client.query(
    `insert into log (kind, subject, body)
     select * from unnest($1::text[], $2::uuid[], $3::jsonb[])`,
    [entries.map(e => e.kind), entries.map(e => e.subject), entries.map(e => JSON.stringify(e.body))],
  )
}

/** The cursor before everything that may still come, taken in the snapshot of the running transaction. */
export async function presentCursor(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ cursor: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text || '.0' as cursor`,
  )
  return rows[0]?.cursor ?? '0.0'
}

/**
 * What comes after a cursor, as far as no open transaction can still put something before it, and since when entries wait behind that.
 * In the order of the log everything below `pg_snapshot_xmin` comes before everything that has to wait.
 */
export async function readLog(
  db: Queryable,
  cursor: string,
  limit: number,
): Promise<{ entries: Entry[]; heldSince: Date | undefined }> {
  const [xid, seq] = splitCursor(cursor)
  const { rows } = await db.query<{
    cursor: string
    at: Date
    kind: string
    subject: string
    body: unknown
    settled: boolean
  }>({
    name: 'log-read',
    text: `select xid::text || '.' || seq::text as cursor, at, kind, subject, body,
             xid < pg_snapshot_xmin(pg_current_snapshot()) as settled
           from log
           where (xid, seq) > ($1::text::xid8, $2::bigint)
           order by xid, seq
           limit $3`,
    values: [xid, seq, limit],
  })
  const settled = rows.filter(row => row.settled)
  return {
    entries: settled.map(entryOf),
    heldSince: rows[settled.length]?.at,
  }
}

/** The entries at these cursors, in their order. */
export async function entriesAt(db: Queryable, cursors: string[]): Promise<Entry[]> {
  const split = cursors.map(splitCursor)
  const { rows } = await db.query<{ cursor: string; at: Date; kind: string; subject: string; body: unknown }>(
    `select xid::text || '.' || seq::text as cursor, at, kind, subject, body
     from unnest($1::text[], $2::bigint[]) as wanted (of, nth) join log on xid = of::xid8 and seq = nth
     order by xid, seq`,
    [split.map(([xid]) => xid), split.map(([, seq]) => seq)],
  )
  return rows.map(entryOf)
}

export async function isInLog(db: Queryable, cursor: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from log where xid = $1::text::xid8 and seq = $2::bigint',
    splitCursor(cursor),
  )
  return rowCount === 1
}

/** Of the last entry that anybody can see. */
export async function newestCursor(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ cursor: string }>(
    `select xid::text || '.' || seq::text as cursor from log order by xid desc, seq desc limit 1`,
  )
  return rows[0]?.cursor ?? '0.0'
}

/** When the oldest entry was written that is still held back by an open transaction; undefined when none is. */
export async function heldSince(db: Queryable): Promise<Date | undefined> {
  const { rows } = await db.query<{ at: Date }>({
    name: 'log-held',
    text: `select at from log where xid >= pg_snapshot_xmin(pg_current_snapshot()) order by xid, seq limit 1`,
  })
  return rows[0]?.at
}
