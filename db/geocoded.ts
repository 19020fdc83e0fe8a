// What the online geocoder answered, so that nobody is asked the same twice.
import type { Place } from '../server/domain/place-index.ts'
import type { Queryable } from './connect.ts'

export async function geocodedAs(db: Queryable, words: string, since: Date): Promise<Place[] | undefined> {
  const { rows } = await db.query<{ found: Place[] }>(
    'select found from geocoded where words = $1 and at > $2',
    [words, since],
  )
  return rows[0]?.found
}

export async function keepGeocoded(db: Queryable, words: string, found: Place[], at: Date): Promise<void> {
  await db.query(
    `insert into geocoded (words, found, at) values ($1, $2, $3)
     on conflict (words) do update set found = excluded.found, at = excluded.at`,
    [words, JSON.stringify(found), at],
  )
}
