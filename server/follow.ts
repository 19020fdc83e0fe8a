// Follows the log from a cursor, for as long as the process lives: woken by commits, with a slow tick as a safety net.
// Between two reads it rests, so that a crowd of reports is taken together and readers never starve those who write.
import type { Database } from '../db/connect.ts'
import { type Entry, readLog } from '../db/log.ts'

export type Follower = {
  /** Resolves when everything that was committed before the call has been taken. */
  caughtUp(): Promise<void>
  /** Seconds that the picture lies behind: age of the oldest entry held back, or of the last answer of a database that is away. */
  lag(): number
  stop(): Promise<void>
}

const BATCH = 500
/** How soon to look again while an open transaction holds entries back, and how often to look unasked, ms. */
const HELD_MS = 20
const TICK_MS = 1_000

type Following = {
  db: Database
  /** Entries after this cursor are taken. */
  from: string
  take: (entries: Entry[], cursor: string) => void | Promise<void>
  failed: (fault: unknown) => void
  /** How long to rest between a round and the next, ms; the first wake after a longer silence is followed at once. */
  rest: Rest
}

/** Three times as long as the round took, within these limits: under load most of the time belongs to those who write. */
export type Rest = { least: number; most: number }

export function followLog({ db, from, take, failed, rest }: Following): Follower {
  let cursor = from
  let stopped = false
  let restUntil = 0
  /** When the next read is due; whoever moves it nearer rouses the sleeper. */
  let due = 0
  let rouse: () => void = () => undefined
  let waiting: (() => void)[] = []
  let heldAt: Date | undefined
  let awaySince: number | undefined

  const stopListening = db.onWake(() => comeBy(restUntil))

  function comeBy(time: number): void {
    if (time >= due) return
    due = time
    rouse()
  }

  async function sleepUntilDue(): Promise<void> {
    while (!stopped && Date.now() < due)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, due - Date.now())
        rouse = () => {
          clearTimeout(timer)
          resolve()
        }
      })
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const beganAt = Date.now()
      due = Number.POSITIVE_INFINITY
      const asked = waiting
      waiting = []
      try {
        let full: boolean
        do {
          const { entries, heldSince } = await readLog(db, cursor, BATCH)
          const last = entries.at(-1)
          if (last) {
            await take(entries, last.cursor)
            cursor = last.cursor
          }
          heldAt = heldSince
          full = entries.length === BATCH
        } while (full && !stopped)
        awaySince = undefined
        if (heldAt) waiting.push(...asked)
        else for (const resolve of asked) resolve()
        comeBy(Date.now() + (heldAt ? HELD_MS : TICK_MS))
      } catch (fault) {
        waiting.push(...asked)
        awaySince ??= Date.now()
        failed(fault)
        due = Date.now() + TICK_MS
      }
      const took = Date.now() - beganAt
      restUntil = Date.now() + Math.min(Math.max(3 * took, rest.least), rest.most)
      // Whoever called during the round comes after the rest; who waits to be told that all is taken comes at once.
      if (waiting.length === 0) due = Math.max(due, restUntil)
      await sleepUntilDue()
    }
    for (const resolve of waiting) resolve()
  }

  const running = run()
  return {
    caughtUp: () =>
      new Promise(resolve => {
        waiting.push(resolve)
        comeBy(0)
      }),
    lag: () => (Date.now() - (awaySince ?? heldAt?.getTime() ?? Date.now())) / 1_000,
    async stop() {
      stopped = true
      stopListening()
      rouse()
      await running
    },
  }
}
