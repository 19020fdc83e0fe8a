// The words of each language. Where pages are built, what every page says stands in its place (everyday.ts), and a page's own words come with it.
import { en } from './en.ts'
import { id } from './id.ts'

export const words: { [language in 'id' | 'en']: Record<keyof typeof id, string> } = { id, en }
