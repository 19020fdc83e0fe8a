// The table of imported places: streets, landmarks, shelters, hospitals, gauges. Found by a name that is nearly right, or by being near.
import type { Geometry } from 'geojson'
import type { Box } from '../server/domain/contract.ts'
import type { LngLat } from '../server/domain/hazards/hazard.ts'
import type { ImportedKind, Place } from '../server/domain/place-index.ts'
import type { Queryable } from './connect.ts'
import { appendEntries } from './log.ts'

/** `key`: the name as it is searched. `exactness` in metres. */
export type ImportedPlace = {
  ref: string
  kind: ImportedKind
  name: string
  key: string
  within: string
  place: LngLat
  exactness: number
  properties: Record<string, unknown>
  /** Of what is more than a point, where it is kept. */
  outline: Geometry | null
}

type Row = Omit<ImportedPlace, 'place' | 'ref'> & { lng: number; lat: number }

const columns =
  'kind, name, key, within, ST_X(place::geometry) as lng, ST_Y(place::geometry) as lat, exactness'

const placeOf = ({ kind, name, within, lng, lat, exactness }: Row): Place => ({
  kind,
  name,
  within,
  place: { lng, lat },
  exactness,
})

/** Stores places of one import; what comes again under its ref is replaced. */
export async function putPlaces(
  client: Queryable,
  source: string,
  places: ImportedPlace[],
  at: Date,
): Promise<void> {
  await client.query(
    `insert into places (source, ref, kind, name, key, within, place, exactness, properties, outline, imported_at)
     select $1, ref, kind, name, key, within,
       ST_MakePoint((place->>'lng')::float8, (place->>'lat')::float8)::geography, exactness, properties, outline, $3
     from jsonb_to_recordset($2::jsonb)
       as one (ref text, kind text, name text, key text, within text, place jsonb, exactness real, properties jsonb, outline jsonb)
     on conflict (source, ref) do update set kind = excluded.kind, name = excluded.name, key = excluded.key, within = excluded.within,
       place = excluded.place, exactness = excluded.exactness, properties = excluded.properties,
       outline = excluded.outline, imported_at = excluded.imported_at`,
    [source, JSON.stringify(places), at],
  )
}

/** Takes away what an import had before and the one at `at` no longer has; everything, where `at` is left out. */
export async function dropPlaces(client: Queryable, source: string, at?: Date): Promise<number> {
  const { rows } = await client.query<{ id: string; kind: string }>(
    'delete from places where source = $1 and ($2::timestamptz is null or imported_at < $2) returning id, kind',
    [source, at ?? null],
  )
  await appendEntries(
    client,
    rows.flatMap(({ id, kind }) => (kind === 'gauge' ? { kind: 'gauge-gone', subject: id, body: {} } : [])),
  )
  return rows.length
}

export type Listed = {
  id: string
  number: number
  kind: ImportedKind
  name: string
  within: string
  properties: Record<string, unknown>
  point: LngLat
  geometry: Geometry
}

type ListedRow = Omit<Listed, 'geometry' | 'point'> & { lng: number; lat: number; outline: Geometry | null }

/** Imported places of some kinds, by number; within west, south, east, north where a box is given. */
export async function placesOfKinds(
  db: Queryable,
  kinds: ImportedKind[],
  { box, most }: { box?: Box | undefined; most: number },
): Promise<Listed[]> {
  const [west, south, east, north] = box ?? []
  const { rows } = await db.query<ListedRow>(
    `select id, number::float8 as number, kind, name, within, properties, outline,
       ST_X(place::geometry) as lng, ST_Y(place::geometry) as lat
     from places
     where kind = any($1) and ($2::float8 is null or ST_Intersects(place, ST_MakeEnvelope($2, $3, $4, $5, 4326)::geography))
     order by number limit $6`,
    [kinds, west ?? null, south ?? null, east ?? null, north ?? null, most],
  )
  return rows.map(({ lng, lat, outline, ...rest }) => ({
    ...rest,
    point: { lng, lat },
    geometry: outline ?? { type: 'Point', coordinates: [lng, lat] },
  }))
}

export type PlaceSource = { source: string; kind: string; count: number; at: Date }

export async function placeSources(db: Queryable): Promise<PlaceSource[]> {
  const { rows } = await db.query<PlaceSource>(
    `select source, kind, count(*) as count, max(imported_at) as at from places group by source, kind order by source, kind`,
  )
  return rows
}

/** Places whose key is like one of these (pg_trgm), each with its key, the most alike first. */
export async function placesLike(
  db: Queryable,
  keys: string[],
  limit: number,
): Promise<{ place: Place; key: string }[]> {
  const { rows } = await db.query<Row>(
    `select ${columns}, max(similarity(key, asked)) as likeness
     from unnest($1::text[]) as asked join places on key % asked or key like asked || '%'
     group by source, ref order by likeness desc, name, ref limit $2`,
    [keys, limit],
  )
  return rows.map(row => ({ place: placeOf(row), key: row.key }))
}

/** Of each kind the nearest ones within a distance, nearest first. */
export async function placesAround(
  db: Queryable,
  { lng, lat }: LngLat,
  kinds: ImportedKind[],
  { metres, most }: { metres: number; most: number },
): Promise<(Place & { metres: number; properties: Record<string, unknown> })[]> {
  const { rows } = await db.query<Row & { metres: number; properties: Record<string, unknown> }>(
    `select near.* from unnest($3::text[]) as wanted cross join lateral (
       select ${columns}, properties, ST_Distance(place, spot) as metres
       from places, (select ST_MakePoint($1::float8, $2::float8)::geography as spot) as given
       where kind = wanted and ST_DWithin(place, spot, $4)
       order by place <-> spot limit $5
     ) as near order by metres`,
    [lng, lat, kinds, metres, most],
  )
  return rows.map(row => ({ ...placeOf(row), metres: Math.round(row.metres), properties: row.properties }))
}
