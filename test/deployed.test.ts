// Kentongan as it is deployed: two processes that have nothing but what the image holds, Caddy with our own file in front of them, and people who come in
// through it. Where there is no PostgreSQL it is one process, where there is no Caddy people come to the processes themselves.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { hasPostgres } from './database.ts'
import { findProgram } from './debian-programs.ts'
import { freshSettings, postReport } from './world.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')
const caddy = findProgram('caddy')
const METRICS_KEY = 'only-for-prometheus'

let image: string
let front: string
let ports: number[]
let drop: () => Promise<void>
const running: ChildProcess[] = []

/** What node is told in the image. */
function howItStarts(): string[] {
  const [, command = '[]'] = /^CMD (.+)$/m.exec(read('Dockerfile')) ?? []
  const [, ...words]: string[] = JSON.parse(command)
  return words
}

test('in the image and by systemd node is started in one way', () => {
  const words = howItStarts().join(' ')
  expect(words).toContain('server/start.mjs')
  expect(read('deploy/systemd/kentongan@.service')).toContain(`ExecStart=/usr/bin/node ${words}\n`)
})

/** The last stage of the Dockerfile, with the packages that it leaves. */
function makeImage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-image-'))
  const file = read('Dockerfile')
  const lines = file.slice(file.lastIndexOf('\nFROM ')).split('\n')
  for (const line of lines.filter(each => /^COPY (?!deploy)/.test(each))) {
    const words = line.split(' ').slice(1)
    const isBuilt = words[0]?.startsWith('--from')
    for (const source of isBuilt ? words.slice(1, -1) : words.slice(0, -1)) {
      const path = source.replace('/kentongan/', '')
      if (path === 'node_modules' || !existsSync(root + path)) continue
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      cpSync(root + path, join(folder, path), { recursive: true })
    }
  }
  const gone = /npm uninstall (.*)/.exec(file)?.[1]?.split(' ') ?? []
  for (const name of Object.keys(JSON.parse(read('package.json')).dependencies)) {
    if (gone.includes(name)) continue
    const place = join(folder, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), place)
  }
  return folder
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function answering(url: string, program: ChildProcess): Promise<void> {
  const until = Date.now() + 60_000
  while (Date.now() < until && program.exitCode === null) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`Nothing answers at ${url}; the program ended with ${program.exitCode}`)
}

function start(command: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const program = spawn(command, args, { cwd: image, env, stdio: ['ignore', 'ignore', 'inherit'] })
  running.push(program)
  return program
}

beforeAll(async () => {
  image = makeImage()
  const fresh = await freshSettings(hasPostgres ? 'postgres' : 'embedded')
  drop = fresh.drop
  ports = await Promise.all(Array.from({ length: hasPostgres ? 2 : 1 }, freePort))
  const { PATH, HOME } = process.env
  await Promise.all(
    ports.map(port => {
      const settings = {
        ...fresh.settings,
        PORT: String(port),
        METRICS_KEY,
        LEAVE_SECONDS: '4',
        NODE_ENV: 'production',
      }
      const program = start(process.execPath, howItStarts(), {
        PATH,
        HOME,
        ...settings,
      })
      return answering(`http://localhost:${port}/readyz`, program)
    }),
  )
  front = `http://localhost:${ports[0]}`
  if (!caddy) return
  front = `http://localhost:${await freePort()}`
  // Without the port of its own settings, which another Caddy of this machine may have.
  const config = join(image, 'Caddyfile')
  cpSync(`${root}deploy/Caddyfile`, config)
  const program = start(caddy, ['run', '--adapter', 'caddyfile', '--config', config], {
    PATH,
    HOME: image,
    SITE_ADDRESS: front,
    CADDY_ADMIN: `localhost:${await freePort()}`,
    UPSTREAMS: ports.map(port => `127.0.0.1:${port}`).join(' '),
  })
  await answering(`${front}/healthz`, program)
})

afterAll(async () => {
  await Promise.all(
    running.map(async program => {
      if (program.exitCode !== null) return
      program.kill('SIGTERM')
      await once(program, 'exit')
    }),
  )
  rmSync(image, { recursive: true, force: true })
  await drop?.()
})

test('the image starts what was compiled, as we do', async ({ skip }) => {
  const programOf = async (folder: string): Promise<string | undefined> =>
    (
      await import(/* @vite-ignore */ pathToFileURL(join(folder, 'server/compiled.mjs')).href)
    ).compiledProgram()
  skip((await programOf(root)) === undefined, 'Nothing was compiled here of the present sources.')
  expect(await programOf(image)).toContain(join(image, 'compiled'))
})

test('the image has all that pages, documentation, tiles and reports need', async () => {
  for (const path of [
    '/',
    '/lapor',
    '/desk',
    '/docs',
    '/docs/api',
    '/openapi.json',
    '/tiles/reports/10/815/529.mvt',
  ]) {
    const response = await fetch(front + path, { headers: { Accept: 'text/html' } })
    // The pages themselves are built only where somebody has built them.
    if (existsSync(`${root}dist`) || path.startsWith('/docs'))
      expect([path, response.status]).toEqual([path, 200])
  }
  expect((await postReport({ url: front })).status).toBe(201)
  for (const port of ports)
    await expect
      .poll(async () => {
        const response = await fetch(`http://localhost:${port}/reports?geoformat=geojson`)
        return (await response.json()).result.features.length
      })
      .toBe(1)
})

test.skipIf(!caddy)('figures stay inside, and who asks is passed on', async () => {
  expect(
    (await fetch(`${front}/metrics`, { headers: { Authorization: `Bearer ${METRICS_KEY}` } })).status,
  ).toBe(404)
})

test.each([
  { transports: ['websocket'] },
  { transports: ['polling'] },
  { transports: ['polling', 'websocket'] },
])('sockets come in by $transports without a session of their own', async ({ transports }) => {
  const sockets = Array.from({ length: 6 }, () =>
    io(front, { transports, forceNew: true, reconnection: false }),
  )
  try {
    const seen = await Promise.all(
      sockets.map(async socket => {
        await new Promise((resolve, reject) => {
          socket.once('connect', () => resolve(undefined))
          socket.once('connect_error', reject)
        })
        return socket.emitWithAck('watch', {})
      }),
    )
    for (const each of seen) expect(each.reports).toHaveLength(1)
  } finally {
    for (const socket of sockets) socket.close()
  }
})

test('every figure that rules and panels name is told', async () => {
  const response = await fetch(`http://localhost:${ports[0]}/metrics`, {
    headers: { Authorization: `Bearer ${METRICS_KEY}` },
  })
  const told = new Set<string>()
  for (const [, name = '', type] of (await response.text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    told.add(name)
    const parts =
      type === 'histogram' ? ['_bucket', '_sum', '_count'] : type === 'summary' ? ['_sum', '_count'] : []
    for (const part of parts) told.add(name + part)
  }
  const panels: { targets?: { expr: string }[] }[] = JSON.parse(read('deploy/grafana/kentongan.json')).panels
  const rules: { expr: string }[] = parse(read('deploy/prometheus/alerts.yaml')).groups[0].rules
  const asked = [...panels.flatMap(({ targets = [] }) => targets), ...rules].flatMap(
    ({ expr }) => expr.match(/\b(kentongan|nodejs|process)_\w+/g) ?? [],
  )
  expect(asked.length).toBeGreaterThan(30)
  for (const name of asked) expect(told).toContain(name)
})

test.skipIf(!hasPostgres || !caddy)(
  'one process goes, and nobody in front of the other notices',
  async () => {
    const [first] = running
    if (!first) throw new Error('Nothing runs.')
    let asking = true
    const answered: number[] = []
    const asker = (async () => {
      while (asking) answered.push((await postReport({ url: front })).status)
    })()
    first.kill('SIGTERM')
    const [code] = await once(first, 'exit')
    await new Promise(resolve => setTimeout(resolve, 1_000))
    asking = false
    await asker
    expect(code).toBe(0)
    expect(answered.length).toBeGreaterThan(3)
    expect(answered.filter(status => status !== 201)).toEqual([])
  },
)
