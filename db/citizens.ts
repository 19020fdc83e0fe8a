// Who reports, apart from what is reported: a pseudonymous id for each address of a channel. Only bots and the courier look here.
import { createHash } from 'node:crypto'
import type { Report } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

/** Who sends: a citizen, or a browser by its address, which becomes one when its report is stored. */
export type Sender = { citizen?: string | null; browser?: string }

/** Of a sender's reports, as officers found them. */
export type Standing = { right: number; wrong: number }

type Meeting = { id: string; channel: string; address: string; language: string; at: Date }

/** The citizen at an address of a channel, made on first sight. */
export async function citizenAt(
  client: Queryable,
  { id, channel, address, language, at }: Meeting,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into citizens (id, channel, address, language, created_at) values ($1, $2, $3, $4, $5)
     on conflict (channel, address) do update set channel = excluded.channel
     returning id`,
    [id, channel, address, language, at],
  )
  return rows[0]?.id ?? id
}

/** Who reports by the form is known by a random word that the browser keeps: its address is the hash of that word, and the word is stored nowhere. */
export const addressOfBrowser = (word: string): string => createHash('sha256').update(word).digest('hex')

/** As `citizenAt`, for a citizen who has just written: in the language of the conversation, and reachable again. */
export async function greetCitizen(
  client: Queryable,
  { id, channel, address, language, at }: Meeting,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into citizens (id, channel, address, language, created_at) values ($1, $2, $3, $4, $5)
     on conflict (channel, address) do update set language = excluded.language, unreachable = false, forgotten_at = null
     returning id`,
    [id, channel, address, language, at],
  )
  return rows[0]?.id ?? id
}

/** The citizen blocked us: nothing more is sent until the citizen writes again. */
export async function loseCitizen(client: Queryable, citizen: string): Promise<void> {
  await client.query('update citizens set unreachable = true where id = $1', [citizen])
}

/**
 * What was known of the citizen is taken apart: the reports stay and belong to nobody. The address is kept for the last letter alone, and
 * `eraseForgotten` ends it. Letters that wait are dropped.
 */
export async function forgetCitizen(client: Queryable, citizen: string, at: Date): Promise<void> {
  await client.query('delete from reporters where citizen = $1', [citizen])
  await client.query('delete from still_questions where citizen = $1', [citizen])
  await client.query(`update cards set citizen = null, username = '' where citizen = $1`, [citizen])
  await client.query('delete from outbox where citizen = $1', [citizen])
  await client.query('delete from subscriptions where citizen = $1', [citizen])
  await client.query('delete from tellings where citizen = $1', [citizen])
  await client.query('update citizens set forgotten_at = $2 where id = $1', [citizen, at])
}

/** Erases who asked to be forgotten and has no letter waiting; whoever has written since is not among them. */
export async function eraseForgotten(db: Queryable): Promise<void> {
  await db.query(
    `delete from citizens where forgotten_at is not null
       and not exists (select from outbox where citizen = citizens.id and status in ('waiting', 'sending'))
       and not exists (select from reporters where citizen = citizens.id)`,
  )
}

/** The citizen's own reports, latest first. */
export async function reportsBy(db: Queryable, citizen: string, limit: number): Promise<Report[]> {
  const { rows } = await db.query<ReportRow>(
    `select ${reportColumns} from reporters join reports on reports.id = report
     where citizen = $1 order by at desc, number desc limit $2`,
    [citizen, limit],
  )
  return rows.map(fromRow)
}

/** How many of each sender's reports officers found right, and how many not; in the order of the senders. */
export async function standingsOf(db: Queryable, senders: Sender[]): Promise<Standing[]> {
  const { rows } = await db.query<Standing>({
    name: 'standings',
    text: `select own.right, own.wrong
     from unnest($1::uuid[], $2::text[]) with ordinality as sender (citizen, browser, nth),
       lateral (
         select count(*) filter (
             where state in ('verified', 'resolved') and exists (select from audit where audit.report = reports.id and action = 'verified')
           )::integer as right,
           count(*) filter (where state = 'dismissed')::integer as wrong
         from reporters join reports on reports.id = report
         where reporters.citizen = coalesce(sender.citizen, (select id from citizens where channel = 'web' and address = sender.browser))
       ) as own
     order by nth`,
    values: [senders.map(({ citizen }) => citizen ?? null), senders.map(({ browser }) => browser ?? null)],
  })
  return rows
}
