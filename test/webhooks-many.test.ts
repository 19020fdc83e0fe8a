// Webhooks under load, on PostgreSQL: processes that are killed lose nothing, and a dead endpoint does not keep a live one waiting.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from '../db/connect.ts'
import { appendEntries, type Writing } from '../db/log.ts'
import { reportById } from '../db/reports.ts'
import { hasPostgres } from './database.ts'
import { type ServerProcess, startProcess } from './server-process.ts'
import { openReceiver, type Receiver, silent, slowly } from './webhook-receiver.ts'
import { aReport, askDesk, freshSettings, openWorld, postReport, signIn } from './world.ts'

const CREATED = { kinds: ['report.created'] }
const ENTRIES = 10_000
const ALONE = 2_000
const AT_A_TIME = 500
const REPORTS = 120

async function listen(world: { url: string }, chief: { Cookie: string }, receiver: Receiver) {
  const { body } = await askDesk(world, chief, '/webhooks', {
    name: 'Penerima',
    url: receiver.url,
    filter: CREATED,
  })
  receiver.expectSecrets(body.secret)
  return String(body.webhook.id)
}

test.skipIf(!hasPostgres)(
  `two processes that are killed in turn tell of all ${REPORTS} reports, to an endpoint that takes its time`,
  { timeout: 120_000 },
  async () => {
    const { settings, drop } = await freshSettings('postgres')
    const all = { ...settings, WEBHOOKS_PRIVATE: 'on' }
    const db = await openDatabase({ url: settings.DATABASE_URL, directory: null })
    const receiver = await openReceiver(slowly(50))
    const start = () => startProcess(all)
    const processes: ServerProcess[] = [await start(), await start()]
    const [first] = processes as [ServerProcess]
    await listen(first, await signIn({ ...first, db }), receiver)
    const posted = new Set<string>()
    const told = () => new Set(receiver.heard.map(({ data }) => String(data.properties?.id)))
    let kills = 0
    for (let each = 0; each < REPORTS; each++) {
      if (each % 40 === 20) {
        // In the middle of its calls, whichever leads.
        const at = kills % 2
        await processes[at]?.end('SIGKILL')
        processes[at] = await start()
        kills++
      }
      const world = processes[(kills + 1) % 2] as ServerProcess
      posted.add(
        (await postReport(world, aReport({ place: { lng: 106 + each / 100, lat: -6.5 } }))).body.report
          .properties.id,
      )
    }
    await expect.poll(() => [...posted].filter(id => !told().has(id)), { timeout: 60_000 }).toEqual([])
    await sleep(500)
    console.log(
      `${kills} kills: ${posted.size} reports, ${receiver.heard.length} messages heard, ${receiver.heard.length - told().size} of them again`,
    )
    expect(receiver.forged).toEqual([])
    // What was under way when its process was killed may come twice, and hardly more.
    expect(receiver.heard.length - told().size).toBeLessThan(kills * 40)
    for (const each of processes) await each.end('SIGTERM')
    await db.close()
    await receiver.close()
    await drop()
  },
)

test.skipIf(!hasPostgres)(
  `${ENTRIES} entries to a dead and a live endpoint: the live one hears them as fast as if it were alone`,
  { timeout: 120_000 },
  async () => {
    const world = await openWorld('postgres', {}, { WEBHOOKS_PRIVATE: 'on' })
    const chief = await signIn(world)
    const [live, dead] = [await openReceiver(), await openReceiver(silent)]
    await listen(world, chief, live)
    const id = (await postReport(world)).body.report.properties.id
    const report = await reportById(world.db, id)
    if (!report) throw new Error('The report that was posted is not there.')
    await expect.poll(() => live.heard.length).toBe(1)

    /** Entries a second that the live endpoint has heard, and how long after they were written, ms. */
    async function hear(count: number) {
      const before = live.heard.length
      const began = Date.now()
      const writtenAt = new Map<unknown, number>()
      for (let from = 0; from < count; from += AT_A_TIME) {
        const entries = Array.from({ length: AT_A_TIME }, () => {
          const own = randomUUID()
          return {
            kind: 'report' as const,
            subject: own,
            body: { ...report, id: own, hazard: 'wind' as const },
          }
        }) as Writing[]
        await world.db.transaction(client => appendEntries(client, entries))
        world.db.wake()
        for (const { subject } of entries) writtenAt.set(subject, Date.now())
        await expect
          .poll(() => live.heard.length - before, { timeout: 60_000 })
          .toBeGreaterThan(from - AT_A_TIME)
      }
      await expect.poll(() => live.heard.length - before, { timeout: 60_000 }).toBe(count)
      const delays = live.heard
        .slice(before)
        .map(({ at, data }) => at - (writtenAt.get(data.properties?.id) ?? 0))
        .toSorted((a, b) => a - b)
      const part = (share: number) => delays[Math.floor(share * (delays.length - 1))] ?? 0
      return { rate: (1_000 * count) / (Date.now() - began), median: part(0.5), late: part(0.99) }
    }

    const alone = await hear(ALONE)
    const gone = await listen(world, chief, dead)
    const beside = await hear(ENTRIES)
    const shown = ({ rate, median, late }: typeof alone) =>
      `${Math.round(rate)} a second, ${median} ms in the median, ${late} ms at the 99th`
    console.log(`alone ${shown(alone)}; beside a dead one (${dead.calls.length} calls) ${shown(beside)}`)
    expect((await askDesk(world, chief, `/webhooks/${gone}`)).body.waiting).toBe(ENTRIES)
    expect(dead.calls.length).toBeLessThan(100)
    expect(live.forged).toEqual([])
    expect(beside.rate).toBeGreaterThan(alone.rate / 3)
    await world.close()
    await live.close()
    await dead.close()
  },
)
