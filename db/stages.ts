// The table of a case's states: what follows on each, and how long it may take.
import type { Stage, StageRule } from '../server/domain/case.ts'
import type { Queryable } from './connect.ts'

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
