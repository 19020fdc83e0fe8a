// What a citizen wants to be told of: a place with a reach, or a local area; which hazards, from which level on, and when to be left alone.
import type { Level, LngLat } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'

export type Subscription = {
  id: string
  /** What the citizen calls it or typed. */
  name: string
  /** One of the two. */
  where: { place: LngLat; metres: number } | { area: string }
  /** Null: all. */
  hazards: HazardKey[] | null
  /** From this level on. */
  level: Level
  /** Minutes of the local day; it may go over midnight. */
  quiet: { from: number; until: number } | null
  timeZone: string
  /** Wants to be told of drills as well; nobody is unless they ask for it. */
  drills: boolean
  /** Taken back; it can still be had again for an hour. */
  removed: boolean
}

export const SUBSCRIPTIONS_LIMIT = 5
/** Metres. */
export const REACH = { least: 1_000, most: 50_000 }
/** Kilometres to choose from around a place that is known so exactly, m: nobody means 3 km around the middle of a regency. The second is usual. */
export const reachesAround = (exactness = 0): number[] =>
  exactness > 10_000 ? [15, 25, 50] : exactness > 4_000 ? [5, 10, 25] : [1, 3, 5, 10]

/** What nobody has to choose: every hazard that is more than unknown, sleep from ten to five, and no drills. */
export const DEFAULTS = {
  hazards: null,
  level: 1,
  quiet: { from: 22 * 60, until: 5 * 60 },
  drills: false,
} as const

/** `area`: the imported area of that name; `exactness` in metres. */
export type FollowedPlace = LngLat & { name: string; area?: string; exactness?: number }

/** Where the dialogue about a new one stands: its place is asked for, or is known and its reach is asked for. */
export type Subscribing = { place?: FollowedPlace; others?: FollowedPlace[] }
