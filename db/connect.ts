// The one shape of the database that every room uses. With an address it is PostgreSQL with PostGIS, without one the
// embedded engine in a worker thread; both speak through the same `pg` pool, so that types and errors are the same.
import pg from 'pg'
import { isReadOnly, named } from './away.ts'
import type { DirectoryLock } from './directory-lock.ts'
import { openEmbedded } from './embedded.ts'
import { openHosts } from './hosts.ts'
import {
  type Election,
  type Lead,
  leadAlone,
  openWakeLine,
  startElection,
  type WakeLine,
  type Warn,
} from './processes.ts'
import type { Queryable } from './queryable.ts'
import { openReading, type Reading, readingAt } from './reading.ts'
import { watchStalled } from './stalled.ts'

export type { Queryable }

type Client = Queryable & {
  /** Back to the pool; with an error or true the connection is closed instead, and with it all that belongs to it. */
  release(broken?: boolean | Error): void
}
export type Database = Queryable & {
  kind: 'postgres' | 'embedded'
  connect(): Promise<Client>
  /** begin, work, commit; rolled back when the work throws. */
  transaction<T>(work: (client: Queryable) => Promise<T>): Promise<T>
  /** Connections of this process: open, idle, and how many queries wait for one. */
  load(): { open: number; idle: number; waiting: number }
  /** Tells every process that the log has grown. To be called after the commit, as often as one likes; never throws. */
  wake(): void
  /** Called on this or another process' wake, and when wakes may have been missed. Gives back how to stop it. */
  onWake(listener: () => void): () => void
  /** Runs lead in exactly one process at a time; its signal aborts when the lead is lost or the election stopped. */
  elect(name: string, lead: Lead): Election
  /** Where the past is read: at a replica, if there is one. */
  reading: Reading
  /** Only on the embedded engine: the lock on its directory (null in memory) and the packed copy of it. */
  embedded: { lock: DirectoryLock | null; pack(): Promise<Uint8Array> } | null
  close(): Promise<void>
}

export type DatabaseOptions = {
  /** Address of a PostgreSQL server; without it the embedded engine is opened. */
  url?: string | undefined
  /** Where the embedded engine keeps its data; null for one that lives in memory and is forgotten on close. */
  directory: string | null
  /** A packed directory (embedded.pack) from which a new embedded database starts quicker than from nothing. */
  packed?: string | undefined
  /** Address of a replica, and how many seconds it may lie behind. */
  read?: { url: string; mostLag: number } | undefined
  /** Most connections to a PostgreSQL server. */
  pool?: number | undefined
  warn?: Warn | undefined
}

const oldestVersion = 14
const connectionTimeoutMillis = 5_000
const statementTimeoutMillis = 30_000
/** Of a replica: a line that is cut without a word is found out when no answer comes for longer than any statement may take. */
const queryTimeoutMillis = 35_000
/** A process that is stopped in the middle of a transaction holds up the log for everybody, and whatever it has locked. */
const idleInTransactionMillis = 10_000
const lockTimeoutMillis = 10_000
/** How a server finds out that a process has gone without a word: within some ten seconds, for its connections hold locks. */
const serverSettings = [
  'tcp_keepalives_idle=5',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=10000',
]
  .map(setting => `-c ${setting}`)
  .join(' ')
/** Other processes are notified at most once in this time, however often the log grows. */
const wakeMillis = 15

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const warn = options.warn ?? (text => process.emitWarning(text))
  return options.url === undefined
    ? openOnEmbedded(options, warn)
    : openOnPostgres({ ...options, url: options.url }, warn)
}

async function openOnEmbedded(
  { directory, packed = undefined }: DatabaseOptions,
  warn: Warn,
): Promise<Database> {
  const { pool, lock, pack, close } = await openEmbedded({ directory, packed: packed ?? null, types })
  const bell = wakeBell(warn)
  const elections = new Set<Election>()
  const queries = queriesOn(pool)
  return {
    kind: 'embedded',
    ...queries,
    reading: readingAt(queries),
    wake: bell.ring,
    onWake: bell.onRing,
    elect: (name, lead) => kept(elections, leadAlone(name, lead, warn)),
    embedded: { lock, pack },
    async close() {
      bell.silence()
      await stopAll(elections)
      await close()
    },
  }
}

async function openOnPostgres(
  { url, read, pool: max = 10 }: DatabaseOptions & { url: string },
  warn: Warn,
): Promise<Database> {
  const config: pg.ClientConfig = {
    application_name: 'kentongan',
    connectionTimeoutMillis,
    statement_timeout: statementTimeoutMillis,
    idle_in_transaction_session_timeout: idleInTransactionMillis,
    lock_timeout: lockTimeoutMillis,
    options: serverSettings,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    types,
  }
  const hosts = openHosts(url, config)
  const pool = new pg.Pool({
    ...config,
    max,
    idleTimeoutMillis: 30_000,
    Client: hosts.Line,
    verify: (client, done) => void hosts.verify(client).then(() => done(), done),
  })
  const stalled = watchStalled(hosts.open)
  let line: WakeLine | undefined
  const openLine = () => {
    line ??= openWakeLine(hosts.open, () => bell.announce(), warn)
    return line
  }
  const bell = wakeBell(warn, () => openLine().notify())
  const elections = new Set<Election>()
  // One that fails may have shown which host writes now.
  const queries = queriesOn(pool, { tries: hosts.count > 1 ? hosts.count + 1 : 1, during: stalled.during })
  try {
    await checkVersion(queries)
  } catch (error) {
    stalled.close()
    await pool.end()
    throw error
  }
  const copy =
    read &&
    new pg.Pool({
      ...config,
      connectionString: read.url,
      max,
      idleTimeoutMillis: 30_000,
      query_timeout: queryTimeoutMillis,
    })
  const reading =
    copy && openReading({ primary: queries, replica: queriesOn(copy), mostLag: read.mostLag, warn })
  return {
    kind: 'postgres',
    ...queries,
    reading: reading ?? readingAt(queries),
    wake: bell.ring,
    onWake(listener) {
      openLine()
      return bell.onRing(listener)
    },
    elect: (name, lead) => kept(elections, startElection(hosts.open, name, lead, warn)),
    embedded: null,
    async close() {
      bell.silence()
      await stopAll(elections)
      await line?.close()
      stalled.close()
      reading?.close()
      await Promise.all([pool.end(), copy?.end()])
    },
  }
}

type Manner = {
  /** How often a connection is asked for before there is none. */
  tries: number
  /** Watches over what waits for an answer. */
  during: <T>(client: pg.ClientBase, work: Promise<T>) => Promise<T>
}

function queriesOn(
  pool: pg.Pool,
  { tries, during }: Manner = { tries: 1, during: (_, work) => work },
): Pick<Database, 'query' | 'connect' | 'transaction' | 'load'> {
  // A connection that breaks is taken out by the pool, and whoever was using it hears of it from the query.
  const heardElsewhere = () => undefined
  pool.on('error', heardElsewhere)
  pool.on('connect', client => client.on('error', heardElsewhere))

  async function take(): Promise<pg.PoolClient> {
    for (let tried = 1; ; tried++)
      try {
        return await pool.connect()
      } catch (fault) {
        if (tried >= tries) throw named(fault)
      }
  }

  const queryOn =
    (client: pg.PoolClient): Queryable['query'] =>
    async (text, values) => {
      const statement = typeof text === 'string' ? { text, values } : { values, ...text }
      try {
        const { rows, rowCount } = await during(client, client.query(statement))
        return { rows, rowCount }
      } catch (fault) {
        throw named(fault)
      }
    }

  const query: Queryable['query'] = async (text, values) => {
    const client = await take()
    try {
      const answer = await queryOn(client)<never>(text, values)
      client.release()
      return answer
    } catch (fault) {
      client.release(fault instanceof Error ? fault : true)
      throw fault
    }
  }

  async function connect(): Promise<Client> {
    const client = await take()
    return { query: queryOn(client), release: broken => client.release(broken) }
  }

  async function transaction<T>(work: (client: Queryable) => Promise<T>): Promise<T> {
    const client = await take()
    const query = queryOn(client)
    try {
      await query('begin')
      const result = await work({ query })
      const { command } = await during(client, client.query('commit')).catch(fault => {
        throw named(fault)
      })
      // What a server answers to the commit of a transaction in which a statement had failed.
      if (command === 'ROLLBACK')
        throw new Error('the transaction was rolled back: one of its statements had failed')
      client.release()
      return result
    } catch (error) {
      await query('rollback').then(
        () => client.release(isReadOnly(error)),
        fault => client.release(fault),
      )
      throw error
    }
  }

  const load = () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount })

  return { query, connect, transaction, load }
}

async function checkVersion({ query }: Queryable): Promise<void> {
  const { rows } = await query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
  )
  const [server] = rows
  if (!server || server.number < oldestVersion * 10_000) {
    throw new Error(`PostgreSQL ${oldestVersion} or newer is needed; this server is ${server?.version}`)
  }
}

/** Wakes the listeners of this process and, by `notifyOthers`, those elsewhere; many rings in a moment are one. */
function wakeBell(warn: Warn, notifyOthers: () => void = () => undefined) {
  const listeners = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined
  let lastAt = -wakeMillis

  function announce(): void {
    for (const listener of listeners) {
      try {
        listener()
      } catch (error) {
        warn(`a listener to the log failed: ${error}`)
      }
    }
  }

  function sound(): void {
    timer = undefined
    lastAt = performance.now()
    announce()
    notifyOthers()
  }

  return {
    announce,
    ring(): void {
      timer ??= setTimeout(sound, Math.max(0, lastAt + wakeMillis - performance.now()))
    },
    onRing(listener: () => void): () => void {
      // A listener that is given twice is called twice, and stopped one by one.
      const own = () => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    /** The last ring still goes out to the others. */
    silence(): void {
      listeners.clear()
      if (timer === undefined) return
      clearTimeout(timer)
      sound()
    },
  }
}

function kept(elections: Set<Election>, election: Election): Election {
  elections.add(election)
  return election
}

async function stopAll(elections: Set<Election>): Promise<void> {
  await Promise.all([...elections].map(election => election.stop()))
}

/** As `pg` has them, but a bigint is a number: counts and cursors stay below 2^53, and one that does not is an error. */
const types = new pg.TypeOverrides()
const arrayOfBigints = 1016
types.setTypeParser(pg.types.builtins.INT8, safeNumber)
types.setTypeParser(arrayOfBigints, (text: string) =>
  (text.match(/-?\d+|NULL/g) ?? []).map(entry => (entry === 'NULL' ? null : safeNumber(entry))),
)

function safeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`the bigint ${text} is too large for a number`)
  return number
}
