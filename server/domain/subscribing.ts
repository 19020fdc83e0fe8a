// The dialogue about alerts: a place, how far around it, and sensible defaults that a tap changes. It stands beside an open report and
// never touches it: whoever begins to report, or calls for help, in the middle of it is heard as a reporter.
import {
  ALERT,
  type Asked,
  askPlace,
  askReach,
  button,
  choosing,
  closed,
  detail,
  full,
  hazardsOf,
  hours,
  lineOf,
} from './alert-asking.ts'
import { ask } from './asking.ts'
import { cut } from './cut.ts'
import type { Level, LngLat } from './hazards/hazard.ts'
import { hazardKeys } from './hazards/index.ts'
import { hearCommand, plain } from './hearing.ts'
import { type Language, say, sayRefusal } from './messages/index.ts'
import type { Conversation } from './progress.ts'
import { isRefusal } from './refusal.ts'
import type { Reply } from './reply.ts'
import { acceptPlace, clean } from './report.ts'
import {
  DEFAULTS,
  type FollowedPlace,
  REACH,
  SUBSCRIPTIONS_LIMIT,
  type Subscribing,
  type Subscription,
} from './subscription.ts'
import { needsRescue, understand } from './understanding/index.ts'

type Input =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; choice: string; message?: string }
  | { kind: 'place'; place: LngLat }
  | { kind: 'photo' | 'other' | 'edited' }

type Given = {
  /** Id for a subscription that may be made by this step. */
  key: string
  findPlaces: (
    words: string,
    limit: number,
  ) => { name: string; within: string; place: LngLat; score: number; area?: string; exactness?: number }[]
  regionAt: (place: LngLat) => { code: string; timeZone?: string } | undefined
  /** The citizen's own, with those that were taken back a moment ago. */
  subscriptions: Subscription[]
}

/** `save`: a subscription that was made or changed. */
type Said = Asked & { save?: Subscription }

const LEVELS: Level[] = [1, 2, 3]
/** Hours: from, until. */
const NIGHTS = [
  [22, 5],
  [21, 6],
] as const
const OTHERS = 3
const OTHERS_SCORE = 0.8
const NAME_LIMIT = 60

/** The command, or the link from our page to a chat: `t.me/…?start=waspada`. */
const asksForAlerts = (text: string, bare: boolean): boolean =>
  hearCommand(text.replace(/^\/start (?=waspada$)/, '/'), bare) === 'alerts'

/** Whether the step will want `given.subscriptions`. */
export const wantsSubscriptions = (open: Subscribing | undefined, input: Input): boolean =>
  open !== undefined ||
  (input.kind === 'choice' && input.choice.startsWith(`${ALERT}|`)) ||
  (input.kind === 'text' && asksForAlerts(clean(input.text), true))

/** Undefined where the input is not for this dialogue. An open report is asked on when the dialogue is over. */
export function subscribing(
  open: Subscribing | undefined,
  conversation: Conversation,
  input: Input,
  given: Given,
): (Omit<Said, 'alerts'> & { conversation: Conversation }) | undefined {
  const { language, report } = conversation
  const said = answer(open, input, language, given, report !== undefined)
  if (!said) return undefined
  const { alerts, replies, save } = said
  return {
    conversation: { ...conversation, around: undefined, alerts },
    replies: report && open && !alerts ? [...replies, ask(report, language)] : replies,
    save,
  }
}

/** `busy`: a report is open, and bare words belong to it. */
function answer(
  open: Subscribing | undefined,
  input: Input,
  language: Language,
  given: Given,
  busy: boolean,
): Said | undefined {
  if (input.kind === 'choice') {
    const [mark, act = '', value = ''] = input.choice.split('|')
    if (mark !== ALERT) return undefined
    const said = tapped(open, act, value, language, given)
    return { ...said, replies: said.replies.map(reply => takingPlace(reply, input.message)) }
  }
  if (input.kind === 'text') {
    const text = clean(input.text)
    if (asksForAlerts(text, !busy)) return overview(language, given)
    if (!open || hearCommand(text, !busy)) return undefined
    return heard(open, text, language, given)
  }
  if (input.kind === 'place' && open && !open.place) {
    const accepted = acceptPlace(input.place, given.regionAt)
    if (isRefusal(accepted)) return askPlace(language, sayRefusal(language, accepted))
    return askReach(language, { place: { ...accepted.place, name: say(language, 'alert.my-place') } })
  }
  return undefined
}

function heard(open: Subscribing, text: string, language: Language, given: Given): Said | undefined {
  if (plain(text) === plain(say(language, 'bot.cancel'))) return closed(language)
  if (needsRescue(text) || understand(text).hazard) return undefined
  if (open.place) {
    const [, figure] = /^(\d{1,2})\s*(?:km)?$/i.exec(text) ?? []
    const reach = Number(figure)
    return reach >= 1 && reach <= 50
      ? made(open.place, around(open.place, reach), language, given)
      : askReach(language, open, say(language, 'alert.hear-reach'))
  }
  const found = given.findPlaces(text.slice(0, 200), OTHERS + 1)
  const [best, ...others] = found
    .filter(({ score }, index) => index === 0 || score >= OTHERS_SCORE)
    .map(({ name, within, place, area, exactness }) => ({
      ...place,
      name: [name, ...within.split(', ').slice(0, 1)].filter(Boolean).join(', '),
      ...(area && { area }),
      exactness,
    }))
  if (!best) return askPlace(language, say(language, 'bot.hear-place'))
  return askReach(language, { place: best, others: others.filter(({ name }) => name !== best.name) })
}

function tapped(
  open: Subscribing | undefined,
  act: string,
  value: string,
  language: Language,
  given: Given,
): Said {
  if (act === 'list') return overview(language, given)
  if (act === 'cancel') return closed(language)
  if (act === 'add') return standing(given).length < SUBSCRIPTIONS_LIMIT ? askPlace(language) : full(language)
  if (act === 'other' && open?.place) {
    const chosen = open.others?.[Number(value)]
    return askReach(language, chosen ? { place: chosen } : open)
  }
  if (act === 'reach' && open?.place)
    return made(open.place, around(open.place, Number(value)), language, given)
  if (act === 'area' && open?.place?.area) return made(open.place, { area: open.place.area }, language, given)
  const [id = '', choice = ''] = value.split(' ')
  const own = given.subscriptions.find(one => one.id === id)
  return own ? changed(own, act, choice, language, given) : overview(language, given)
}

function changed(own: Subscription, act: string, choice: string, language: Language, given: Given): Said {
  switch (act) {
    case 'remove':
      return {
        save: { ...own, removed: true },
        replies: [
          {
            text: say(language, 'alert.removed', { place: own.name }),
            buttons: [
              [button(say(language, 'alert.undo'), 'undo', own.id)],
              [button(say(language, 'alert.list'), 'list')],
            ],
            question: true,
          },
        ],
      }
    case 'undo':
      return standing(given).length < SUBSCRIPTIONS_LIMIT
        ? saved({ ...own, removed: false }, language)
        : full(language)
    case 'hazards':
      return { replies: [hazardsOf(own, language)] }
    case 'hazard': {
      const next = { ...own, hazards: toggled(own, choice) }
      return { save: next, replies: [hazardsOf(next, language)] }
    }
    case 'levels':
      return {
        replies: [
          choosing(
            say(language, 'alert.ask-level'),
            LEVELS.map(level => [
              button(say(language, `alert.level-${level as 1 | 2 | 3}`), 'level', `${own.id} ${level}`),
            ]),
            own,
            language,
          ),
        ],
      }
    case 'level': {
      const level = LEVELS.find(one => String(one) === choice)
      return saved({ ...own, level: level ?? own.level }, language)
    }
    case 'nights':
      return {
        replies: [
          choosing(
            say(language, 'alert.ask-quiet'),
            [
              ...NIGHTS.map(([from, until], index) => [
                button(hours(from * 60, until * 60), 'night', `${own.id} ${index}`),
              ]),
              [button(say(language, 'alert.no-quiet'), 'night', `${own.id} none`)],
            ],
            own,
            language,
          ),
        ],
      }
    case 'night': {
      const night = NIGHTS[Number(choice)]
      const quiet = night ? { from: night[0] * 60, until: night[1] * 60 } : null
      return saved({ ...own, quiet }, language)
    }
    case 'drills':
      return saved({ ...own, drills: choice === 'on' }, language)
    default:
      return { replies: [detail(own, language)] }
  }
}

/** All, then one taken away at a time; none left is all again. */
function toggled({ hazards }: Subscription, choice: string): Subscription['hazards'] {
  if (choice === 'all') return null
  const key = hazardKeys.find(one => one === choice)
  if (!key) return hazards
  const before = hazards ?? []
  const after = hazardKeys.filter(one => before.includes(one) !== (one === key))
  return after.length === 0 || after.length === hazardKeys.length ? null : after
}

const around = ({ lng, lat }: LngLat, kilometres: number): Subscription['where'] => ({
  place: { lng, lat },
  metres: Math.min(Math.max(kilometres * 1_000, REACH.least), REACH.most),
})

function made(
  { name, lng, lat }: FollowedPlace,
  where: Subscription['where'],
  language: Language,
  given: Given,
): Said {
  if (standing(given).length >= SUBSCRIPTIONS_LIMIT) return full(language)
  return saved(
    {
      id: given.key,
      name: cut(name, NAME_LIMIT),
      where,
      ...DEFAULTS,
      timeZone: given.regionAt({ lng, lat })?.timeZone ?? 'Asia/Jakarta',
      removed: false,
    },
    language,
    say(language, 'alert.made'),
  )
}

const saved = (own: Subscription, language: Language, note?: string): Said => ({
  save: own,
  replies: [detail(own, language, note ?? say(language, 'alert.saved'))],
})

const standing = ({ subscriptions }: Given) => subscriptions.filter(({ removed }) => !removed)

function overview(language: Language, given: Given): Said {
  const own = standing(given)
  if (own.length === 0) return askPlace(language)
  const rows = own.map(one => [button(`⚙️ ${one.name}`, 'open', one.id)])
  const more = own.length < SUBSCRIPTIONS_LIMIT ? [[button(say(language, 'alert.add'), 'add')]] : []
  const lines = own.map(one => `• ${lineOf(one, language)}`)
  return {
    replies: [
      {
        text: [say(language, 'alert.own'), ...lines].join('\n'),
        buttons: [...rows, ...more],
        question: true,
      },
    ],
  }
}

/** A screen of this dialogue takes the place of the one whose button was tapped; a keyboard needs a message of its own. */
const takingPlace = (reply: Reply, message: string | undefined): Reply =>
  message === undefined || reply.askLocation ? reply : { ...reply, edit: message }
