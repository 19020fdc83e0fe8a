// The reports of a case, and the incident that one is opened for.
import type { Level } from '../server/domain/hazards/hazard.ts'
import type { Report } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

/** Reports of the case $1: by rows of their own, and those of its incidents that have none elsewhere. */
const inCase = `(id in (select member from case_members where "case" = $1 and kind = 'report')
  or (incident in (select member from case_members where "case" = $1 and kind = 'incident')
    and not exists (select from case_members where member = reports.id)))`

export async function reportsOfCase(db: Queryable, id: string): Promise<Report[]> {
  const { rows } = await db.query<ReportRow>(
    `select ${reportColumns} from reports
     where ${inCase}
     order by id`,
    [id],
  )
  return rows.map(fromRow)
}

/** What a case is made from when it is opened: an incident and whether it stands. */
export async function incidentFacts(
  db: Queryable,
  id: string,
): Promise<{ hazard: Report['hazard']; drill: boolean; region: string | null; level: Level } | undefined> {
  const { rows } = await db.query<{
    hazard: Report['hazard']
    drill: boolean
    region: string | null
    level: Level
  }>(
    `select hazard, drill, body->>'region' as region, level from incidents where id = $1 and gone_into is null`,
    [id],
  )
  return rows[0]
}

/** The worst level of what is open in a case, and what the latest of it say. */
export async function pressureOf(db: Queryable, id: string): Promise<{ level: Level; words: string[] }> {
  const { rows } = await db.query<{ level: Level; words: string }>(
    `select max(level) over () as level, words from reports
     where state in ('unverified', 'verified', 'held') and ${inCase}
     order by at desc limit 300`,
    [id],
  )
  return { level: rows[0]?.level ?? 0, words: rows.map(({ words }) => words) }
}

export async function statesOfCase(db: Queryable, id: string): Promise<Set<Report['state']>> {
  const { rows } = await db.query<{ state: Report['state'] }>(
    `select distinct state from reports
     where ${inCase}`,
    [id],
  )
  return new Set(rows.map(({ state }) => state))
}

/** Those of the reports that belong to one of the incidents. */
export async function incidentMembers(
  db: Queryable,
  incidents: string[],
  reports: string[],
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from reports where incident = any($1) and id = any($2)',
    [incidents, reports],
  )
  return rows.map(({ id }) => id)
}
