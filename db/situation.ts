// What a situation report is made of: the reports of an incident or of a shift, and what officers did in that time.
import type { Report } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'
import type { Span } from './figures.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

type Placed = { report: Report; incident: string | null }

/** More than anybody reads on paper; the figures say when there are more. */
const MOST = 5_000

const placed = (rows: (ReportRow & { incident: string | null })[]): Placed[] =>
  rows.map(row => ({ report: fromRow(row), incident: row.incident }))

/** Those that may be known of, the most severe first. */
export async function reportsOfIncident(db: Queryable, incident: string): Promise<Placed[]> {
  const { rows } = await db.query<ReportRow & { incident: string | null }>(
    `select ${reportColumns}, incident from reports
     where incident = $1 and state in ('unverified', 'verified', 'resolved') order by level desc, at desc limit ${MOST}`,
    [incident],
  )
  return placed(rows)
}

export async function reportsOfSpan(db: Queryable, { from, to }: Span, drill: boolean): Promise<Placed[]> {
  const { rows } = await db.query<ReportRow & { incident: string | null }>(
    `select ${reportColumns}, incident from reports
     where (case when expires_at <= received_at then at else received_at end) >= $1
       and (case when expires_at <= received_at then at else received_at end) < $2
       and drill = $3 and state in ('unverified', 'verified', 'resolved') order by level desc, at desc limit ${MOST}`,
    [from, to, drill],
  )
  return placed(rows)
}

/** How often officers did what with these reports within the span. */
export async function decisionsOn(
  db: Queryable,
  reports: string[],
  { from, to }: Span,
): Promise<{ action: string; count: number }[]> {
  const { rows } = await db.query<{ action: string; count: number }>(
    `select action, count(*)::int as count from audit
     where report = any($1) and at >= $2 and at < $3 and action in ('verified', 'dismissed', 'resolved') group by action order by action`,
    [reports, from, to],
  )
  return rows
}
