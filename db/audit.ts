// Who did what, when and why. Rows are only ever added, and the database seals each to the one before (0012_audit_chain.sql).
import { createHash } from 'node:crypto'
import type { Queryable } from './connect.ts'

/** What an act was done to. */
type AuditKind =
  | 'report'
  | 'warning'
  | 'incident'
  | 'area'
  | 'officer'
  | 'agency'
  | 'key'
  | 'export'
  | (string & {})

export type Audit = {
  at: Date
  officer: string
  action: string
  /** What it is about: a report, a warning, or anything else by `kind` and `subject`. */
  report?: string | null
  warning?: string
  kind?: AuditKind
  subject?: string | null
  before?: string | null
  after?: string | null
  reason?: string | null
}

/** In the transaction of the change itself. */
export async function writeAudit(client: Queryable, audit: Audit): Promise<void> {
  await client.query(
    `insert into audit (at, officer, action, kind, subject, report, warning, before, after, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      audit.at,
      audit.officer,
      audit.action,
      audit.kind ?? (audit.warning === undefined ? 'report' : 'warning'),
      audit.subject ?? audit.report ?? audit.warning ?? null,
      audit.report ?? null,
      audit.warning ?? null,
      audit.before ?? null,
      audit.after ?? null,
      audit.reason ?? null,
    ],
  )
}

export type Decision = {
  at: Date
  officer: string
  action: string
  report: string | null
  before: string | null
  after: string
  reason: string | null
}

/** Oldest first. */
export async function auditOf(db: Queryable, report: string): Promise<Decision[]> {
  const { rows } = await db.query<Decision>(
    `select at, officer, action, report, before, coalesce(after, '') as after, reason from audit where report = $1 order by seq`,
    [report],
  )
  return rows
}

/** Oldest first. */
export async function auditOfWarning(db: Queryable, warning: string): Promise<Decision[]> {
  const { rows } = await db.query<Decision>(
    `select at, officer, action, report, before, coalesce(after, '') as after, reason from audit where warning = $1 order by seq`,
    [warning],
  )
  return rows
}

/** A row as it was sealed: `at` in microseconds, as it is hashed. */
export type Sealed = {
  place: number
  hash: string
  seq: string
  at: string
  officer: string
  action: string
  kind: string
  subject: string | null
  report: string | null
  warning: string | null
  before: string | null
  after: string | null
  reason: string | null
}

const sealedFields = `place, hash, audit.seq::text as seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, officer, action, kind, subject,
  report::text as report, warning::text as warning, before, after, reason`

/** In the order of the chain, after a place; a row that is gone has only its seal. */
export async function sealedAfter(
  db: Queryable,
  place: number,
  limit: number,
): Promise<(Sealed | (Pick<Sealed, 'place' | 'hash'> & { seq: null }))[]> {
  const { rows } = await db.query<Sealed>(
    `select ${sealedFields} from audit_chain left join audit on audit.seq = audit_chain.audit
     where place > $1 order by place limit $2`,
    [place, limit],
  )
  return rows
}

export type Verdict =
  | { whole: true; rows: number; head: string | null }
  /** `place`: of the first that is not as it was sealed. */
  | { whole: false; place: number; why: 'changed' | 'missing' | 'unsealed'; seq: string | null }

const PAGE = 2_000

/** Goes through the whole chain. `anchor`: a head that was noted earlier and kept elsewhere; it finds out what was cut off at the end. */
export async function verifyAudit(db: Queryable, anchor?: { place: number; hash: string }): Promise<Verdict> {
  let place = 0
  let hash = ''
  for (;;) {
    const rows = await sealedAfter(db, place, PAGE)
    for (const row of rows) {
      if (row.place !== place + 1) return { whole: false, place: place + 1, why: 'missing', seq: null }
      if (row.seq === null) return { whole: false, place: row.place, why: 'missing', seq: null }
      if (row.hash !== sealOf(row, hash))
        return { whole: false, place: row.place, why: 'changed', seq: row.seq }
      place = row.place
      hash = row.hash
      if (anchor?.place === place && anchor.hash !== hash)
        return { whole: false, place, why: 'changed', seq: row.seq }
    }
    if (rows.length < PAGE) break
  }
  if (anchor && anchor.place > place) return { whole: false, place: place + 1, why: 'missing', seq: null }
  const { rows } = await db.query<{ seq: string }>(
    'select seq::text as seq from audit where not exists (select from audit_chain where audit = seq) order by seq limit 1',
  )
  const [unsealed] = rows
  if (unsealed) return { whole: false, place: place + 1, why: 'unsealed', seq: unsealed.seq }
  return { whole: true, rows: place, head: hash || null }
}

/** As the database seals it, so that whoever has an export can check it without us. */
export function sealOf(row: Sealed, before: string): string {
  const parts = [
    row.seq,
    row.at,
    row.officer,
    row.action,
    row.kind,
    row.subject,
    row.report,
    row.warning,
    row.before,
    row.after,
    row.reason,
  ]
  const content = parts.map(part => (part === null ? '-,' : `${Buffer.byteLength(part)}:${part},`)).join('')
  return createHash('sha256')
    .update(before + content)
    .digest('hex')
}
