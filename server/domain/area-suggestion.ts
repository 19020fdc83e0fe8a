// What state a local area most likely has, from the reports in and around it: one formula of few figures, the same live and in `evaluate-areas`.
// Agencies' states outlive reports by many hours and cover neighbours that nobody reported, so water holds on in time and reaches out in space.
import type { Trend } from './member.ts'

/** A report of a flood, as far as the formula looks at it. Times in ms since 1970, depth in cm. */
export type Sighting = {
  at: number
  depth: number | null
  trend: Trend | null
  verified: boolean
}

/** `metres` from the area's border; 0 inside. */
export type Near = { sighting: Sighting; metres: number }

/** 1 unknown, use caution · 2 minor, up to 70 cm · 3 moderate, up to 150 cm · 4 severe. */
export type AreaState = 1 | 2 | 3 | 4

/** What speaks for or against the state; said in the reader's language (`area.reason.<kind>`). */
export type Reason =
  | { kind: 'inside'; count: number; latest: string }
  | { kind: 'beside'; count: number }
  | { kind: 'depth'; depth: number }
  | { kind: 'verified'; count: number }
  | { kind: 'around'; percent: number }
  | { kind: 'falling'; count: number }
  | { kind: 'dry'; count: number }

export type Suggestion = { state: AreaState; score: number; reasons: Reason[] }

/**
 * Where an agency lists all areas of a city, most of them are dry: an area is suggested for what was seen in it, or where nearly all about it are
 * wet. Where it lists only some, chosen because they flood, one that nobody reported is as likely wet as those around: what is seen reaches further
 * and is sooner old.
 */
type Manner = {
  /** Water stays as it was reported for so long, then what is left of it halves again and again, hours. */
  holdHours: number
  halfHours: number
  /** What the wet share of all areas around says. */
  around: number
  /** From this score on an area is suggested. */
  least: number
}
export type Listing = 'all' | 'chosen'

/**
 * Tuned on some 200 simulated floods over Jakarta in which the naive rule ('a report inside within six hours') has an F1 of about 0.41: rivers and
 * basins, agencies that follow reports, neighbourhoods, villages, the real reports of 2020; not on any agency's own states: those we have not.
 * On 90 others the F1 is 1.44 times the naive rule's in the mean, at least 1.5 times in half of them and below it in a fifth: 1.57 times where
 * only chosen areas are listed, 1.12 where all are. The optimum is flat. What is missing cannot be read from reports: how long states stand, and how
 * many reports are of puddles. With the threshold that suits each flood best, 60% of those tuned on with chosen areas would reach 1.5, against 52%.
 */
export const figures = {
  /** A report beside the border counts e times less with every so many metres: a phone is no more exact. */
  borderMetres: 30,
  /** How soon several reports make certain: one of ordinary depth alone makes 0.86. */
  certainty: 2,
  /** What the wet share of the next areas says, squared: one wet neighbour is chance, all of them are water. */
  next: 2.5,
  /** How far the next areas and those around reach: each counts e times less with every so many metres. */
  nextMetres: 500,
  aroundMetres: 3_000,
  all: { holdHours: 12, halfHours: 6, around: 0.5, least: 0.85 },
  chosen: { holdHours: 6, halfHours: 3, around: 2.2, least: 0.4 },
} as const satisfies Record<string, number | Manner>

/** Ground that no area covers, as so many areas: one neighbour alone, or one of few, does not make the whole share. */
export const unknownGround: Surroundings = { next: 1, around: 4 }

/** Depth of a report that says none, and what it weighs per centimetre: ankle-deep water is often a street's alone. */
const ORDINARY_CM = 30
const weightOf = ({ depth, verified }: Sighting): number =>
  (0.6 + Math.min(depth ?? ORDINARY_CM, 100) / 75) * (verified ? 1.5 : 1)
/** Water that is said to fall has used up its hold; what was seen before somebody stood in the dry keeps a quarter. */
const DRY_LEAVES = 0.25
const HOUR_MS = 3_600_000
/** Of reports beyond, nothing is left. */
export const FORGOTTEN_MS = (figures.all.holdHours + 10 * figures.all.halfHours) * HOUR_MS
/** Beyond, a report beside the area says nothing. */
export const BESIDE_METRES = 4 * figures.borderMetres

const isDry = ({ depth }: Sighting) => depth === 0

/** What a report still says of the water in an area. */
function left({ sighting, metres }: Near, lastDry: number, now: number, listing: Listing): number {
  const { holdHours, halfHours }: Manner = figures[listing]
  const age = now - sighting.at
  if (age < 0 || age > FORGOTTEN_MS || isDry(sighting)) return 0
  const hold = sighting.trend === 'falling' ? 0 : holdHours
  const fading = 0.5 ** (Math.max(0, age / HOUR_MS - hold) / halfHours)
  const near = Math.exp(-metres / figures.borderMetres)
  return weightOf(sighting) * near * fading * (sighting.at < lastDry ? DRY_LEAVES : 1)
}

const lastDryOf = (near: readonly Near[], now: number): number =>
  Math.max(
    ...near.map(({ sighting, metres }) =>
      metres === 0 && isDry(sighting) && sighting.at <= now ? sighting.at : 0,
    ),
    0,
  )

/** How sure an area's own reports make of water in it, 0 to 1. Reports after `now` are not looked at. */
export function wetness(near: readonly Near[], now: number, listing: Listing): number {
  const lastDry = lastDryOf(near, now)
  const water = near.reduce((sum, one) => sum + left(one, lastDry, now, listing), 0)
  return 1 - Math.exp(-figures.certainty * water)
}

/** The wet share of the areas about one, 0 to 1: each as wet as its own reports or its agency's state make it, nearer ones weighing more. */
export type Surroundings = { next: number; around: number }

export function suggest(
  near: readonly Near[],
  wet: number,
  { next, around }: Surroundings,
  now: number,
  listing: Listing,
): Suggestion | undefined {
  const score = wet + figures.next * next ** 2 + figures[listing].around * around
  if (score < figures[listing].least) return undefined
  const lastDry = lastDryOf(near, now)
  const told = near
    .map(one => ({ ...one, weight: left(one, lastDry, now, listing) }))
    .filter(({ weight }) => weight > 0.05)
  const depth = typicalDepth(told)
  const inside = told.filter(({ metres }) => metres === 0)
  const count = (is: (sighting: Sighting) => boolean) => told.filter(({ sighting }) => is(sighting)).length
  const dry = near.filter(({ sighting, metres }) => metres === 0 && isDry(sighting) && sighting.at <= now)
  const latest = Math.max(...inside.map(({ sighting }) => sighting.at))
  const reasons: Reason[] = []
  if (inside.length > 0)
    reasons.push({ kind: 'inside', count: inside.length, latest: new Date(latest).toISOString() })
  if (told.length > inside.length) reasons.push({ kind: 'beside', count: told.length - inside.length })
  if (depth !== undefined) reasons.push({ kind: 'depth', depth })
  const verified = count(one => one.verified)
  if (verified > 0) reasons.push({ kind: 'verified', count: verified })
  const percent = Math.round(100 * Math.max(next, around))
  if (percent >= 5) reasons.push({ kind: 'around', percent })
  const falling = count(one => one.trend === 'falling')
  if (falling > 0) reasons.push({ kind: 'falling', count: falling })
  if (dry.length > 0) reasons.push({ kind: 'dry', count: dry.length })
  return { state: stateOf(depth), score: Math.round(score * 100) / 100, reasons }
}

/** The agencies' matrix. Water that nobody measured in the area itself is unknown. */
const stateOf = (depth: number | undefined): AreaState =>
  depth === undefined ? 1 : depth > 150 ? 4 : depth > 70 ? 3 : 2

/** The median by weight: neither the deepest puddle nor the driest doorstep. */
function typicalDepth(told: (Near & { weight: number })[]): number | undefined {
  const measured = told
    .flatMap(({ sighting: { depth }, weight }) => (depth === null ? [] : [{ depth, weight }]))
    .sort((a, b) => a.depth - b.depth)
  const half = measured.reduce((sum, { weight }) => sum + weight, 0) / 2
  let sum = 0
  for (const { depth, weight } of measured) {
    sum += weight
    if (sum >= half) return Math.round(depth)
  }
  return undefined
}
