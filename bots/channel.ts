// What a channel is: one file in this folder that turns a vendor's updates into inputs and replies into the vendor's calls.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Input } from '../server/domain/exchange.ts'
import type { Reply } from '../server/domain/reply.ts'

export type { Input }

/** As an `Input`, but a photo still lies with the vendor, who knows it as `file`. */
export type Incoming =
  | Exclude<Input, { kind: 'photo' }>
  | { kind: 'photo'; file: string; caption: string }
  /** The vendor tells that nothing reaches this citizen any more. */
  | { kind: 'unreachable'; why: string }

/** What a channel may want to know of the citizen it writes to. */
export type Correspondent = {
  language: string
  /** When the citizen last wrote. */
  heardAt: Date | null
}

export type Delivery = {
  /** The vendor's id of this delivery: the same one again is a repetition. */
  id: string
  /** Where replies go. */
  address: string
  /** What the phone speaks, as far as the vendor tells (IETF tag). */
  language?: string
  input: Incoming
  /** What photos have in common that were sent together and are delivered one by one. */
  album?: string
}

/** What became of a message: sent; to be tried again; never to be tried again; or the citizen has blocked us. */
export type Fate =
  | { is: 'sent' }
  /** `busy`: the vendor asked for a pause, which holds for the whole channel. */
  | { is: 'delayed'; why: string; seconds?: number; busy?: boolean }
  | { is: 'refused'; why: string }
  | { is: 'blocked'; why: string }

/** Takes a delivery in. Resolves when it is stored for good; throws when it has to be delivered again. */
export type Receive = (channel: Channel, delivery: Delivery) => Promise<void>

export type Channel = {
  name: string
  /** The name under which citizens find the bot, once the vendor has told it. */
  username(): string | undefined
  /** Messages a second that the vendor allows: to all together, and to one chat after a few at once. */
  pace: { all: number; chat: number; chatAtOnce: number }
  /** Never throws; takes at most 20 seconds. */
  send(address: string, reply: Reply, citizen: Correspondent): Promise<Fate>
  /** Where there are no buttons: what the citizen's words mean under the message that was said last. */
  meant?(text: string, last: Reply): Input
  /** The bytes of a photo; throws when they cannot be had. */
  fetchFile(file: string): Promise<Buffer>
  /** Runs in one process at a time, until the signal aborts: sets the channel up, and fetches deliveries where the vendor does not bring them. */
  lead(receive: Receive, signal: AbortSignal): Promise<void>
  /** Where the vendor brings deliveries, if it does. */
  webhook?: {
    path: string
    handle(receive: Receive, request: IncomingMessage, response: ServerResponse): Promise<void>
  }
}
