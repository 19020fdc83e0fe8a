// Everything that one message may say at once: "banjir selutut di kemang raya, air naik terus, tolong ada lansia".
// Rules and word lists alone, so that it works without a network and can be read and tested.
import { type HazardKey, hazardOf } from '../hazards/index.ts'
import { hearHazard } from '../hearing.ts'
import { depthIn } from './depth.ts'
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

export function understand(text: string): Understood {
  const named = hearHazard(text)
  const told = named === undefined || named === 'flood' ? depthIn(text) : undefined
  const hazard = named ?? (told === undefined ? undefined : 'flood')
  return {
    hazard,
    depth: told === undefined ? undefined : onScale(told),
    trend: hazard === 'flood' ? trendIn(text) : undefined,
    rescue: needsRescue(text),
  }
}

/** In steps of 5 cm like the form, from its least to its most. */
function onScale(depth: number): number | undefined {
  const question = hazardOf('flood').questions.find(({ kind }) => kind === 'depth')
  if (question?.kind !== 'depth') return undefined
  return Math.min(Math.max(Math.round(depth / 5) * 5, question.min), question.max)
}
