// What the conversation says: each step's question with its buttons, the summary before sending, the receipt, the status.
import type { Answers, Level, Question } from './hazards/hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from './hazards/index.ts'
import { type Language, languages, type MessageKey, phrase, say } from './messages/index.ts'
import { answersOf, isSettled, openStep, type Progress, photosOf, questionAt, type Step } from './progress.ts'
import type { Button, Link, Reply } from './reply.ts'
import type { Report } from './report.ts'
import type { Seen } from './seen.ts'

const levelEmoji: Record<Level, string> = { 0: '🟦', 1: '🟨', 2: '🟧', 3: '🟥' }

/** Buttons carry whose they are: a report's own mark and its step, so that an old button cannot answer a new question. */
export const markOf = (report: Progress): string => report.key.slice(-8)
/** Buttons that begin a report, and those that mean the same at any time. */
export const NEW = 'new'
export const ANY = 'any'

export const choiceOf = (mark: string, step: string, value: string | number) => `${mark}|${step}|${value}`

/** The open question. A note before it says what was taken or what is expected now. */
export function ask(report: Progress, language: Language, note?: string): Reply {
  const step = openStep(report)
  const button = (label: string, value: string | number): Button => ({
    label,
    choice: choiceOf(markOf(report), step, value),
  })
  const way = [button(say(language, 'bot.cancel'), 'cancel')]
  if (step !== 'hazard') way.unshift(button(say(language, 'bot.back'), 'back'))
  const keep = isKeepable(report, step) ? [[button(say(language, 'bot.keep'), 'keep')]] : []
  const { text, rows, askLocation } = questionOf(report, step, language, button)
  return {
    text: note ? `${note}\n\n${text}` : text,
    buttons: [...rows, ...keep, way],
    question: true,
    ...(askLocation && { askLocation }),
  }
}

const isKeepable = (report: Progress, step: Step) =>
  isSettled(report, step) || (step.startsWith('?') && report.answers[step.slice(1)] !== undefined)

/** What is said where an answer was not understood. */
export function expectedAt(report: Progress): MessageKey {
  const open = openStep(report)
  const question = questionAt(report, open)
  if (question) return `bot.hear-${question.kind}`
  return open === 'hazard'
    ? 'bot.hear-hazard'
    : open === 'place'
      ? 'bot.hear-place'
      : open === 'extras'
        ? 'bot.hear-extras'
        : 'bot.hear-confirm'
}

type Asked = { text: string; rows: Button[][]; askLocation?: string }
type MakeButton = (label: string, value: string | number) => Button

function questionOf(report: Progress, step: Step, language: Language, button: MakeButton): Asked {
  if (step === 'hazard')
    return {
      text: say(language, 'bot.ask-hazard'),
      rows: hazardRows(language, key => button('', key).choice),
    }
  if (step === 'place')
    return { text: say(language, 'bot.ask-place'), rows: [], askLocation: say(language, 'bot.share-place') }
  if (step === 'near' && report.near)
    return {
      text: [
        `${say(language, 'after.near-before')}\n${nearby(report.near, report.begun, language)}`,
        say(language, 'after.near-question'),
      ].join('\n\n'),
      rows: [
        [button(say(language, 'after.near-same'), 'same')],
        [button(say(language, 'after.near-different'), 'different')],
      ],
    }
  if (step === 'extras')
    return { text: say(language, 'bot.ask-extras'), rows: [[button(say(language, 'bot.skip'), 'skip')]] }
  const question = questionAt(report, step)
  if (question) return answerRows(question, report.answers, language, button)
  const hints = [
    report.place?.placedBy === 'name' && say(language, 'bot.share-exact'),
    photosOf(report).length === 0 && say(language, 'bot.add-photo'),
  ].filter(Boolean)
  return {
    text: `${summary(report, language)}\n\n${[say(language, 'bot.ask-confirm'), ...hints].join('\n')}`,
    rows: [
      [button(say(language, 'bot.send'), 'send')],
      ...(report.place?.others ?? []).map((other, index) => [button(`📍 ${other.name}`, `other${index}`)]),
      [
        button(say(language, 'bot.change-hazard'), 'hazard'),
        button(say(language, 'bot.change-place'), 'place'),
        button(say(language, 'bot.change-answers'), 'answers'),
      ],
    ],
  }
}

function answerRows(question: Question, given: Answers, language: Language, button: MakeButton): Asked {
  const text = phrase(language, question.ask)
  const unknown = [button(say(language, 'bot.unknown'), 'unknown')]
  if (question.kind === 'depth') {
    const marks = question.marks.map(({ value, label }, index) =>
      button(`${phrase(language, label)} · ${value} cm`, index),
    )
    return { text, rows: [...inPairs(marks), unknown] }
  }
  const chosen = given[question.key]
  const isChosen = (value: unknown) => Array.isArray(chosen) && chosen.some(one => one === value)
  const rows = question.choices.map(({ value, label }, index) => [
    button(`${isChosen(value) ? '☑️ ' : ''}${phrase(language, label)}`, index),
  ])
  const done = question.kind === 'choices' ? [[button(say(language, 'bot.done'), 'done')]] : []
  return { text, rows: [...rows, ...done, unknown] }
}

export const hazardRows = (language: Language, choice: (key: HazardKey) => string): Button[][] =>
  inPairs(
    hazardKeys.map(key => ({
      label: `${hazardOf(key).emoji} ${phrase(language, hazardOf(key).name)}`,
      choice: choice(key),
    })),
  )

export const languageRow = (): Button[] =>
  languages.map(language => ({
    label: say(language, 'bot.language-name'),
    choice: choiceOf(ANY, 'language', language),
  }))

export const FORGET = 'forget'

export const forgetRow = (language: Language): Button[] => [
  { label: say(language, 'bot.forget-yes'), choice: choiceOf(ANY, FORGET, 'yes') },
  { label: say(language, 'bot.forget-no'), choice: choiceOf(ANY, FORGET, 'no') },
]

const inPairs = <T>(items: T[]): T[][] =>
  items.flatMap((_, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []))

/** Everything that would be sent. */
export function summary(report: Progress, language: Language): string {
  const { hazard, place, words } = report
  const photos = photosOf(report).length
  return [
    hazard && headline(hazard, answersOf(report), language),
    place && `📍 ${place.name ?? say(language, 'bot.shared-place')}`,
    words && `💬 ${words}`,
    photos === 1 && `📷 ${say(language, 'bot.with-photo')}`,
    photos > 1 && `📷 ${say(language, 'bot.with-photos', { count: photos })}`,
  ]
    .filter(Boolean)
    .join('\n')
}

/** "120 m dari sana, 10 menit lalu: 🟨 Banjir · 50 cm, selutut" */
function nearby({ metres, at, hazard, answers, level }: Seen, now: string, language: Language): string {
  const { name, describe } = hazardOf(hazard)
  const said = describe(answers)
  return say(language, 'after.near', {
    metres: Math.max(10, Math.round(metres / 10) * 10),
    age: ageOf(at, now, language),
    said: `${levelEmoji[level]} ${[name, said].flatMap(one => (one ? phrase(language, one) : [])).join(' · ')}`,
  })
}

function ageOf(at: string, now: string, language: Language): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / 60_000))
  if (minutes < 1) return say(language, 'map.age-now').toLowerCase()
  return minutes < 60
    ? say(language, 'map.age-minutes', { count: minutes })
    : say(language, 'map.age-hours', { count: Math.floor(minutes / 60) })
}

/** "🟨 Banjir · 50 cm, selutut (Waspada)" */
export function headline(key: HazardKey, answers: Answers, language: Language): string {
  const hazard = hazardOf(key)
  const level = hazard.level(answers)
  const said = hazard.describe(answers)
  const parts = [phrase(language, hazard.name), said && phrase(language, said)].filter(Boolean).join(' · ')
  return `${levelEmoji[level]} ${parts} (${say(language, `level.${level}`)})`
}

/** Given once the report is stored: its number, its place on the map, what to do now, whom to call. */
export function receipt(
  report: Report,
  language: Language,
  links: Link[],
  { photosFollow = false } = {},
): Reply {
  const advice = hazardOf(report.hazard).advice.map(text => `• ${phrase(language, text)}`)
  return {
    text: [
      [
        say(language, 'bot.receipt', { number: report.number }),
        ...(report.state === 'held' ? [say(language, 'bot.receipt-held')] : []),
        ...(photosFollow && report.photos.length === 0 ? [say(language, 'after.photo-later')] : []),
      ].join('\n'),
      [say(language, 'bot.receipt-advice'), ...advice].join('\n'),
      say(language, 'bot.receipt-numbers'),
    ].join('\n\n'),
    links,
    question: false,
  }
}
