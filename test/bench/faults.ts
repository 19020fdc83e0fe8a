// `npm run bench -- faults [count] [seed]`: faults at random moments under load, on two processes and a PostgreSQL with a standby. After each it waits until
// all is healed, without hands, and then compares: every acknowledged report once in the archive, every open map equal to a fresh one.
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Live, openLive } from '../../web/live.ts'
import { findInstallation } from '../cluster.ts'
import { type Aftermath, type Fault, faults } from './fault-list.ts'
import { openFaultWorld, shown, type World } from './fault-world.ts'
import { median, type Result } from './measure.ts'

/** What takes longer was not healed, s. */
const GIVE_UP_S = 90
const AIM_S = 30
/** How long a report may take to the maps before another is tried, ms. */
const PATIENCE_MS = 3_000
const PROBED = { lng: 106.8, lat: -6.2 }
const AROUND: [number, number, number, number] = [106.79, -6.21, 106.81, -6.19]
/** A run of so many is put on record. */
const WHOLE_RUN = 50
const record = fileURLToPath(new URL('../../server/FAULTS.md', import.meta.url))

type Tale = {
  recovery: number[]
  refused: number
  cut: number
  lost: number
  doubled: number
  unequal: number
}

export async function benchFaults(count = 100, seed = 1): Promise<Result[]> {
  const installation = findInstallation()
  if (!installation) {
    console.warn('There is no PostgreSQL with PostGIS on this machine: NO FAULT IS TRIED.')
    return []
  }
  const random = randomFrom(seed)
  const only = process.env.FAULT && new RegExp(process.env.FAULT)
  const among = only ? faults.filter(({ name }) => only.test(name)) : faults
  const world = await openFaultWorld(installation, random)
  const tales = new Map<string, Tale>()
  const began = performance.now()
  try {
    await healed(world)
    let deck: Fault[] = []
    for (let turn = 1; turn <= count; turn++) {
      // Each kind comes before any comes again; in what order is left to chance.
      if (deck.length === 0) deck = shuffled(among, random)
      const fault = deck.pop()
      if (!fault) break
      await sleep(random() * 2_000)
      const before = { ...world.load.tally }
      const after = (await fault.happen(world, random)) ?? undefined
      const { seconds, stages, toll } = await recovered(world, after)
      const found = await compared(world)
      const lost = found.lost + toll.lost
      const doubled = found.doubled + toll.doubled
      const { unequal } = found
      const { refused, cut } = world.load.tally
      const tale = tales.get(fault.name) ?? {
        recovery: [],
        refused: 0,
        cut: 0,
        lost: 0,
        doubled: 0,
        unequal: 0,
      }
      tale.recovery.push(seconds)
      tale.refused += refused - before.refused
      tale.cut += cut - before.cut
      tale.lost += lost
      tale.doubled += doubled
      tale.unequal += unequal
      tales.set(fault.name, tale)
      console.log(
        `${String(turn).padStart(3)}  ${fault.name}: ${seconds.toFixed(1)} s (${stages}), refused ${refused - before.refused}, cut ${cut - before.cut}, lost ${lost}, doubled ${doubled}, unequal ${unequal}`,
      )
      if (seconds > AIM_S || unequal > 0)
        for (const { name, said } of world.processes) console.log(`--- ${name}\n${said.slice(-25).join('')}`)
      await after?.next?.()
      await healed(world)
      if (count >= WHOLE_RUN && turn % 10 === 0) keepRecord(world, tales, seed)
    }
    const { tally, acknowledged } = world.load
    if (tally.wrong.length > 0)
      console.log(`Answers that nobody should get: ${tally.wrong.slice(0, 20).join(', ')}`)
    const table = asTable(tales)
    console.log(`\n${table}\n`)
    console.log(
      `${acknowledged.size} reports acknowledged in ${Math.round((performance.now() - began) / 1_000)} s; ${tally.reads} readings of the live list, ${tally.unread} without an answer, ${tally.asOf} that said as of when; ${tally.wrong.length} wrong answers. Seed ${seed}.`,
    )
    if (count >= WHOLE_RUN) keepRecord(world, tales, seed)
    const all = [...tales.values()]
    const recovery = all.flatMap(tale => tale.recovery)
    const sum = (pick: (tale: Tale) => number) => all.reduce((total, tale) => total + pick(tale), 0)
    const lost = sum(tale => tale.lost)
    const doubled = sum(tale => tale.doubled)
    const unequal = sum(tale => tale.unequal)
    return [
      {
        name: `faults: ${recovery.length} under load`,
        figures: {
          faults: recovery.length,
          acknowledged: acknowledged.size,
          lost,
          doubled,
          'maps unlike a fresh one': unequal,
          'recovery, median s': median(recovery),
          'recovery, worst s': Math.max(...recovery),
          'wrong answers': tally.wrong.length,
        },
      },
    ]
  } finally {
    await world.close()
  }
}

function keepRecord({ load: { tally, acknowledged } }: World, tales: Map<string, Tale>, seed: number): void {
  const faults = [...tales.values()].reduce((sum, { recovery }) => sum + recovery.length, 0)
  const told = `${new Date().toISOString().slice(0, 10)}, ${faults} faults, seed ${seed}: ${acknowledged.size} reports acknowledged; of ${tally.reads} readings of the live list ${tally.unread} were not answered.`
  const between = `<!-- faults -->\n${told}\n\n${asTable(tales)}\n<!-- /faults -->`
  const text = readFileSync(record, 'utf8')
  writeFileSync(
    record,
    text.replace(/<!-- faults -->[\s\S]*<!-- \/faults -->/, () => between),
  )
}

type Stages = Record<string, number>

/** What a fault has left behind heals beside all the rest; what takes longer than we wait is lost. */
async function recovered(world: World, after: Aftermath | undefined) {
  const began = performance.now()
  const late = sleep(GIVE_UP_S * 1_000, { lost: 1, doubled: 0 }, { ref: false })
  const [stages, { toll, at }] = await Promise.all([
    healed(world),
    Promise.race([after?.heals ?? { lost: 0, doubled: 0 }, late]).then(toll => ({
      toll,
      at: (performance.now() - began) / 1_000,
    })),
  ])
  const all = after?.heals ? { ...stages, answered: at } : stages
  const told = Object.entries(all).map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)}`)
  return { seconds: Math.max(...Object.values(all)), stages: told.join(', '), toll }
}

/**
 * Seconds until both processes are ready, have taken a report each within two seconds, show both to who comes to them now, and all maps that stood open
 * show them too.
 */
async function healed(world: World): Promise<Stages> {
  const { processes, maps } = world
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1_000
  const stages: Stages = {}
  const reached = (stage: string, is: boolean) => {
    if (is) stages[stage] ??= seconds()
    return is
  }
  let comers: Live[] = []
  try {
    while (seconds() < GIVE_UP_S) {
      const ready = await Promise.all(processes.map(({ url }) => isReady(url)))
      const sent = reached('ready', !ready.includes(false))
        ? await Promise.all(processes.map(({ url }) => probe(url)))
        : [undefined]
      if (reached('taken', !sent.includes(undefined))) {
        if (comers.length === 0) comers = processes.map(({ url }) => openLive({ box: AROUND }, { url }))
        const shows = ({ picture }: Live) => sent.every(id => picture.value.reports.has(id ?? ''))
        for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await sleep(50)) {
          const isOnBoards = reached('on both boards', comers.every(shows))
          if (reached('on open maps', maps.every(shows)) && isOnBoards) return stages
        }
      }
      await sleep(100)
    }
    return { ...stages, 'given up': seconds() }
  } finally {
    for (const comer of comers) comer.close()
  }
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  )

let probes = 0
async function probe(url: string): Promise<string | undefined> {
  const response = await fetch(`${url}/api/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `probe-${probes++}` },
    body: JSON.stringify({
      hazard: 'flood',
      answers: { depth: 50 },
      place: PROBED,
      words: `probe-${probes}`,
    }),
    signal: AbortSignal.timeout(2_000),
  }).catch(() => undefined)
  if (!response?.ok) {
    await response?.text().catch(() => undefined)
    return undefined
  }
  const { report } = (await response.json()) as { report: { properties: { id: string } } }
  return report.properties.id
}

/** The archive against what was acknowledged, and each open map against one that is opened now, when all is quiet. */
async function compared(world: World) {
  const known = [...world.load.acknowledged]
  const rows = await world.onPrimary<{ words: string; count: string }>(
    `select words, count(*) from reports where words like 'fault-%' group by words`,
  )
  const stored = new Map(rows.map(({ words, count }) => [words, Number(count)]))
  const twice = await world.onPrimary<{ subject: string }>(
    `select subject from log where kind = 'report' group by subject, body->>'version' having count(*) > 1`,
  )
  const photos = [...world.load.photos].flatMap(photo =>
    ['', 'small/', 'full/'].map(size => `/${world.s3.settings.S3_BUCKET}/photos/${size}${photo}`),
  )
  const lost =
    known.filter(key => !stored.has(key)).length + photos.filter(photo => !world.s3.objects.has(photo)).length
  const doubled = [...stored.values()].filter(count => count > 1).length + twice.length
  return { lost, doubled, unequal: await unequalMaps(world) }
}

/** While reports still come maps differ for a moment: only one that differs for long is wrong. */
async function unequalMaps({ maps, processes }: World): Promise<number> {
  const fresh = processes.map(({ url }) => openLive({}, { url }))
  try {
    const until = performance.now() + 20_000
    for (;;) {
      const pictures = [...maps, ...fresh].map(shown)
      const [one] = pictures
      const unequal = pictures.filter(picture => picture !== one).length
      if (unequal === 0 && fresh.every(({ isKnown }) => isKnown.value)) return 0
      if (performance.now() > until) return Math.max(1, unequal)
      await sleep(20)
    }
  } finally {
    for (const map of fresh) map.close()
  }
}

function asTable(tales: Map<string, Tale>): string {
  const rows = [...tales]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, tale]) => {
      const worst = Math.max(...tale.recovery)
      return `| ${name} | ${tale.recovery.length} | ${median(tale.recovery).toFixed(1)} | ${worst.toFixed(1)} | ${tale.refused} | ${tale.cut} | ${tale.lost} | ${tale.doubled} | ${tale.unequal} |`
    })
  return [
    '| fault | times | recovery, median s | worst s | refused (503) | cut | lost | doubled | maps unlike a fresh one |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n')
}

function shuffled<T>(all: T[], random: () => number): T[] {
  const left = [...all]
  return all.flatMap(() => left.splice(Math.floor(random() * left.length), 1))
}

/** Numbers from 0 to below 1 by a seed, so that a run can be had again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x80000000
  }
}
