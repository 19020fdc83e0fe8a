// The one incident builder: elected among all processes on a database, it follows the log, keeps the incidents true with each report, and
// writes what changed together with its own place in the log. Any failure throws its memory away; the database is where it goes on from.
import { once } from 'node:events'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../db/connect.ts'
import { builderCursor, newestReportCursor, sendersOf, writeIncidents } from '../../db/incidents.ts'
import type { Entry } from '../../db/log.ts'
import type { Cluster } from '../domain/clustering.ts'
import { compareCursors } from '../domain/cursor.ts'
import { type Incident, summarise } from '../domain/incident.ts'
import { isMember, memberOf } from '../domain/member.ts'
import type { Report } from '../domain/report.ts'
import { followLog, type Rest } from '../followers/follow.ts'
import type { Staged } from '../process/under-way.ts'
import { type IncidentMemory, loadIncidentMemory } from './incident-memory.ts'

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  logFault: (fault: unknown) => void
  stage?: Staged
  slack?: number
  rest?: Rest
}

/** How long the builder works before it lets others run, ms. */
const TURN_MS = 8
const POLL_MS = 20
/** A crowd of reports becomes one change of its incident. */
const REST = { least: 100, most: 600 }

export function buildIncidents({ db, now, newId, logFault, stage, slack = 20_000, rest = REST }: Given) {
  const election = db.elect('incidents', lead)
  let turnBegan = 0

  async function run<T>(steps: Generator<void, T>): Promise<T> {
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      await breathe()
    }
  }

  function breathe(): Promise<void> | undefined {
    if (performance.now() - turnBegan < TURN_MS) return undefined
    return setImmediate().then(() => {
      turnBegan = performance.now()
    })
  }

  async function lead(over: AbortSignal): Promise<void> {
    let cursor = await builderCursor(db)
    let memory: IncidentMemory | undefined

    async function take(entries: Entry[], to: string): Promise<void> {
      if (!memory) {
        cursor = await builderCursor(db)
        memory = await loadIncidentMemory({ db, now, newId, cursor, slack, run })
      }
      const reports = newestOf(entries.filter(entry => compareCursors(entry.cursor, cursor) > 0))
      if (reports.length === 0 || over.aborted) return
      await memory.widen(reports, cursor)
      await place(memory, reports)
      const { gone, changed, keep } = await differences(memory)
      await writeIncidents(db, { from: cursor, to, gone, changed })
      cursor = to
      keep()
      for (const { id, version, receivedAt } of reports)
        if (version === 1) stage?.('incident', id, new Date(receivedAt))
      if (gone.length + changed.length > 0) db.wake()
      await memory.forget()
    }

    const follower = followLog({
      db,
      from: cursor,
      take,
      failed(fault) {
        memory = undefined
        logFault(fault)
      },
      rest,
    })
    if (!over.aborted) await once(over, 'abort')
    await follower.stop()
  }

  /** An entry may come after one of a newer version of its report; the row knows which is the newest. */
  async function place(memory: IncidentMemory, reports: Report[]): Promise<void> {
    const senders = await sendersOf(
      db,
      reports.map(({ id }) => id),
    )
    for (const report of reports) {
      const sender = senders.get(report.id)
      if (!sender || sender.version > report.version) continue
      const { clustering } = memory.shelfOf(report)
      const steps = isMember(report)
        ? clustering.put(memberOf(report, sender.citizen))
        : clustering.remove(report.id)
      await run(steps)
      await breathe()
    }
  }

  /** What is to be written, and how to keep it once it is. */
  async function differences(memory: IncidentMemory) {
    const gone: { id: string; into: string | null }[] = []
    const changed: { incident: Incident; joined: string[]; left: string[] }[] = []
    const written: [Cluster, Incident][] = []
    for (const { hazard, drill, clustering } of memory.shelves.values()) {
      const changes = clustering.changes()
      gone.push(...changes.gone)
      for (const { cluster, joined, left } of changes.changed) {
        const outline = await run(cluster.hull.outline(cluster.members))
        const version = cluster.stored?.version ?? 0
        const same = summarise({ id: cluster.id, version, hazard, drill }, cluster.tally, outline)
        const isSame = joined.length + left.length === 0 && isDeepStrictEqual(same, cluster.stored)
        await breathe()
        if (isSame) continue
        const incident = { ...same, version: version + 1 }
        changed.push({ incident, joined, left })
        written.push([cluster, incident])
      }
    }
    return {
      gone,
      changed,
      keep() {
        for (const [cluster, incident] of written) cluster.stored = incident
      },
    }
  }

  return {
    caughtUp: () => areBuilt(db),
    stop: () => election.stop(),
  }
}

/** Resolves when every report that was in the log before the call is in the incidents, by whichever process. */
export async function areBuilt(db: Database): Promise<void> {
  const newest = await newestReportCursor(db)
  while (compareCursors(await builderCursor(db), newest) < 0) await sleep(POLL_MS)
}

/** The newest version of each report, in the order in which they first came. */
function newestOf(entries: Entry[]): Report[] {
  const reports = new Map<string, Report>()
  for (const { kind, body } of entries) {
    if (kind !== 'report') continue
    const known = reports.get(body.id)
    if (!known || known.version < body.version) reports.set(body.id, body)
  }
  return [...reports.values()]
}
