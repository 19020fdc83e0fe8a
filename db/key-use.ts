// What programs with a key have asked of the open doors, by day.
import type { Queryable } from './connect.ts'

export type Use = { requests: number; cost: number }

/** Adds to the day of `at`. */
export async function addUse(db: Queryable, at: Date, uses: ReadonlyMap<string, Use>): Promise<void> {
  const keys = [...uses.keys()]
  const all = [...uses.values()]
  await db.query(
    `insert into key_use (key, day, requests, cost)
     select key, ($1::timestamptz at time zone 'UTC')::date, requests, cost
     from unnest($2::uuid[], $3::bigint[], $4::float8[]) as fresh (key, requests, cost)
     on conflict (key, day) do update
     set requests = key_use.requests + excluded.requests, cost = key_use.cost + excluded.cost`,
    [at, keys, all.map(({ requests }) => requests), all.map(({ cost }) => cost)],
  )
}

/** Of each key since a moment's day. */
export async function usesSince(db: Queryable, since: Date): Promise<Map<string, Use>> {
  const { rows } = await db.query<{ key: string; requests: number; cost: number }>(
    `select key, sum(requests)::float8 as requests, sum(cost) as cost from key_use
     where day >= ($1::timestamptz at time zone 'UTC')::date group by key`,
    [since],
  )
  return new Map(rows.map(({ key, requests, cost }) => [key, { requests, cost }]))
}
