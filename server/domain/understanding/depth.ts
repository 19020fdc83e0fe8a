// How deep the water is, from a citizen's words: measures ("70-80 cm", "1,5 meter", "setengah meter"), the body, and things that stand in
// the street. In centimetres. What only hints at a depth is read in hinted-depth.ts, where nothing tells it.
import {
  ailments,
  centimetres,
  changes,
  counts,
  cues,
  denials,
  fillers,
  halves,
  joins,
  metres,
  notDepthAfter,
  notDepthBefore,
  nows,
  otherUnits,
  type Phrase,
  phrases,
  settling,
  whole,
} from './depth-words.ts'
import { hintedDepthIn, stuckDepthIn } from './hinted-depth.ts'
import { isLike, type Token, tokensOf, wordsOf } from './spelling.ts'

const river = /\b(tma|katulampa|muka air|bendung\w*|peil\w*|pos pantau)\b/i

/** Nobody who can still write stands deeper; more is a distance or a slip. */
const DEEPEST_CM = 600

type Mention = { depth: number; from: number; to: number; isThing: boolean }

/** What was told before this is over. "mulai surut" is not; nor is "surut 10 cm". */
const gone = /\b(?:sudah|sdh|udah|udh|dah|telah|wis|wes) (?:surut|kering|asat)(?! (?:se)?dikit| \d)/

/** The depth that a text tells, or what it hints at, in centimetres. */
export const depthIn = (text: string): number | undefined => toldDepthIn(text) ?? hintedDepthIn(text)

/** Only what is told. Several: the one that is said to be now, else the deepest. */
export function toldDepthIn(text: string): number | undefined {
  const tokens = tokensOf(text)
  const mentions = ranged([...measures(tokens, river.test(text)), ...marked(tokens)], tokens)
  const last = mentions.at(-1)
  if (!last) return stuckDepthIn(text)
  if (gone.test(wordsOf(tokens.slice(last.to)))) return undefined
  const present = mentions.filter(({ from }) =>
    tokens.slice(Math.max(0, from - 6), from).some(({ word }) => nows.has(word)),
  )
  const believed = present.length > 0 ? present : mentions
  // Cars and doors differ; a body or a figure beside them says it better.
  const exact = believed.filter(({ isThing }) => !isThing)
  return Math.max(...(exact.length > 0 ? exact : believed).map(({ depth }) => depth))
}

/** The answer to "how deep is it?": there a lone number is a depth as well, and one as small as 2 means metres. */
export function depthAnswered(text: string): number | undefined {
  const told = depthIn(text)
  if (told !== undefined) return told
  const tokens = tokensOf(text)
  const [only, another] = [...tokens.keys()].filter(at => tokens[at]?.number !== undefined)
  if (only === undefined || another !== undefined || isOther(tokens, only, only + 1)) return undefined
  const number = tokens[only]?.number ?? 0
  const depth = number <= 2 ? number * 100 : number
  return depth <= DEEPEST_CM ? depth : undefined
}

function* marked(tokens: Token[]): Generator<Mention> {
  for (let at = 0; at < tokens.length; at++) {
    const found = phrases.find(phrase => isMeant(tokens, at, phrase))
    if (!found) continue
    const to = at + found.words.length
    yield { depth: found.depth * share(found, tokens, at, to), from: at, to, isThing: found.isThing }
    at = to - 1
  }
}

/** A slip of the finger is believed only where a cue stands before it: "ketika" is no armpit. */
function isMeant(tokens: Token[], at: number, { words, cued }: Phrase): boolean {
  const [first = '', ...others] = words
  if (others.some((word, n) => tokens[at + 1 + n]?.word !== word)) return false
  const said = tokens[at]?.word ?? ''
  const bare = [said, said.replace(/(nya|e)$/, ''), said.replace(/(\p{L})\1+$/u, '$1')]
  if (bare.includes(first)) return isCued(tokens, at) || !(cued || hurts(tokens, at, at + words.length))
  if (whole.has(said)) return false
  if (prefixed(said).includes(first)) return true
  // After "se" even a word of five letters is long enough for a slip: "selutud".
  if (!cued && first.length >= 5 && isLike(said, `se${first}`)) return true
  return isCued(tokens, at) && bare.some(form => isLike(form, first))
}

const hurts = (tokens: Token[], from: number, to: number) =>
  [...tokens.slice(Math.max(0, from - 2), from), ...tokens.slice(to, to + 2)].some(({ word }) =>
    ailments.has(word),
  )

/** "selutut", "sadada", "sakdengkul", "spahaa", "selututan" → lutut, dada, dengkul, paha. */
const prefixed = (word: string): string[] =>
  [/^se(?=\p{L}{3})/u, /^sak?(?=\p{L}{4})/u, /^sa(?=\p{L}{4})/u, /^s(?=[^aeiou]\p{L}{3})/u]
    .filter(prefix => prefix.test(word))
    .map(prefix => word.replace(prefix, ''))
    .flatMap(mark => [mark, mark.replace(/(nya|an|e)$/, ''), mark.replace(/(\p{L})\1+$/u, '$1')])

function isCued(tokens: Token[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 4); before--) {
    const word = tokens[before]?.word ?? ''
    if (cues.has(word)) return true
    if (!fillers.has(word)) return false
  }
  return false
}

/** A child's knee is lower; half a wheel is half of it, half a thigh the middle of the thigh; above the knee is more. */
function share({ isThing, depth }: Phrase, tokens: Token[], from: number, to: number): number {
  const after = tokens[to]?.word ?? ''
  const before = tokens.slice(Math.max(0, from - 2), from).map(({ word }) => word)
  const ofChild = /^(anak2?|bocah|balita|child|kid)$/.test(after) ? 0.65 : 1
  const isHalf = before.some(word => halves.has(word))
  const half = !isHalf ? 1 : isThing || depth > 150 ? 0.5 : 0.75
  const above = before.some(word => /^(atas|above|melebihi)$/.test(word)) ? 1.12 : 1
  const below = before.some(word => /^(bawah|below|hampir|almost)$/.test(word)) || isDenied(before) ? 0.85 : 1
  return ofChild * half * above * below
}

/** "belum sampai lutut" */
const isDenied = ([denial = '', cue = '']: string[]) => denials.has(denial) && cues.has(cue)

function* measures(tokens: Token[], isRiver: boolean): Generator<Mention> {
  if (isRiver) return
  for (let at = 0; at < tokens.length; at++) {
    const measure = measureAt(tokens, at)
    if (!measure) continue
    const { depth, to } = measure
    if (depth >= 3 && depth <= DEEPEST_CM && !isOther(tokens, at, to))
      yield { depth, from: at, to, isThing: false }
    at = to - 1
  }
}

const countOf = ({ word = '' }: Partial<Token> = {}): number | undefined =>
  Object.hasOwn(counts, word) ? counts[word] : undefined

/** A figure, or a number in words: "lima puluh", "1/2", "1 1/2", "satu setengah", "20 an". */
function countAt(tokens: Token[], at: number): { count: number; to: number } | undefined {
  let count = tokens[at]?.number ?? countOf(tokens[at])
  if (count === undefined) return undefined
  let to = at + 1
  if (tokens[to]?.word === 'puluh') {
    const ones = countOf(tokens[to + 1]) ?? 0
    const hasOnes = ones >= 1 && ones < 10
    return { count: count * 10 + (hasOnes ? ones : 0), to: to + (hasOnes ? 2 : 1) }
  }
  if (tokens[to]?.word === 'belas') return { count: count + 10, to: to + 1 }
  const next = tokens[to]
  const over = tokens[to + 1]
  if (next?.gap === '/' && next.number) {
    count /= next.number
    to++
  } else if (next?.number === 1 && over?.gap === '/' && over.number) {
    count += 1 / over.number
    to += 2
  } else if (next?.word === 'an') {
    to++
  } else if (count >= 1 && next && halves.has(next.word)) {
    count += 0.5
    to++
  }
  return { count, to }
}

function measureAt(tokens: Token[], at: number): { depth: number; to: number } | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (/^se(meter|mtr)(an)?$/.test(token.word)) return { depth: 100, to: at + 1 }
  const counted = countAt(tokens, at)
  if (!counted) return undefined
  const { count, to } = counted
  const unit = tokens[to]
  const word = unit && unit.gap.trim().length < 2 ? unit.word : ''
  if (centimetres.has(word)) return { depth: count, to: to + 1 }
  const size = Object.hasOwn(otherUnits, word) ? otherUnits[word] : undefined
  if (size !== undefined) return { depth: count * size, to: to + 1 }
  if (metres.has(word)) {
    const more = tokens[to + 1]?.word ?? ''
    const half = halves.has(more) || (more === 'lebih' && count >= 1)
    // "Tinggi air 110 meter" is a slip for centimetres.
    const isSlip = count >= 20 && count <= 250 && isAboutHeight(tokens, at)
    return { depth: isSlip ? count : (count + (half ? 0.5 : 0)) * 100, to: to + (half ? 2 : 1) }
  }
  if (token.number === undefined) return undefined
  // "70-80 cm": the unit of the second number is the first one's too.
  const second = joined(tokens, to)
  const other = second === undefined ? undefined : measureAt(tokens, second)
  const unitOf = other && tokens[other.to - 1]
  if (unitOf && (centimetres.has(unitOf.word) || metres.has(unitOf.word)))
    return { depth: metres.has(unitOf.word) && count < 10 ? count * 100 : count, to }
  // "tinggi air 40"
  return isAboutHeight(tokens, at) &&
    count >= 10 &&
    count <= 250 &&
    !/^(jam|hari|rt|rw|kk|orang|menit|persen)$/.test(unit?.word ?? '')
    ? { depth: count, to }
    : undefined
}

/** "tinggi air sekitar 40" */
const isAboutHeight = (tokens: Token[], at: number) =>
  tokens.slice(Math.max(0, at - 3), at).some(({ word }) => /^(ke)?(tinggi|dalam)(an|nya)*$/.test(word))

/** Where the other end of a range begins: "70-80", "70 sampai 80", "betis hingga lutut". */
function joined(tokens: Token[], to: number): number | undefined {
  const next = tokens[to]
  if (!next) return undefined
  if (/^\s*(-|–|—|~|\/|s\/d|±)\s*$/.test(next.gap)) return to
  if (next.word === 's' && tokens[to + 1]?.word === 'd') return to + 2
  if (joins.has(next.word)) return to + 1
  return undefined
}

function isOther(tokens: Token[], from: number, to: number): boolean {
  const before = tokens.slice(Math.max(0, from - 2), from).map(({ word }) => word)
  if (before.some(word => notDepthBefore.has(word))) return true
  if (tokens[to]?.gap.trim() === '' && notDepthAfter.has(tokens[to]?.word ?? '')) return true
  const last = before.at(-1) ?? ''
  return (
    changes.has(last) ||
    (changes.has(before[0] ?? '') && !settling.has(last) && before.length === 2 && !cues.has(last))
  )
}

/** The two ends of a range are one mention in their middle. */
function ranged(mentions: Mention[], tokens: Token[]): Mention[] {
  const inOrder = mentions.toSorted((a, b) => a.from - b.from)
  const whole: Mention[] = []
  for (const mention of inOrder) {
    const before = whole.at(-1)
    const next = before && joined(tokens, before.to)
    const reaches =
      next !== undefined &&
      mention.from >= next &&
      mention.from - next <= 2 &&
      gapIsFilled(tokens, next, mention.from)
    if (before && reaches && mention.depth > before.depth)
      whole[whole.length - 1] = {
        depth: (before.depth + mention.depth) / 2,
        from: before.from,
        to: mention.to,
        isThing: before.isThing && mention.isThing,
      }
    else whole.push(mention)
  }
  return whole
}

const gapIsFilled = (tokens: Token[], from: number, to: number) =>
  tokens.slice(from, to).every(({ word }) => fillers.has(word) || cues.has(word))
