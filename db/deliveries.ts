// What a channel has delivered. A delivery is claimed in the transaction of its effects, so a repeated one has none.
// The photos of an album come as deliveries of their own; what they have in common is kept here.
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
  await db.query('delete from album_photos where at < $1', [before])
}

export type AlbumPhoto = { name: string; channel: string; album: string; at: Date }

export async function addToAlbum(client: Queryable, { name, channel, album, at }: AlbumPhoto): Promise<void> {
  await client.query('insert into album_photos (name, channel, album, at) values ($1, $2, $3, $4)', [
    name,
    channel,
    album,
    at,
  ])
}

/** The photos of an album that came so far, the first one first. */
export async function photosOfAlbum(db: Queryable, channel: string, album: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    'select name from album_photos where channel = $1 and album = $2 order by at, name',
    [channel, album],
  )
  return rows.map(({ name }) => name)
}

/** All photos of the album that this one came with; itself alone where it came alone. */
export async function albumWith(db: Queryable, name: string): Promise<string[]> {
  const { rows } = await db.query<{ channel: string; album: string }>(
    'select channel, album from album_photos where name = $1',
    [name],
  )
  return rows[0] ? photosOfAlbum(db, rows[0].channel, rows[0].album) : [name]
}
