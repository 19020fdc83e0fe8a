// A body that hardly arrives holds a place all the while: it has a minute, and as many more as bring a kilobyte a second, as the worst of lines do. What
// comes byte by byte is answered 408. A photo that comes in pieces goes on where it was.
import type { RequestListener } from 'node:http'
import { turnAway } from './turned-away.ts'

const PACE = { lookMs: 60_000, leastBytes: 60_000 }

export function inTime(app: RequestListener, { lookMs, leastBytes } = PACE): RequestListener {
  return (request, response) => {
    const { method, socket } = request
    if (method !== 'GET' && method !== 'HEAD') {
      let before = socket.bytesRead
      /** What has arrived waits for us. */
      let isUnread = false
      const looking = setInterval(() => {
        const isEnough = isUnread || socket.bytesRead - before >= leastBytes
        before = socket.bytesRead
        isUnread = request.readableLength > 0
        if (request.complete || isEnough || isUnread) return
        clearInterval(looking)
        if (response.headersSent) socket.destroy()
        else turnAway(request, response.setHeader('Connection', 'close'), { refused: 'body-slow' })
      }, lookMs).unref()
      request.once('close', () => clearInterval(looking))
    }
    app(request, response)
  }
}
