// Where each citizen's conversation stands.
import type { Conversation } from '../server/domain/progress.ts'
import type { Queryable } from './connect.ts'

export type Standing = { citizen: string; language: string; conversation: Conversation | null }

/** The citizen at this address and the conversation so far; undefined before the first message. */
export async function conversationAt(
  db: Queryable,
  channel: string,
  address: string,
): Promise<Standing | undefined> {
  const { rows } = await db.query<Standing>(
    `select id as citizen, language, state as conversation
     from citizens left join conversations on citizen = id where channel = $1 and address = $2`,
    [channel, address],
  )
  return rows[0]
}

type Move = { citizen: string; from: Conversation | null; to: Conversation; at: Date }

/** Moves the conversation on; false when it no longer stands where the step was taken from. */
export async function moveConversation(client: Queryable, { citizen, from, to, at }: Move): Promise<boolean> {
  const { rowCount } = await client.query(
    from === null
      ? `insert into conversations (citizen, state, updated_at) select $1, $2::jsonb, $3 where $4::jsonb is null
         on conflict (citizen) do nothing`
      : 'update conversations set state = $2, updated_at = $3 where citizen = $1 and state = $4::jsonb',
    [citizen, JSON.stringify(to), at, from && JSON.stringify(from)],
  )
  return rowCount === 1
}

/** The question that a citizen was asked last and has not answered; it is open for so long, h. */
const OPEN_HOURS = 24

export async function openQuestion(
  db: Queryable,
  { citizen, now }: { citizen: string; now: Date },
): Promise<{ id: string; report: string; words: string } | undefined> {
  const { rows } = await db.query<{ id: string; report: string; words: string }>(
    `select questions.id, questions.report, questions.words
     from questions join reporters on reporters.report = questions.report
     where citizen = $1 and answer is null and asked_at > $2::timestamptz - make_interval(hours => ${OPEN_HOURS})
     order by asked_at desc limit 1`,
    [citizen, now],
  )
  return rows[0]
}
