// What officers ask the citizens of a case's reports, and what these answer.
import type { CaseQuestion } from '../server/domain/case.ts'
import type { Queryable } from './connect.ts'

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
