// Everything that one message may say at once: "banjir selutut di kemang raya, air naik terus, tolong ada lansia".
// Rules and word lists alone, so that it works without a network and can be read and tested.
import type { Question } from '../hazards/hazard.ts'
import { type HazardKey, hazardOf } from '../hazards/index.ts'
import { hearHazard } from '../hearing.ts'
import { depthAnswered, depthIn } from './depth.ts'
import { needsRescue, type Trend, trendIn } from './situation.ts'

export { needsRescue }

export type Understood = {
  hazard?: HazardKey | undefined
  /** Centimetres of water, within the scale of the form. */
  depth?: number | undefined
  trend?: Trend | undefined
  /** Somebody has to be brought out of danger. */
  rescue: boolean
}

const scale = hazardOf('flood').questions.find(question => question.kind === 'depth')

export function understand(text: string): Understood {
  const named = hearHazard(text)
  const told = named === undefined || named === 'flood' ? depthIn(text) : undefined
  const hazard = named ?? (told === undefined ? undefined : 'flood')
  return {
    hazard,
    depth: told === undefined || !scale ? undefined : onScale(told, scale),
    trend: hazard === 'flood' ? trendIn(text) : undefined,
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
