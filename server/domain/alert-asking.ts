// What the dialogue about alerts says: its questions with their buttons, and how a place that is followed is described.
import { choiceOf } from './asking.ts'
import { hazardKeys, hazardOf } from './hazards/index.ts'
import { type Language, phrase, say } from './messages/index.ts'
import type { Button, Reply } from './reply.ts'
import { reachesAround, SUBSCRIPTIONS_LIMIT, type Subscribing, type Subscription } from './subscription.ts'

/** What is said, and where the dialogue stands then; undefined when it is over. */
export type Asked = { replies: Reply[]; alerts?: Subscribing }

/** The mark of this dialogue's buttons. */
export const ALERT = 'alert'

export const closed = (language: Language): Asked => ({
  replies: [{ text: say(language, 'alert.closed'), question: true }],
})

export const full = (language: Language): Asked => ({
  replies: [
    {
      text: say(language, 'alert.full', { limit: SUBSCRIPTIONS_LIMIT }),
      buttons: [[button(say(language, 'alert.list'), 'list')]],
      question: true,
    },
  ],
})

export const askPlace = (language: Language, note?: string): Asked => ({
  alerts: {},
  replies: [
    {
      text: [note, say(language, 'alert.ask-place')].filter(Boolean).join('\n\n'),
      buttons: [[button(say(language, 'bot.cancel'), 'cancel')]],
      askLocation: say(language, 'bot.share-place'),
      question: true,
    },
  ],
})

export const askReach = (language: Language, open: Subscribing, note?: string): Asked => ({
  alerts: open,
  replies: [
    {
      text: [note, say(language, 'alert.ask-reach', { place: open.place?.name ?? '' })]
        .filter(Boolean)
        .join('\n\n'),
      buttons: [
        ...wholeArea(open, language),
        reachesAround(open.place?.exactness).map(reach => button(`${reach} km`, 'reach', reach)),
        ...(open.others ?? []).map(({ name }, index) => [button(`📍 ${name}`, 'other', index)]),
        [button(say(language, 'bot.cancel'), 'cancel')],
      ],
      question: true,
    },
  ],
})

/** An imported area can be followed as it is, without a distance. */
const wholeArea = ({ place }: Subscribing, language: Language): Button[][] =>
  place?.area ? [[button(say(language, 'alert.whole', { place: place.name }), 'area')]] : []

export function detail(own: Subscription, language: Language, note?: string): Reply {
  return {
    text: [
      note,
      `🔔 ${lineOf(own, language)}`,
      own.quiet && say(language, 'alert.quiet-note'),
      own.drills && say(language, 'alert.drills-note'),
    ]
      .filter(Boolean)
      .join('\n'),
    buttons: [
      [button(say(language, 'alert.change-hazards'), 'hazards', own.id)],
      [
        button(say(language, 'alert.change-level'), 'levels', own.id),
        button(say(language, 'alert.change-quiet'), 'nights', own.id),
      ],
      [
        own.drills
          ? button(say(language, 'alert.drills-stop'), 'drills', `${own.id} off`)
          : button(say(language, 'alert.drills'), 'drills', `${own.id} on`),
      ],
      [button(say(language, 'alert.remove'), 'remove', own.id), button(say(language, 'alert.list'), 'list')],
    ],
    question: true,
  }
}

export function hazardsOf(own: Subscription, language: Language): Reply {
  const isChosen = (key: string) => own.hazards?.some(one => one === key) ?? false
  const rows = hazardKeys.map(key => [
    button(
      `${isChosen(key) ? '☑️ ' : ''}${hazardOf(key).emoji} ${phrase(language, hazardOf(key).name)}`,
      'hazard',
      `${own.id} ${key}`,
    ),
  ])
  const all = button(
    `${own.hazards === null ? '☑️ ' : ''}${say(language, 'alert.all-hazards')}`,
    'hazard',
    `${own.id} all`,
  )
  return choosing(say(language, 'alert.ask-hazards'), [[all], ...rows], own, language)
}

export const choosing = (text: string, rows: Button[][], own: Subscription, language: Language): Reply => ({
  text,
  buttons: [...rows, [button(say(language, 'bot.done'), 'open', own.id)]],
  question: true,
})

/** "Kemang, Jakarta Selatan (3 km) · semua bencana · mulai Waspada · tenang 22.00–05.00" */
export function lineOf(
  { name, where, hazards, level, quiet, drills }: Subscription,
  language: Language,
): string {
  const reach = 'metres' in where ? `${where.metres / 1_000} km` : say(language, 'alert.whole-area')
  const wanted =
    hazards === null
      ? say(language, 'alert.all-hazards').toLowerCase()
      : hazards.map(key => phrase(language, hazardOf(key).name)).join(', ')
  return [
    `${name} (${reach})`,
    wanted,
    level > 0 && say(language, 'alert.from-level', { level: say(language, `level.${level}`) }),
    quiet && say(language, 'alert.quiet', { hours: hours(quiet.from, quiet.until) }),
    drills && say(language, 'alert.with-drills'),
  ]
    .filter(Boolean)
    .join(' · ')
}

export const hours = (from: number, until: number) => `${clock(from)}–${clock(until)}`

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}.${String(minutes % 60).padStart(2, '0')}`

export const button = (label: string, act: string, value: string | number = ''): Button => ({
  label,
  choice: choiceOf(ALERT, act, value),
})
