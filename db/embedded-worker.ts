// The embedded database in its own thread: bytes of PostgreSQL's wire protocol come in by the message port and its
// answers go out. Mends two ways in which PGlite's raw protocol differs from a server's: exceptions that it swallows
// become a fault, and superfluous ReadyForQuery messages are taken out.

import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { leanPostgis } from './embedded-postgis.ts'

/** directory: null keeps everything in memory; packed: a file made by 'pack', from which a new database starts. */
export type EmbeddedData = { directory: string | null; packed: string | null }
/** session: rises with each connection; a new one starts with nothing left over from the one before. */
export type ToEmbedded = { session: number; bytes: Uint8Array<ArrayBuffer> } | 'pack' | 'close'
export type FromEmbedded =
  | 'opened'
  | 'closed'
  | { session: number; bytes: Uint8Array }
  | { packed: Uint8Array }
  | { fault: string }

/** Types of messages, the first byte of each. */
const readyForQuery = byte('Z')
const terminate = byte('X')
const answeredByReady = [byte('Q'), byte('S'), byte('F')]
/** What a caught exception's status says when it was PostgreSQL's own error, already answered as one. */
const ownError = 100

if (!parentPort) throw new Error('embedded-worker.ts runs as a worker thread')
const port = parentPort
const send = (message: FromEmbedded) => port.postMessage(message)
const sendBytes = (session: number, bytes: Uint8Array<ArrayBuffer>) =>
  port.postMessage({ session, bytes } satisfies FromEmbedded, [bytes.buffer])

const opening = openEngine(workerData)
let session = 0
let work = opening.then(() => send('opened'))
port.on('message', (message: ToEmbedded) => {
  work = work.then(() => answer(message)).catch(error => send({ fault: describe(error) }))
})

/** Not awaited where it is called: this file is read as CommonJS (see embedded.ts), which has no await outside of functions. */
async function openEngine({ directory, packed }: EmbeddedData): Promise<PGlite> {
  const database = await PGlite.create({
    dataDir: directory ?? 'memory://',
    extensions: { postgis: leanPostgis, pg_trgm },
    loadDataDir: packed === null ? undefined : new Blob([await readFile(packed)]),
  })
  letFaultsOut(database)
  return database
}

async function answer(message: ToEmbedded): Promise<void> {
  const database = await opening
  if (message === 'pack') {
    await run(query('checkpoint'))
    const archive = await database.dumpDataDir('gzip')
    return send({ packed: new Uint8Array(await archive.arrayBuffer()) })
  }
  if (message === 'close') {
    await database.close()
    return send('closed')
  }
  if (message.session !== session) {
    await run(query('rollback'))
    await run(query('discard all'))
    session = message.session
  }
  if (message.bytes[0] !== terminate) sendBytes(session, await run(message.bytes))
}

/** Runs whole messages of the client and gives back the whole answer. */
async function run(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  // onRawData shows PGlite's memory itself, which it uses again: hence the copy.
  const database = await opening
  await database.execProtocolRawStream(bytes, {
    syncToFs: false,
    onRawData: chunk => chunks.push(chunk.slice()),
  })
  return withReadyForQuery(joined(chunks), readyForQueryOwed(bytes))
}

/** PGlite goes on after any exception as if the statement had gone well. Only PostgreSQL's own errors are known to it. */
function letFaultsOut({ Module: module }: PGlite): void {
  const setStatus = module._pgl_setPGliteExitStatus
  module._pgl_setPGliteExitStatus = (next: number) => {
    const status = setStatus(next)
    if (status !== ownError) throw new Error('the engine broke off in the middle of a statement')
    return status
  }
}

function readyForQueryOwed(bytes: Uint8Array): number {
  if (bytes[0] === 0) return 1
  return messages(bytes).filter(({ type }) => answeredByReady.includes(type)).length
}

/** An error in the extended protocol is answered by two ReadyForQuery, which would put later queries out of step. */
function withReadyForQuery(bytes: Uint8Array<ArrayBuffer>, owed: number): Uint8Array<ArrayBuffer> {
  const all = messages(bytes)
  const ready = all.filter(({ type }) => type === readyForQuery)
  if (ready.length < owed) throw new Error('the engine left a statement without an answer')
  if (ready.length === owed) return bytes
  const surplus = new Set(ready.slice(owed))
  return joined(
    all.filter(message => !surplus.has(message)).map(({ start, end }) => bytes.subarray(start, end)),
  )
}

/** A new array with a buffer of its own, so that it can be handed to the other thread without copying it again. */
function joined(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

function messages(bytes: Uint8Array): { type: number; start: number; end: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = []
  for (let start = 0; start < bytes.length; ) {
    const end = start + 1 + view.getInt32(start + 1)
    found.push({ type: view.getUint8(start), start, end })
    start = end
  }
  return found
}

function query(text: string): Uint8Array {
  const bytes = Buffer.alloc(text.length + 6)
  bytes.write('Q', 0)
  bytes.writeInt32BE(text.length + 5, 1)
  bytes.write(text, 5)
  return bytes
}

function byte(letter: string): number {
  return letter.charCodeAt(0)
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
