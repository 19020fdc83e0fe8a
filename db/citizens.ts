// Who reports, apart from what is reported: a pseudonymous id for each address of a channel. Only bots and the courier look here.
import type { Report } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

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

/** As `citizenAt`, for a citizen who has just written: in the language of the conversation, and reachable again. */
export async function greetCitizen(
  client: Queryable,
  { id, channel, address, language, at }: Meeting,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into citizens (id, channel, address, language, created_at) values ($1, $2, $3, $4, $5)
     on conflict (channel, address) do update set language = excluded.language, unreachable = false
     returning id`,
    [id, channel, address, language, at],
  )
  return rows[0]?.id ?? id
}

/** The citizen blocked us: nothing more is sent until the citizen writes again. */
export async function loseCitizen(client: Queryable, citizen: string): Promise<void> {
  await client.query('update citizens set unreachable = true where id = $1', [citizen])
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
