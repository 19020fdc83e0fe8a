// A backup is made beside a running server and restored into an empty database, on each engine and from one to the other.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../db/audit.ts'
import { type Database, openDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { makeBackup } from '../server/backup/make.ts'
import { type Restoring, restoreBackup } from '../server/backup/restore.ts'
import { readConfig } from '../server/config.ts'
import { startServer } from '../server/main.ts'
import { type Engine, engines, freshDatabase, freshDirectory } from './database.ts'
import { kentongan } from './operators.ts'
import { aReport, decide, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

const never = new AbortController().signal
const untold = () => undefined

type Empty = { db: Database; directory: string; drop(): Promise<void> }

async function emptyDatabase(engine: Engine): Promise<Empty> {
  const directory = freshDirectory({ migrated: false })
  const removed = () => rmSync(directory, { recursive: true, force: true })
  if (engine === 'embedded') {
    const db = await openDatabase({ directory })
    return { db, directory, drop: () => db.close().finally(removed) }
  }
  const fresh = await freshDatabase('postgres', { migrated: false })
  return { ...fresh, directory, drop: () => fresh.drop().finally(removed) }
}

const restoring = (into: Pick<Empty, 'db' | 'directory'>, path: string): Restoring => ({
  ...{ db: into.db, directory: into.directory, path, stop: never, tell: untold },
  audit: { at: new Date(), officer: 'operator', action: 'restored', kind: 'command', subject: 'restore' },
})

async function restore(into: Empty, path: string) {
  const restored = await restoreBackup(restoring(into, path))
  if ('refused' in restored) throw new Error(restored.why)
  return restored
}

const backupOf = (db: Database, directory: string, path: string) =>
  makeBackup({
    db,
    path,
    directory,
    photos: true,
    secretKey: false,
    now: new Date(),
    stop: never,
    tell: untold,
  })

/** Counts and checksums by table; each restore adds its own line to the audit. */
const sums = (tables: { name: string; rows: number; sha256: string }[]) =>
  Object.fromEntries(
    tables
      .filter(({ name }) => !name.startsWith('audit'))
      .map(({ name, rows, sha256 }) => [name, `${rows} ${sha256}`]),
  )

describe.each(engines)('a backup of a running server on %s', engine => {
  let world: World
  let path: string
  let place: string
  let number: number

  beforeAll(async () => {
    world = await openWorld(engine)
    const { directory } = readConfig(world.settings)
    path = join(directory, 'day.tar.gz')
    const sari = await signIn(world)
    const strange = 'Air\tsetinggi \\N lutut,\ndi "gang" 3 \\\\ ya\r\n😀'
    const posted = await postReport(world, aReport({ words: strange }))
    for (const step of [1, 2, 3])
      await postReport(world, aReport({ place: { lng: 106.8166 + step * 0.0005, lat: -6.2607 } }))
    await decide(world, sari, posted.body.report.properties.id, 'verify')
    number = posted.body.report.properties.number
    mkdirSync(join(directory, 'photos/small'), { recursive: true })
    writeFileSync(join(directory, 'photos/abc.jpg'), Buffer.alloc(300_000, 7))
    writeFileSync(join(directory, 'photos/small/abc.jpg'), 'small')
    await world.caughtUp()
    place = world.board.place
  })
  afterAll(() => world.close())

  test('is one file for its owner alone, and the server goes on', async () => {
    const made = await kentongan(['backup', path], world.settings)
    expect(made.code).toBe(0)
    expect(made.out).toMatch(/rows of \d+ tables, 2 files of photos/)
    expect(made.out).toContain('secret-key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect((await postReport(world)).status).toBe(201)
    const { directory } = readConfig(world.settings)
    await expect(backupOf(world.db, directory, path)).rejects.toThrow('EEXIST')
    expect(readdirSync(directory).filter(name => name.endsWith('.unfinished'))).toEqual([])
  })

  test('takes its name when it is whole: until then it can be killed and made again, and what was left is swept', async () => {
    const { directory } = readConfig(world.settings)
    const again = join(directory, 'again.tar')
    const unfinished = () => readdirSync(directory).filter(name => name.endsWith('.unfinished'))
    const left = join(directory, 'yesterday.tar.0123456789ab.unfinished')
    writeFileSync(left, 'cut off')
    utimesSync(left, 0, 0)
    let seen: unknown
    await makeBackup({
      ...{
        db: world.db,
        path: again,
        directory,
        photos: true,
        secretKey: false,
        now: new Date(),
        stop: never,
      },
      tell() {
        seen ??= [existsSync(again), unfinished().length, existsSync(left)]
      },
    })
    expect(seen).toEqual([false, 1, false])
    expect([existsSync(again), unfinished()]).toEqual([true, []])
  })

  // From each to the other: told by both and put in by both.
  const targets = engines.length > 1 ? engines.filter(other => other !== engine) : engines
  test.each(targets)('has the same counts and checksums on %s', async target => {
    const into = await emptyDatabase(target)
    const restored = await restore(into, path)
    expect(restored.tables.find(({ name }) => name === 'reports')?.rows).toBe(4)
    const second = join(into.directory, 'second.tar')
    const made = await backupOf(into.db, into.directory, second)
    expect(sums(made.manifest.tables)).toEqual(sums(restored.tables))
    expect(made.manifest.photos).toEqual(restored.photos)
    expect(await verifyAudit(into.db)).toMatchObject({ whole: true })
    expect(readFileSync(join(into.directory, 'photos/abc.jpg'))).toHaveLength(300_000)

    // A server goes on where a village grows into an agency.
    if (engine !== 'embedded') return into.drop()
    const from = readConfig(world.settings).directory
    writeFileSync(join(into.directory, 'secret-key'), readFileSync(join(from, 'secret-key')))
    const opening = Promise.resolve(into.db)
    const config = readConfig({ PORT: '0', DATA_DIR: into.directory })
    const server = await startServer(config, { opening, log: untold })
    await server.caughtUp()
    expect(server.board.reports.size).toBe(4)
    expect([...server.board.incidents.values()].map(({ count }) => count)).toEqual([4])
    const map = await openSocket(server)
    expect(await map.watch({ cursor: place })).toMatchObject({ whole: true })
    const { body } = await postReport(server)
    expect(body.report.properties.number).toBeGreaterThan(number + 3)
    await map.until(change => change.what === 'report')
    map.close()
    await server.stop()
    // The server has closed the database already.
    await into.drop().catch(() => undefined)
  })
})

describe('a backup that cannot be taken', () => {
  let full: Empty
  let path: string
  beforeAll(async () => {
    full = { ...(await freshDatabase('embedded')), directory: freshDirectory({ migrated: false }) }
    await full.db.query(`insert into secrets (name, value) values ('door', 'open')`)
    path = join(full.directory, 'plain.tar')
    await backupOf(full.db, full.directory, path)
  })
  afterAll(() => full.drop())

  const changed = (name: string, change: (bytes: Buffer) => Buffer): string => {
    const file = join(full.directory, name)
    writeFileSync(file, change(Buffer.from(readFileSync(path))))
    return file
  }

  test('says so with a code, and leaves the empty database empty', async () => {
    const into = await emptyDatabase(engines.at(-1) ?? 'embedded')
    const refused = async (file: string) => {
      const answer = await restoreBackup(restoring(into, file))
      return 'refused' in answer ? answer.refused : 'restored'
    }
    const text = readFileSync(path, 'latin1')
    const at = text.indexOf('door\topen')
    expect(at).toBeGreaterThan(0)
    const bent = changed('bent.tar', bytes => {
      bytes.write('OPEN', at + 5)
      return bytes
    })
    expect(await refused(bent)).toBe('backup-damaged')
    expect(await refused(changed('cut.tar', bytes => bytes.subarray(0, at + 600)))).toBe('backup-damaged')
    expect(await refused(changed('no.tar', () => Buffer.from('no backup')))).toBe('backup-damaged')
    const newer = changed('newer.tar', bytes => {
      const number = bytes.indexOf('"number": 30,')
      bytes.write('"number": 99,', number)
      return bytes
    })
    expect(await refused(newer)).toBe('backup-newer')
    expect((await into.db.query(`select from pg_tables where tablename = 'reports'`)).rowCount).toBe(0)

    const same = await restoreBackup(restoring(full, path))
    expect(same).toMatchObject({ refused: 'database-not-empty', why: expect.stringContaining('secrets') })
    await migrate(into.db)
    expect(await refused(path)).toBe('restored')
    await into.drop()
    expect(existsSync(path)).toBe(true)
  })
})
