// Faults that a day brings, and that heal without hands. `npm run bench -- faults` tries all of them under load; here stand those that were once not healed.
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { type Database, openDatabase } from '../db/connect.ts'
import { followLog } from '../server/followers/follow.ts'
import { createCluster } from './cluster.ts'
import { hasPostgres, postgresServer } from './database.ts'
import { openLine } from './line.ts'
import { aReport, openSocket, openWorld, postReport, type World } from './world.ts'

if (!hasPostgres) console.warn('There is no PostgreSQL here: MOST FAULTS ARE NOT TRIED.')

const eventually = (assertion: () => unknown, timeout = 20_000) =>
  vi.waitFor(assertion, { timeout, interval: 100 })

/** A database behind a line that may be cut. */
async function behindLine() {
  const server = await postgresServer()
  onTestFinished(() => server.remove())
  const line = await openLine(() => server.port)
  const db = await openDatabase({
    url: `postgres://postgres@127.0.0.1:${line.port}/postgres`,
    directory: null,
    warn: () => undefined,
  })
  onTestFinished(async () => {
    await db.close()
    await line.close()
  })
  return { line, db }
}

describe.runIf(hasPostgres)('between a process and its database', () => {
  test('lines that died without a word are found out within seconds, and what waited on them is told', async () => {
    const { line, db } = await behindLine()
    // The server works on one of them for longer than anybody waits before looking: that is no dead line.
    expect((await db.query(`select 'slept' as slept from pg_sleep(5.5)`)).rows).toEqual([{ slept: 'slept' }])
    line.forget()
    const began = performance.now()
    await expect(db.query('select 1')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(performance.now() - began).toBeLessThan(12_000)
    expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }])
  }, 60_000)

  test('a line that is cut in the middle of a commit is known as a database that is away', async () => {
    const { line, db } = await behindLine()
    await db.query('create table wells (depth int)')
    await db.query(
      `create function rest() returns trigger language plpgsql as 'begin perform pg_sleep(2); return null; end'`,
    )
    await db.query(
      'create constraint trigger rest after insert on wells deferrable initially deferred for each row execute function rest()',
    )
    const written = db.transaction(async client => {
      await client.query('insert into wells values (1)')
      setTimeout(() => {
        line.turn('cut')
        line.turn('good')
      }, 500)
    })
    await expect(written).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }])
  }, 60_000)

  test('of several hosts the one that writes is found, also after a failover', async () => {
    const made = inject('postgres')
    if (!made) throw new Error('there is no PostgreSQL')
    const first = await createCluster(made.installation, { from: made.folder })
    onTestFinished(() => first.remove())
    const second = await createCluster(made.installation, { standbyOf: first })
    onTestFinished(() => second.remove())
    // The standby stands first, so that it has to be found out as one.
    const db = await openDatabase({
      url: `postgres://postgres@127.0.0.1:${second.port},127.0.0.1:${first.port}/postgres?target_session_attrs=read-write`,
      directory: null,
      warn: () => undefined,
    })
    onTestFinished(() => db.close())
    await db.query('create table wells (depth int)')
    await sleep(500)
    await first.kill()
    // Its last processes end a moment later.
    await eventually(() => expect(db.query('select 1')).rejects.toThrow())
    second.promote()
    await eventually(() => db.query('insert into wells values (2)'))
    expect((await db.query('select depth from wells')).rows).toEqual([{ depth: 2 }])
  }, 60_000)
})

describe('in a process', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld('embedded')
  })
  afterEach(() => void vi.useRealTimers())
  // The last test stops it.
  afterAll(() => rmSync(world.settings.DATA_DIR ?? '', { recursive: true, force: true }))

  test('entries of the log that nobody can take hold up neither the map nor the incidents', async () => {
    const map = await openSocket(world)
    await map.watch()
    await world.db.query(
      `insert into log (kind, subject, body) values
         ('report', gen_random_uuid(), '{"id": "nobody", "placedBy": "pin", "version": 1}'),
         ('report', gen_random_uuid(), '{"id": "2d1d0c3e-6a5b-4a57-9d7e-0d8b7a3c1f00", "version": 1, "state": "unverified", "level": 2,
           "expiresAt": "2099-01-01T00:00:00Z", "placedBy": "pin", "drill": false}'),
         ('warning', gen_random_uuid(), '{"id": "2d1d0c3e-6a5b-4a57-9d7e-0d8b7a3c1f01", "version": 1, "endedAt": null,
           "expiresAt": "2099-01-01T00:00:00Z", "drill": false}'),
         ('incident', gen_random_uuid(), '{"incident": null, "joined": null}')`,
    )
    const here = (step: number) => aReport({ place: { lng: 110.42 + step * 0.0005, lat: -6.98 } })
    for (const step of [0, 1, 2]) await postReport(world, here(step))
    await map.until(change => change.what === 'report', 2_000)
    await map.until(change => change.what === 'incident' && change.feature.properties.count === 3, 20_000)
    expect(await map.watch()).toMatchObject({ whole: true, warnings: [] })
    map.close()
    expect(world.lines.filter(line => line.includes('cannot stand on the board')).length).toBeGreaterThan(1)
    expect(world.lines.filter(line => line.includes('set aside')).length).toBeGreaterThan(0)
  })

  test('a database that came back without what was read from it is noticed', async () => {
    let isAway = false
    const db: Database = {
      ...world.db,
      query: (text, values) =>
        isAway ? Promise.reject(new Error('the database is away')) : world.db.query(text, values),
    }
    let taken = 0
    const branched = vi.fn()
    const follower = followLog({
      db,
      from: '0.0',
      take(entries) {
        taken += entries.length
      },
      failed: () => undefined,
      branched,
      rest: { least: 0, most: 0 },
    })
    await follower.caughtUp()
    isAway = true
    await sleep(1_200)
    isAway = false
    await follower.caughtUp()
    expect([taken > 0, branched.mock.calls.length]).toEqual([true, 0])
    isAway = true
    await world.db.query(
      'delete from log where (xid, seq) = (select xid, seq from log order by xid desc, seq desc limit 1)',
    )
    await sleep(1_200)
    isAway = false
    await eventually(() => expect(branched).toHaveBeenCalled())
    await follower.stop()
  })

  test('a clock that is set back by an hour holds nothing up', async () => {
    const map = await openSocket(world)
    await map.watch()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 })
    const { body } = await postReport(world)
    await map.until(
      change => change.what === 'report' && change.feature.properties.id === body.report.properties.id,
      3_000,
    )
    map.close()
  })

  test('it says that it goes before it does, and goes on answering until then', async () => {
    const stopped = world.stop({ leave: 1_500 })
    const ready = await fetch(`${world.url}/readyz`)
    expect([ready.status, (await ready.json()).ready]).toEqual([503, false])
    const response = await fetch(`${world.url}/reports`)
    expect([response.status, response.headers.get('Connection')]).toEqual([200, 'close'])
    expect((await postReport(world)).status).toBe(201)
    await stopped
    await expect(fetch(`${world.url}/readyz`)).rejects.toThrow()
  })
})
