// The tables of water gauges and what they read. A change carries its entry in the log, with the gauge's whole new state.
import { type Gauge, gaugeOf, type Observation, TREND_HOURS, thresholdsOf } from '../server/domain/gauge.ts'
import { regionAt } from '../server/domain/regions/index.ts'
import type { Queryable } from './connect.ts'
import { appendEntries } from './log.ts'

type Row = {
  id: string
  number: number
  code: string
  version: number | null
  name: string
  within: string
  lng: number
  lat: number
  properties: Record<string, unknown>
  observations: Observation[] | null
}

/** Each gauge with its latest observation and those of some hours before that. */
const GAUGES = `
  select p.id, p.number::float8 as number, p.ref as code, g.version, p.name, p.within,
    ST_X(p.place::geometry) as lng, ST_Y(p.place::geometry) as lat, p.properties,
    (select jsonb_agg(jsonb_build_object('at', to_char(o.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'depth', o.depth) order by o.at desc)
     from gauge_observations o
     where o.gauge = p.id and o.at >= (select max(at) from gauge_observations where gauge = p.id) - ${TREND_HOURS} * interval '1 hour') as observations
  from places p left join gauges g on g.place = p.id
  where p.kind = 'gauge'`

function fromRow({
  id,
  number,
  code,
  version,
  name,
  within,
  lng,
  lat,
  properties,
  observations,
}: Row): Gauge {
  const place = { lng, lat }
  const thresholds = thresholdsOf(properties)
  const region = regionAt(place)?.code ?? null
  return gaugeOf(
    { id, number, code, version: version ?? 0, name, within, place, region, thresholds },
    observations ?? [],
  )
}

export async function allGauges(db: Queryable): Promise<Gauge[]> {
  const { rows } = await db.query<Row>(`${GAUGES} order by p.name, p.id`)
  return rows.map(fromRow)
}

/** Which gauge each of these names means: an id, a number, the name in its import, or its own name where only one bears it. */
export async function gaugesNamed(db: Queryable, names: string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ asked: string; id: string; rank: number }>(
    `select asked, id, case when id::text = asked or number::text = asked then 0 when ref = asked then 1 else 2 end as rank
     from unnest($1::text[]) as asked join places
       on kind = 'gauge' and (id::text = asked or number::text = asked or ref = asked or lower(name) = lower(asked))
     order by asked, rank`,
    [names],
  )
  const found = new Map<string, string>()
  const ranks = new Map<string, number>()
  const unclear = new Set<string>()
  for (const { asked, id, rank } of rows) {
    const known = ranks.get(asked)
    if (known === undefined) {
      found.set(asked, id)
      ranks.set(asked, rank)
    } else if (known === rank && found.get(asked) !== id) unclear.add(asked)
  }
  for (const name of unclear) found.delete(name)
  return found
}

/** Stores what a gauge read; the same time again replaces what was read then. Undefined where there is no such gauge. */
export async function putObservations(
  client: Queryable,
  id: string,
  observations: Observation[],
  at: Date,
): Promise<Gauge | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `select id from places where id = $1 and kind = 'gauge' for update`,
    [id],
  )
  if (!rows[0]) return undefined
  // The last of one time counts.
  const byTime = [...new Map(observations.map(one => [one.at, one])).values()]
  await client.query(
    `insert into gauge_observations (gauge, at, depth, received_at)
     select $1, at, depth, $4 from unnest($2::timestamptz[], $3::real[]) as one (at, depth)
     on conflict (gauge, at) do update set depth = excluded.depth, received_at = excluded.received_at`,
    [id, byTime.map(one => one.at), byTime.map(one => one.depth), at],
  )
  const [told] = await tellGauges(client, [id])
  return told
}

/** Writes into the log how these gauges stand now. */
async function tellGauges(client: Queryable, ids: string[]): Promise<Gauge[]> {
  await client.query(
    `insert into gauges (place, version) select id, 1 from unnest($1::uuid[]) as id
     on conflict (place) do update set version = gauges.version + 1`,
    [ids],
  )
  const { rows } = await client.query<Row>(`${GAUGES} and p.id = any($1)`, [ids])
  const gauges = rows.map(fromRow)
  await appendEntries(
    client,
    gauges.map(gauge => ({ kind: 'gauge', subject: gauge.id, body: gauge })),
  )
  return gauges
}

/** After an import: those that are new or other than they were. */
export async function tellImportedGauges(client: Queryable, source: string): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `select id from places where source = $1 and kind = 'gauge'`,
    [source],
  )
  const gauges =
    rows.length > 0
      ? await tellGauges(
          client,
          rows.map(({ id }) => id),
        )
      : []
  return gauges.length
}

/** Earliest first. */
export async function observationsOf(
  db: Queryable,
  ids: string[],
  since: Date,
  until?: Date,
): Promise<Map<string, Observation[]>> {
  const { rows } = await db.query<{ gauge: string; at: Date; depth: number }>(
    `select gauge, at, depth from gauge_observations where gauge = any($1) and at >= $2 and at <= coalesce($3::timestamptz, 'infinity') order by at`,
    [ids, since, until ?? null],
  )
  const of = new Map<string, Observation[]>()
  for (const { gauge, at, depth } of rows) {
    const list = of.get(gauge) ?? []
    list.push({ at: at.toISOString(), depth })
    of.set(gauge, list)
  }
  return of
}
