// 5,000 hostile reports of each kind and 500 real ones come from the same 20 lines within ten minutes: who is on the map then, and who waits for
// an officer. The clock is wound on; everything else is the real server on the embedded database.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config.ts'
import { startServer } from '../../server/main.ts'
import { attack, type Hostility, hasArchive, hostilities, type Sent } from '../spam.ts'
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

export async function benchSpam(): Promise<Result[]> {
  if (!hasArchive) console.warn('The archive of 2020 is not at hand: the real reports are made up.')
  const results: Result[] = []
  for (const kind of Object.keys(hostilities) as Hostility[]) results.push(await under(kind, [kind]))
  results.push(await under('seven kinds at once', MIXED))
  return results
}

async function under(name: string, kinds: Hostility[]): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  let time = Date.parse('2026-02-24T01:00:00Z')
  const config = readConfig({ PORT: '0', DATA_DIR: directory })
  const server = await startServer(config, { now: () => new Date(time), log: () => undefined })
  try {
    const all = attack({ kinds, hostile: HOSTILE, real: REAL, seed: 24022020 })
    const numbers = new Map<number, Sent['kind']>()
    const began = performance.now()
    for (let at = 0; at < all.length; at += AT_ONCE) {
      time += (AT_ONCE * MINUTES * 60_000) / all.length
      await Promise.all(
        all.slice(at, at + AT_ONCE).map(async (sent, index) => {
          numbers.set(await post(server.url, sent, `${name} ${at + index}`), sent.kind)
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
        'real ones on the map': real,
        'real ones that wait at the desk': REAL - real,
        'hostile ones on the map, per cent': rounded((100 * hostile) / HOSTILE),
        'reports kept, of all': numbers.size,
        'reports a second': rounded(all.length / seconds),
      },
    }
  } finally {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function post(url: string, { address, body }: Sent, key: string): Promise<number> {
  const response = await fetch(`${url}/api/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'X-Forwarded-For': address },
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
