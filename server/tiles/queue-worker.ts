// The thread of the desk's long queues: hears what changes, and answers with pages of them and cut tiles in the order in which it is asked.
import { parentPort } from 'node:worker_threads'
import { createNearestName, type Names } from '../domain/nearest-name.ts'
import names from '../domain/regions/indonesia-places.json' with { type: 'json' }
import {
  type AskedQueue,
  type BesideQueue,
  createQueues,
  type QueueList,
  type QueuePage,
  type QueueRows,
} from './queue-cut.ts'

type ToQueues =
  | { what: 'rows'; put: QueueRows[] }
  /** After the last rows: from here on what is asked is asked of this. */
  | { what: 'news'; gone: string[]; beside: BesideQueue; now: number; cursor: string; generation: string }
  | { what: 'list'; turn: number; asked: AskedQueue; page: QueuePage }
  | { what: 'tile'; turn: number; asked: AskedQueue; at: [number, number, number] }

export type FromQueues = { turn: number } & (
  | { list: QueueList }
  | { tile: Uint8Array<ArrayBuffer> }
  | { fault: string }
)

if (!parentPort) throw new Error('queue-worker.ts runs as a worker thread')
const port = parentPort

let nearest: ReturnType<typeof createNearestName> | undefined
const queues = createQueues(() => {
  nearest ??= createNearestName(names as Names)
  return nearest
})
let put: QueueRows[] = []

port.on('message', (message: ToQueues) => {
  if (message.what === 'rows') put.push(...message.put)
  else if (message.what === 'news') {
    queues.take({ ...message, put })
    put = []
  } else answer(message)
})

function answer(message: Extract<ToQueues, { turn: number }>): void {
  const { turn } = message
  const send = (found: FromQueues) => port.postMessage(found)
  try {
    if (message.what === 'list') send({ turn, list: queues.list(message.asked, message.page) })
    else send({ turn, tile: new Uint8Array(queues.tile(message.asked, message.at)) })
  } catch (error) {
    send({ turn, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
