// How long a server takes from its start until it says that it is ready, with much and little stored; and what live reports cost in memory.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { median, type Result, ratio, rounded } from './measure.ts'
import { databaseWith, MILLION, withServer } from './million.ts'

const FEW = 10_000
const LIVE = 100_000
const ROUNDS = 3
const LOOK_MS = 20
/** What a start has used for a moment is let go meanwhile. */
const SETTLE_MS = 5_000
const MEGABYTE = 1_048_576

/** `stored`: another size than a million, for a short look. */
export async function benchRestart(stored = MILLION): Promise<Result[]> {
  const few = await databaseWith(FEW, { entries: true })
  const many = await databaseWith(stored, { entries: true })
  const crowded = await databaseWith(FEW, { entries: true, live: LIVE })
  if (!few || !many || !crowded) return []
  const took = { few: [] as number[], many: [] as number[], crowded: [] as number[] }
  const memory = { few: [] as number[], many: [] as number[], crowded: [] as number[] }
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, url] of Object.entries({ few, many, crowded }) as [keyof typeof took, string][]) {
      const { ms, megabytes } = await start(url, name === 'crowded' ? LIVE : 0)
      took[name].push(ms)
      memory[name].push(megabytes)
    }
  const perLive = memory.crowded.map((megabytes, round) => megabytes - (memory.few[round] ?? 0))
  const seconds = (values: number[]) => rounded(median(values) / 1_000)
  return [
    {
      name: 'restart: from the start of the process until /readyz says so and the list of what is live is there',
      figures: {
        [`s with ${FEW.toLocaleString('en')} stored`]: seconds(took.few),
        [`s with ${stored.toLocaleString('en')} stored`]: seconds(took.many),
        [`s with ${LIVE.toLocaleString('en')} live`]: seconds(took.crowded),
      },
      row: {
        what: `restart until ready, ${stored.toLocaleString('en')} stored, PostgreSQL`,
        ours: `${seconds(took.many)} s`,
        beside: `${FEW.toLocaleString('en')} stored: ${seconds(took.few)} s`,
        ratio: ratio(took.few, took.many),
        aim: '≥ 0.8',
      },
    },
    {
      name: 'memory of a process, MB',
      figures: {
        [`with ${FEW.toLocaleString('en')} stored`]: rounded(median(memory.few)),
        [`with ${stored.toLocaleString('en')} stored`]: rounded(median(memory.many)),
        [`with ${LIVE.toLocaleString('en')} live`]: rounded(median(memory.crowded)),
      },
      row: {
        what: `memory of ${LIVE.toLocaleString('en')} live reports`,
        ours: `${rounded(median(perLive))} MB`,
        beside: `nothing live: ${rounded(median(memory.few))} MB; ${stored.toLocaleString('en')} stored: ${rounded(median(memory.many))} MB`,
      },
    },
  ]
}

async function start(url: string, live: number): Promise<{ ms: number; megabytes: number }> {
  const began = performance.now()
  return withServer(url, async server => {
    while (!(await fetch(`${server.url}/readyz`)).ok) await sleep(LOOK_MS)
    const { result } = await (await fetch(`${server.url}/reports?geoformat=geojson`)).json()
    const ms = performance.now() - began
    if (result.features.length < live) throw new Error(`${result.features.length} of ${live} are there.`)
    await sleep(SETTLE_MS)
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8')) ?? []
    return { ms, megabytes: (Number(kilobytes) * 1_024) / MEGABYTE }
  })
}
