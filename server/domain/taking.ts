// What the conversation takes in: a tapped value or the citizen's words, put where the open step keeps it. Undefined: not understood.
import { cut } from './cut.ts'
import type { AnswerValue, LngLat, Question } from './hazards/hazard.ts'
import { type HazardKey, hazardKeys } from './hazards/index.ts'
import { hearChoice, hearCommand, hearHazard, isOnlyHazard, plain, wordsAfter } from './hearing.ts'
import {
  answersOf,
  type Conversation,
  type NamedPlace,
  openStep,
  type Progress,
  photosOf,
  questionAt,
  questionsOf,
} from './progress.ts'
import { clean, type Draft } from './report.ts'
import type { Around, Seen } from './seen.ts'
import { hearDepth, understand } from './understanding/index.ts'

/** A place as the gazetteer finds it, best first. */
type FoundPlace = {
  name: string
  within: string
  place: LngLat
  score: number
  /** Metres. */
  exactness?: number
}

/** What looks places up: by a typed name, and in the middle of a message. */
export type Places = {
  findPlaces: (words: string, limit: number) => FoundPlace[]
  /** The known place that a text names for sure. */
  placeIn: (text: string) => (FoundPlace & { exactness: number }) | undefined
}

/** A place that is known less exactly than this is asked for again, m. */
const EXACT_ENOUGH = 3_000

/** How many other meanings of a typed place are offered, and how sure the gazetteer has to be of them. */
const OTHERS = 3
const OTHERS_SCORE = 0.8
/** Below the report's own limit, so that the typed place fits in beside the words. */
const WORDS_LIMIT = 3_500
/** Longer texts name no place. */
const PLACE_LIMIT = 200

/** Words that send the report or confirm another, and those that do not, beside the buttons' own labels. */
const NO = ['tidak', 'bukan', 'beda', 'berbeda', 'no', 'different']
const YES = ['ya', 'iya', 'benar', 'betul', 'ok', 'oke', 'kirim', 'yes', 'send']

export function withPlace(report: Progress, place: NonNullable<Progress['place']>): Progress {
  return { ...report, place, reopened: report.reopened === 'place' ? undefined : report.reopened }
}

/** Words that the step may look up as the name of a place, and whether somebody was asked for one. */
export function placeWords(
  { report, around, alerts }: Conversation,
  input: { kind: string; text?: string },
): { words: string; asked: boolean } | undefined {
  if (input.kind !== 'text' || input.text === undefined || input.text.length > PLACE_LIMIT) return undefined
  const words = clean(input.text)
  const command = hearCommand(words, !report)
  if (command) return command === 'around' ? { words: wordsAfter(words), asked: true } : undefined
  const isPlaceOpen = report !== undefined && openStep(report) === 'place'
  return { words, asked: around === true || alerts !== undefined || isPlaceOpen }
}

/** Keeps words that came outside their step, and fills in what they say of all that is still missing. */
export function withWords(report: Progress, text: string, placeIn: Places['placeIn']): Progress {
  if (text === '') return report
  const { hazard: named, answers: heard } = understand(text, report.hazard)
  const hazard = report.hazard ?? named
  const words = report.words ? `${report.words}\n${text}` : text
  const known: Progress = { ...report, hazard, words: words.length > WORDS_LIMIT ? report.words : words }
  // What was said of another hazard answers none of this one's questions.
  const answers = named === hazard ? heard : {}
  const answered = questionsOf({ ...known, answers: { ...answers, ...report.answers } })
    .map(({ key }) => key)
    .filter(key => answers[key] !== undefined)
  return withNamedPlace(
    {
      ...known,
      answers: { ...answers, ...report.answers },
      settled: [...new Set([...report.settled, ...answered])],
    },
    text,
    placeIn,
  )
}

function withNamedPlace(report: Progress, text: string, placeIn: Places['placeIn']): Progress {
  const found = report.place === undefined ? placeIn(text) : undefined
  if (!found || found.exactness > EXACT_ENOUGH) return report
  const [place] = namedOnce([found])
  return place ? { ...report, place: { ...place, placedBy: 'name' } } : report
}

function withHazard(report: Progress, hazard: HazardKey): Progress {
  const kept = { ...report, hazard, reopened: undefined }
  return hazard === report.hazard ? kept : { ...kept, answers: {}, settled: [] }
}

function withAnswer(report: Progress, { key }: Question, value: AnswerValue | undefined): Progress {
  const settled = [...report.settled.filter(other => other !== key), key]
  return { ...report, answers: { ...report.answers, [key]: value }, settled, reopened: undefined }
}

/** A tapped button of the open step, by its value. */
export function tap(report: Progress, value: string): Progress | undefined {
  const open = openStep(report)
  if (value === 'keep') return kept(report)
  if (open === 'hazard') {
    const hazard = hazardKeys.find(key => key === value)
    return hazard && withHazard(report, hazard)
  }
  if (open === 'near') return value === 'different' ? unlikeNear(report) : undefined
  if (open === 'extras')
    return value === 'skip' ? { ...report, passed: true, reopened: undefined } : undefined
  const question = questionAt(report, open)
  if (question) return tapAnswer(report, question, value)
  return open === 'confirm' ? tapConfirm(report, value) : undefined
}

function kept(report: Progress): Progress {
  const question = questionAt(report, openStep(report))
  return question
    ? withAnswer(report, question, report.answers[question.key])
    : { ...report, reopened: undefined }
}

function tapAnswer(report: Progress, question: Question, value: string): Progress | undefined {
  if (value === 'unknown') return withAnswer(report, question, undefined)
  const chosen = report.answers[question.key]
  if (value === 'done' && question.kind === 'choices') return withAnswer(report, question, chosen)
  const choices = question.kind === 'depth' ? question.marks : question.choices
  const choice = /^\d+$/.test(value) ? choices[Number(value)] : undefined
  if (!choice) return undefined
  if (question.kind !== 'choices') return withAnswer(report, question, choice.value)
  const before = Array.isArray(chosen) ? chosen : []
  const after = question.choices
    .map(other => Number(other.value))
    .filter(other => before.includes(other) !== (other === choice.value))
  return { ...report, answers: { ...report.answers, [question.key]: after } }
}

function tapConfirm(report: Progress, value: string): Progress | undefined {
  if (value === 'place' || value === 'hazard') return { ...report, reopened: value }
  if (value === 'answers') return { ...report, settled: [] }
  const { place } = report
  const other = value.startsWith('other') ? place?.others?.[Number(value.slice(5))] : undefined
  if (!place || !other) return undefined
  const { lng, lat, name = '', exactness } = place
  const others = place.others?.map(one => (one === other ? { lng, lat, name, exactness } : one))
  return { ...report, place: { ...place, ...other, others } }
}

/** The citizen's words at the open step; 'send' at the last one, 'same' where another's report is confirmed. */
export function hear(
  report: Progress,
  text: string,
  { findPlaces, placeIn }: Places,
): Progress | 'send' | 'same' | 'too-long' | undefined {
  const open = openStep(report)
  if (plain(text) === '') return undefined
  if (open === 'hazard') {
    const hazard = hearHazard(text)
    if (!hazard) return undefined
    const named = withHazard(report, hazard)
    return isOnlyHazard(text, hazard) ? named : withWords(named, text, placeIn)
  }
  if (open === 'near') {
    if (YES.includes(plain(text))) return 'same'
    const own = unlikeNear(report)
    // Who describes what they see has answered: theirs is another.
    return NO.includes(plain(text)) ? own : hear(own, text, { findPlaces, placeIn })
  }
  if (open === 'place') return hearPlace(report, text, findPlaces)
  const question = questionAt(report, open)
  if (question) return hearAnswer(report, question, text)
  if (open === 'confirm' && YES.includes(plain(text))) return 'send'
  const before = open === 'confirm' && report.words ? `${report.words}\n` : ''
  const words = `${before}${text}`
  return words.length > WORDS_LIMIT ? 'too-long' : { ...report, words, passed: true, reopened: undefined }
}

const unlikeNear = (report: Progress): Progress => ({
  ...report,
  near: report.near && { ...report.near, different: true },
  reopened: undefined,
})

/** The other's answers stand for those that the citizen has not given. */
export const likeNear = (report: Progress): Progress => ({
  ...report,
  about: report.near?.id,
  answers: { ...report.near?.answers, ...report.answers },
})

/** When hazard and place are known, and once for each report: has somebody else reported the same nearby? */
export function lookedAround(
  before: Progress | undefined,
  report: Progress,
  { seenNear, reports }: { seenNear: (around: Around) => Seen[]; reports: { id: string }[] },
): Progress {
  const { hazard, place } = report
  const isAsBefore = before?.hazard === hazard && before?.place === place
  if (isAsBefore || report.near?.different) return report
  const not = reports.map(({ id }) => id)
  const [near] = hazard && place ? seenNear({ hazard, place, exactness: place.exactness, not }) : []
  return near || report.near ? { ...report, near } : report
}

function hearPlace(
  report: Progress,
  text: string,
  findPlaces: (words: string, limit: number) => FoundPlace[],
): Progress | undefined {
  const found = findPlaces(cut(text, PLACE_LIMIT), OTHERS + 1)
  const [best, ...rest] = namedOnce(found.filter(({ score }, index) => index === 0 || score >= OTHERS_SCORE))
  if (!best) return undefined
  return withPlace(report, { ...best, placedBy: 'name', typed: cut(text, PLACE_LIMIT), others: rest })
}

const namedOnce = (found: FoundPlace[]): NamedPlace[] => {
  const named = found.map(({ name, within, place, exactness }) => ({
    lng: place.lng,
    lat: place.lat,
    exactness,
    name: [name, ...within.split(', ').slice(0, 1)].filter(Boolean).join(', '),
  }))
  return named.filter((one, index) => named.findIndex(other => other.name === one.name) === index)
}

function hearAnswer(report: Progress, question: Question, text: string): Progress | undefined {
  if (question.kind === 'depth') {
    const depth = hearDepth(text, question)
    return depth === undefined ? undefined : withAnswer(report, question, depth)
  }
  const { choices } = question
  const values = (question.kind === 'choices' ? text.split(/[,;&\n]/) : [text]).map(
    part => choices[hearChoice(part, choices) ?? -1]?.value,
  )
  if (values.some(value => value === undefined)) return undefined
  return withAnswer(report, question, question.kind === 'choices' ? values.map(Number) : values[0])
}

/** What was typed as the place goes along: it may say more than the name that was found for it. */
export function draftOf(report: Progress): Draft {
  const { hazard, place } = report
  const typed = place?.typed && !place.name?.toLowerCase().includes(place.typed.toLowerCase())
  const words = [report.words, typed && `📍 ${place?.typed}`].filter(Boolean).join('\n')
  return {
    hazard,
    answers: answersOf(report),
    place: place && { lng: place.lng, lat: place.lat },
    placedBy: place?.placedBy,
    exactness: place?.exactness,
    words,
    photos: photosOf(report),
    ...(report.about && { about: report.about }),
  }
}
