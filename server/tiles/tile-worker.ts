// The tiles' own thread: hears what changes, and answers with lists and cut tiles in the order in which it is asked.
import { parentPort } from 'node:worker_threads'
import type { IncidentFeature } from '../domain/contract.ts'
import { createNearestName, type Names } from '../domain/nearest-name.ts'
import names from '../domain/regions/indonesia-places.json' with { type: 'json' }
import { type Asked, createLayers, type LayerName, type Listed, type Row } from './tile-layers.ts'

type ToTiles =
  | { what: 'rows'; put: Row[] }
  /** After the last rows: from here on what is asked is asked of this. */
  | { what: 'news'; gone: string[]; incidents: IncidentFeature[] | null; now: number }
  | { what: 'list'; turn: number; asked: Asked; after: number; limit: number }
  | { what: 'tile'; turn: number; layer: LayerName; asked: Asked; at: [number, number, number] }

export type FromTiles = { turn: number } & (
  | { list: Listed }
  | { tile: Uint8Array<ArrayBuffer> }
  | { fault: string }
)

if (!parentPort) throw new Error('tile-worker.ts runs as a worker thread')
const port = parentPort

let nearest: ReturnType<typeof createNearestName> | undefined
const layers = createLayers(() => {
  nearest ??= createNearestName(names as Names)
  return nearest
})
let put: Row[] = []

port.on('message', (message: ToTiles) => {
  if (message.what === 'rows') put.push(...message.put)
  else if (message.what === 'news') {
    layers.take({ ...message, put })
    put = []
  } else answer(message)
})

function answer(message: Extract<ToTiles, { turn: number }>): void {
  const { turn } = message
  const send = (found: FromTiles) => port.postMessage(found)
  try {
    if (message.what === 'list') send({ turn, list: layers.list(message.asked, message) })
    else {
      const tile = layers.tile(message.layer, message.asked, message.at)
      send({ turn, tile: new Uint8Array(tile) })
    }
  } catch (error) {
    send({ turn, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
