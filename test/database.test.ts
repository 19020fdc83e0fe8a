// The database on both engines: the same types and errors, migrations, faults that must not pass for success, and what
// survives when a connection, a server or a process is killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { type Database, openDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import {
  engines,
  type FreshDatabase,
  freshDatabase,
  freshDirectory,
  hasPostgres,
  postgresServer,
} from './database.ts'

const crossedPolygon = 'POLYGON((0 0,1 1,1 0,0 1,0 0))'
const square = 'POLYGON((0 0,2 0,2 2,0 2,0 0))'

/** Long enough for a slow machine, and over at once on a quick one. */
const eventually = (assertion: () => unknown) => vi.waitFor(assertion, { timeout: 20_000, interval: 20 })

function folderOfMigrations(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return folder
}

async function count(db: Database, table: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`select count(*) from ${table}`)
  return rows[0]?.count ?? Number.NaN
}

describe.each(engines)('on the %s engine', engine => {
  let fresh: FreshDatabase
  let db: Database
  beforeAll(async () => {
    fresh = await freshDatabase(engine, { migrated: false })
    db = fresh.db
  })
  afterAll(() => fresh.drop())

  test('values come back as the same types', async () => {
    const { rows, rowCount } = await db.query(
      `select 9007199254740991::bigint as big, 7::int as small, 1.5::float8 as float, 1.50::numeric as numeric, true as yes,
         null::text as nothing, '2020-02-24T17:30:00.123+07'::timestamptz as at, $1::jsonb as json, $2::bytea as bytes,
         $3::text[] as words, array[1, null, -2]::bigint[] as numbers, '0191e7a4-0000-7000-8000-000000000000'::uuid as id,
         st_asgeojson(st_point(106.8, -6.2)::geography)::jsonb as place`,
      [{ depth: [1, 'knee'] }, Buffer.from([0, 1, 255]), ['banjir', `"it's"`]],
    )
    expect(rowCount).toBe(1)
    expect(rows[0]).toEqual({
      big: Number.MAX_SAFE_INTEGER,
      small: 7,
      float: 1.5,
      numeric: '1.50',
      yes: true,
      nothing: null,
      at: new Date('2020-02-24T10:30:00.123Z'),
      json: { depth: [1, 'knee'] },
      bytes: Buffer.from([0, 1, 255]),
      words: ['banjir', `"it's"`],
      numbers: [1, null, -2],
      id: '0191e7a4-0000-7000-8000-000000000000',
      place: { type: 'Point', coordinates: [106.8, -6.2] },
    })
    await expect(db.query('select 9007199254740993::bigint as big')).rejects.toThrow('too large for a number')
  })

  test('a statement that fails rejects with its code, and the ones behind it get their own answers', async () => {
    const answers = await Promise.allSettled([
      db.query('select 1/$1::int as n', [0]),
      db.query('select $1::int as n', [2]),
      db.query('selec'),
      db.query({ name: 'named', text: 'select $1::int as n', values: [4] }),
      db.query({ name: 'named', text: 'select $1::int as n' }, [5]),
    ])
    expect(
      answers.map(answer => (answer.status === 'fulfilled' ? answer.value.rows : answer.reason.code)),
    ).toEqual(['22012', [{ n: 2 }], '42601', [{ n: 4 }], [{ n: 5 }]])
  })

  test('a transaction is whole or not at all, even when a failure inside it was overlooked', async () => {
    await db.query('create table pairs (number int primary key)')
    const twice = db.transaction(async client => {
      await client.query('insert into pairs values (1)')
      await client.query('insert into pairs values (1)')
    })
    await expect(twice).rejects.toMatchObject({ code: '23505' })
    const overlooked = db.transaction(async client => {
      await client.query('insert into pairs values (2)')
      await client.query('insert into pairs values (2)').catch(() => 'overlooked')
    })
    await expect(overlooked).rejects.toThrow('rolled back')
    expect(await count(db, 'pairs')).toBe(0)
    expect(await db.transaction(client => client.query('insert into pairs values (3)'))).toMatchObject({
      rowCount: 1,
    })
    expect(await count(db, 'pairs')).toBe(1)
  })

  test('a connection that is given back broken leaves nothing of its transaction and its settings', async () => {
    await db.query('create table leftovers (number int)')
    const client = await db.connect()
    await client.query('begin')
    await client.query(`set search_path = 'nowhere'`)
    await client.query('insert into public.leftovers values (1)')
    await client.query({ name: 'kept', text: 'select 1' })
    client.release(true)
    expect(await count(db, 'leftovers')).toBe(0)
    await db.query({ name: 'kept', text: 'select 2' })
  })

  test('migrations run once and in order, also when two start at the same time', async () => {
    const folder = folderOfMigrations({
      '0001_wells.sql': 'create table wells (depth int); insert into wells values (1);',
      '0002_more.sql': 'insert into wells values (2);',
    })
    const both = await Promise.all([migrate(db, folder), migrate(db, folder)])
    expect(both.flat()).toEqual(['0001_wells.sql', '0002_more.sql'])
    expect(await count(db, 'wells')).toBe(2)
    writeFileSync(
      join(folder, '0003_broken.sql'),
      'insert into wells values (3); insert into nowhere values (1);',
    )
    await expect(migrate(db, folder)).rejects.toThrow(
      'migration 0003_broken.sql failed: relation "nowhere" does not',
    )
    expect(await count(db, 'wells')).toBe(2)
    writeFileSync(join(folder, '0003_broken.sql'), 'insert into wells values (3);')
    expect(await migrate(db, folder)).toEqual(['0003_broken.sql'])
  })

  test('an edited migration is refused, and so is a database that is newer than the program', async () => {
    await db.query('drop table if exists migrations')
    const folder = folderOfMigrations({ '0001_one.sql': 'select 1;', '0002_two.sql': 'select 2;' })
    await migrate(db, folder)
    writeFileSync(join(folder, '0001_one.sql'), 'select 1;\r\n'.trimEnd())
    expect(await migrate(db, folder)).toEqual([])
    writeFileSync(join(folder, '0001_one.sql'), 'select 11;')
    await expect(migrate(db, folder)).rejects.toThrow('0001_one.sql was edited after it had been applied')
    await expect(migrate(db, folderOfMigrations({ '0001_one.sql': 'select 1;' }))).rejects.toThrow(
      'has migration 0002_two.sql, which this older program does not know',
    )
    await expect(
      migrate(db, folderOfMigrations({ '0002_one.sql': 'select 1;', '0002_two.sql': 'select 2;' })),
    ).rejects.toThrow('out of order')
  })

  test('a migration whose number was left out is applied when it comes', async () => {
    await db.query('drop table if exists migrations')
    const folder = folderOfMigrations({ '0001_one.sql': 'select 1;', '0003_three.sql': 'select 3;' })
    expect(await migrate(db, folder)).toEqual(['0001_one.sql', '0003_three.sql'])
    writeFileSync(join(folder, '0002_two.sql'), 'select 2;')
    expect(await migrate(db, folder)).toEqual(['0002_two.sql'])
    expect(await migrate(db, folder)).toEqual([])
  })

  test('many wakes in a moment are few calls of the listener, and none after it was stopped', async () => {
    const listener = vi.fn()
    const stop = db.onWake(listener)
    await sleep(200)
    listener.mockClear()
    for (let i = 0; i < 1_000; i++) db.wake()
    await eventually(() => expect(listener).toHaveBeenCalled())
    await sleep(100)
    expect(listener.mock.calls.length).toBeLessThan(5)
    stop()
    listener.mockClear()
    db.wake()
    await sleep(100)
    expect(listener).not.toHaveBeenCalled()
  })

  test('a leader that fails or returns leads again, and its signal aborts when the election is stopped', async () => {
    let terms = 0
    const election = db.elect('alone', async signal => {
      terms += 1
      if (terms === 1) throw new Error('the first term fails')
      await once(signal, 'abort')
    })
    await eventually(() => expect(terms).toBe(2))
    await election.stop()
    expect(terms).toBe(2)
  })
})

describe('on the embedded engine alone', () => {
  let fresh: FreshDatabase
  let db: Database
  beforeAll(async () => {
    fresh = await freshDatabase('embedded', { onDisk: true })
    db = fresh.db
  })
  afterAll(() => fresh.drop())

  test('a second process on the same directory is refused and told who has it', async () => {
    await expect(openDatabase({ directory: fresh.directory ?? null })).rejects.toThrow(
      `the data directory ${fresh.directory} is used by process ${process.pid}`,
    )
    expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }])
  })

  test('this process stays awake while the engine works', async () => {
    let beats = 0
    const heart = setInterval(() => {
      beats += 1
    }, 5)
    const began = Date.now()
    await db.query('select count(*) from generate_series(1, 3000000)')
    clearInterval(heart)
    expect(beats).toBeGreaterThan((Date.now() - began) / 5 / 4)
  })

  test('a fault that the engine swallows rejects, rolls back, and the database goes on', async () => {
    await db.query('create table shapes (number int)')
    await db.query('insert into shapes values (1)')
    const union = db.transaction(async client => {
      await client.query('insert into shapes values (2)')
      await client.query('select st_union($1::geometry, $2::geometry)', [crossedPolygon, square])
    })
    const waiting = db.query('select 42 as n')
    await expect(union).rejects.toMatchObject({ code: 'XX000' })
    expect((await waiting).rows).toEqual([{ n: 42 }])
    const nested = `insert into shapes select jsonb_array_length((repeat('[', 200000) || repeat(']', 200000))::jsonb)`
    await expect(db.query(nested)).rejects.toThrow('broke off')
    expect(await count(db, 'shapes')).toBe(1)
  })

  test('a database in memory, which a fault destroys, says so from then on', async () => {
    const { db, drop } = await freshDatabase('embedded')
    onTestFinished(drop)
    await expect(
      db.query('select st_union($1::geometry, $2::geometry)', [crossedPolygon, square]),
    ).rejects.toThrow()
    await expect(db.query('select 1')).rejects.toThrow('the embedded database is closed')
  })

  test('a new database starts from a packed one, and the half of one that a kill left is thrown away', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'kentongan-data-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    mkdirSync(join(directory, 'database.unfinished'))
    writeFileSync(join(directory, 'database.unfinished', 'PG_VERSION'), '18')
    const db = await openDatabase({ directory, packed: inject('packed').migrated })
    expect(await migrate(db)).toEqual([])
    await db.close()
  })

  test('processes killed in the middle of inserting lose no row that was acknowledged', async () => {
    const directory = freshDirectory()
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const before = await openDatabase({ directory })
    await before.query(
      'create table rival_rows (number bigint generated always as identity primary key, words text)',
    )
    await before.close()
    const acknowledged: number[] = []
    for (const millis of [40, 170, 420]) {
      const rival = spawn(process.execPath, ['--import', 'tsx', 'test/rival.ts', 'insert', directory], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const lines = createInterface(rival.stdout).on('line', line => acknowledged.push(Number(line)))
      await once(lines, 'line')
      await sleep(millis)
      rival.kill('SIGKILL')
      await Promise.all([once(rival, 'exit'), once(lines, 'close')])
    }
    const after = await openDatabase({ directory })
    onTestFinished(() => after.close())
    const { rows } = await after.query<{ number: number }>('select number from rival_rows order by number')
    const found = new Set(rows.map(({ number }) => number))
    expect(acknowledged.length).toBeGreaterThan(50)
    expect(acknowledged.filter(number => !found.has(number))).toEqual([])
    await after.query(`insert into rival_rows (words) values ('after the kills')`)
  }, 120_000)
})

describe.runIf(hasPostgres)('between processes on one PostgreSQL', () => {
  async function two(): Promise<[Database, Database]> {
    const first = await freshDatabase('postgres')
    const second = await openDatabase({ url: first.url, directory: null, warn: () => undefined })
    onTestFinished(async () => {
      await second.close()
      await first.drop()
    })
    return [first.db, second]
  }

  test('a wake of one reaches the other', async () => {
    const [first, second] = await two()
    const listener = vi.fn()
    first.onWake(listener)
    await eventually(() => expect(listener).toHaveBeenCalled())
    listener.mockClear()
    second.wake()
    await eventually(() => expect(listener).toHaveBeenCalled())
  })

  test('the last wake before a process closes still reaches the other', async () => {
    const [first, second] = await two()
    const listener = vi.fn()
    first.onWake(listener)
    await eventually(() => expect(listener).toHaveBeenCalled())
    listener.mockClear()
    const brief = await openDatabase({ url: await addressOf(second), directory: null })
    brief.wake()
    await brief.close()
    await eventually(() => expect(listener).toHaveBeenCalled())
  })

  test('one of two leads, and the other takes over when the connection of the first is killed', async () => {
    const [first, second] = await two()
    const leading = new Set<string>()
    const history: string[] = []
    const leadAs = (who: string) => async (lost: AbortSignal) => {
      leading.add(who)
      history.push(who)
      expect(leading.size).toBe(1)
      if (!lost.aborted) await once(lost, 'abort')
      leading.delete(who)
    }
    const elections = [first.elect('bot', leadAs('first'))]
    await eventually(() => expect(history).toEqual(['first']))
    elections.push(second.elect('bot', leadAs('second')))
    await sleep(500)
    expect(history).toEqual(['first'])
    const { rows } = await first.query(
      `select pg_terminate_backend(pid) as killed from pg_locks
       where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
    )
    expect(rows).toEqual([{ killed: true }])
    await eventually(() => expect(history.length).toBeGreaterThan(1))
    await Promise.all(elections.map(election => election.stop()))
    expect(leading.size).toBe(0)
  })

  test('the pool, the wakes and the lead come back after the server was stopped and killed', async () => {
    const server = await postgresServer()
    onTestFinished(() => server.remove())
    const db = await openDatabase({ url: server.url, directory: null, warn: () => undefined })
    onTestFinished(() => db.close())
    const listener = vi.fn()
    db.onWake(listener)
    let terms = 0
    db.elect('courier', async lost => {
      terms += 1
      await once(lost, 'abort')
    })
    await eventually(() => expect(listener).toHaveBeenCalled())
    await eventually(() => expect(terms).toBe(1))
    const open = await db.connect()
    for (const end of [server.stop, server.kill]) {
      const before = terms
      await end()
      await expect(db.query('select 1')).rejects.toThrow()
      listener.mockClear()
      await server.start()
      await eventually(async () => expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }]))
      await eventually(() => expect(listener).toHaveBeenCalled())
      await eventually(() => expect(terms).toBe(before + 1))
    }
    await expect(open.query('select 1')).rejects.toThrow()
    open.release(true)
  })
})

async function addressOf(db: Database): Promise<string> {
  const { rows } = await db.query<{ name: string }>('select current_database() as name')
  const address = new URL(inject('postgres')?.url ?? '')
  address.pathname = rows[0]?.name ?? ''
  return address.href
}
