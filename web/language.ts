// The reader's language as a signal: `?lang=`, else what was chosen before, else the browser's, else Indonesian.
import { effect, signal } from '@preact/signals'
import type { Text } from '../server/domain/hazards/hazard.ts'
import {
  isLanguage,
  type Language,
  localeOf,
  type MessageKey,
  phrase,
  say,
} from '../server/domain/messages/index.ts'
import { keep, kept } from './kept.ts'

const asked = new URLSearchParams(location.search).get('lang')
const candidates = [asked, kept('language'), ...navigator.languages.map(tag => tag.slice(0, 2))]

export const language = signal<Language>(candidates.find(isLanguage) ?? 'id')

// A service worker has no page to tell.
if (typeof document !== 'undefined')
  effect(() => {
    document.documentElement.lang = language.value
  })

export function chooseLanguage(chosen: Language): void {
  language.value = chosen
  keep('language', chosen)
}

/** A message in the reader's language; a component that calls it is drawn again when the language changes. */
export const tell = (key: MessageKey, gaps?: Record<string, string | number>): string =>
  say(language.value, key, gaps)

/** A hazard's own text in the reader's language. */
export const read = (text: Text): string => phrase(language.value, text)

export const figure = (value: number, digits = 0): string =>
  value.toLocaleString(localeOf(language.value), { maximumFractionDigits: digits })

/** 450 m, 1,2 km, 12 km; nothing is nearer than 10 m. */
export const distance = (metres: number): string =>
  metres < 950
    ? `${figure(Math.max(10, Math.round(metres / 10) * 10))} m`
    : `${figure(metres / 1000, metres < 9500 ? 1 : 0)} km`
