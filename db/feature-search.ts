// Incidents, flood states of areas, and warnings by what is asked of them, in pages by id: nothing that comes in between shifts them. Drills are
// in none of it.
import type { MultiPolygon, Polygon } from 'geojson'
import type { AreaState } from '../server/domain/area-suggestion.ts'
import type { Condition } from '../server/domain/condition.ts'
import { type Incident, renewed } from '../server/domain/incident.ts'
import type { Bounds } from '../server/domain/regions/region.ts'
import { renewedWarning, type Warning } from '../server/domain/warning.ts'
import { city } from './area-states.ts'
import { conditionSql, type Terms } from './condition-sql.ts'
import type { Queryable } from './connect.ts'

export type Source<Stored extends object, T> = {
  /** A table of what everybody may see, one row each. */
  from: string
  columns: string
  /** Ids that sort by time go the latest first. */
  key: { type: 'uuid' | 'text'; latestFirst: boolean }
  terms: Terms
  of: (stored: Stored) => T
}

export const incidentSource: Source<{ body: Incident }, Incident> = {
  from: `(select id, hazard, level, started, latest, expires_at, body, outline::geometry as shape
    from incidents where gone_into is null and not drill) found`,
  columns: 'body',
  key: { type: 'uuid', latestFirst: true },
  terms: {
    fields: {
      id: { sql: 'id', kind: 'uuid' },
      hazard: { sql: 'hazard', kind: 'text' },
      level: { sql: 'level', kind: 'integer' },
      reports: { sql: `(body->>'count')::int`, kind: 'integer' },
      verified: { sql: `(body->>'verified')::int`, kind: 'integer' },
      started: { sql: 'started', kind: 'time' },
      latest: { sql: 'latest', kind: 'time' },
      expires_at: { sql: 'expires_at', kind: 'time' },
      region: { sql: `(body->>'region')`, kind: 'text' },
    },
    geometry: { sql: 'shape', veil: 0 },
  },
  of: ({ body }) => renewed(body),
}

export type StatedArea = {
  id: string
  name: string
  parent: string | null
  city: string | null
  region: string | null
  state: AreaState | null
  since: Date | null
  outline: Polygon | MultiPolygon
}

export const areaSource: Source<StatedArea, StatedArea> = {
  from: `(select a.id, a.name, a.parent, ${city} as city, a.region, s.state,
      case when s.state is not null then s.since end as since, a.outline::geometry as shape
    from areas a left join lateral
      (select state, since from area_states where area = a.id order by version desc limit 1) s on true) found`,
  columns: 'id, name, parent, city, region, state, since, ST_AsGeoJSON(shape, 6)::jsonb as outline',
  key: { type: 'text', latestFirst: false },
  terms: {
    fields: {
      id: { sql: 'id', kind: 'text' },
      name: { sql: 'name', kind: 'text' },
      parent: { sql: 'parent', kind: 'text' },
      city: { sql: 'city', kind: 'text' },
      region: { sql: 'region', kind: 'text' },
      state: { sql: 'state', kind: 'integer' },
      since: { sql: 'since', kind: 'time' },
    },
    geometry: { sql: 'shape', veil: 0 },
  },
  of: stored => stored,
}

export const warningSource: Source<{ body: Warning }, Warning> = {
  from: `(select id, issued, expires_at, ended_at, body, (body->>'hazard') as hazard, (body->>'level')::int as level,
      coalesce((body->>'onset')::timestamptz, issued) as onset, coalesce(ended_at, expires_at) as until,
      ST_SetSRID(ST_GeomFromGeoJSON((body->'outline')::text), 4326) as shape
    from warnings where not drill) found`,
  columns: 'body',
  key: { type: 'uuid', latestFirst: true },
  terms: {
    fields: {
      id: { sql: 'id', kind: 'uuid' },
      hazard: { sql: 'hazard', kind: 'text' },
      level: { sql: 'level', kind: 'integer' },
      severity: { sql: `(body->>'severity')`, kind: 'text' },
      issued: { sql: 'issued', kind: 'time' },
      onset: { sql: 'onset', kind: 'time' },
      expires_at: { sql: 'expires_at', kind: 'time' },
      until: { sql: 'until', kind: 'time' },
    },
    geometry: { sql: 'shape', veil: 0 },
  },
  of: ({ body }) => renewedWarning(body),
}

type Asked = { condition?: Condition | undefined; after?: string | undefined; limit: number }

export async function pageOfFeatures<Stored extends object, T>(
  db: Queryable,
  { from, columns, key, terms, of }: Source<Stored, T>,
  { condition, after, limit }: Asked,
): Promise<T[]> {
  const { where, values, bind } = whereOf(terms, condition)
  if (after !== undefined) where.push(`id ${key.latestFirst ? '<' : '>'} ${bind(after)}::${key.type}`)
  const { rows } = await db.query<Stored>(
    `select ${columns} from ${from} where ${where.join(' and ')}
     order by id ${key.latestFirst ? 'desc' : 'asc'} limit ${bind(limit)}`,
    values,
  )
  return rows.map(of)
}

/** Undefined where there are more than `most`. */
export async function countOfFeatures<Stored extends object, T>(
  db: Queryable,
  { from, terms }: Source<Stored, T>,
  condition: Condition | undefined,
  most: number,
): Promise<number | undefined> {
  const { where, values } = whereOf(terms, condition)
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from (select from ${from} where ${where.join(' and ')} limit ${most + 1}) counted`,
    values,
  )
  const count = rows[0]?.count ?? 0
  return count > most ? undefined : count
}

/** The box around all of them; undefined where there are none. */
export async function boxOfFeatures<Stored extends object, T>(
  db: Queryable,
  { from }: Source<Stored, T>,
): Promise<Bounds | undefined> {
  const { rows } = await db.query<{ box: Bounds | null }>(
    `select case when extent is null then null else array[ST_XMin(extent), ST_YMin(extent), ST_XMax(extent), ST_YMax(extent)] end as box
     from (select ST_Extent(shape) as extent from ${from}) around`,
  )
  return rows[0]?.box ?? undefined
}

function whereOf(terms: Terms, condition: Condition | undefined) {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  return { where: [condition ? conditionSql(condition, terms, bind).perhaps : 'true'], values, bind }
}
