// How many reports a second come in over HTTP, against bare SQL inserts of the same row through `pg`, on both databases. What express alone
// takes in and sends back bounds it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { v7 as newUuid } from 'uuid'
import { type Database, openDatabase, type Queryable } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { createCluster, findInstallation } from '../cluster.ts'
import { startProcess } from '../server-process.ts'
import { besides, median, type Result, ratio, rounded, takeTurns } from './measure.ts'
import { servePlain } from './plain.ts'

const SECONDS = 3
const ROUNDS = 3
const CONNECTIONS = [1, 10]

export async function benchIntake(): Promise<Result[]> {
  return [...(await onPostgres()), ...(await onEmbedded())]
}

async function onPostgres(): Promise<Result[]> {
  const installation = findInstallation()
  if (!installation) {
    console.warn('There is no PostgreSQL with PostGIS on this machine: its intake is not measured.')
    return []
  }
  const cluster = await createCluster(installation)
  const url = cluster.url('postgres')
  const db = await openDatabase({ url, directory: null, pool: 10 })
  await migrate(db)
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  const server = await startProcess({ DATABASE_URL: url, DATA_DIR: directory })
  try {
    return await measure('PostgreSQL', server.url, db)
  } finally {
    await server.end('SIGTERM')
    await db.close()
    await cluster.remove()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function onEmbedded(): Promise<Result[]> {
  const directories = ['server', 'bare'].map(name => mkdtempSync(join(tmpdir(), `kentongan-bench-${name}-`)))
  const server = await startProcess({ DATA_DIR: directories[0] })
  const db = await openDatabase({ directory: directories[1] ?? null })
  await migrate(db)
  try {
    return await measure('embedded', server.url, db)
  } finally {
    await server.end('SIGTERM')
    await db.close()
    for (const directory of directories) rmSync(directory, { recursive: true, force: true })
  }
}

async function measure(database: string, url: string, db: Database): Promise<Result[]> {
  const results: Result[] = []
  const plain = await servePlain('echo')
  for (const connections of CONNECTIONS) {
    const values = await takeTurns(
      {
        http: () => overHttp(url, connections),
        express: () => overHttp(plain.url, connections),
        sql: () => bareSql(db, connections, false),
        prepared: () => bareSql(db, connections, true),
      },
      ROUNDS,
    )
    results.push({
      name: `intake: ${database}, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
      figures: {
        'HTTP reports/s': rounded(median(values.http)),
        'express that stores nothing/s': rounded(median(values.express)),
        'SQL inserts/s': rounded(median(values.sql)),
        'prepared SQL inserts/s': rounded(median(values.prepared)),
        'HTTP / SQL': ratio(values.http, values.sql),
        'HTTP / prepared SQL': ratio(values.http, values.prepared),
        'HTTP / express that stores nothing': ratio(values.http, values.express),
      },
      row: besides(
        `Intake over HTTP, ${database}, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
        'reports/s',
        [values.http, values.sql],
        'bare SQL inserts of the row',
        '0.5',
      ),
    })
  }
  plain.child.kill()
  return results
}

const near = (centre: number) => centre + (Math.random() - 0.5) * 0.4
const words = 'Banjir sampai lutut di depan rumah, listrik sudah dipadamkan, lansia perlu dibantu pindah.'

async function overHttp(url: string, connections: number): Promise<number> {
  const { requests, duration, non2xx, errors } = await autocannon({
    url: `${url}/api/reports`,
    method: 'POST',
    connections,
    duration: SECONDS,
    requests: [
      {
        setupRequest: request => ({
          ...request,
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newUuid() },
          body: JSON.stringify({
            hazard: 'flood',
            answers: { depth: 50 },
            place: { lng: near(106.8), lat: near(-6.4) },
            placedBy: 'location',
            words,
          }),
        }),
      },
    ],
  })
  if (non2xx > 0 || errors > 0)
    throw new Error(`${non2xx} reports were refused, and ${errors} requests failed`)
  return requests.total / duration
}

/** The row of a report, and nothing of what makes it a report of Kentongan's: no check, no region, no log. */
async function bareSql(db: Database, connections: number, prepared: boolean): Promise<number> {
  const began = performance.now()
  let inserted = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await db.connect()
      while (performance.now() - began < SECONDS * 1_000) {
        await insert(client, prepared)
        inserted++
        // The embedded database has one connection, and it goes round.
        if (db.kind === 'embedded' && connections > 1) break
      }
      client.release()
    }),
  )
  if (db.kind === 'embedded' && connections > 1)
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (performance.now() - began < SECONDS * 1_000) {
          await insert(db, prepared)
          inserted++
        }
      }),
    )
  return inserted / ((performance.now() - began) / 1_000)
}

let number = 500_000_000

function insert(client: Queryable, prepared: boolean): Promise<unknown> {
  const now = Date.now()
  return client.query({
    ...(prepared && { name: 'bench-insert' }),
    text: `insert into reports (id, number, version, key, hazard, answers, level, at, received_at, expires_at, place, placed_by, region,
        words, source, state, drill)
      values ($1, $2, 1, $3, 'flood', $4, 1, $5, $6, $7, ST_MakePoint($8, $9)::geography, 'location', 'ID-JK', $10, 'grasp', 'unverified', false)`,
    values: [
      newUuid(),
      number++,
      Buffer.from(newUuid()),
      '{"depth":50}',
      new Date(now),
      new Date(now),
      new Date(now + 12 * 3_600_000),
      near(106.8),
      near(-6.4),
      words,
    ],
  })
}
