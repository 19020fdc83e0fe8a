// What the page knows of the reports on their way: hands a finished one over to the queue, and has it delivered as soon as the network allows.
import { computed, signal } from '@preact/signals'
import type { Seen } from '../../server/domain/seen.ts'
import type { Problem } from '../api.ts'
import { device } from '../kept.ts'
import { askedToWait, type Delivery, deliver } from './delivery.ts'
import { answers, beginAgain, cardId, draft, fillInAgain, isDrill, photos, questions } from './draft.ts'
import { go, receiptOf, type Step, step } from './flow.ts'
import { askBackgroundSync } from './installed.ts'
import { enqueue, type Outgoing, onQueueChange, readQueue, revise, takeAway } from './queue.ts'

/** Everything that was sent from this browser and is not yet old. */
export const queue = signal<Outgoing[]>([])
/** undefined until it was read. */
export const queueRead = signal(false)
export const delivery = signal<Delivery | 'under-way'>('all')
export const waiting = computed(() => queue.value.filter(isWaiting))

/** What was refused, and the screen that can mend it. */
export const refused = signal<{ step: Step; said: string } | null>(null)

export const isWaiting = ({ sent, refused, photos, discarded }: Outgoing): boolean =>
  !discarded && (refused !== null || !sent || photos.some(({ state }) => state === 'waiting'))

/** What was sent is listed for some days, while it may be looked after; its photos are kept for half a day, ms. */
const LISTED_MS = 3 * 24 * 3_600_000
const PHOTOS_MS = 12 * 3_600_000
const PAUSES_S = [2, 4, 8, 16, 30, 60]
const LONGEST_S = 60

let tries = 0
let timer = 0
/** Something came in while a delivery was under way. */
let isAskedAgain = false

/** How much has arrived: reports and photos. */
const arrived = (): number =>
  queue.value.reduce(
    (sum, { sent, photos }) => sum + (sent ? 1 : 0) + photos.filter(({ state }) => state === 'sent').length,
    0,
  )

/** Now, and from then on patiently until nothing waits. */
export async function sendNow(): Promise<void> {
  clearTimeout(timer)
  if (delivery.value === 'under-way') {
    isAskedAgain = true
    return
  }
  delivery.value = 'under-way'
  const before = arrived()
  let outcome: Delivery
  do {
    isAskedAgain = false
    outcome = await deliver()
    await refresh()
  } while (isAskedAgain)
  delivery.value = outcome
  if (outcome === 'all') {
    tries = 0
    return
  }
  // A line that brings something through, however often it breaks, is worth trying again soon.
  if (arrived() > before) tries = 0
  const pause = PAUSES_S[Math.min(tries, PAUSES_S.length - 1)] ?? LONGEST_S
  timer = window.setTimeout(sendNow, Math.max(pause, Math.min(askedToWait, LONGEST_S)) * 1000)
  tries += 1
}

/** The report leaves the form for the queue, where it is safe before the first attempt. `same`: the one that it confirms, whose answers fill in for missing ones. */
export async function send(same?: Seen): Promise<void> {
  const { hazard, place, words, key, secret, website } = draft.value
  if (!hazard || !place) return
  refused.value = null
  const report = {
    hazard,
    answers: { ...same?.answers, ...answers.value },
    ...(same && { about: same.id }),
    place: place.point,
    placedBy: place.by,
    ...(place.by !== 'pin' && place.accuracy !== undefined && { exactness: place.accuracy }),
    words,
    device: device(),
    ...(isDrill && { drill: true }),
    ...(secret && { secret }),
    ...(website && { website }),
  }
  await enqueue({
    key,
    draft: draft.value,
    report,
    card: cardId,
    pressedAt: new Date().toISOString(),
    tried: false,
    sent: null,
    refused: null,
    photos: photos.value.map((blob, index) => ({ blob, slot: index + 1, upload: null, state: 'waiting' })),
    discarded: false,
  })
  await refresh()
  await beginAgain()
  go('receipt', { replace: true, report: key })
  void askBackgroundSync()
  await sendNow()
}

/** A photo that comes after the report. */
export async function addPhoto(key: string, blob: Blob): Promise<void> {
  await revise(key, ({ photos }) => {
    const good = photos.filter(({ state }) => state !== 'refused')
    const slot = [1, 2, 3, 4].find(number => good.every(each => each.slot !== number))
    return slot ? { photos: [...good, { blob, slot, upload: null, state: 'waiting' }] } : {}
  })
  await sendNow()
}

/** Thrown away, until the next opening with a way back. */
export const discard = (key: string) => revise(key, () => ({ discarded: true }))

export async function takeBack(key: string): Promise<void> {
  await revise(key, () => ({ discarded: false }))
  await sendNow()
}

/** Back to the screen that can mend it, everything else kept. */
export async function mend({ key, draft: filled, refused: problem, photos: taken }: Outgoing): Promise<void> {
  if (!problem) return
  await fillInAgain(
    filled,
    taken.map(({ blob }) => blob),
  )
  await takeAway(key)
  const to = stepFor(problem)
  refused.value = { step: to, said: problem.detail }
  go(to, { mending: true, replace: true })
}

function stepFor({ code, field }: Problem & { field?: string }): Step {
  if (code.startsWith('place-')) return 'place'
  if (code === 'hazard-unknown') return 'hazard'
  if (code === 'words-too-long' || code === 'body-too-large') return 'detail'
  const question = questions.value.find(({ key }) => key === field) ?? questions.value[0]
  return code === 'answers-wrong' && question ? `ask:${question.key}` : 'review'
}

async function refresh(): Promise<void> {
  queue.value = await readQueue()
  queueRead.value = true
  // Who is looking at it mends it at once, unless another report is being filled in.
  const seen = queue.value.find(({ key }) => step() === 'receipt' && key === receiptOf())
  if (seen?.refused && !seen.discarded && !draft.value.hazard) await mend(seen)
}

/** After a reload or a restart: what is old goes, what waits is sent on. */
export async function resumeSending(): Promise<void> {
  for (const { key, sent, discarded } of await readQueue()) {
    const age = sent === null ? 0 : Date.now() - Date.parse(sent.at)
    if (discarded || age > (sent?.link ? LISTED_MS : PHOTOS_MS)) await takeAway(key)
    else if (age > PHOTOS_MS) await revise(key, () => ({ photos: [] }))
  }
  await refresh()
  // The browser died between the queue and a fresh form: the report is in the queue.
  if (queue.value.some(({ key }) => key === draft.value.key)) await beginAgain()
  onQueueChange(() => void refresh())
  addEventListener('online', () => void sendNow())
  await sendNow()
}
