// The half-filled report: one signal, kept in the browser with every change so that a reload or a dead battery loses nothing.
import { computed, effect, signal } from '@preact/signals'
import type { Answers, AnswerValue, Question } from '../../server/domain/hazards/hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from '../../server/domain/hazards/index.ts'
import { keep, kept, newKey } from '../kept.ts'
import type { Draft } from './filled-in.ts'
import { isKept, keepPhotos, readPhotos } from './queue.ts'

/** A half-filled report of yesterday is no news. */
const KEPT_MS = 12 * 3_600_000

const params = new URLSearchParams(location.search)
export const isDrill = params.get('drill') === '1'

/** The one-time report link whose page this is. */
export const cardId = location.pathname.match(/^\/cards?\/([^/]+)/)?.[1] ?? null

const name = cardId ? `report:${cardId}` : isDrill ? 'report:drill' : 'report'

const fresh = (): Draft => ({
  key: newKey(),
  begunAt: new Date().toISOString(),
  hazard: hazardKeys.find(key => key === params.get('hazard')) ?? null,
  answers: {},
  skipped: [],
  place: null,
  words: '',
})

function restored(): Draft | null {
  const text = kept(name)
  if (text === null) return null
  try {
    const draft: Draft = { ...fresh(), ...JSON.parse(text) }
    const known = draft.hazard === null || hazardKeys.includes(draft.hazard)
    return known && Date.now() - Date.parse(draft.begunAt) < KEPT_MS ? draft : null
  } catch (error) {
    console.warn('The kept report cannot be read and is left aside.', error)
    return null
  }
}

const found = restored()

export const draft = signal<Draft>(found ?? fresh())

/** Something was filled in before this page was opened. */
export const resumed = signal(found !== null && found.hazard !== null)

export const change = (part: Partial<Draft>): void => {
  draft.value = { ...draft.value, ...part }
}

effect(() => {
  keep(name, JSON.stringify(draft.value))
})

export function choose(hazard: HazardKey): void {
  if (hazard !== draft.value.hazard) change({ hazard, answers: {}, skipped: [] })
}

export function answer(question: string, value: AnswerValue | undefined): void {
  const { answers, skipped } = draft.value
  change({ answers: { ...answers, [question]: value }, skipped: skipped.filter(key => key !== question) })
}

export function skip(question: string): void {
  const { answers, skipped } = draft.value
  change({
    answers: { ...answers, [question]: undefined },
    skipped: [...skipped.filter(key => key !== question), question],
  })
}

/** The questions that the answers given so far leave worth asking. */
export const questions = computed<Question[]>(() => {
  const { hazard, answers } = draft.value
  return hazard ? hazardOf(hazard).questions.filter(({ when }) => !when || when(answers)) : []
})

/** Only what was asked: an answer behind a question that is hidden now does not count. */
export const answers = computed<Answers>(() =>
  Object.fromEntries(
    questions.value.flatMap(({ key }) => {
      const value = draft.value.answers[key]
      return value === undefined ? [] : [[key, value]]
    }),
  ),
)

export const isAnswered = (question: Question): boolean =>
  draft.value.answers[question.key] !== undefined || draft.value.skipped.includes(question.key)

/** As many as a report may carry; a one-time link takes one. */
export const PHOTOS_LIMIT = cardId ? 1 : 4

export const photos = signal<Blob[]>([])
/** false: this browser could not keep the photos, so the page must stay open. */
export const photosKept = signal(true)

export async function changePhotos(next: Blob[]): Promise<void> {
  photos.value = next
  await keepPhotos(name, next)
  photosKept.value = await isKept()
}

// What was photographed before this page was opened; a draft that is over takes its photos with it.
if (found)
  void readPhotos(name).then(kept => {
    if (photos.value.length === 0) photos.value = kept
  })
else void keepPhotos(name, [])

export async function beginAgain(): Promise<void> {
  draft.value = { ...fresh(), hazard: null }
  resumed.value = false
  await changePhotos([])
}

/** A report that was refused, or taken back, is filled in once more: under the same key, so that it stays one. */
export async function fillInAgain(report: Draft, withPhotos: Blob[]): Promise<void> {
  draft.value = report
  await changePhotos(withPhotos)
}
