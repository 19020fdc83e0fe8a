// Whether it is still so: who is to be asked about which report, and who has been. Only the asker looks here.
import type { Report } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

/** A citizen who is in the middle of a report is not interrupted for so many minutes after the last message. */
const TALKING_MINUTES = 2

type Asking = { now: Date; until: Date; channels: string[]; limit: number }

/**
 * Reports that are alive and end before `until`, of citizens who can be answered and have not said anything newer of it; of each citizen the
 * latest one. Nobody has two open questions, nor a second one about the same incident within the hour.
 */
export async function reportsToAskAbout(
  db: Queryable,
  { now, until, channels, limit }: Asking,
): Promise<{ report: Report; citizen: string; language: string }[]> {
  const { rows } = await db.query<ReportRow & { citizen: string; language: string }>(
    `with due as (
       select distinct on (reporters.citizen) reports.id, reporters.citizen, language
       from reports
         join reporters on reporters.report = reports.id
         join citizens on citizens.id = reporters.citizen
         left join conversations on conversations.citizen = reporters.citizen
       where reports.state in ('unverified', 'verified') and expires_at > $1 and expires_at <= $2 and not drill
         and channel = any($3) and not unreachable and forgotten_at is null
         and (conversations.state is null or conversations.state->'report' is null
           or conversations.updated_at < $1::timestamptz - make_interval(mins => ${TALKING_MINUTES}))
         and not exists (select from still_questions where report = reports.id)
         and not exists (
           select from still_questions asked join reports other on other.id = asked.report
           where asked.citizen = reporters.citizen and (
             (other.incident = reports.incident and asked.asked_at > $1::timestamptz - interval '1 hour')
             or (other.state in ('unverified', 'verified') and other.expires_at > $1 and not exists (
               select from reports next join reporters own on own.report = next.id
               where next.about = other.id and own.citizen = asked.citizen))))
         and not exists (
           select from reporters own join reports newer on newer.id = own.report
           where own.citizen = reporters.citizen and newer.hazard = reports.hazard and newer.at > reports.at
             and (newer.about = reports.id
               or (newer.incident = reports.incident and newer.state in ('unverified', 'verified') and newer.expires_at > $1)))
       order by reporters.citizen, at desc
       limit $4
     )
     select ${reportColumns}, citizen, language from due join reports using (id)`,
    [now, until, channels, limit],
  )
  return rows.map(row => ({ report: fromRow(row), citizen: row.citizen, language: row.language }))
}

/** False when this report has been asked about before. Belongs into the transaction that posts the question. */
export async function claimQuestion(
  client: Queryable,
  { report, citizen, at }: { report: string; citizen: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    'insert into still_questions (report, citizen, asked_at) values ($1, $2, $3) on conflict do nothing',
    [report, citizen, at],
  )
  return rowCount === 1
}
