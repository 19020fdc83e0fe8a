// Private PostgreSQL clusters for tests: in a temporary folder, on a port of their own, and gone when they are removed.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Installation = {
  bin: string
  /** Whom the server runs as; null for whoever runs the tests. PostgreSQL refuses to run as root. */
  user: { uid: number; gid: number } | null
}

export type Cluster = {
  port: number
  /** Address of one of its databases. */
  url(database: string): string
  /** Of a standby: it begins to write. */
  promote(): void
  /** Stops it where it stands (SIGSTOP), with all its processes, or lets it go on (SIGCONT). */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** Gently: running statements are cut off, and the server shuts down in order. */
  stop(): Promise<void>
  /** With SIGKILL, as a crash would. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Stops it and deletes its files. */
  remove(): Promise<void>
}

/** The migrated database of a prepared cluster, from which fresh ones are copied. */
export const template = 'kentongan_template'
const startMillis = 30_000

/** The newest PostgreSQL on this machine that has PostGIS. */
export function findInstallation(): Installation | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map(version => join(root, version, 'bin')), output('pg_config', '--bindir')]
  const bin = folders.find(folder => folder !== null && hasServerWithPostgis(folder))
  if (!bin) return null
  if (process.getuid?.() !== 0) return { bin, user: null }
  const uid = output('id', '-u', 'postgres')
  const gid = output('id', '-g', 'postgres')
  return uid && gid ? { bin, user: { uid: Number(uid), gid: Number(gid) } } : null
}

function hasServerWithPostgis(folder: string): boolean {
  const share = output(join(folder, 'pg_config'), '--sharedir')
  return (
    existsSync(join(folder, 'initdb')) &&
    share !== null &&
    existsSync(join(share, 'extension/postgis.control'))
  )
}

function output(command: string, ...args: string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}

type Making = {
  /** A stopped cluster's folder to copy, which is quicker than to make one. */
  from?: string | null
  /** A running cluster that this one follows by streaming. */
  standbyOf?: Pick<Cluster, 'port'>
  fsync?: boolean
  /** Further settings, as name=value. */
  settings?: string[]
  /** Where its files lie. */
  within?: string
}

/** A new cluster. */
export async function createCluster(
  installation: Installation,
  { from = null, standbyOf, fsync = false, settings: further = [], within = tmpdir() }: Making = {},
): Promise<Cluster & { folder: string }> {
  const { bin, user } = installation
  const home = mkdtempSync(join(within, 'kentongan-postgres-'))
  const folder = join(home, 'data')
  if (user) chownSync(home, user.uid, user.gid)
  const run = { ...user, cwd: home }
  if (from) execFileSync('cp', ['-a', from, folder])
  else if (standbyOf)
    execFileSync(
      join(bin, 'pg_basebackup'),
      `-h 127.0.0.1 -p ${standbyOf.port} -U postgres -R -c fast --no-sync -D`.split(' ').concat(folder),
      { ...run, stdio: 'ignore' },
    )
  else
    execFileSync(
      join(bin, 'initdb'),
      ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      { ...run, stdio: 'ignore' },
    )
  const port = await freePort()
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const durability = fsync ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `port=${port}`,
    '-c',
    `unix_socket_directories=${home}`,
    ...further.flatMap(setting => ['-c', setting]),
  ]
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    const deadline = Date.now() + startMillis
    for (;;) {
      // After a kill the server refuses to start until the last of its old processes has gone.
      if (!server || server.exitCode !== null || server.signalCode !== null) {
        server = spawn(join(bin, 'postgres'), ['-D', folder, ...settings, ...durability], {
          ...run,
          stdio: 'ignore',
        })
      }
      if (await answers(url('postgres'))) return
      if (Date.now() > deadline) throw new Error(`the PostgreSQL cluster in ${folder} does not start`)
      await sleep(50)
    }
  }

  async function end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    const ending = server
    server = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const exited = new Promise(resolve => ending.once('exit', resolve))
    ending.kill(signal)
    await exited
  }

  function promote(): void {
    execFileSync(join(bin, 'pg_ctl'), ['promote', '-D', folder], { ...run, stdio: 'ignore' })
  }

  function signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    const main = server?.pid
    if (main === undefined) return
    for (const pid of [main, ...childrenOf(main)])
      try {
        process.kill(pid, name)
      } catch (error) {
        // A process of the server may have ended meanwhile.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
      }
  }

  async function remove(): Promise<void> {
    signal('SIGCONT')
    await end('SIGINT')
    rmSync(home, { recursive: true, force: true })
  }

  // A run of the tests that ends early leaves no server behind.
  process.once('exit', () => server?.kill('SIGINT'))
  try {
    await start()
  } catch (error) {
    await remove()
    throw error
  }
  return {
    folder,
    port,
    url,
    start,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    promote,
    signal,
    remove,
  }
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number)

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => client.end())
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)))
    })
  })
}
