// What a report is, and the one check that turns a draft into one: `accept(draft) → Report | Refusal`.
// Mends what a person would expect to be mended, refuses the rest with a stable code that is also a message key.
import { z } from 'zod'
import { cut } from './cut.ts'
import { checkAnswers } from './hazards/answers.ts'
import type { Answers, Level, LngLat } from './hazards/hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from './hazards/index.ts'
import type { Refusal } from './refusal.ts'
import type { State } from './state.ts'

export type { State }

/** How the place was given: shared location, a pin on a map, a typed name, or a feed's own coordinates. */
const placedBy = ['location', 'pin', 'name', 'feed'] as const

export type Report = {
  /** Sortable and unguessable (UUID version 7). */
  id: string
  /** Decimal number for people and for the incumbent's `pkey`. */
  number: number
  /** Grows by one with every change; the newer version wins wherever two meet. */
  version: number
  hazard: HazardKey
  answers: Answers
  level: Level
  /** ISO 8601 in UTC: when it was seen, when it reached us, and when it leaves the live map. */
  at: string
  receivedAt: string
  expiresAt: string
  /** WGS 84 degrees. */
  place: LngLat
  placedBy: (typeof placedBy)[number]
  /** About how far off the true place the point may be, m; null where nobody said. */
  exactness: number | null
  /** ISO 3166-2 code of the province, and the imported local area that covers the place. */
  region: string | null
  area: string | null
  words: string
  title: string | null
  /** File names of the clean photos, at most `PHOTOS_LIMIT`; the first stands for all where one alone is shown. */
  photos: string[]
  /** `grasp` for our own channels (the incumbent's word, which its clients filter by), else the feed's name. */
  source: string
  partner: string | null
  /** The tags a feed or an archive gave, kept to the letter; null for our own reports. */
  tags: Tags | null
  /** Readers' thumbs and flag, null until somebody gave one. */
  points: number | null
  flag: boolean | null
  state: State
  /** The report that this one confirms ("I see it too") or goes on from ("still flooded, deeper"). */
  about: string | null
  /** A drill is never mixed with real reports, anywhere. */
  drill: boolean
  /** Words, photos and the exact place are for officers alone. */
  secret: boolean
}

export type Tags = {
  district_id: string | null
  local_area_id: string | null
  instance_region_code: string | null
  region_code?: string | null
}

/** What a channel hands in. Everything is still only claimed: `accept` looks at each field itself. */
export type Draft = {
  hazard?: unknown
  answers?: unknown
  place?: unknown
  placedBy?: Report['placedBy']
  exactness?: unknown
  at?: unknown
  words?: unknown
  title?: string | null
  photos?: string[]
  source?: string
  partner?: string | null
  tags?: Tags | null
  points?: number | null
  flag?: boolean | null
  about?: string | null
  drill?: boolean
  secret?: boolean
}

export type Acceptance = {
  id: string
  now: Date
  /** Names the region of a place, or undefined where there is none. Given by the caller so that forms need not carry the polygons. */
  regionAt(place: LngLat): { code: string; bounds?: readonly [number, number, number, number] } | undefined
  /** History may be of any age; live reports may not. */
  history?: boolean
}

/** A report that is right but not stored yet: the database gives its number and local area. */
export type AcceptedReport = Omit<Report, 'number' | 'area'>

const HOUR = 3_600_000
/** A phone's clock may run ahead by this much and is set back to now; more is refused. */
const SKEW_MS = 15 * 60_000
/** Older live reports are no news. */
const OLDEST_MS = 7 * 24 * HOUR
const WORDS_LIMIT = 4_000
const MOST_TITLE = 500
export const PHOTOS_LIMIT = 4

export function accept(draft: Draft, given: Acceptance): AcceptedReport | Refusal {
  const hazardKey = hazardKeys.find(key => key === draft.hazard)
  if (!hazardKey) return { refused: 'hazard-unknown', details: { hazard: shown(draft.hazard) } }
  const hazard = hazardOf(hazardKey)

  const answers = checkAnswers(hazardKey, draft.answers ?? {})
  if (!answers.success) return { refused: 'answers-wrong', details: { field: fieldOf(answers.error) } }

  const place = acceptPlace(draft.place, given.regionAt)
  if ('refused' in place) return place

  const at = acceptTime(draft.at, given.now, given.history ?? false)
  if ('refused' in at) return at

  const words = clean(draft.words, given.history)
  if (words.length > WORDS_LIMIT) return { refused: 'words-too-long', details: { limit: WORDS_LIMIT } }

  return {
    id: given.id,
    version: 1,
    hazard: hazardKey,
    answers: answers.data,
    level: hazard.level(answers.data),
    at: at.time.toISOString(),
    receivedAt: given.now.toISOString(),
    expiresAt: new Date(at.time.getTime() + hazard.lifeHours * HOUR).toISOString(),
    place: place.place,
    placedBy: draft.placedBy ?? 'feed',
    exactness: acceptExactness(draft.exactness),
    region: place.region,
    words,
    title: titleOf(draft.title, given.history),
    photos: draft.photos?.slice(0, PHOTOS_LIMIT) ?? [],
    source: draft.source ?? 'grasp',
    partner: draft.partner ?? null,
    tags: draft.tags ?? null,
    points: draft.points ?? null,
    flag: draft.flag ?? null,
    state: 'unverified',
    about: draft.about ?? null,
    drill: draft.drill ?? false,
    secret: draft.secret ?? false,
  }
}

/** What its own citizen may still mend: the answers and the words. Another place, time or hazard is another report. */
export function acceptEdit(
  report: Report,
  edit: { answers?: unknown; words?: unknown },
): Pick<Report, 'answers' | 'level' | 'words'> | Refusal {
  const answers = checkAnswers(report.hazard, edit.answers ?? report.answers)
  if (!answers.success) return { refused: 'answers-wrong', details: { field: fieldOf(answers.error) } }
  const words = edit.words === undefined ? report.words : clean(edit.words)
  if (words.length > WORDS_LIMIT) return { refused: 'words-too-long', details: { limit: WORDS_LIMIT } }
  return { answers: answers.data, level: hazardOf(report.hazard).level(answers.data), words }
}

export const isAlive = (report: Pick<Report, 'state' | 'expiresAt'>, now: Date) =>
  (report.state === 'unverified' || report.state === 'verified') &&
  Date.parse(report.expiresAt) > now.getTime()

/** It waits for an officer's look, and would be alive else. */
export const isHeld = (report: Pick<Report, 'state' | 'expiresAt'>, now: Date) =>
  report.state === 'held' && Date.parse(report.expiresAt) > now.getTime()

const coordinates = z.object({ lng: z.number(), lat: z.number() })

/** Also asked by conversations, so that a citizen hears at once of a place that cannot be. */
export function acceptPlace(
  given: unknown,
  regionAt: Acceptance['regionAt'],
): { place: LngLat; region: string } | Refusal {
  if (given == null) return { refused: 'place-missing' }
  const parsed = coordinates.safeParse(given)
  if (!parsed.success) return { refused: 'place-not-a-point' }
  const { lng, lat } = parsed.data
  if (lng === 0 && lat === 0) return { refused: 'place-zero' }
  const inWorld = Math.abs(lat) <= 90 && Math.abs(lng) <= 180
  const region = inWorld ? regionAt({ lng, lat }) : undefined
  if (region) return { place: { lng, lat }, region: region.code }
  const swapped = Math.abs(lng) <= 90 && Math.abs(lat) <= 180 ? regionAt({ lng: lat, lat: lng }) : undefined
  if (swapped) return { place: { lng: lat, lat: lng }, region: swapped.code }
  return inWorld ? { refused: 'place-outside', details: { lat, lng } } : { refused: 'place-not-a-point' }
}

/** Whole metres; what makes no sense says nothing. */
const acceptExactness = (given: unknown): number | null =>
  typeof given === 'number' && given > 0 && given < 1_000_000 ? Math.max(1, Math.round(given)) : null

function acceptTime(given: unknown, now: Date, history: boolean): { time: Date } | Refusal {
  if (given == null) return { time: now }
  const time = new Date(
    typeof given === 'string' || typeof given === 'number' || given instanceof Date ? given : Number.NaN,
  )
  if (Number.isNaN(time.getTime())) return { refused: 'time-unreadable' }
  const ahead = time.getTime() - now.getTime()
  if (ahead > SKEW_MS) return { refused: 'time-future', details: { time: time.toISOString() } }
  if (!history && -ahead > OLDEST_MS)
    return { refused: 'time-ancient', details: { time: time.toISOString() } }
  return { time: ahead > 0 ? now : time }
}

/** Null: it has none. */
export const titleOf = (title: unknown, history = false): string | null =>
  title == null ? null : cut(clean(title, history), MOST_TITLE)

/** Control characters and lone surrogates go (PostgreSQL takes neither NUL nor half a character), line breaks stay. History keeps its outer blanks. */
export function clean(text: unknown, history = false): string {
  if (typeof text !== 'string') return ''
  const readable = text
    .toWellFormed()
    .replace(/\uFFFD/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, ' ')
  return history ? readable : readable.trim()
}

/** C0 without the line feed, C1, and the marks that turn the direction of a text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g

const shown = (value: unknown) => String(value).slice(0, 40)

const fieldOf = (error: z.ZodError) => error.issues[0]?.path.join('.') || 'answers'
