// Whether a report is likely enough to stand on the map before an officer has looked at it. What somebody says in words of their own is shown,
// and so is what others nearby confirm. What says nothing of its own is shown, too, until its line or its neighbourhood is flooded with such:
// then it waits for an officer, or for somebody who confirms it.
import type { Door } from './door.ts'
import type { Doubt } from './doubts.ts'
import { type Crowd, type Lately, type Memory, metresBetween } from './lately.ts'
import { isReadable } from './readable.ts'
import { advertises, isPair, isTelling, type Manner } from './words.ts'

/** A word, or two words side by side, are a report's own while so few others of the last hour have them. */
const OWN_OTHERS = 2
/** So many own words, so many own pairs, and such a share of all its pairs, make a text that somebody wrote. */
const OWN = { words: 1, pairs: 2, share: 0.34 }

/** Texts of so many pairs that share most of them are copies; who tells of the same street in a few words copies nobody. */
const COPY = { terms: 9, likeness: 0.6, apartM: 1_000 }
/** Copies by different senders, far apart. A chat's account is dear to make, a browser's name is not. */
const COPIES = { web: 5, chat: 20 }
/** Texts that are compared at the most. */
const COMPARED = 200

const MINUTES = 60_000
/** Nobody sees more than this in ten minutes, and nothing more than `most` is taken at all. */
const SENDER = { most: 60, ms: 10 * MINUTES, reports: { web: 8, chat: 20 }, places: 4, apartM: 2_000 }

/** So many others with words or a photo of their own, this near and of about the same level, confirm a report. */
const CONFIRMED = { others: 2, metres: 300, levels: 0 }

/**
 * In a crowd so many vague reports are shown within the minutes, and so many more for each that says something; then all of them wait. Of the real
 * reports of a flood's days hardly one is strange, and half of the brief ones say something of their own.
 */
const CROWD = {
  minutes: 10,
  free: { line: 12, cell: 12, all: 40 },
  forEach: { mute: 0.35, strange: 0.02, brief: 0.6, long: 0.25 } satisfies Record<Manner, number>,
  share: { mute: 1, strange: 0.25, brief: 1, long: 1 } satisfies Record<Manner, number>,
}

export type Judgement = {
  doubt: Doubt | null
  /** Others that turn out to be of the same kind. */
  also: { id: string; doubt: Doubt }[]
  /** Others that waited in a crowd and are confirmed by this one. */
  confirmed: string[]
}

export type Claim = {
  channel: 'web' | 'chat'
  /** A field was filled that no person sees. */
  isTrapped: boolean
  words: string
  /** The words tell of the hazard. */
  isUnderstood: boolean
}

/** Judges a report, and remembers it. */
export function judge(one: Lately, memory: Memory, claim: Claim): Judgement {
  memory.expire(one.at)
  const { doubt, others, crowd } = one.isSettled ? SURE : doubtOf(one, memory, claim)
  const standing = standingOf(doubt, crowd)
  Object.assign(one, standing)
  const also: Judgement['also'] = []
  const touched = new Map<string, [Crowd, Manner]>()
  for (const other of others) {
    if (other.isSettled || !(other.isShown || (other.isWaiting && standing.isRefuse))) continue
    if (doubt !== null) also.push({ id: other.id, doubt })
    // Where it was counted and is counted no longer, others may have waited for it alone: it is refuse, or a flood of one cell alone.
    if (standing.isRefuse || crowd?.of === 'cell')
      for (const left of other.crowds)
        if (left !== crowd) touched.set(`${other.manner} ${left.name}`, [left, other.manner])
    memory.turn(other, standing)
  }
  const confirmed = remember(one, memory)
  for (const [crowd, manner] of touched.values()) confirmed.push(...letGo(crowd, manner, memory))
  return { doubt, also, confirmed }
}

/** It waits no longer. */
export const SHOWN = { isShown: true, isWaiting: false, doubt: null }

/** A flood is told of where it is narrowest: what waits in one crowd says nothing of the others. */
const standingOf = (doubt: Doubt | null, crowd?: Crowd) => ({
  doubt,
  isShown: doubt === null,
  isWaiting: doubt === 'crowd',
  isRefuse: doubt !== null && doubt !== 'crowd',
  ...(crowd && { crowds: [crowd] }),
})

/** Those who waited only because others stood among them who turned out to be refuse. */
function letGo(crowd: Crowd, manner: Manner, memory: Memory): string[] {
  const free: string[] = []
  for (const other of memory.waitingIn(crowd, manner)) {
    if (isFlooded(crowd, manner, other.at, memory)) continue
    memory.turn(other, SHOWN)
    free.push(other.id)
  }
  return free
}

/** Takes a report into the memory; those nearby that it confirms, and that had to wait, may be shown now. */
export function remember(one: Lately, memory: Memory): string[] {
  one.isEvident = isEvident(one, memory)
  memory.add(one)
  for (const term of one.terms) loseTerm(term, one, memory)
  return one.isShown && one.isEvident ? confirmedBy(one, memory) : []
}

/** What one more has used may just have stopped to be anybody's own. */
function loseTerm(term: string, one: Lately, memory: Memory): void {
  const views = one.door === 'open' ? [one] : [one, { door: 'open' as const }]
  for (const view of views) {
    const users = memory.having(term, view)
    if (users.size !== OWN_OTHERS + 2) continue
    for (const other of users)
      if (other.isEvident && !isEvident(other, memory)) memory.turn(other, { isEvident: false })
  }
}

export function confirmedBy(one: Lately, memory: Memory): string[] {
  const confirmed: string[] = []
  for (const other of memory.near(one, CONFIRMED.metres, isVague)) {
    if (!isEvident(other, memory)) continue
    memory.turn(other, { isEvident: true, ...(other.isWaiting && SHOWN) })
    if (other.isShown) confirmed.push(other.id)
  }
  return confirmed
}

type Doubted = { doubt: Doubt | null; others: Iterable<Lately>; crowd?: Crowd }

const SURE: Doubted = { doubt: null, others: [] }

function doubtOf(one: Lately, memory: Memory, { channel, isTrapped, words, isUnderstood }: Claim): Doubted {
  if (isTrapped) return { doubt: 'trap', others: [] }
  const advert = advertises(words)
  if (advert === 'surely' || (advert === 'perhaps' && !isUnderstood)) return { doubt: 'advert', others: [] }
  const own = ownReports(one, memory)
  if (isTooMany([...own, one], channel)) return { doubt: 'too-many', others: own }
  const copies = copiesOf(one, memory)
  if (copies.length >= COPIES[channel])
    return { doubt: 'copied', others: copies.filter(other => one.door !== 'open' || other.door === 'open') }
  if (isEvident(one, memory)) return SURE
  const crowd = one.crowds.find(crowd => isFlooded(crowd, one.manner, one.at, memory))
  return crowd ? { doubt: 'crowd', others: [...memory.vagueIn(crowd, one.manner)], crowd } : SURE
}

/** How many seconds a sender has to wait; 0: none. */
export function pauseFor(sender: string, now: number, memory: Memory): number {
  const times = [...memory.sentBy(sender)].map(({ at }) => at).filter(at => at > now - SENDER.ms)
  if (times.length < SENDER.most) return 0
  return Math.max(1, Math.ceil(((times.at(-SENDER.most) ?? now) + SENDER.ms - now) / 1_000))
}

function ownReports({ sender, at }: Lately, memory: Memory): Lately[] {
  if (sender === null) return []
  return [...memory.sentBy(sender)].filter(other => other.at > at - SENDER.ms)
}

function isTooMany(reports: Lately[], channel: Claim['channel']): boolean {
  if (reports.length > SENDER.reports[channel]) return true
  if (channel === 'chat') return false
  const places: Lately[] = []
  for (const report of reports)
    if (places.every(place => metresBetween(place, report) > SENDER.apartM)) places.push(report)
  return places.length >= SENDER.places
}

const isOther = (a: Lately, b: Lately) => a.id !== b.id && (a.sender === null || a.sender !== b.sender)

/** Others with nearly the same words, elsewhere. Two texts that share most of their terms share one of the rarest of each. */
function copiesOf(one: Lately, memory: Memory): Lately[] {
  const terms = [...one.terms].sort((a, b) => memory.having(a, one).size - memory.having(b, one).size)
  if (terms.length < COPY.terms) return []
  const rarest = terms.slice(0, terms.length - Math.ceil(COPY.likeness * terms.length) + 1)
  const candidates = new Set(rarest.flatMap(term => [...memory.having(term, one)].slice(-COMPARED)))
  return [...candidates]
    .slice(-COMPARED)
    .filter(
      other =>
        isOther(one, other) &&
        likeness(one.terms, other.terms) >= COPY.likeness &&
        metresBetween(one, other) > COPY.apartM,
    )
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const term of a) if (b.has(term)) shared++
  return shared / (a.size + b.size - shared)
}

/** Somebody's own words or photo, words that lead to the very place, or others who say the same. */
const isEvident = (one: Lately, memory: Memory) =>
  one.isSettled || isVoice(one, memory) || isConfirmed(one, memory)

function isVoice(one: Lately, memory: Memory): boolean {
  if (one.hasPhoto) return true
  const pairs = [...one.terms].filter(isPair)
  const own = [...one.terms].filter(term => isOwn(term, one, memory))
  const telling = own.filter(isTelling)
  const [words, ownPairs] = [telling.filter(term => !isPair(term)).length, telling.filter(isPair).length]
  const strange = own.filter(term => !isPair(term) && !isReadable(term)).length
  const isWritten = words >= OWN.words && ownPairs >= OWN.pairs && ownPairs >= OWN.share * pairs.length
  return (isWritten && words > strange) || one.isPlaced()
}

function isOwn(term: string, one: Lately, memory: Memory): boolean {
  let others = 0
  for (const other of memory.having(term, one)) if (isOther(one, other) && ++others > OWN_OTHERS) return false
  return true
}

function isConfirmed(one: Lately, memory: Memory): boolean {
  let others = 0
  const says = (other: Lately) => other.isShown && other.isEvident
  for (const other of memory.near(one, CONFIRMED.metres, says))
    if (
      isOther(one, other) &&
      Math.abs(other.level - one.level) <= CONFIRMED.levels &&
      (other.isSettled || isVoice(other, memory)) &&
      ++others >= CONFIRMED.others
    )
      return true
  return false
}

const isVague = ({ isEvident, isRefuse }: Lately) => !isEvident && !isRefuse

function isFlooded(crowd: Crowd, manner: Manner, now: number, memory: Memory): boolean {
  const tally = memory.tallyOf(crowd, now, CROWD.minutes)
  return tally[manner] >= CROWD.share[manner] * CROWD.free[crowd.of] + CROWD.forEach[manner] * tally.evident
}

/** The crowds that a report belongs to, the narrowest first. `line`: the block of addresses that it came from. */
export const crowdsOf = (
  door: Door,
  line: string | undefined,
  { lng, lat }: { lng: number; lat: number },
): Crowd[] => [
  { of: 'cell', name: `${door} cell ${Math.floor(lng * 100)} ${Math.floor(lat * 100)}` },
  ...(line === undefined ? [] : [{ of: 'line' as const, name: `${door} line ${line}` }]),
  { of: 'all', name: `${door} all` },
]
