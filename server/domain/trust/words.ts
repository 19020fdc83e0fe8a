// What a text says of itself, whoever sent it: the pairs of words by which it is known again, and whether it advertises.
import { type Token, tokensOf } from '../understanding/spelling.ts'
import { isReadable } from './readable.ts'

const LONGEST = 2_000

/** Its words, and each two side by side. Figures are all alike, so that one text with other numbers stays the same text. */
export function termsOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text)
  return new Set([...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)])
}

/** `together`: of how many tokens without a gap each is one. `codes`: which are a code's. */
type Reading = { tokens: Token[]; together: number[]; codes: boolean[] }

let latest: { text: string; reading: Reading } | undefined

/** The same text is asked about several times in a row. */
function read(text: string): Reading {
  if (latest?.text === text) return latest.reading
  const tokens = tokensOf(text.slice(0, LONGEST))
  const together = togetherAt(tokens)
  const reading = { tokens, together, codes: codesIn(tokens, together) }
  latest = { text, reading }
  return reading
}

/** Letters and figures in one: 30cm is two of them, x8f3k is five. Answers how many stand together at each token. */
function togetherAt(tokens: Token[]): number[] {
  const runs: number[][] = []
  for (const [at, { gap, number }] of tokens.entries()) {
    const isBound = gap === '' && (number === undefined) !== (tokens[at - 1]?.number === undefined)
    const run = at > 0 && isBound ? runs.at(-1) : undefined
    if (run) run.push(at)
    else runs.push([at])
  }
  return runs.flatMap(run => run.map(() => run.length))
}

/** From here on it is a code: rt03 and 30cm are none, nor is a number alone, however long; 1625066ea is one. */
const CODE = { together: 3, digits: 5 }

function codesIn(tokens: Token[], together: number[]): boolean[] {
  const isLong = (token?: Token) => token?.number !== undefined && token.word.length >= CODE.digits
  return tokens.map((token, at) => {
    if ((together[at] ?? 1) < 2) return false
    const [before, after] = [tokens[at - 1], tokens[at + 1]]
    const isBeside =
      (token.gap === '' && isLong(before)) || (after?.gap === '' && isLong(after)) || isLong(token)
    return (together[at] ?? 1) >= CODE.together || isBeside
  })
}

/**
 * What stays of a text whatever is stuck on to make it look new: its readable words in their order, without figures, codes and keys struck at random.
 * Empty where nothing stays.
 */
export function gistOf(text: string): string {
  const { tokens, together } = read(text)
  return tokens
    .filter(({ word, number }, at) => number === undefined && together[at] === 1 && isReadable(word))
    .map(({ word }) => word)
    .join(' ')
}

export const isPair = (term: string): boolean => term.includes(' ')

/** A part of a code is no word, however it reads. */
export const couldBeWord = (word: string): boolean => (word[0] === '#' ? word === '#' : isReadable(word))

/** It says something: all of it could be words, and not mere abbreviations alone. */
export function isTelling(term: string): boolean {
  const words = term.split(' ')
  return words.every(couldBeWord) && words.some(word => word.length > ABBREVIATED)
}

/** Words of so many letters may be abbreviations: jl, dgn. */
const ABBREVIATED = 3

function wordsOf(text: string): string[] {
  const { tokens, codes } = read(text)
  return tokens.map(({ word, number }, at) => (number !== undefined ? '#' : codes[at] ? `#${word}` : word))
}

/** `worn`: in a sentence all of whose words are everybody's just now; only the others tell that. */
export const manners = ['mute', 'strange', 'brief', 'long', 'worn'] as const
export type Manner = (typeof manners)[number]

/** How somebody tells: not at all, in no language that is known here, in a few words, or in a sentence. */
export function mannerOf(text: string): Exclude<Manner, 'worn'> {
  const { tokens, codes } = read(text)
  const words = tokens
    .map(({ word, number }, at) => ({ word, number, isCode: codes[at] }))
    .filter(({ number }) => number === undefined)
  if (words.length === 0) return 'mute'
  const long = words.filter(({ word, isCode }) => isCode || word.length > ABBREVIATED)
  if (long.filter(({ word, isCode }) => !isCode && isReadable(word)).length < READABLE * long.length)
    return 'strange'
  return words.length <= BRIEF ? 'brief' : 'long'
}

const BRIEF = 3
const READABLE = 0.6

const address =
  /https?:|www\.|\b[a-z0-9-]{3,}\.(?:com|net|org|xyz|site|online|shop|top|club|id|co|me|link|info|win|vip)\b|\bwa\.me\b|\bt\.me\b/i
const sale =
  /\b(?:slot|gacor|judi|togel|casino|kasino|poker|taruhan|maxwin|jackpot|promo|diskon|discount|gratis ongkir|pinjol|pinjaman (?:online|cepat|tanpa)|dana cepat|investasi|crypto|bitcoin|forex|followers|viagra|obat kuat|jual murah|dijual|klik link|click here|buy now|earn money|open bo)\b/i

/** It wants to sell something. An address alone may as well lead to a film of the flood. */
export function advertises(text: string): 'surely' | 'perhaps' | 'no' {
  if (sale.test(text)) return 'surely'
  return address.test(text) ? 'perhaps' : 'no'
}
