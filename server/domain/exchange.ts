// What goes into a step of the conversation and what comes out of it: every channel speaks these.
import type { LngLat } from './hazards/hazard.ts'
import type { Deed } from './own-reports.ts'
import type { Conversation } from './progress.ts'
import type { Refusal } from './refusal.ts'
import type { Reply } from './reply.ts'
import type { Draft, Report } from './report.ts'
import type { Around, Seen } from './seen.ts'
import type { Subscription } from './subscription.ts'
import type { Places } from './taking.ts'

export type Input =
  /** `message`: the channel's reference of it, where it can be edited later. */
  | { kind: 'text'; text: string; message?: string }
  | { kind: 'edited'; text: string; message: string }
  /** A tapped button, and the channel's reference of the message it stands under. */
  | { kind: 'choice'; choice: string; message?: string }
  /** `exactness` as the phone gives it, in metres. */
  | { kind: 'place'; place: LngLat; exactness?: number | undefined }
  /** A photo that was stored, or why not: refused, or lost on the way. */
  | { kind: 'photo'; photo: { name: string } | Refusal | 'lost'; caption: string }
  /** What we cannot take: the kind, where the channel knows it, and words that came along. */
  | { kind: 'other'; what?: Untaken; caption?: string }

/** Each has a message of its own that says what to do instead. */
type Untaken = 'voice' | 'video' | 'file' | 'sticker' | 'edited' | 'group'

export type Given = Places & {
  now: Date
  publicUrl: string
  /** Ids for a report or a card that may be begun by this step. */
  key: string
  card: string
  regionAt: (
    place: LngLat,
  ) => { code: string; bounds?: readonly [number, number, number, number]; timeZone?: string } | undefined
  /** The citizen's own reports, latest first. */
  reports: Report[]
  /** What the citizen follows; only looked at by the dialogue about alerts. */
  subscriptions: Subscription[]
  /** The private link of an own report. */
  linkTo: (report: Report) => string
  /** What others have reported around a place, the nearest first. */
  seenNear: (around: Around) => Seen[]
  /** What an officer has asked about an own report, as long as nobody has answered. */
  asked?: { id: string; report: string } | undefined
}

export type Outcome = {
  conversation: Conversation
  replies: Reply[]
  /** The citizen has sent the report. The receipt is given when it is stored. */
  sent?: { key: string; draft: Draft }
  /** What the citizen does with a report that was sent before; what is said then is `concluded`. */
  does?: Deed
  /** A one-time link to the form was offered under `given.card`. */
  card?: boolean
  /** Wants to know what is around this place: the answer follows the replies. */
  around?: { place: LngLat; name?: string }
  /** The citizen wants to be forgotten; the replies are the last that are sent. */
  forget?: boolean
  /** The answer to an officer's question. */
  answers?: { question: string; words: string }
  /** A subscription to alerts that was made or changed. */
  save?: Subscription
}
