// 5,000 hostile reports of each kind and 500 real ones come from the same 20 lines within ten minutes: who is on the map then, and who waits for
// an officer. Real ones come from the form with its ticket, and once more from old clients without one; programs come without, and at last with as
// many as two cores can solve. Each is put to the judge alone; the three that matter most, or with `spam all` each, go to the real server on the
// embedded database as well, where only the clock is wound on.
import { pbkdf2Sync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config.ts'
import { TICKET, triesAfter } from '../../server/domain/trust/door.ts'
import { startServer } from '../../server/main.ts'
import {
  attack,
  type Hostility,
  hasArchive,
  hostilities,
  LINES,
  likeReal,
  type Sent,
  yearOfReports,
} from '../spam.ts'
import { shownByJudge } from '../spam-judge.ts'
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

type Run = { name: string; kinds: Hostility[]; tickets: Tickets }

/** So many of the runs go to the real server, too. */
const AT_SERVER = 3

export async function benchSpam(atServer = AT_SERVER): Promise<Result[]> {
  if (!hasArchive) console.warn('The archive of 2020 is not at hand: the real reports are made up.')
  const apart = Object.keys(hostilities) as (keyof typeof hostilities)[]
  const alike = Object.keys(likeReal) as (keyof typeof likeReal)[]
  const mixed = { name: 'seven kinds at once', kinds: MIXED }
  const alone = (kind: Hostility) => ({ name: kind, kinds: [kind] })
  const [form, old] = [
    { real: true, hostile: 0 },
    { real: false, hostile: 0 },
  ]
  const solved = { real: true, hostile: solvedOnCores() }
  const told = (tickets: Tickets, of: Omit<Run, 'tickets'>[]): Run[] => of.map(one => ({ ...one, tickets }))
  const withTickets = told(form, [...apart.map(alone), mixed])
  const without = told(old, [...apart.map(alone), mixed])
  const alikeWith = told(form, alike.map(alone))
  const alikeWithout = told(old, alike.map(alone))
  const paid = told(solved, [{ name: 'all kinds at once', kinds: apart }, ...weakest.map(alone)])
  const first = [
    ...withTickets.filter(({ kinds }) => kinds === MIXED || kinds[0] === 'common words in any order'),
    ...without.filter(({ kinds }) => kinds === MIXED),
  ]
  const runs = [...withTickets, ...without, ...alikeWith, ...alikeWithout, ...paid]
  const forServer = [...first, ...runs.filter(run => !first.includes(run))].slice(0, atServer)
  return [
    await ofTheYear(),
    ...(await worstOf('real ones from the form', withTickets)),
    ...(await worstOf('real ones without tickets', without)),
    ...(await worstOf('texts made of real ones, real ones from the form', alikeWith)),
    ...(await worstOf('texts made of real ones, real ones without tickets', alikeWithout)),
    ...(await worstOf(`hostile ones with all tickets that ${CORES} cores solve`, paid)),
    ...(await worstOf('at the real server', forServer, atTheServer)),
  ]
}

/** Each of them, and the worst. */
async function worstOf(
  name: string,
  runs: Run[],
  put: (run: Run) => Promise<Result> = toTheJudge,
): Promise<Result[]> {
  const results: Result[] = []
  for (const run of runs) results.push(await put(run))
  return runs.length === 0 ? [] : [...results, inAll(name, results)]
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

/** All real reports of a year at the times when they came, without tickets: nobody floods. */
async function ofTheYear(): Promise<Result> {
  const all = hasArchive ? yearOfReports() : []
  const { real, ms } = await shownByJudge(all, () => 'open')
  return {
    name: `spam: none, the ${all.length} real reports of 2020 at their times`,
    figures: {
      [ON_MAP]: real,
      'that wait at the desk': all.length - real,
      'ms of work a report': rounded(ms),
    },
    ...(hasArchive && {
      row: {
        what: 'Real reports of 2020 replayed without tickets: on the map at once',
        ours: `${real.toLocaleString('en')} of ${all.length.toLocaleString('en')}`,
      },
    }),
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

const attackOf = ({ kinds }: Run) => attack({ kinds, hostile: HOSTILE, real: REAL, seed: 24022020 })

/** Whether a report comes with a ticket; those of programs are spread evenly. */
function ticketed({ tickets }: Run): (sent: Sent) => boolean {
  let hostiles = 0
  return ({ kind }) => {
    if (kind === 'real') return tickets.real
    const share = tickets.hostile / HOSTILE
    return Math.floor(++hostiles * share) > Math.floor((hostiles - 1) * share)
  }
}

const nameOf = ({ name, tickets }: Run) =>
  [
    `${HOSTILE} × ${name}`,
    ...(tickets.hostile > 0 ? [`${tickets.hostile} of them with a ticket`] : []),
    `among ${REAL} real reports ${tickets.real ? 'from the form' : 'without tickets'}`,
  ].join(', ')

async function toTheJudge(run: Run): Promise<Result> {
  const isTicketed = ticketed(run)
  const { real, hostile, ms } = await shownByJudge(attackOf(run), sent =>
    isTicketed(sent) ? 'form' : 'open',
  )
  return {
    name: `spam: ${nameOf(run)}`,
    figures: {
      [ON_MAP]: real,
      'real ones that wait at the desk': REAL - real,
      [HOSTILE_ON_MAP]: rounded((100 * hostile) / HOSTILE),
      'ms of work a report': rounded(ms),
    },
  }
}

async function atTheServer(run: Run): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  let time = Date.parse('2026-02-24T01:00:00Z')
  const config = readConfig({ PORT: '0', DATA_DIR: directory })
  const server = await startServer(config, { now: () => new Date(time), log: () => undefined })
  const isTicketed = ticketed(run)
  try {
    const all = attackOf(run)
    const numbers = new Map<number, Sent['kind']>()
    const began = performance.now()
    for (let at = 0; at < all.length; at += AT_ONCE) {
      time += (AT_ONCE * MINUTES * 60_000) / all.length
      await Promise.all(
        all.slice(at, at + AT_ONCE).map(async (sent, index) => {
          const key = `${run.name} ${at + index}`
          const ticket = isTicketed(sent) ? await freeTicket(server.db, key, new Date(time)) : undefined
          numbers.set(await post(server.url, sent, key, ticket), sent.kind)
        }),
      )
    }
    const seconds = (performance.now() - began) / 1_000
    await server.caughtUp()
    const shown = await shownBy(server.url)
    const real = [...shown].filter(number => numbers.get(number) === 'real').length
    const hostile = shown.size - real
    return {
      name: `spam at the real server: ${nameOf(run)}`,
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
