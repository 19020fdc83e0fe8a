// CAP messages as they were issued: written once, and kept by the database from being changed.
import type { CapReference } from '../server/domain/cap.ts'
import type { WarningContent } from '../server/domain/warning.ts'
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
