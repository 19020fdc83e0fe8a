// The table of cards: one-time links to the form. Whoever has the link may send one report with it, so the table knows only its hash.
import { createHash } from 'node:crypto'
import type { Queryable } from './connect.ts'

export type Card = {
  /** As it stands in the link. */
  id: string
  /** Known when one of our own bots made the card. */
  citizen: string | null
  network: string
  language: string
  report: string | null
  /** The second report of an earthquake's card. */
  sub_report: string | null
}

type NewCard = {
  /** Unguessable: the link is the secret. */
  id: string
  citizen?: string | null
  username: string
  network: string
  language: string
  networkData?: Record<string, unknown> | null
  at: Date
}

/** What the table knows of a link: half of its SHA-256, as a UUID. The ids are random, so nothing shorter leads back to them. */
const hashOf = (id: string): string =>
  createHash('sha256').update(id.toLowerCase()).digest('hex').slice(0, 32)

export async function createCard(client: Queryable, card: NewCard): Promise<void> {
  await client.query(
    `insert into cards (id, citizen, username, network, language, network_data, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      hashOf(card.id),
      card.citizen ?? null,
      card.username,
      card.network,
      card.language,
      card.networkData ? JSON.stringify(card.networkData) : null,
      card.at,
    ],
  )
}

export async function cardById(db: Queryable, id: string): Promise<Card | undefined> {
  const { rows } = await db.query<Omit<Card, 'id'>>(
    'select citizen, network, language, report, sub_report from cards where id = $1',
    [hashOf(id)],
  )
  return rows[0] && { id, ...rows[0] }
}

/** Belongs into the transaction that stores the report. */
export async function useCard(
  client: Queryable,
  { card, report, second }: { card: string; report: string; second: boolean },
): Promise<void> {
  await client.query(`update cards set ${second ? 'sub_report' : 'report'} = $2 where id = $1`, [
    hashOf(card),
    report,
  ])
}
