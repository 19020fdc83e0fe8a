// Whether anything grows with history: intake, live list, an incident's update and a tile with ten thousand, a hundred thousand and a million
// reports stored, each with its entry in the log, and the same live ones on each; the servers take turns.
import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { v7 as newUuid } from 'uuid'
import type { ServerProcess } from '../server-process.ts'
import { median, type Result, type Row, ratio, rounded } from './measure.ts'
import { databaseWith, MILLION, withServer } from './million.ts'

const SIZES = [10_000, 100_000, MILLION]
const ROUNDS = 5
const POSTS = 300
const LISTS = 150
const CONNECTIONS = 8
/** Times an incident is updated in one round, and times a tile is made: that takes 2 ms, and anything else on the machine as much. */
const SAMPLES = 5
const TILES = 25
const LIST = '/reports?geoformat=geojson'
/** Greater Jakarta. */
const TILE = '10/816/529'
const PATIENCE_MS = 30_000

/** Of one server in one round: the first two a second, the others ms. */
const measures = ['intake', 'live list', 'incident update', 'tile'] as const
type Measured = Record<(typeof measures)[number], number>

/** `numbers`: other sizes, for a short look. */
export async function benchGrowth(...numbers: number[]): Promise<Result[]> {
  const sizes = numbers.length > 0 ? numbers : SIZES
  const urls: string[] = []
  for (const size of sizes) {
    const url = await databaseWith(size, { entries: true })
    if (url === undefined) return []
    urls.push(url)
  }
  return withServers(urls, async servers => {
    const values = servers.map(() => [] as Measured[])
    for (let round = -1; round < ROUNDS; round++)
      // Whoever comes first in one round comes last in the next.
      for (const [at, server] of inTurn([...servers.entries()], round)) {
        const measured = await measure(server.url, round + 1)
        if (round >= 0) values[at]?.push(measured)
      }
    const [few = []] = values
    const many = values.at(-1) ?? []
    return measures.map(name => {
      const isSpeed = name === 'intake' || name === 'live list'
      const of = (one: Measured[]) => one.map(each => each[name])
      // Above 1: with more stored it is better.
      const against = isSpeed ? ratio(of(many), of(few)) : ratio(of(few), of(many))
      const unit = isSpeed ? '/s' : 'ms'
      const row: Row = {
        what: `${name}, ${(sizes.at(-1) ?? 0).toLocaleString('en')} stored, PostgreSQL`,
        ours: `${rounded(median(of(many)))} ${unit}`,
        beside: `${(sizes[0] ?? 0).toLocaleString('en')} stored: ${rounded(median(of(few)))}`,
        ratio: against,
        aim: '≥ 0.8',
      }
      return {
        name: `growth: ${name}`,
        figures: {
          ...Object.fromEntries(
            sizes.map((size, at) => [
              `${unit} with ${size.toLocaleString('en')} stored`,
              rounded(median(of(values[at] ?? []))),
            ]),
          ),
          'many / few': against,
        },
        row,
      }
    })
  })
}

const inTurn = <T>(all: T[], round: number): T[] => (round % 2 === 0 ? all : all.toReversed())

function withServers<T>(urls: string[], work: (servers: ServerProcess[]) => Promise<T>): Promise<T> {
  const [url, ...others] = urls
  if (url === undefined) return work([])
  return withServer(url, server => withServers(others, servers => work([server, ...servers])))
}

async function measure(url: string, round: number): Promise<Measured> {
  const intake = await perSecond(POSTS, at => post(url, spread(at + round * POSTS)))
  const stored = (round + 1) * POSTS + round * (SAMPLES + TILES)
  await listed(url, stored)
  const list = await perSecond(LISTS, async () => void (await (await ask(url, LIST)).arrayBuffer()))
  const updates: number[] = []
  const socket = io(url, { transports: ['websocket'], forceNew: true })
  await socket.emitWithAck('watch', {})
  for (let sample = 0; sample < SAMPLES; sample++) {
    const updated = new Promise<void>(resolve => {
      const heed = ({ what }: { what: string }) => {
        if (what !== 'incident') return
        socket.off('change', heed)
        resolve()
      }
      socket.on('change', heed)
    })
    const began = performance.now()
    await post(url, { lng: 106.7 + round * 0.003, lat: -6.3 + sample * 0.001 })
    if (round === 0 && sample < 2) continue
    await updated
    updates.push(performance.now() - began)
  }
  socket.close()
  const tiles: number[] = []
  for (let sample = 1; sample <= TILES; sample++) {
    await post(url, spread((ROUNDS + 1) * POSTS + round * TILES + sample))
    await listed(url, stored + SAMPLES + sample)
    const began = performance.now()
    await (await ask(url, `/tiles/reports/${TILE}.mvt`)).arrayBuffer()
    tiles.push(performance.now() - began)
  }
  return { intake, 'live list': list, 'incident update': median(updates), tile: median(tiles) }
}

/** Far enough from each other that none is an incident. */
const spread = (at: number) => ({ lng: 106.2 + (at % 50) * 0.01, lat: -6.9 + Math.floor(at / 50) * 0.01 })

async function post(url: string, place: { lng: number; lat: number }): Promise<void> {
  const { status } = await fetch(`${url}/api/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newUuid() },
    body: JSON.stringify({
      ...{ hazard: 'flood', answers: { depth: 50 }, place, placedBy: 'location' },
      words: `Air naik di gang ${newUuid()}, kami butuh bantuan pindah.`,
    }),
  })
  if (status !== 201) throw new Error(`A report was answered with ${status}.`)
}

async function ask(url: string, path: string): Promise<Response> {
  const response = await fetch(url + path)
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
  return response
}

async function listed(url: string, wanted: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const { result } = await (await ask(url, LIST)).json()
    if (result.features.length >= wanted) return
    if (Date.now() > until) throw new Error(`The list holds ${result.features.length} of ${wanted} reports.`)
    await sleep(20)
  }
}

/** So many calls, some at a time: how many a second. */
async function perSecond(calls: number, call: (at: number) => Promise<void>): Promise<number> {
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < calls) await call(next++)
    }),
  )
  return calls / ((performance.now() - began) / 1_000)
}
