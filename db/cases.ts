// The tables of cases, their members and their steps. Whoever writes a case holds its row, and takes rows of cases before rows of reports:
// so officers and the incident builder never wait for each other in a circle.
import type { Case, CaseStep, StepName, Thing } from '../server/domain/case.ts'
import type { Queryable } from './connect.ts'
import { appendEntries } from './log.ts'

type Row = Omit<Case, 'since' | 'due' | 'claimedBy' | 'incidents' | 'reports'> & {
  since: Date
  due: Date | null
  claimed_by: string | null
  incidents: string[] | null
  reports: string[] | null
}

const columns = `cases.id, number, version, drill, hazard, region, stage, since, due, escalated, claimed_by, agency, words, question, closed,
  (select array_agg(member order by member) from case_members where "case" = cases.id and kind = 'incident') as incidents,
  (select array_agg(member order by member) from case_members where "case" = cases.id and kind = 'report') as reports`

const fromRow = ({ claimed_by, since, due, incidents, reports, ...row }: Row): Case => ({
  ...row,
  since: since.toISOString(),
  due: due?.toISOString() ?? null,
  claimedBy: claimed_by,
  incidents: incidents ?? [],
  reports: reports ?? [],
})

export async function caseById(db: Queryable, id: string): Promise<Case | undefined> {
  const { rows } = await db.query<Row>(`select ${columns} from cases where id = $1`, [id])
  return rows[0] && fromRow(rows[0])
}

/** Cases that stand; the resolved ones as long as they are younger than `since`. */
export async function standingCases(db: Queryable, since: Date): Promise<Case[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from cases where closed is null and (stage <> 'resolved' or since > $1) order by number`,
    [since],
  )
  return rows.map(fromRow)
}

/** The case that a thing is in, by its own row or by its incident's. */
export async function caseIdOf(db: Queryable, thing: Thing): Promise<string | undefined> {
  if ('case' in thing) return thing.case
  const { rows } = await db.query<{ case: string }>(
    'incident' in thing
      ? `select "case" from case_members where member = $1 and kind = 'incident'`
      : `select coalesce(own."case", theirs."case") as "case"
         from reports left join case_members own on own.member = reports.id
           left join case_members theirs on theirs.member = reports.incident
         where reports.id = $1 and coalesce(own."case", theirs."case") is not null`,
    ['incident' in thing ? thing.incident : thing.report],
  )
  return rows[0]?.case
}

/** Holds the rows until the transaction ends, always in the same order. */
export async function lockCases(client: Queryable, ids: string[]): Promise<Map<string, Case>> {
  if (ids.length === 0) return new Map()
  await client.query('select from cases where id = any($1) order by id for update', [ids])
  const { rows } = await client.query<Row>(`select ${columns} from cases where id = any($1)`, [ids])
  return new Map(rows.map(row => [row.id, fromRow(row)]))
}

/** A new case; its number is the database's. It is not in the log before `writeCase`. */
export async function insertCase(client: Queryable, one: Omit<Case, 'number'>): Promise<Case> {
  const { rows } = await client.query<{ number: number }>(
    `insert into cases (id, number, version, drill, hazard, region, stage, since, due, claimed_by, agency)
     values ($1, nextval('case_numbers'), 0, $2, $3, $4, $5, $6, $7, $8, $9) returning number`,
    [one.id, one.drill, one.hazard, one.region, one.stage, one.since, one.due, one.claimedBy, one.agency],
  )
  return { ...one, version: 0, number: rows[0]?.number ?? 0 }
}

/** Writes a locked case with its next version, and its entry in the log with the members that it has now. */
export async function writeCase(client: Queryable, changed: Case): Promise<Case> {
  await client.query(
    `update cases set version = version + 1, stage = $2, since = $3, due = $4, escalated = $5, claimed_by = $6, agency = $7, words = $8,
       question = $9, closed = $10 where id = $1`,
    [
      changed.id,
      changed.stage,
      changed.since,
      changed.due,
      changed.escalated,
      changed.claimedBy,
      changed.agency,
      changed.words,
      changed.question,
      changed.closed,
    ],
  )
  const written = await caseById(client, changed.id)
  if (!written) throw new Error('A case vanished while it was written.')
  await appendEntries(client, [{ kind: 'case', subject: written.id, body: written }])
  return written
}

/** A member that went from one case to another; null: from or to none. */
export type Move = { member: string; kind: 'incident' | 'report'; from: string | null; to: string | null }

/** Moves each member that is still where it is said to be; answers those that moved. */
export async function moveMembers(client: Queryable, moves: Move[]): Promise<Move[]> {
  const done: Move[] = []
  for (const move of moves) {
    const { member, kind, from, to } = move
    const [text, values] =
      from === null
        ? [
            `insert into case_members (member, kind, "case") values ($1, $2, $3) on conflict do nothing`,
            [member, kind, to],
          ]
        : to === null
          ? [`delete from case_members where member = $1 and "case" = $2`, [member, from]]
          : [`update case_members set "case" = $3 where member = $1 and "case" = $2`, [member, from, to]]
    const { rowCount } = await client.query(text, values)
    if (rowCount === 1) done.push(move)
  }
  return done
}

/** The rows that stand for themselves, of all these members. */
export async function rowsOf(
  client: Queryable,
  members: string[],
): Promise<Map<string, { kind: Move['kind']; case: string }>> {
  if (members.length === 0) return new Map()
  const { rows } = await client.query<{ member: string; kind: Move['kind']; case: string }>(
    `select member, kind, "case" from case_members where member = any($1)`,
    [members],
  )
  return new Map(rows.map(({ member, ...row }) => [member, row]))
}

/** What a step changed, as it takes to undo it. */
export type Before = {
  case: Case
  moves: Move[]
  decided: { id: string; before: string; after: string }[]
}

export type StepWriting = {
  step: string
  case: string
  at: Date
  officer: string
  what: StepName
  told: string | null
  before: Before | null
}

export async function writeStep(client: Queryable, step: StepWriting): Promise<void> {
  await client.query(
    `insert into case_steps (step, "case", at, officer, what, told, before) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      step.step,
      step.case,
      step.at,
      step.officer,
      step.what,
      step.told,
      step.before && JSON.stringify(step.before),
    ],
  )
}

/** Oldest first. The last that is not undone can be taken back. */
export async function stepsOf(db: Queryable, id: string): Promise<CaseStep[]> {
  const { rows } = await db.query<Omit<CaseStep, 'at'> & { at: Date }>(
    `select step, at, officer, what, told, undone, before is not null and not undone as undoable
     from case_steps where "case" = $1 order by seq`,
    [id],
  )
  const last = rows.findLast(({ undoable }) => undoable)
  return rows.map(row => ({ ...row, at: row.at.toISOString(), undoable: row === last }))
}

type StoredStep = { seq: number; step: string; case: string; what: StepName; before: Before }

/** The last step of a case that can be taken back (of that kind), with its rows for all cases that it concerned. */
export async function lastStep(client: Queryable, id: string, what?: StepName): Promise<StoredStep[]> {
  const { rows } = await client.query<StoredStep>(
    `select seq, step, "case", what, before from case_steps
     where step = (select step from case_steps where "case" = $1 and before is not null and not undone
       and what = coalesce($2, what) order by seq desc limit 1)
     order by seq`,
    [id, what ?? null],
  )
  return rows
}

/** Whether something that can be taken back has followed on any of the cases. */
export async function isFollowed(client: Queryable, steps: StoredStep[]): Promise<boolean> {
  const { rows } = await client.query(
    `select from case_steps join unnest($1::uuid[], $2::bigint[]) as own (id, own_seq) on "case" = id
     where seq > own_seq and before is not null and not undone and step <> $3 limit 1`,
    [steps.map(one => one.case), steps.map(({ seq }) => seq), steps[0]?.step],
  )
  return rows.length > 0
}

export async function markUndone(client: Queryable, step: string): Promise<void> {
  await client.query('update case_steps set undone = true where step = $1', [step])
}

/** The latest step by anyone: what the second of two officers is told. */
export async function latestStep(
  db: Queryable,
  id: string,
): Promise<{ officer: string; what: StepName } | undefined> {
  const { rows } = await db.query<{ officer: string; what: StepName }>(
    `select officer, what from case_steps where "case" = $1 order by seq desc limit 1`,
    [id],
  )
  return rows[0]
}

/** Cases whose time is over and of which not everybody was told yet. */
export async function dueCases(db: Queryable, now: Date): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select cases.id from cases join stages using (stage)
     where closed is null and (escalated = 0 and due <= $1
       or escalated = 1 and higher_hours is not null and due + higher_hours * interval '1 hour' <= $1)
     order by due limit 200`,
    [now],
  )
  return rows.map(({ id }) => id)
}
