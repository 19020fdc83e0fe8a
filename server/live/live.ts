// The live picture over sockets: lets in who comes, shows what it asks to watch or what it has missed (first-seen.ts), then tells every change of the
// board to those who see its place (live-telling.ts).
import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import type { ClientEvents, Presence, Watch } from '../domain/contract.ts'
import { isPlace } from '../domain/cursor.ts'
import { isOfficers, type Viewer } from '../sign-in/viewer.ts'
import { BEHIND_S } from '../wire/stale.ts'
import type { Board } from './board.ts'
import { nextSeen, openFirstSeen } from './first-seen.ts'
import { EVERYBODY, sliceOf } from './live-rooms.ts'
import { openTelling } from './live-telling.ts'
import {
  type Client,
  forgetArrival,
  openSockets,
  type SocketPlaces,
  sendAway,
  sentTo,
  whenGone,
} from './sockets.ts'
import { SLICES } from './together.ts'
import { countViewers } from './viewers-here.ts'
import { reached, viewSchema } from './watching.ts'

/** What a client may ask to watch; checked before anything else. */
const watchSchema = viewSchema.extend({
  page: z.number().int().min(1).max(10_000).optional(),
  most: z.number().int().min(1).max(100_000).optional(),
  together: z.boolean().optional(),
  cursor: z.string().refine(isPlace).optional(),
})

type Given = {
  board: Board
  /** Which officer has what open. */
  present: () => Presence[]
  now: () => Date
  /** Seconds that the board lies behind the database. */
  lag: () => number
  socketPlaces: SocketPlaces
  /** What a socket may see, by the headers that it came with; `close` ends it when that does not hold any more. Officers see what the public does not. */
  admit: (headers: IncomingHttpHeaders, close: () => void) => Promise<{ viewer: Viewer; left: () => void }>
  logFault: (fault: unknown) => void
}

const PULSE_MS = 10_000

export function goLive(http: HttpServer, { board, now, lag, admit, socketPlaces, present, logFault }: Given) {
  const io = openSockets(http, socketPlaces)
  const viewers = countViewers()
  const firstSeen = openFirstSeen(board)
  const telling = openTelling({ io, board, viewers: viewers.all, logFault })
  /** The slice of the last who came. */
  let dealt = 0

  io.use(async (socket, next) => {
    const { viewer, left } = await admit(socket.request.headers, () => socket.disconnect(true))
    socket.data.viewer = viewer
    dealt = (dealt + 1) % SLICES
    socket.data.slice = dealt
    viewers.came(viewer)
    whenGone(socket, () => {
      left()
      viewers.left(viewer)
    })
    next()
  })

  io.on('connection', socket => {
    socket.join(sliceOf(EVERYBODY, socket.data.slice))
    forgetArrival(socket)
    socket.on('watch', (asked, answer) => {
      if (typeof answer === 'function') begin(socket, asked, answer).catch(logFault)
    })
    socket.on('more', answer => {
      if (typeof answer === 'function') goOn(socket, answer).catch(logFault)
    })
  })

  /** A fault of one picture ends no process: who asked hears nothing, and the fault is named. */
  async function begin(
    socket: Client,
    asked: Parameters<ClientEvents['watch']>[0],
    answer: Parameters<ClientEvents['watch']>[1],
  ): Promise<void> {
    const watch = watchSchema.safeParse(asked)
    const turn = {}
    socket.data.asked = turn
    await sentTo(socket)
    if (watch.data?.cursor) await reached(board, watch.data.cursor)
    // Meanwhile it has asked for something else.
    if (socket.data.asked !== turn) return
    if (!watch.success) return answer({ refused: 'body-unreadable' })
    const seconds = socket.data.talk.wait()
    if (seconds > 0) return answer({ refused: 'too-often', details: { seconds } })
    telling.enter(socket, watch.data)
    answer(show(socket, watch.data))
    // Who comes while the database is away is told at once that the picture is old.
    if (lag() > BEHIND_S) socket.emit('pulse', pulse())
    if (isOfficer(socket)) socket.emit('presence', present())
  }

  async function goOn(socket: Client, answer: Parameters<ClientEvents['more']>[0]): Promise<void> {
    const asked = {}
    socket.data.asked = asked
    await sentTo(socket)
    if (socket.data.asked === asked) answer(showMore(socket))
  }

  function show({ data }: Client, watch: Watch) {
    const { seen, rest, looked } = firstSeen(watch, data.viewer, now())
    data.watch = watch
    data.rest = rest
    data.talk.pay(looked)
    return seen
  }

  function showMore({ data }: Client) {
    const { more, rest } = nextSeen(board, data.watch ?? {}, data.viewer, data.rest ?? [])
    data.rest = rest
    return more
  }

  const officers = () => [...io.of('/').sockets.values()].filter(isOfficer)
  const pulse = () => ({ now: now().toISOString(), lag: lag(), cursor: board.place })
  const pulses = setInterval(() => telling.tellPulse(pulse()), PULSE_MS)

  return {
    tell: telling.tell,
    count: () => io.engine.clientsCount,
    hasOfficers: () => officers().length > 0,
    tellPresence(all: Presence[]) {
      for (const socket of officers()) socket.emit('presence', all)
    },
    sendAway: (within: number) => sendAway(io, within),
    async close() {
      clearInterval(pulses)
      telling.finish()
      await io.close()
    },
  }
}

const isOfficer = ({ data }: Pick<Client, 'data'>) => isOfficers(data.viewer)
