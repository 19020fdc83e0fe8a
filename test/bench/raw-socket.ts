// A WebSocket that only listens, at the least cost: thousands of them share the two cores with the server that is measured. Just what RFC 6455 asks of a
// client: frames whole or in pieces of a read, text sent masked (with a mask of zeroes); nothing packed, nothing fragmented by the other side.
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export type RawSocket = { send(text: string): void; close(): void; isOpen(): boolean }

const [TEXT, CLOSE, PING] = [1, 8, 9]
/** What is read goes through one place of memory for all: it is looked at before the next is read. */
const shared = Buffer.alloc(1 << 18)

/** Resolves when the server has agreed. `hear` may hold on to nothing of what it is given. */
export function openRawSocket(url: string, hear: (data: Buffer, own: RawSocket) => void): Promise<RawSocket> {
  const { hostname, port, pathname, search } = new URL(url)
  /** Of a frame that is not whole yet. */
  let begun: Buffer = Buffer.alloc(0)
  let isAgreed = false
  let isOpen = true

  return new Promise((resolve, reject) => {
    const socket: Socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: shared,
        callback(size) {
          const read = shared.subarray(0, size)
          take(begun.length > 0 ? Buffer.concat([begun, read]) : read)
          return true
        },
      },
    })
    const own: RawSocket = {
      send: text => send(socket, TEXT, Buffer.from(text)),
      close: () => socket.end(),
      isOpen: () => isOpen,
    }

    function take(data: Buffer): void {
      let at = 0
      if (!isAgreed) {
        const end = data.indexOf('\r\n\r\n')
        if (end >= 0) {
          if (!data.toString('latin1', 0, 12).endsWith('101'))
            return void socket.destroy(new Error('The server did not agree.'))
          isAgreed = true
          at = end + 4
          resolve(own)
        }
      }
      if (isAgreed)
        for (let frame = frameAt(data, at); frame; frame = frameAt(data, at)) {
          const payload = data.subarray(frame.from, frame.to)
          if (frame.kind === TEXT) hear(payload, own)
          else if (frame.kind === PING) send(socket, 10, Buffer.from(payload))
          else if (frame.kind === CLOSE) socket.end()
          at = frame.to
        }
      // Copied: the place is read into again.
      begun = at < data.length ? Buffer.from(data.subarray(at)) : Buffer.alloc(0)
    }

    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.once('close', () => {
      isOpen = false
    })
    socket.write(
      [
        `GET ${pathname}${search} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        '\r\n',
      ].join('\r\n'),
    )
  })
}

/** Undefined: it is not whole yet. */
function frameAt(data: Buffer, at: number): { kind: number; from: number; to: number } | undefined {
  if (data.length < at + 2) return undefined
  const short = data.readUInt8(at + 1) & 127
  const from = at + 2 + (short === 126 ? 2 : short === 127 ? 8 : 0)
  if (data.length < from) return undefined
  const length =
    short === 126 ? data.readUInt16BE(at + 2) : short === 127 ? Number(data.readBigUInt64BE(at + 2)) : short
  const to = from + length
  return data.length < to ? undefined : { kind: data.readUInt8(at) & 15, from, to }
}

function send(socket: Socket, kind: number, data: Buffer): void {
  const size = data.length < 126 ? [128 | data.length] : [128 | 126, data.length >> 8, data.length & 255]
  socket.write(Buffer.concat([Buffer.from([128 | kind, ...size, 0, 0, 0, 0]), data]))
}
