// Reads the JSON of strangers: what is nested too deeply is refused before anything is built of it.
import type { Refused } from './xml.ts'

const DEEPEST = 32

export function readJson(text: string): { value: unknown } | Refused {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index)
    if (inString) {
      if (sign === 92) index++
      else if (sign === 34) inString = false
    } else if (sign === 34) inString = true
    else if (sign === 123 || sign === 91) {
      if (++depth > DEEPEST) return { fault: 'it is too deep' }
    } else if (sign === 125 || sign === 93) depth--
  }
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch {
    // JSON.parse throws for what is no JSON: the file is refused as a whole.
    return { fault: 'it is no JSON' }
  }
}

/** "5.1", "5,1", " 10 km ", 5.1; undefined for what is no number of a sensible size. */
export function numberIn(given: unknown): number | undefined {
  if (typeof given === 'number') return Number.isFinite(given) ? given : undefined
  if (typeof given !== 'string' || given.length > 40) return undefined
  const found = /^\s*([+-]?\d+(?:[.,]\d+)?)/.exec(given)?.[1]
  return found === undefined ? undefined : Number(found.replace(',', '.'))
}

/** Text of people, on one line or more, without what is not to be seen, and not longer than that. */
export const plainText = (given: unknown, most: number): string =>
  typeof given !== 'string'
    ? ''
    : given
        .slice(0, most * 4)
        .replace(/<[^>]{0,200}>/g, ' ')
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken away
        .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
        .replace(/[ \t]+/g, ' ')
        .trim()
        .slice(0, most)
