// The log: a reader misses and repeats nothing, whatever order writers commit in, and after it was away.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../db/connect.ts'
import { appendEntries, type Entry, heldSince, readLog, type Writing } from '../db/log.ts'
import { type Follower, followLog } from '../server/followers/follow.ts'
import { engines, type FreshDatabase, freshDatabase, hasPostgres } from './database.ts'

/** An entry that is recognised by its subject; readers of the log do not look into the body. */
const entry = (subject: string): Writing => ({
  kind: 'incident-gone',
  subject,
  body: { into: null, left: [] },
})

function reader(fresh: FreshDatabase, from = '0.0') {
  const taken: Entry[] = []
  const faults: unknown[] = []
  const follower: Follower = followLog({
    db: fresh.db,
    from,
    take: entries => void taken.push(...entries),
    failed: fault => faults.push(fault),
    rest: { least: 0, most: 0 },
  })
  return { ...follower, taken, faults, subjects: () => taken.map(one => one.subject) }
}

describe.each(engines)('the log on %s', engine => {
  let fresh: FreshDatabase
  beforeEach(async () => {
    fresh = await freshDatabase(engine)
  })
  afterEach(() => fresh.drop())

  test('hands out entries once and in order, and goes on from a cursor', async () => {
    const subjects = Array.from({ length: 1_200 }, () => randomUUID())
    for (let at = 0; at < subjects.length; at += 100)
      await appendEntries(fresh.db, subjects.slice(at, at + 100).map(entry))
    const one = reader(fresh)
    await one.caughtUp()
    await one.stop()
    expect(one.subjects()).toEqual(subjects)
    const cursor = one.taken[499]?.cursor ?? ''
    const other = reader(fresh, cursor)
    await other.caughtUp()
    await other.stop()
    expect(other.subjects()).toEqual(subjects.slice(500))
  })

  test('an entry of a transaction that was rolled back is never handed out', async () => {
    await expect(
      fresh.db.transaction(async client => {
        await appendEntries(client, [entry(randomUUID())])
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    const kept = randomUUID()
    await appendEntries(fresh.db, [entry(kept)])
    const one = reader(fresh)
    await one.caughtUp()
    await one.stop()
    expect(one.subjects()).toEqual([kept])
  })

  test('a reader that failed in the middle takes the same entries again', async () => {
    const subject = randomUUID()
    let tries = 0
    const taken: string[] = []
    const follower = followLog({
      db: fresh.db,
      from: '0.0',
      take(entries) {
        if (tries++ === 0) throw new Error('not now')
        taken.push(...entries.map(one => one.subject))
      },
      failed: () => undefined,
      rest: { least: 0, most: 0 },
    })
    await appendEntries(fresh.db, [entry(subject)])
    fresh.db.wake()
    await follower.caughtUp()
    await follower.stop()
    expect(taken).toEqual([subject])
  })
})

describe.each(engines)('an entry on %s whose own work takes longer than a statement may', engine => {
  test('is set aside like any other that can never be taken', async () => {
    const fresh = await freshDatabase(engine)
    onTestFinished(() => fresh.drop())
    const [slow, next] = [randomUUID(), randomUUID()]
    await appendEntries(fresh.db, [entry(slow)])
    await appendEntries(fresh.db, [entry(next)])
    const taken: string[] = []
    const faults: unknown[] = []
    const follower = followLog({
      db: fresh.db,
      from: '0.0',
      async take(entries) {
        const subjects = entries.map(one => one.subject)
        if (subjects.includes(slow))
          await fresh.db.query(
            `do $$ begin raise exception 'canceling statement due to statement timeout' using errcode = '57014'; end $$`,
          )
        taken.push(...subjects)
      },
      failed: fault => faults.push(fault),
      rest: { least: 0, most: 0 },
    })
    await follower.caughtUp()
    await follower.stop()
    expect(taken).toEqual([next])
    expect(faults.map(String).filter(words => words.includes('set aside'))).toHaveLength(1)
  }, 15_000)
})

describe.skipIf(!hasPostgres)('the log on postgres while many write', () => {
  let fresh: FreshDatabase
  beforeEach(async () => {
    fresh = await freshDatabase('postgres')
  })
  afterEach(() => fresh.drop())

  test('an older entry that commits after a newer one is not missed', async () => {
    const [older, newer] = [randomUUID(), randomUUID()]
    const one = reader(fresh)
    const slow = await fresh.db.connect()
    await slow.query('begin')
    await appendEntries(slow, [entry(older)])
    await appendEntries(fresh.db, [entry(newer)])
    fresh.db.wake()
    await sleep(150)
    expect(one.subjects()).toEqual([])
    expect(await heldSince(fresh.db)).toBeInstanceOf(Date)
    expect(one.lag()).toBeGreaterThan(0.05)
    await slow.query('commit')
    slow.release()
    fresh.db.wake()
    await one.caughtUp()
    await one.stop()
    expect(one.subjects()).toEqual([older, newer])
  })

  test('eight writers that commit out of order, and a reader whose connections are cut: all once', async () => {
    const writers = await openDatabase({ url: fresh.url, directory: null, pool: 8 })
    const one = reader(fresh)
    const written: string[] = []
    async function write(seed: number) {
      for (let round = 0; round < 40; round++) {
        const subjects = Array.from({ length: 1 + ((seed + round) % 3) }, () => randomUUID())
        await writers.transaction(async client => {
          await appendEntries(client, subjects.map(entry))
          await sleep((seed * 7 + round * 13) % 20)
        })
        written.push(...subjects)
        writers.wake()
      }
    }
    async function cut() {
      for (let times = 0; times < 5; times++) {
        await sleep(80)
        await writers.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and query like '%from log%'`,
        )
      }
    }
    await Promise.all([...Array.from({ length: 8 }, (_, seed) => write(seed)), cut()])
    await one.caughtUp()
    await one.stop()
    await writers.close()
    expect(one.subjects().toSorted()).toEqual(written.toSorted())
  })

  test('two readers see the same order', async () => {
    const [a, b] = [reader(fresh), reader(fresh)]
    await Promise.all(
      Array.from({ length: 50 }, () =>
        fresh.db.transaction(async client => {
          await appendEntries(client, [entry(randomUUID())])
          await sleep(Math.random() * 10)
        }),
      ),
    )
    await Promise.all([a.caughtUp(), b.caughtUp()])
    await Promise.all([a.stop(), b.stop()])
    expect(a.subjects()).toHaveLength(50)
    expect(b.subjects()).toEqual(a.subjects())
  })

  test('a read from an old cursor is the same tomorrow', async () => {
    const subjects = Array.from({ length: 20 }, () => randomUUID())
    for (const subject of subjects) await appendEntries(fresh.db, [entry(subject)])
    // Another database's open transaction on the same server holds entries back as well.
    const one = reader(fresh)
    await one.caughtUp()
    await one.stop()
    const { entries: first } = await readLog(fresh.db, '0.0', 7)
    const { entries: others } = await readLog(fresh.db, first.at(-1)?.cursor ?? '', 100)
    expect(others.map(one => one.subject)).toEqual(subjects.slice(7))
  })
})
