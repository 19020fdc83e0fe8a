// What the bots ask of the database, by whatever means it is joined to them. `Client` is one open transaction or none.
import type { Present } from '../server/domain/aftermath.ts'
import type { Conversation } from '../server/domain/conversation.ts'
import type { Given as Step } from '../server/domain/exchange.ts'
import type { Addresses } from '../server/domain/links.ts'
import type { Language } from '../server/domain/messages/index.ts'
import type { Refusal } from '../server/domain/refusal.ts'
import type { Reply } from '../server/domain/reply.ts'
import type { Draft, Report } from '../server/domain/report.ts'
import type { Subscription } from '../server/domain/subscription.ts'
import type { Places } from '../server/domain/taking.ts'

export type Letter = {
  id: string
  citizen: string
  channel: string
  address: string
  reply: Reply
  language: string
  heardAt: Date | null
  isFarewell: boolean
}

type Stores<Client> = {
  claimDelivery(client: Client, channel: string, id: string, at: Date): Promise<boolean>
  isClaimed(client: Client, channel: string, id: string): Promise<boolean>
  forgetDeliveries(client: Client, before: Date): Promise<void>
  addToAlbum(client: Client, photo: { name: string; channel: string; album: string; at: Date }): Promise<void>
  photosOfAlbum(client: Client, channel: string, album: string): Promise<string[]>
  albumWith(client: Client, name: string): Promise<string[]>
  conversationAt(
    client: Client,
    channel: string,
    address: string,
  ): Promise<{ citizen: string; language: string; conversation: Conversation | null } | undefined>
  moveConversation(
    client: Client,
    move: { citizen: string; from: Conversation | null; to: Conversation; at: Date },
  ): Promise<boolean>
  greetCitizen(
    client: Client,
    meeting: { id: string; channel: string; address: string; language: string; at: Date },
  ): Promise<string>
  loseCitizen(client: Client, citizen: string): Promise<void>
  forgetCitizen(client: Client, citizen: string, at: Date): Promise<void>
  eraseForgotten(client: Client): Promise<void>
  reportsBy(client: Client, citizen: string, limit: number): Promise<Report[]>
  subscriptionsOf(client: Client, citizen: string): Promise<Subscription[]>
  saveSubscription(
    client: Client,
    saving: { citizen: string; at: Date; subscription: Subscription },
  ): Promise<boolean>
  post(
    client: Client,
    posting: { id: string; citizen: string; reply: Reply; due: Date; as?: 'talk' | 'news' },
  ): Promise<void>
  lastQuestion(client: Client, citizen: string): Promise<Reply | undefined>
  dropQuestions(client: Client, citizen: string): Promise<void>
  nextLetters(
    client: Client,
    looking: { now: Date; room: Map<string, number>; underway: string[] },
  ): Promise<Letter[]>
  takeLetter(
    client: Client,
    taking: { id: string; now: Date; uncertainAfter: { question: number; news: number } },
  ): Promise<number | undefined>
  settleLetter(client: Client, id: string, status: 'sent' | 'dropped', error?: string): Promise<void>
  postponeLetter(client: Client, id: string, due: Date, error: string): Promise<void>
  dropLetters(client: Client, citizen: string, error: string): Promise<void>
  forgetLetters(client: Client, before: Date): Promise<void>
  reportsToAskAbout(
    client: Client,
    asking: { now: Date; until: Date; channels: string[]; limit: number },
  ): Promise<{ report: Report; citizen: string; language: string }[]>
  openQuestion(
    client: Client,
    asked: { citizen: string; now: Date },
  ): Promise<{ id: string; report: string } | undefined>
  claimQuestion(client: Client, question: { report: string; citizen: string; at: Date }): Promise<boolean>
}

type Lead = (signal: AbortSignal) => Promise<void>

/** `Client` itself is what runs single statements outside of transactions. */
type Database<Client> = {
  transaction<T>(work: (client: Client) => Promise<T>): Promise<T>
  /** After a commit: others may have something to do. */
  wake(): void
  onWake(listener: () => void): () => void
  /** Runs lead in one process at a time. */
  elect(name: string, lead: Lead): { stop(): Promise<void> }
}

/** What the bots are joined with, beside the channels themselves. */
export type Given<Client> = {
  db: Client & Database<Client>
  stores: Stores<Client>
  lifecycle: {
    submit(
      draft: Draft,
      origin: {
        key: string
        channel: string
        citizen?: string | null
        from?: { channel: 'chat'; door: 'chat'; sender: string }
        also?: (client: Client, report: Report) => Promise<void>
      },
    ): Promise<{ report: Report; created: boolean } | Refusal>
    addPhoto(report: string, photo: string): Promise<Report | Refusal>
  }
  /** What a citizen does with an own report; each may be done again and is one. */
  aftermath: {
    withdraw(report: string): Promise<Report | Refusal>
    restore(report: string): Promise<Report | Refusal>
    edit(report: string, edit: { answers?: Report['answers']; words?: string }): Promise<Report | Refusal>
    still(report: string, present: Present): Promise<Report | Refusal>
  }
  /** What a citizen answers to an officer's question. */
  answerQuestion(client: Client, answer: { question: string; words: string }): Promise<boolean>
  linkTo: Addresses['linkTo']
  seenNear: Step['seenNear']
  /** Stores a photo's bytes, cleaned. */
  keepPhoto(bytes: Buffer): Promise<{ name: string } | Refusal>
  /** Makes the one-time link to the form that the citizen was given under this id. */
  createCard(
    client: Client,
    card: { id: string; citizen: string; language: string; channel: string },
  ): Promise<void>
  /** Places that the words may name, best first; `finished`: somebody was asked for a place and has typed it. */
  lookUp(
    words: string,
    limit: number,
    asked: { finished: boolean },
  ): Promise<ReturnType<Places['findPlaces']>>
  /** What is around a place, as a text. */
  lookAround(place: { lng: number; lat: number }, language: Language, name?: string): Promise<string>
  placeIn: Places['placeIn']
  regionAt: Step['regionAt']
  publicUrl: string
  now: () => Date
  /** Ids that sort by time. */
  newId: () => string
  /** Ids that nobody can guess. */
  newCard: () => string
  log: (line: string) => void
}
