// In which stage a case stands and until when: read from the one table that an operator can change.

import { pressureOf, statesOfCase } from '../../db/case-reports.ts'
import { caseIdOf, lockCases, writeCase, writeStep } from '../../db/cases.ts'
import type { Queryable } from '../../db/connect.ts'
import { readStages, ruleOf } from '../../db/stages.ts'
import { type Case, dueOf, type Stage } from '../domain/case.ts'
import type { Refusal } from '../domain/refusal.ts'
import { needsRescue } from '../domain/understanding/situation.ts'

/** Holds the case that a report is in, if it is in any. */
export async function holdCaseOf(client: Queryable, report: string): Promise<Case | undefined> {
  const id = await caseIdOf(client, { report })
  return id === undefined ? undefined : (await lockCases(client, [id])).get(id)
}

type Entering = Pick<Case, 'stage' | 'since' | 'due' | 'escalated'>

/** What changes when a case enters a stage; `due`: a deadline of its own. */
export async function enterStage(
  client: Queryable,
  one: Case,
  stage: Stage,
  { at, due, unasked = false }: { at: Date; due?: string | undefined; unasked?: boolean },
): Promise<Entering | Refusal> {
  const rule = ruleOf(await readStages(client), stage)
  if (!unasked && !rule?.follows.includes(one.stage))
    return { refused: 'stage-wrong', details: { stage: one.stage } }
  const { level, words } = await pressureOf(client, one.id)
  const since = at.toISOString()
  return {
    stage,
    since,
    due: due ?? dueOf(rule, since, { level, rescue: words.some(needsRescue) }),
    escalated: 0,
  }
}

/** After a decision about one of its reports: whether the case is looked through, is over, or begins again. The row is held. */
export async function reviewStage(
  client: Queryable,
  one: Case,
  { officer, at, step }: { officer: string; at: Date; step: string },
): Promise<void> {
  const states = await statesOfCase(client, one.id)
  const isUndecided = states.has('unverified') || states.has('held')
  const isOver = !isUndecided && !states.has('verified')
  const stage = nextStage(one.stage, isUndecided, isOver)
  if (stage === one.stage || one.closed !== null) return
  const entered = await enterStage(client, one, stage, { at, unasked: true })
  if ('refused' in entered) return
  await writeCase(client, { ...one, ...entered })
  await writeStep(client, { step, case: one.id, at, officer, what: 'decided', told: stage, before: null })
}

function nextStage(stage: Stage, isUndecided: boolean, isOver: boolean): Stage {
  if (stage === 'new' || stage === 'checked') return isUndecided ? 'new' : isOver ? 'resolved' : 'checked'
  if (stage === 'working' && isOver) return 'resolved'
  return stage === 'resolved' && !isOver ? 'working' : stage
}
