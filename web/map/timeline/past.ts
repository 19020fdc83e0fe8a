// The past on map and desk: which moment is looked at (null: now), the picture of it, and playing a span back. The address says it as `?at=`.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Moment } from '../../../server/domain/told.ts'
import { ask } from '../../api.ts'
import { emptyPicture, type Picture } from '../../picture.ts'

type Count = { at: string; hazard: string; level: number; count: number }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Spans that can be looked over, in hours, each with the length of a bar in minutes: some 70 to 100 bars. */
export const SPANS = [
  { hours: 6, bar: 5 },
  { hours: 24, bar: 15 },
  { hours: 72, bar: 60 },
  { hours: 168, bar: 120 },
  { hours: 720, bar: 480 },
] as const
export type Span = (typeof SPANS)[number]
/** How far a step goes, minutes. */
export const STEPS = [1, 5, 15, 60] as const
/** How long a step stands before the next, ms. */
const STEP_MS = 700
/** Fingers and keys move faster than the past can be fetched, ms. */
const SETTLE_MS = 90

const query = new URLSearchParams(location.search)
const isDrill = query.get('drill') === '1'

/** Null for what cannot be read and for what has not come yet. */
function readMoment(text: string | null): number | null {
  const time = Date.parse(text ?? '')
  return Number.isFinite(time) && time < Date.now() ? time : null
}

/** The moment that is looked at, ms; null: now, live. */
export const past = signal<number | null>(readMoment(query.get('at')))
export const isOpen = signal(past.value !== null)
export const isPlaying = signal(false)
export const step = signal<(typeof STEPS)[number]>(15)
export const span = signal<Span>(SPANS[1])
/** The end of the span, ms; null: now. */
const spanEnd = signal<number | null>(past.value === null ? null : endAround(past.value, SPANS[1]))
export const counts = signal<{ from: number; to: number; counts: Count[] } | null>(null)
export const trouble = signal<'unreachable' | null>(null)

const fetched = signal<{ at: number; picture: Picture; archived: number } | null>(null)

/** Whether the picture on the screen is not yet that of the moment. */
export const isFetching = computed(() => past.value !== null && fetched.value?.at !== past.value)
export const archived = computed(() => (past.value === null ? 0 : (fetched.value?.archived ?? 0)))

/** What the map shows: the past where one is looked at, else what is live. */
export const pictureOf = (live: ReadonlySignal<Picture>): ReadonlySignal<Picture> =>
  computed(() => (past.value === null ? live.value : (fetched.value?.picture ?? emptyPicture)))

function endAround(at: number, { hours, bar }: Span): number {
  const step = bar * MINUTE
  return Math.min(Math.ceil((at + (hours * HOUR) / 2) / step) * step, Date.now())
}

const keyed = <T extends { properties: { id: string } }>(features: T[]) =>
  new Map(features.map(feature => [feature.properties.id, feature]))

let asked = 0
async function fetchMoment(at: number): Promise<void> {
  const turn = ++asked
  const answer = await ask<Moment>(`/api/moments?at=${new Date(at).toISOString()}&drill=${isDrill ? 1 : 0}`)
  if (turn !== asked) return
  trouble.value = 'found' in answer ? null : 'unreachable'
  if (!('found' in answer)) {
    isPlaying.value = false
    return
  }
  const { reports, incidents, warnings = [], gauges = [], officials = [], archived } = answer.found
  fetched.value = {
    at,
    picture: {
      ...emptyPicture,
      reports: keyed([...archived, ...reports]),
      incidents: keyed(incidents),
      warnings: keyed(warnings),
      gauges: new Map(gauges.map(gauge => [gauge.id, gauge])),
      officials: new Map(officials.map(official => [official.id, official])),
    },
    archived: archived.length,
  }
}

let waiting: ReturnType<typeof setTimeout> | undefined
effect(() => {
  const at = past.value
  clearTimeout(waiting)
  if (at !== null) waiting = setTimeout(() => void fetchMoment(at), fetched.peek() ? SETTLE_MS : 0)
  else {
    asked++
    fetched.value = null
    trouble.value = null
  }
})

effect(() => {
  const at = past.value
  const address = new URL(location.href)
  if (at === null) address.searchParams.delete('at')
  else address.searchParams.set('at', new Date(at).toISOString().replace(/:00\.000Z$/, 'Z'))
  if (address.href !== location.href) history.replaceState(history.state, '', address)
})

addEventListener('popstate', () => {
  past.value = readMoment(new URLSearchParams(location.search).get('at'))
})

/** The bars are those of whole steps, so that they do not change their heights as time goes by. */
const bounds = computed(() => {
  const length = span.value.bar * MINUTE
  const to = Math.ceil((spanEnd.value ?? Date.now()) / length) * length
  return { from: to - span.value.hours * HOUR, to, bar: length }
})
export const spanBounds: ReadonlySignal<{ from: number; to: number; bar: number }> = bounds

let counting = 0
effect(() => {
  if (!isOpen.value) return
  const { from, to, bar } = bounds.value
  const turn = ++counting
  const iso = (time: number) => new Date(time).toISOString()
  void ask<{ counts: Count[] }>(
    `/api/timeline?from=${iso(from)}&to=${iso(to)}&step=${bar / 1_000}&drill=${isDrill ? 1 : 0}`,
  ).then(answer => {
    if (turn === counting) counts.value = 'found' in answer ? { from, to, counts: answer.found.counts } : null
  })
})

/** Never later than now: there it is live again. */
export function goTo(at: number): void {
  const time = Math.round(at / MINUTE) * MINUTE
  if (time >= Date.now() - MINUTE) {
    goLive()
    return
  }
  past.value = time
  const { from, to } = bounds.peek()
  if (time < from || time > to) spanEnd.value = endAround(time, span.peek())
}

export function goLive(): void {
  isPlaying.value = false
  past.value = null
  spanEnd.value = null
}

export function chooseSpan(next: Span): void {
  span.value = next
  if (past.value !== null) spanEnd.value = endAround(past.value, next)
}

/** One span earlier or later. */
export function shift(by: 1 | -1): void {
  const { to } = bounds.peek()
  const end = to + by * span.peek().hours * HOUR
  spanEnd.value = end >= Date.now() ? null : end
}

export const stepBy = (by: number) => goTo((past.value ?? Date.now()) + by * step.value * MINUTE)

/** From the beginning of the span where nothing is looked at yet. */
export function play(): void {
  if (past.value === null) past.value = bounds.peek().from
  isPlaying.value = true
}

effect(() => {
  if (!isPlaying.value || past.value === null || isFetching.value) return
  const next = setTimeout(() => stepBy(1), STEP_MS)
  return () => clearTimeout(next)
})
