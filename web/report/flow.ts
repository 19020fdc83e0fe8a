// The order of the screens and the way between them. Every screen is an entry in the browser's history, so its own back button works.
import { signal } from '@preact/signals'
import { draft, isAnswered, questions } from './draft.ts'

export type Step = 'hazard' | 'place' | 'pin' | `ask:${string}` | 'detail' | 'review' | 'receipt' | 'queue'

/** `depth`: how many screens of ours lie behind this one. `mending`: came from the review to change one thing. `report`: whose receipt it is. */
type Entry = { step: Step; depth: number; mending: boolean; report?: string }

const entryOf = (state: unknown): Entry | null =>
  typeof state === 'object' && state !== null && 'step' in state && 'depth' in state ? (state as Entry) : null

const steps = (): Step[] => [
  'hazard',
  'place',
  ...questions.value.map(({ key }) => `ask:${key}` as const),
  'detail',
  'review',
]

/** The first screen that still lacks something. */
function firstOpen(): Step {
  const { hazard, place } = draft.value
  if (!hazard) return 'hazard'
  if (!place) return 'place'
  const open = questions.value.find(question => !isAnswered(question))
  return open ? `ask:${open.key}` : 'detail'
}

/** A screen may be opened when everything before it is there; a question, when it is still asked. */
function mayOpen(step: Step): boolean {
  if (step === 'queue' || step === 'receipt') return true
  if (step === 'pin') return draft.value.hazard !== null
  const wanted = steps().indexOf(step)
  return wanted >= 0 && wanted <= steps().indexOf(firstOpen()) + (firstOpen() === 'detail' ? 1 : 0)
}

function start(): Entry {
  const found = entryOf(history.state)
  const step = found && mayOpen(found.step) ? found.step : firstOpen()
  return { step, depth: found?.depth ?? 0, mending: found?.mending ?? false, report: found?.report }
}

const entry = signal<Entry>(start())
history.replaceState(entry.value, '')

addEventListener('popstate', event => {
  const found = entryOf(event.state) ?? { step: firstOpen(), depth: 0, mending: false }
  entry.value = mayOpen(found.step) ? found : { ...found, step: firstOpen() }
})

export const step = (): Step => entry.value.step

/** The report whose receipt is on the screen. */
export const receiptOf = (): string | undefined => entry.value.report

type Way = { mending?: boolean; replace?: boolean; report?: string }

export function go(to: Step, { mending = false, replace = false, report }: Way = {}): void {
  const next = { step: to, depth: entry.value.depth + (replace ? 0 : 1), mending, report }
  if (replace) history.replaceState(next, '')
  else history.pushState(next, '')
  entry.value = next
}

/** On to the next screen; after one thing was mended, straight back to the review unless that opened a question. */
export function goOn(): void {
  if (entry.value.mending) {
    const open = firstOpen()
    go(open === 'detail' ? 'review' : open, { mending: open !== 'detail' })
  } else {
    const order = steps()
    go(order[order.indexOf(step()) + 1] ?? 'review')
  }
}

export const canGoBack = (): boolean => step() !== 'receipt' && (entry.value.depth > 0 || step() !== 'hazard')

export function goBack(): void {
  if (entry.value.depth > 0) history.back()
  else {
    const order = steps()
    const before = step() === 'pin' ? 'place' : order[order.indexOf(step()) - 1]
    go(before ?? 'hazard', { replace: true })
  }
}

/** Which of the five dots: what, where, how bad, photo and words, review. */
export function dot(): number {
  const now = step()
  if (now === 'hazard') return 1
  if (now === 'place' || now === 'pin') return 2
  return now === 'detail' ? 4 : now === 'review' ? 5 : 3
}
