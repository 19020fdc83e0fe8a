// What came in lately, indexed by its words, its place and who sent it. Only in memory, and only of the last hour. What is asked of it costs
// the same however much came in: a surge must not slow down just because it is watched.
import type { Door } from './door.ts'
import type { Doubt } from './doubts.ts'
import { createLexicon } from './lexicon.ts'
import { neighbours, type Reach, type Role, roleOf } from './neighbours.ts'
import { type Manner, manners } from './words.ts'

/** Everybody with one text, in one cell of the map, in one corner of it, on one line there, on one line, or anywhere. */
export type Crowd = { of: 'text' | 'cell' | 'corner' | 'spot' | 'line' | 'all'; name: string }

export type Lately = {
  id: string
  lng: number
  lat: number
  /** Grows in the order they came; given by the memory. */
  nth: number
  /** Milliseconds since 1970, when it reached us. */
  at: number
  hazard: string
  drill: boolean
  level: number
  /** Citizen; null: nobody knows, and it is nobody else's. */
  sender: string | null
  /** Those who came by it make its crowds. */
  door: Door
  /** Where a crowd of unlikely ones is looked for: its text, its cell of the map, the line it came from. */
  cameIn: readonly Crowd[]
  /** Those of them where it counts. */
  crowds: readonly Crowd[]
  manner: Manner
  /** What its text says, word by word, without figures and without what is no word. */
  words: readonly string[]
  /** The words of its text and each two of them, as the memory numbers them. */
  terms: readonly number[]
  hasPhoto: boolean
  /** Whether its words lead to where it stands; asked only when in doubt. */
  isPlaced: () => boolean
  /** Whether anyone may see it. */
  isShown: boolean
  /** Held only because it came in a crowd. */
  isWaiting: boolean
  /** An officer has decided, or its sender is known: nothing more is done with it. */
  isSettled: boolean
  /** Whether it says something of its own, or is confirmed. */
  isEvident: boolean
  /** It is what nobody in need sends: it tells nothing of the crowd it came in. */
  isRefuse: boolean
  /** It would be shown by its words, had its line or its cell not had so many: it tells nothing of others, in its words or in its number. */
  isLoud: boolean
  /** Why it is held now. */
  doubt: Doubt | null
}

const KEPT_MS = 60 * 60_000
/** What is said again and again is so for some minutes. */
const USED_MS = 10 * 60_000
/** More are forgotten from the oldest on: memory stays small in any flood of reports. */
const MOST = 20_000
const MINUTE = 60_000

type Tally = Record<'evident' | 'loud' | Manner, number>

type Uses = { evident: number; vague: number }

const NEVER: Uses = { evident: 0, vague: 0 }

/** Of those who have used a term the latest are known: what so many have used is nobody's own. */
const MOST_USERS = 200

export type Memory = ReturnType<typeof rememberLately>

export function rememberLately() {
  const all = new Map<string, Lately>()
  const lexicon = createLexicon()
  const byTerm = setsBy<Lately, number>(MOST_USERS)
  /** Of those who did not come through the open door. */
  const byDearTerm = setsBy<Lately, number>(MOST_USERS)
  const places = neighbours<Lately>()
  const bySender = setsBy<Lately>()
  /** What is shown though it says nothing of its own, and what waits for that reason. */
  const vague = setsBy<Lately>()
  const waiting = setsBy<Lately>()
  /** By line. */
  const evident = setsBy<Lately>()
  /** By text: those of both that count in other crowds, too. */
  const beyondText = setsBy<Lately>()
  const tallies = new Map<string, Map<number, Tally>>()
  /** By door and word: who has said it in the latest minutes. */
  const uses: Record<Door, Map<string, Uses>> = {
    form: new Map(),
    late: new Map(),
    chat: new Map(),
    open: new Map(),
  }
  const using = new Set<Lately>()
  const looked = new Map<string, number>()
  let latest = 0
  let came = 0

  function count(one: Lately, by: 1 | -1): void {
    if (one.isRefuse) return
    const isVague = !one.isEvident && !one.isSettled
    const text = one.crowds.find(({ of }) => of === 'text')
    if (text) beyondText.put(text.name, one, by === 1 && isVague && !one.isLoud && one.crowds.length > 1)
    for (const { name: crowd, of } of one.crowds) {
      const minutes = tallies.get(crowd) ?? new Map<number, Tally>()
      const minute = Math.floor(one.at / MINUTE)
      const tally = minutes.get(minute) ?? noTally()
      tally[one.isEvident ? 'evident' : one.isLoud ? 'loud' : one.manner] += by
      if (tallied.some(key => tally[key] > 0)) tallies.set(crowd, minutes.set(minute, tally))
      else if (minutes.delete(minute) && minutes.size === 0) tallies.delete(crowd)
      const key = keyOf(crowd, one.manner)
      vague.put(key, one, by === 1 && isVague && one.isShown)
      waiting.put(key, one, by === 1 && isVague && one.isWaiting && !one.isLoud)
      if (of === 'line') evident.put(crowd, one, by === 1 && one.isEvident && one.isShown && !one.isSettled)
    }
  }

  function learn(one: Lately, isKnown: boolean): void {
    for (const term of one.terms) {
      byTerm.put(term, one, isKnown)
      if (one.door !== 'open') byDearTerm.put(term, one, isKnown)
    }
  }

  function use({ door, words }: Lately, as: keyof Uses | undefined, by: 1 | -1): void {
    if (as === undefined) return
    for (const word of new Set(words)) {
      const known = uses[door].get(word) ?? { evident: 0, vague: 0 }
      known[as] += by
      if (known.evident > 0 || known.vague > 0) uses[door].set(word, known)
      else uses[door].delete(word)
    }
  }

  function drop(one: Lately): void {
    all.delete(one.id)
    if (using.delete(one)) use(one, speaksAs(one), -1)
    learn(one, false)
    lexicon.giveBack(one.terms)
    places.delete(one, roleOf(one))
    if (one.sender !== null) bySender.delete(one.sender, one)
    count(one, -1)
  }

  return {
    get: (id: string) => all.get(id),
    /** Terms as numbers, of a report that is about to be added: they are its own until it is forgotten. */
    numbersOf: lexicon.hold,
    textOf: lexicon.textOf,
    /** As if it had never come. */
    forget(id: string): void {
      const one = all.get(id)
      if (one) drop(one)
    },
    add(one: Lately): void {
      if (all.has(one.id)) return
      all.set(one.id, one)
      one.nth = ++came
      latest = Math.max(latest, one.at)
      learn(one, teaches(one))
      using.add(one)
      use(one, speaksAs(one), 1)
      places.add(one, roleOf(one))
      if (one.sender !== null) bySender.add(one.sender, one)
      count(one, 1)
    },
    /** Changes what is thought of a report. */
    turn(
      one: Lately,
      change: Partial<
        Pick<
          Lately,
          | 'isEvident'
          | 'isShown'
          | 'isWaiting'
          | 'isSettled'
          | 'isRefuse'
          | 'isLoud'
          | 'hasPhoto'
          | 'crowds'
          | 'manner'
          | 'doubt'
        >
      >,
    ): void {
      const isKnown = all.has(one.id)
      const [taught, spoke, role] = [teaches(one), speaksAs(one), roleOf(one)]
      if (isKnown) count(one, -1)
      Object.assign(one, change)
      const speaks = speaksAs(one)
      if (speaks !== spoke && using.has(one)) {
        use(one, spoke, -1)
        use(one, speaks, 1)
      }
      if (!isKnown) return
      if (teaches(one) !== taught) learn(one, !taught)
      if (roleOf(one) !== role) {
        places.delete(one, role)
        places.add(one, roleOf(one))
      }
      count(one, 1)
    },
    /** They stand in the order they came: the oldest are found first. */
    expire(now: number): void {
      latest = Math.max(latest, now)
      for (const one of using) {
        if (one.at > now - USED_MS) break
        using.delete(one)
        use(one, speaksAs(one), -1)
      }
      for (const one of all.values()) {
        if (one.at > now - KEPT_MS && all.size <= MOST) return
        drop(one)
      }
    },
    /** Who has used a term, of those who count for this one: whoever came through the open door casts no doubt on those who did not. */
    having: (term: number, { door }: { door: Door }) => (door === 'open' ? byTerm : byDearTerm).of(term),
    /** How many of the latest minutes have said a word. */
    usesOf: (word: string, { door }: { door: Door }): Uses => uses[door].get(word) ?? NEVER,
    sentBy: bySender.of,
    vagueIn: (crowd: Crowd, manner: Manner) => vague.of(keyOf(crowd.name, manner)),
    evidentOn: ({ name }: Crowd) => evident.of(name),
    beyondText: ({ name }: Crowd) => beyondText.of(name),
    /** Whether a look was last due so long ago, by the reports' own time, ms; then the next is due as long after this one. */
    isDue(look: string, at: number, ms: number): boolean {
      if (at < (looked.get(look) ?? 0) + ms) return false
      if (looked.size >= MOST) looked.clear()
      looked.set(look, at)
      return true
    },
    waitingIn: (crowd: Crowd, manner: Manner) => waiting.of(keyOf(crowd.name, manner)),
    /** How many came in a crowd within so many minutes, until now. */
    tallyOf({ name }: Crowd, minutes: number): Tally {
      const sum = noTally()
      const last = Math.floor(latest / MINUTE)
      const known = tallies.get(name)
      if (!known) return sum
      for (let minute = last - minutes; minute <= last; minute++) {
        const tally = known.get(minute)
        if (tally) for (const key of tallied) sum[key] += tally[key]
      }
      return sum
    },
    near: (one: Lately, role: Role, reach: Reach) => places.near(one, role, reach, all.get(one.id)),
    /** Whether another is neither this one nor from its sender: one is asked about many, and letters are dear to compare. */
    othersThan({ id, sender }: Lately): (other: Lately) => boolean {
      const [itself, own] = [all.get(id), sender === null ? undefined : bySender.of(sender)]
      return other => other !== itself && !own?.has(other)
    },
  }
}

/** Whoever never stops, or is a program, takes nobody's words from them. */
const teaches = ({ isLoud, doubt }: Lately) => !isLoud && doubt !== 'too-many' && doubt !== 'trap'

/** What waits in a crowd of its own place tells nothing of words elsewhere. */
function speaksAs({ isEvident, crowds }: Lately): keyof Uses | undefined {
  if (isEvident) return 'evident'
  return crowds.some(({ of }) => of === 'all' || of === 'line') ? 'vague' : undefined
}

const tallied = ['evident', 'loud', ...manners] as const
const noTally = (): Tally => ({ evident: 0, loud: 0, mute: 0, strange: 0, brief: 0, long: 0, worn: 0 })
const keyOf = (crowd: string, manner: Manner) => `${manner} ${crowd}`

/** Sets by key; an empty one takes no room. Of more than `most` items the oldest are forgotten. */
function setsBy<T, Key = string>(most = Number.POSITIVE_INFINITY) {
  const sets = new Map<Key, Set<T>>()
  const empty: ReadonlySet<T> = new Set()
  function put(key: Key, item: T, isIn: boolean): void {
    const set = sets.get(key)
    if (isIn) {
      if (set) {
        set.add(item)
        if (set.size > most) for (const oldest of set) return void set.delete(oldest)
      } else sets.set(key, new Set([item]))
    } else if (set?.delete(item) && set.size === 0) sets.delete(key)
  }
  return {
    of: (key: Key): ReadonlySet<T> => sets.get(key) ?? empty,
    put,
    add: (key: Key, item: T) => put(key, item, true),
    delete: (key: Key, item: T) => put(key, item, false),
  }
}
