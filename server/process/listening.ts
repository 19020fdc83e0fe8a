// The HTTP server itself: how long it keeps spare connections, how many may knock at once, and that every answer is heard to end.
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** Longer than balancers keep theirs (deploy/Caddyfile): they ask on none that is being closed. */
const SPARE_MS = 65_000
/** When everybody comes at once: with Node's 511 those beyond would knock again only after seconds. The system may allow fewer (net.core.somaxconn). */
const KNOCKING = 4_096

/** Who takes nothing of an answer for so long is gone or means harm, ms: twice as long as gateways allow, for programs that work on what they have read. */
const UNREAD_MS = 120_000

export function httpServer(listener: RequestListener, unreadMs = UNREAD_MS): Server {
  const working = new WeakMap<Socket, ServerResponse>()
  const http = createServer({ keepAliveTimeout: SPARE_MS }, endingAll(listener)).setTimeout(unreadMs)
  http.prependListener('request', (request, response) => working.set(request.socket, response))
  // Silent is also a line that waits for what we are still working on: that one stays.
  return http.on('timeout', (socket: Socket) => {
    const isWorking = working.get(socket)?.writableEnded === false
    if (socket.writableLength > 0 || !isWorking) socket.destroy()
  })
}

/**
 * An answer that stands behind another on its connection has no socket yet, and Node 20 says nothing of it when the connection ends. Whoever waits for its
 * 'close' would wait for ever: so it is said here, once, where Node has not.
 */
function endingAll(listener: RequestListener): RequestListener {
  const queues = new WeakMap<Socket, Set<ServerResponse>>()

  function queueOf(socket: Socket): Set<ServerResponse> {
    const known = queues.get(socket)
    if (known) return known
    const queue = new Set<ServerResponse>()
    queues.set(socket, queue)
    // Node tells of the others in this turn.
    socket.once('close', () => setImmediate(() => queue.forEach(endUnsent)))
    return queue
  }

  return (request, response) => {
    if (!response.socket) {
      const queue = queueOf(request.socket).add(response)
      response.once('close', () => queue.delete(response))
    }
    listener(request, response)
  }
}

function endUnsent(response: ServerResponse): void {
  response.destroy()
  response.emit('close')
}

/** Resolves with the port; rejects where it is taken. */
export async function listen(http: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) =>
    http.once('error', reject).listen({ port, backlog: KNOCKING }, resolve),
  )
  return (http.address() as AddressInfo).port
}
