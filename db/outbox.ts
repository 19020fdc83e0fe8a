// The table of messages to citizens: posted in the transaction of what they tell about, taken out by the courier alone.
import type { Reply } from '../server/domain/reply.ts'
import type { Queryable } from './connect.ts'

/** Whose letters go first: those of a conversation, then news of one's own report, then alerts that go to thousands. */
const priorities = { talk: 0, news: 1, alert: 2 } as const

/** Sealed (server/secrets/letters.ts) or in the open, as it lies in the table. */
export type Message = Reply | { sealed: string; question: boolean }

export type Posting = {
  id: string
  citizen: string
  reply: Message
  due: Date
  /** A conversation, unless told otherwise. */
  as?: keyof typeof priorities
}

export const post = (client: Queryable, posting: Posting): Promise<void> => postAll(client, [posting])

/** Ids have to sort by time: that is the order in which a citizen gets the messages of one kind. */
export async function postAll(client: Queryable, postings: Posting[]): Promise<void> {
  if (postings.length === 0) return
  await client.query(
    `insert into outbox (id, citizen, channel, message, question, priority, due, created_at)
     select given.id, citizen, channel, message, (message->>'question')::boolean, priority, due, due
     from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::smallint[], $5::timestamptz[]) as given (id, citizen, message, priority, due)
       join citizens on citizens.id = citizen`,
    [
      postings.map(({ id }) => id),
      postings.map(({ citizen }) => citizen),
      postings.map(({ reply }) => JSON.stringify(reply)),
      postings.map(({ as = 'talk' }) => priorities[as]),
      postings.map(({ due }) => due),
    ],
  )
}

/** What the citizen was asked last. */
export async function lastQuestion(
  db: Queryable,
  citizen: string,
): Promise<{ id: string; message: Message } | undefined> {
  const { rows } = await db.query<{ id: string; message: Message }>(
    'select id, message from outbox where citizen = $1 and question order by id desc limit 1',
    [citizen],
  )
  return rows[0]
}

/** The citizen has moved on: questions that were not heard to arrive are not asked again. */
export async function dropQuestions(client: Queryable, citizen: string): Promise<void> {
  await client.query(
    `update outbox set status = 'dropped' where citizen = $1 and question and status in ('waiting', 'sending')`,
    [citizen],
  )
}

/** A message to be sent: to whom, and by which channel. */
export type Letter = {
  id: string
  citizen: string
  channel: string
  address: string
  message: Message
  /** The citizen's own. */
  language: string
  /** When the citizen last wrote. */
  heardAt: Date | null
  /** The citizen asked to be forgotten: what is known is erased once this has gone. */
  isFarewell: boolean
}

type Looking = {
  now: Date
  /** How many are wanted for each channel. */
  room: Map<string, number>
  /** Citizens to whom a letter is on its way in this process. */
  underway: string[]
}

/**
 * The next due letters of each channel, those of conversations first: of each citizen the first one alone, so that their order is kept.
 * Nothing is marked by that. One that a crash left behind as `sending` lets the later ones pass.
 */
export async function nextLetters(db: Queryable, { now, room, underway }: Looking): Promise<Letter[]> {
  const { rows } = await db.query<Letter>(
    `select letter.*
     from unnest($2::text[], $3::integer[]) as wanted (channel, letters), lateral (
       select outbox.id, outbox.citizen, outbox.channel, address, message, language, updated_at as "heardAt",
         forgotten_at is not null as "isFarewell"
       from outbox join citizens on citizens.id = outbox.citizen
         left join conversations on conversations.citizen = citizens.id
       where outbox.channel = wanted.channel and status in ('waiting', 'sending') and due <= $1 and outbox.citizen <> all($4)
         and not exists (
           select from outbox earlier
           where earlier.citizen = outbox.citizen and (earlier.priority, earlier.id) < (outbox.priority, outbox.id)
             and earlier.status = 'waiting'
         )
       order by priority, due, outbox.id
       limit wanted.letters
     ) as letter`,
    [now, [...room.keys()], [...room.values()], underway],
  )
  return rows
}

type Taking = {
  id: string
  now: Date
  /** Seconds after which a letter that is still `sending` counts as lost: it is uncertain whether it arrived. */
  uncertainAfter: { question: number; news: number }
}

/**
 * Marks a letter as `sending`, in the moment before the channel is called: answers how often it was tried with this time, or undefined where it
 * is not to be sent any more. Its `due` is then the time at which it is sent again if nothing is heard of it, as after a crash.
 */
export async function takeLetter(
  db: Queryable,
  { id, now, uncertainAfter }: Taking,
): Promise<number | undefined> {
  const { rows } = await db.query<{ attempts: number }>({
    name: 'letter-take',
    text: `update outbox set status = 'sending', attempts = attempts + 1,
       due = $2 + make_interval(secs => case when question then $3::float else $4::float end)
     where id = $1 and status in ('waiting', 'sending') and due <= $2 returning attempts`,
    values: [id, now, uncertainAfter.question, uncertainAfter.news],
  })
  return rows[0]?.attempts
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

/** Nobody can send this one. */
export async function dropLetter(db: Queryable, id: string, error: string): Promise<void> {
  await db.query(
    `update outbox set status = 'dropped', error = $2 where id = $1 and status in ('waiting', 'sending')`,
    [id, error],
  )
}

/** Those that are still to be sent, and are no alerts. */
export async function unsentLetters(db: Queryable): Promise<{ id: string; message: Message }[]> {
  const { rows } = await db.query<{ id: string; message: Message }>(
    `select id, message from outbox where status in ('waiting', 'sending') and priority < ${priorities.alert}`,
  )
  return rows
}

export async function replaceMessage(db: Queryable, id: string, message: Message): Promise<void> {
  await db.query('update outbox set message = $2 where id = $1', [id, JSON.stringify(message)])
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
