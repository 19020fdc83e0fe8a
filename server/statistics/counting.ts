// Keeps the table that statistics and the tiles of the past are counted from: elected among all processes on a database, it counts what was there
// before, then follows the log. Cursor and counts are one transaction.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../db/connect.ts'
import {
  type CountedUntil,
  isCountedBefore,
  putCounted,
  reportsToCount,
  setCountedBefore,
  uncounted,
} from '../../db/counted.ts'
import { beginFollowing } from '../../db/followers.ts'
import { newestReportCursor } from '../../db/incidents.ts'
import { followDurably, hasFollowed } from '../followers/durable.ts'
import { countedOf } from './hexagons.ts'

const NAME = 'counted'
const REST = { least: 200, most: 2_000 }
const PAGE = 2_000
/** Between two pages others have their turn, ms. */
const PAUSE_MS = 5
const POLL_MS = 20
const RETRY_MS = 1_000

type Given = { db: Database; logFault: (fault: unknown) => void }

export function countReports({ db, logFault }: Given) {
  const election = db.elect(NAME, lead)
  const { isFilled, caughtUp } = countedIn(db)

  async function lead(over: AbortSignal): Promise<void> {
    let from = '0.0'
    while (!over.aborted)
      try {
        from = await beginFollowing(db, NAME)
        await fill(over)
        break
      } catch (fault) {
        logFault(fault)
        await sleep(RETRY_MS, undefined, { signal: over }).catch(() => undefined)
      }
    if (over.aborted) return

    const follower = followDurably({
      db,
      name: NAME,
      from,
      over,
      async take(fresh, write) {
        const ids = new Set(fresh.filter(({ kind }) => kind === 'report').map(({ subject }) => subject))
        if (ids.size === 0) return
        await write(async client =>
          putCounted(client, (await reportsToCount(client, [...ids])).map(countedOf)),
        )
      },
      logFault,
      rest: REST,
    })
    if (!over.aborted) await once(over, 'abort')
    await follower.stop()
  }

  /** What is in the table of reports already; what changes meanwhile is in the log behind the cursor. */
  async function fill(over: AbortSignal): Promise<void> {
    if (await isFilled()) return
    let after: CountedUntil | undefined = { at: '-infinity', number: 0 }
    while (after && !over.aborted) {
      const { reports, until } = await uncounted(db, after, PAGE)
      await putCounted(db, reports.map(countedOf))
      after = until
      await sleep(PAUSE_MS)
    }
    if (!after) await setCountedBefore(db)
  }

  return { isFilled, caughtUp, stop: () => election.stop() }
}

/** How far it is, whichever process counts. */
export function countedIn(db: Database) {
  let filled = false

  /** Whether everything of before the first start is counted. */
  async function isFilled(): Promise<boolean> {
    filled ||= await isCountedBefore(db)
    return filled
  }

  return {
    isFilled,
    /** Resolves when every report that was in the log before the call is counted. */
    async caughtUp(): Promise<void> {
      const newest = await newestReportCursor(db)
      while (!(await isFilled())) await sleep(POLL_MS)
      await hasFollowed(db, NAME, newest)
    },
  }
}
