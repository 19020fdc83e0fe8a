// How well citizens' words are understood, held against what the same reports measured: the slider's depth, the chosen hazard, the point.
import { distance } from '@turf/distance'
import type { LngLat } from '../hazards/hazard.ts'
import type { HazardKey } from '../hazards/index.ts'
import { understand } from './index.ts'
import { placeIn } from './place.ts'

export type Sample = { words: string; hazard: HazardKey; depth: number | undefined; place: LngLat }

export type Evaluation = {
  texts: number
  /** Of the texts with a measured depth: in how many one is found, and how far off it is there. */
  depth: { n: number; found: number; medianErrorCm: number | null; within30cm: number | null }
  /** Of the texts that tell a hazard: in how many it is the reported one. */
  hazard: { n: number; accuracy: number | null }
  /** Of all texts: how many name a place that the gazetteer knows, and how far that is from the report. */
  place: { n: number; found: number; medianErrorKm: number | null; within2km: number | null }
  rescue: { n: number }
}

/** Add samples one by one; `result` may be asked at any time. Reports without words say nothing of how words are understood. */
export function createEvaluation() {
  let [texts, sliders, hazards, right, rescues] = [0, 0, 0, 0, 0]
  const depthErrors: number[] = []
  const placeErrors: number[] = []

  return {
    add({ words, hazard, depth, place }: Sample): void {
      if (words.trim() === '') return
      texts++
      const understood = understand(words)
      if (understood.rescue) rescues++
      if (depth !== undefined) {
        sliders++
        if (understood.depth !== undefined) depthErrors.push(Math.abs(understood.depth - depth))
      }
      if (understood.hazard) {
        hazards++
        if (understood.hazard === hazard) right++
      }
      const found = placeIn(words)
      if (found) placeErrors.push(distance([found.place.lng, found.place.lat], [place.lng, place.lat]))
    },
    result: (): Evaluation => ({
      texts,
      depth: {
        n: sliders,
        found: depthErrors.length,
        medianErrorCm: median(depthErrors),
        within30cm: share(depthErrors, 30),
      },
      hazard: { n: hazards, accuracy: hazards === 0 ? null : rounded(right / hazards) },
      place: {
        n: texts,
        found: placeErrors.length,
        medianErrorKm: median(placeErrors),
        within2km: share(placeErrors, 2),
      },
      rescue: { n: rescues },
    }),
  }
}

const rounded = (value: number) => Math.round(value * 1_000) / 1_000

function median(errors: number[]): number | null {
  const sorted = errors.toSorted((a, b) => a - b)
  const middle = sorted[sorted.length >> 1]
  return middle === undefined ? null : rounded(middle)
}

const share = (errors: number[], limit: number): number | null =>
  errors.length === 0 ? null : rounded(errors.filter(error => error <= limit).length / errors.length)
