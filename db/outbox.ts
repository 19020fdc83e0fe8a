// The table of messages to citizens: posted in the transaction of what they tell about, taken out by the courier alone.
import type { Reply } from '../server/domain/reply.ts'
import type { Queryable } from './connect.ts'

export type Posting = { id: string; citizen: string; reply: Reply; due: Date }

/** Ids have to sort by time: that is the order in which a citizen gets the messages. */
export async function post(client: Queryable, { id, citizen, reply, due }: Posting): Promise<void> {
  await client.query(
    `insert into outbox (id, citizen, message, question, due, created_at) values ($1, $2, $3, $4, $5, $5)`,
    [id, citizen, JSON.stringify(reply), reply.question, due],
  )
}

/** What the citizen was asked last. */
export async function lastQuestion(db: Queryable, citizen: string): Promise<Reply | undefined> {
  const { rows } = await db.query<{ message: Reply }>(
    'select message from outbox where citizen = $1 and question order by id desc limit 1',
    [citizen],
  )
  return rows[0]?.message
}

/** The citizen has moved on: questions that were not heard to arrive are not asked again. */
export async function dropQuestions(client: Queryable, citizen: string): Promise<void> {
  await client.query(
    `update outbox set status = 'dropped' where citizen = $1 and question and status in ('waiting', 'sending')`,
    [citizen],
  )
}

/** A message on its way: to whom, by which channel, and how often it was tried. */
export type Letter = {
  id: string
  citizen: string
  channel: string
  address: string
  reply: Reply
  attempts: number
  /** The citizen's own. */
  language: string
  /** When the citizen last wrote. */
  heardAt: Date | null
  /** The citizen asked to be forgotten: what is known is erased once this has gone. */
  isFarewell: boolean
}

type Taking = {
  now: Date
  channels: string[]
  limit: number
  /** Letters that this process is sending right now. */
  underway: string[]
  /** Seconds after which a letter that is still `sending` counts as lost: it is uncertain whether it arrived. */
  uncertainAfter: { question: number; news: number }
}

/**
 * Marks the next due letters as `sending`: of each citizen the oldest one alone, so that their order is kept.
 * One that a crash left behind as `sending` lets the later ones pass. A letter's `due` is then the time at which it is taken again if nothing is heard of it, as after a crash.
 */
export async function takeLetters(db: Queryable, taking: Taking): Promise<Letter[]> {
  const { rows } = await db.query<Letter>(
    `with due as (
       select outbox.id, outbox.citizen, channel, address, language, updated_at, forgotten_at
       from outbox join citizens on citizens.id = outbox.citizen
         left join conversations on conversations.citizen = citizens.id
       where status in ('waiting', 'sending') and due <= $1 and channel = any($2) and outbox.id <> all($4)
         and not exists (
           select from outbox earlier
           where earlier.citizen = outbox.citizen and earlier.id < outbox.id
             and (earlier.status = 'waiting' or earlier.id = any($4))
         )
       order by due, outbox.id
       limit $3
       for update of outbox skip locked
     )
     update outbox set status = 'sending', attempts = attempts + 1,
       due = $1 + make_interval(secs => case when question then $5::float else $6::float end)
     from due where outbox.id = due.id
     returning outbox.id, outbox.citizen, channel, address, message as reply, attempts, language,
       due.updated_at as "heardAt", due.forgotten_at is not null as "isFarewell"`,
    [
      taking.now,
      taking.channels,
      taking.limit,
      taking.underway,
      taking.uncertainAfter.question,
      taking.uncertainAfter.news,
    ],
  )
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

export async function settleLetter(
  db: Queryable,
  id: string,
  status: 'sent' | 'dropped',
  error?: string,
): Promise<void> {
  await db.query(`update outbox set status = $2, error = $3 where id = $1 and status = 'sending'`, [
    id,
    status,
    error ?? null,
  ])
}

/** Not now: the letter waits, and those behind it with it. */
export async function postponeLetter(db: Queryable, id: string, due: Date, error: string): Promise<void> {
  await db.query(
    `update outbox set status = 'waiting', due = $2, error = $3 where id = $1 and status = 'sending'`,
    [id, due, error],
  )
}

/** Nothing more can reach this citizen. */
export async function dropLetters(client: Queryable, citizen: string, error: string): Promise<void> {
  await client.query(
    `update outbox set status = 'dropped', error = $2 where citizen = $1 and status in ('waiting', 'sending')`,
    [citizen, error],
  )
}

/** Letters that have had their say are not kept. */
export async function forgetLetters(db: Queryable, before: Date): Promise<void> {
  await db.query(`delete from outbox where created_at < $1 and status in ('sent', 'dropped')`, [before])
}
