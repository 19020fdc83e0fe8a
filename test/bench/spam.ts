// 5,000 hostile reports of each kind and 500 real ones come from the same 20 lines within ten minutes: who is on the map then, and who waits for
// an officer. Real ones come from the form with its ticket, and once more from old clients without one; programs come without, and at last with as
// many as two cores can solve. The clock is wound on; everything else is the real server on the embedded database.
import { pbkdf2Sync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config.ts'
import { TICKET, triesAfter } from '../../server/domain/trust/door.ts'
import { startServer } from '../../server/main.ts'
import { attack, type Hostility, hasArchive, hostilities, LINES, type Sent } from '../spam.ts'
import { freeTicket } from '../ticket.ts'
import { type Result, rounded } from './measure.ts'

const HOSTILE = 5_000
const REAL = 500
const MINUTES = 10
/** Several at a time, as they come in. */
const AT_ONCE = 8
/** The last of them, of several kinds that are told from real ones by what they send. */
const MIXED: Hostility[] = [
  'one text everywhere',
  'a template filled in',
  'advertising',
  'a hundred browsers that never stop',
  'one place that is dry',
  'programs that fill in everything',
  'keys struck at random',
]

const ON_MAP = 'real ones on the map'
const HOSTILE_ON_MAP = 'hostile ones on the map, per cent'
const CORES = 2
const weakest: Hostility[] = ['a few words, anywhere', 'no words, anywhere', 'common words in any order']

type Tickets = {
  /** Real ones come from the form. */
  real: boolean
  /** How many of the hostile ones have one, too. */
  hostile: number
}

export async function benchSpam(): Promise<Result[]> {
  if (!hasArchive) console.warn('The archive of 2020 is not at hand: the real reports are made up.')
  const all = Object.keys(hostilities) as Hostility[]
  const kinds: [name: string, kinds: Hostility[]][] = [
    ...all.map((kind): [string, Hostility[]] => [kind, [kind]]),
    ['seven kinds at once', MIXED],
  ]
  const results: Result[] = []
  const solved = solvedOnCores()
  for (const [name, of] of kinds) results.push(await under(name, of, { real: true, hostile: 0 }))
  for (const [name, of] of kinds)
    results.push(await under(`${name}, real ones without tickets`, of, { real: false, hostile: 0 }))
  for (const [name, of] of [
    ['ten kinds at once', all] as const,
    ...weakest.map(kind => [kind, [kind]] as const),
  ])
    results.push(
      await under(`${name}, ${solved} with a ticket of ${CORES} cores`, [...of], {
        real: true,
        hostile: solved,
      }),
    )
  return [
    ...results,
    inAll('real ones from the form', results.slice(0, kinds.length)),
    inAll('real ones without tickets', results.slice(kinds.length, 2 * kinds.length)),
    inAll(`hostile ones with ${solved} tickets`, results.slice(2 * kinds.length)),
  ]
}

/** The worst of several kinds. */
function inAll(name: string, of: Result[]): Result {
  const figures = {
    'fewest real ones on the map': Math.min(...of.map(({ figures }) => figures[ON_MAP] ?? 0)),
    'most hostile ones, per cent': Math.max(...of.map(({ figures }) => figures[HOSTILE_ON_MAP] ?? 0)),
  }
  return {
    name: `spam, ${of.length} kinds: ${name}`,
    figures,
    row: {
      what: `${HOSTILE.toLocaleString('en')} hostile among ${REAL} real reports, worst of ${of.length} kinds: ${name}`,
      ours: `${figures['fewest real ones on the map']} real on the map, ${figures['most hostile ones, per cent']}% of the hostile`,
      aim: `${REAL} real, 1%`,
    },
  }
}

/** How many tickets programs solve in the time, on all lines evenly, where the real ones have taken theirs before. */
function solvedOnCores(): number {
  const began = performance.now()
  const tries = 300
  for (let counter = 0; counter < tries; counter++)
    pbkdf2Sync(`try ${counter}`, 'salt', TICKET.iterations, 32, 'sha256')
  const ms = (performance.now() - began) / tries
  let left = CORES * MINUTES * 60_000
  let solved = 0
  for (;;) {
    left -= ms * triesAfter((REAL + solved) / LINES)
    if (left < 0 || solved === HOSTILE) return solved
    solved++
  }
}

async function under(name: string, kinds: Hostility[], tickets: Tickets): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  let time = Date.parse('2026-02-24T01:00:00Z')
  const config = readConfig({ PORT: '0', DATA_DIR: directory })
  const server = await startServer(config, { now: () => new Date(time), log: () => undefined })
  let hostiles = 0
  /** Those of programs are spread evenly. */
  const isTicketed = ({ kind }: Sent): boolean => {
    if (kind === 'real') return tickets.real
    const share = tickets.hostile / HOSTILE
    return Math.floor(++hostiles * share) > Math.floor((hostiles - 1) * share)
  }
  try {
    const all = attack({ kinds, hostile: HOSTILE, real: REAL, seed: 24022020 })
    const numbers = new Map<number, Sent['kind']>()
    const began = performance.now()
    for (let at = 0; at < all.length; at += AT_ONCE) {
      time += (AT_ONCE * MINUTES * 60_000) / all.length
      await Promise.all(
        all.slice(at, at + AT_ONCE).map(async (sent, index) => {
          const key = `${name} ${at + index}`
          const ticket = isTicketed(sent) ? await freeTicket(server.db, key, new Date(time)) : undefined
          numbers.set(await post(server.url, sent, key, ticket), sent.kind)
        }),
      )
    }
    const seconds = (performance.now() - began) / 1_000
    await server.caughtUp()
    const shown = await shownBy(server.url)
    const kindsShown = [...shown].map(number => numbers.get(number))
    const real = kindsShown.filter(kind => kind === 'real').length
    const hostile = shown.size - real
    return {
      name: `spam: ${HOSTILE} × ${name}, among ${REAL} real reports`,
      figures: {
        [ON_MAP]: real,
        'real ones that wait at the desk': REAL - real,
        [HOSTILE_ON_MAP]: rounded((100 * hostile) / HOSTILE),
        'reports kept, of all': numbers.size,
        'reports a second': rounded(all.length / seconds),
      },
    }
  } finally {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function post(url: string, { address, body }: Sent, key: string, ticket?: string): Promise<number> {
  const response = await fetch(`${url}/api/reports`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'X-Forwarded-For': address,
      ...(ticket && { 'Report-Ticket': ticket }),
    },
    body: JSON.stringify(body),
  })
  const { report } = await response.json()
  if (!report) throw new Error(`A report was answered with ${response.status}.`)
  return report.properties.number
}

async function shownBy(url: string): Promise<Set<number>> {
  const response = await fetch(`${url}/reports?geoformat=geojson`)
  const { result } = await response.json()
  return new Set(
    result.features.map(({ properties }: { properties: { pkey: string } }) => Number(properties.pkey)),
  )
}
