// Statistics and tiles of the past over a million reports of a year, on PostgreSQL: how long an answer takes, and how soon history is counted.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { createCluster, findInstallation } from '../cluster.ts'
import { writeReports } from '../many-reports.ts'
import { startProcess } from '../server-process.ts'
import { median, type Result, rounded, takeTurns } from './measure.ts'

const REPORTS = 1_000_000
const DAY_S = 86_400
const ROUNDS = 9
const LOOK_MS = 250
/** All reports lie in these tiles. */
const tiles = {
  'zoom 5': '5/25/16',
  'zoom 9': '9/407/265',
  'zoom 12': '12/3263/2118',
  'zoom 14': '14/13053/8473',
}

export async function benchStatistics(): Promise<Result[]> {
  const installation = findInstallation()
  if (!installation) {
    console.warn('There is no PostgreSQL with PostGIS on this machine: statistics are not measured.')
    return []
  }
  const cluster = await createCluster(installation)
  const url = cluster.url('postgres')
  const db = await openDatabase({ url, directory: null })
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  await migrate(db)
  await writeReports(db, REPORTS, (365 * DAY_S) / REPORTS)
  await db.query('vacuum analyze')
  const server = await startProcess({ DATABASE_URL: url, DATA_DIR: directory })
  try {
    const began = performance.now()
    while ((await fetch(`${server.url}/api/statistics?by=`)).status === 503) await sleep(LOOK_MS)
    const seconds = (performance.now() - began) / 1_000
    await db.query('vacuum analyze')
    const day = (ago: number) => new Date(Date.now() - ago * DAY_S * 1_000).toISOString()
    const month = `from=${day(60)}&to=${day(30)}`
    const year = `from=${day(370)}`
    const asked: Record<string, string> = {
      'month by hour': `/api/statistics?by=hour&${month}`,
      'month by day and hazard': `/api/statistics?by=day,hazard&${month}`,
      'month by region, level and state': `/api/statistics?by=region,level,state&${month}`,
      'month in cells of resolution 7': `/api/statistics/cells?resolution=7&${month}`,
      'month in cells of resolution 9': `/api/statistics/cells?resolution=9&${month}`,
      'year by day': `/api/statistics?by=day&${year}`,
      'year in cells of resolution 7': `/api/statistics/cells?resolution=7&${year}`,
      'month as the incumbent asks': `/reports/timeseries?start=${second(day(60))}&end=${second(day(30))}`,
      ...named('month, tile of', tile => `/tiles/reports/${tile}.mvt?${month}`),
      ...named('year, tile of', tile => `/tiles/reports/${tile}.mvt?${year}`),
    }
    let turn = 0
    const time = async (path: string) => {
      // Each time another address, so that no answer is one that was kept.
      const sep = path.startsWith('/tiles') ? `&v=${turn++}` : ''
      const start = performance.now()
      const response = await fetch(`${server.url}${path}${sep}`)
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
      return performance.now() - start
    }
    const candidates = Object.fromEntries(
      Object.entries(asked).map(([name, path]) => [name, () => time(path)]),
    )
    const took = await takeTurns(candidates, ROUNDS)
    return [
      {
        name: `statistics: ${REPORTS.toLocaleString('en')} reports of a year, ms`,
        figures: {
          'history counted, reports/s': rounded(REPORTS / seconds),
          ...Object.fromEntries(
            Object.entries(took).map(([name, values]) => [name, rounded(median(values))]),
          ),
        },
      },
    ]
  } finally {
    await server.end('SIGTERM')
    await db.close()
    await cluster.remove()
    rmSync(directory, { recursive: true, force: true })
  }
}

const named = (what: string, path: (tile: string) => string) =>
  Object.fromEntries(Object.entries(tiles).map(([name, tile]) => [`${what} ${name}`, path(tile)]))

/** PetaBencana's times have no fractions. */
const second = (time: string) => time.replace(/\.\d+/, '')
