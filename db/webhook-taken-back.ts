// What webhooks were told of reports and must be told no more: forgotten with the whole report, or reworded where a report says less than it did.
import type { Queryable } from './connect.ts'
import type { Message } from './webhook-deliveries.ts'

type TakenBack = { subject: string; at: string; isGone: boolean }

/**
 * Reports that nobody may read any more as they were: what was said of them before is forgotten, and what has not gone out stays here. Of what
 * is secret now, what was said while it was secret stands. Answers how many messages were forgotten.
 */
export async function takeBackMessages(client: Queryable, reports: TakenBack[]): Promise<number> {
  if (reports.length === 0) return 0
  const { rows } = await client.query<{ id: string }>(
    `update webhook_messages m set body = null
     from (select subject, max(at) as at, bool_or(gone) as gone from unnest($1::text[], $2::timestamptz[], $3::boolean[]) as each (subject, at, gone)
       group by subject) as given
     where m.subject = given.subject and m.at < given.at and kind in ('report.created', 'report.changed') and body is not null
       and (gone or body::jsonb #> '{data,properties,secret}' is null)
     returning id`,
    [reports.map(({ subject }) => subject), reports.map(({ at }) => at), reports.map(({ isGone }) => isGone)],
  )
  if (rows.length === 0) return 0
  await client.query(
    `update webhook_deliveries set status = 'taken-back' where message = any($1::text[]) and status in ('waiting', 'dead')`,
    [rows.map(({ id }) => id)],
  )
  return rows.length
}

/** What was said of these reports, as far as it is not forgotten. */
export async function messagesOf(
  client: Queryable,
  reports: string[],
): Promise<Pick<Message, 'id' | 'subject' | 'body'>[]> {
  if (reports.length === 0) return []
  const { rows } = await client.query<Pick<Message, 'id' | 'subject' | 'body'>>(
    `select id, subject, body from webhook_messages
     where subject = any($1::text[]) and kind in ('report.created', 'report.changed') and body is not null`,
    [reports],
  )
  return rows
}

export async function rewordMessages(
  client: Queryable,
  messages: Pick<Message, 'id' | 'body'>[],
): Promise<void> {
  if (messages.length === 0) return
  await client.query(
    `update webhook_messages m set body = given.body
     from unnest($1::text[], $2::text[]) as given (id, body) where m.id = given.id`,
    [messages.map(({ id }) => id), messages.map(({ body }) => body)],
  )
}

/** Of these reports those that may not be told of as they once were. */
export async function takenBack(
  client: Queryable,
  reports: string[],
): Promise<Map<string, 'gone' | 'secret'>> {
  if (reports.length === 0) return new Map()
  const { rows } = await client.query<{ id: string; is: 'gone' | 'secret' }>(
    `select id, case when state in ('unverified', 'verified', 'resolved') then 'secret' else 'gone' end as is
     from reports where id = any($1::uuid[]) and (secret or state not in ('unverified', 'verified', 'resolved'))`,
    [reports],
  )
  return new Map(rows.map(({ id, is }) => [id, is]))
}
