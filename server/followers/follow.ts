// Follows the log from a cursor, for as long as the process lives: woken by commits, with a slow tick as a safety net.
// Between two reads it rests, so that a crowd of reports is taken together and readers never starve those who write. An entry that can never be taken
// is set aside: it must not hold up all that come after it. Time is measured by a clock that nobody sets.
import { isAway, isTooSlow } from '../../db/away.ts'
import type { Database } from '../../db/connect.ts'
import { type Entry, isInLog, readLog } from '../../db/log.ts'
import { compareCursors } from '../domain/cursor.ts'

export type Follower = {
  /** Resolves when everything that was committed before the call has been taken. */
  caughtUp(): Promise<void>
  /** Seconds that the picture lies behind: age of the oldest entry held back, or of the last answer of a database that is away or hangs. */
  lag(): number
  stop(): Promise<void>
}

const BATCH = 500
/** How soon to look again while an open transaction holds entries back, and how often to look unasked, ms. */
const HELD_MS = 20
const TICK_MS = 1_000
/** A read that takes longer hangs, ms. */
const HANGS_MS = 2_000
/** An entry that failed so often while the database was there is set aside. */
const MOST_TRIES = 4
/** So many in a row are no bad entries, but a fault of ours: nothing more is set aside until one is taken again. */
const MOST_ASIDE = 10

type Following = {
  db: Database
  /** Entries after this cursor are taken. */
  from: string
  take: (entries: Entry[], cursor: string) => void | Promise<void>
  failed: (fault: unknown) => void
  /** What was taken is not in the database any more. */
  branched?: () => void
  /** How long to rest between a round and the next, ms; the first wake after a longer silence is followed at once. */
  rest: Rest
}

/** Three times as long as the round took, within these limits: under load most of the time belongs to those who write. */
export type Rest = { least: number; most: number }

export function followLog({ db, from, take, failed, rest, branched = endProcess }: Following): Follower {
  let cursor = from
  let stopped = false
  let restUntil = 0
  /** When the next read is due; whoever moves it nearer rouses the sleeper. */
  let due = 0
  let rouse: () => void = () => undefined
  let waiting: (() => void)[] = []
  let heldAt: Date | undefined
  let awaySince: number | undefined
  let readingSince: number | undefined
  /** How often the entry after the cursor could not be taken, and how many were set aside since one could. */
  let tries = 0
  let aside = 0
  let taken: string | undefined
  /** Up to this cursor entries are read one by one, to find the one that fails. */
  let careful: string | undefined

  const stopListening = db.onWake(() => comeBy(restUntil))

  function comeBy(time: number): void {
    if (time >= due) return
    due = time
    rouse()
  }

  async function sleepUntilDue(): Promise<void> {
    while (!stopped && performance.now() < due)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, due - performance.now())
        rouse = () => {
          clearTimeout(timer)
          resolve()
        }
      })
  }

  async function read(limit: number) {
    readingSince = performance.now()
    try {
      return await readLog(db, cursor, limit)
    } finally {
      readingSince = undefined
    }
  }

  async function takeIn(entries: Entry[]): Promise<void> {
    const last = entries.at(-1)
    if (!last) return
    try {
      await take(entries, last.cursor)
      aside = 0
    } catch (fault) {
      // An entry whose own work takes too long does so each time.
      if (isAway(fault) && !isTooSlow(fault)) throw fault
      if (entries.length > 1) careful = last.cursor
      else tries++
      if (tries < MOST_TRIES || aside >= MOST_ASIDE) throw fault
      failed(
        new Error(`entry ${last.cursor} of the log was set aside: it can never be taken`, { cause: fault }),
      )
      aside++
    }
    tries = 0
    cursor = last.cursor
    taken = last.cursor
    if (careful !== undefined && compareCursors(cursor, careful) >= 0) careful = undefined
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const beganAt = performance.now()
      due = Number.POSITIVE_INFINITY
      const asked = waiting
      waiting = []
      try {
        let isMore: boolean
        do {
          const limit = careful === undefined ? BATCH : 1
          const { entries, heldSince } = await read(limit)
          if (awaySince !== undefined && taken && !(await isInLog(db, taken))) return branched()
          await takeIn(entries)
          heldAt = heldSince
          isMore = entries.length === limit
        } while (isMore && !stopped)
        awaySince = undefined
        if (heldAt) waiting.push(...asked)
        else for (const resolve of asked) resolve()
        comeBy(performance.now() + (heldAt ? HELD_MS : TICK_MS))
      } catch (fault) {
        waiting.push(...asked)
        awaySince ??= beganAt
        failed(fault)
        due = performance.now() + TICK_MS
      }
      const took = performance.now() - beganAt
      restUntil = performance.now() + Math.min(Math.max(3 * took, rest.least), rest.most)
      // Whoever called during the round comes after the rest; who waits to be told that all is taken comes at once.
      if (waiting.length === 0) due = Math.max(due, restUntil)
      await sleepUntilDue()
    }
    for (const resolve of waiting) resolve()
  }

  function lag(): number {
    const hangsFor = readingSince === undefined ? 0 : performance.now() - readingSince
    const behind = [
      awaySince === undefined ? 0 : performance.now() - awaySince,
      hangsFor > HANGS_MS ? hangsFor : 0,
      heldAt ? Date.now() - heldAt.getTime() : 0,
    ]
    return Math.max(...behind) / 1_000
  }

  const running = run()
  return {
    caughtUp: () =>
      new Promise(resolve => {
        waiting.push(resolve)
        comeBy(0)
      }),
    lag,
    async stop() {
      stopped = true
      stopListening()
      rouse()
      await running
    },
  }
}

/**
 * After a failover to a standby that had not received everything, this process knows what the database does not, and its place in the log means something
 * else there. Nothing can be mended from here: whoever watches over the process starts it again, and it reads everything anew.
 */
export function endProcess(): void {
  setImmediate(() => {
    const message = 'The database has lost entries that were read before: this process has to start anew.'
    throw Object.assign(new Error(message), { code: BRANCHED })
  })
}

const BRANCHED = 'LOG_BRANCHED'
/** In a thread of its own it ends the thread: whoever has started that ends the process. */
export const isBranched = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === BRANCHED
