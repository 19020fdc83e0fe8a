// Wrong passwords slow down who sends them, and nobody else. Three counts: of a name from an address block, of an address block whatever the
// name, and of a browser that has signed in under the name before, which the other two do not touch: an attacker next door, or one who knows
// an officer's name, cannot shut the officer out.
import { addressBlock } from '../surge/limits.ts'

/** Tries before each further one has to wait, doubling from a second to five minutes. */
const FREE = { known: 4, name: 4, block: 20 }
const LONGEST_S = 300
/** What nobody has tried for this long is forgotten. */
const FORGOTTEN_MS = 24 * 3_600_000
/** More than this at once are forgotten together, but for those that have to wait. */
const MOST = 50_000

type Tries = { count: number; until: number; at: number }
export type Knocking = {
  name: string
  address: string
  /** The browser's mark, where it has signed in under this name before. */
  known: string | undefined
}

export const waitAfter = (count: number, free: number): number =>
  count < free ? 0 : Math.min(LONGEST_S, 2 ** Math.min(count - free, 20))

export function createPatience() {
  const tries = new Map<string, Tries>()

  const countsOf = ({ name, address, known }: Knocking): { key: string; free: number }[] => {
    if (known !== undefined) return [{ key: `known ${known}`, free: FREE.known }]
    const block = addressBlock(address)
    return [
      { key: `name ${block} ${name.toLowerCase()}`, free: FREE.name },
      { key: `block ${block}`, free: FREE.block },
    ]
  }

  return {
    /** Counts the try before it is looked at, so that many at once count, too. Answers how many seconds it has to wait; 0: it may. */
    knock(who: Knocking, time: number): number {
      const counts = countsOf(who)
      const until = Math.max(...counts.map(({ key }) => tries.get(key)?.until ?? 0))
      // What lies further ahead was written by a clock that was set back since: nobody waits for that.
      if (until > time && until - time <= LONGEST_S * 1_000) return Math.ceil((until - time) / 1_000)
      if (tries.size > MOST) sweep(time)
      for (const { key, free } of counts) {
        const before = tries.get(key)
        const count = (before && time - before.at < FORGOTTEN_MS ? before.count : 0) + 1
        tries.set(key, { count, until: time + waitAfter(count, free) * 1_000, at: time })
      }
      return 0
    },
    /** It was right: the name's count begins anew, and the block's is as if this try had not been. */
    opened(who: Knocking): void {
      for (const { key } of countsOf(who)) {
        const found = tries.get(key)
        if (!found) continue
        if (!key.startsWith('block ')) tries.delete(key)
        else tries.set(key, { ...found, count: found.count - 1, until: 0 })
      }
    },
  }

  function sweep(time: number): void {
    for (const [key, { until }] of tries) if (until <= time) tries.delete(key)
  }
}
