// Everything that one message may say at once: "banjir selutut di kemang raya, air naik terus, tolong ada lansia".
// Rules and word lists alone, so that it works without a network and can be read and tested.
import type { Answers, Question } from '../hazards/hazard.ts'
import { type HazardKey, hazardOf } from '../hazards/index.ts'
import { hearHazard } from '../hearing.ts'
import { damageIn } from './damage.ts'
import { depthAnswered, toldDepthIn } from './depth.ts'
import { hintedDepthIn } from './hinted-depth.ts'
import { movesWater, needsRescue, type Trend, trendIn } from './situation.ts'

export { needsRescue }

export type Understood = {
  hazard?: HazardKey | undefined
  /** Centimetres of water, within the scale of the form; a mere hint at it does not make the hazard a flood. */
  depth?: number | undefined
  trend?: Trend | undefined
  /** All that the text answers of the hazard's questions, depth and trend among them. */
  answers: Answers
  /** Somebody has to be brought out of danger. */
  rescue: boolean
}

const scale = hazardOf('flood').questions.find(question => question.kind === 'depth')

/** `about`: the hazard that it is said of, where that is known and the text names none. */
export function understand(text: string, about?: HazardKey): Understood {
  const named = hearHazard(text) ?? about
  const told = named === undefined || named === 'flood' ? toldDepthIn(text) : undefined
  const hazard = named ?? (told !== undefined || movesWater(text) ? 'flood' : undefined)
  const water = told ?? (hazard === undefined || hazard === 'flood' ? hintedDepthIn(text) : undefined)
  const depth = water === undefined || !scale ? undefined : onScale(water, scale)
  const trend = hazard === 'flood' ? trendIn(text) : undefined
  return {
    hazard,
    depth,
    trend,
    answers: {
      ...(hazard && damageIn(hazard, text)),
      ...(hazard === 'flood' && depth !== undefined && { depth }),
      ...(trend !== undefined && { trend }),
    },
    rescue: needsRescue(text),
  }
}

type DepthQuestion = Extract<Question, { kind: 'depth' }>

/** The same for the answer to a question of depth. */
export function hearDepth(text: string, question: DepthQuestion): number | undefined {
  const told = depthAnswered(text)
  return told === undefined ? undefined : onScale(told, question)
}

/** Whole centimetres; beyond the scale is its end. */
const onScale = (depth: number, { min, max }: DepthQuestion) =>
  Math.min(Math.max(Math.round(depth), min), max)
