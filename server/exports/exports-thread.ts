// Makes bulk files and snapshots in a thread of its own, with a small heap and connections of its own: a million reports leave the server's memory and
// time to everybody else. It is started with the first file and ends when none was asked for a while. A file whose thread ends is broken off, and its
// client goes on behind the last report that it holds.
import { on } from 'node:events'
import { MessageChannel, type Worker } from 'node:worker_threads'
import type { Database } from '../../db/connect.ts'
import type { Config } from '../config.ts'
import { type SnapshotAsked, writeSnapshot } from '../snapshots/write.ts'
import { heardFault, openProgram, watched } from '../thread.ts'
import type { FromExports, Order, ThreadSettings } from './exports-worker.ts'
import { createMaking, type Making } from './parts.ts'
import { inTurns } from './turns.ts'

/** Files are asked for one after the other, and a start takes half a second. */
const IDLE_MS = 60_000
/** The heap of all files under way, MB: where it does not suffice they break off, and the server goes on. */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 256 }

type Given = {
  db: Database
  config: Pick<Config, 'publicUrl' | 'databaseUrl' | 'read'>
  log: (line: string) => void
  logFault: (fault: unknown) => void
  /** Whether what runs here may run beside. */
  threads: boolean
}

type FileMakers = {
  makeFile: Making
  /** Resolves also where it was stopped, and then nothing has changed. */
  makeSnapshot(snapshot: SnapshotAsked, stop?: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** The embedded database runs on small machines, and gives its files to one thread alone. */
export function openExports({
  db,
  config: { publicUrl, databaseUrl: url, read },
  log: warn,
  logFault,
  threads,
}: Given): FileMakers {
  if (threads && url !== undefined)
    return exportBeside({ settings: { url, read, publicUrl }, warn, logFault })
  const shared = inTurns(db, 1)
  return {
    makeFile: createMaking({ db, publicUrl }),
    async makeSnapshot(snapshot, stop) {
      await writeSnapshot({ ...snapshot, db: shared, ...(stop && { stop }) })
    },
    close: async () => undefined,
  }
}

type Beside = {
  settings: ThreadSettings
  warn: (text: string) => void
  logFault: (fault: unknown) => void
  open?: (settings: ThreadSettings) => Worker
}

export function exportBeside({
  settings,
  warn,
  logFault,
  open = workerData => openProgram('./exports/exports-worker.ts', { workerData, resourceLimits: HEAP }),
}: Beside): FileMakers {
  let worker: Worker | undefined
  let orders = 0
  let idle: NodeJS.Timeout | undefined

  function start(): Worker {
    const made = watched(open(settings), 'files', fault => {
      if (worker !== made) return
      worker = undefined
      logFault(fault)
    })
    made.on('message', warn)
    return made
  }

  async function close(): Promise<void> {
    clearTimeout(idle)
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }

  async function* carriedOut(order: Order, stop?: AbortSignal) {
    if (stop?.aborted) return
    clearTimeout(idle)
    orders++
    const { port1: port, port2: theirs } = new MessageChannel()
    const tellToStop = () => port.postMessage('stop')
    stop?.addEventListener('abort', tellToStop)
    try {
      worker ??= start()
      worker.postMessage({ order, port: theirs }, [theirs])
      for await (const [told] of on(port, 'message', { close: ['close'] })) {
        const heard: FromExports = told
        if (heard === 'end') return
        if ('fault' in heard) throw heardFault(heard.fault)
        yield heard
        const room = 'bytes' in heard ? roomOf(heard.bytes) : null
        port.postMessage(room, room ? [room] : [])
      }
      if (!stop?.aborted) throw new Error('The thread of files has ended in the middle of one.')
    } finally {
      stop?.removeEventListener('abort', tellToStop)
      port.close()
      if (--orders === 0) idle = setTimeout(() => void close().catch(logFault), IDLE_MS).unref()
    }
  }

  return {
    makeFile: file => carriedOut({ file }),
    async makeSnapshot(snapshot, stop) {
      await carriedOut({ snapshot }, stop).next()
    },
    close,
  }
}

/** What is longer fills any stream: whoever asks for the next part has seen this one written (`pipeline` waits for `drain`). */
const FILLING = 128 * 1_024

/** Given back at once, or else it would lie here until somebody sweeps, which a process that has little to do does late. */
const roomOf = (bytes: string | Uint8Array): ArrayBuffer | null =>
  typeof bytes === 'object' && bytes.length > FILLING && bytes.buffer instanceof ArrayBuffer
    ? bytes.buffer
    : null
