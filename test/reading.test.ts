// A replica for the past: read while it keeps up, left out while it lies behind or is away, and nothing is missing in either case.
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../db/connect.ts'
import { readConfig } from '../server/config.ts'
import { type Running, startServer } from '../server/main.ts'
import { type Cluster, createCluster, template } from './cluster.ts'
import { freshDirectory, hasPostgres, type PostgresServer, postgresServer } from './database.ts'
import { aReport, postReport } from './world.ts'

const postgres = inject('postgres')

describe.skipIf(!hasPostgres)('a replica', () => {
  let primary: PostgresServer
  let replica: Cluster
  let server: Running
  const directory = freshDirectory()
  const lines: string[] = []

  beforeAll(async () => {
    primary = await postgresServer()
    if (!postgres) return
    replica = await createCluster(postgres.installation, { standbyOf: primary })
    server = await startServer(
      readConfig({
        ...{ PORT: '0', DATA_DIR: directory, DATABASE_URL: primary.url },
        ...{ DATABASE_READ_URL: replica.url(template), DATABASE_READ_LAG: '2' },
      }),
      { log: line => lines.push(line) },
    )
  })
  afterAll(async () => {
    await server.stop()
    await replica.remove()
    await primary.remove()
    rmSync(directory, { recursive: true, force: true })
  })

  const exported = async () => {
    const file = await fetch(`${server.url}/exports/reports.ndjson`)
    return (await file.text()).trim().split('\n').length
  }
  const metric = async (name: string) => {
    const text = await (await fetch(`${server.url}/metrics`)).text()
    return Number(new RegExp(`^kentongan_${name} (\\S+)$`, 'm').exec(text)?.[1])
  }

  test('is read while it keeps up, and a file has what came in a moment ago', async () => {
    await expect.poll(() => metric('replica_read')).toBe(1)
    for (let sent = 1; sent <= 5; sent++) {
      await postReport(server, aReport({ place: { lng: 106.8 + sent * 0.01, lat: -6.2 } }))
      expect(await exported()).toBe(sent)
    }
    expect(await metric('replica_lag_seconds')).toBeLessThan(2)
    await expect(server.db.reading.query('create table written (n integer)')).rejects.toThrow('read-only')
  })

  test('is left out while it lies behind', async () => {
    const db = await openDatabase({ url: replica.url(template), directory: null, pool: 1 })
    await db.query('select pg_wal_replay_pause()')
    await postReport(server)
    expect(await exported()).toBe(6)
    await expect.poll(() => metric('replica_read')).toBe(0)
    expect(await metric('replica_lag_seconds')).toBeGreaterThan(1)
    await db.query('select pg_wal_replay_resume()')
    await db.close()
    await expect.poll(() => metric('replica_read')).toBe(1)
    expect(await exported()).toBe(6)
  })

  test('is left out while it is away, and nobody notices', async () => {
    await replica.kill()
    expect(await exported()).toBe(6)
    const items = await fetch(`${server.url}/collections/reports/items?limit=10`)
    expect((await items.json()).features).toHaveLength(6)
    await expect.poll(() => metric('replica_read')).toBe(0)
    await replica.start()
    await expect.poll(() => metric('replica_read')).toBe(1)
    // Found, behind, found, away, found: each said once.
    expect(lines.filter(line => line.includes('replica'))).toHaveLength(5)
  })
})
