// What statistics are counted from is filled from the reports that are there, goes on where it ended, and then follows the log.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsBy } from '../db/counted.ts'
import { reportByNumber, updateReport } from '../db/reports.ts'
import { countReports } from '../server/statistics/counting.ts'
import { engines, type FreshDatabase, freshDatabase } from './database.ts'
import { writeReports } from './many-reports.ts'

/** More than one page of them. */
const REPORTS = 2_500
const span = { from: new Date('2000-01-01'), to: new Date('2100-01-01'), zone: 'UTC' }

describe.each(engines)('counting on %s', engine => {
  let fresh: FreshDatabase
  const faults: unknown[] = []
  const start = () => countReports({ db: fresh.db, logFault: fault => faults.push(fault) })
  const counted = async () => (await countsBy(fresh.db, span, [], 1))?.[0]?.count
  beforeAll(async () => {
    fresh = await freshDatabase(engine)
    await writeReports(fresh.db, REPORTS)
    // A drill is in no statistics.
    await fresh.db.query('update reports set drill = true where number = 9000001')
  })
  afterAll(() => fresh.drop())

  test('begins with all that is there, but for drills, and goes on where it was broken off', async () => {
    const first = start()
    await first.caughtUp()
    await first.stop()
    expect(await counted()).toBe(REPORTS - 1)
    await fresh.db.query('delete from counted where report in (select report from counted limit 700)')
    await fresh.db.query('delete from counted_before')
    const second = start()
    await second.caughtUp()
    expect([await second.isFilled(), await counted()]).toEqual([true, REPORTS - 1])
    await second.stop()
  })

  test('hears from the log what became of a report while nobody counted', async () => {
    const report = await reportByNumber(fresh.db, 9_000_005, false)
    if (!report) throw new Error('There is no such report.')
    await updateReport(fresh.db, report, { state: 'dismissed' })
    expect(await counted()).toBe(REPORTS - 1)
    const again = start()
    await again.caughtUp()
    expect(await counted()).toBe(REPORTS - 2)
    await again.stop()
    expect(faults).toEqual([])
  })
})
