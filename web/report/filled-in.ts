// What a citizen has filled in so far.
import type { Answers, LngLat } from '../../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../../server/domain/hazards/index.ts'

export type Placed = {
  point: LngLat
  by: 'location' | 'pin' | 'name'
  /** A name that was typed and found, with what surrounds it. */
  name?: string
  /** Metres, as the phone says. */
  accuracy?: number
}

export type Draft = {
  /** Made once a report: however often it is sent, it is one report. */
  key: string
  begunAt: string
  hazard: HazardKey | null
  answers: Answers
  /** Questions that the citizen chose to leave open. */
  skipped: string[]
  place: Placed | null
  words: string
  /** Words, photos and the exact place are for officers alone. */
  secret?: boolean
  /** What only a program fills in. */
  website?: string
  /** Earned for its key. */
  ticket?: string
}
