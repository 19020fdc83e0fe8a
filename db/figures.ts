// The figures by which the public holds the agencies to account: how long reports waited, what is open and overdue, and when reports came in.
// Drills and archives do not count: nobody waited for an answer to them.
import type { HazardKey } from '../server/domain/hazards/index.ts'
import type { Queryable } from './connect.ts'

export type Span = { from: Date; to: Date }

/** Of all (every key null), or of one agency, province or local area. Medians in seconds; null where there was none yet. */
export type Waiting = {
  by: 'all' | 'agency' | 'region' | 'area'
  key: string | null
  name: string | null
  reports: number
  verified: number
  verifyMedian: number | null
  answered: number
  answerMedian: number | null
  resolved: number
  resolveMedian: number | null
}

/** Reports that came in within the span: from when each came until an officer verified it, until somebody was answered, and until it was over. */
export async function waitingTimes(db: Queryable, { from, to }: Span): Promise<Waiting[]> {
  const { rows } = await db.query<Waiting>(
    `with given as materialized (
       select reports.id, reports.region, areas.id as area, areas.name as area_name, received_at, cases.agency
       from reports left join areas on areas.id = reports.area
         left join case_members own on own.member = reports.id
         left join case_members theirs on theirs.member = reports.incident
         left join cases on cases.id = coalesce(own."case", theirs."case")
       where (case when expires_at <= received_at then at else received_at end) >= $1
         and (case when expires_at <= received_at then at else received_at end) < $2
         and expires_at > received_at and not reports.drill and reports.state <> 'withdrawn'
     ), decided as (
       select report, min(at) filter (where action = 'verified') as verified, min(at) filter (where action = 'resolved') as resolved,
         min(at) filter (where action in ('verified', 'dismissed', 'resolved')) as decided
       from audit where report in (select id from given) group by report
     ), asked as (
       select report, min(asked_at) as asked from questions where report in (select id from given) group by report
     ), waited as (
       select given.*, extract(epoch from verified - received_at)::float8 as verify,
         extract(epoch from least(decided, asked) - received_at)::float8 as answer, extract(epoch from resolved - received_at)::float8 as resolve
       from given left join decided on decided.report = given.id left join asked on asked.report = given.id
     )
     select case when grouping(agency) = 0 then 'agency' when grouping(region) = 0 then 'region' when grouping(area) = 0 then 'area' else 'all' end as by,
       case when grouping(agency) = 0 then agency when grouping(region) = 0 then region when grouping(area) = 0 then area end as key,
       coalesce((select name from agencies where key = agency), area_name) as name,
       count(*)::int as reports, count(verify)::int as verified, count(answer)::int as answered, count(resolve)::int as resolved,
       percentile_cont(0.5) within group (order by verify) as "verifyMedian",
       percentile_cont(0.5) within group (order by answer) as "answerMedian",
       percentile_cont(0.5) within group (order by resolve) as "resolveMedian"
     from waited
     group by grouping sets ((), (agency), (region), (area, area_name))
     order by reports desc, key`,
    [from, to],
  )
  return rows
}

/** Cases that stand now, whenever they were opened. `agency` null: no agency has them. */
export type Standing = {
  agency: string | null
  name: string | null
  region: string | null
  open: number
  overdue: number
}

export async function standingWork(db: Queryable, now: Date): Promise<Standing[]> {
  const { rows } = await db.query<Standing>(
    `select agency, agencies.name, region, count(*)::int as open, count(*) filter (where due < $1)::int as overdue
     from cases left join agencies on agencies.key = agency
     where closed is null and stage <> 'resolved' and not drill
     group by agency, agencies.name, region order by open desc, agency, region`,
    [now],
  )
  return rows
}

/** Public reports of the span by the hour of the day in a time zone, 0 to 23. */
export type Hourly = { hazard: HazardKey; hour: number; count: number }

export async function hoursOfDay(db: Queryable, { from, to }: Span, timeZone: string): Promise<Hourly[]> {
  const { rows } = await db.query<Hourly>(
    `select hazard, extract(hour from at at time zone $3)::int as hour, count(*)::int as count from reports
     where (case when expires_at <= received_at then at else received_at end) >= $1
       and (case when expires_at <= received_at then at else received_at end) < $2
       and not drill and state in ('unverified', 'verified', 'resolved')
     group by 1, 2 order by 1, 2`,
    [from, to, timeZone],
  )
  return rows
}
