// What a process does when more is asked than it can answer: it measures how late it is, lets in ever fewer of the lowest class, and says so to those
// whom it turns away before anything of their request is read. Whoever is let in stands in line (line.ts). As it calms down all are let in again, little by little.
// No line of addresses has more than its part of a class (places.ts), and less of it where the process was late lately.
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Refusal } from '../domain/refusal.ts'
import { openLine } from './line.ts'
import { openPlaces } from './places.ts'
import {
  limits as declared,
  type Limits,
  MOST_CONNECTIONS,
  MOST_SOCKETS,
  type Priority,
  priorities,
  priorityOf,
} from './priorities.ts'
import { freeTalk, openTalks, type Talk } from './talk.ts'
import { turnAway } from './turned-away.ts'

/** How late everything is and how long reports take (ms), how many queries wait for a connection, and how long the first of each class has stood in line (ms). */
export type Strain = {
  delay: number
  slow: number
  waiting: number
  line: Partial<Record<Priority, number>>
}

/** How often the process looks at itself, and how finely it measures, ms. */
const LOOK_MS = 200
const RESOLUTION_MS = 10
/** What does not last so many looks is no overload: a start, one long step of the garbage collector. */
const LOOKS = 5
/** Fewer reports in a second tell nothing of how long they take. */
const ENOUGH = 20
const MOST_NOTED = 1_000
/** All but a tenth of the reports are quicker than what counts: what is promised is promised to nearly everybody. */
const SLOWEST = 0.9
/**
 * Above its limit a class loses with each look of what is let in, half of it where all takes twice as long; below it gains up to a twentieth, so that all
 * are back some five seconds after it has become calm. Both follow how far it is from the limit: else what is let in would swing between all and nothing.
 */
const CUT = 0.5
const GAIN = 0.05
/** What a line of addresses may have of its part comes back more slowly, and only below this part of the limit: whoever kept the process late is not what makes it late again. */
const LINE_GAIN = 0.005
const CALM = 0.7
/** Less than this is nothing. */
const TINY = 0.05

type Given = {
  /** Queries that wait for the database. */
  load: () => { waiting: number }
  /** The line of addresses that asks; undefined: the operator's own. */
  lineOf: (request: IncomingMessage) => string | undefined
  /** The line that a connection comes from; undefined: the operator's own, or a proxy that speaks for others. */
  peerOf: (socket: Socket) => string | undefined
  isOn: boolean
  limits?: Partial<Limits>
  sockets?: number
  connections?: number
}

/** A socket that was cut because it said too much keeps its line's place for so long: else it would be back at once, ms. */
const CUT_MS = 60_000

export type Overload = ReturnType<typeof openOverload>

/** What part of each class is let in: never a larger one of a lower class. */
export function createShares(limits: Limits) {
  const shares = all(() => 1)
  const lineShares = all(() => 1)
  const credits = all(() => 0)

  return {
    shares: shares as Readonly<Record<Priority, number>>,
    lineShares: lineShares as Readonly<Record<Priority, number>>,
    look({ delay, slow, waiting, line }: Strain): void {
      let most = 1
      for (const name of priorities) {
        const limit = limits[name]
        const late = Math.max(delay, line[name] ?? 0)
        const strain = Math.max(late / limit.delay, slow / limit.slow, waiting / limit.waiting)
        const before = shares[name]
        const wanted =
          strain > 1 ? before * Math.max(CUT, 1 - (strain - 1) * CUT) : before + GAIN * (1 - strain)
        most = Math.min(most, Math.max(limit.least, wanted < TINY && strain > 1 ? 0 : wanted))
        shares[name] = most
        const ofLine = lineShares[name]
        lineShares[name] =
          strain > 1 ? ofLine * CUT : strain < CALM ? Math.min(1, ofLine + LINE_GAIN) : ofLine
      }
    },
    /** Lets in every second one where the share is a half, and so on. */
    admits(name: Priority): boolean {
      if (shares[name] >= 1) return true
      credits[name] += shares[name]
      if (credits[name] < 1) return false
      credits[name] -= 1
      return true
    },
  }
}

export function openOverload({
  load,
  lineOf,
  peerOf,
  isOn,
  limits: changed,
  sockets: mostSockets = MOST_SOCKETS,
  connections: mostConnections = MOST_CONNECTIONS,
}: Given) {
  const limits = { ...declared, ...changed }
  const { shares, lineShares, look, admits } = createShares(limits)
  const line = openLine()
  const places = all(openPlaces)
  const sockets = openPlaces()
  const connections = openPlaces()
  const talkOf = openTalks()
  const refused = { ...all(() => 0), sockets: 0 }
  /** Because their line had its part; `talk`: sockets that were cut because they said too much. */
  const lineRefused = { ...refused, connections: 0, talk: 0 }
  const seen: Seen[] = Array.from({ length: LOOKS }, () => ({
    delay: 0,
    waiting: 0,
    line: all(() => 0),
    took: [],
  }))
  let took: number[] = []
  let strain = standing(seen)
  let turn = 0

  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  loop.enable()
  const looking = setInterval(() => {
    // Two looks in one late turn have only one thing to see.
    if (loop.count === 0) return
    seen.push({ delay: latenessOf(loop), waiting: load().waiting, line: line.waits(), took })
    took = []
    loop.reset()
    if (seen.length > LOOKS) seen.shift()
    strain = standing(seen)
    look(strain)
  }, LOOK_MS).unref()

  const taken = () =>
    Object.fromEntries(priorities.map(name => [name, places[name].taken()])) as Record<Priority, number>

  /** Undefined: it may come in. */
  function refusalOf(name: Priority, line: string | undefined): Refusal | undefined {
    const limit = limits[name]
    const isFull = places[name].isFull(line, limit.inFlight, lineShares[name])
    if (!isFull && places[name].taken() < limit.inFlight && admits(name)) return undefined
    if (isFull) lineRefused[name]++
    else refused[name]++
    // From half to one and a half times as long, so that not all come back at once.
    turn = (turn + 0.618) % 1
    return {
      refused: isFull ? 'line-busy' : 'busy',
      details: { seconds: Math.ceil(limit.retry * (0.5 + turn)) },
    }
  }

  return {
    /** Stands before everything else: what it turns away has cost nothing yet. */
    before(app: RequestListener): RequestListener {
      if (!isOn) return app
      const inLine = line.before(app)
      return (request, response) => {
        const { method = 'GET', url = '/' } = request
        const name = priorityOf(method, url)
        if (name === undefined) return app(request, response)
        const from = lineOf(request)
        const refusal = refusalOf(name, from)
        if (refusal) return turnAway(request, response, refusal)
        // Streams stay open for hours, and have limits of their own.
        if (!url.startsWith('/events')) {
          const leave = places[name].take(from)
          const isReport = method === 'POST' && url.startsWith('/api/reports')
          const began = performance.now()
          response.once('close', () => {
            leave()
            if (isReport && took.length < MOST_NOTED) took.push(performance.now() - began)
          })
        }
        inLine(request, response)
      }
    },
    sockets: {
      /** Why one more socket may not come in; undefined: it may. */
      refusalOf(request: IncomingMessage): 'busy' | 'line-busy' | undefined {
        if (!isOn) return undefined
        if (sockets.isFull(lineOf(request), mostSockets)) {
          lineRefused.sockets++
          return 'line-busy'
        }
        if (sockets.taken() < mostSockets && admits('live')) return undefined
        refused.sockets++
        return 'busy'
      },
      /** One has come in: what it may say, and what is to be called when it leaves. */
      take(request: IncomingMessage): { talk: Talk; leave: (isCut: boolean) => void } {
        const from = lineOf(request)
        const leave = sockets.take(from)
        return {
          talk: isOn && from !== undefined ? talkOf(from) : freeTalk,
          leave(isCut) {
            if (!isCut) return leave()
            lineRefused.talk++
            setTimeout(leave, CUT_MS).unref()
          },
        }
      },
    },
    /** Nothing was said yet, so a line that has its part of the connections is not told why. */
    connected(socket: Socket): void {
      const from = peerOf(socket)
      if (isOn && connections.isFull(from, mostConnections)) {
        lineRefused.connections++
        socket.destroy()
      } else socket.once('close', connections.take(from))
    },
    figures: () => ({ strain, shares, inFlight: taken(), refused, lineRefused }),
    close() {
      clearInterval(looking)
      loop.disable()
    },
  }
}

type Seen = { delay: number; waiting: number; line: Record<Priority, number>; took: number[] }

/** What has stood all the time: the least of each look; and how long the slowest tenth of the reports took at least. */
function standing(seen: Seen[]): Strain {
  const took = seen.flatMap(each => each.took).sort((a, b) => a - b)
  return {
    delay: Math.min(...seen.map(({ delay }) => delay)),
    slow: took.length < ENOUGH ? 0 : (took[Math.floor(took.length * SLOWEST)] ?? 0),
    waiting: Math.min(...seen.map(({ waiting }) => waiting)),
    line: Object.fromEntries(priorities.map(name => [name, Math.min(...seen.map(({ line }) => line[name]))])),
  }
}

/** How late something is that comes at any moment, ms: long delays weigh by their length. */
function latenessOf({ mean, stddev }: { mean: number; stddev: number }): number {
  return Math.max(0, (mean ** 2 + stddev ** 2) / mean / 1e6 - RESOLUTION_MS)
}

function all<T>(make: () => T): Record<Priority, T> {
  return Object.fromEntries(priorities.map(name => [name, make()])) as Record<Priority, T>
}
