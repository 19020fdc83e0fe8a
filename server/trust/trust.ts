// How likely each report is before an officer has seen it, from what came in lately. An unlikely one is held: kept like any other, seen at the
// desk, and on no map. Every process judges what comes in through it, and knows from the log what came in through others. This is the memory alone:
// it asks no database, so that it can stand in a thread of its own (judging.ts says who asks it, and from where).
import { hearHazard } from '../domain/hearing.ts'
import type { State } from '../domain/report.ts'
import { isPublic } from '../domain/state.ts'
import { crowdsOf } from '../domain/trust/crowds.ts'
import type { Door } from '../domain/trust/door.ts'
import { confirmedBy, type Judgement, judge, pauseFor, remember, SHOWN } from '../domain/trust/judge.ts'
import { type Lately, type Memory, rememberLately } from '../domain/trust/lately.ts'
import { metresBetween } from '../domain/trust/neighbours.ts'
import { gistOf, mannerOf, termsOf } from '../domain/trust/words.ts'
import { placeIn } from '../domain/understanding/place.ts'

/** Where a report comes from, as far as it tells anything; kept in memory alone. */
export type From = {
  channel: 'web' | 'chat'
  /** Those who came by the same are judged among each other. */
  door: Door
  /** Its block of addresses; a chat has none. */
  line?: string
  /** Tells senders apart where no citizen is known. */
  sender?: string
  /** A field was filled that no person sees. */
  isTrapped?: boolean
}

/** What is judged of a report, and nothing else of it. */
export type Told = {
  id: string
  /** Milliseconds since 1970, when it reached us. */
  at: number
  hazard: string
  drill: boolean
  lng: number
  lat: number
  level: number
  words: string
  hasPhoto: boolean
  state: State
  /** Tells senders apart; null: nobody knows. */
  sender: string | null
  door: Door
  line?: string
}

/** One that is about to be stored. */
export type Asked = Told & { channel: From['channel']; isTrapped: boolean }

/** What the log tells: one that came in elsewhere, or what has become of one. */
export type News = Told | { id: string; state: State }

/** Its sender never stops: no report is taken for so many seconds. */
type Pause = { pause: number }

export type Trust = ReturnType<typeof createTrust>

/** A place that is named leads to the report when it lies no further off than this, or than the place is exact, m. */
const PLACED = { least: 2_000, most: 5_000 }

export function createTrust() {
  const memory = rememberLately()

  return {
    /** Judges a report that is about to be stored, and remembers it; one that is not taken was never here. */
    report({ channel, isTrapped, ...told }: Asked): Judgement | Pause {
      const { words, hazard, sender } = told
      const pause = sender === null ? 0 : pauseFor(sender, told.at, memory)
      if (pause > 0) return { pause }
      const isUnderstood = () => hearHazard(words) === hazard
      return judge(latelyOf(told, memory), memory, { channel, isTrapped, words, isUnderstood })
    },

    /** Its sender was right before: it is shown in any crowd. Answers who else may be shown now. */
    clear(id: string): string[] {
      const one = memory.get(id)
      if (!one) return []
      memory.turn(one, { ...SHOWN, isSettled: true, isEvident: true, isRefuse: false })
      return confirmedBy(one, memory)
    },

    /** It was not stored, or was stored before. */
    forget(id: string): string[] {
      memory.forget(id)
      return []
    },

    /** Heeds what the log tells. Answers who waited and may be shown now. */
    news(all: News[]): string[] {
      const confirmed: string[] = []
      for (const one of all) {
        const known = memory.get(one.id)
        if (!('at' in one)) confirmed.push(...(known ? decide(known, one) : []))
        else if (!known) confirmed.push(...remember(latelyOf(one, memory), memory))
      }
      return confirmed
    },

    /** It has a photo that nobody has shown before: that says something of its own. Answers who may be shown now. */
    pictured(id: string): string[] {
      const one = memory.get(id)
      if (!one || one.hasPhoto) return []
      const { isWaiting } = one
      memory.turn(one, {
        hasPhoto: true,
        isEvident: true,
        ...(isWaiting && SHOWN),
      })
      return [...(isWaiting ? [id] : []), ...(one.isShown ? confirmedBy(one, memory) : [])]
    },
  }

  /** Who is shown again after all was let out by an officer, and is not held a second time. */
  function decide(one: Lately, { state }: { state: State }): string[] {
    memory.turn(one, {
      isShown: one.isShown && isPublic({ state }),
      isWaiting: one.isWaiting && state === 'held',
      isSettled: one.isSettled || state === 'verified',
      isEvident: one.isEvident || state === 'verified',
    })
    return one.isShown && one.isEvident ? confirmedBy(one, memory) : []
  }
}

/** Each field by its name: a copy of an unknown shape lies scattered in memory, and all of them are looked at again and again. */
function latelyOf(told: Told, memory: Memory): Lately {
  const { id, at, hazard, drill, lng, lat, level, words, hasPhoto, state, sender, door, line } = told
  const gist = gistOf(words)
  const cameIn = crowdsOf({ door, line }, gist, told)
  return {
    terms: memory.numbersOf(termsOf(words)),
    doubt: null,
    isShown: isPublic({ state }),
    isWaiting: false,
    isSettled: state === 'verified',
    isEvident: false,
    isRefuse: false,
    isLoud: false,
    hasPhoto,
    level,
    lng,
    lat,
    manner: mannerOf(words),
    words: gist === '' ? [] : gist.split(' '),
    crowds: cameIn,
    cameIn,
    door,
    sender,
    id,
    at,
    nth: 0,
    hazard,
    drill,
    isPlaced: once(() => isNamed(words, { lng, lat })),
  }
}

function isNamed(words: string, place: { lng: number; lat: number }): boolean {
  const found = words === '' ? undefined : placeIn(words)
  if (!found) return false
  return metresBetween(found.place, place) <= Math.min(PLACED.most, Math.max(PLACED.least, found.exactness))
}

function once(ask: () => boolean): () => boolean {
  let known: boolean | undefined
  return () => {
    known ??= ask()
    return known
  }
}
