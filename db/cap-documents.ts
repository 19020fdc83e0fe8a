// CAP messages as they were issued: written once, and kept by the database from being changed.
import type { CapReference } from '../server/domain/cap.ts'
import { levelOf, type Warning, type WarningContent } from '../server/domain/warning.ts'
import type { Queryable } from './connect.ts'

export type CapDocument = CapReference & {
  warning: string
  number: number
  kind: 'Alert' | 'Update' | 'Cancel'
  drill: boolean
  sentAt: Date
  expiresAt: Date
  content: WarningContent
  officer: string
  approver: string | null
}

const columns = `identifier, warning, number, kind, drill, sender, sent, sent_at as "sentAt", expires_at as "expiresAt", content, officer, approver`

export async function insertDocument(client: Queryable, document: CapDocument, xml: string): Promise<void> {
  await client.query(
    `insert into cap_documents (identifier, warning, number, kind, drill, sender, sent, sent_at, expires_at, content, officer, approver, xml)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      document.identifier,
      document.warning,
      document.number,
      document.kind,
      document.drill,
      document.sender,
      document.sent,
      document.sentAt,
      document.expiresAt,
      JSON.stringify(document.content),
      document.officer,
      document.approver,
      xml,
    ],
  )
}

/** The messages of a warning, oldest first. */
export async function documentsOf(db: Queryable, warning: string): Promise<CapDocument[]> {
  const { rows } = await db.query<CapDocument>(
    `select ${columns} from cap_documents where warning = $1 order by number`,
    [warning],
  )
  return rows
}

export async function documentText(db: Queryable, identifier: string): Promise<string | undefined> {
  const { rows } = await db.query<{ xml: string }>('select xml from cap_documents where identifier = $1', [
    identifier,
  ])
  return rows[0]?.xml
}

/** Latest first. */
export async function latestDocuments(db: Queryable, drill: boolean, limit: number): Promise<CapDocument[]> {
  const { rows } = await db.query<CapDocument>(
    `select ${columns} from cap_documents where drill = $1 order by sent_at desc, warning, number desc limit $2`,
    [drill, limit],
  )
  return rows
}

/** What was sent within a span, or about warnings whose time ended within it; the oldest first. A message holds for seven days at most. */
export async function documentsWithin(
  db: Queryable,
  { from, to }: { from: Date; to: Date },
  drill: boolean,
): Promise<CapDocument[]> {
  const { rows } = await db.query<CapDocument>(
    `select ${columns} from cap_documents
     where drill = $3 and sent_at < $2 and sent_at > $1::timestamptz - interval '8 days'
     order by sent_at, warning, number`,
    [from, to, drill],
  )
  return rows
}

/** The warnings that held at a moment, as their messages said until then. A message holds for seven days at most. */
export async function warningsAt(db: Queryable, at: Date, drill: boolean): Promise<Warning[]> {
  const { rows } = await db.query<{
    identifier: string
    number: number
    content: WarningContent
    sent: Date
    first: Date
    body: Warning
  }>(
    `select identifier, number, content, latest.sent_at as sent, first, body
     from (
       select distinct on (warning) *, min(sent_at) over (partition by warning) as first
       from cap_documents where drill = $2 and sent_at <= $1 and sent_at > $1::timestamptz - interval '8 days'
       order by warning, number desc
     ) as latest join warnings on warnings.id = latest.warning
     where kind <> 'Cancel' and latest.expires_at > $1`,
    [at, drill],
  )
  return rows.map(({ identifier, number, content, sent, first, body }) => ({
    ...body,
    ...content,
    version: number,
    level: levelOf(content.severity),
    identifier,
    issued: first.toISOString(),
    sent: sent.toISOString(),
    endedAt: null,
    allClear: null,
  }))
}
