// A history of reports by the million for tests and benches: expired, spread evenly over two years up to two days ago, with ids in the order in which
// they came in, as real ones have.
import type { Queryable } from '../db/connect.ts'

const AT_A_TIME = 20_000
const YEARS = 2

/** Written straight into the table before a server starts: to post them would take longer than all the rest. */
export async function writeHistory(db: Queryable, reports: number): Promise<void> {
  for (let from = 0; from < reports; from += AT_A_TIME)
    await db.query(
      `insert into reports (id, number, version, key, hazard, answers, level, at, received_at, expires_at, place, placed_by, exactness,
         region, words, photos, source, state, drill)
       select (lpad(to_hex((extract(epoch from received) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
           || substr(md5(n::text), 4, 15))::uuid,
         2000000 + n, 1, decode(md5('history ' || n), 'hex'), case when n % 10 = 0 then 'fire' else 'flood' end,
         case when n % 10 = 0 then '{}'::jsonb else jsonb_build_object('depth', n * 7 % 200) end,
         case when n % 100 = 0 then 3 when n % 5 = 0 then 2 else 1 end,
         received - interval '1 s', received, received + interval '12 h',
         ST_MakePoint(106.6 + (n * 7919 % 100003) / 100003.0 * 0.5, -6.45 + (n * 104729 % 100019) / 100019.0 * 0.4)::geography,
         'location', 10, case when n % 3 = 0 then 'ID-JB' else 'ID-JK' end,
         'Banjir di gang ' || n || ', air masuk rumah dan masih naik.', '{}', 'grasp',
         case when n % 4 = 0 then 'verified' else 'unverified' end, false
       from (select n, date_trunc('milliseconds', now()) - interval '2 days' - ($3 - n) * (interval '1 day' * 365 * ${YEARS} / $3::float8) as received
         from generate_series($1::bigint, $2::bigint) as n) as one`,
      [from, Math.min(from + AT_A_TIME, reports) - 1, reports],
    )
  await db.query('vacuum analyze reports')
}

/** An entry of the log for each report, and all readers behind it. */
export async function writeEntries(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ first: number; last: number }>(
    'select coalesce(min(number), 0) as first, coalesce(max(number), -1) as last from reports',
  )
  const { first = 0, last = -1 } = rows[0] ?? {}
  for (let from = first; from <= last; from += AT_A_TIME)
    await db.query(
      `insert into log (at, kind, subject, body)
     select received_at, 'report', id, jsonb_build_object('id', id, 'number', number, 'version', version, 'hazard', hazard, 'answers', answers,
       'level', level, 'at', at, 'receivedAt', received_at, 'expiresAt', expires_at,
       'place', jsonb_build_object('lng', ST_X(place::geometry), 'lat', ST_Y(place::geometry)), 'placedBy', placed_by, 'exactness', exactness,
       'region', region, 'area', area, 'words', words, 'title', title, 'photos', '[]'::jsonb, 'source', source, 'partner', partner, 'tags', tags,
       'points', points, 'flag', flag, 'state', state, 'about', about, 'drill', drill, 'secret', secret, 'incident', incident)
     from reports where number between $1 and $2 order by number`,
      [from, from + AT_A_TIME - 1],
    )
  await db.query(
    `insert into followers (name, xid, seq)
     select name, pg_snapshot_xmin(pg_current_snapshot()), 0 from unnest('{incidents,counted,alerts,webhooks}'::text[]) as name`,
  )
  await db.query('vacuum analyze log')
}
