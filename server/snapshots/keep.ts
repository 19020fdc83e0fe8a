// Makes the snapshots of the last month and the last year by itself when they are over, and makes one again in which a report has changed since:
// what somebody takes back leaves the files within the hour. One elected process does it, between other work.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../db/connect.ts'
import { hasChangedSince } from '../../db/past.ts'
import { pageOfReports } from '../../db/report-search.ts'
import { lastPeriods, type Period, periodOf } from '../domain/period.ts'
import { inTurns } from '../exports/turns.ts'
import type { Publisher } from './papers.ts'
import { listSnapshots, readManifest } from './shelf.ts'
import { writeSnapshot } from './write.ts'

/** A start has enough to do. */
const FIRST_MS = 10 * 60_000
const HOUR_MS = 3_600_000
/** What was seen on its last evening may still be on its way. */
const SETTLED_MS = 24 * HOUR_MS

type Given = {
  db: Database
  directory: string
  about: Publisher
  publicUrl: string
  now: () => Date
  logFault: (fault: unknown) => void
}

export function keepSnapshots(given: Given) {
  const { db, directory, about, publicUrl, now, logFault } = given
  const shared = inTurns(db, 1)
  const make = (period: Period, stop?: AbortSignal) =>
    writeSnapshot({ db: shared, period, directory, about, publicUrl, now: now(), ...(stop && { stop }) })

  async function look(stop?: AbortSignal): Promise<void> {
    for (const period of lastPeriods(now())) {
      if (stop?.aborted || now().getTime() - period.to.getTime() < SETTLED_MS) continue
      if (await readManifest(directory, period.name)) continue
      const [any] = await pageOfReports(db, { from: period.from, to: period.to }, { limit: 1 })
      if (any) await make(period, stop)
    }
    for (const { period: name, made } of await listSnapshots(directory)) {
      const period = periodOf(name)
      if (stop?.aborted || !period) continue
      if (await hasChangedSince(db, { ...period, since: new Date(made) })) await make(period, stop)
    }
  }

  const election = db.elect('snapshots', async over => {
    const rest = (ms: number) => sleep(ms, undefined, { signal: over, ref: false }).catch(() => undefined)
    for (await rest(FIRST_MS); !over.aborted; await rest(HOUR_MS)) await look(over).catch(logFault)
  })

  return {
    directory,
    /** What happens by itself once an hour. */
    look,
    list: () => listSnapshots(directory),
    stop: () => election.stop(),
  }
}

export type Snapshots = ReturnType<typeof keepSnapshots>
