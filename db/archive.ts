// Reports of a span of time, in pages from the newest to the oldest, and how many came in each hour.
import type { Report, State } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

export type Span = {
  /** Both ends belong to it. */
  from: Date
  to: Date
  states: State[]
  drill: boolean
  hazard: string | null
  /** Region codes as an archive's tags or our own column have them. */
  codes: string[] | null
  /** West, south, east, north in degrees. */
  box: readonly number[] | null
}

const inSpan = `at between $1 and $2 and state = any($3) and drill = $4
  and ($5::text is null or hazard = $5)
  and ($6::text[] is null or coalesce(tags->>'instance_region_code', region) = any($6))
  and ($7::float8[] is null or (ST_X(place::geometry) between ($7::float8[])[1] and ($7::float8[])[3]
    and ST_Y(place::geometry) between ($7::float8[])[2] and ($7::float8[])[4]))`

const valuesOf = ({ from, to, states, drill, hazard, codes, box }: Span) => [
  from,
  to,
  states,
  drill,
  hazard,
  codes,
  box,
]

const PAGE = 1_000
const LAST_NUMBER = '9223372036854775807'

/** Each page begins after the last report of the one before, so that reports which arrive meanwhile shift nothing. */
export async function* reportsOfSpan(db: Queryable, span: Span): AsyncGenerator<Report[]> {
  let after: { at: Date; number: number | string } = { at: span.to, number: LAST_NUMBER }
  for (;;) {
    const { rows } = await db.query<ReportRow>(
      `select ${reportColumns} from reports where ${inSpan} and (at, number) < ($8, $9)
       order by at desc, number desc limit ${PAGE}`,
      [...valuesOf(span), after.at, after.number],
    )
    yield rows.map(fromRow)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = { at: last.at, number: last.number }
  }
}

/** Reports by hours since 1970 in UTC; hours without any are left out. */
export async function countsByHour(db: Queryable, span: Span): Promise<Map<number, number>> {
  const { rows } = await db.query<{ hour: number; count: number }>(
    `select floor(extract(epoch from at) / 3600)::bigint as hour, count(*) from reports where ${inSpan} group by 1`,
    valuesOf(span),
  )
  return new Map(rows.map(({ hour, count }) => [hour, count]))
}
