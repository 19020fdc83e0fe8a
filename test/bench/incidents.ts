// What one more report costs the incidents: beside 100,000 live ones, in a chain and in a crowd of 20,000, against a full run by Turf.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import { clustersDbscan, featureCollection, point } from '@turf/turf'
import { type Cluster, type Clustering, createClustering } from '../../server/domain/clustering.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { summarise } from '../../server/domain/incident.ts'
import type { Member } from '../../server/domain/member.ts'
import type { Result, Row } from './measure.ts'

const rule = hazardOf('flood').clustering
const LIVE = 100_000
const LARGE = 20_000
const SAMPLES = 300
const BATCH = 500
const TURN_MS = 8
const HOUR = 3_600_000
const NOW = Date.UTC(2026, 1, 24, 6)

let reports = 0
/** Mulberry32: always the same places, so that two runs measure the same. */
let seed = 20200225
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

function report(lng: number, lat: number, at = NOW - random() * 12 * HOUR): Member {
  const id = String(++reports).padStart(9, '0')
  const depth = Math.round(random() * 20) * 10
  return {
    id,
    lng,
    lat,
    at,
    expiresAt: at + 12 * HOUR,
    level: depth > 150 ? 3 : depth > 70 ? 2 : 1,
    measure: depth,
    state: 'unverified',
    hasPhoto: false,
    trend: undefined,
    citizen: id,
    region: 'ID-JK',
  }
}

/** Greater Jakarta: three in five anywhere, two in five in one of 40 quarters where the water stands. */
function inJakarta(): Member {
  const anywhere = () => [106.45 + random() * 0.75, -6.65 + random() * 0.6] as const
  const [lng, lat] = anywhere()
  if (random() < 0.6) return report(lng, lat)
  const quarter = quarters[Math.floor(random() * quarters.length)] ?? [lng, lat]
  return report(
    quarter[0] + (random() + random() - 1) * 0.012,
    quarter[1] + (random() + random() - 1) * 0.012,
  )
}
const quarters = Array.from({ length: 40 }, () => [106.45 + random() * 0.75, -6.65 + random() * 0.6] as const)

/** A river bank: each within reach of the next two or three. */
const inChain = (index: number) => report(100 + index * 0.0018, -6, NOW)
/** One square kilometre. */
const inCrowd = () => report(120 + random() * 0.009, -6 + random() * 0.009, NOW)

const newClustering = () => {
  let ids = 0
  return createClustering(rule, () => `i${String(++ids).padStart(9, '0')}`)
}

/** As the builder does it: works for a turn, then lets others run. */
async function run<T>(steps: Generator<void, T>): Promise<T> {
  let began = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - began < TURN_MS) continue
    await setImmediate()
    began = performance.now()
  }
}

/** One report in, and the summaries of the incidents that it changed. */
async function cost(clustering: Clustering, steps: Generator<void>): Promise<number> {
  const began = performance.now()
  await run(steps)
  for (const { cluster } of clustering.changes().changed) await summary(cluster)
  return performance.now() - began
}

async function summary(cluster: Cluster) {
  const outline = await run(cluster.hull.outline(cluster.members))
  return summarise({ id: cluster.id, version: 1, hazard: 'flood', drill: false }, cluster.tally, outline)
}

async function fill(clustering: Clustering, members: Member[]): Promise<number> {
  const began = performance.now()
  for (let start = 0; start < members.length; start += BATCH) {
    await run(putAll(clustering, members.slice(start, start + BATCH)))
    clustering.changes()
  }
  for (const cluster of clustering.clusters.values()) {
    await summary(cluster)
    await setImmediate()
  }
  return performance.now() - began
}

function* putAll(clustering: Clustering, members: Member[]): Generator<void> {
  for (const member of members) {
    yield* clustering.put(member)
    yield
  }
}

/** Milliseconds of one more report, many times over, each let go of again. */
async function oneMore(clustering: Clustering, make: () => Member) {
  const added: number[] = []
  const removed: number[] = []
  for (let sample = 0; sample < SAMPLES; sample++) {
    const member = make()
    added.push(await cost(clustering, clustering.put(member)))
    removed.push(await cost(clustering, clustering.remove(member.id)))
    await setImmediate()
  }
  return { ...spread('added', added), ...spread('removed', removed) }
}

function spread(name: string, values: number[]): Record<string, number> {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { [`${name} median ms`]: at(0.5), [`${name} p99 ms`]: at(0.99), [`${name} worst ms`]: at(1) }
}

const rounded = (value: number) => Math.round(value * 1_000) / 1_000

/** Turf alone over the same reports, which stops everything else for that long. */
function turfMs(members: Member[]): number {
  const points = featureCollection(members.map(({ lng, lat }) => point([lng, lat])))
  const began = performance.now()
  clustersDbscan(points, rule.metres, { units: 'meters', minPoints: rule.minimum, mutate: true })
  return performance.now() - began
}

async function measured(name: string, work: () => Promise<Record<string, number>>): Promise<Result> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  await setImmediate()
  delay.enable()
  const figures = await work()
  delay.disable()
  return { name, figures: { ...figures, 'longest block ms': rounded(delay.max / 1e6) } }
}

const rowOf = (what: string, figures: Record<string, number>, turf?: number): Row => ({
  what,
  ours: `median ${figures['added median ms']} ms, worst ${figures['added worst ms']} ms, longest block ${figures['longest block ms']} ms`,
  ...(turf !== undefined && {
    beside: `Turf alone over all: ${rounded(turf)} ms`,
    ratio: (figures['added median ms'] ?? 0) / turf,
  }),
  aim: '20 ms, block 50 ms',
})

export async function benchIncidents(): Promise<Result[]> {
  const results: Result[] = []
  const jakarta = newClustering()
  const live = Array.from({ length: LIVE }, inJakarta)
  results.push(
    await measured(`incidents: ${LIVE} live reports over greater Jakarta`, async () => {
      const filled = await fill(jakarta, live)
      const sizes = [...jakarta.clusters.values()].map(({ members }) => members.size)
      return {
        'all ms': rounded(filled),
        incidents: sizes.length,
        largest: Math.max(...sizes),
        ...(await oneMore(jakarta, inJakarta)),
      }
    }),
  )

  const [overJakarta] = results
  if (overJakarta)
    overJakarta.row = rowOf(
      `Incidents: one more report beside ${LIVE.toLocaleString('en')}`,
      overJakarta.figures,
    )

  const chain = Array.from({ length: LARGE }, (_, index) => inChain(index))
  const river = newClustering()
  const alongRiver = await measured(`incidents: one chain of ${LARGE}`, async () => {
    await fill(river, chain)
    const more = await oneMore(river, () => report(100 + random() * LARGE * 0.0018, -6, NOW))
    const middle = chain.slice(LARGE / 2, LARGE / 2 + 4)
    const splits: number[] = []
    for (const { id } of middle) splits.push(await cost(river, river.remove(id)))
    const parts = river.clusters.size
    const joins: number[] = []
    for (const member of middle) joins.push(await cost(river, river.put(member)))
    return {
      ...more,
      'split in the middle ms': rounded(Math.max(...splits)),
      'incidents after the split': parts,
      'joined again ms': rounded(Math.max(...joins)),
      'incidents after that': river.clusters.size,
    }
  })

  const crowd = Array.from({ length: LARGE }, inCrowd)
  const square = newClustering()
  const inSquare = await measured(`incidents: a crowd of ${LARGE} in a square kilometre`, async () => ({
    'all ms': rounded(await fill(square, crowd)),
    ...(await oneMore(square, inCrowd)),
  }))

  const turf = turfMs(chain)
  alongRiver.figures['full Turf run ms'] = rounded(turf)
  alongRiver.figures['Turf / one more'] = rounded(turf / (alongRiver.figures['added median ms'] ?? 1))
  alongRiver.row = rowOf(
    `One more report in a chain of ${LARGE.toLocaleString('en')}`,
    alongRiver.figures,
    turf,
  )
  results.push(alongRiver, inSquare)
  return results
}
