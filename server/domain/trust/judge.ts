// Whether a report is likely enough to stand on the map before an officer has looked at it. What somebody says in words of their own is shown,
// and so is what others nearby confirm. What says nothing of its own is shown, too, until its line or its neighbourhood is flooded with such:
// then it waits for an officer, or for somebody who confirms it.
import { crowdOf } from './crowds.ts'
import type { Doubt } from './doubts.ts'
import {
  CONFIRMED,
  CROWD,
  isCertain,
  isEvident,
  isFlooded,
  isFull,
  isWell,
  loudLineOf,
  OWN_OTHERS,
} from './evidence.ts'
import type { Crowd, Lately, Memory } from './lately.ts'
import { metresBetween } from './neighbours.ts'
import { advertises, type Manner } from './words.ts'

/** Texts of so many pairs that share most of them are copies; who tells of the same street in a few words copies nobody. */
const COPY = { terms: 9, likeness: 0.6, apartM: 1_000 }
/** Copies by different senders, far apart. A chat's account is dear to make, a browser's name is not. */
const COPIES = { web: 5, chat: 20 }
/** When so many are at hand, from the rarest term on, no more are compared. */
const COMPARED = 200

const MINUTES = 60_000
/** Nobody sees more than this in ten minutes, and nothing more than `most` is taken at all. */
const SENDER = { most: 60, ms: 10 * MINUTES, reports: { web: 8, chat: 20 }, places: 4, apartM: 2_000 }

/** Whoever may be confirmed by one of any level; how much theirs differs is looked at then. */
const TOLD_OF = { metres: CONFIRMED.metres, levels: Number.POSITIVE_INFINITY }

/**
 * A word is worn where so many of those who say nothing of their own have it within minutes, and so many more for each of the others who has it:
 * what all the town says is not worn. Whoever has but such words, and at least so many, came in the crowd that wore them out; the rest did not, and
 * those who waited for it are let go once they are so small a share of a flood.
 */
const WORN = { free: 15, forEach: 0.4, words: 3, ebb: 0.5 }
/** More than so many of a crowd are not looked through again before so long has passed, ms: in a storm that would be most of the work. */
const LOOKED_THROUGH = { many: 500, ms: 1_000 }

/** Of a cell. */
const CORNERS = 16

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
  /** Whether the words tell of the hazard; asked only when in doubt. */
  isUnderstood: () => boolean
}

/** Judges a report, and remembers it. */
export function judge(one: Lately, memory: Memory, claim: Claim): Judgement {
  memory.expire(one.at)
  const doubted = one.isSettled ? EVIDENT : doubtOf(one, memory, claim)
  const { doubt, others, crowd, isLoud = false } = doubted
  const isRefuse = doubt !== null && doubt !== 'crowd'
  Object.assign(one, standingOf(one, doubt, crowd), { isLoud })
  const also: Judgement['also'] = []
  const touched = new Map<string, [Crowd, Manner]>()
  for (const other of others) {
    if (other.isSettled || !(other.isShown || (other.isWaiting && (isRefuse || crowd?.of === 'text'))))
      continue
    if (doubt !== null && (other.isShown || isRefuse)) also.push({ id: other.id, doubt })
    // Where it was counted and is counted no longer, others may have waited for it alone: it is refuse, or a flood of one text or cell alone.
    if (isRefuse || crowd?.of === 'text' || crowd?.of === 'cell')
      for (const left of other.crowds)
        if (left.of !== 'spot' && left.of !== 'corner' && left.name !== crowd?.name)
          touched.set(`${other.manner} ${left.name}`, [left, other.manner])
    memory.turn(other, { ...standingOf(other, doubt, crowd), isLoud, ...(isLoud && { isEvident: false }) })
  }
  const confirmed = remember(one, memory, doubted.isEvident)
  if (one.manner === 'worn') confirmed.push(...wearOut(one, memory))
  for (const [crowd, manner] of touched.values()) confirmed.push(...letGo(crowd, manner, one, memory))
  return { doubt, also, confirmed }
}

/** It waits no longer. */
export const SHOWN = { isShown: true, isWaiting: false, isLoud: false, doubt: null }

/** A flood is told of where it is narrowest: what waits in one crowd says nothing of the others. Beyond its cell it counts among those who say the very same. */
const standingOf = ({ crowds }: Lately, doubt: Doubt | null, crowd?: Crowd) => ({
  doubt,
  isShown: doubt === null,
  isWaiting: doubt === 'crowd',
  isRefuse: doubt !== null && doubt !== 'crowd',
  ...(crowd && {
    crowds: crowds.filter(
      ({ of, name }) =>
        name === crowd.name ||
        (of === 'text' && crowd.of !== 'cell') ||
        ((of === 'spot' || of === 'corner') && crowd.of === 'cell'),
    ),
  }),
})

/** Those who waited only because others stood among them who turned out to be refuse. */
function letGo(crowd: Crowd, manner: Manner, { door }: Lately, memory: Memory, ebb = 1): string[] {
  const free: string[] = []
  if (isFlooded(crowd, { manner, door }, memory, ebb)) return free
  for (const other of memory.waitingIn(crowd, manner)) {
    memory.turn(other, SHOWN)
    free.push(other.id)
  }
  return free
}

/** Takes a report into the memory; those nearby that it confirms, and that had to wait, may be shown now. */
export function remember(one: Lately, memory: Memory, isSo = isEvident(one, memory)): string[] {
  one.isEvident = isSo
  memory.add(one)
  for (const term of one.terms) loseTerm(term, one, memory)
  return one.isShown && one.isEvident ? confirmedBy(one, memory) : []
}

/** What one more has used may just have stopped to be anybody's own. */
function loseTerm(term: number, one: Lately, memory: Memory): void {
  const views = one.door === 'open' ? [one] : [one, { door: 'open' as const }]
  for (const view of views) {
    const users = memory.having(term, view)
    if (users.size !== OWN_OTHERS + 2) continue
    for (const other of users)
      if (other.isEvident && !isWell(other, memory)) memory.turn(other, { isEvident: false })
  }
}

export function confirmedBy(one: Lately, memory: Memory): string[] {
  const confirmed: string[] = []
  for (const other of [...memory.near(one, 'vague', TOLD_OF)]) {
    if (!isEvident(other, memory)) continue
    memory.turn(other, { isEvident: true, ...(other.isWaiting && SHOWN) })
    if (other.isShown) confirmed.push(other.id)
  }
  return confirmed
}

/** `isEvident`: known, for nothing that could change it is done with others. */
type Doubted = {
  doubt: Doubt | null
  others: Iterable<Lately>
  crowd?: Crowd
  isLoud?: boolean
  isEvident?: boolean
}

const EVIDENT: Doubted = { doubt: null, others: [], isEvident: true }
const VAGUE: Doubted = { doubt: null, others: [], isEvident: false }

function doubtOf(one: Lately, memory: Memory, { channel, isTrapped, words, isUnderstood }: Claim): Doubted {
  if (isTrapped) return { doubt: 'trap', others: [] }
  const advert = advertises(words)
  if (advert === 'surely' || (advert === 'perhaps' && !isUnderstood())) return { doubt: 'advert', others: [] }
  const own = ownReports(one, memory)
  if (isTooMany([...own, one], channel)) return { doubt: 'too-many', others: own }
  const copies = copiesOf(one, COPIES[channel], memory)
  if (copies.length >= COPIES[channel]) {
    // Who said it first copied nobody: else a few copies would take any report from the map.
    const first = copies.reduce((first, other) => (other.at < first.at ? other : first))
    const others = copies.filter(other => other !== first && (one.door !== 'open' || other.door === 'open'))
    return { doubt: 'copied', others }
  }
  if (isEvident(one, memory)) return EVIDENT
  if (isWorn(one, memory)) one.manner = 'worn'
  const isHeldBack = isFull(one, memory) || loudLineOf(one, memory) !== undefined
  if (isHeldBack && isWell(one, memory)) return loudAs(one, memory)
  const crowd = one.crowds.find(
    crowd => isFlooded(crowd, one, memory) && !(crowd.of === 'cell' && isAside(one, memory)),
  )
  if (!crowd) return VAGUE
  const others = crowd.of === 'text' ? memory.beyondText(crowd) : memory.vagueIn(crowd, one.manner)
  const isIn = (other: Lately) => crowd.of !== 'cell' || !isAside(other, memory)
  return { doubt: 'crowd', others: [...others].filter(isIn), crowd }
}

/** Others of its line are no better. */
function loudAs(one: Lately, memory: Memory): Doubted {
  const doubt = 'crowd'
  if (isFull(one, memory)) return { doubt, others: [], crowd: crowdOf(one, 'cell'), isLoud: true }
  const line = loudLineOf(one, memory)
  const others = line ? [...memory.evidentOn(line)] : []
  return { doubt, others: others.filter(other => !isCertain(other, memory)), isLoud: true }
}

/** What fills its cell stands in other corners of it. */
function isAside(one: Lately, memory: Memory): boolean {
  const [cell, corner] = [crowdOf(one, 'cell'), crowdOf(one, 'corner')]
  if (!cell || !corner) return false
  const [all, here] = [cell, corner].map(crowd => memory.tallyOf(crowd, CROWD.minutes)[one.manner])
  return (here ?? 0) * CORNERS * 2 < (all ?? 0)
}

function isWorn({ words, door, manner }: Lately, memory: Memory): boolean {
  if (words.length < WORN.words || (manner !== 'brief' && manner !== 'long')) return false
  return words.every(word => {
    const { evident, vague } = memory.usesOf(word, { door })
    return vague >= WORN.free + WORN.forEach * evident
  })
}

/** Those who said it before so many did count among them from now on; answers who waited because of those alone. */
function wearOut(one: Lately, memory: Memory): string[] {
  const free: string[] = []
  for (const crowd of one.cameIn.filter(({ of }) => of === 'line' || of === 'all'))
    for (const manner of ['brief', 'long'] as const) {
      const [shown, waiting] = [memory.vagueIn(crowd, manner), memory.waitingIn(crowd, manner)]
      const isMany = shown.size + waiting.size > LOOKED_THROUGH.many
      if (isMany && !memory.isDue(`${crowd.name} ${manner}`, one.at, LOOKED_THROUGH.ms)) continue
      const worn = [...shown, ...waiting].filter(other => isWorn(other, memory))
      for (const other of worn) memory.turn(other, { manner: 'worn' })
      if (worn.length > 0) free.push(...letGo(crowd, manner, one, memory, WORN.ebb))
    }
  return free
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

/**
 * Others with nearly the same words, elsewhere. Two texts that share most of their terms share one of the rarest of each. Where there are `enough`,
 * those who are held as copies already are not looked at again.
 */
function copiesOf(one: Lately, enough: number, memory: Memory): Lately[] {
  if (one.terms.length < COPY.terms) return []
  const terms = one.terms
    .map(term => ({ term, users: memory.having(term, one) }))
    .sort((a, b) => a.users.size - b.users.size)
  const rarest = terms.slice(0, terms.length - Math.ceil(COPY.likeness * terms.length) + 1)
  const candidates = new Set<Lately>()
  for (const { users } of rarest) {
    if (candidates.size >= COMPARED) break
    for (const other of users) candidates.add(other)
  }
  const isOther = memory.othersThan(one)
  const mine = new Set(one.terms)
  const copies: Lately[] = []
  for (const other of candidates) {
    if (copies.length >= enough && other.doubt === 'copied') continue
    if (isOther(other) && isAlike(mine, other.terms) && metresBetween(one, other) > COPY.apartM)
      copies.push(other)
  }
  return copies
}

function isAlike(mine: ReadonlySet<number>, terms: readonly number[]): boolean {
  // So many have to be in both; so many of the second may be missing.
  const least = Math.ceil((COPY.likeness * (mine.size + terms.length)) / (1 + COPY.likeness))
  let missing = terms.length - least
  if (mine.size < least || missing < 0) return false
  for (const term of terms) if (!mine.has(term) && --missing < 0) return false
  return true
}
