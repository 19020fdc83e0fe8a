// The table of flood states of local areas: each change a row and an entry in the log.
import type { MultiPolygon, Polygon } from 'geojson'
import { type AreaChange, type FloodedArea, TAKEN_BACK_MINUTES } from '../server/domain/area.ts'
import type { AreaState } from '../server/domain/area-suggestion.ts'
import type { Queryable } from './connect.ts'
import { appendEntries } from './log.ts'

type Row = Omit<FloodedArea, 'since'> & { since: Date }

/** Names that imports give to the city of an area. */
export const city = `coalesce(a.properties->>'city_name', a.properties->>'city', a.properties->>'wadmkk', a.properties->>'WADMKK', a.properties->>'kabupaten', a.properties->>'nama_kabupaten')`
const isDry = `s.state is null and s.since > s.before + interval '${TAKEN_BACK_MINUTES} minutes'`
const columns = `a.id, s.version, a.name, a.parent, ${city} as city, a.region, s.state, s.since, coalesce(${isDry}, false) as "isDry"`

const fromRow = ({ since, ...rest }: Row): FloodedArea => ({ ...rest, since: since.toISOString() })

/** The area as it stands now, held until the transaction ends; version 0 where it never had a state. */
export async function lockArea(client: Queryable, id: string): Promise<FloodedArea | undefined> {
  const { rows: locked } = await client.query('select id from areas where id = $1 for update', [id])
  return locked.length === 0 ? undefined : (await areasNow(client, [id]))[0]
}

export async function areasNow(db: Queryable, ids: string[]): Promise<FloodedArea[]> {
  const { rows } = await db.query<Row>(
    `select a.id, coalesce(s.version, 0) as version, a.name, a.parent, ${city} as city, a.region, s.state,
       coalesce(s.since, 'epoch') as since, false as "isDry"
     from areas a left join lateral
       (select * from area_states where area = a.id order by version desc limit 1) s on true
     where a.id = any($1)`,
    [ids],
  )
  return rows.map(fromRow)
}

export async function putAreaState(
  client: Queryable,
  id: string,
  area: FloodedArea,
  change: AreaChange,
): Promise<FloodedArea> {
  const stood = Date.parse(change.since) - Date.parse(area.since)
  const isDry = change.state === null && stood > TAKEN_BACK_MINUTES * 60_000
  const next = { ...area, version: change.version, state: change.state, since: change.since, isDry }
  await client.query(
    `insert into area_states (id, area, version, state, since, officer, suggested, reasons, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      area.id,
      change.version,
      change.state,
      change.since,
      change.officer,
      change.suggested,
      JSON.stringify(change.reasons),
      change.reason,
    ],
  )
  await appendEntries(client, [{ kind: 'area', subject: id, body: next }])
  return next
}

/** Those that are flooded, and those that were cleared after a time: what was seen before their clearing counts no more. */
export async function standingAreas(db: Queryable, clearedSince: Date): Promise<FloodedArea[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from
       (select distinct on (area) *, lag(since) over (partition by area order by version) as before
        from area_states order by area, version desc) s join areas a on a.id = s.area
     where s.state is not null or s.since > $1 order by a.id`,
    [clearedSince],
  )
  return rows.map(fromRow)
}

/** Latest first. */
export async function changesOf(db: Queryable, area: string): Promise<AreaChange[]> {
  const { rows } = await db.query<Omit<AreaChange, 'since'> & { since: Date }>(
    `select version, state, since, officer, suggested, reasons, reason from area_states
     where area = $1 order by version desc limit 200`,
    [area],
  )
  return rows.map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() }))
}

/** A state and how long it held; `until` null: it still does. */
export type Held = { area: string; region: string | null; state: AreaState; since: Date; until: Date | null }

/** Every state that held at some moment of the span, by area and time. */
export async function statesOfSpan(db: Queryable, from: Date, to: Date): Promise<Held[]> {
  const { rows } = await db.query<Held>(
    `select s.area, a.region, s.state, s.since, s.until from
       (select area, state, since, lead(since) over (partition by area order by version) as until from area_states) s
       join areas a on a.id = s.area
     where s.state is not null and s.since <= $2 and (s.until is null or s.until > $1)
     order by s.area, s.since`,
    [from, to],
  )
  return rows
}

export type AreaGround = Omit<FloodedArea, 'version' | 'state' | 'since' | 'isDry'> & {
  outline: Polygon | MultiPolygon
}

/** Every imported area with its outline, to about ten centimetres and outer rings against the clock (RFC 7946); a page at a time, so that memory is not needed twice. */
export async function* areaGrounds(db: Queryable): AsyncGenerator<AreaGround[]> {
  for (let after = ''; ; ) {
    const { rows } = await db.query<AreaGround>(
      `select a.id, a.name, a.parent, ${city} as city, a.region, ST_AsGeoJSON(ST_ForcePolygonCCW(a.outline::geometry), 6)::jsonb as outline
       from areas a where a.id > $1 order by a.id limit 1000`,
      [after],
    )
    if (rows.length > 0) yield rows
    if (rows.length < 1_000) return
    after = rows.at(-1)?.id ?? after
  }
}

/** Another text when areas were imported anew. */
export async function groundsMark(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ mark: string }>(
    `select count(*) || ' ' || coalesce(sum(size), 0) || ' ' || coalesce(sum(hashtext(id || name || coalesce(parent, '') || coalesce(region, ''))::bigint), 0) as mark from areas`,
  )
  return rows[0]?.mark ?? ''
}
