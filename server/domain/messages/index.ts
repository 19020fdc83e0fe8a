// Everything that is said to people. Indonesian is the reference: a key that another language lacks fails the build.
// To add a language: write its file, then add its line here and in words.ts.
import type { Text } from '../hazards/hazard.ts'
import type { Refusal } from '../refusal.ts'
import type { id } from './id.ts'
import { words } from './words.ts'

export type MessageKey = keyof typeof id

/** `phrases` translates texts that are written beside their hazard, by their English wording. */
export type Catalogue = {
  locale: string
  messages: Record<MessageKey, string>
  phrases?: Record<string, string>
}

const catalogues = {
  id: { locale: 'id-ID', messages: words.id },
  en: { locale: 'en-GB', messages: words.en },
} satisfies Record<string, Catalogue>

export type Language = keyof typeof catalogues

export const languages = Object.keys(catalogues) as Language[]

export const isLanguage = (value: unknown): value is Language =>
  languages.some(language => language === value)

const catalogueOf = (language: Language): Catalogue => catalogues[language]

export const localeOf = (language: Language): string => catalogueOf(language).locale

/** A message with its `{gaps}` filled. */
export function say(language: Language, key: MessageKey, gaps: Record<string, string | number> = {}): string {
  return catalogueOf(language).messages[key].replace(/\{(\w+)\}/g, (gap, name: string) =>
    name === 'number' ? String(gaps[name] ?? gap) : written(language, gaps[name] ?? gap),
  )
}

/** From five digits on a count is read by its thousands; a year has four. What is called a number is a name, as that of a report, and is typed as it stands. */
const written = (language: Language, value: string | number): string =>
  Number.isInteger(value) && Number(value) >= 10_000
    ? value.toLocaleString(localeOf(language))
    : String(value)

/** A text of a hazard in the reader's language. */
export function phrase(language: Language, text: Text): string {
  const own: Partial<Record<string, string>> = text
  return own[language] ?? catalogueOf(language).phrases?.[text.en] ?? text.en
}

export const sayRefusal = (language: Language, refusal: Refusal): string =>
  say(language, `refusal.${refusal.refused}`, refusal.details)
