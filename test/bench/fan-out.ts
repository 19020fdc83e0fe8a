// One entry to thousands of sockets: how long until the last of them has it, what that costs, and what a socket that waits holds. Beside it in the
// same run: bare `ws` that sends as many bytes to as many.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProcess } from '../server-process.ts'
import { type Crowd, cpuOf, memoryOf, startCrowd } from './crowd-of.ts'
import { median, type Result, ratio, rounded } from './measure.ts'
import { servePlain } from './plain.ts'

/** What a change of one report takes on the wire, bytes. */
const BYTES = 700
const PAUSE_MS = 100

type Side = {
  crowd: Crowd
  url: string
  pid: number
  body: (word: string, round: number) => object
  memory: number
}
type Told = { p50: number; p99: number; cpu: number }

/** `npm run bench -- fan-out SOCKETS ROUNDS`. */
export async function benchFanOut(sockets = 5_000, rounds = 30): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  const server = await startProcess({ DATA_DIR: folder })
  const plain = await servePlain('ws')
  const sides: Side[] = []
  try {
    await tell(
      { crowd: startCrowd(), url: server.url, pid: server.pid, body: report, memory: 0 },
      'warm',
      0,
      0,
    )
    const ours = await open(server.url, server.pid, 'kentongan', report, sockets)
    sides.push(ours)
    const theirs = await open(plain.url, plain.child.pid ?? 0, 'bare', padding, sockets)
    sides.push(theirs)
    const told: Record<'ours' | 'theirs', Told[]> = { ours: [], theirs: [] }
    for (let round = -3; round < rounds; round++)
      for (const [name, side] of [
        ['ours', ours],
        ['theirs', theirs],
      ] as const) {
        const one = await tell(side, `kata${name}${round + 3}x`, round + 3, sockets)
        if (round >= 0) told[name].push(one)
        await sleep(PAUSE_MS)
      }
    return [resultOf(told, ours, theirs, sockets)]
  } finally {
    for (const { crowd } of sides) crowd.end()
    plain.child.kill()
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Far from each other, so that they are told alone and no incident with them. */
const report = (word: string, round: number) => ({
  hazard: 'flood',
  answers: { depth: 50 },
  place: { lng: 106.7 + (round % 16) / 10, lat: -6.9 + Math.floor(round / 16) / 10 },
  placedBy: 'location',
  words: `Banjir di gang, air masuk rumah. ${word}`,
})
const padding = (word: string) => ({ word, padding: 'x'.repeat(BYTES - word.length - 24) })

async function open(
  url: string,
  pid: number,
  kind: 'bare' | 'kentongan',
  body: Side['body'],
  sockets: number,
): Promise<Side> {
  const crowd = startCrowd()
  await sleep(2_000)
  const before = memoryOf(pid)
  await crowd.open({ url, kind, count: sockets, watch: { together: true, most: 5_000, page: 2_000 } })
  await sleep(2_000)
  return { crowd, url, pid, body, memory: ((memoryOf(pid) - before) / sockets) * 1_000 }
}

async function tell(
  { crowd, url, pid, body }: Side,
  word: string,
  round: number,
  sockets: number,
): Promise<Told> {
  const [began, cpu] = [performance.timeOrigin + performance.now(), cpuOf(pid)]
  const hearing = sockets > 0 ? crowd.heard(word) : []
  const response = await fetch(`${url}/api/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `${word} ${began}` },
    body: JSON.stringify(body(word, round)),
  })
  if (response.status !== 201) throw new Error(`an entry was answered with ${response.status}`)
  await response.arrayBuffer()
  const times = (await hearing).map(time => time - began).sort((a, b) => a - b)
  if (sockets === 0) crowd.end()
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  return { p50: at(0.5), p99: at(0.99), cpu: cpuOf(pid) - cpu }
}

function resultOf(
  { ours, theirs }: Record<'ours' | 'theirs', Told[]>,
  our: Side,
  their: Side,
  sockets: number,
): Result {
  const of = (told: Told[], what: keyof Told) => told.map(one => one[what])
  const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)
  /** Of all rounds together: a single one is a few ticks of the clock. */
  const cpu = (told: Told[]) => (sum(of(told, 'cpu')) * 1e6) / (told.length * sockets)
  const [p99, bare] = [median(of(ours, 'p99')), median(of(theirs, 'p99'))]
  return {
    name: `fan-out: one entry to ${sockets.toLocaleString('en')} sockets, embedded database`,
    figures: {
      'entry to socket p50, ms': rounded(median(of(ours, 'p50'))),
      'entry to socket p99, ms': rounded(p99),
      'bare ws p50, ms': rounded(median(of(theirs, 'p50'))),
      'bare ws p99, ms': rounded(bare),
      'ours / bare ws, p99': ratio(of(ours, 'p99'), of(theirs, 'p99')),
      'CPU of 1,000 deliveries, ms': rounded(cpu(ours)),
      'CPU of 1,000 deliveries, bare ws, ms': rounded(cpu(theirs)),
      'CPU, ours / bare ws': rounded(cpu(ours) / cpu(theirs)),
      'memory of 1,000 sockets, MB': rounded(our.memory),
      'memory of 1,000 sockets, bare ws, MB': rounded(their.memory),
    },
    row: {
      what: `Fan-out: one entry to ${sockets.toLocaleString('en')} sockets, p99; CPU and memory of 1,000`,
      ours: `${Math.round(p99)} ms; ${cpu(ours).toFixed(1)} ms; ${our.memory.toFixed(1)} MB`,
      beside: `bare ws: ${Math.round(bare)} ms; ${cpu(theirs).toFixed(1)} ms; ${their.memory.toFixed(1)} MB`,
      ratio: rounded(p99 / bare),
    },
  }
}
