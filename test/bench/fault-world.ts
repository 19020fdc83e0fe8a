// What the bench of faults hurts: a PostgreSQL with a standby, two processes of Kentongan with a supervisor each, lines that can be cut between all of them,
// a balancer in front, citizens who send until they are answered, and maps that stand open.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { type Live, openLive } from '../../web/live.ts'
import { openBotApi } from '../bot-api.ts'
import { createCluster, freePort, type Installation } from '../cluster.ts'
import { picture } from '../hostile-files.ts'
import { type Line, openBalancer, openLine } from '../line.ts'
import { openS3 } from '../s3.ts'

type Reported = { report: { properties: { id: string } } }
type Cluster = Awaited<ReturnType<typeof createCluster>>
export type World = Awaited<ReturnType<typeof openFaultWorld>>
type Process = Awaited<ReturnType<typeof startSupervised>>

const program = fileURLToPath(new URL('../../server/start.mjs', import.meta.url))
const hands = fileURLToPath(new URL('./hands.mjs', import.meta.url))
/** How soon a supervisor starts again what has ended, ms; systemd's usual time is 100. */
const AGAIN_MS = 500
const PER_SECOND = 4
const MAPS = 8
/** Both clusters lie on a disk of their own, so that it can be filled. */
const DISK = '900m'
const SYNCHRONOUS = `alter system set synchronous_standby_names = '*'`

export async function openFaultWorld(installation: Installation, random: () => number) {
  const home = mkdtempSync(join(tmpdir(), 'kentongan-faults-'))
  execFileSync('chmod', ['755', home])
  const disk = join(home, 'disk')
  mkdirSync(disk)
  const isOwnDisk = mountDisk(disk)
  process.once('exit', () => leaveNothing(home, isOwnDisk ? disk : undefined))
  execFileSync('chmod', ['777', disk])
  const making = {
    within: disk,
    settings: [
      'max_connections=90',
      'wal_retrieve_retry_interval=500ms',
      'max_wal_size=128MB',
      'min_wal_size=32MB',
    ],
  }

  let primary = await createCluster(installation, making)
  const first = await openDatabase({ url: primary.url('postgres'), directory: null })
  await migrate(first)
  await first.close()
  let standby = await createCluster(installation, { ...making, standbyOf: primary })
  await onPrimary(SYNCHRONOUS, 'select pg_reload_conf()')

  /** Without the pool and the lines of those who are hurt. */
  async function onPrimary<T extends object = Record<string, unknown>>(...texts: string[]): Promise<T[]> {
    const client = new pg.Client({
      connectionString: primary.url('postgres'),
      connectionTimeoutMillis: 5_000,
    })
    client.on('error', () => undefined)
    await client.connect()
    try {
      let rows: T[] = []
      for (const text of texts) rows = (await client.query<T>(text)).rows
      return rows
    } finally {
      await client.end()
    }
  }

  /** The standby writes, and the old primary is made anew as its standby. */
  async function failOver() {
    const old = primary
    await old.kill()
    const reset = new pg.Client({ connectionString: standby.url('postgres') })
    await reset.connect()
    await reset.query('alter system reset synchronous_standby_names')
    await reset.query('select pg_reload_conf()')
    await reset.end()
    standby.promote()
    ;[primary, standby] = [standby, old]
  }
  async function rebuildStandby() {
    const fresh = await createCluster(installation, { ...making, standbyOf: primary })
    await standby.remove()
    standby = fresh
    // The lines lead to clusters by their place: the new one takes the old one's.
    places = [places[0] === primary ? primary : standby, places[0] === primary ? standby : primary]
    await onPrimary(SYNCHRONOUS, 'select pg_reload_conf()')
  }
  let places: Cluster[] = [primary, standby]

  const telegram = await openBotApi()
  const telegramLine = await openLine(() => Number(new URL(telegram.url).port))
  const s3 = openS3()
  const s3Line = await openLine(() => Number(new URL(s3.settings.S3_ENDPOINT).port))

  const processes: Process[] = []
  for (const name of ['one', 'other']) {
    const lines = [await openLine(() => places[0]?.port), await openLine(() => places[1]?.port)]
    const hosts = lines.map(({ port }) => `127.0.0.1:${port}`).join(',')
    processes.push(
      await startSupervised(name, lines, {
        DATABASE_URL: `postgres://postgres@${hosts}/postgres`,
        DATA_DIR: join(home, 'data'),
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: `http://127.0.0.1:${telegramLine.port}`,
        ...s3.settings,
        S3_ENDPOINT: `http://127.0.0.1:${s3Line.port}`,
        LEAVE_SECONDS: '3',
        OPEN_BUDGET: 'off',
      }),
    )
  }
  const balancer = await openBalancer(() => processes.map(({ port }) => port))
  await sleep(1_000)
  const maps = Array.from({ length: MAPS }, () => openLive({}, { url: balancer.url }))
  const load = sendReports(balancer.url, random)

  return {
    home,
    disk: isOwnDisk ? disk : undefined,
    get primary() {
      return primary
    },
    get standby() {
      return standby
    },
    processes,
    balancer,
    maps,
    load,
    telegram,
    telegramLine,
    s3,
    s3Line,
    onPrimary,
    failOver,
    rebuildStandby,
    async close() {
      load.stop()
      for (const map of maps) map.close()
      for (const one of processes) await one.close()
      await balancer.close()
      await telegram.close()
      await telegramLine.close()
      await s3.close()
      await s3Line.close()
      await primary.remove()
      await standby.remove()
    },
  }
}

/** At the end of the program, also where a run was broken off. */
function leaveNothing(home: string, disk: string | undefined): void {
  if (disk) execFileSync('umount', ['--lazy', disk], { stdio: 'ignore' })
  rmSync(home, { recursive: true, force: true })
}

function mountDisk(place: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', place], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('A disk of its own cannot be mounted here: NO DISK IS FILLED.')
    return false
  }
}

/** A process that is started again whenever it ends, with everything that it says kept for who asks why. */
async function startSupervised(name: string, lines: Line[], settings: NodeJS.ProcessEnv) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess
  let isWanted = true
  let starts = 0
  const said: string[] = []

  function start() {
    starts++
    child = spawn(process.execPath, ['--max-old-space-size=400', '--import', hands, program], {
      env: { ...process.env, PORT: String(port), ...settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', text => {
        said.push(`${new Date().toISOString()} ${text}`)
        if (said.length > 400) said.shift()
      })
    child.once('exit', () => {
      if (isWanted) setTimeout(() => isWanted && start(), AGAIN_MS)
    })
  }
  start()
  process.once('exit', () => child.kill('SIGKILL'))
  const deadline = Date.now() + 120_000
  while (
    !(await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline) throw new Error(`Process ${name} does not start: ${said.slice(-5).join('')}`)
    await sleep(200)
  }

  return {
    name,
    port,
    url,
    lines,
    said,
    starts: () => starts,
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    /** Something that `hands.mjs` does from inside. */
    hurt: (deed: 'block' | 'eat' | 'clock', ms = 0) => child.send({ deed, ms }),
    async close() {
      isWanted = false
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      for (const line of lines) await line.close()
    },
  }
}

/** Citizens who send a report each, and again until it is acknowledged, as the web form does; and one who reads the live list. */
function sendReports(url: string, random: () => number) {
  const acknowledged = new Set<string>()
  /** By their names: photos that were acknowledged. */
  const photos = new Set<string>()
  /** By their keys: those who have not been answered yet. */
  const waiting = new Set<string>()
  const tally = { sent: 0, refused: 0, cut: 0, wrong: [] as string[], reads: 0, unread: 0, asOf: 0 }
  let isOn = true
  let next = 0

  /** Answers when it was acknowledged; undefined when the bench ends before. */
  async function send(key: string): Promise<Reported | undefined> {
    waiting.add(key)
    const place = { lng: 106.7 + random() * 0.25, lat: -6.3 + random() * 0.2 }
    const body = JSON.stringify({ hazard: 'flood', answers: { depth: 50 }, place, words: key })
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
    const answer = await untilTaken(key, '/api/reports', { method: 'POST', headers, body })
    if (answer === undefined) return undefined
    acknowledged.add(key)
    waiting.delete(key)
    return answer as Reported
  }

  /** A report with a photo: each is sent until it is taken, and the report goes first. */
  async function photograph(key: string): Promise<string | undefined> {
    const sent = await send(key)
    if (sent === undefined) return undefined
    const { id } = sent.report.properties
    const body = new Uint8Array(await picture(160, 120).jpeg().toBuffer())
    const headers = { 'Content-Type': 'image/jpeg', 'Idempotency-Key': key }
    const answer = await untilTaken(key, `/api/reports/${id}/photo`, { method: 'PUT', headers, body })
    if (answer === undefined) return undefined
    const { photo } = answer as { photo: string }
    photos.add(photo)
    return photo
  }

  async function untilTaken(key: string, path: string, init: RequestInit): Promise<unknown> {
    while (isOn) {
      tally.sent++
      const given = { ...init, signal: AbortSignal.timeout(15_000) }
      const response = await fetch(url + path, given).catch(() => undefined)
      const status = response?.status
      const text = await response?.text().catch(() => undefined)
      if ((status === 200 || status === 201) && text !== undefined) return JSON.parse(text)
      if (status === undefined || text === undefined) tally.cut++
      else if (status === 503 && response?.headers.has('Retry-After')) tally.refused++
      else tally.wrong.push(`${status} for ${key}`)
      await sleep(500 + random() * 1_000)
    }
    return undefined
  }

  async function read() {
    const response = await fetch(`${url}/reports?geoformat=geojson`, {
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined)
    tally.reads++
    if (response?.status !== 200) tally.unread++
    if (response?.headers.has('Data-As-Of')) tally.asOf++
    await response?.arrayBuffer().catch(() => undefined)
  }

  const sending = setInterval(() => void send(`fault-${next++}`), 1_000 / PER_SECOND)
  const reading = setInterval(() => void read(), 1_000)
  return {
    acknowledged,
    waiting,
    photos,
    tally,
    photograph: () => photograph(`fault-${next++}`),
    /** No new ones; those that wait are sent on. */
    pause: () => clearInterval(sending),
    stop() {
      isOn = false
      clearInterval(sending)
      clearInterval(reading)
    },
  }
}

/** What a map shows, for comparing: every report and incident with its version. */
export function shown(map: Live): string {
  const { reports, incidents } = map.picture.value
  return [...reports.values(), ...incidents.values()]
    .map(({ properties: { id, version } }) => `${id} ${version}`)
    .sort()
    .join('\n')
}
