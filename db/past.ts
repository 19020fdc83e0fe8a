// What the log and the reports tell of a past moment: entries by the time of their writing, in the order of the log, and counts by time.
// Every query asks for a window of time by an index, so its cost does not grow with the history around it.

import { compareCursors } from '../server/domain/cursor.ts'
import type { Level } from '../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../server/domain/hazards/index.ts'
import type { Report } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'
import { type Entry, entriesAt } from './log.ts'
import { bodyOf } from './log-entry.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

/** No writing transaction is open for longer: of two entries that lie further apart the earlier comes first in the log, ms. */
const SLACK_MS = 30_000
/** Entries read at a time; the rest of the process goes on in between. */
const PAGE = 1_000

/**
 * The entries that were written after `since` and stood in the log at `until`: the longest beginning of the log in which none is later. What
 * lies behind a later entry, or behind a transaction that is still open, was on no board yet.
 */
export async function* entriesUntil(
  db: Queryable,
  { since, after, until }: { since: Date; after: string; until: Date },
): AsyncGenerator<Entry[]> {
  const { rows } = await db.query<{ cursor: string; late: boolean }>(
    `select xid::text || '.' || seq::text as cursor, at > $2 as late from log
     where at > $1 and at <= $3 and xid < pg_snapshot_xmin(pg_current_snapshot())`,
    [before(since), until, new Date(until.getTime() + SLACK_MS)],
  )
  const late = rows.flatMap(row => (row.late ? row.cursor : []))
  const end = late.reduce<string | undefined>(
    (least, cursor) => (least === undefined || compareCursors(cursor, least) < 0 ? cursor : least),
    undefined,
  )
  const cursors = rows
    .flatMap(row => (row.late ? [] : row.cursor))
    .filter(
      cursor => compareCursors(cursor, after) > 0 && (end === undefined || compareCursors(cursor, end) < 0),
    )
    .sort(compareCursors)
  for (let from = 0; from < cursors.length; from += PAGE)
    yield await entriesAt(db, cursors.slice(from, from + PAGE))
}

const before = (since: Date) => new Date(since.getTime() - SLACK_MS)

export type Present = Pick<Report, 'words' | 'photos' | 'state'>

/** What has become of reports since; those that are gone from the table are missing. */
export async function presentOf(db: Queryable, ids: string[]): Promise<Map<string, Present>> {
  const { rows } = await db.query<Present & { id: string }>(
    'select id, words, photos, state from reports where id = any($1)',
    [ids],
  )
  return new Map(rows.map(({ id, ...present }) => [id, present]))
}

/** What the log tells of reports that have changed: as each stood at a time, or as it came in where that was told only later. */
export async function reportsAsOf(db: Queryable, ids: string[], at: Date): Promise<Map<string, Report>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ subject: string; until: boolean; body: unknown }>(
    `select subject, at <= $2 as until, body from log
     where kind = 'report' and subject = any($1::uuid[]) order by subject, xid, seq`,
    [ids, at],
  )
  const told = new Map<string, Report>()
  for (const { subject, until, body } of rows)
    if (until || !told.has(subject)) told.set(subject, bodyOf('report', body) as Report)
  return told
}

/** Whether any report of a span, drills apart, was changed, taken back or kept secret after a time. */
export async function hasChangedSince(
  db: Queryable,
  { from, to, since }: { from: Date; to: Date; since: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from reports where at >= $1 and at <= $2 and changed_at > $3 and not drill limit 1',
    [from, to, since],
  )
  return rowCount === 1
}

/** Archived reports of a moment, which no live map has shown: they came in when their time was over. */
export async function archivedAt(
  db: Queryable,
  { at, since, drill }: { at: Date; since: Date; drill: boolean },
): Promise<Report[]> {
  const { rows } = await db.query<ReportRow>(
    `select ${reportColumns} from reports
     where at > $1 and at <= $2 and expires_at > $2 and expires_at <= received_at and drill = $3
       and state in ('unverified', 'verified', 'resolved')
     order by at desc, number desc limit 20000`,
    [since, at, drill],
  )
  return rows.map(fromRow)
}

export type Counted = { bucket: number; hazard: HazardKey; level: Level; count: number }

/** Public reports by the time at which they stood on a map, in steps of so many seconds from the beginning. */
export async function countedBetween(
  db: Queryable,
  { from, to, step, drill }: { from: Date; to: Date; step: number; drill: boolean },
): Promise<Counted[]> {
  const { rows } = await db.query<Counted>(
    `select floor(extract(epoch from stood - $1::timestamptz) / $3)::integer as bucket, hazard, level, count(*)::integer as count
     from (select case when expires_at <= received_at then at else received_at end as stood, hazard, level from reports
       where (case when expires_at <= received_at then at else received_at end) >= $1
         and (case when expires_at <= received_at then at else received_at end) < $2
         and drill = $4 and state in ('unverified', 'verified', 'resolved')) as one
     group by 1, 2, 3 order by 1, 2, 3`,
    [from, to, step, drill],
  )
  return rows
}
