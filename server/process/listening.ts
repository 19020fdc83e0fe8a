// The HTTP server itself: how long it keeps spare connections, and how many may knock at once.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Longer than balancers keep theirs (deploy/Caddyfile): they ask on none that is being closed. */
const SPARE_MS = 65_000
/** When everybody comes at once: with Node's 511 those beyond would knock again only after seconds. The system may allow fewer (net.core.somaxconn). */
const KNOCKING = 4_096

export const httpServer = (listener: RequestListener): Server =>
  createServer({ keepAliveTimeout: SPARE_MS }, listener)

/** Resolves with the port; rejects where it is taken. */
export async function listen(http: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) =>
    http.once('error', reject).listen({ port, backlog: KNOCKING }, resolve),
  )
  return (http.address() as AddressInfo).port
}
