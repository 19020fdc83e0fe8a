// The citizen's conversation as a pure step: (conversation, input) → (conversation, replies, perhaps a report).
// Every channel speaks it; what the world knows (places, time, the citizen's reports) is given.
import {
  ANY,
  ask,
  choiceOf,
  expectedAt,
  FORGET,
  forgetRow,
  hazardRows,
  languageRow,
  markOf,
  NEW,
  receipt,
  summary,
} from './asking.ts'
import type { Given, Input, Outcome } from './exchange.ts'
import { hazardKeys } from './hazards/index.ts'
import { type Command, hearCommand, isOnlyHazard, plain, wordsAfter } from './hearing.ts'
import { inPlaceOf, takingPlaceOf } from './in-place.ts'
import { lookAround, placeAround } from './looking-around.ts'
import { isLanguage, type Language, say, sayRefusal } from './messages/index.ts'
import { aboutOwn, concluded, statusOf } from './own-reports.ts'
import { type Conversation, openStep, type Progress, photosOf, stepBefore, withLast } from './progress.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import type { Link, Reply } from './reply.ts'
import { acceptPlace, clean, PHOTOS_LIMIT } from './report.ts'
import { subscribing } from './subscribing.ts'
import { draftOf, hear, likeNear, lookedAround, tap, withPlace, withWords } from './taking.ts'
import { needsRescue, understand } from './understanding/index.ts'
import { languageIn } from './understanding/language.ts'

export { placeWords } from './taking.ts'
export type { Conversation }
export { concluded, receipt }

/** A report that nobody finished within a day is no news any more. */
const STALE_MS = 24 * 3_600_000

export function step({ last, ...before }: Conversation, input: Input, given: Given): Outcome {
  if (input.kind !== 'edited') return withLast(before.report, input, taken(before, input, given))
  // What the last message says now counts as if it had said so at once, unless nothing would be left of the report.
  const again =
    before.report && last?.message === input.message
      ? step({ ...before, report: last.before }, { ...input, kind: 'text' }, given)
      : undefined
  if (again?.conversation.report) return noted(say(before.language, 'bot.edited'), again)
  return taken(before, { kind: 'other', what: 'edited' }, given)
}

type Told = Exclude<Input, { kind: 'edited' }>

function taken(before: Conversation, input: Told, given: Given): Outcome {
  const { alerts, ...conversation } = inTheirLanguage(before, input)
  const { report, language } = conversation
  const said = subscribing(alerts, conversation, input, given)
  if (said) return said
  if (!report || given.now.getTime() - Date.parse(report.begun) < STALE_MS)
    return respond(conversation, input, given)
  return noted(say(language, 'bot.expired'), respond({ language }, input, given))
}

/** Who begins a report in plain English or Indonesian is answered in it. */
function inTheirLanguage(conversation: Conversation, input: Told): Conversation {
  if (conversation.report || input.kind !== 'text') return conversation
  return { ...conversation, language: languageIn(clean(input.text)) ?? conversation.language }
}

/** The note stands before the first of the replies. */
function noted(note: string, outcome: Outcome): Outcome {
  const [first, ...rest] = outcome.replies
  if (!first) return outcome
  return { ...outcome, replies: [{ ...first, text: `${note}\n\n${first.text}` }, ...rest] }
}

/** The report was refused after all: back to the step that can mend it. */
export function mend({ language, report }: Conversation, refusal: Refusal): Outcome {
  const note = sayRefusal(language, refusal)
  if (!report) return { conversation: { language }, replies: [{ text: note, question: true }] }
  const reopened = refusal.refused.startsWith('place-')
    ? 'place'
    : refusal.refused === 'words-too-long'
      ? 'extras'
      : undefined
  const settled = refusal.refused === 'answers-wrong' ? [] : report.settled
  return asking(language, { ...report, reopened, settled }, note)
}

const asking = (language: Language, report: Progress, note?: string): Outcome => ({
  conversation: { language, report },
  replies: [ask(report, language, note)],
})

const telling = (conversation: Conversation, text: string): Outcome => ({
  conversation,
  replies: [{ text, question: true }],
})

const begin = ({ key, now }: Given): Progress => ({
  key,
  begun: now.toISOString(),
  answers: {},
  settled: [],
})

function respond({ adding, ...before }: Conversation, input: Told, given: Given): Outcome {
  const own = aboutOwn({ ...before, adding }, input, given)
  if (own) return own
  // Whatever else is said, no more photos are meant for the earlier report.
  const conversation: Conversation = before
  const { language, report } = conversation
  const answered = answerTo(conversation, input, given)
  if (answered) return answered
  const around = conversation.around && !isCommand(input) && placeAround(conversation, input, given)
  if (around) return around
  if (input.kind === 'choice') return respondToTap(conversation, input, given)
  if (input.kind === 'text') return respondToText(conversation, clean(input.text), given)
  if (input.kind === 'place') {
    const accepted = acceptPlace(input.place, given.regionAt)
    const current = report ?? begin(given)
    if (isRefusal(accepted)) return asking(language, current, sayRefusal(language, accepted))
    return takenPlace(
      language,
      lookedAround(
        report,
        withPlace(current, { ...accepted.place, placedBy: 'location', exactness: input.exactness }),
        given,
      ),
    )
  }
  if (input.kind === 'photo') {
    const spoken = lookedAround(
      report,
      withWords(report ?? begin(given), clean(input.caption), given.placeIn),
      given,
    )
    if (input.photo === 'lost')
      return asking(language, { ...spoken, passed: true }, say(language, 'bot.photo-lost'))
    if (isRefusal(input.photo)) {
      const note = `${sayRefusal(language, input.photo)}\n${say(language, 'bot.photo-refused')}`
      return asking(language, { ...spoken, passed: true }, note)
    }
    const photos = photosOf(spoken)
    if (photos.length >= PHOTOS_LIMIT) {
      const refusal = { refused: 'photos-enough', details: { limit: PHOTOS_LIMIT } } as const
      return asking(language, { ...spoken, passed: true }, sayRefusal(language, refusal))
    }
    const kept = { ...spoken, photos: [...photos, input.photo.name], passed: true }
    const note = openStep(kept) === 'confirm' ? undefined : say(language, 'bot.photo-taken')
    return urged(clean(input.caption), language, asking(language, kept, note))
  }
  const note = input.what && say(language, `bot.untaken-${input.what}`)
  const caption = clean(input.caption ?? '')
  if (note && caption) return noted(note, respondToText(conversation, caption, given))
  if (input.what === 'group') return telling(conversation, say(language, 'bot.untaken-group'))
  return report
    ? asking(language, report, note ?? say(language, expectedAt(report)))
    : telling(conversation, [note, say(language, 'bot.idle')].filter(Boolean).join('\n\n'))
}

/** Whoever was asked by an officer and is not in the middle of anything else answers with the next words, place or photo. */
function answerTo(conversation: Conversation, input: Told, { asked }: Given): Outcome | undefined {
  if (!asked || conversation.report || conversation.around || isCommand(input)) return undefined
  const words = wordsOf(input)
  if (words === undefined) return undefined
  const { language } = conversation
  return {
    conversation,
    replies: [{ text: say(language, 'bot.answer-taken'), question: true }],
    answers: { question: asked.id, words },
    ...photoFor(input, asked.report),
  }
}

/** A photo that comes as an answer belongs to the report that was asked about. */
function photoFor(input: Told, report: string): Pick<Outcome, 'does'> {
  if (input.kind !== 'photo' || input.photo === 'lost' || isRefusal(input.photo)) return {}
  return { does: { do: 'photo', report, photo: input.photo.name, words: clean(input.caption) } }
}

function wordsOf(input: Told): string | undefined {
  if (input.kind === 'text') return clean(input.text) || undefined
  if (input.kind === 'place') return `📍 ${input.place.lat.toFixed(5)}, ${input.place.lng.toFixed(5)}`
  if (input.kind === 'photo') return clean(input.caption) || '📷'
  return undefined
}

const isCommand = (input: Told) => input.kind === 'text' && hearCommand(clean(input.text), true) !== undefined

function respondToText(conversation: Conversation, text: string, given: Given): Outcome {
  const { language, report } = conversation
  const command = hearCommand(text, !report)
  if (command === 'around') return lookAround(conversation, wordsAfter(text), given)
  if (command && command !== 'alerts') return obey(command, conversation, given)
  if (!report) {
    const { hazard } = understand(text)
    if (!hazard && !needsRescue(text)) return telling(conversation, say(language, 'bot.idle'))
    const begun = { ...begin(given), hazard }
    if (hazard && isOnlyHazard(text, hazard)) return asking(language, begun)
    const known = lookedAround(undefined, withWords(begun, text, given.placeIn), given)
    return urged(text, language, understood(language, known))
  }
  const named = ask(report, language)
    .buttons?.flat()
    .find(({ label }) => plain(label) !== '' && plain(label) === plain(text))
  if (named) return respondToTap(conversation, { kind: 'choice', choice: named.choice }, given)
  const heard = hear(report, text, given)
  if (heard === 'send') return send(conversation, report)
  if (heard === 'same') return send(conversation, likeNear(report))
  if (heard === 'too-long')
    return asking(
      language,
      report,
      sayRefusal(language, { refused: 'words-too-long', details: { limit: 3_500 } }),
    )
  if (!heard) return urged(text, language, asking(language, report, say(language, expectedAt(report))))
  return urged(
    text,
    language,
    heard.place === report.place
      ? asking(language, lookedAround(report, heard, given))
      : takenPlace(language, lookedAround(report, heard, given)),
  )
}

/** One message said it all or much of it: what was understood is shown, and only what is missing is asked. */
function understood(language: Language, report: Progress): Outcome {
  const known = { ...report, passed: true }
  const said = openStep(known) === 'confirm' ? '' : summary(known, language)
  return asking(language, known, said ? say(language, 'bot.understood', { said }) : undefined)
}

/** Who calls for rescue reads the emergency number before anything else. */
function urged(text: string, language: Language, outcome: Outcome): Outcome {
  if (!needsRescue(text)) return outcome
  return {
    ...outcome,
    replies: [{ text: say(language, 'bot.rescue'), question: false }, ...outcome.replies],
  }
}

/** The place is said back in a message of its own: it also lets a channel put its location button away. */
const takenPlace = (language: Language, report: Progress): Outcome => ({
  conversation: { language, report },
  replies: [
    { text: `📍 ${report.place?.name ?? say(language, 'bot.place-taken')}`, question: true },
    ask(report, language),
  ],
})

function obey(
  command: Exclude<Command, 'around' | 'alerts'>,
  conversation: Conversation,
  given: Given,
): Outcome {
  const { language, report } = conversation
  switch (command) {
    case 'report': {
      if (report) return asking(language, report)
      const outcome = asking(language, begin(given))
      const link = {
        label: say(language, 'bot.form'),
        url: `${given.publicUrl}/card/${given.card}`,
        form: true,
      }
      return { ...outcome, replies: outcome.replies.map(reply => ({ ...reply, links: [link] })), card: true }
    }
    case 'start':
      if (report) return asking(language, report, say(language, 'bot.start'))
      return {
        conversation,
        replies: [
          {
            text: `${say(language, 'bot.start')}\n\n${say(language, 'bot.ask-hazard')}`,
            buttons: [...hazardRows(language, key => choiceOf(NEW, 'hazard', key)), languageRow()],
            links: [noticeLink(language, given)],
            question: true,
          },
        ],
      }
    case 'language':
      return {
        conversation,
        replies: [{ text: say(language, 'bot.language'), buttons: [languageRow()], question: true }],
      }
    case 'cancel':
      return telling({ language }, say(language, report ? 'bot.cancelled' : 'bot.nothing-to-cancel'))
    case 'forget':
      return {
        conversation,
        replies: [
          {
            text: say(language, 'bot.forget-ask'),
            buttons: [forgetRow(language)],
            links: [noticeLink(language, given)],
            question: true,
          },
        ],
      }
    case 'help':
      return aside(conversation, say(language, 'bot.help'))
    case 'status': {
      const status = statusOf(given.reports, language, given)
      return report ? aside(conversation, status.text) : { conversation, replies: [status] }
    }
  }
}

/** The privacy notice. */
const noticeLink = (language: Language, { publicUrl }: Pick<Given, 'publicUrl'>): Link => ({
  label: say(language, 'bot.privacy'),
  url: `${publicUrl}/privasi?lang=${language}`,
})

/** Says something else, and asks the open question again. */
const aside = (conversation: Conversation, text: string): Outcome =>
  conversation.report ? asking(conversation.language, conversation.report, text) : telling(conversation, text)

function respondToTap(
  conversation: Conversation,
  { choice, message }: Extract<Input, { kind: 'choice' }>,
  given: Given,
): Outcome {
  const { language, report } = conversation
  const [mark, step, value = ''] = choice.split('|')
  if (mark === ANY && isLanguage(value)) {
    const note = say(value, 'bot.language-set')
    return aside({ ...conversation, language: value }, report ? note : `${note} ${say(value, 'bot.idle')}`)
  }
  if (mark === ANY && step === FORGET) {
    if (value !== 'yes') return aside(conversation, say(language, 'bot.forget-kept'))
    return {
      conversation: { language },
      replies: [{ text: say(language, 'bot.forgotten'), question: false }],
      forget: true,
    }
  }
  if (!report) {
    const hazard = mark === NEW && hazardKeys.find(key => key === value)
    return hazard
      ? takingPlaceOf(message, choice, asking(language, { ...begin(given), hazard }), startButtons(language))
      : telling(conversation, say(language, 'bot.button-old'))
  }
  // A button of an earlier question changes nothing: the open question comes to where it was tapped.
  if (mark !== markOf(report) || step !== openStep(report))
    return inPlaceOf(message, asking(language, report))
  if (value === 'cancel') return telling({ language }, say(language, 'bot.cancelled'))
  if (value === 'send') return send(conversation, report, message)
  if (value === 'same' && step === 'near') return send(conversation, likeNear(report), message)
  const before = stepBefore(report)
  const next = value === 'back' ? before && { ...report, reopened: before } : tap(report, value)
  if (!next)
    return asking(language, report, say(language, value === 'back' ? 'bot.first-step' : expectedAt(report)))
  return takingPlaceOf(
    message,
    choice,
    asking(language, lookedAround(report, next, given)),
    ask(report, language),
  )
}

const startButtons = (language: Language): Reply => ({
  text: '',
  question: true,
  buttons: hazardRows(language, key => choiceOf(NEW, 'hazard', key)),
})

function send({ language }: Conversation, report: Progress, message?: string): Outcome {
  const text = `${summary(report, language)}\n\n${say(language, 'bot.sent')}`
  return {
    conversation: { language },
    replies: message === undefined ? [] : [{ text, question: true, edit: message }],
    sent: { key: report.key, draft: draftOf(report) },
  }
}
