// Bulk files and snapshots that a thread of its own makes on a real PostgreSQL: byte by byte what the server itself would make, for whoever reads; the
// thread may die, and its database be away.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isAway } from '../db/away.ts'
import { lastPeriods } from '../server/domain/period.ts'
import { exportBeside } from '../server/exports/exports-thread.ts'
import { formatNames } from '../server/exports/formats.ts'
import { createMaking, type FileAsked, type Making } from '../server/exports/parts.ts'
import type { Seen } from '../server/sign-in/viewer.ts'
import { listSnapshots } from '../server/snapshots/shelf.ts'
import { openProgram } from '../server/thread.ts'
import { type FreshDatabase, freshDatabase, hasPostgres } from './database.ts'
import { writeHistory } from './history.ts'

const HISTORY = 20_000
const publicUrl = 'http://localhost'
const everybody: Seen = { audience: 'public', regions: null }
const inJakarta: Seen = { audience: 'researcher', regions: ['ID-JK'] }
const file = (changes: Partial<FileAsked> = {}): FileAsked => ({
  format: 'ndjson',
  hxl: true,
  asked: { wanted: {} },
  seen: everybody,
  ...changes,
})

async function bytesOf(making: Making, ordered: FileAsked): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const part of making(ordered)) {
    if ('refused' in part) throw new Error(part.refused)
    chunks.push(Buffer.from(part.bytes))
  }
  return Buffer.concat(chunks)
}

describe.runIf(hasPostgres)('a bulk file from a thread', () => {
  let fresh: FreshDatabase
  let here: Making
  let directory: string
  const workers: Worker[] = []
  const warn = vi.fn()
  const logFault = vi.fn()
  const openFor = (url: string) =>
    exportBeside({
      settings: { url, publicUrl, read: undefined },
      warn,
      logFault,
      open(workerData) {
        const worker = openProgram('./exports/exports-worker.ts', { workerData })
        workers.push(worker)
        return worker
      },
    })
  let beside: ReturnType<typeof exportBeside>

  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    await writeHistory(fresh.db, HISTORY)
    directory = mkdtempSync(join(tmpdir(), 'kentongan-snapshots-'))
    here = createMaking({ db: fresh.db, publicUrl })
    beside = openFor(fresh.url ?? '')
  }, 60_000)
  afterAll(async () => {
    await beside.close()
    await fresh.drop()
    rmSync(directory, { recursive: true, force: true })
  })

  test.each(formatNames.filter(format => format !== 'gpkg'))(
    'is in %s the same as from the server itself, also for the second who asks',
    async format => {
      for (const ordered of [file({ format }), file({ format, hxl: false, seen: inJakarta })]) {
        const [mine, theirs] = await Promise.all([bytesOf(beside.makeFile, ordered), bytesOf(here, ordered)])
        expect(mine.equals(theirs)).toBe(true)
        expect(mine.length).toBeGreaterThan(1_000_000)
      }
      expect(workers).toHaveLength(1)
    },
  )

  test('may be a database of its own', async () => {
    const start = (await bytesOf(beside.makeFile, file({ format: 'gpkg' }))).subarray(0, 15)
    expect(start.toString()).toBe('SQLite format 3')
  })

  test('is made no further than somebody reads', async () => {
    const left = beside.makeFile(file())
    await left.next()
    await left.return()
    const slow = beside.makeFile(file())
    await slow.next()
    expect((await bytesOf(beside.makeFile, file())).equals(await bytesOf(here, file()))).toBe(true)
    await slow.return()
  })

  test('breaks off when the thread dies, and the next one is whole', async () => {
    const broken = beside.makeFile(file())
    await broken.next()
    await workers.at(-1)?.terminate()
    await expect(
      (async () => {
        for await (const _ of broken);
      })(),
    ).rejects.toThrow('has ended in the middle')
    expect((await bytesOf(beside.makeFile, file())).equals(await bytesOf(here, file()))).toBe(true)
    expect(workers).toHaveLength(2)
    expect(logFault).toHaveBeenCalledOnce()
  })

  test('or a whole snapshot, unless it is stopped', async () => {
    const [period] = lastPeriods(new Date())
    if (!period) throw new Error('No month has ever ended.')
    const about = { publisher: 'BPBD', licence: null }
    const snapshot = { period, directory, about, publicUrl, now: new Date() }
    const stop = new AbortController()
    const stopped = beside.makeSnapshot(snapshot, stop.signal)
    stop.abort()
    await stopped
    expect(await listSnapshots(directory)).toEqual([])
    await beside.makeSnapshot(snapshot)
    const [made] = await listSnapshots(directory)
    expect(made?.period).toBe(period.name)
    expect(made?.reports).toBeGreaterThan(500)
  })

  test('says that the database is away while it still can', async () => {
    const nowhere = openFor('postgres://nobody@127.0.0.1:1/nothing')
    const fault = await nowhere
      .makeFile(file())
      .next()
      .catch((fault: unknown) => fault)
    expect(isAway(fault)).toBe(true)
    await nowhere.close()
  })
})
