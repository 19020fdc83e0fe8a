// What a channel has delivered. A delivery is claimed in the transaction of its effects, so a repeated one has none.
import type { Queryable } from './connect.ts'

/** False when this delivery was taken in before. One that is being taken in right now is waited for. */
export async function claimDelivery(
  client: Queryable,
  channel: string,
  id: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'insert into deliveries (channel, id, at) values ($1, $2, $3) on conflict do nothing',
    [channel, id, at],
  )
  return rowCount === 1
}

export async function isClaimed(db: Queryable, channel: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('select from deliveries where channel = $1 and id = $2', [channel, id])
  return rowCount === 1
}

/** Channels repeat a delivery for a day or so at the most. */
export async function forgetDeliveries(db: Queryable, before: Date): Promise<void> {
  await db.query('delete from deliveries where at < $1', [before])
}
