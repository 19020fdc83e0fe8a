// A day like 25 February 2020: thousands of sockets, reports and readers by the second; then three times as much; then how soon all is well again.
// Load and sockets come from processes of their own on the same machine, so that they take their part of its cores.
// `npm run bench -- storm SECONDS OVER_SECONDS SOCKETS SUBMITS READS`; STORM_NODE holds options of the server's node, e.g. --cpu-prof.
import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../db/connect.ts'
import { createCluster, findInstallation } from '../cluster.ts'
import { startProcess } from '../server-process.ts'
import { cpuOf, startCrowd } from './crowd-of.ts'
import { type Result, rounded } from './measure.ts'
import type { Told } from './socket-crowd.ts'
import type { Order, Report } from './storm-load.ts'

/** What the Dockerfile and systemd give node for such a day. */
const AS_IN_THE_IMAGE = '--max-semi-space-size=64'
/** Well again: reports are stored within this, ms. */
const WELL_MS = 500
const PROBE_MS = 250

const at = (address: string) => fileURLToPath(new URL(address, import.meta.url))
const archive = new URL('../../../shared/data/reports-2020.geojson', import.meta.url)

export async function benchStorm(
  seconds = 300,
  overSeconds = 60,
  sockets = 5_000,
  submits = 200,
  reads = 2_000,
): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  const installation = findInstallation()
  const cluster = installation && (await createCluster(installation))
  const where = cluster ? { DATABASE_URL: cluster.url('postgres') } : {}
  const server = await startProcess(
    { DATA_DIR: folder, OVERLOAD: 'on', ...where },
    (process.env.STORM_NODE ?? AS_IN_THE_IMAGE).split(' ').filter(Boolean),
  )
  const crowd = startCrowd()
  const { url } = server
  try {
    const drafts = draftsOf2020()
    const mix = readMix()
    const load = (order: Pick<Order, 'seconds' | 'submits' | 'reads'>) =>
      startLoad({ url, drafts, mix, ...order })
    await load({ seconds: 3, submits: submits / 10, reads: reads / 10 })
    await crowd.open({ url, kind: 'kentongan', count: sockets, watch: { together: true, page: 10_000 } })
    crowd.follow()
    const cpuBefore = cpuOf(server.pid)
    const crowdBefore = cpuOf(crowd.pid)
    const storm = await load({ seconds: seconds, submits: submits, reads: reads })
    await caughtUp(url)
    const cpu = {
      'CPU of the server, s': rounded(cpuOf(server.pid) - cpuBefore),
      'CPU of the sockets, s': rounded(cpuOf(crowd.pid) - crowdBefore),
    }
    const told = await crowd.tell()
    const before = await refusals(url)
    const over = load({ seconds: overSeconds, submits: 3 * submits, reads: 3 * reads })
    await sleep(overSeconds * 1_000)
    const recovery = await recovered(url)
    const overReport = await over
    await caughtUp(url)
    const toldAfter = await crowd.tell()
    const after = await refusals(url)
    const all = [...storm.acknowledged, ...overReport.acknowledged]
    const lost = cluster ? await missing(cluster.url('postgres'), all) : Number.NaN
    console.log(
      JSON.stringify(
        {
          storm: { ...storm, acknowledged: storm.acknowledged.length },
          over: { ...overReport, acknowledged: overReport.acknowledged.length },
          before,
          after,
        },
        null,
        1,
      ),
    )
    const kind = cluster ? 'PostgreSQL' : 'embedded database'
    return [
      stormResult(kind, { seconds, sockets, submits, reads }, storm, told, cpu),
      {
        name: `storm: three times that for ${overSeconds} s`,
        figures: {
          ...submitFigures(overReport),
          ...Object.fromEntries(
            Object.entries(after).map(([name, count]) => [`refused: ${name}`, count - (before[name] ?? 0)]),
          ),
          'well again after, s': rounded(recovery),
          'acknowledged, all': all.length,
          'acknowledged twice': all.length - new Set(all).size,
          lost,
          'sockets cut': sockets - toldAfter.open,
          'different pictures among sockets': toldAfter.pictures,
          'differences from a fresh one': toldAfter.differences,
        },
        row: {
          what: `Storm: three times that for ${overSeconds} s, well again after`,
          ours: `${rounded(recovery)} s; ${lost} lost`,
          aim: 'below 10 s',
        },
      },
    ]
  } finally {
    crowd.end()
    await server.end('SIGTERM')
    await cluster?.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

function submitFigures({ submits, acknowledged }: Report): Record<string, number> {
  return {
    'submits sent': submits.sent,
    'submits acknowledged': acknowledged.length,
    'submits refused and sent again': submits.refused,
    'submits failed': submits.failed,
    'submit p50, ms': submits.p50,
    'submit p95, ms': submits.p95,
    'reads that were not even sent': submits.unsent,
  }
}

type Asked = { seconds: number; sockets: number; submits: number; reads: number }

function stormResult(
  kind: string,
  { seconds, sockets, submits, reads }: Asked,
  storm: Report,
  told: Told,
  cpu: Record<string, number>,
): Result {
  const [p95, p99] = [ageAt(told, 0.95), ageAt(told, 0.99)]
  const what = `${sockets.toLocaleString('en')} sockets, ${submits} reports and ${reads.toLocaleString('en')} reads a second`
  return {
    name: `storm: ${what} for ${seconds} s, ${kind}; the load comes from the same machine`,
    figures: {
      ...cpu,
      ...submitFigures(storm),
      ...Object.fromEntries(
        Object.entries(storm.reads).flatMap(([name, { answered, refused, failed, p95 }]) => [
          [`${name}: answered`, answered],
          [`${name}: refused or failed`, refused + failed],
          [`${name}: p95, ms`, p95],
        ]),
      ),
      'entry to socket p95, ms': p95,
      'entry to socket p99, ms': p99,
      'messages a socket': rounded(told.messages / sockets),
      'kB a socket and second': rounded(told.bytes / sockets / seconds / 1_000),
      'sockets cut': sockets - told.open,
      'different pictures among sockets': told.pictures,
      'differences from a fresh one': told.differences,
    },
    row: {
      what: `Storm: ${what} for ${seconds} s, p95 of a report; entry to socket, p95`,
      ours: `${storm.submits.p95.toLocaleString('en')} ms; ${p95.toLocaleString('en')} ms`,
      aim: 'below 500 ms; below 2 s',
    },
  }
}

function ageAt({ ages }: Told, part: number): number {
  const all = ages.reduce((sum, [, count]) => sum + count, 0)
  let seen = 0
  for (const [age, count] of ages) {
    seen += count
    if (seen >= all * part) return age
  }
  return Number.NaN
}

function startLoad(order: Order): Promise<Report> {
  const child = fork(at('./storm-load.ts'), {
    execArgv: ['--import', at('../../node_modules/tsx/dist/loader.mjs')],
    stdio: 'inherit',
  })
  return new Promise<Report>((resolve, reject) => {
    child.once('message', (report: Report) => {
      resolve(report)
      child.disconnect()
    })
    child.once('exit', code => reject(new Error(`The load has ended with ${code}.`)))
    child.send(order)
  })
}

/** Seconds until reports are stored quickly again, the slowest of eight. */
async function recovered(url: string): Promise<number> {
  const began = performance.now()
  let quick = 0
  while (quick < 8 && performance.now() - began < 60_000) {
    const asked = performance.now()
    const response = await fetch(`${url}/api/reports`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `probe ${Date.now()}` },
      body: JSON.stringify({
        hazard: 'flood',
        answers: { depth: 20 },
        place: { lng: 106.8, lat: -6.2 },
        words: 'Banjir surut',
      }),
    })
    await response.arrayBuffer()
    quick = response.ok && performance.now() - asked < WELL_MS ? quick + 1 : 0
    await sleep(PROBE_MS)
  }
  return Math.max(0, (performance.now() - began - 8 * PROBE_MS) / 1_000)
}

/** The board and what follows it have taken in all that was stored. */
async function caughtUp(url: string): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    const text = await fetch(`${url}/metrics`).then(response => response.text())
    const behind = [...text.matchAll(/^kentongan_(?:board|follower)_lag_seconds\S* ([\d.]+)$/gm)]
    if (behind.every(([, seconds]) => Number(seconds) < 0.5)) break
    await sleep(500)
  }
  await sleep(3_000)
}

async function refusals(url: string): Promise<Record<string, number>> {
  const text = await fetch(`${url}/metrics`).then(response => response.text())
  const found = text.matchAll(/^kentongan_requests_refused_total\{class="(\w+)"\} (\d+)$/gm)
  return Object.fromEntries([...found].map(([, name, count]) => [name, Number(count)]))
}

/** Acknowledged and not there. */
async function missing(url: string, ids: string[]): Promise<number> {
  const db = await openDatabase({ url, directory: null, pool: 1 })
  const { rows } = await db.query<{ count: string }>(
    'select count(*) from unnest($1::uuid[]) as asked(id) where not exists (select from reports where reports.id = asked.id)',
    [ids],
  )
  await db.close()
  return Number(rows[0]?.count)
}

type Row = {
  properties: { text: string | null; report_data: { flood_depth?: number } | null }
  geometry: { coordinates: [number, number] }
}

/** The real ones of 2020 where they are at hand, each a little moved every time it is sent. */
function draftsOf2020(): object[] {
  const real: Row[] = existsSync(archive)
    ? JSON.parse(readFileSync(archive, 'utf8')).features
    : Array.from({ length: 2_000 }, (_, index) => ({
        properties: {
          text: `Banjir di gang ${index}, air masih naik.`,
          report_data: { flood_depth: (index * 7) % 150 },
        },
        geometry: {
          coordinates: [106.6 + ((index * 37) % 400) / 1_000, -6.4 + ((index * 53) % 300) / 1_000],
        },
      }))
  const drafts: object[] = []
  for (let round = 0; drafts.length < 20_000; round++)
    for (const [index, { properties, geometry }] of real.entries())
      drafts.push({
        hazard: 'flood',
        answers: { depth: properties.report_data?.flood_depth ?? 50 },
        place: {
          lng: geometry.coordinates[0] + (((round * 17 + index) % 21) - 10) / 2_000,
          lat: geometry.coordinates[1] + (((round * 29 + index) % 19) - 9) / 2_000,
        },
        placedBy: 'location',
        words: `${properties.text ?? ''} ${round}-${index}`.trim(),
      })
  return drafts
}

/** What people and programs read on such a day. */
function readMix(): Order['mix'] {
  const tiles = [5, 7, 9, 10, 11].flatMap(z => {
    const x = Math.floor(((106.82 + 180) / 360) * 2 ** z)
    const y = Math.floor(0.5173 * 2 ** z)
    return [0, 1].flatMap(dx => [0, 1].map(dy => `/tiles/reports/${z}/${x + dx}/${y + dy}.mvt`))
  })
  const built = at('../../dist/assets')
  const assets = existsSync(built)
    ? readdirSync(built).filter(name => /\.(js|css)$/.test(name) && !/desk/.test(name))
    : []
  const live = ['', '&hazard=flood', '&level=2,3', '&region=ID-JK'].map(
    filter => `/api/live?hours=24&limit=100${filter}`,
  )
  return [
    { name: 'live list', share: 400, paths: live },
    { name: 'tile', share: 300, paths: tiles },
    { name: 'single report', share: 100, paths: ['/api/places'] },
    { name: 'page', share: 90, paths: ['/', '/lapor'], accept: 'text/html' },
    { name: 'file of a page', share: 108, paths: assets.map(name => `/assets/${name}`) },
    { name: 'incumbent list', share: 1, paths: ['/reports?geoformat=geojson&timeperiod=3600'] },
    { name: 'archive', share: 1, paths: ['/exports/reports.csv'] },
  ]
}
