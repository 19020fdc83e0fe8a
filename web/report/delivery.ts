// Brings what waits to the server: first the words of every report, then their photos. The same for the page and for its service worker.
import { type Answered, type Problem, sendReport } from '../api.ts'
import { sendCard, sendCardPhoto } from './card.ts'
import { type Outgoing, readQueue, revise, type SentPhoto } from './queue.ts'
import { ticketInTime } from './ticket.ts'
import { uploadPhoto } from './upload.ts'

/** Why something still waits: no network, or a server that cannot take it just now. */
export type Delivery = 'all' | 'no-network' | 'busy'

/** A report that had to wait this long says when it was seen; otherwise the server's clock is the better one, ms. */
const SOON_MS = 60_000

const passes = ({ status }: Problem) => status >= 500 || status === 429 || status === 408

/** How long a busy server asked us to wait when it was asked last, s. */
export let askedToWait = 0

function waitsFor(answered: Answered<unknown>): Delivery {
  askedToWait = 0
  if ('unreachable' in answered) return 'no-network'
  if (!('problem' in answered && passes(answered.problem))) return 'all'
  askedToWait = answered.problem.seconds ?? 0
  return 'busy'
}

/** One at a time in the whole browser, where it can tell; where it cannot, the key keeps each report one. */
export const deliver = (): Promise<Delivery> =>
  navigator.locks ? navigator.locks.request('kentongan-queue', deliverAll) : deliverAll()

async function deliverAll(): Promise<Delivery> {
  const isWaiting = ({ discarded, refused }: Outgoing) => !discarded && !refused
  for (const outgoing of (await readQueue()).filter(isWaiting))
    if (!outgoing.sent) {
      const outcome = await deliverWords(outgoing)
      if (outcome !== 'all') return outcome
    }
  for (const outgoing of (await readQueue()).filter(isWaiting))
    for (const photo of outgoing.photos)
      if (outgoing.sent && photo.state === 'waiting') {
        const outcome = await deliverPhoto(outgoing, photo)
        if (outcome !== 'all') return outcome
      }
  return 'all'
}

async function deliverWords({
  key,
  card,
  pressedAt,
  tried,
  report: written,
  draft,
}: Outgoing): Promise<Delivery> {
  const at = Date.now() - Date.parse(pressedAt) > SOON_MS ? pressedAt : undefined
  const report = { ...written, at }
  await revise(key, () => ({ tried: true }))
  const answered = card
    ? await sendCard(card, report, tried)
    : await sendReport(report, key, draft.ticket ?? (await ticketInTime(key)))
  const outcome = waitsFor(answered)
  if (outcome !== 'all') return outcome
  if ('problem' in answered) await revise(key, () => ({ refused: answered.problem }))
  if ('found' in answered) {
    const { found } = answered
    const { id, number } = 'report' in found ? found.report.properties : found
    const link = 'link' in found ? found.link : undefined
    const isHeld = 'report' in found && found.report.properties.state === 'held'
    await revise(key, () => ({ sent: { id, number, at: new Date().toISOString(), link, isHeld } }))
  }
  return 'all'
}

async function deliverPhoto(
  { key, card, sent }: Outgoing,
  { blob, slot, upload }: SentPhoto,
): Promise<Delivery> {
  const change = (part: Partial<SentPhoto>) =>
    revise(key, ({ photos }) => ({
      photos: photos.map(each => (each.slot === slot ? { ...each, ...part } : each)),
    }))
  const answered =
    card || !sent?.id
      ? await sendCardPhoto(card ?? '', blob)
      : await uploadPhoto({
          photo: blob,
          slot,
          report: sent.id,
          key,
          begun: upload,
          onBegun: address => change({ upload: address }),
        })
  const outcome = waitsFor(answered)
  if (outcome !== 'all') return outcome
  await change(
    'problem' in answered ? { state: 'refused', said: answered.problem.detail } : { state: 'sent' },
  )
  return 'all'
}
