// How fast a channel may send: so many a second, and a few at once after a pause. Waiting times are handed out in order.

export type Pace = {
  /** Milliseconds to wait before the next message, which counts as sent then. */
  wait(nowMs: number): number
  /** Nothing is free before this time. */
  holdUntil(ms: number): void
  /** Whether forgetting it changes nothing. */
  isIdle(nowMs: number): boolean
}

export function createPace(perSecond: number, atOnce: number): Pace {
  const interval = 1_000 / perSecond
  const slack = interval * (atOnce - 1)
  let free = 0
  return {
    wait(nowMs) {
      const wait = Math.max(0, free - slack - nowMs)
      free = Math.max(free, nowMs) + interval
      return wait
    },
    holdUntil(ms) {
      free = Math.max(free, ms + slack)
    },
    isIdle: nowMs => free <= nowMs,
  }
}
