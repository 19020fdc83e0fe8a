// What a subscriber is told: one message for all that is new to one citizen.
import { isUrgent, type News } from './alert.ts'
import { hazardOf } from './hazards/index.ts'
import { isLanguage, type Language, localeOf, phrase, say } from './messages/index.ts'
import type { Reply } from './reply.ts'

/** A piece of news as it concerns one citizen. */
export type Concern = {
  /** The incident or the warning. */
  subject: string
  news: News
  /** The name of the citizen's place, and how far it is from there, m; null where it was told because of the citizen's own report. */
  near: string | null
  metres: number | null
}

const levelEmoji = ['🟦', '🟨', '🟧', '🟥'] as const
const MOST_LINKS = 3
/** Nearer than this is here, m. */
const HERE = 300

/** Of each subject the last news alone counts: whoever slept through a flood is told that it is over. A drill says so before anything else. */
export function alertReply(concerns: Concern[], language: string, publicUrl: string): Reply {
  const tongue = isLanguage(language) ? language : 'id'
  const latest = [...new Map(concerns.map(concern => [concern.subject, concern])).values()]
  const [first, ...others] = latest
  const isOne = others.length === 0
  const texts = latest.map(concern => textOf(concern, tongue))
  const isSevere = latest.some(({ news }) => news.level === 3 && !news.drill && !isOver(news))
  return {
    text: [
      ...(first?.news.drill ? [say(tongue, 'drill.banner')] : []),
      ...(isOne ? [] : [say(tongue, 'alert.digest')]),
      ...texts,
      ...(isSevere ? [say(tongue, 'alert.emergency')] : []),
      say(tongue, 'alert.manage'),
    ].join('\n\n'),
    links: latest.slice(0, MOST_LINKS).map(({ subject, news }) => ({
      label: say(tongue, isWarning(news) ? 'alert.warning' : 'alert.map'),
      url: linkOf(subject, news, publicUrl),
    })),
    question: false,
    alert: {
      urgent: latest.some(({ news }) => isUrgent(news)),
      ...(isOne && first && { topic: first.subject.replaceAll('-', '') }),
    },
  }
}

const isOver = ({ kind }: News) => !['confirmed', 'grown', 'warned', 'warning-changed'].includes(kind)

const isWarning = ({ kind }: News) => ['warned', 'warning-changed', 'warning-ended'].includes(kind)

const linkOf = (subject: string, news: News, publicUrl: string): string =>
  isWarning(news) ? `${publicUrl}/peringatan/${subject}` : `${publicUrl}/?incident=${subject}`

function textOf({ news, near, metres }: Concern, language: Language): string {
  const { kind, level, words } = news
  const hazard = phrase(language, hazardOf(news.hazard).name)
  const headline = say(language, `alert.${kind}`, {
    emoji: levelEmoji[level],
    hazard,
    level: say(language, `level.${level}`),
    near: nearOf(near, metres, language),
  })
  const lines = [headline]
  if (kind === 'confirmed' || kind === 'grown') lines.push(factsOf(news, language))
  if (kind === 'silent') lines.push(say(language, 'alert.silent-note'))
  if (isWarning(news) && words) lines.push((language === 'id' ? words.id : words.en) ?? words.id)
  if (isWarning(news) && !isOver(news))
    lines.push(say(language, 'alert.until', { time: timeOf(news, language) }))
  return lines.join('\n')
}

function nearOf(near: string | null, metres: number | null, language: Language): string {
  if (near === null) return say(language, 'alert.here')
  if (metres === null || metres < HERE) return say(language, 'alert.near', { place: near })
  const distance = new Intl.NumberFormat(localeOf(language), {
    maximumFractionDigits: metres < 9_500 ? 1 : 0,
  }).format(metres / 1_000)
  return say(language, 'alert.away', { distance: `${distance} km`, place: near })
}

function factsOf({ level, citizens = 0, median, hazard }: News, language: Language): string {
  return [
    say(language, `level.${level}`),
    say(language, 'alert.citizens', { count: citizens }),
    hazard === 'flood' && median != null && say(language, 'alert.depth', { depth: Math.round(median) }),
  ]
    .filter(Boolean)
    .join(' · ')
}

const timeOf = ({ expiresAt = '', timeZone = 'Asia/Jakarta' }: News, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(expiresAt))
