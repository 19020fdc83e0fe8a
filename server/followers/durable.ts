// Follows the log from a place that stands in the database: what a follower writes for entries moves its place in the same transaction, so that no fault
// and no kill loses an entry or brings one twice. After a fault the place is forgotten here and read anew there.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Queryable } from '../../db/connect.ts'
import { advanceFollower, followerCursor } from '../../db/followers.ts'
import type { Entry } from '../../db/log.ts'
import { compareCursors } from '../domain/cursor.ts'
import { followLog, type Rest } from './follow.ts'

/** A round of so many entries moves the place even where nothing is written for them, so that a restart does not read a long log again. */
const PASSED = 100
const POLL_MS = 20

type Work = (client: Queryable) => Promise<void>

type Given = {
  db: Database
  name: string
  /** Where it stands, as `beginFollowing` answers. */
  from: string
  /** Nothing is taken any more. */
  over: AbortSignal
  /** Hands on entries that were not written for yet; `write` runs its work, and moves the place behind them, in one transaction. */
  take: (fresh: Entry[], write: (work: Work) => Promise<void>) => Promise<void>
  logFault: (fault: unknown) => void
  rest: Rest
}

export function followDurably({ db, name, from, over, take, logFault, rest }: Given) {
  /** Its place in the database. */
  let place: string | undefined = from
  /** Up to where entries were taken, whether or not anything was written for them. */
  let reached = from
  const inTurn = oneAfterAnother()

  async function takeFresh(entries: Entry[], to: string): Promise<void> {
    const known = place ?? (await standing(db, name))
    place = known
    if (over.aborted) return
    const fresh = entries.filter(({ cursor }) => compareCursors(cursor, known) > 0)
    if (fresh.length > 0) await take(fresh, work => move(known, to, work))
    reached = fresh.length > 0 ? to : known
    if (fresh.length >= PASSED) await keepPlace()
  }

  async function move(from: string, to: string, work?: Work): Promise<void> {
    await db.transaction(async client => {
      await work?.(client)
      await advanceFollower(client, name, { from, to })
    })
    place = to
  }

  async function keepPlace(): Promise<void> {
    if (place !== undefined && compareCursors(reached, place) > 0) await move(place, reached)
  }

  const follower = followLog({
    db,
    from,
    take: (entries, to) => inTurn(() => takeFresh(entries, to)),
    failed(fault) {
      place = undefined
      logFault(fault)
    },
    rest,
  })

  return {
    /** Moves the place behind everything that was taken. */
    keepPlace: () => inTurn(keepPlace),
    /** Runs a work while no entries are taken; it is told up to where they were. */
    between: <T>(work: (reached: string) => Promise<T>): Promise<T> => inTurn(() => work(reached)),
    stop: follower.stop,
  }
}

/** Resolves when a follower stands at this cursor or beyond it, in whichever process it runs. */
export async function hasFollowed(db: Queryable, name: string, cursor: string): Promise<void> {
  while (compareCursors(await standing(db, name), cursor) < 0) await sleep(POLL_MS)
}

const standing = async (db: Queryable, name: string): Promise<string> =>
  (await followerCursor(db, name)) ?? '0.0'

/** Runs each work when those before it have ended. */
function oneAfterAnother() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine
    return mine
  }
}
