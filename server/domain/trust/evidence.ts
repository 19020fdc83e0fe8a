// Whether a report is evident: what somebody says in words of their own, tells with a photo, or what others nearby confirm; unless its line or its cell
// is so full that nobody need be believed there. And whether a crowd is flooded with such as say nothing of their own.
import { crowdOf, everybody } from './crowds.ts'
import type { Crowd, Lately, Memory } from './lately.ts'
import { couldBeWord, isPair, isTelling, type Manner, manners } from './words.ts'

/** A word, or two words side by side, are a report's own while so few others of the last hour have them. */
export const OWN_OTHERS = 2
/** So many own words, so many own pairs, and such a share of all its pairs, make a text that somebody wrote. */
const OWN = { words: 1, pairs: 2, share: 0.34 }

/** So many others with words or a photo of their own, this near and of about the same level, confirm a report. */
export const CONFIRMED = { others: 2, metres: 300, levels: 0 }

/**
 * In a crowd so many vague reports are shown within the minutes, and so many more for each that says something; then all of them wait. Of the real
 * reports of a flood's days hardly one is strange, and half of the brief ones say something of their own.
 */
export const CROWD = {
  minutes: 10,
  free: { line: 12, cell: 12, all: 40, spot: Number.POSITIVE_INFINITY, corner: Number.POSITIVE_INFINITY },
  forEach: { mute: 0.35, strange: 0.02, brief: 0.6, long: 0.25, worn: 0.03 } satisfies Record<Manner, number>,
  share: { mute: 1, strange: 0.25, brief: 1, long: 1, worn: 0.25 } satisfies Record<Manner, number>,
}

/** So many may say the very same in that time, and so many more for each that says something anywhere. */
const SAME = { free: 20, forEach: 0.05 }

/**
 * Where one cell has so many voices in that time that came through the open door, a line is heard so often there: one that goes on waits for an
 * officer. The water there is on the map by then.
 */
const FULL = { cell: 18, line: 1 }

/**
 * So many voices a line, where so many came through the open door in that time, are no people: nine times the worst that a year of real reports
 * has seen. Texts that read like real ones are told by nothing else.
 */
const LOUD = { line: 30, all: 600 }

/** Somebody's own words or photo, words that lead to the very place, or others who say the same. */
export const isEvident = (one: Lately, memory: Memory) =>
  one.isSettled ||
  one.hasPhoto ||
  (!isFull(one, memory) &&
    ((isWritten(one, memory) && loudLineOf(one, memory) === undefined) || isCertain(one, memory)))

export const isWell = (one: Lately, memory: Memory) =>
  one.isSettled || isVoice(one, memory) || isConfirmed(one, memory)

function voicesIn(crowd: Crowd, memory: Memory): number {
  const { evident, loud } = memory.tallyOf(crowd, CROWD.minutes)
  return evident + loud
}

/** Enough is known of its place, and its line has told of it. */
export function isFull(one: Lately, memory: Memory): boolean {
  const [cell, spot] = [crowdOf(one, 'cell'), crowdOf(one, 'spot')]
  if (one.door !== 'open' || !cell || !spot) return false
  return voicesIn(cell, memory) >= FULL.cell && voicesIn(spot, memory) >= FULL.line
}

/** Its line, where that sends far more than people do. */
export function loudLineOf(one: Lately, memory: Memory): Crowd | undefined {
  const line = crowdOf(one, 'line')
  if (one.door !== 'open' || !line) return undefined
  const isLoud = voicesIn(line, memory) >= LOUD.line && voicesIn(everybody('open'), memory) >= LOUD.all
  return isLoud ? line : undefined
}

/** What others say as well, and what nobody can know who does not know the place. */
export const isCertain = (one: Lately, memory: Memory) =>
  one.isSettled || one.hasPhoto || isConfirmed(one, memory) || isPlaced(one, memory)

const isVoice = (one: Lately, memory: Memory) =>
  one.hasPhoto || isWritten(one, memory) || isPlaced(one, memory)

function isWritten(one: Lately, memory: Memory): boolean {
  const own = ownTerms(one, memory)
  const telling = own.filter(isTelling)
  const ownPairs = telling.filter(isPair).length
  const words = telling.length - ownPairs
  if (words < OWN.words || ownPairs < OWN.pairs) return false
  const pairs = one.terms.filter(term => isPair(memory.textOf(term))).length
  const strange = own.filter(term => !isPair(term) && !couldBeWord(term)).length
  return ownPairs >= OWN.share * pairs && words > strange
}

const isPlaced = (one: Lately, memory: Memory) => one.isPlaced() && !isChorus(one, memory)

/** So many say the very same that it is nobody's own. */
function isChorus(one: Lately, memory: Memory): boolean {
  const text = crowdOf(one, 'text')
  return text !== undefined && isFlooded(text, one, memory)
}

function ownTerms(one: Lately, memory: Memory): string[] {
  const isOther = memory.othersThan(one)
  // Where more have said it, some of them are others, whatever of them its sender has sent.
  const most = OWN_OTHERS + (one.sender === null ? 0 : memory.sentBy(one.sender).size) + 1
  const own = one.terms.filter(term => {
    const users = memory.having(term, one)
    return users.size <= most && [...users].filter(isOther).length <= OWN_OTHERS
  })
  return own.map(memory.textOf)
}

function isConfirmed(one: Lately, memory: Memory): boolean {
  let others = 0
  const isOther = memory.othersThan(one)
  for (const other of memory.near(one, 'telling', CONFIRMED))
    if (isOther(other) && (other.isSettled || isVoice(other, memory)) && ++others >= CONFIRMED.others)
      return true
  return false
}

type Asked = Pick<Lately, 'manner' | 'door'>

/** `ebb`: at such a share of what is a flood. */
export function isFlooded(crowd: Crowd, { manner, door }: Asked, memory: Memory, ebb = 1): boolean {
  const tally = memory.tallyOf(crowd, CROWD.minutes)
  if (crowd.of === 'text') {
    const { evident } = memory.tallyOf(everybody(door), CROWD.minutes)
    return (
      manners.reduce((sum, manner) => sum + tally[manner], tally.evident) >=
      SAME.free + SAME.forEach * evident
    )
  }
  const most = CROWD.share[manner] * CROWD.free[crowd.of] + CROWD.forEach[manner] * tally.evident
  return tally[manner] >= ebb * most
}
