// The thread of files: makes each that is ordered, a little ahead of whoever sends it, and snapshots between them. It stops when its line is closed.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../db/connect.ts'
import type { Config } from '../config.ts'
import { isRefusal, type Refusal } from '../domain/report.ts'
import { type SnapshotAsked, writeSnapshot } from '../snapshots/write.ts'
import { type ToldFault, tellFault } from '../thread.ts'
import { CONNECTIONS, createMaking, type FileAsked, type Part, type Parts } from './parts.ts'

export type ThreadSettings = Pick<Config, 'publicUrl' | 'read'> & { url: string }
export type Order = { file: FileAsked } | { snapshot: SnapshotAsked }
export type FromExports = Part | Refusal | { fault: ToldFault } | 'end'

/** Loads that lie ready for one who sends slower than we make them. */
const AHEAD = 2
/** A load is full with so many reports, or so many bytes or letters. */
const LOAD = { looked: 1_000, length: 500_000 }
/** The next load may be a little longer. */
const SPARE = 1.2
const encoder = new TextEncoder()

if (!parentPort) throw new Error('exports-worker.ts runs as a worker thread')
const main = parentPort
const { url, read, publicUrl }: ThreadSettings = workerData
const opening = openDatabase({
  url,
  read,
  directory: null,
  // One more for snapshots.
  pool: CONNECTIONS + 1,
  warn: text => main.postMessage(text),
}).then(db => ({ db, makeFile: createMaking({ db, publicUrl }) }))

main.on('message', (message: { order: Order; port: MessagePort }) => void carryOut(message))

async function carryOut({ order, port }: { order: Order; port: MessagePort }): Promise<void> {
  const line = lineTo(port)
  try {
    const { db, makeFile } = await opening
    if ('snapshot' in order) await writeSnapshot({ ...order.snapshot, db, stop: line.stopped })
    else
      for await (const load of inLoads(makeFile(order.file))) {
        if (line.stopped.aborted) return
        line.send(load)
        await line.hasRoom()
      }
    line.tell('end')
  } catch (fault) {
    line.tell({ fault: tellFault(fault) })
  }
}

/** Several parts at a time: each way costs the other thread some kilobytes of its heap. */
async function* inLoads(parts: Parts): AsyncGenerator<Part[] | Refusal> {
  let load: Part[] = []
  for await (const part of parts) {
    if (isRefusal(part)) return yield part
    load.push(part)
    if (sum(load, ({ looked }) => looked) < LOAD.looked && sum(load, lengthOf) < LOAD.length) continue
    yield load
    load = []
  }
  if (load.length > 0) yield load
}

/** No more than a few loads lie between it and the other side, which gives back the room that they took. */
function lineTo(port: MessagePort) {
  let ahead = 0
  const stopped = new AbortController()
  let wake: () => void = () => undefined
  const rooms: ArrayBuffer[] = []
  port.on('message', (room: ArrayBuffer | 'stop' | null) => {
    if (room === 'stop') return stop()
    if (room && rooms.length < AHEAD) rooms.push(room)
    ahead--
    wake()
  })
  port.on('close', stop)
  function stop() {
    stopped.abort()
    wake()
  }
  const tell = (told: FromExports, handedOver: ArrayBuffer[] = []) => port.postMessage(told, handedOver)
  return {
    stopped: stopped.signal,
    tell,
    send(load: Part[] | Refusal): void {
      ahead++
      if (Array.isArray(load)) {
        const bytes = together(load, rooms.pop())
        tell({ looked: sum(load, ({ looked }) => looked), bytes }, [bytes.buffer])
      } else tell(load)
    },
    async hasRoom(): Promise<void> {
      while (ahead >= AHEAD && !stopped.signal.aborted)
        await new Promise<void>(resolve => {
          wake = resolve
        })
    },
  }
}

/** Their bytes, in this room where it suffices. */
function together(parts: Part[], room?: ArrayBuffer): Uint8Array<ArrayBuffer> {
  const length = sum(parts, ({ bytes }) => Buffer.byteLength(bytes))
  const large = room && room.byteLength >= length ? room : new ArrayBuffer(Math.ceil(length * SPARE))
  const whole = new Uint8Array(large, 0, length)
  let at = 0
  for (const { bytes } of parts)
    if (typeof bytes === 'string') at += encoder.encodeInto(bytes, whole.subarray(at)).written
    else {
      whole.set(bytes, at)
      at += bytes.length
    }
  return whole
}

const lengthOf = ({ bytes }: Part) => bytes.length
const sum = (parts: Part[], of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0)
