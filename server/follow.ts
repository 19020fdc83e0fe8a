// Follows the log from a cursor, for as long as the process lives: woken by commits, with a slow tick as a safety net.
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

export function followLog(
  db: Database,
  from: string,
  take: (entries: Entry[], cursor: string) => void | Promise<void>,
  failed: (fault: unknown) => void,
): Follower {
  let cursor = from
  let stopped = false
  let rung = false
  let ring: () => void = () => undefined
  let waiting: (() => void)[] = []
  let heldAt: Date | undefined
  let awaySince: number | undefined

  const stopListening = db.onWake(() => {
    rung = true
    ring()
  })

  async function pause(ms: number): Promise<void> {
    if (rung || stopped) return
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function run(): Promise<void> {
    while (!stopped) {
      rung = false
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
        await pause(heldAt ? HELD_MS : TICK_MS)
      } catch (fault) {
        waiting.push(...asked)
        awaySince ??= Date.now()
        failed(fault)
        await pause(TICK_MS)
      }
    }
    for (const resolve of waiting) resolve()
  }

  const running = run()
  return {
    caughtUp: () =>
      new Promise(resolve => {
        waiting.push(resolve)
        rung = true
        ring()
      }),
    lag: () => (Date.now() - (awaySince ?? heldAt?.getTime() ?? Date.now())) / 1_000,
    async stop() {
      stopped = true
      stopListening()
      ring()
      await running
    },
  }
}
