// What the desk's work reads of reports and incidents, the table of states and deadlines, and the questions to citizens.
import type { CaseQuestion, Stage, StageRule } from '../server/domain/case.ts'
import type { Level } from '../server/domain/hazards/hazard.ts'
import type { Report } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

export async function readStages(db: Queryable): Promise<StageRule[]> {
  const { rows } = await db.query<StageRule>(
    `select stage, follows, hours, told, higher_hours as "higherHours" from stages order by place`,
  )
  return rows
}

/** Held until the transaction ends, so that two administrators do not overwrite each other. */
export async function lockStage(client: Queryable, stage: Stage): Promise<StageRule | undefined> {
  const { rows } = await client.query<StageRule>(
    `select stage, follows, hours, told, higher_hours as "higherHours" from stages where stage = $1 for update`,
    [stage],
  )
  return rows[0]
}

export async function changeStage(client: Queryable, rule: StageRule): Promise<boolean> {
  const { rowCount } = await client.query(
    'update stages set follows = $2, hours = $3, told = $4, higher_hours = $5 where stage = $1',
    [rule.stage, rule.follows, rule.hours, rule.told, rule.higherHours],
  )
  return rowCount === 1
}

export const ruleOf = (rules: StageRule[], stage: Stage): StageRule | undefined =>
  rules.find(rule => rule.stage === stage)

/** All reports of a case: by rows of their own, and those of its incidents that have none elsewhere. */
export async function reportsOfCase(db: Queryable, id: string): Promise<Report[]> {
  const { rows } = await db.query<ReportRow>(
    `select ${reportColumns} from reports
     where id in (select member from case_members where "case" = $1 and kind = 'report')
       or (incident in (select member from case_members where "case" = $1 and kind = 'incident')
         and not exists (select from case_members where member = reports.id))
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

type QuestionRow = Omit<CaseQuestion, 'askedAt' | 'answeredAt'> & {
  asked_at: Date
  answered_at: Date | null
}
const questionColumns = 'id, report, officer, words, asked_at, answer, answered_at'

const asQuestion = ({ asked_at, answered_at, ...row }: QuestionRow): CaseQuestion => ({
  ...row,
  askedAt: asked_at.toISOString(),
  answeredAt: answered_at?.toISOString() ?? null,
})

export async function insertQuestion(
  client: Queryable,
  question: { id: string; report: string; case: string; officer: string; words: string; at: Date },
): Promise<void> {
  await client.query(
    `insert into questions (id, report, "case", officer, words, asked_at) values ($1, $2, $3, $4, $5, $6)`,
    [question.id, question.report, question.case, question.officer, question.words, question.at],
  )
}

/** Oldest first. */
export async function questionsOfCase(db: Queryable, id: string): Promise<CaseQuestion[]> {
  const { rows } = await db.query<QuestionRow>(
    `select ${questionColumns} from questions where "case" = $1 order by asked_at`,
    [id],
  )
  return rows.map(asQuestion)
}

export async function questionsOfReport(db: Queryable, report: string): Promise<CaseQuestion[]> {
  const { rows } = await db.query<QuestionRow>(
    `select ${questionColumns} from questions where report = $1 order by asked_at`,
    [report],
  )
  return rows.map(asQuestion)
}

/** The case of a question that has no answer yet. */
export async function caseOfQuestion(db: Queryable, id: string): Promise<string | undefined> {
  const { rows } = await db.query<{ case: string }>(
    `select "case" from questions where id = $1 and answer is null`,
    [id],
  )
  return rows[0]?.case
}

/** False when it was answered before. */
export async function putAnswer(
  client: Queryable,
  { question, words, at }: { question: string; words: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    'update questions set answer = $2, answered_at = $3 where id = $1 and answer is null',
    [question, words, at],
  )
  return rowCount === 1
}

/** The worst level of what is open in a case, and what the latest of it say. */
export async function pressureOf(db: Queryable, id: string): Promise<{ level: Level; words: string[] }> {
  const { rows } = await db.query<{ level: Level; words: string }>(
    `select max(level) over () as level, words from reports
     where state in ('unverified', 'verified', 'held') and (
       id in (select member from case_members where "case" = $1 and kind = 'report')
       or (incident in (select member from case_members where "case" = $1 and kind = 'incident')
         and not exists (select from case_members where member = reports.id)))
     order by at desc limit 300`,
    [id],
  )
  return { level: rows[0]?.level ?? 0, words: rows.map(({ words }) => words) }
}

export async function statesOfCase(db: Queryable, id: string): Promise<Set<Report['state']>> {
  const { rows } = await db.query<{ state: Report['state'] }>(
    `select distinct state from reports
     where id in (select member from case_members where "case" = $1 and kind = 'report')
       or (incident in (select member from case_members where "case" = $1 and kind = 'incident')
         and not exists (select from case_members where member = reports.id))`,
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
