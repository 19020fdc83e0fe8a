// How a process takes its leave, so that nobody behind a balancer notices: first /readyz says 503 while it still answers everything, then sockets go
// elsewhere a few at a time, then nobody new is let in, and what is under way ends.
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long answers under way may still take once nobody new is let in, ms. */
const LAST_ANSWERS_MS = 10_000
/** Balancers look every few seconds: so much of the time before the end goes by before sockets are sent to another process. */
const NOTICED = 0.5

/** Told of each request before the application is. */
export function openFarewell(http: Server) {
  let isLeaving = false
  let underWay = 0
  let quiet: () => void = () => undefined

  http.prependListener('request', (_request, response) => {
    underWay++
    // More than ten rooms care about when an answer ends: that is no leak.
    response.setMaxListeners(30)
    // Whoever keeps the connection would ask again here.
    if (isLeaving) response.shouldKeepAlive = false
    response.once('close', () => {
      underWay--
      if (underWay === 0) quiet()
    })
  })

  const allAnswered = () =>
    underWay === 0 ? Promise.resolve() : new Promise<void>(resolve => (quiet = resolve))

  return {
    isLeaving: () => isLeaving,
    /** Says that it goes, and goes on answering for so long, ms. */
    async begin(ms: number, sendSocketsAway: (within: number) => Promise<void>): Promise<void> {
      isLeaving = true
      await sleep(ms * NOTICED)
      await sendSocketsAway(ms * (1 - NOTICED))
    },
    /** Lets nobody in any more and waits for what is under way. Spare connections on which nothing is asked keep nobody waiting. */
    async close(): Promise<void> {
      const late = AbortSignal.timeout(LAST_ANSWERS_MS)
      http.close()
      await Promise.race([
        allAnswered(),
        new Promise<void>(resolve => late.addEventListener('abort', () => resolve())),
      ])
      http.closeAllConnections()
    },
  }
}
