// The past of what stands beside the reports: gauges and official notices at any past moment are what the live sockets showed then, however long
// before they were told; what a source has taken back since, officers alone see again.
import fc from 'fast-check'
import { v7 as newUuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropOfficials, putOfficials } from '../db/officials.ts'
import type { Gauge } from '../server/domain/gauge.ts'
import type { Official, Told } from '../server/domain/official.ts'
import type { Moment } from '../server/domain/told.ts'
import { recordObservations } from '../server/gauges.ts'
import { engines } from './database.ts'
import { importGauges } from './gauge-file.ts'
import { openSocket, openWorld, signIn, type World } from './world.ts'

type Step =
  | { do: 'read'; which: number; depth: number; minutesAgo: number }
  | { do: 'tell'; which: number; hours: number; level: 0 | 1 | 2 | 3 }
  | { do: 'take back'; which: number }
  | { do: 'wait'; minutes: number }

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('read' as const),
    which: fc.nat(2),
    depth: fc.integer({ min: -50, max: 1_000 }),
    minutesAgo: fc.oneof(fc.constant(0), fc.nat(400)),
  }),
  fc.record({
    do: fc.constant('tell' as const),
    which: fc.nat(4),
    hours: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 24, max: 200 })),
    level: fc.constantFrom(0, 1, 2, 3 as const),
  }),
  fc.record({ do: fc.constant('take back' as const), which: fc.nat(4) }),
  fc.record({
    do: fc.constant('wait' as const),
    minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1_500, max: 4_000 })),
  }),
)

type Beside = { gauges: Gauge[]; officials: Official[] }
type Shot = { at: string; seen: Beside }
const inOrder = ({ gauges, officials }: Beside): Beside => ({
  gauges: gauges.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  officials: officials.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
})

const MINUTE = 60_000

describe.each(engines)('the past beside the reports on %s', engine => {
  let world: World
  let time = Date.parse('2026-02-24T06:00:00Z')
  const now = () => new Date(time)
  let dated = '0'
  beforeAll(async () => {
    world = await openWorld(engine, { now })
    await importGauges(world)
    await settle()
  })
  afterAll(() => world.close())

  /** The log dates by the database's clock: what this step wrote gets the story's. */
  async function settle(): Promise<void> {
    world.db.wake()
    await world.caughtUp()
    await world.db.query('update log set at = $1 where seq > $2::bigint', [now(), dated])
    const { rows } = await world.db.query<{ seq: string }>('select max(seq)::text as seq from log')
    dated = rows[0]?.seq ?? dated
    world.board.expire(now())
  }

  const notice = (which: number, hours: number, level: Told['level']): Told => ({
    source: 'bmkg',
    kind: 'weather',
    key: `CBT${which}`,
    at: now().toISOString(),
    expiresAt: new Date(time + hours * 60 * MINUTE).toISOString(),
    headline: `Hujan lebat ${which}`,
    words: 'Hujan lebat disertai kilat.',
    link: null,
    place: { lng: 106.8, lat: -6.2 },
    outline: null,
    level,
    quake: null,
  })

  const withdrawn = new Set<string>()
  async function perform(step: Step): Promise<void> {
    if (step.do === 'wait') time += step.minutes * MINUTE
    else if (step.do === 'read') {
      const gauge = [...world.board.gauges.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))[
        step.which
      ]
      const at = new Date(time - step.minutesAgo * MINUTE).toISOString()
      if (gauge) await recordObservations(world.db, gauge.id, [{ at, depth: step.depth }], now())
    } else if (step.do === 'tell')
      await world.db.transaction(client =>
        putOfficials(client, [notice(step.which, step.hours, step.level)], newUuid),
      )
    else {
      const key = `CBT${step.which}`
      const { rows } = await world.db.query<{ id: string }>('select id from officials where key = $1', [key])
      for (const { id } of rows) withdrawn.add(id)
      await world.db.transaction(client => dropOfficials(client, 'bmkg', [key]))
    }
    await settle()
  }

  async function shoot(): Promise<Shot> {
    const socket = await openSocket(world)
    const seen = await socket.watch({})
    socket.close()
    if ('refused' in seen || !seen.whole) throw new Error('Nothing was shown.')
    const { gauges = [], officials = [] } = seen
    return { at: now().toISOString(), seen: inOrder({ gauges, officials }) }
  }

  async function momentAt(at: string, headers: Record<string, string> = {}, drill = 0): Promise<Beside> {
    const response = await fetch(`${world.url}/api/moments?at=${at}&drill=${drill}`, { headers })
    expect(response.status).toBe(200)
    return inOrder((await response.json()) as Moment)
  }

  test('equals what was live then, after any history', { timeout: 600_000 }, async () => {
    const shots: Shot[] = []
    let taken = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, { minLength: 3, maxLength: 12 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
        async (history, chance) => {
          for (const step of history) {
            await perform(step)
            if (step.do === 'wait' || (chance.next().value ?? 0) < 0.3) shots.push(await shoot())
            // Nothing else happens within this moment.
            time += 1
          }
          const officer = await signIn(world, `Sari ${time}`)
          for (let asked = 0; asked < 5 && shots.length > 0; asked++) {
            const { at, seen } =
              shots[Math.floor((chance.next().value ?? 0) * shots.length)] ?? (await shoot())
            expect(await momentAt(at, officer)).toEqual(seen)
            taken += seen.officials.filter(({ id }) => withdrawn.has(id)).length
            expect(await momentAt(at)).toEqual({
              gauges: seen.gauges,
              officials: seen.officials.filter(({ id }) => !withdrawn.has(id)),
            })
          }
        },
      ),
      { numRuns: 20, seed: 25022020 },
    )
    expect(shots.length).toBeGreaterThan(40)
    expect(taken).toBeGreaterThan(0)
  })

  test('a gauge that was silent for a month stands with its last reading; its chart ends at the moment; a drill has none', async () => {
    const [gauge] = world.board.gauges.values()
    if (!gauge) throw new Error('There is no gauge.')
    const before = now().toISOString()
    await perform({ do: 'wait', minutes: 1 })
    await recordObservations(world.db, gauge.id, [{ at: now().toISOString(), depth: 777 }], now())
    await settle()
    await perform({ do: 'wait', minutes: 30 * 24 * 60 })
    const at = now().toISOString()
    await perform({ do: 'wait', minutes: 60 })
    await recordObservations(world.db, gauge.id, [{ at: now().toISOString(), depth: 888 }], now())
    await settle()
    const depthAt = async (moment: string) =>
      (await momentAt(moment)).gauges.find(({ id }) => id === gauge.id)?.latest?.depth
    expect(await depthAt(at)).toBe(777)
    expect(await depthAt(before)).not.toBe(777)
    expect(await depthAt(now().toISOString())).toBe(888)
    const chart = async (query: string) => {
      const response = await fetch(`${world.url}/api/gauges/${gauge.id}${query}`)
      return { status: response.status, body: await response.json() }
    }
    const depths = async (query: string) =>
      (await chart(query)).body.observations.map(({ depth }: { depth: number }) => depth)
    expect(await depths('')).toEqual([888])
    expect(await depths(`?at=${at}`)).toEqual([])
    const day = new Date(Date.parse(at) - 29 * 24 * 60 * MINUTE).toISOString()
    expect(await depths(`?at=${day}`)).toContain(777)
    expect((await chart('?at=kemarin')).status).toBe(400)
    expect(await momentAt(at, {}, 1)).toEqual({ gauges: [], officials: [] })
  })
})
