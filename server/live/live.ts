// Pushes the board's changes to sockets: a snapshot or what was missed, then each change to the rooms that see its place.
// A change is encoded once per audience and slice of its sockets (together.ts); a socket that does not watch the place costs nothing.
import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import { isTakenUp } from '../domain/case.ts'
import {
  type Change,
  type ClientEvents,
  type More,
  type Presence,
  type Seen,
  type ServerEvents,
  toFeature,
  type Watch,
} from '../domain/contract.ts'
import { isPlace } from '../domain/cursor.ts'
import { everybody, isOfficers, type Viewer } from '../sign-in/viewer.ts'
import { BEHIND_S } from '../wire/stale.ts'
import type { Board } from './board.ts'
import type { Delta } from './delta.ts'
import { BESIDE, EVERYBODY, roomsOfDelta, roomsOfWatch, roomTogether, sliceOf } from './live-rooms.ts'
import { SLICES, tellTogether } from './together.ts'
import { type Beside, concerns, inView, isBeside, reached, toChange, viewSchema } from './watching.ts'

/** `rest`: what the watch has not been shown yet. */
type SocketData = { viewer: Viewer; slice: number; asked?: Watch; watch?: Watch; rest?: string[] }
type Client = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>
type Sockets = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>

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
  /** Whether one more socket may come in beside so many. */
  admitsSocket: (open: number) => boolean
  /** What a socket may see, by the headers that it came with; `close` ends it when that does not hold any more. Officers see what the public does not. */
  admit: (headers: IncomingHttpHeaders, close: () => void) => Promise<{ viewer: Viewer; left: () => void }>
  logFault: (fault: unknown) => void
}

const PULSE_MS = 10_000
/** A line that died without a word is given up on both sides within their sum, ms; left to itself it would take 45 s. */
const HEARTBEAT = { pingInterval: 12_000, pingTimeout: 10_000 }
/** So many sockets go to another process together: all at once would be a flood there. */
const AWAY_AT_ONCE = 50
/** Reports, the most severe, for who asks tiles and lists for the rest. */
const PART = 200

export function goLive(http: HttpServer, { board, now, lag, admit, admitsSocket, present, logFault }: Given) {
  const io: Sockets = new Server(http, {
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: 100_000,
    ...HEARTBEAT,
    // The client comes back by itself, after longer and longer pauses.
    allowRequest: (_request, answer) =>
      admitsSocket(io.engine.clientsCount) ? answer(null, true) : answer('busy', false),
  })

  /** The slice of the last who came. */
  let dealt = 0
  /** Those who are here, by their keys. */
  const viewers = new Map<string, { viewer: Viewer; sockets: number }>()

  io.use(async (socket, next) => {
    const { viewer, left } = await admit(socket.request.headers, () => socket.disconnect(true))
    socket.data.viewer = viewer
    dealt = (dealt + 1) % SLICES
    socket.data.slice = dealt
    const same = viewers.get(viewer.key) ?? { viewer, sockets: 0 }
    viewers.set(viewer.key, { viewer, sockets: same.sockets + 1 })
    let isGone = false
    const leave = () => {
      if (isGone) return
      isGone = true
      left()
      const { sockets = 0 } = viewers.get(viewer.key) ?? {}
      if (sockets > 1) viewers.set(viewer.key, { viewer, sockets: sockets - 1 })
      else viewers.delete(viewer.key)
    }
    // A client that goes away before it has come in never disconnects.
    socket.conn.once('close', leave)
    socket.once('disconnect', leave)
    if (socket.conn.readyState === 'closed') leave()
    next()
  })

  io.on('connection', socket => {
    socket.join(sliceOf(EVERYBODY, socket.data.slice))
    // Who it is has been found out: what it came with is not asked any more, and is most of what a socket that waits holds.
    Object.assign(socket.conn, { request: null })
    Object.assign(socket.handshake, { headers: {} })
    socket.on('watch', async (asked, answer) => {
      if (typeof answer !== 'function') return
      const watch = watchSchema.safeParse(asked)
      if (!watch.success) return answer({ refused: 'body-unreadable' })
      socket.data.asked = asked
      if (watch.data.cursor) await reached(board, watch.data.cursor)
      // Meanwhile it has asked for something else.
      if (socket.data.asked !== asked) return
      enter(socket, watch.data)
      answer(seenBy(socket, watch.data))
      // Who comes while the database is away is told at once that the picture is old.
      if (lag() > BEHIND_S) socket.emit('pulse', pulseNow())
      if (isOfficer(socket)) socket.emit('presence', present())
    })
    socket.on('more', answer => {
      if (typeof answer === 'function') answer(moreFor(socket))
    })
  })

  const isOfficer = ({ data }: { data: SocketData }) => isOfficers(data.viewer)
  const officers = () => [...io.of('/').sockets.values()].filter(isOfficer)

  /** Leaves all rooms but its own and enters those of the watch. Done in one turn with the snapshot, so that nothing falls between. */
  function enter(socket: Client, watch: Watch) {
    const { viewer, slice } = socket.data
    const everybodys = sliceOf(EVERYBODY, slice)
    for (const room of socket.rooms) if (room !== socket.id && room !== everybodys) socket.leave(room)
    if (watch.together && !watch.box) {
      const name = roomTogether(watch, viewer)
      groups.set(name, { watch, viewer })
      socket.join(sliceOf(name, slice))
    } else socket.join(roomsOfWatch(watch, viewer))
    if (!watch.drill) socket.join(sliceOf(BESIDE, slice))
  }

  function seenBy({ data }: Client, watch: Watch): Seen {
    const { viewer } = data
    data.watch = watch
    data.rest = []
    const head = { cursor: board.place, now: now().toISOString() }
    const missed = watch.cursor === undefined ? undefined : board.since(watch.cursor)
    if (missed)
      return {
        ...head,
        whole: false,
        changes: missed
          .filter(delta => concerns(delta, watch, viewer))
          .flatMap(delta => toChange(board, delta, viewer) ?? []),
      }
    const { reports: all, others } = inView(board, watch, viewer)
    const isPart = watch.most !== undefined && all.length > watch.most
    const reports = all.slice(0, isPart ? PART : watch.page)
    data.rest = isPart ? [] : all.slice(reports.length).map(({ id }) => id)
    return {
      ...head,
      whole: true,
      reports: reports.map(report =>
        toFeature(report, board.incidentOf(report.id), viewer.audienceAt(report.region)),
      ),
      ...(watch.page !== undefined && { left: all.length - reports.length }),
      ...others,
      ...(isPart && { isPart, ...(others.cases && { cases: others.cases.filter(isTakenUp) }) }),
    }
  }

  /** What has left the board since is told of by changes already, and so is what has come to it. */
  function moreFor({ data }: Client): More {
    const { watch = {}, viewer, rest = [] } = data
    const ids = rest.slice(0, watch.page)
    data.rest = rest.slice(ids.length)
    return {
      reports: ids.flatMap(id => {
        const report = board.reports.get(id) ?? board.held.get(id)
        const audience = report && viewer.audienceAt(report.region)
        if (!report || !audience || (report.state === 'held' && audience !== 'officer')) return []
        return toFeature(report, board.incidentOf(id), audience)
      }),
      left: data.rest.length,
    }
  }

  /** Those who watch the same wide view and take what happens together, by their rooms. */
  const groups = new Map<string, { watch: Watch; viewer: Viewer }>()
  const together = tellTogether({
    tellOne: (name, [change, cursor]) => inSlices(name, room => io.to(room).emit('change', change, cursor)),
    tellSeveral: (name, text) => inSlices(name, room => io.to(room).emit('changes', text)),
  })
  const hasRoom = (room: string) => io.of('/').adapter.rooms.has(room)
  const inSlices = (name: string, emit: (room: string) => void) => (slice: number) => {
    const room = sliceOf(name, slice)
    if (hasRoom(room)) emit(room)
  }
  const isEmpty = (name: string) =>
    Array.from({ length: SLICES }, (_, slice) => sliceOf(name, slice)).every(room => !hasRoom(room))

  function tellGroups(delta: Exclude<Delta, Beside>) {
    const written = new Map<string, { told: [Change, string]; text: string } | undefined>()
    for (const [name, { watch, viewer }] of groups) {
      if (isEmpty(name)) groups.delete(name)
      else if (concerns(delta, watch, viewer)) {
        if (!written.has(viewer.key)) {
          const change = toChange(board, delta, viewer)
          const told: [Change, string] | undefined = change && [change, delta.cursor]
          written.set(viewer.key, told && { told, text: JSON.stringify(told) })
        }
        const one = written.get(viewer.key)
        if (one) together.add(name, one.told, one.text)
      }
    }
  }

  function tellOne(delta: Delta) {
    if (isBeside(delta)) {
      const change = toChange(board, delta, everybody)
      if (change)
        together.tellAfter(inSlices(BESIDE, room => io.to(room).emit('change', change, delta.cursor)))
      return
    }
    tellGroups(delta)
    for (const { viewer } of viewers.values()) {
      const rooms = roomsOfDelta(delta, viewer).filter(hasRoom)
      const change = rooms.length > 0 && toChange(board, delta, viewer)
      if (change) io.to(rooms).emit('change', change, delta.cursor)
    }
  }

  /** One that cannot be told keeps nobody from hearing of the others: the board has them already, and they would not come again. */
  function tell(deltas: Delta[]) {
    for (const delta of deltas)
      try {
        tellOne(delta)
      } catch (fault) {
        logFault(fault)
      }
    together.settle()
  }

  const pulseNow = () => ({ now: now().toISOString(), lag: lag(), cursor: board.place })
  const pulse = setInterval(() => {
    const now = pulseNow()
    together.tellAfter(inSlices(EVERYBODY, room => io.to(room).volatile.emit('pulse', now)))
  }, PULSE_MS)

  return {
    tell,
    count: () => io.engine.clientsCount,
    hasOfficers: () => officers().length > 0,
    tellPresence(all: Presence[]) {
      for (const socket of officers()) socket.emit('presence', all)
    },
    /** Cuts a few at a time: each comes back with its cursor, at another process if there is one. */
    async sendAway(within: number) {
      const here = [...io.of('/').sockets.values()]
      const pace = within / Math.ceil(here.length / AWAY_AT_ONCE)
      for (let sent = 0; sent < here.length && pace > 0; sent += AWAY_AT_ONCE) {
        for (const socket of here.slice(sent, sent + AWAY_AT_ONCE)) socket.conn.close()
        await sleep(pace)
      }
    },
    async close() {
      clearInterval(pulse)
      together.finish()
      await io.close()
    },
  }
}
