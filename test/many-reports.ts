// Reports in greater Jakarta by the ten thousand, for tests and benches, live unless they are far apart. Every tenth is a fire, every hundredth is of level 3.
import type { Queryable } from '../db/connect.ts'

/** Written straight into the table before a server starts, as if one had come every so many seconds up to now: to post them would take longer than all the rest. */
export async function writeReports(db: Queryable, reports: number, every = 0.1): Promise<void> {
  for (let from = 0; from < reports; from += 10_000)
    await db.query(
      `insert into reports (id, number, version, key, hazard, answers, level, at, received_at, expires_at, place, placed_by, region,
         words, photos, source, state, drill)
       select gen_random_uuid(), 9000000 + n, 1, decode(md5(n::text), 'hex'),
         case when n % 10 = 0 then 'fire' else 'flood' end,
         case when n % 10 = 0 then '{}'::jsonb else jsonb_build_object('depth', n * 7 % 200) end,
         case when n % 100 = 0 then 3 when n % 5 = 0 then 2 else 1 end,
         date_trunc('milliseconds', now()) - n * $3::float8 * interval '1 s', date_trunc('milliseconds', now()) - n * $3::float8 * interval '1 s', date_trunc('milliseconds', now()) - n * $3::float8 * interval '1 s' + interval '12 h',
         ST_MakePoint(106.6 + (n * 7919 % 100003) / 100003.0 * 0.5, -6.45 + (n * 104729 % 100019) / 100019.0 * 0.4)::geography,
         'location', 'ID-JK', 'Banjir di gang ' || n || ', air masuk rumah dan masih naik.', '{}', 'grasp',
         case when n % 4 = 0 then 'verified' else 'unverified' end, false
       from generate_series($1::bigint, $2::bigint) as n`,
      [from, Math.min(from + 10_000, reports) - 1, every],
    )
}
