// Once a day what has been kept long enough goes (db/retention.ts says what, how long and why), by one elected process, with a line in the audit.
import { setTimeout as sleep } from 'node:timers/promises'
import { writeAudit } from '../db/audit.ts'
import type { Database } from '../db/connect.ts'
import { forgetOverdue, type KeptDays, type Outcome } from '../db/retention.ts'
import { PLATFORM } from './domain/trust/doubts.ts'

/** A start has other things to do. */
const FIRST_MS = 10 * 60_000
const DAY_MS = 24 * 3_600_000

type Run = { db: Database; now: Date; kept: KeptDays; officer: string; stop?: AbortSignal }

export async function forgetNow({ db, now, kept, officer, stop }: Run): Promise<Outcome[]> {
  const outcomes = await forgetOverdue(db, now, kept, stop)
  const gone = outcomes.filter(({ rows }) => rows > 0).map(({ rule, rows }) => [rule.name, rows])
  const failed = outcomes.filter(({ fault }) => fault !== undefined).map(({ rule }) => rule.name)
  await writeAudit(db, {
    at: now,
    officer,
    action: 'retention',
    kind: 'retention',
    subject: 'all',
    after: JSON.stringify({ ...Object.fromEntries(gone), ...(failed.length > 0 && { failed }) }),
  })
  return outcomes
}

type Given = { db: Database; kept: KeptDays; now: () => Date; logFault: (fault: unknown) => void }

export function keepRetention({ db, kept, now, logFault }: Given) {
  async function look(stop?: AbortSignal): Promise<void> {
    const outcomes = await forgetNow({ db, now: now(), kept, officer: PLATFORM, ...(stop && { stop }) })
    for (const { fault } of outcomes) if (fault !== undefined) logFault(fault)
  }
  const election = db.elect('retention', async over => {
    const rest = (ms: number) => sleep(ms, undefined, { signal: over, ref: false }).catch(() => undefined)
    for (await rest(FIRST_MS); !over.aborted; await rest(DAY_MS)) await look(over).catch(logFault)
  })
  return {
    /** What happens by itself once a day. */
    look,
    stop: () => election.stop(),
  }
}
