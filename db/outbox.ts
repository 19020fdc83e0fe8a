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
