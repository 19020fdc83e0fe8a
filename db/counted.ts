// The table of what statistics and the tiles of the past are counted from: one narrow row a report, as everybody may see it. Drills are not in it.
import type { HazardKey } from '../server/domain/hazards/index.ts'
import type { Bounds } from '../server/domain/regions/index.ts'
import type { Report, State } from '../server/domain/report.ts'
import { type Dimension, isStep } from '../server/domain/statistics.ts'
import type { Queryable } from './connect.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

export type Counted = {
  report: string
  at: string
  hazard: HazardKey
  level: number
  state: State
  region: string | null
  area: string | null
  /** H3, as fifteen hexadecimal digits. */
  cell: string
  lng: number
  lat: number
}

export async function putCounted(client: Queryable, rows: Counted[]): Promise<void> {
  if (rows.length === 0) return
  await client.query({
    name: 'counted-put',
    text: `insert into counted (report, at, hazard, level, state, region, area, cell, place)
     select report, at, hazard, level, state, region, area, ('x' || lpad(cell, 16, '0'))::bit(64)::bigint,
       ST_SetSRID(ST_MakePoint(lng, lat), 4326)
     from jsonb_to_recordset($1::jsonb) as one (report uuid, at timestamptz, hazard text, level smallint, state text, region text, area text,
       cell text, lng float8, lat float8)
     on conflict (report) do update set at = excluded.at, hazard = excluded.hazard, level = excluded.level, state = excluded.state,
       region = excluded.region, area = excluded.area, cell = excluded.cell, place = excluded.place`,
    values: [JSON.stringify(rows)],
  })
}

/** As they stand now: an entry of the log may be older than its report. */
export async function reportsToCount(client: Queryable, ids: string[]): Promise<Report[]> {
  const { rows } = await client.query<ReportRow>(
    `select ${reportColumns} from reports where id = any($1::uuid[]) and not drill`,
    [ids],
  )
  return rows.map(fromRow)
}

/** Where a page of what is still to be counted ended; the time as the database writes it, for a Date holds no microseconds. */
export type CountedUntil = { at: string; number: number }

/** The next ones that are not counted yet, by when they were seen: what lies together in time lies together on the disk. */
export async function uncounted(
  client: Queryable,
  after: CountedUntil,
  limit: number,
): Promise<{ reports: Report[]; until: CountedUntil | undefined }> {
  const { rows } = await client.query<ReportRow & { until: string }>(
    `select ${reportColumns}, at::text as until from reports
     where (at, number) > ($1::timestamptz, $2::bigint) and not drill and not exists (select from counted where report = id)
     order by at, number limit $3`,
    [after.at, after.number, limit],
  )
  const last = rows.length < limit ? undefined : rows.at(-1)
  return { reports: rows.map(fromRow), until: last && { at: last.until, number: last.number } }
}

/** Whether everything is counted that was there before the log was first followed. */
export async function isCountedBefore(db: Queryable): Promise<boolean> {
  return (await db.query('select from counted_before')).rowCount === 1
}

export async function setCountedBefore(db: Queryable): Promise<void> {
  await db.query('insert into counted_before values (true) on conflict do nothing')
}

export type Question = {
  /** Seen at or after `from` and before `to`. */
  from: Date
  to: Date
  hazards?: HazardKey[]
  levels?: number[]
  states?: State[]
  regions?: string[]
  area?: string
  zone: string
  /** Periods of equal length, which are found much quicker. */
  even?: { seconds: number; phase: number } | undefined
  /** Of cells, and the bits that make one of this resolution out of a finer one. */
  cells?: Parents
}

export type Parents = { resolution: number; clear: string; set: string }

const publicStates: State[] = ['unverified', 'verified', 'resolved']

function conditions(question: Shown, bind: (value: unknown) => string): string {
  const { from, to, hazards, levels, states, regions, area } = question
  return [
    `at >= ${bind(from)} and at < ${bind(to)} and state = any(${bind(states ?? publicStates)})`,
    ...(hazards ? [`hazard = any(${bind(hazards)})`] : []),
    ...(levels ? [`level = any(${bind(levels)}::smallint[])`] : []),
    ...(regions ? [`region = any(${bind(regions)})`] : []),
    ...(area === undefined ? [] : [`area = ${bind(area)}`]),
  ].join(' and ')
}

const period = ({ seconds, phase }: { seconds: number; phase: number }, bind: (value: unknown) => string) =>
  `floor((date_part('epoch', at) - ${bind(phase)}::float8) / ${bind(seconds)}::float8)::int`

/** A cell that is told coarser already stays as it is. */
const cellAt = ({ resolution, clear, set }: Parents, bind: (value: unknown) => string) =>
  `case when (cell >> 52) & 15 > ${bind(resolution)}::int then cell & ${bind(clear)}::bigint | ${bind(set)}::bigint else cell end`

/** The counts of all groups that there are, or undefined where they are more than `most`. Keys stand in the order of the dimensions. */
export async function countsBy(
  db: Queryable,
  question: Question,
  by: readonly Dimension[],
  most: number,
): Promise<{ keys: (string | number | Date | null)[]; count: number }[] | undefined> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const keys = by.flatMap((dimension): string[] => {
    switch (dimension) {
      case 'hour':
      case 'day':
      case 'week':
      case 'month':
      case 'year':
        return [
          question.even
            ? period(question.even, bind)
            : `date_trunc('${dimension}', at, ${bind(question.zone)})`,
        ]
      case 'cell':
        return question.cells ? [`(${cellAt(question.cells, bind)})`] : []
      default:
        return [dimension]
    }
  })
  const told = keys.map((_, at) => {
    const dimension = by[at]
    const { even } = question
    if (dimension === 'cell') return `to_hex(k${at}) as k${at}`
    if (!even || !dimension || !isStep(dimension)) return `k${at}`
    return `to_timestamp(k${at} * ${bind(even.seconds)}::float8 + ${bind(even.phase)}::float8) as k${at}`
  })
  const { rows } = await db.query<Record<string, string | number | Date | null> & { count: number }>(
    `select ${[...told, 'count'].join(', ')} from (
       select ${[...keys.map((key, at) => `${key} as k${at}`), 'count(*)::int as count'].join(', ')} from counted
       where ${conditions(question, bind)} ${keys.length > 0 ? `group by ${keys.map((_, at) => at + 1).join(', ')}` : ''}
       limit ${bind(most + 1)}
     ) as grouped`,
    values,
  )
  if (rows.length > most) return undefined
  return rows.map(row => ({ keys: keys.map((_, at) => row[`k${at}`] ?? null), count: row.count }))
}

/** What is drawn on a map: everything asked for of a span, by when and what it was. */
export type Shown = Omit<Question, 'zone' | 'even' | 'cells'>

/** A crowd stands in the middle of its reports; `only`: the one report of a crowd of one. */
export type Crowd = { lng: number; lat: number; count: number; worst: number; only: string | null }

/** Reports by cell. A cell that reaches out of the box may be told in part: the box has to be wider than what is wanted, by a cell. */
export async function crowdsIn(
  db: Queryable,
  shown: Shown,
  cells: Parents,
  box: Bounds | undefined,
): Promise<Crowd[]> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await db.query<Crowd>(
    `select lng, lat, count, worst, case when count = 1 then (select report from counted as one where one.ctid = crowd.first) end as only
     from (
       select avg(ST_X(place))::float8 as lng, avg(ST_Y(place))::float8 as lat, count(*)::int as count, max(level)::int as worst, min(ctid) as first
       from counted where ${conditions(shown, bind)}${inBox(box, bind)} group by ${cellAt(cells, bind)}
     ) as crowd`,
    values,
  )
  return rows
}

/** The reports in a box, or undefined where they are more than `most`. */
export async function countedIn(
  db: Queryable,
  shown: Shown,
  box: Bounds,
  most: number,
): Promise<string[] | undefined> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await db.query<{ report: string }>(
    `select report from counted where ${conditions(shown, bind)}${inBox(box, bind)} limit ${bind(most + 1)}`,
    values,
  )
  return rows.length > most ? undefined : rows.map(({ report }) => report)
}

const inBox = (box: Bounds | undefined, bind: (value: unknown) => string) =>
  box ? ` and place && ST_MakeEnvelope(${box.map(bind).join(', ')}, 4326)` : ''
