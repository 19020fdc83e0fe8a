// HTTP/1.1 at the least cost for who asks: the load shares two cores with the server that is measured. A pool of kept connections, one request at a time on
// each; of an answer only what the load looks at is read.
import { connect, type Socket } from 'node:net'

export type Answer = {
  status: number
  /** Where it was asked for by POST, or was refused. */
  body: string
  etag: string | undefined
  retryAfter: number | undefined
  ms: number
}
type Asking = {
  text: string
  wantsBody: boolean
  began: number
  resolve: (answer: Answer | undefined) => void
}
type Line = {
  socket: Socket
  asking: Asking | undefined
  /** Of a head, or of a chunk's, that is not whole yet. */
  begun: Buffer
  head: Omit<Answer, 'body' | 'ms'> | undefined
  /** Bytes of the body, or of its present chunk, that are still to come. */
  left: number
  isChunked: boolean
  pieces: Buffer[]
}

/** What is read goes through one place of memory for all. */
const shared = Buffer.alloc(1 << 18)
const NOTHING = Buffer.alloc(0)
const SWEEP_MS = 1_000

/** `most` connections; `patience`: who has no answer by then is cut, ms. */
export function openPool(url: string, { most, patience }: { most: number; patience: number }) {
  const { hostname, port, host } = new URL(url)
  const lines = new Set<Line>()
  const spare: Line[] = []
  const waiting: Asking[] = []
  const sweeping = setInterval(() => {
    const late = performance.now() - patience
    for (const { asking, socket } of lines) if (asking && asking.began < late) socket.destroy()
  }, SWEEP_MS)

  function open(): void {
    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: shared,
        callback(size) {
          take(line, shared.subarray(0, size))
          return true
        },
      },
    })
    const line: Line = {
      socket,
      asking: undefined,
      begun: NOTHING,
      head: undefined,
      left: 0,
      isChunked: false,
      pieces: [],
    }
    lines.add(line)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.once('connect', () => next(line))
    socket.once('close', () => {
      lines.delete(line)
      const at = spare.indexOf(line)
      if (at >= 0) spare.splice(at, 1)
      line.asking?.resolve(undefined)
      if (waiting.length > 0) open()
    })
  }

  function next(line: Line): void {
    line.asking = waiting.shift()
    if (line.asking) line.socket.write(line.asking.text)
    else spare.push(line)
  }

  function take(line: Line, read: Buffer): void {
    // Nobody asked: the server says that it closes what was idle for too long.
    if (!line.asking) return void line.socket.destroy()
    let data = line.begun.length > 0 ? Buffer.concat([line.begun, read]) : read
    line.begun = NOTHING
    for (;;) {
      if (!line.head) {
        const end = data.indexOf('\r\n\r\n')
        if (end < 0) break
        readHead(line, data.toString('latin1', 0, end))
        data = data.subarray(end + 4)
      }
      if (line.left > 0) {
        const piece = data.subarray(0, line.left)
        if (line.asking?.wantsBody || line.head?.status === 503) line.pieces.push(Buffer.from(piece))
        line.left -= piece.length
        data = data.subarray(piece.length)
        if (line.left > 0) return
      }
      if (line.isChunked) {
        // A chunk's head comes after the end of the one before it.
        const from = data[0] === 13 ? 2 : 0
        const end = data.indexOf('\r\n', from)
        if (end < 0) break
        line.left = Number.parseInt(data.toString('latin1', from, end), 16)
        if (line.left > 0) {
          data = data.subarray(end + 2)
          continue
        }
        if (data.length < end + 4) {
          line.left = 0
          break
        }
        data = data.subarray(end + 4)
        line.isChunked = false
      }
      finish(line)
      return
    }
    line.begun = Buffer.from(data)
  }

  function finish(line: Line): void {
    const { asking, head, pieces } = line
    line.head = undefined
    line.pieces = []
    if (asking && head)
      asking.resolve({
        ...head,
        body: pieces.length > 0 ? Buffer.concat(pieces).toString() : '',
        ms: performance.now() - asking.began,
      })
    next(line)
  }

  return {
    ask(path: string, headers: Record<string, string>, body?: string): Promise<Answer | undefined> {
      const all = {
        Host: host,
        ...headers,
        ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }),
      }
      const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
      const text = `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\n${head.join('')}\r\n${body ?? ''}`
      return new Promise(resolve => {
        waiting.push({ text, wantsBody: body !== undefined, began: performance.now(), resolve })
        const line = spare.pop()
        if (line) next(line)
        else if (lines.size < most) open()
      })
    },
    /** So many connections are open before anybody asks. */
    async warm(count: number): Promise<void> {
      for (let opened = 0; opened < count; opened++) open()
      while (spare.length < count) await new Promise(resolve => setTimeout(resolve, 10))
    },
    close() {
      clearInterval(sweeping)
      for (const { socket } of lines) socket.destroy()
    },
  }
}

function readHead(line: Line, head: string): void {
  const status = Number(head.slice(9, 12))
  const small = head.toLowerCase()
  const value = (name: string) => {
    const at = small.indexOf(`\r\n${name}: `)
    if (at < 0) return undefined
    const from = at + name.length + 4
    const end = head.indexOf('\r\n', from)
    return head.slice(from, end < 0 ? undefined : end)
  }
  const retry = value('retry-after')
  line.head = { status, etag: value('etag'), retryAfter: retry === undefined ? undefined : Number(retry) }
  line.left = status === 304 ? 0 : Number(value('content-length') ?? 0)
  line.isChunked = status !== 304 && value('transfer-encoding') === 'chunked'
}
