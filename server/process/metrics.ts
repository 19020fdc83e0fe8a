// What the machine room wants to know, for Prometheus: requests by route, sockets, what stands on the board, how far it lies behind, what waits.
// Nothing here names a person, an address or a place.
import type { Server } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../../db/connect.ts'
import { readVitals, type Vitals } from '../../db/vitals.ts'
import type { Board } from '../live/board.ts'
import type { Overload } from '../surge/overload.ts'

/** Seconds; the finest that matters is a hot read, the coarsest a client that gives up. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** A database that is away shall not hold up the scrape, ms. */
const PATIENCE_MS = 2_000

type Given = {
  db: Database
  board: Board
  http: Server
  now: () => Date
  /** Of the board: seconds that it lies behind the database. */
  picture: { lag: () => number; sockets: () => number }
  overload: Pick<Overload, 'figures'>
  streams: () => number
  doubts: { wait: () => number }
}

export type Metrics = ReturnType<typeof openMetrics>

export function openMetrics({ db, board, http, now, picture, overload, streams, doubts }: Given) {
  const registers = [new Registry()]
  const [registry = new Registry()] = registers
  collectDefaultMetrics({ register: registry })

  const requests = new Histogram({
    name: 'kentongan_http_request_seconds',
    help: 'Requests by method, route and class of the answer, from the first byte to the last.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  })
  http.on('request', (request, response) => {
    const began = performance.now()
    response.once('close', () => {
      const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'cut'
      requests.observe(
        { method: request.method ?? '', route: routeOf(request), status },
        (performance.now() - began) / 1_000,
      )
    })
  })

  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `kentongan_${name}`,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('sockets', 'Open sockets of the live picture.', picture.sockets)
  gauge('event_streams', 'Open event streams of the live picture.', streams)
  gauge('board_reports', 'Live reports on the board of this process.', () => board.reports.size)
  gauge('board_incidents', 'Live incidents on the board of this process.', () => board.incidents.size)
  gauge('board_lag_seconds', 'How far the board lies behind the database.', picture.lag)
  gauge('database_connections', 'Open connections that answer requests.', () => db.load().open)
  gauge('database_connections_idle', 'Of these the idle ones.', () => db.load().idle)
  gauge('database_queries_waiting', 'Queries that wait for a connection.', () => db.load().waiting)

  if (db.reading.replica() !== 'none') {
    gauge(
      'replica_lag_seconds',
      'How far the replica lies behind the primary; NaN while it is away.',
      () => db.reading.lag() ?? Number.NaN,
    )
    gauge('replica_read', 'Whether the past is read at the replica now.', () =>
      db.reading.replica() === 'read' ? 1 : 0,
    )
  }

  const { figures } = overload
  gauge('late_seconds', 'How late this process is with everything.', () => figures().strain.delay / 1_000)
  gauge('report_seconds', 'How long reports take, where many come.', () => figures().strain.slow / 1_000)
  gauge(
    'judge_wait_seconds',
    'For how long the oldest question to the judge of reports has waited.',
    () => doubts.wait() / 1_000,
  )
  const byClass = (name: string, help: string, read: () => Record<string, number>) =>
    new Gauge({
      name: `kentongan_${name}`,
      help,
      labelNames: ['class'],
      registers,
      collect() {
        for (const [name, value] of Object.entries(read())) this.set({ class: name }, value)
      },
    })
  byClass('line_seconds', 'For how long the first of each class has stood in line.', () =>
    Object.fromEntries(Object.entries(figures().strain.line).map(([name, ms]) => [name, ms / 1_000])),
  )
  byClass('requests_in_flight', 'Requests under way, by class.', () => figures().inFlight)
  byClass('requests_let_in', 'What part of each class is let in, 0 to 1.', () => figures().shares)
  const refusals = (name: string, help: string, read: () => Record<string, number>) =>
    new Counter({
      name: `kentongan_${name}`,
      help,
      labelNames: ['class'],
      registers,
      collect() {
        this.reset()
        for (const [name, value] of Object.entries(read())) this.inc({ class: name }, value)
      },
    })
  refusals(
    'requests_refused_total',
    'Requests, and sockets, that were turned away because the process was busy.',
    () => figures().refused,
  )
  refusals(
    'line_refused_total',
    'Requests, and sockets, that were turned away because their line of addresses had its part.',
    () => figures().lineRefused,
  )

  const plain = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `kentongan_${name}`, help, labelNames, registers })
  const up = plain('database_up', '1 while the database answers.')
  const outbox = plain('outbox_waiting', 'Messages to citizens that are not sent yet.')
  const oldest = plain('outbox_oldest_seconds', 'Age of the oldest of them.')
  const deliveries = plain('webhook_deliveries_waiting', 'Deliveries of webhooks that are still to be made.')
  const behind = plain('follower_lag_seconds', 'Age of what a follower of the log has not taken yet.', [
    'follower',
  ])

  function tell(vitals: Vitals | undefined): void {
    up.set(vitals ? 1 : 0)
    // Unknown is not zero: what a database that is away would have said is left out.
    for (const each of [outbox, oldest, deliveries, behind]) each.reset()
    if (!vitals) return
    outbox.set(vitals.outbox.waiting)
    oldest.set(vitals.outbox.oldest)
    deliveries.set(vitals.webhooks)
    for (const { name, behind: seconds } of vitals.followers) behind.set({ follower: name }, seconds)
  }

  return {
    type: registry.contentType,
    async text(): Promise<string> {
      tell(await within(readVitals(db, now()), PATIENCE_MS))
      return registry.metrics()
    },
  }
}

/** The pattern of the route and never the address itself: there are few of them, and none holds an id. */
export function routeOf(request: object): string {
  const { route, baseUrl } = request as { route?: { path?: unknown }; baseUrl?: string }
  const path = Array.isArray(route?.path) ? route.path[0] : route?.path
  return typeof path === 'string' ? (baseUrl ?? '') + path : 'other'
}

/** Undefined where it fails or takes too long. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, ms, undefined)
  })
  try {
    return await Promise.race([work.catch(() => undefined), late])
  } finally {
    clearTimeout(timer)
  }
}
