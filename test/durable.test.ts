// A durable follower: what it writes for entries and its place behind them stand or fall together, and what nobody writes for is passed over.
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { beginFollowing, followerCursor } from '../db/followers.ts'
import { appendEntries, newestCursor } from '../db/log.ts'
import { followDurably, hasFollowed } from '../server/followers/durable.ts'
import { engines, type FreshDatabase, freshDatabase } from './database.ts'

type Taking = Parameters<typeof followDurably>[0]['take']

const NAME = 'scribe'

describe.each(engines)('a durable follower on %s', engine => {
  let fresh: FreshDatabase
  let over: AbortController
  beforeEach(async () => {
    fresh = await freshDatabase(engine)
    over = new AbortController()
    await fresh.db.query('create table scribed (subject uuid)')
  })
  afterEach(() => fresh.drop())

  async function scribe(take: Taking) {
    const faults: unknown[] = []
    const follower = followDurably({
      db: fresh.db,
      name: NAME,
      from: await beginFollowing(fresh.db, NAME),
      over: over.signal,
      take,
      logFault: fault => faults.push(fault),
      rest: { least: 0, most: 0 },
    })
    return { ...follower, faults }
  }
  const scribeAll: Taking = (entries, write) =>
    write(async client => {
      await client.query('insert into scribed select unnest($1::uuid[])', [
        entries.map(({ subject }) => subject),
      ])
    })
  async function happen(count: number): Promise<string[]> {
    const subjects = Array.from({ length: count }, () => randomUUID())
    await appendEntries(
      fresh.db,
      subjects.map(subject => ({ kind: 'incident-gone', subject, body: { into: null, left: [] } })),
    )
    return subjects.sort()
  }
  const scribed = async () => {
    const { rows } = await fresh.db.query<{ subject: string }>('select subject from scribed order by subject')
    return rows.map(({ subject }) => subject)
  }
  const followed = async () => hasFollowed(fresh.db, NAME, await newestCursor(fresh.db))

  test('writes for each entry once, whether it fails before it has written, while it writes or after', async () => {
    const moments = ['before', 'while', 'after']
    const strike = (moment: string) => {
      if (moments[0] === moment) throw new Error(`struck ${moments.shift()} it wrote`)
    }
    const follower = await scribe(async (entries, write) => {
      strike('before')
      await scribeAll(entries, work =>
        write(async client => {
          await work(client)
          strike('while')
        }),
      )
      strike('after')
    })
    const subjects = await happen(5)
    await followed()
    subjects.push(...(await happen(5)))
    await followed()
    await follower.stop()
    expect(await scribed()).toEqual(subjects.sort())
    expect([moments, follower.faults.length]).toEqual([[], 3])
  })

  test('gives way to one that has gone on in between, and writes for nothing that this one has taken', async () => {
    const first = await scribe(scribeAll)
    const second = await scribe(scribeAll)
    const subjects: string[] = []
    for (let round = 0; round < 5; round++) {
      subjects.push(...(await happen(20)))
      await followed()
    }
    await Promise.all([first.stop(), second.stop()])
    expect(await scribed()).toEqual(subjects.sort())
  })

  test('passes over what nobody writes for: its place moves when it is kept, or when a round was long', async () => {
    let seen = 0
    const follower = await scribe(async entries => {
      seen += entries.length
    })
    const began = await followerCursor(fresh.db, NAME)
    await happen(10)
    await vi.waitFor(() => expect(seen).toBe(10), 5_000)
    expect(await followerCursor(fresh.db, NAME)).toBe(began)
    await follower.keepPlace()
    expect(await followerCursor(fresh.db, NAME)).toBe(await newestCursor(fresh.db))
    await happen(200)
    await followed()
    expect(await follower.between(async reached => reached)).toBe(await newestCursor(fresh.db))
    await follower.stop()
  })

  test('takes nothing any more when its time is over', async () => {
    const follower = await scribe(scribeAll)
    over.abort()
    await happen(3)
    await follower.keepPlace()
    await follower.stop()
    expect(await scribed()).toEqual([])
  })
})
