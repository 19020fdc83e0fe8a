// The tables of official sources: when each was asked, and what they told. Never mixed with reports; a change carries its entry in the log.
import { isDeepStrictEqual } from 'node:util'
import type { Official, Told } from '../server/domain/official.ts'
import type { Queryable } from './connect.ts'
import { appendEntries } from './log.ts'

/** What a source wants to be shown at the next asking. */
export type Validators = { etag?: string; modified?: string }

export type FeedState = {
  name: string
  /** When it was asked, when it last answered, and when it is asked again. */
  checkedAt: Date | null
  answeredAt: Date | null
  nextAt: Date
  /** In a row. */
  failures: number
  problem: string | null
  validators: Validators
}

const columns = `name, checked_at as "checkedAt", answered_at as "answeredAt", next_at as "nextAt", failures, problem, validators`

export async function feedStates(db: Queryable): Promise<FeedState[]> {
  const { rows } = await db.query<FeedState>(`select ${columns} from feeds order by name`)
  return rows
}

export async function keepFeedState(db: Queryable, state: FeedState): Promise<void> {
  await db.query(
    `insert into feeds (name, checked_at, answered_at, next_at, failures, problem, validators)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (name) do update set checked_at = excluded.checked_at, answered_at = excluded.answered_at,
       next_at = excluded.next_at, failures = excluded.failures, problem = excluded.problem, validators = excluded.validators`,
    [
      state.name,
      state.checkedAt,
      state.answeredAt,
      state.nextAt,
      state.failures,
      state.problem,
      JSON.stringify(state.validators),
    ],
  )
}

type Row = { id: string; version: number; body: Told }

const fromRow = ({ id, version, body }: Row): Official => ({ ...body, id, version })

export async function standingOfficials(db: Queryable, now: Date): Promise<Official[]> {
  const { rows } = await db.query<Row>(
    'select id, version, body from officials where expires_at > $1 order by at desc, id',
    [now],
  )
  return rows.map(fromRow)
}

export async function officialsByKey(db: Queryable, source: string, keys: string[]): Promise<Official[]> {
  const { rows } = await db.query<Row>(
    'select id, version, body from officials where feed = $1 and key = any($2)',
    [source, keys],
  )
  return rows.map(fromRow)
}

/** Stores what is new or other than it was, each with its entry; answers how many. */
export async function putOfficials(client: Queryable, told: Told[], newId: () => string): Promise<number> {
  let count = 0
  for (const one of told) {
    const { rows } = await client.query<Row>(
      'select id, version, body from officials where feed = $1 and key = $2 for update',
      [one.source, one.key],
    )
    const known = rows[0]
    if (known && isDeepStrictEqual(known.body, one)) continue
    const official: Official = { ...one, id: known?.id ?? newId(), version: (known?.version ?? 0) + 1 }
    await client.query(
      `insert into officials (id, feed, key, version, body, at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (feed, key) do update set version = excluded.version, body = excluded.body, at = excluded.at, expires_at = excluded.expires_at`,
      [official.id, one.source, one.key, official.version, JSON.stringify(one), one.at, one.expiresAt],
    )
    await appendEntries(client, [{ kind: 'official', subject: official.id, body: official }])
    count++
  }
  return count
}

/** What its source has taken back. */
export async function dropOfficials(client: Queryable, source: string, keys: string[]): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    'delete from officials where feed = $1 and key = any($2) returning id',
    [source, keys],
  )
  await appendEntries(
    client,
    rows.map(({ id }) => ({ kind: 'official-gone', subject: id, body: {} })),
  )
  return rows.length
}
