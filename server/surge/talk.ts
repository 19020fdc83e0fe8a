// What a socket may say and ask to be shown, so that none keeps the process busy: each has two purses, and shares one with its line of addresses.
import { tokenBuckets } from './limits.ts'

/** A map asks once, and a picture of 100,000 reports in fifty more pages; whoever says more than these is cut. */
const MESSAGES = { most: 300, perSecond: 5 }
/** The picture costs one, and one more for each thousand reports that are looked at for it: a socket may ask twice for 50,000 at once, and a line a hundred times. */
const LOOKS = { ofSocket: { most: 120, perSecond: 2 }, ofLine: { most: 6_000, perSecond: 100 } }
const REPORTS = 1_000

export type Talk = {
  /** Counts a message; whether it was one too many. */
  isTooMuch: () => boolean
  /** Seconds until it may ask for the picture; 0: now. */
  wait: () => number
  /** It was shown the picture, for which so many reports were looked at. */
  pay: (reports: number) => void
}

/** Who is held to nothing. */
export const freeTalk: Talk = { isTooMuch: () => false, wait: () => 0, pay: () => undefined }

/** Time is measured by a clock that nobody sets, ms. */
export function openTalks(clock = () => performance.now()) {
  const messages = tokenBuckets(MESSAGES)
  const looks = tokenBuckets(LOOKS.ofSocket)
  const lineLooks = tokenBuckets(LOOKS.ofLine)
  let sockets = 0

  return (line: string): Talk => {
    const name = String(sockets++)
    return {
      isTooMuch: () => --messages.of(name, clock()).left < 0,
      wait() {
        const now = clock()
        return Math.max(looks.wait(looks.of(name, now), 1), lineLooks.wait(lineLooks.of(line, now), 1))
      },
      pay(reports) {
        const [now, cost] = [clock(), 1 + reports / REPORTS]
        looks.of(name, now).left -= cost
        lineLooks.of(line, now).left -= cost
      },
    }
  }
}
