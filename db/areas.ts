// The table of local areas: villages, districts and the like that an operator imported, and how reports get theirs.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Place } from '../server/domain/place-index.ts'
import type { Report } from '../server/domain/report.ts'
import type { Database, Queryable } from './connect.ts'
import { appendEntries } from './log.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

export type Area = {
  id: string
  name: string
  parent: string | null
  region: string | null
  properties: object
}
export type AreaRow = Omit<Area, 'properties'> & { squareMetres: number; reports: number }

export type Imported = {
  outcome: 'new' | 'changed' | 'same' | 'empty'
  /** What was wrong with the outline and has been mended; null when nothing was. */
  mended: string | null
}

/** Stores an area under its id, with an invalid outline made valid; an outline of which no surface is left is not stored. */
export async function importArea(
  client: Queryable,
  area: Area,
  outline: Polygon | MultiPolygon,
): Promise<Imported> {
  const { rows } = await client.query<{ wrong: string | null; empty: boolean; fresh: boolean | null }>({
    name: 'area-import',
    text: `with given as materialized (
        select ST_SetSRID(ST_GeomFromGeoJSON($6), 4326) as raw
      ), mended as materialized (
        select case when ST_IsValid(raw) then raw else ST_CollectionExtract(ST_MakeValid(raw), 3) end as shape,
          case when ST_IsValid(raw) then null else ST_IsValidReason(raw) end as wrong
        from given
      ), imported as (
        insert into areas (id, name, parent, region, properties, outline, size)
        select $1, $2, $3, $4, $5::jsonb, ST_Multi(shape)::geography, ST_Area(shape::geography)
        from mended where not ST_IsEmpty(shape)
        on conflict (id) do update set name = excluded.name, parent = excluded.parent, region = excluded.region,
          properties = excluded.properties, outline = excluded.outline, size = excluded.size
        where (areas.name, areas.parent, areas.region, areas.properties, areas.outline::geometry::bytea)
          is distinct from (excluded.name, excluded.parent, excluded.region, excluded.properties, excluded.outline::geometry::bytea)
        returning xmax = 0 as fresh
      )
      select wrong, ST_IsEmpty(shape) as empty, (select fresh from imported) as fresh from mended`,
    values: [
      area.id,
      area.name,
      area.parent,
      area.region,
      JSON.stringify(area.properties),
      JSON.stringify(outline),
    ],
  })
  const row = rows[0]
  if (!row) throw new Error(`The database gave no answer to the area ${area.id}.`)
  const outcome = row.empty ? 'empty' : row.fresh === null ? 'same' : row.fresh ? 'new' : 'changed'
  return { outcome, mended: row.wrong }
}

/**
 * Gives the next stored reports, by id, that lie in an area and have none the smallest that covers them, with their log entries.
 * Answers how many, and the id to go on after; undefined when all were looked at.
 */
export function tagReports(
  db: Database,
  after: string,
): Promise<{ tagged: number; last: string | undefined }> {
  return db.transaction(async client => {
    const { rows: looked } = await client.query<{ id: string }>(
      'select id from reports where area is null and id > $1 order by id limit 500',
      [after],
    )
    const { rows } = await client.query<ReportRow>(
      `update reports set area = covering.area, version = version + 1
       from (
         select inside.id as inside,
           (select areas.id from areas where ST_Covers(outline, inside.place) order by size, areas.id limit 1) as area
         from reports as inside where inside.id = any($1::uuid[])
       ) as covering
       where id = covering.inside and covering.area is not null and reports.area is null
       returning ${reportColumns.replace(' area,', ' reports.area,')}`,
      [looked.map(({ id }) => id)],
    )
    const reports: Report[] = rows.map(fromRow)
    await appendEntries(
      client,
      reports.map(report => ({ kind: 'report', subject: report.id, body: report })),
    )
    return { tagged: reports.length, last: looked.at(-1)?.id }
  })
}

/** In the order of region, parent and name, a page at a time. */
export async function listAreas(db: Queryable, region: string | null, skip: number): Promise<AreaRow[]> {
  const { rows } = await db.query<AreaRow>(
    `select id, name, parent, region, size as "squareMetres",
       (select count(*) from reports where reports.area = areas.id and not drill) as reports
     from areas where $1::text is null or region = $1
     order by region nulls last, parent nulls last, name, id limit 1000 offset $2`,
    [region, skip],
  )
  return rows
}

/** Areas whose name is like one of these keys, the most alike first: each at a point inside it, about as exact as it is wide. */
export async function areasLike(db: Queryable, keys: string[], limit: number): Promise<Place[]> {
  const { rows } = await db.query<{
    id: string
    name: string
    parent: string | null
    lng: number
    lat: number
    exactness: number
  }>(
    `with found as (
       select id, max(similarity(regexp_replace(lower(name), '[^a-z0-9]', '', 'g'), asked)) as likeness
       from unnest($1::text[]) as asked join areas on regexp_replace(lower(name), '[^a-z0-9]', '', 'g') % asked
       group by id order by likeness desc, id limit $2
     )
     select id, name, parent, ST_X(point) as lng, ST_Y(point) as lat, sqrt(size / pi())::real as exactness
     from found join areas using (id), lateral (select ST_PointOnSurface(outline::geometry) as point) as inside
     order by likeness desc, id`,
    [keys, limit],
  )
  return rows.map(({ id, name, parent, lng, lat, exactness }) => ({
    area: id,
    name,
    within: parent ?? '',
    kind: 'area',
    place: { lng, lat },
    exactness: Math.max(1, Math.round(exactness)),
  }))
}

/** Areas whose name begins with the words, or has them in it, with their outlines; for picking one by hand. */
export async function areaOutlines(
  db: Queryable,
  words: string,
): Promise<{ id: string; name: string; parent: string | null; outline: MultiPolygon }[]> {
  const { rows } = await db.query<{
    id: string
    name: string
    parent: string | null
    outline: MultiPolygon
  }>(
    `select id, name, parent, ST_AsGeoJSON(outline::geometry, 7)::jsonb as outline from areas
     where strpos(lower(name), lower($1)) > 0
     order by strpos(lower(name), lower($1)), name, id limit 12`,
    [words],
  )
  return rows
}
