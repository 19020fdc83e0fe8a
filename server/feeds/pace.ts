// How often strangers are asked: all requests of the process share one pace, and a source that fails is asked ever more seldom.

/** BMKG allows 60 requests a minute from one address: ours keep well below it, ms. */
export const BETWEEN_MS = 1_100
const FIRST_MS = 30_000
const LONGEST_MS = 30 * 60_000

/** One turn after another, each so long after the one before. */
export function createPace(between = BETWEEN_MS, clock: () => number = () => performance.now()) {
  let next = 0
  return async (over: AbortSignal): Promise<void> => {
    const at = Math.max(clock(), next)
    next = at + between
    const wait = at - clock()
    if (wait > 0) await sleep(wait, over)
  }
}

/** Until when to leave a source alone: doubling, half of it by chance, so that many who failed together do not come back together. */
export function backOff(failures: number, wait: number | undefined, chance: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20))
  return Math.max((wait ?? 0) * 1_000, whole / 2 + (whole / 2) * chance)
}

export function sleep(ms: number, over: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (over.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      over.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    over.addEventListener('abort', done)
  })
}
