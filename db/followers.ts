// Where each durable reader of the log stands: written in the transaction of its own effects, so that neither goes without the other.
import type { Queryable } from './connect.ts'
import { presentCursor } from './log.ts'

/** Undefined where this reader has never begun. */
export async function followerCursor(db: Queryable, name: string): Promise<string | undefined> {
  const { rows } = await db.query<{ cursor: string }>(
    `select xid::text || '.' || seq::text as cursor from followers where name = $1`,
    [name],
  )
  return rows[0]?.cursor
}

/** For a reader that is to begin with what comes next, and not with history. */
export async function beginFollowing(db: Queryable, name: string): Promise<string> {
  const [xid, seq] = (await presentCursor(db)).split('.')
  await db.query(
    'insert into followers (name, xid, seq) values ($1, $2::text::xid8, $3) on conflict do nothing',
    [name, xid, seq],
  )
  return (await followerCursor(db, name)) ?? '0.0'
}

/**
 * Refuses when the reader does not stand at `from`: then another process has gone on in between. To be called last: from its first write on a transaction
 * holds up all who read the log.
 */
export async function advanceFollower(
  client: Queryable,
  name: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const [fromXid, fromSeq] = from.split('.')
  const [xid, seq] = to.split('.')
  const { rowCount } = await client.query(
    `insert into followers (name, xid, seq) values ($1, $2::text::xid8, $3)
     on conflict (name) do update set xid = excluded.xid, seq = excluded.seq
     where (followers.xid, followers.seq) = ($4::text::xid8, $5::bigint)`,
    [name, xid, seq, fromXid, fromSeq],
  )
  if (rowCount !== 1) throw new Error(`${name} went on beyond ${from} in another process`)
}
