// The control channel: only one process may open the embedded database, so the operators' command line sends its command
// to the server that has it open. TCP on this machine alone, one JSON value a line; port and secret stand in the lock
// of the data directory, which only its owner can read.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Holder } from '../../db/directory-lock.ts'
import { FAILED, type Out, type Room } from '../commands/command.ts'

const noteSchema = z.object({ control: z.object({ port: z.number(), token: z.string() }) })
const askSchema = z.object({ token: z.string(), command: z.string(), args: z.unknown(), cwd: z.string() })
const answerSchema = z.union([
  z.object({ line: z.string() }),
  z.object({ error: z.string() }),
  z.object({ progress: z.string() }),
  z.object({ exit: z.number() }),
])
type Answer = z.infer<typeof answerSchema>

export type Ask = { command: string; args: unknown; cwd: string }

/** How long somebody who connects may take to ask, and the longest question. */
const PATIENCE_MS = 5_000
const LONGEST_ASK = 1_000_000

/** Listens for commands while this server holds a data directory; on PostgreSQL there is nothing to listen for. */
export async function openControl(room: Room): Promise<{ close(): Promise<void> }> {
  const lock = room.db.embedded?.lock
  if (!lock) return { close: async () => undefined }
  const token = randomBytes(32).toString('base64url')
  const closing = new AbortController()
  const running = new Set<Promise<void>>()
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    const work = serve(socket, token, room, closing.signal).finally(() => running.delete(work))
    running.add(work)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await lock.note({ control: { port, token } })
  return {
    async close() {
      server.close()
      closing.abort(new Error('the server is stopping'))
      await Promise.all(running)
      for (const socket of sockets) socket.destroy()
      await lock.note(null)
    },
  }
}

async function serve(socket: Socket, token: string, room: Room, closing: AbortSignal): Promise<void> {
  const stop = new AbortController()
  const stopped = AbortSignal.any([stop.signal, closing])
  const lines = linesOf(socket)
  // Whoever asks and goes away, in whatever way, wants the work stopped, as with Ctrl-C.
  socket.on('error', () => stop.abort())
  socket.on('close', () => stop.abort())
  const tell = (answer: Answer) => {
    if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`)
  }
  const first = await firstLine(socket, lines, closing)
  const ask = first === undefined ? undefined : parsed(askSchema, first)
  if (!ask || !isSame(ask.token, token)) return void socket.destroy()
  lines.on('line', () => stop.abort())
  const out: Out = {
    line: line => tell({ line }),
    error: error => tell({ error }),
    progress: progress => tell({ progress }),
  }
  const { commands } = await import('../commands/index.ts')
  const chosen = commands.find(({ name }) => name === ask.command)
  let exit = FAILED
  if (!chosen) out.error(`The running server knows no "${ask.command}": restart it with this version.`)
  else
    try {
      exit = await chosen.run({ ...room, cwd: ask.cwd, stop: stopped }, ask.args, out)
    } catch (fault) {
      out.error(explain(fault))
    }
  if (closing.aborted) out.error('The server is stopping.')
  tell({ exit })
  socket.end()
}

/** How to reach the holder of a data directory, or undefined when it takes no commands (yet). */
export function controlOf(holder: Holder): { port: number; token: string } | undefined {
  return noteSchema.safeParse(holder.note).data?.control
}

/** Has a running server do the command, and answers its exit code. */
export function sendCommand(
  { port, token }: { port: number; token: string },
  ask: Ask,
  out: Out,
  stop: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${JSON.stringify({ token, ...ask })}\n`))
    const sendStop = () => socket.write('"stop"\n')
    stop.addEventListener('abort', sendStop, { once: true })
    let exit: number | undefined
    linesOf(socket).on('line', text => {
      const answer = parsed(answerSchema, text)
      if (!answer) return void socket.destroy(new Error('what answers is not Kentongan'))
      if ('line' in answer) out.line(answer.line)
      else if ('error' in answer) out.error(answer.error)
      else if ('progress' in answer) out.progress(answer.progress)
      else exit = answer.exit
    })
    socket.on('error', reject)
    socket.on('close', () => {
      stop.removeEventListener('abort', sendStop)
      if (exit === undefined) reject(new Error('the server ended before the command did'))
      else resolve(exit)
    })
  })
}

/** What an operator is told of something that was thrown, with what lies behind it. */
export function explain(fault: unknown): string {
  if (fault instanceof z.ZodError)
    return fault.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  if (!(fault instanceof Error)) return String(fault)
  const text = fault.message || ('code' in fault ? String(fault.code) : fault.name)
  return fault.cause === undefined ? text : `${text} (${explain(fault.cause)})`
}

function linesOf(socket: Socket) {
  socket.setEncoding('utf8')
  // The lines give a broken connection on as an error of their own; it is heard of at the socket.
  return createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('error', () => undefined)
}

/** Undefined when the other side takes too long, asks too much or goes away. */
function firstLine(
  socket: Socket,
  lines: ReturnType<typeof linesOf>,
  closing: AbortSignal,
): Promise<string | undefined> {
  return new Promise(resolve => {
    const giveUp = () => settle(undefined)
    const patience = setTimeout(giveUp, PATIENCE_MS)
    const measure = () => {
      if (socket.bytesRead > LONGEST_ASK) settle(undefined)
    }
    function settle(line: string | undefined): void {
      clearTimeout(patience)
      socket.off('data', measure)
      closing.removeEventListener('abort', giveUp)
      resolve(line)
    }
    socket.on('data', measure)
    socket.on('error', giveUp)
    socket.on('close', giveUp)
    closing.addEventListener('abort', giveUp)
    lines.once('line', settle)
  })
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (given: string, token: string) => timingSafeEqual(digest(given), digest(token))
