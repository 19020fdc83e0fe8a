// Words as people type them on a phone in the rain: in lower case, without ornament, and with slips of the finger.

/** Damerau-Levenshtein on neighbours: letters missing, added, wrong or swapped. Gives up, with Infinity, beyond `most`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let steps = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        steps = Math.min(steps, (before[j - 2] ?? 0) + 1)
      next.push(steps)
      least = Math.min(least, steps)
    }
    if (least > most) return Number.POSITIVE_INFINITY
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/** A word or a number of a text; `gap` is what stands before it, without letters and digits. */
export type Token = { word: string; number?: number; gap: string }

/** "Banjir 70-80cm!" → banjir, 70, 80 (gap "-"), cm. A decimal comma or point belongs to its number. */
/** No report has more letters; what a longer text says beyond that is not read. */
const MOST_LETTERS = 4_000

export function tokensOf(text: string): Token[] {
  const plain = text
    .slice(0, MOST_LETTERS)
    .toLowerCase()
    .replace(/½/g, ' 1/2')
    .replace(/¼/g, ' 1/4')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
  const tokens: Token[] = []
  let end = 0
  for (const { 0: found, index } of plain.matchAll(/\d+(?:[.,]\d+)?|\p{L}+/gu)) {
    const number = /^\d/.test(found) ? Number(found.replace(',', '.')) : undefined
    tokens.push({ word: found, number, gap: plain.slice(end, index) })
    end = index + found.length
  }
  return tokens
}

/** Tokens as one line of words with single spaces. */
export const wordsOf = (tokens: Token[]): string => tokens.map(({ word }) => word).join(' ')

/** A list of words as a set. */
export const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** The same word, or one that a slip of the finger makes of it: in words of six letters or more, one slip. */
export const isLike = (word: string, known: string): boolean =>
  word === known || (known.length >= 6 && word[0] === known[0] && distance(word, known, 1) === 1)
