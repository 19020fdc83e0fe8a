// Who decided what, when and why. Rows are only ever added.
import type { Queryable } from './connect.ts'

export type Audit = {
  at: Date
  officer: string
  action: string
  /** What it is about: one of the two. */
  report: string | null
  warning?: string
  before: string | null
  after: string
  reason: string | null
}

export async function writeAudit(client: Queryable, audit: Audit): Promise<void> {
  await client.query(
    'insert into audit (at, officer, action, report, before, after, reason, warning) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      audit.at,
      audit.officer,
      audit.action,
      audit.report,
      audit.before,
      audit.after,
      audit.reason,
      audit.warning ?? null,
    ],
  )
}

/** Oldest first. */
export async function auditOf(db: Queryable, report: string): Promise<Audit[]> {
  const { rows } = await db.query<Audit>(
    'select at, officer, action, report, before, after, reason from audit where report = $1 order by seq',
    [report],
  )
  return rows
}

/** Oldest first. */
export async function auditOfWarning(db: Queryable, warning: string): Promise<Audit[]> {
  const { rows } = await db.query<Audit>(
    'select at, officer, action, report, before, after, reason from audit where warning = $1 order by seq',
    [warning],
  )
  return rows
}
