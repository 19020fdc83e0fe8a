// What gauges read, made durable: each gauge's readings in one transaction with its entry in the log.
import { writeAudit } from '../db/audit.ts'
import type { Database } from '../db/connect.ts'
import { gaugesNamed, putObservations } from '../db/gauges.ts'
import type { Gauge, Observation } from './domain/gauge.ts'
import type { Reading } from './domain/gauge-readings.ts'

/** Observations stored in one transaction. */
const PAGE = 5_000

export async function recordObservations(
  db: Database,
  id: string,
  observations: Observation[],
  at: Date,
  /** Who tells it, as the audit shall say; a feed or a file is told of elsewhere. */
  by?: string,
): Promise<Gauge | undefined> {
  let gauge: Gauge | undefined
  for (let start = 0; start < observations.length; start += PAGE) {
    const page = observations.slice(start, start + PAGE)
    gauge = await db.transaction(async client => {
      if (by !== undefined)
        await writeAudit(client, {
          at,
          officer: by,
          action: 'measured',
          kind: 'gauge',
          subject: id,
          after: JSON.stringify(page.length === 1 ? page[0] : { readings: page.length, last: page.at(-1) }),
        })
      return putObservations(client, id, page, at)
    })
    if (!gauge) return undefined
  }
  db.wake()
  return gauge
}

/** Of many gauges at once; answers how many were stored, and the names that mean no gauge or more than one. */
export async function recordReadings(
  db: Database,
  readings: Reading[],
  at: Date,
): Promise<{ stored: number; gauges: number; unknown: string[] }> {
  const byName = new Map<string, Reading[]>()
  for (const reading of readings) {
    const own = byName.get(reading.gauge)
    if (own) own.push(reading)
    else byName.set(reading.gauge, [reading])
  }
  const known = await gaugesNamed(db, [...byName.keys()])
  let stored = 0
  for (const [name, own] of byName) {
    const id = known.get(name)
    if (!id) continue
    await recordObservations(
      db,
      id,
      own.map(({ at: time, depth }) => ({ at: time, depth })),
      at,
    )
    stored += own.length
  }
  return { stored, gauges: known.size, unknown: [...byName.keys()].filter(name => !known.has(name)) }
}
