// A cluster of PostgreSQL with so many reports of two years, and the real server on it: made once for all benches of a run that ask for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../db/connect.ts'
import { setCountedBefore } from '../../db/counted.ts'
import { migrate } from '../../db/migrate.ts'
import { type Cluster, createCluster, findInstallation } from '../cluster.ts'
import { writeEntries, writeHistory } from '../history.ts'
import { writeReports } from '../many-reports.ts'
import { type ServerProcess, startProcess } from '../server-process.ts'

export const MILLION = 1_000_000

type With = {
  /** An entry of the log for each report, which all readers have read. */
  entries?: boolean
  /** So many more are live. */
  live?: number
}

/** Its own database in the shared cluster; undefined, and said, where the machine has no PostgreSQL. */
export async function databaseWith(
  reports: number,
  { entries = false, live = 0 }: With = {},
): Promise<string | undefined> {
  const name = `history_${reports}${entries ? '_entries' : ''}${live > 0 ? `_${live}` : ''}`
  const cluster = await sharedCluster()
  if (!cluster) {
    console.warn('There is no PostgreSQL with PostGIS on this machine: this is not measured.')
    return undefined
  }
  const known = made.get(name)
  if (known) return known
  const url = cluster.url(name)
  const admin = await openDatabase({ url: cluster.url('postgres'), directory: null, pool: 1 })
  await admin.query(`create database ${name}`)
  await admin.close()
  const db = await openDatabase({ url, directory: null, pool: 1 })
  await migrate(db)
  await writeHistory(db, reports)
  if (live > 0) await writeReports(db, live)
  if (entries) await writeEntries(db)
  // Counting them for the statistics, which begins by itself, would be measured with it.
  await setCountedBefore(db)
  await db.close()
  made.set(name, url)
  return url
}

const made = new Map<string, string>()
let shared: Promise<(Cluster & { folder: string }) | undefined> | undefined
const sharedCluster = () => {
  shared ??= (async () => {
    const installation = findInstallation()
    return installation ? createCluster(installation) : undefined
  })()
  return shared
}

/** When all benches are over. */
export async function forgetHistories(): Promise<void> {
  await (await shared)?.remove()
  for (const directory of directories.values()) rmSync(directory, { recursive: true, force: true })
}

/** The key that its second factors are sealed with stays with a database. */
const directories = new Map<string, string>()
function directoryOf(url: string): string {
  const known = directories.get(url)
  if (known !== undefined) return known
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  directories.set(url, directory)
  return directory
}

/** A server on that database for as long as the work goes on. */
export async function withServer<T>(url: string, work: (server: ServerProcess) => Promise<T>): Promise<T> {
  const server = await startProcess({ DATABASE_URL: url, DATA_DIR: directoryOf(url) })
  try {
    return await work(server)
  } finally {
    await server.end('SIGTERM')
  }
}
