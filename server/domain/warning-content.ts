// Whether what an officer wrote can be issued, and its texts with their gaps filled.
import { hazardOf } from './hazards/index.ts'
import { type Language, languages, localeOf, phrase, say } from './messages/index.ts'
import type { Refusal } from './refusal.ts'
import { levelOf, type UnfinishedContent, type WarningContent, type WarningWords } from './warning.ts'

/** The longest that a warning holds without being renewed. */
const LONGEST_MS = 7 * 24 * 3_600_000
/** Characters, so that a message carries them all. */
export const TEXT_LIMIT = { headline: 160, description: 1_000, instruction: 1_000, area: 160 }

const GAP = /\{(\w+)\}/g

/** The language's texts as citizens read them. What is known fills its gap; any other gap stays and keeps the warning from being issued. */
export function wordsOf(
  {
    words,
    severity,
    expiresAt,
    onset,
  }: Pick<UnfinishedContent, 'words' | 'severity' | 'expiresAt' | 'onset'>,
  language: Language,
  timeZone: string,
): WarningWords {
  const own = words[language]
  const known: Record<string, string> = {
    level: say(language, `level.${levelOf(severity)}`),
    ...(own.area.trim() && { place: own.area.trim() }),
    ...(expiresAt && { until: clockTime(expiresAt, language, timeZone) }),
    ...(onset && { onset: clockTime(onset, language, timeZone) }),
  }
  const filled = (text: string) =>
    text.trim().replace(GAP, (gap, name: string) => (Object.hasOwn(known, name) ? (known[name] ?? gap) : gap))
  return {
    headline: filled(own.headline),
    description: filled(own.description),
    instruction: filled(own.instruction),
    area: own.area.trim(),
  }
}

/** The gaps that only a person can fill. */
export const openGaps = ({ headline, description, instruction }: WarningWords): string[] =>
  [headline, description, instruction].flatMap(text => text.match(GAP) ?? [])

/** Day and hour on the clock of the place, with the zone's name. */
export const clockTime = (iso: string, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(iso))

/** The whole content with its gaps filled. The outline's own validity is the database's to say. */
export function complete(content: UnfinishedContent, now: Date, timeZone: string): WarningContent | Refusal {
  const { outline, expiresAt, onset, web } = content
  if (!outline) return { refused: 'outline-wrong' }
  const until = expiresAt === null ? Number.NaN : Date.parse(expiresAt)
  const from = onset === null ? now.getTime() : Date.parse(onset)
  if (!(until > now.getTime() && until > from && until <= now.getTime() + LONGEST_MS))
    return { refused: 'warning-time-wrong' }
  if (web !== '' && !(URL.canParse(web) && /^https?:$/.test(new URL(web).protocol)))
    return { refused: 'warning-web-wrong' }
  for (const language of languages) {
    const words = wordsOf(content, language, timeZone)
    if (Object.values(words).some(text => text === '')) return { refused: 'warning-words-missing' }
    const [gap] = openGaps(words)
    if (gap) return { refused: 'warning-gap-open', details: { gap } }
  }
  const words = Object.fromEntries(
    languages.map(language => [language, wordsOf(content, language, timeZone)]),
  ) as WarningContent['words']
  return { ...content, outline, words, expiresAt: new Date(until).toISOString() }
}

/** What is warned of, the same text in every language's part of a message. */
export const eventOf = ({ hazard }: Pick<WarningContent, 'hazard'>): string =>
  [...new Set(languages.map(language => phrase(language, hazardOf(hazard).name)))].join(' / ')

/** Waspada, Siaga or Awas, as the reader says it. */
export const levelWord = ({ severity }: Pick<WarningContent, 'severity'>, language: Language): string =>
  say(language, `level.${levelOf(severity)}`)

/** All that a citizen is told in a message, beside the level and until when it holds. */
export const toldIn = ({ headline, description, instruction }: WarningWords): string =>
  [headline, description, instruction].filter(Boolean).join('\n')
