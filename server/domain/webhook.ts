// Webhooks as the rest of the house knows them: what may be told, what an endpoint wants of it, and when a delivery is tried again.
import type { Box } from './contract.ts'
import type { HazardKey } from './hazards/index.ts'

/** What may be told of each thing: that it came to be known, that it is another now, that it is none any more. */
export const webhookKinds = [
  'report.created',
  'report.changed',
  'report.removed',
  'incident.created',
  'incident.changed',
  'incident.removed',
  'warning.created',
  'warning.changed',
  'warning.removed',
  'area.created',
  'area.changed',
  'area.removed',
] as const
export type WebhookKind = (typeof webhookKinds)[number]

/** Sent to show that an endpoint hears. */
export const TEST_KIND = 'webhook.test'

export type WebhookFilter = {
  kinds: WebhookKind[]
  /** null: all */
  hazards: HazardKey[] | null
  /** At least so severe; a flooded area's states 1 to 4 are the levels 0 to 3. */
  level: number
  /** ISO 3166-2; null: all */
  regions: string[] | null
  box: Box | null
  /** true: drills and nothing else. */
  drill: boolean
}

/** A public thing as filters look at it, made of what everybody may see: a filter must not find out more. */
export type Tellable = {
  hazard: HazardKey
  level: number
  regions: string[]
  box: Box | null
  drill: boolean
  /** A report of which little is told. */
  isSecret: boolean
  /** The public shape. */
  data: object
}

/** One thing that happened: what was known of it before and now, null where nothing was or is. */
export type Happening = {
  id: string
  kind: WebhookKind
  subject: string
  /** ISO 8601 */
  at: string
  before: Tellable | null
  after: Tellable | null
  /** What is told, as JSON. */
  body: string
}

/** What leaves a filter is told once more, so that nobody keeps it as it was. */
export const wants = (filter: WebhookFilter, { kind, before, after }: Happening): boolean =>
  filter.kinds.includes(kind) &&
  [before, after].some(thing => thing !== null && isWithinFilter(filter, thing))

function isWithinFilter({ hazards, level, regions, box, drill }: WebhookFilter, thing: Tellable): boolean {
  return (
    thing.drill === drill &&
    (hazards === null || hazards.includes(thing.hazard)) &&
    thing.level >= level &&
    (regions === null || thing.regions.some(region => regions.includes(region))) &&
    (box === null || (thing.box !== null && meet(box, thing.box)))
  )
}

/** A box may reach across the 180th meridian. */
const meet = ([w, s, e, n]: Box, [west, south, east, north]: Box) =>
  s <= north && n >= south && (w <= e ? w <= east && e >= west : w <= east || e >= west)

/** Active: it is told. Paused by somebody; disabled by itself, after days without an answer or because it is gone. */
export type WebhookState = 'active' | 'paused' | 'disabled'

/** Why one is disabled: nothing has arrived for days, it has said that it is gone (410), or the key that sealed its secret is lost. */
export type Disabling = 'failing' | 'gone' | 'secret-lost'

export const deliveryStatuses = ['waiting', 'arrived', 'dead', 'taken-back'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** One call: `status` of the answer, or what went wrong before there was one. */
export type Try = { at: string; status: number | null; ms: number; fault: string | null }

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A delivery is given up, as a dead letter, when its next try would come later than this after the first. */
export const TRIED_MS = 3 * DAY
/** An endpoint that nothing has reached for so long is disabled. */
export const FAILING_MS = 4 * DAY
/** So long the log of deliveries is kept. */
export const KEPT_DAYS = 14
/** So far back the past can be sent again. */
export const REPLAY_DAYS = 30
/** So long the earlier secret signs beside the new one. */
export const BOTH_SECRETS_MS = 24 * HOUR

const PAUSES = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
]
/** Spread by a fifth to either side, so that what failed together does not come back together. */
const spread = (ms: number, chance: number) => ms * (0.8 + 0.4 * chance)

/** How long after the nth failed try the next one comes, ms. `chance`: 0 to 1. */
export const pauseAfter = (tries: number, chance: number): number =>
  spread(PAUSES[Math.min(tries, PAUSES.length) - 1] ?? 5 * SECOND, chance)

/** After so many failures in a row an endpoint is only sounded out, one call at a time. */
export const SOUND_OUT_AFTER = 3
const LONGEST_SILENCE_MS = 10 * MINUTE

/** How long an endpoint is left alone after failures in a row, ms. */
export const silenceAfter = (failures: number, chance: number): number =>
  failures < SOUND_OUT_AFTER
    ? 0
    : spread(Math.min(SECOND * 2 ** (failures - SOUND_OUT_AFTER), LONGEST_SILENCE_MS), chance)
