// What is said about reports that the citizen has sent: how they are, what can be done with each, and whether it is still so.
import { depthQuestion, mayEdit, mayWithdraw, type Present, presents, withDepth } from './aftermath.ts'
import { headline } from './asking.ts'
import { hazardOf, stillOf } from './hazards/index.ts'
import { type Language, localeOf, phrase, say, sayRefusal } from './messages/index.ts'
import type { Conversation } from './progress.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import type { Button, Reply } from './reply.ts'
import { isAlive, PHOTOS_LIMIT, type Report } from './report.ts'
import { understand } from './understanding/index.ts'

/** What a citizen does with an own report; what is said then follows from what became of it. */
export type Deed =
  | { do: 'withdraw' | 'restore'; report: string }
  | { do: 'photo'; report: string; photo: string; words: string }
  | { do: 'still'; report: string; present: Present }
  | { do: 'mend'; report: string; answers: Report['answers'] }

type Given = {
  now: Date
  /** The citizen's own, latest first. */
  reports: Report[]
  linkTo: (report: Report) => string
  regionAt: (place: Report['place']) => { timeZone?: string } | undefined
}

type Outcome = { conversation: Conversation; replies: Reply[]; does?: Deed }

/** Buttons under which an own report is meant: `own|what|report`. */
const OWN = 'own'
const choiceOf = (what: string, { id }: Pick<Report, 'id'>) => `${OWN}|${what}|${id}`

/** Reports that /status shows. */
const SHOWN = 5

/** The citizen's own reports, latest first, with the local time of each place and what can be done with each. */
export function statusOf(all: Report[], language: Language, given: Given): Reply {
  const reports = all.slice(0, SHOWN)
  if (reports.length === 0) return { text: say(language, 'bot.status-none'), question: true }
  const lines = reports.map(report => lineOf(report, language, given))
  const open = reports.filter(report => rowsFor(report, language, given).length > 0)
  const [only] = open
  const buttons =
    open.length === 1 && only
      ? rowsFor(only, language, given)
      : open.map(report => [
          {
            label: `${hazardOf(report.hazard).emoji} ${report.number}`,
            choice: choiceOf('open', report),
          },
        ])
  return { text: [say(language, 'bot.status'), ...lines].join('\n\n'), buttons, question: true }
}

function lineOf(report: Report, language: Language, { now, linkTo, regionAt }: Given): string {
  const time = new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: regionAt(report.place)?.timeZone ?? 'Asia/Jakarta',
  }).format(new Date(report.at))
  const open = report.state === 'unverified' || report.state === 'verified'
  const ended = open && !isAlive(report, now) ? `, ${say(language, 'state.ended').toLowerCase()}` : ''
  return [
    `${report.number} · ${say(language, `state.${report.state}`)}${ended} · ${headline(report.hazard, report.answers, language)}`,
    time,
    linkTo(report),
  ].join('\n')
}

function rowsFor(report: Report, language: Language, { now, reports }: Given): Button[][] {
  const button = (label: string, what: string) => ({ label, choice: choiceOf(what, report) })
  if (!mayEdit(report, now)) return []
  const goneOn = reports.some(({ about }) => about === report.id)
  const still = isAlive(report, now) && !goneOn ? [[button(say(language, 'after.still'), 'still')]] : []
  return [
    ...still,
    ...(report.photos.length < PHOTOS_LIMIT ? [[button(say(language, 'after.photo'), 'photo')]] : []),
    ...(mayWithdraw(report) ? [[button(say(language, 'after.withdraw'), 'withdraw')]] : []),
  ]
}

/** Asked before the report's life ends: is it still so? */
export function stillQuestion(report: Report, language: Language): Reply {
  const words = stillOf(report.hazard)
  const said = hazardOf(report.hazard).describe(report.answers)
  const what = [phrase(language, hazardOf(report.hazard).name), said && phrase(language, said)]
  return {
    text: say(language, 'after.still-ask', {
      number: report.number,
      what: what.filter(Boolean).join(' · '),
      ask: phrase(language, words.ask),
    }),
    buttons: presents.map(present => [
      { label: phrase(language, words[present]), choice: choiceOf(present, report) },
    ]),
    question: true,
  }
}

const depthAsked = (report: Report, language: Language): Reply | undefined => {
  const question = depthQuestion(report.hazard)
  if (!question) return undefined
  const marks = question.marks.map(({ value, label }, index) => ({
    label: `${phrase(language, label)} · ${value} cm`,
    choice: choiceOf(`depth${index}`, report),
  }))
  const rows = marks.flatMap((_, index) => (index % 2 === 0 ? [marks.slice(index, index + 2)] : []))
  const skip = { label: say(language, 'bot.skip'), choice: choiceOf('enough', report) }
  return { text: phrase(language, question.ask), buttons: [...rows, [skip]], question: true }
}

/** A tap on a button of an own report, or the photo that was asked for. Undefined: the input means something else. */
export function aboutOwn(
  conversation: Conversation,
  input: { kind: string; choice?: string; message?: string; photo?: unknown; caption?: string },
  given: Given,
): Outcome | undefined {
  const { language, report: begun, adding } = conversation
  if (input.kind === 'photo' && adding !== undefined && !begun)
    return photoFor(adding, conversation, input, given)
  const [mark, what = '', id] = input.kind === 'choice' ? (input.choice ?? '').split('|') : []
  if (mark !== OWN) return undefined
  const report = given.reports.find(one => one.id === id)
  const said = (text: string, buttons: Button[][] = []): Outcome => ({
    conversation: { ...conversation, adding: undefined },
    replies: [{ text, buttons, question: true, ...(input.message !== undefined && { edit: input.message }) }],
  })
  if (!report) return said(say(language, 'bot.button-old'))
  const doing = (deed: Deed): Outcome => ({ conversation, replies: [], does: deed })
  const { number } = report
  const present = presents.find(one => one === what)
  if (present) return doing({ do: 'still', report: report.id, present })
  const depth = depthQuestion(report.hazard)?.marks[Number(/^depth(\d)$/.exec(what)?.[1] ?? Number.NaN)]
  if (depth) return doing({ do: 'mend', report: report.id, answers: withDepth(report, Number(depth.value)) })
  switch (what) {
    case 'open':
      return said(lineOf(report, language, given), rowsFor(report, language, given))
    case 'still': {
      const { text, buttons } = stillQuestion(report, language)
      return said(text, buttons)
    }
    case 'photo':
      if (!mayEdit(report, given.now)) return said(sayRefusal(language, { refused: 'report-closed' }))
      return {
        ...said(say(language, 'after.photo-ask', { number })),
        conversation: awaitingPhotos(conversation, report, given.now),
      }
    case 'withdraw':
      return said(say(language, 'after.withdraw-ask', { number }), [
        [{ label: say(language, 'after.withdraw-yes'), choice: choiceOf('withdrawn', report) }],
        [{ label: say(language, 'after.withdraw-no'), choice: choiceOf('kept', report) }],
      ])
    case 'withdrawn':
      return doing({ do: 'withdraw', report: report.id })
    case 'restore':
      return doing({ do: 'restore', report: report.id })
    case 'enough':
      return said(say(language, 'after.still-thanks'))
    default:
      return said(say(language, 'after.kept', { number }))
  }
}

/** Photos that come within this time are meant for the report of which was spoken last, ms. */
const ADDING_MS = 30 * 60_000

/** From now on, for a while, photos belong to this report. */
export const awaitingPhotos = (conversation: Conversation, { id }: Report, now: Date): Conversation => ({
  ...conversation,
  adding: { report: id, until: new Date(now.getTime() + ADDING_MS).toISOString() },
})

function photoFor(
  { report: id, until }: NonNullable<Conversation['adding']>,
  conversation: Conversation,
  { photo, caption = '' }: { photo?: unknown; caption?: string },
  { reports, now }: Given,
): Outcome | undefined {
  const report = reports.find(one => one.id === id)
  if (!report || !mayEdit(report, now) || Date.parse(until) < now.getTime()) return undefined
  const { hazard } = understand(caption)
  // Whoever names something else begins another report with it.
  if (hazard && hazard !== report.hazard) return undefined
  const said = (text: string): Outcome => ({ conversation, replies: [{ text, question: true }] })
  if (typeof photo !== 'object' || photo === null) return said(say(conversation.language, 'after.photo-lost'))
  if (isRefusal(photo)) return said(sayRefusal(conversation.language, photo))
  if (!('name' in photo)) return undefined
  return {
    conversation,
    replies: [],
    does: { do: 'photo', report: id, photo: String(photo.name), words: caption },
  }
}

/** What is said once the deed is done, or why it could not be. */
export function concluded(
  conversation: Conversation,
  deed: Deed,
  result: Report | Refusal,
  message: string | undefined,
): Outcome {
  const { language } = conversation
  const said = (text: string, buttons: Button[][] = []): Outcome => ({
    conversation: deed.do === 'photo' ? conversation : { ...conversation, adding: undefined },
    replies: [{ text, buttons, question: true, ...(message !== undefined && { edit: message }) }],
  })
  if (isRefusal(result)) return said(sayRefusal(language, result))
  const { number } = result
  const undo = [[{ label: say(language, 'after.undo'), choice: choiceOf('restore', result) }]]
  switch (deed.do) {
    case 'withdraw':
      return said(say(language, 'after.withdrawn', { number }), undo)
    case 'restore':
      return said(say(language, 'after.restored', { number }))
    case 'photo':
      return said(say(language, 'after.photo-added', { number }))
    case 'mend':
      return said(
        `${say(language, 'after.still-thanks')}\n${headline(result.hazard, result.answers, language)}`,
      )
    case 'still': {
      if (deed.present === 'gone' && result.state === 'resolved')
        return said(say(language, 'after.gone', { number }), undo)
      const thanks = say(language, 'after.still-thanks')
      const depth = deed.present === 'same' ? undefined : depthAsked(result, language)
      return depth ? said(`${thanks}\n\n${depth.text}`, depth.buttons) : said(thanks)
    }
  }
}
