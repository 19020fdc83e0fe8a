// What the answers of each hazard may be, checked with zod. Apart from the hazards, so that a form carries their words without zod.
import { z } from 'zod'
import type { Answers } from './hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from './index.ts'

const schemas = Object.fromEntries(hazardKeys.map(key => [key, hazardOf(key).answers(z)])) as Record<
  HazardKey,
  z.ZodType<Answers>
>

/** Said of any hazard: whether it grows, stays as it is, or eases. Never asked for with the report itself. */
const withTrend = z.object({ trend: z.enum(['rising', 'steady', 'falling']) })

/** The answers as they may be stored, or what is wrong with them. */
export function checkAnswers(hazard: HazardKey, given: unknown) {
  const whole = schemas[hazard].safeParse(given)
  const said = withTrend.safeParse(given)
  if (whole.success || !said.success) return whole
  const { trend: _, ...own } = given as Answers
  return schemas[hazard].transform(answers => ({ ...answers, ...said.data })).safeParse(own)
}
