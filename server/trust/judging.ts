// Asks the judge of reports (trust.ts), wherever it stands: in a thread of its own (trust-thread.ts), or here where there is one core or little memory.
// It is told no more than it needs. A report that it fails at waits for an officer, as one of a crowd does: none is lost, and no false one is on a map.
import type { Sender, Standing } from '../../db/citizens.ts'
import type { Entry } from '../../db/log.ts'
import type { AcceptedReport, Report } from '../domain/report.ts'
import { isPublic } from '../domain/state.ts'
import type { Door } from '../domain/trust/door.ts'
import type { Doubt } from '../domain/trust/doubts.ts'
import type { Judgement } from '../domain/trust/judge.ts'
import type { From, News, Told, Trust } from './trust.ts'

/** Where the judge stands. It takes all that it is asked in the order of the asking, and answers in the same. */
export type Home = {
  ask<What extends keyof Trust>(
    what: What,
    about: Parameters<Trust[What]>[0],
  ): Promise<ReturnType<Trust[What]>>
  /** For how long the oldest question has waited for its answer, ms. */
  wait(): number
  close(): Promise<void>
}

export type Judging = ReturnType<typeof createJudging>

type Given = {
  /** `begunAnew`: it knows nothing of what came before. */
  openHome: (told: { begunAnew: () => void; logFault: (fault: unknown) => void }) => Home
  /** How many of a sender's reports officers found right, and how many not. Nobody else is ever told. */
  standingOf: (sender: Sender) => Promise<Standing>
  logFault: (fault: unknown) => void
}

const FAILED: Judgement = { doubt: 'crowd', also: [], confirmed: [] }

export function createJudging({ openHome, standingOf, logFault }: Given) {
  /** What is thought by now of those that are being stored. */
  const underWay = new Map<string, Doubt | null>()
  /** Judged here, and yet to come in the log: their first entries tell nothing new. */
  const toCome = new Set<string>()
  const home = openHome({ begunAnew: () => toCome.clear(), logFault })

  function note(id: string, doubt: Doubt | null): void {
    if (underWay.has(id)) underWay.set(id, doubt)
  }

  /** Who may be shown after what was told; they are noted in the order of the answers. */
  async function tell<What extends 'clear' | 'news' | 'pictured'>(
    what: What,
    about: Parameters<Trust[What]>[0],
  ): Promise<string[]> {
    try {
      const confirmed = await home.ask(what, about)
      for (const id of confirmed) note(id, null)
      return confirmed
    } catch (fault) {
      logFault(fault)
      return []
    }
  }

  async function ask(report: AcceptedReport, sender: Sender, from: From) {
    const { channel, isTrapped = false, door, line } = from
    const asked = { ...toldOf(report, nameOf(sender, from), door, line), channel, isTrapped }
    try {
      const answer = await home.ask('report', asked)
      if ('pause' in answer) return answer
      underWay.set(report.id, answer.doubt)
      toCome.add(report.id)
      for (const { id, doubt } of answer.also) note(id, doubt)
      for (const id of answer.confirmed) note(id, null)
      return answer
    } catch (fault) {
      logFault(fault)
      return FAILED
    }
  }

  function forget(id: string): void {
    underWay.delete(id)
    toCome.delete(id)
    home.ask('forget', id).catch(logFault)
  }

  return {
    /** Judges a report that is about to be stored; `pause`: its sender has to wait for so many seconds. */
    async judge(report: AcceptedReport, sender: Sender, from: From): Promise<Judgement | { pause: number }> {
      const answer = await ask(report, sender, from)
      if ('pause' in answer) return answer
      const mayBeRight = answer.doubt === 'copied' || answer.doubt === 'crowd'
      if (!mayBeRight || isUnknown(sender)) return answer
      try {
        if (!isKnownGood(await standingOf(sender))) return answer
      } catch (fault) {
        forget(report.id)
        throw fault
      }
      const others = await tell('clear', report.id)
      note(report.id, null)
      return { ...answer, doubt: null, confirmed: [...answer.confirmed, ...others] }
    },

    /** It is stored. What is thought of it by now, for others may have come in between; undefined: as before. */
    stored(id: string): Doubt | null | undefined {
      const doubt = underWay.get(id)
      underWay.delete(id)
      return doubt
    },

    /** It was not stored, or was stored before. */
    forget,

    /** Heeds what the log tells: reports that came in elsewhere, and decisions. Answers who waited and may be shown now. */
    async heed(entries: Entry[]): Promise<string[]> {
      const news = entries.flatMap(entry => (entry.kind === 'report' ? newsOf(entry.body) : []))
      return news.length === 0 ? [] : tell('news', news)
    },

    /** It has a photo that nobody has shown before. Answers who may be shown now. */
    pictured: (id: string) => tell('pictured', id),

    wait: home.wait,
    close: home.close,
  }

  function newsOf(body: Report & { door?: Door }): News[] {
    const { id, state, version, door = 'open' } = body
    if (version > 1) return [{ id, state }]
    return toCome.delete(id) || !isPublic(body) ? [] : [toldOf(body, id, door)]
  }
}

/** In this very thread. */
export const judgeHere = (trust: Trust): Home => ({
  ask: async (what, about) => answerOf(trust, what, about),
  wait: () => 0,
  close: async () => undefined,
})

export function answerOf<What extends keyof Trust>(
  trust: Trust,
  what: What,
  about: Parameters<Trust[What]>[0],
): ReturnType<Trust[What]> {
  const answer = trust[what] as (about: Parameters<Trust[What]>[0]) => ReturnType<Trust[What]>
  return answer(about)
}

function toldOf(
  { id, receivedAt, hazard, drill, place, level, words, photos, state }: AcceptedReport,
  sender: string | null,
  door: Door,
  line?: string,
): Told {
  const { lng, lat } = place
  const at = Date.parse(receivedAt)
  return {
    id,
    at,
    hazard,
    drill,
    lng,
    lat,
    level,
    words,
    hasPhoto: photos.length > 0,
    state,
    sender,
    door,
    line,
  }
}

/** What tells senders apart. */
const nameOf = ({ citizen, browser }: Sender, from: From): string | null =>
  citizen ?? browser ?? from.sender ?? null

const isUnknown = ({ citizen, browser }: Sender) => (citizen ?? browser) === undefined

const isKnownGood = ({ right, wrong }: Standing) => right > 2 * wrong
