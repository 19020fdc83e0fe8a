// The embedded database behind the same `pg` pool as a server: one connection, whose stream ends in a worker thread
// (embedded-worker.ts). After a fault the worker is thrown away and started again from its directory, as a server
// would be after a crash: what was acknowledged is there, what was under way is rolled back.
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { type DirectoryLock, lockDirectory } from './directory-lock.ts'
import type { EmbeddedData, FromEmbedded, ToEmbedded } from './embedded-worker.ts'

export type EmbeddedOptions = {
  /** Where the data lives, under an exclusive lock; null keeps everything in memory and forgets it on close. */
  directory: string | null
  /** A file with a packed data directory (see pack): a new database starts from it instead of from nothing. */
  packed: string | null
  types: pg.CustomTypesConfig
}

export type Embedded = {
  pool: pg.Pool
  lock: DirectoryLock | null
  /** The whole data directory as one compressed archive. */
  pack(): Promise<Uint8Array>
  close(): Promise<void>
}

/** The engine enforces no statement_timeout: a statement that takes longer than this is ended together with it. */
const statementLimitMillis = 120_000
/**
 * What the worker's thread begins with: it reads TypeScript as CommonJS, whatever started this process. tsx's hooks for ES modules would need
 * a further thread there, and a second more at every start.
 */
const { resolve } = createRequire(import.meta.url)
const program = `require(${JSON.stringify(resolve('tsx/cjs/api'))}).register()
require(${JSON.stringify(fileURLToPath(new URL('./embedded-worker.ts', import.meta.url)))})`
/** How long a query waits for the one connection, or for the engine to start again after a fault. */
const connectionTimeoutMillis = 30_000

export async function openEmbedded({ directory, packed, types }: EmbeddedOptions): Promise<Embedded> {
  const lock = directory === null ? null : await lockDirectory(directory)
  try {
    const data =
      directory === null
        ? { directory, packed }
        : { directory: await prepare(directory, packed), packed: null }
    const engine = engineOn(data)
    lock?.lost.addEventListener('abort', () => engine.abandon(String(lock.lost.reason)))
    await engine.start()
    const pool = new pg.Pool({
      user: 'postgres',
      database: 'postgres',
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis,
      types,
      stream: engine.openStream,
    })
    return {
      pool,
      lock,
      async pack() {
        const worker = await engine.start()
        tell(worker, 'pack')
        return reply(worker, message =>
          typeof message === 'object' && 'packed' in message ? message.packed : null,
        )
      },
      async close() {
        await pool.end()
        await engine.close()
        await lock?.release()
      },
    }
  } catch (error) {
    await lock?.release()
    throw error
  }
}

/** A new database is made beside its place and moved there when it is whole: a kill on the way leaves no half of one. */
async function prepare(directory: string, packed: string | null): Promise<string> {
  const data = join(directory, 'database')
  if (existsSync(data)) return data
  const unfinished = join(directory, 'database.unfinished')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished)
  await closeWorker(await openWorker({ directory: unfinished, packed }))
  await rename(unfinished, data)
  return data
}

/** Keeps one worker running on the data and connects the newest stream to it. */
function engineOn(data: EmbeddedData) {
  let worker: Promise<Worker> | undefined
  let ending: Promise<unknown> = Promise.resolve()
  let closed = false
  let session = 0
  let stream: Duplex | undefined
  let limit: NodeJS.Timeout | undefined

  function start(): Promise<Worker> {
    if (closed) return Promise.reject(new Error('the embedded database is closed'))
    worker ??= startWorker()
    return worker
  }

  async function startWorker(): Promise<Worker> {
    try {
      await ending
      const opened = await openWorker(data)
      opened.on('message', (message: FromEmbedded) => {
        if (typeof message === 'string') return
        if ('fault' in message) fail(message.fault)
        if ('bytes' in message) receive(message.session, message.bytes)
      })
      opened.on('error', error => fail(error.message))
      return opened
    } catch (error) {
      worker = undefined
      throw error
    }
  }

  function receive(from: number, bytes: Uint8Array): void {
    if (from !== session) return
    clearTimeout(limit)
    stream?.push(bytes)
  }

  /** Ends the worker, which rolls back; the next one waits for that, since two on one directory would destroy it. */
  function fail(reason: string): void {
    // What was in memory alone is gone, and going on without it would be worse than to stop.
    if (data.directory === null) closed = true
    const failed = worker
    worker = undefined
    ending = Promise.allSettled([failed?.then(running => running.terminate())])
    hangUp(fatalError(`the embedded database broke off and starts again: ${reason}`))
  }

  function hangUp(lastWords?: Uint8Array): void {
    clearTimeout(limit)
    if (lastWords) stream?.push(lastWords)
    stream?.push(null)
    stream = undefined
  }

  /** What `pg` takes for a socket. It writes whole messages and corks those of a query, which so cross in one piece. */
  function openStream(): Duplex {
    session += 1
    const own = session
    const pass = async (chunks: Buffer[], done: (error?: Error) => void) => {
      const running = await start()
      if (own !== session || stream !== socket) return done(new Error('the connection has ended'))
      clearTimeout(limit)
      limit = setTimeout(
        () => fail(`a statement ran for ${statementLimitMillis / 1000} s`),
        statementLimitMillis,
      )
      tell(running, { session: own, bytes: new Uint8Array(Buffer.concat(chunks)) })
      done()
    }
    const socket: Duplex = new Duplex({
      allowHalfOpen: false,
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => void pass([chunk], done).catch(done),
      writev: (chunks, done) =>
        void pass(
          chunks.map(({ chunk }) => chunk),
          done,
        ).catch(done),
      final(done) {
        if (stream === socket) hangUp()
        done()
      },
    })
    stream = socket
    const same = () => socket
    return Object.assign(socket, {
      connect: () =>
        void start()
          .then(() => socket.emit('connect'))
          .catch(error => socket.destroy(error)),
      setNoDelay: same,
      setKeepAlive: same,
      ref: same,
      unref: same,
    })
  }

  async function close(): Promise<void> {
    const running = await worker
    closed = true
    hangUp()
    if (running) await closeWorker(running)
    await ending
  }

  /** Ends without another word to the directory: it belongs to someone else by now. */
  function abandon(reason: string): void {
    closed = true
    fail(reason)
  }

  return { start, openStream, close, abandon }
}

async function openWorker(data: EmbeddedData): Promise<Worker> {
  const worker = new Worker(program, { eval: true, workerData: data, execArgv: [] })
  await reply(worker, message => (message === 'opened' ? message : null))
  return worker
}

async function closeWorker(worker: Worker): Promise<void> {
  tell(worker, 'close')
  await reply(worker, message => (message === 'closed' ? message : null))
  await worker.terminate()
}

function tell(worker: Worker, message: ToEmbedded): void {
  worker.postMessage(message, typeof message === 'string' ? [] : [message.bytes.buffer])
}

/** The first message that `pick` accepts. */
function reply<T>(worker: Worker, pick: (message: FromEmbedded) => T | null): Promise<T> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: FromEmbedded) => {
      const picked = pick(message)
      if (picked !== null) settle(() => resolve(picked))
      else if (typeof message === 'object' && 'fault' in message) onError(new Error(message.fault))
    }
    const onError = (error: Error) => settle(() => reject(error))
    const onExit = () => onError(new Error('the embedded database ended unexpectedly'))
    const settle = (then: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      then()
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}

/** An ErrorResponse of PostgreSQL's wire protocol after which the connection ends. */
function fatalError(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0CXX000\0M${message}\0\0`)
  const head = Buffer.from('E\0\0\0\0')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}
