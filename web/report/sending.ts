// Sends the report until it has arrived once: the same key each time, patiently, and again as soon as the network is back.
import { signal } from '@preact/signals'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { type Problem, sendPhoto, sendReport } from '../api.ts'
import { keep, kept, newKey } from '../kept.ts'
import { sendCard, sendCardPhoto } from './card.ts'
import { answers, cardId, change, draft, isDrill, photo, questions } from './draft.ts'
import { go, type Step, steps } from './flow.ts'
import { blobOf } from './photo.ts'

/** `waiting` says why: no network, or a server that cannot take it just now. */
export const sending = signal<'idle' | 'sending' | 'no-network' | 'busy'>('idle')
export const sendingPhoto = signal<'idle' | 'sending' | 'waiting'>('idle')

/** What was refused, and the screen that can mend it. */
export const refused = signal<{ step: Step; said: string } | null>(null)
export const photoRefused = signal<string | null>(null)

const PAUSES_S = [2, 4, 8, 16, 30, 60]
const SOON_MS = 60_000

function device(): string {
  const known = kept('device')
  if (known) return known
  const made = newKey()
  keep('device', made)
  return made
}

let tries = 0
let timer = 0
let again: (() => void) | null = null

/** One thing is tried again at a time: the report, then its photo. */
function later(retry: () => void): void {
  clearTimeout(timer)
  again = retry
  timer = window.setTimeout(retry, (PAUSES_S[Math.min(tries, PAUSES_S.length - 1)] ?? 60) * 1000)
  tries += 1
}

addEventListener('online', () => again?.())

function settled(): void {
  clearTimeout(timer)
  again = null
  tries = 0
}

const passes = (problem: Problem) => problem.status >= 500 || problem.status === 429

export async function send(): Promise<void> {
  const { hazard, place, words, key, sent } = draft.value
  if (!hazard || !place || sent || sending.value === 'sending') return
  const again = draft.value.pressedAt !== null
  const pressedAt = draft.value.pressedAt ?? new Date().toISOString()
  change({ pressedAt })
  refused.value = null
  sending.value = 'sending'
  // A report that had to wait says when it was seen; otherwise the server's clock is the better one.
  const at = Date.now() - Date.parse(pressedAt) > SOON_MS ? pressedAt : undefined
  const report = {
    hazard,
    answers: answers.value,
    place: place.point,
    placedBy: place.by,
    words,
    at,
    ...(isDrill && { drill: true }),
  }
  const answered = cardId
    ? await sendCard(cardId, report, again)
    : await sendReport({ ...report, device: device() }, key)

  if ('unreachable' in answered || ('problem' in answered && passes(answered.problem))) {
    sending.value = 'unreachable' in answered ? 'no-network' : 'busy'
    return later(send)
  }
  settled()
  sending.value = 'idle'
  if ('problem' in answered) return mend(answered.problem)
  const { found } = answered
  const about = 'report' in found ? found.report.properties : found
  change({ sent: { id: about.id, number: about.number } })
  go('receipt', { replace: true })
  void uploadPhoto()
}

/** Back to the screen that can mend it, everything else kept. */
function mend(problem: Problem & { field?: string }): void {
  change({ pressedAt: null })
  const to = stepFor(problem)
  refused.value = { step: to, said: problem.detail }
  go(to, { mending: true })
}

function stepFor({ code, field }: Problem & { field?: string }): Step {
  if (code.startsWith('place-')) return 'place'
  if (code === 'hazard-unknown') return 'hazard'
  if (code === 'words-too-long' || code === 'body-too-large') return 'detail'
  const question = questions.value.find(({ key }) => key === field) ?? questions.value[0]
  return code === 'answers-wrong' && question ? `ask:${question.key}` : 'review'
}

/** The photo follows the report, never the other way round: the report must not wait for a large file. */
export async function uploadPhoto(): Promise<void> {
  const { sent, photoSent, key } = draft.value
  if (!sent || photoSent || !photo.value || sendingPhoto.value === 'sending') return
  sendingPhoto.value = 'sending'
  photoRefused.value = null
  const file = blobOf(photo.value)
  const answered =
    cardId || !sent.id ? await sendCardPhoto(cardId ?? '', file) : await sendPhoto(sent.id, file, key)
  if ('unreachable' in answered || ('problem' in answered && passes(answered.problem))) {
    sendingPhoto.value = 'waiting'
    return later(uploadPhoto)
  }
  settled()
  sendingPhoto.value = 'idle'
  if ('problem' in answered) {
    photoRefused.value = answered.problem.detail
    photo.value = null
  } else change({ photoSent: true })
}

/** After a reload: what was pressed is sent on, and the photo after it. */
export function resumeSending(): void {
  if (draft.value.sent) void uploadPhoto()
  else if (draft.value.pressedAt && steps().includes('review')) void send()
}

/** The report's own words about itself, for the review and the receipt. */
export const levelNow = () => (draft.value.hazard ? hazardOf(draft.value.hazard).level(answers.value) : 0)
