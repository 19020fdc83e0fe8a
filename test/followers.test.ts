// Those who follow the log for all processes, in a thread of their own on a real PostgreSQL: what is reported in this one reaches them, and what they do
// reaches this one; the thread may die, and goes in order.
import { Worker } from 'node:worker_threads'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isRefusal } from '../server/domain/refusal.ts'
import { regionAt } from '../server/domain/regions/index.ts'
import { followedIn } from '../server/followers/followers.ts'
import { followBeside } from '../server/followers/followers-thread.ts'
import type { FollowersSettings } from '../server/followers/followers-worker.ts'
import { createLifecycle } from '../server/lifecycle.ts'
import { heardFault, openProgram, tellFault } from '../server/thread.ts'
import { type FreshDatabase, freshDatabase, hasPostgres } from './database.ts'
import { aKey, aReport } from './world.ts'

const now = () => new Date()
const eventually = (assertion: () => unknown) => vi.waitFor(assertion, { timeout: 20_000, interval: 50 })

describe.runIf(hasPostgres)('followers in a thread', () => {
  let fresh: FreshDatabase
  let followers: ReturnType<typeof followBeside>
  const workers: Worker[] = []
  const faults: unknown[] = []
  const stages: unknown[] = []
  const jobs: unknown[] = []

  const submit = async (step: number) => {
    const lifecycle = createLifecycle({ db: fresh.db, now, newId, regionAt })
    const draft = aReport({ place: { lng: 106.8166 + step * 1e-4, lat: -6.2607 } })
    const submitted = await lifecycle.submit(draft, { channel: 'web', key: aKey() })
    if (isRefusal(submitted)) throw new Error(submitted.refused)
    return submitted.report.id
  }
  const grouped = async () => {
    const { rows } = await fresh.db.query<{ count: number }>(
      'select count(*) from reports where incident is not null',
    )
    return rows[0]?.count
  }

  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    followers = followBeside({
      settings: {
        url: fresh.url ?? '',
        directory: '',
        publicUrl: 'http://localhost',
        secretKeys: [Buffer.alloc(32, 7)],
        webhooksPrivate: false,
        isTraced: true,
      },
      open(workerData: FollowersSettings) {
        const worker = openProgram('./followers/followers-worker.ts', { workerData })
        workers.push(worker)
        return worker
      },
      logFault: fault => faults.push(fault),
      stage: (...stage) => stages.push(stage),
      lines: { line: text => faults.push(text), event: (_, fields) => jobs.push(fields?.job) },
    })
  }, 60_000)
  afterAll(() => fresh.drop())

  test('hear of what this one writes, and this one hears of what they write', async () => {
    await eventually(() => expect(jobs.toSorted()).toEqual(['alerts', 'counted', 'incidents', 'webhooks']))
    const heard = vi.fn()
    const stopListening = fresh.db.onWake(heard)
    const ids = [await submit(0), await submit(1), await submit(2)]
    await followedIn({ db: fresh.db, now }).caughtUp()
    expect(await grouped()).toBe(3)
    await eventually(() => expect(heard.mock.calls.length).toBeGreaterThan(3))
    await eventually(() => expect(stages.map(one => (one as string[])[1]).toSorted()).toEqual(ids.toSorted()))
    stopListening()
    expect(faults).toEqual([])
  }, 60_000)

  test('are started again when they die, and nothing is missed', async () => {
    await workers[0]?.terminate()
    await submit(3)
    await followedIn({ db: fresh.db, now }).caughtUp()
    expect([workers.length, await grouped()]).toEqual([2, 4])
    expect(faults.map(String)).toEqual(['Error: The thread of those who follow the log has ended with 1.'])
  }, 60_000)

  test('stop in order, and leave no connection behind', async () => {
    const threads = await fresh.db.query<{ count: number }>(
      `select count(*) from pg_stat_activity where datname = current_database() and query like '%advisory%'`,
    )
    expect(threads.rows[0]?.count).toBeGreaterThan(0)
    await followers.stop()
    expect(faults).toHaveLength(1)
    await eventually(async () => {
      const { rows } = await fresh.db.query<{ others: number }>(
        `select count(*) as others from pg_stat_activity
         where datname = current_database() and application_name = 'kentongan' and state is distinct from 'active'`,
      )
      // The pool of this one and the line on which it listens.
      expect(rows[0]?.others).toBeLessThanOrEqual(fresh.db.load().open + 1)
    })
  }, 60_000)
})

test('what the database has lost ends the process, whichever thread finds out', async () => {
  const program = `setImmediate(() => { throw Object.assign(new Error('lost'), { code: 'LOG_BRANCHED' }) })`
  const branched = vi.fn()
  const faults: unknown[] = []
  const settings = { url: '', directory: '', publicUrl: '', webhooksPrivate: false, isTraced: false }
  const { stop } = followBeside({
    settings,
    open: () => new Worker(program, { eval: true }),
    logFault: fault => faults.push(fault),
    lines: { line: () => undefined, event: () => undefined },
    branched,
  })
  await eventually(() => expect(branched).toHaveBeenCalledOnce())
  await stop()
  expect(faults).toEqual([])
})

test('a fault crosses threads with its code, its place and its cause', () => {
  const cause = Object.assign(new Error('duplicate key'), { name: 'error', code: '23505' })
  const fault = new Error('It could not be written.', { cause })
  const heard = heardFault(structuredClone(tellFault(fault)))
  expect([heard.message, heard.stack]).toEqual([fault.message, fault.stack])
  expect(heard.cause).toMatchObject({ name: 'error', message: 'duplicate key', code: '23505' })
  expect(heardFault(tellFault('a word')).message).toBe('a word')
})
