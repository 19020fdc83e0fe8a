// Vector tiles and lists of what is live, from the board: for maps with more reports than a browser should hold. The thread that cuts them is started
// when somebody asks first, and told what has changed when somebody asks again: who asks for nothing costs nothing.
import { createRequire } from 'node:module'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Board } from './board.ts'
import { toFeature, toIncidentFeature } from './domain/contract.ts'
import { saidIn } from './domain/filters.ts'
import type { Report } from './domain/report.ts'
import type { Asked, LayerName, Listed, Row } from './tile-layers.ts'
import type { FromTiles, ToTiles } from './tile-worker.ts'
import { type Ready, readyAnswer } from './wire/ready.ts'

export type Tiles = ReturnType<typeof openTiles>

const TILE_TYPE = 'application/vnd.mapbox-vector-tile'
/** Rows handed over at a time: more would keep everybody else waiting. */
const PAGE = 2_000
/** What is cut stands at least so long, and three times as long as it took, up to a limit, ms. */
const REST = { least: 200, times: 3, most: 4_000 }
/** Windows of hours move on in steps of this, ms. */
const STEP_MS = 30_000
/** Answers of one state of the board that are kept. */
const MOST_ANSWERS = 4_000

/** As in db/embedded.ts: the thread reads TypeScript as CommonJS. */
const { resolve } = createRequire(import.meta.url)
const program = `require(${JSON.stringify(resolve('tsx/cjs/api'))}).register()
require(${JSON.stringify(fileURLToPath(new URL('./tile-worker.ts', import.meta.url)))})`

type Waiting = { take: (found: FromTiles) => void; fail: (fault: Error) => void }
/** Without the number that the thread gives it. */
type Question = ToTiles extends infer Each
  ? Each extends { turn: number }
    ? Omit<Each, 'turn'>
    : never
  : never

export function openTiles({ board, now }: { board: Board; now: () => Date }) {
  let worker: Worker | undefined
  let turn = 0
  const waiting = new Map<number, Waiting>()
  /** What the thread knows. */
  let sent = new Map<string, { report: Report; incident: string | null }>()
  let state = { version: -1, step: -1, cursor: '0.0', generation: 0 }
  let restUntil = 0
  let refreshing: Promise<void> | undefined
  let answers = new Map<string, Promise<unknown>>()

  function start(): Worker {
    const made = new Worker(program, { eval: true })
    made.unref()
    made.on('message', (found: FromTiles) => {
      waiting.get(found.turn)?.take(found)
      waiting.delete(found.turn)
    })
    const end = (fault: Error) => {
      if (worker !== made) return
      worker = undefined
      sent = new Map()
      state = { ...state, version: -1 }
      answers = new Map()
      for (const { fail } of waiting.values()) fail(fault)
      waiting.clear()
    }
    made.on('error', end)
    made.on('exit', code => end(new Error(`The thread of the tiles has ended with ${code}.`)))
    return made
  }

  const tell = (message: ToTiles) => {
    worker ??= start()
    worker.postMessage(message)
  }

  function ask(question: Question): Promise<FromTiles> {
    const own = ++turn
    const began = performance.now()
    return new Promise((take, fail) => {
      waiting.set(own, { take, fail })
      tell({ ...question, turn: own } as ToTiles)
    }).then(given => {
      const found = given as FromTiles
      const took = REST.times * (performance.now() - began)
      restUntil = Math.max(restUntil, performance.now() + Math.min(took, REST.most))
      if ('fault' in found) throw new Error(found.fault)
      return found
    })
  }

  /** What has changed on the board since the thread was told last. */
  async function refresh(): Promise<void> {
    worker ??= start()
    const at = now()
    const { version, cursor } = board
    const known = sent
    const isLoaded = state.version >= 0
    let put: Row[] = []
    for (const report of [...board.reports.values()]) {
      const incident = board.incidentOf(report.id)
      const before = known.get(report.id)
      if (before?.report === report && before.incident === incident) continue
      known.set(report.id, { report, incident })
      put.push(rowOf(report, incident))
      if (put.length < PAGE) continue
      tell({ what: 'rows', put })
      put = []
      await nextTurn()
    }
    tell({ what: 'rows', put })
    const gone = [...known.keys()].filter(id => !board.reports.has(id))
    for (const id of gone) known.delete(id)
    const incidents =
      isLoaded && state.version === version ? null : [...board.incidents.values()].map(toIncidentFeature)
    tell({ what: 'news', gone, incidents, now: at.getTime() })
    state = { version, step: stepOf(at), cursor, generation: state.generation + 1 }
    answers = new Map()
    restUntil = performance.now() + REST.least
  }

  /** Resolves when the thread knows what stands now, or what stood a moment ago while it rests. */
  async function upToDate(): Promise<void> {
    const isFirst = state.version < 0
    const isOld = board.version !== state.version || stepOf(now()) !== state.step
    if (!refreshing && isOld && (isFirst || performance.now() >= restUntil))
      refreshing = refresh().finally(() => {
        refreshing = undefined
      })
    await refreshing
  }

  function once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = answers.get(key)
    if (known) return known as Promise<T>
    const made = make()
    const shelf = answers
    shelf.set(key, made)
    const [oldest] = shelf.keys()
    if (oldest !== undefined && shelf.size > MOST_ANSWERS) shelf.delete(oldest)
    made.catch(() => shelf.delete(key))
    return made
  }

  return {
    /** `cursor`: everything up to it is in the list, and in the tiles of the same generation. */
    async list(
      asked: Asked,
      page: { after: number; limit: number },
    ): Promise<Listed & { cursor: string; generation: string }> {
      await upToDate()
      const { cursor, generation } = state
      const listed = await once(`list ${JSON.stringify({ asked, ...page })}`, async () => {
        const found = await ask({ what: 'list', asked, ...page })
        if ('list' in found) return found.list
        throw new Error('The thread of the tiles answered something else.')
      })
      return { ...listed, cursor, generation: String(generation) }
    },

    async tile(layer: LayerName, asked: Asked, at: [number, number, number]): Promise<Ready> {
      await upToDate()
      return once(`tile ${JSON.stringify({ layer, asked, at })}`, async () => {
        const found = await ask({ what: 'tile', layer, asked, at })
        if ('tile' in found) return readyAnswer(Buffer.from(found.tile.buffer), TILE_TYPE)
        throw new Error('The thread of the tiles answered something else.')
      })
    },

    /** So that the first who comes need not wait for it. */
    async warm(): Promise<void> {
      await upToDate()
    },

    async close() {
      const ending = worker
      worker = undefined
      await ending?.terminate()
    },
  }
}

const stepOf = (at: Date) => Math.floor(at.getTime() / STEP_MS)

/** Only what everybody may see goes over to where tiles are made. */
function rowOf(report: Report, incident: string | null): Row {
  const { geometry, properties } = toFeature(report, incident, 'public')
  const { id, number, version, hazard, level, state, at, region, area, drill } = properties
  const [lng = 0, lat = 0] = geometry.coordinates
  return {
    id,
    number,
    version,
    hazard,
    level,
    state,
    at,
    lng,
    lat,
    incident,
    region,
    area,
    drill,
    said: saidIn(properties).toLowerCase(),
  }
}
