// The load of a storm, from a process of its own: citizens who send reports and people who read, so many a second whatever the server does with it
// (an open loop). Who is refused comes back when told to, with the same key, as the form does.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, openPool } from './raw-http.ts'

export type Order = {
  url: string
  seconds: number
  /** A second. */
  submits: number
  reads: number
  drafts: object[]
  /** What is read, and how many of a thousand reads ask for it. */
  mix: { name: string; share: number; paths: string[]; accept?: string }[]
}

type Latency = {
  sent: number
  answered: number
  refused: number
  failed: number
  p50: number
  p95: number
}
export type Report = {
  submits: Latency & { unsent: number }
  reads: Record<string, Latency>
  acknowledged: string[]
  /** Answers by their status and code. */
  statuses: Record<string, number>
}

/** Requests under way at most: a browser waits no longer than that, either. */
const MOST = 4_000
const TICK_MS = 10
const PATIENCE_MS = 30_000
/** Those who were refused are still served for so long after the last has come. */
const AFTER_MS = 40_000

/** As a balancer keeps them open (a process takes in one new connection a turn of its loop); citizens wait for no reader's connection. */
const POOL = { most: 1_000, patience: PATIENCE_MS }
const WARM = 300

async function storm({ url, seconds, submits, reads, drafts, mix }: Order): Promise<Report> {
  const [readers, citizens] = [openPool(url, POOL), openPool(url, POOL)]
  let underWay = 0
  const statuses: Record<string, number> = {}
  const acknowledged: string[] = []
  const submitted: number[] = []
  const counts = { sent: 0, answered: 0, refused: 0, failed: 0 }
  const read = new Map(
    mix.map(({ name }) => [name, { sent: 0, answered: 0, refused: 0, failed: 0, ms: [] as number[] }]),
  )
  const tags = new Map<string, string>()
  let until = Number.POSITIVE_INFINITY
  let waiting = 0

  const note = (answer: Answer | undefined) => {
    const code = answer?.status === 503 ? ` ${/"code":"([\w-]+)"/.exec(answer.body)?.[1] ?? ''}` : ''
    const status = answer ? `${answer.status}${code}` : 'cut'
    statuses[status] = (statuses[status] ?? 0) + 1
  }

  async function submit(number: number): Promise<void> {
    const draft = drafts[number % drafts.length] ?? {}
    const key = `storm ${process.pid} ${Date.now()} ${number}`
    const headers = {
      'Content-Type': 'application/json',
      'Accept-Language': number % 5 ? 'id' : 'en',
      'Idempotency-Key': key,
      'X-Forwarded-For': `10.${number % 200}.${(number >> 8) % 256}.${number % 251}`,
    }
    const body = JSON.stringify({
      ...draft,
      device: `storm-device-${String(number % 50_000).padStart(8, '0')}`,
    })
    waiting++
    counts.sent++
    while (performance.now() < until + AFTER_MS) {
      const answer = await citizens.ask('/api/reports', headers, body)
      note(answer)
      if (answer && answer.status < 300) {
        counts.answered++
        submitted.push(answer.ms)
        acknowledged.push(JSON.parse(answer.body).report.properties.id)
        break
      }
      if (answer && answer.status !== 503 && answer.status !== 429) {
        counts.failed++
        break
      }
      counts.refused++
      await sleep(1_000 * (answer?.retryAfter ?? 2))
    }
    waiting--
  }

  async function look(number: number): Promise<void> {
    let left = (number * 617) % 1_000
    const one = mix.find(({ share }) => {
      left -= share
      return left < 0
    })
    const known = one && read.get(one.name)
    if (!one || !known) return
    const paths =
      one.name === 'single report' && acknowledged.length > 0
        ? [`/api/reports/${acknowledged[(number * 7919) % acknowledged.length]}`]
        : one.paths
    const path = paths[(number * 31) % paths.length] ?? '/'
    // So many browsers, each with what it has read.
    const held = `${path} ${number % 20}`
    const tag = tags.get(held)
    known.sent++
    underWay++
    const answer = await readers.ask(path, {
      'Accept-Encoding': 'gzip',
      Accept: one.accept ?? '*/*',
      ...(tag && { 'If-None-Match': tag }),
    })
    underWay--
    note(answer)
    if (answer?.etag) tags.set(held, answer.etag)
    if (!answer || answer.status >= 500 || answer.status === 429)
      known[answer?.status === 503 ? 'refused' : 'failed']++
    else {
      known.answered++
      known.ms.push(answer.ms)
    }
  }

  await Promise.all([readers.warm(WARM), citizens.warm(WARM)])
  const began = performance.now()
  until = began + seconds * 1_000
  let [sent, looked, unsent] = [0, 0, 0]
  while (performance.now() < until) {
    const passed = (performance.now() - began) / 1_000
    for (; sent < passed * submits; sent++) void submit(sent)
    for (; looked < passed * reads; looked++)
      if (underWay < MOST) void look(looked)
      else unsent++
    await sleep(TICK_MS)
  }
  while ((waiting > 0 || underWay > 0) && performance.now() < until + AFTER_MS) await sleep(50)
  readers.close()
  citizens.close()
  return {
    submits: { ...counts, ...quantiles(submitted), unsent },
    reads: Object.fromEntries(
      [...read].map(([name, { ms, ...one }]) => [name, { ...one, ...quantiles(ms) }]),
    ),
    acknowledged,
    statuses,
  }
}

function quantiles(values: number[]) {
  const sorted = values.sort((a, b) => a - b)
  const at = (part: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
  return { p50: at(0.5), p95: at(0.95) }
}

process.on('message', (order: Order) => void storm(order).then(report => process.send?.(report)))
process.once('disconnect', () => process.exit())
