// A channel's delivery is taken in: claimed once, the conversation's step, its replies, and the report when there is one.
// All of it is one transaction. The step is taken from what was read before; where another delivery of the same citizen
// was quicker, nothing is written and the step is taken again.
import {
  type Conversation,
  concluded,
  mend,
  placeWords,
  receipt,
  step,
} from '../server/domain/conversation.ts'
import type { Outcome } from '../server/domain/exchange.ts'
import { linksOf } from '../server/domain/links.ts'
import { isLanguage, type Language, sayRefusal } from '../server/domain/messages/index.ts'
import { awaitingPhotos, type Deed } from '../server/domain/own-reports.ts'
import { isRefusal, type Refusal } from '../server/domain/refusal.ts'
import type { Reply } from '../server/domain/reply.ts'
import { type Draft, PHOTOS_LIMIT, type Report } from '../server/domain/report.ts'
import { wantsSubscriptions } from '../server/domain/subscribing.ts'
import type { Channel, Delivery, Incoming, Input, Receive } from './channel.ts'
import type { Given } from './stores.ts'

/** A delivery that keeps failing while the database answers is set aside after so many tries: it would hold up its chat for ever. */
const MOST_TRIES = 8
/** Meanings of a typed place that a conversation looks at. */
const MOST_PLACES = 4
/** Of the citizen's own reports the latest that the conversation knows. */
const OWN = 20

const repeated = new Error('the delivery was taken in already')
const overtaken = new Error('the conversation has moved on')

export function createReceive<Client>(given: Given<Client>): Receive {
  const { db, stores, lifecycle, now, newId } = given
  const queues = new Map<string, Promise<void>>()
  const failures = new Map<string, number>()

  /** Deliveries of one chat wait for each other; a failed one lets the next try. */
  function receive(channel: Channel, delivery: Delivery): Promise<void> {
    const key = `${channel.name} ${delivery.address}`
    const before = queues.get(key) ?? Promise.resolve()
    const work = before.then(() => takeInOrSetAside(channel, delivery))
    const settled = work
      .catch(() => undefined)
      .finally(() => queues.get(key) === settled && queues.delete(key))
    queues.set(key, settled)
    return work
  }

  async function takeInOrSetAside(channel: Channel, delivery: Delivery): Promise<void> {
    const key = `${channel.name} ${delivery.id}`
    try {
      await takeIn(channel, delivery)
    } catch (fault) {
      // Throws where the database is away: that is no fault of the delivery.
      if (await stores.isClaimed(db, channel.name, delivery.id)) return
      const tries = (failures.get(key) ?? 0) + 1
      failures.set(key, tries)
      if (tries < MOST_TRIES) throw fault
      await stores.claimDelivery(db, channel.name, delivery.id, now())
      given.log(
        `${channel.name}: delivery ${delivery.id} was set aside: ${fault instanceof Error ? fault.stack : fault}`,
      )
    }
    failures.delete(key)
  }

  async function takeIn(channel: Channel, delivery: Delivery): Promise<void> {
    if (await stores.isClaimed(db, channel.name, delivery.id)) return
    if (delivery.input.kind === 'unreachable') return lose(channel.name, delivery, delivery.input.why)
    const input = await fetched(channel, delivery.input)
    for (;;) {
      try {
        await takeStep(channel, delivery, input)
        return db.wake()
      } catch (fault) {
        if (fault === repeated) return
        if (fault !== overtaken) throw fault
      }
    }
  }

  /** Nothing more is sent until the citizen writes again. */
  function lose(channel: string, { id, address }: Delivery, why: string): Promise<void> {
    return db.transaction(async client => {
      if (!(await stores.claimDelivery(client, channel, id, now()))) return
      const standing = await stores.conversationAt(client, channel, address)
      if (!standing) return
      await stores.loseCitizen(client, standing.citizen)
      await stores.dropLetters(client, standing.citizen, why)
    })
  }

  async function takeStep({ name: channel, meant }: Channel, delivery: Delivery, said: Input): Promise<void> {
    const { id, address, language: hint, album } = delivery
    const standing = await stores.conversationAt(db, channel, address)
    const photo = storedPhoto(said)
    if (standing && photo && (await joinsAlbum(channel, delivery, photo, standing))) return
    const asked = standing && (await stores.openQuestion(db, { citizen: standing.citizen, now: now() }))
    // A number is an answer to the officer before it is one of the choices of an older question.
    const isAsked = asked !== undefined && standing?.conversation?.report === undefined
    const last = meant && standing && !isAsked && (await stores.lastQuestion(db, standing.citizen))
    const input = meant && last && said.kind === 'text' ? meant(said.text, last) : said
    const from = standing?.conversation ?? null
    const conversation = from ?? { language: languageOf(standing?.language ?? hint) }
    const reports = standing ? await stores.reportsBy(db, standing.citizen, OWN) : []
    const linkTo = (report: Report) => given.linkTo(report, standing?.citizen ?? null)
    const subscriptions =
      standing && wantsSubscriptions(conversation.alerts, input)
        ? await stores.subscriptionsOf(db, standing.citizen)
        : []
    const card = given.newCard()
    const found = await placesFor(conversation, input)
    const findPlaces = (_words: string, limit: number) => found.slice(0, limit)
    const own = {
      ...given,
      findPlaces,
      now: now(),
      key: newId(),
      card,
      reports,
      subscriptions,
      linkTo,
      asked,
    }
    const taken = step(conversation, input, own)
    // A deed may be done twice and is one; what is said of it belongs to the delivery.
    const message = input.kind === 'choice' ? input.message : undefined
    const outcome: Outcome = taken.does
      ? {
          ...concluded(taken.conversation, taken.does, await carryOut(taken.does, reports), message),
          ...(taken.answers && { answers: taken.answers, replies: taken.replies }),
        }
      : taken
    const {
      around,
      conversation: { language },
    } = outcome
    const seen = around && (await given.lookAround(around.place, language, around.name))
    const told: Reply[] = seen === undefined ? [] : [{ text: seen, question: false }]

    async function record(
      client: Client,
      { conversation: to, replies }: Outcome,
      also: Reply[] = [],
    ): Promise<void> {
      const at = now()
      if (!(await stores.claimDelivery(client, channel, id, at))) throw repeated
      const meeting = { id: newId(), channel, address, language: to.language, at }
      const citizen = await stores.greetCitizen(client, meeting)
      if (!(await stores.moveConversation(client, { citizen, from, to, at }))) throw overtaken
      await stores.dropQuestions(client, citizen)
      if (outcome.answers) await given.answerQuestion(client, outcome.answers)
      if (outcome.save) await stores.saveSubscription(client, { citizen, at, subscription: outcome.save })
      if (outcome.forget) await stores.forgetCitizen(client, citizen, at)
      if (photo && album) await stores.addToAlbum(client, { name: photo.name, channel, album, at })
      if (outcome.card) await given.createCard(client, { id: card, citizen, language: to.language, channel })
      for (const reply of [...replies, ...also])
        await stores.post(client, { id: newId(), citizen, reply, due: at })
    }

    if (!outcome.sent) return db.transaction(client => record(client, outcome, told))
    const { key, draft } = outcome.sent
    const answered = (client: Client, report: Report) => {
      const links = linksOf(report, standing?.citizen ?? null, language, given)
      const after = { ...outcome, conversation: awaitingPhotos(outcome.conversation, report, now()) }
      return record(client, after, [receipt(report, language, links, { photosFollow: true })])
    }
    const submitted = await lifecycle.submit(await withAlbum(draft), {
      key,
      channel,
      citizen: standing?.citizen,
      from: { channel: 'chat', door: 'chat', sender: `${channel} ${address}` },
      also: answered,
    })
    if (isRefusal(submitted)) return db.transaction(client => record(client, mend(conversation, submitted)))
    if (!submitted.created) await db.transaction(client => answered(client, submitted.report))
  }

  /** The places that a text may name are looked up before the step: it never waits itself. */
  async function placesFor(conversation: Conversation, input: Input) {
    const typed = placeWords(conversation, input)
    return typed ? given.lookUp(typed.words, MOST_PLACES, { finished: typed.asked }) : []
  }

  function carryOut(deed: Deed, reports: Report[]): Promise<Report | Refusal> {
    const { aftermath } = given
    switch (deed.do) {
      case 'withdraw':
        return aftermath.withdraw(deed.report)
      case 'restore':
        return aftermath.restore(deed.report)
      case 'still':
        return aftermath.still(deed.report, deed.present)
      case 'mend':
        return aftermath.edit(deed.report, { answers: deed.answers })
      case 'photo':
        return attach(deed, reports.find(({ id }) => id === deed.report)?.words ?? '')
    }
  }

  /** The words that came with a photo stand behind those that are there. */
  async function attach(
    { report, photo, words }: Extract<Deed, { do: 'photo' }>,
    before: string,
  ): Promise<Report | Refusal> {
    const changed = await lifecycle.addPhoto(report, photo)
    if (isRefusal(changed) || words === '' || before.includes(words)) return changed
    return given.aftermath.edit(report, { words: [before, words].filter(Boolean).join('\n') })
  }

  /** The later photos of an album go beside its first without a word, unless they bring words of their own. */
  async function joinsAlbum(
    channel: string,
    { id, album }: Delivery,
    photo: StoredPhoto,
    standing: Standing,
  ): Promise<boolean> {
    const isForAnother = standing.conversation?.adding !== undefined && !standing.conversation.report
    if (album === undefined || photo.caption !== '' || isForAnother) return false
    const before = await stores.photosOfAlbum(db, channel, album)
    if (before.length === 0) return false
    await db.transaction(async client => {
      const at = now()
      if (!(await stores.claimDelivery(client, channel, id, at))) throw repeated
      await stores.addToAlbum(client, { name: photo.name, channel, album, at })
      if (before.length !== PHOTOS_LIMIT) return
      const language = standing.conversation?.language ?? languageOf(standing.language)
      const text = sayRefusal(language, { refused: 'photos-enough', details: { limit: PHOTOS_LIMIT } })
      await stores.post(client, {
        id: newId(),
        citizen: standing.citizen,
        reply: { text, question: false },
        due: at,
      })
    })
    return true
  }

  /** Of an album the conversation knows the first photo; those that were sent together with it belong to the report as well. */
  async function withAlbum(draft: Draft): Promise<Draft> {
    const albums = await Promise.all((draft.photos ?? []).map(photo => stores.albumWith(db, photo)))
    return { ...draft, photos: [...new Set(albums.flat())].slice(0, PHOTOS_LIMIT) }
  }

  /** A photo is fetched and stored before the transaction. When that fails, also while the store is away, its sender is told so, and the report goes on without it. */
  async function fetched(
    channel: Channel,
    input: Exclude<Incoming, { kind: 'unreachable' }>,
  ): Promise<Input> {
    if (input.kind !== 'photo') return input
    const { caption } = input
    try {
      return { kind: 'photo', photo: await given.keepPhoto(await channel.fetchFile(input.file)), caption }
    } catch (fault) {
      given.log(
        `${channel.name}: a photo could not be kept (${fault instanceof Error ? fault.name : 'unknown'})`,
      )
      return { kind: 'photo', photo: 'lost', caption }
    }
  }

  return receive
}

type Standing = { citizen: string; language: string; conversation: Conversation | null }
type StoredPhoto = { name: string; caption: string }

const storedPhoto = (input: Input): StoredPhoto | undefined =>
  input.kind === 'photo' && input.photo !== 'lost' && !isRefusal(input.photo)
    ? { name: input.photo.name, caption: input.caption }
    : undefined

/** Indonesia's other languages and Malay are nearer to Indonesian; everybody else may read English. */
const NEAR_INDONESIAN = ['id', 'in', 'jv', 'su', 'ms', 'min', 'ban', 'mad']

function languageOf(hint: string | undefined): Conversation['language'] {
  const tag = hint?.split('-')[0]?.toLowerCase() ?? 'id'
  if (isLanguage(tag)) return tag
  return (NEAR_INDONESIAN.includes(tag) ? 'id' : 'en') satisfies Language
}
