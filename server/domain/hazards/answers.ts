// What the answers of each hazard may be, checked with zod. Apart from the hazards, so that a form carries their words without zod.
import { z } from 'zod'
import type { Answers } from './hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from './index.ts'

const schemas = Object.fromEntries(hazardKeys.map(key => [key, hazardOf(key).answers(z)])) as Record<
  HazardKey,
  z.ZodType<Answers>
>

/** The answers as they may be stored, or what is wrong with them. */
export const checkAnswers = (hazard: HazardKey, given: unknown) => schemas[hazard].safeParse(given)
