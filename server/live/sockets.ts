// The Socket.IO server that the live picture speaks through: how its lines are opened and kept, how it is noticed that somebody has gone, and how all of
// them are sent away.
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server, type Socket } from 'socket.io'
import type { ClientEvents, ServerEvents, Watch } from '../domain/contract.ts'
import type { Viewer } from '../sign-in/viewer.ts'
import { freeTalk, type Talk } from '../surge/talk.ts'

/** `rest`: what the watch has not been shown yet. */
type SocketData = {
  viewer: Viewer
  slice: number
  talk: Talk
  /** The last that it has asked; only that is answered. */
  asked?: object
  watch?: Watch
  rest?: string[]
  /** Resolves when what it was told before has gone out. */
  sent?: Promise<void> | undefined
}
export type Client = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>
export type Sockets = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>

/** A line that died without a word is given up on both sides within their sum, ms; left to itself it would take 45 s. */
const HEARTBEAT = { pingInterval: 12_000, pingTimeout: 10_000 }
/** So many sockets go to another process together: all at once would be a flood there. */
const AWAY_AT_ONCE = 50

/** Places of sockets: why one more may not come in, and that one has. */
export type SocketPlaces = {
  refusalOf: (request: IncomingMessage) => string | undefined
  take: (request: IncomingMessage) => { talk: Talk; leave: (isCut: boolean) => void }
}

export function openSockets(http: HttpServer, places: SocketPlaces): Sockets {
  const io: Sockets = new Server(http, {
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: 100_000,
    ...HEARTBEAT,
    // The client comes back by itself, after longer and longer pauses.
    allowRequest(request, answer) {
      const refusal = places.refusalOf(request)
      answer(refusal, refusal === undefined)
    },
  })
  const talks = new WeakMap<Client['conn'], Talk>()
  io.engine.on('connection', (line: Client['conn']) => talks.set(line, heed(line, places)))
  io.use((socket, next) => {
    socket.data.talk = talks.get(socket.conn) ?? freeTalk
    next()
  })
  return io
}

/** Who says too much is cut at once: closed with a word it might go on talking. */
function heed(line: Client['conn'], { take }: SocketPlaces): Talk {
  const { socket } = line.request
  const { talk, leave } = take(line.request)
  let isCut = false
  line.once('close', () => leave(isCut))
  line.on('packet', () => {
    if (isCut || !talk.isTooMuch()) return
    isCut = true
    line.close(true)
    socket.destroy()
  })
  return talk
}

/** When what it was told before has gone out, or it has gone: so one answer waits for each at most, however often it asks and whether it reads or not. */
export function sentTo({ conn, data }: Client): Promise<void> {
  if (conn.transport.writable) return Promise.resolve()
  data.sent ??= new Promise<void>(resolve => {
    const { transport } = conn
    const end = () => {
      transport.off('ready', end)
      conn.off('upgrade', end).off('close', end)
      data.sent = undefined
      resolve()
    }
    transport.on('ready', end)
    conn.on('upgrade', end).on('close', end)
  })
  return data.sent
}

/** Runs once, also where a client goes away before it has come in, and so never disconnects. */
export function whenGone(socket: Client, leave: () => void): void {
  let isGone = false
  const leaveOnce = () => {
    if (isGone) return
    isGone = true
    leave()
  }
  socket.conn.once('close', leaveOnce)
  socket.once('disconnect', leaveOnce)
  if (socket.conn.readyState === 'closed') leaveOnce()
}

/** Who it is has been found out: what it came with is not asked any more, and is most of what a socket that waits holds. */
export function forgetArrival(socket: Client): void {
  Object.assign(socket.conn, { request: null })
  Object.assign(socket.handshake, { headers: {} })
}

/** Cuts a few at a time, within so many ms: each comes back with its cursor, at another process if there is one. */
export async function sendAway(io: Sockets, within: number): Promise<void> {
  const here = [...io.of('/').sockets.values()]
  const pace = within / Math.ceil(here.length / AWAY_AT_ONCE)
  for (let sent = 0; sent < here.length && pace > 0; sent += AWAY_AT_ONCE) {
    for (const socket of here.slice(sent, sent + AWAY_AT_ONCE)) socket.conn.close()
    await sleep(pace)
  }
}
