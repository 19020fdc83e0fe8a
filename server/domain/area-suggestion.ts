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
 * Tuned on some twenty kinds of simulated floods over Jakarta, spread as the reports of 2020 are, not on any agency's own states: those we have not.
 * The optimum is flat: with any one figure changed the F1 was 1.44 to 1.52 times the naive rule's, against 1.52. It gains most where agencies call
 * whole neighbourhoods flooded for a day; where they call few scattered areas flooded, the naive rule is as good or better.
 */
export const figures = {
  /** Water stays as it was reported for so long, then what is left of it halves again and again, hours. */
  holdHours: 12,
  halfHours: 6,
  /** A report beside the border counts e times less with every so many metres: a phone is no more exact. */
  borderMetres: 50,
  /** How soon several reports make certain: one of ordinary depth alone makes 0.78. */
  certainty: 1.5,
  /** What the wet share of the next areas, and of all areas around, says beside the area's own reports, and how far each reaches, metres. */
  next: { weight: 1, metres: 500 },
  around: { weight: 1.5, metres: 2_500 },
  /** From this score on an area is suggested. */
  least: 0.75,
} as const

/** Ground that no area covers, as so many areas: one neighbour alone does not make the whole share. */
export const unknownGround = 1

/** Depth of a report that says none, and what it weighs per centimetre: ankle-deep water is often a street's alone. */
const ORDINARY_CM = 30
const weightOf = ({ depth, verified }: Sighting): number =>
  (0.6 + Math.min(depth ?? ORDINARY_CM, 100) / 75) * (verified ? 1.5 : 1)
/** Water that is said to fall has used up its hold; what was seen before somebody stood in the dry keeps a quarter. */
const DRY_LEAVES = 0.25
const HOUR_MS = 3_600_000
/** Of reports beyond, nothing is left. */
export const FORGOTTEN_MS = (figures.holdHours + 10 * figures.halfHours) * HOUR_MS
/** Beyond, a report beside the area says nothing. */
export const BESIDE_METRES = 4 * figures.borderMetres

const isDry = ({ depth }: Sighting) => depth === 0

/** What a report still says of the water in an area. */
function left({ sighting, metres }: Near, lastDry: number, now: number): number {
  const age = now - sighting.at
  if (age < 0 || age > FORGOTTEN_MS || isDry(sighting)) return 0
  const hold = sighting.trend === 'falling' ? 0 : figures.holdHours
  const fading = 0.5 ** (Math.max(0, age / HOUR_MS - hold) / figures.halfHours)
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
export function wetness(near: readonly Near[], now: number): number {
  const lastDry = lastDryOf(near, now)
  const water = near.reduce((sum, one) => sum + left(one, lastDry, now), 0)
  return 1 - Math.exp(-figures.certainty * water)
}

/** The wet share of the areas about one, 0 to 1: each as wet as its own reports or its agency's state make it, nearer ones weighing more. */
export type Surroundings = { next: number; around: number }

export function suggest(
  near: readonly Near[],
  wet: number,
  { next, around }: Surroundings,
  now: number,
): Suggestion | undefined {
  const score = wet + figures.next.weight * next + figures.around.weight * around
  if (score < figures.least) return undefined
  const lastDry = lastDryOf(near, now)
  const told = near
    .map(one => ({ ...one, weight: left(one, lastDry, now) }))
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
