// How likely each report is before an officer has seen it, from what came in lately. An unlikely one is held: kept like any other, seen at the
// desk, and on no map. Every process judges what comes in through it, and knows from the log what came in through others.
import type { Sender, Standing } from '../db/citizens.ts'
import type { Entry } from '../db/log.ts'
import { hearHazard } from './domain/hearing.ts'
import type { AcceptedReport, Report } from './domain/report.ts'
import { isPublic } from './domain/state.ts'
import { crowdsOf } from './domain/trust/crowds.ts'
import type { Door } from './domain/trust/door.ts'
import { confirmedBy, type Judgement, judge, pauseFor, remember, SHOWN } from './domain/trust/judge.ts'
import { type Lately, metresBetween, rememberLately } from './domain/trust/lately.ts'
import { gistOf, mannerOf, termsOf } from './domain/trust/words.ts'
import { placeIn } from './domain/understanding/place.ts'

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

export type Trust = ReturnType<typeof createTrust>

/** A place that is named leads to the report when it lies no further off than this, or than the place is exact, m. */
const PLACED = { least: 2_000, most: 5_000 }

type Given = {
  /** How many of a sender's reports officers found right, and how many not. Nobody else is ever told. */
  standingOf: (sender: Sender) => Promise<Standing>
}

export function createTrust({ standingOf }: Given) {
  const memory = rememberLately()

  function latelyOf(report: AcceptedReport, sender: string | null, door: Door, from?: From): Lately {
    const { id, receivedAt, hazard, drill, place, level, words, photos } = report
    const gist = gistOf(words)
    const cameIn = crowdsOf({ door, line: from?.line }, gist, place)
    return {
      id,
      at: Date.parse(receivedAt),
      hazard,
      drill,
      ...place,
      level,
      sender,
      door,
      cameIn,
      crowds: cameIn,
      manner: mannerOf(words),
      words: gist === '' ? [] : gist.split(' '),
      terms: termsOf(words),
      hasPhoto: photos.length > 0,
      isPlaced: once(() => isNamed(words, place)),
      isShown: isPublic(report),
      isWaiting: false,
      isSettled: report.state === 'verified',
      isEvident: false,
      isRefuse: false,
      isLoud: false,
      doubt: null,
    }
  }

  return {
    /** Judges a report that is about to be stored. */
    async judge(report: AcceptedReport, sender: Sender, from: From): Promise<Judgement> {
      const one = latelyOf(report, nameOf(sender, from), from.door, from)
      const { words, hazard } = report
      const judgement = judge(one, memory, {
        channel: from.channel,
        isTrapped: from.isTrapped ?? false,
        words,
        isUnderstood: hearHazard(words) === hazard,
      })
      const mayBeRight = judgement.doubt === 'copied' || judgement.doubt === 'crowd'
      if (!mayBeRight || isUnknown(sender) || !isKnownGood(await standingOf(sender))) return judgement
      memory.turn(one, { ...SHOWN, isSettled: true, isEvident: true, isRefuse: false })
      return { ...judgement, doubt: null, confirmed: [...judgement.confirmed, ...confirmedBy(one, memory)] }
    },

    /** How many seconds who sends has to wait before another report is taken; 0: none. */
    pauseFor(sender: Sender, from: From, at: Date): number {
      const name = nameOf(sender, from)
      return name === null ? 0 : pauseFor(name, at.getTime(), memory)
    },

    /** What is thought of it by now: another may have come in between. */
    doubtAbout: (id: string) => memory.get(id)?.doubt ?? null,

    /** It was not stored, or was stored before. */
    forget: (id: string) => memory.forget(id),

    /** Heeds what the log tells: reports that came in elsewhere, and decisions. Answers who waited and may be shown now. */
    heed(entries: Entry[]): string[] {
      const confirmed: string[] = []
      for (const { kind, body } of entries) {
        if (kind !== 'report') continue
        const known = memory.get(body.id)
        // Its first entry tells nothing new of a report that was judged here.
        if (known && body.version > 1) confirmed.push(...decide(known, body))
        else if (!known && isPublic(body) && body.version === 1)
          confirmed.push(...remember(latelyOf(body, body.id, body.door ?? 'open'), memory))
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
  function decide(one: Lately, { state }: Report): string[] {
    memory.turn(one, {
      isShown: one.isShown && isPublic({ state }),
      isWaiting: one.isWaiting && state === 'held',
      isSettled: one.isSettled || state === 'verified',
      isEvident: one.isEvident || state === 'verified',
    })
    return one.isShown && one.isEvident ? confirmedBy(one, memory) : []
  }
}

/** What tells senders apart. */
const nameOf = ({ citizen, browser }: Sender, from: From): string | null =>
  citizen ?? browser ?? from.sender ?? null

const isUnknown = ({ citizen, browser }: Sender) => (citizen ?? browser) === undefined

const isKnownGood = ({ right, wrong }: Standing) => right > 2 * wrong

function isNamed(words: string, place: Report['place']): boolean {
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
