// The past is what it was: the map at any past moment equals what the live sockets showed then, whatever has happened since.
import fc from 'fast-check'
import { v7 as newUuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IncidentFeature, ReportFeature, Seen } from '../server/domain/contract.ts'
import { hazardKeys } from '../server/domain/hazards/index.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import type { Moment } from '../server/domain/told.ts'
import { engines } from './database.ts'
import { aReport, decide, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

type Step =
  | { do: 'submit'; hazard: number; spot: number; minutesAgo: number; drill: boolean }
  | { do: 'verify' | 'dismiss' | 'resolve' | 'reopen' | 'vote' | 'edit' | 'hold'; which: number }
  | { do: 'wait'; minutes: number }

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      hazard: fc.nat(2),
      spot: fc.nat(4),
      minutesAgo: fc.oneof(fc.constant(0), fc.nat(900)),
      drill: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('verify', 'dismiss', 'resolve', 'reopen', 'vote', 'edit', 'hold' as const),
      which: fc.nat(20),
    }) as fc.Arbitrary<Step>,
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.nat(1_500)),
    }),
  },
)

type Shot = { at: string; drill: boolean; public: Seen; officer: Seen }
type Feature = ReportFeature | IncidentFeature

const inOrder = <T extends Feature>(features: T[]) =>
  features.toSorted((a, b) => (a.properties.id < b.properties.id ? -1 : 1))

const picture = (shown: { reports: ReportFeature[]; incidents: IncidentFeature[] }) => ({
  reports: inOrder(shown.reports),
  incidents: inOrder(shown.incidents),
})

/** Where, what, how severe and in which incident: all but what was said, which may have been taken back since. */
const unsaid = (reports: ReportFeature[]) =>
  reports.map(({ properties: { words: _, photos: __, title: ___, ...rest }, geometry }) => ({
    ...rest,
    geometry,
  }))

const MINUTE = 60_000

describe.each(engines)('the past on %s', engine => {
  let world: World
  let time = Date.parse('2026-02-24T06:00:00Z')
  const now = () => new Date(time)
  beforeAll(async () => {
    world = await openWorld(engine, { now })
  })
  afterAll(() => world.close())

  /** Signs in again where the last time is over. */
  let signedIn: { Cookie: string; until: number } | undefined
  async function asOfficer(): Promise<{ Cookie: string }> {
    if (!signedIn || signedIn.until < time)
      signedIn = { ...(await signIn(world, `Sari ${time}`)), until: time + 8 * 60 * MINUTE }
    return { Cookie: signedIn.Cookie }
  }

  const momentAt = async (at: string, { drill = false, headers = {} } = {}): Promise<Moment> => {
    const response = await fetch(
      `${world.url}/api/moments?at=${encodeURIComponent(at)}&drill=${drill ? 1 : 0}`,
      { headers },
    )
    expect(response.status).toBe(200)
    return (await response.json()) as Moment
  }

  const ids: string[] = []
  async function perform(step: Step): Promise<void> {
    if (step.do === 'wait') {
      time += step.minutes * MINUTE
      return
    }
    if (step.do === 'submit') {
      const outcome = await world.lifecycle.submit(
        {
          hazard: hazardKeys[step.hazard],
          place: { lng: 106.8 + step.spot * 0.002, lat: -6.2 },
          at: new Date(time - step.minutesAgo * MINUTE).toISOString(),
          words: `Laporan ${ids.length}`,
          drill: step.drill,
        },
        { key: newUuid(), channel: 'test' },
      )
      if (!isRefusal(outcome)) ids.push(outcome.report.id)
      return
    }
    const id = ids.at(-1 - (step.which % ids.length))
    if (id === undefined) return
    if (step.do === 'vote') await world.lifecycle.vote(id, 1)
    else if (step.do === 'edit')
      await change(id, "words = words || ' lagi'", report => ({ words: `${report.words} lagi` }))
    else if (step.do === 'hold') await change(id, "state = 'held'", () => ({ state: 'held' }))
    else await world.lifecycle[step.do](id, { officer: 'Sari', reason: 'because' })
  }

  /** What its citizen or a second look may do to a report, without the doors in between: the row and its entry in the log. */
  async function change(id: string, set: string, body: (report: { words: string }) => object): Promise<void> {
    await world.db.transaction(async client => {
      const { rows } = await client.query<{
        version: number
        words: string
        incident: string | null
        body: object
      }>(
        `update reports set version = version + 1, ${set} where id = $1
         returning version, incident, words, (select body from log where subject = $1 and kind = 'report' order by (body->>'version')::int desc limit 1) as body`,
        [id],
      )
      const [row] = rows
      if (!row) return
      const before = row.body as { words: string }
      await client.query(`insert into log (kind, subject, body) values ('report', $1, $2)`, [
        id,
        JSON.stringify({ ...before, ...body(before), version: row.version, incident: row.incident }),
      ])
    })
    world.db.wake()
  }

  /** The log dates by the database's clock: what this step wrote gets the story's. */
  let dated = '0'
  async function dateEntries(): Promise<void> {
    await world.db.query('update log set at = $1 where seq > $2::bigint', [now(), dated])
    const { rows } = await world.db.query<{ seq: string }>('select max(seq)::text as seq from log')
    dated = rows[0]?.seq ?? dated
  }

  async function shoot(drill: boolean): Promise<Shot> {
    const [everybody, staff] = [await openSocket(world), await openSocket(world, await asOfficer())]
    const seen = await Promise.all([everybody.watch({ drill }), staff.watch({ drill })])
    everybody.close()
    staff.close()
    const [shown, known] = seen
    if (!shown || !known || isRefusal(shown) || isRefusal(known)) throw new Error('Nothing was shown.')
    return { at: now().toISOString(), drill, public: shown, officer: known }
  }

  test('equals what was live then, after any history', { timeout: 600_000 }, async () => {
    const shots: Shot[] = []
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, { minLength: 4, maxLength: 14 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
        async (history, chance) => {
          for (const step of history) {
            await perform(step)
            await world.caughtUp()
            await dateEntries()
            world.board.expire(now())
            if (step.do === 'wait' || (chance.next().value ?? 0) < 0.3)
              shots.push(await shoot((chance.next().value ?? 0) < 0.15))
            // Nothing else happens within this moment.
            time += 1
          }
          // Of all that was seen since the beginning, in any order: earlier moments stay what they were.
          for (let asked = 0; asked < 5 && shots.length > 0; asked++) {
            const shot = shots[Math.floor((chance.next().value ?? 0) * shots.length)]
            if (!shot?.public.whole || !shot.officer.whole) continue
            const { at, drill } = shot
            expect(picture(await momentAt(at, { drill, headers: await asOfficer() }))).toEqual(
              picture(shot.officer),
            )
            const again = picture(await momentAt(at, { drill }))
            const then = picture(shot.public)
            expect(again.incidents).toEqual(then.incidents)
            expect(unsaid(again.reports)).toEqual(unsaid(then.reports))
            for (const [index, { properties }] of again.reports.entries())
              expect(['', then.reports[index]?.properties.words]).toContain(properties.words)
          }
        },
      ),
      { numRuns: process.env.CI === 'true' ? 12 : 25, seed: 24022020 },
    )
    expect(shots.length).toBeGreaterThan(80)
  })

  test('shows nothing again of what was said and taken back, though it says that something stood there', async () => {
    time += 48 * 60 * MINUTE
    const { body } = await postReport(world, aReport({ words: 'Rumah Pak Budi kosong' }))
    await world.caughtUp()
    await dateEntries()
    const at = now().toISOString()
    expect((await momentAt(at)).reports[0]?.properties.words).toBe('Rumah Pak Budi kosong')
    time += 10 * MINUTE
    await decide(world, await asOfficer(), body.report.properties.id, 'dismiss', {
      reason: 'Bukan laporan bencana',
    })
    await world.caughtUp()
    await dateEntries()
    const [again] = (await momentAt(at)).reports
    expect(again?.properties).toMatchObject({ id: body.report.properties.id, words: '', photos: [] })
    const [known] = (await momentAt(at, { headers: await asOfficer() })).reports
    expect(known?.properties.words).toBe('Rumah Pak Budi kosong')
    expect((await momentAt(now().toISOString())).reports).toEqual([])
  })

  test('counts what came in, in steps of a span', async () => {
    time += 48 * 60 * MINUTE
    const from = now().toISOString()
    for (const depth of [10, 50, 150]) {
      await postReport(world, aReport({ answers: { depth } }))
      time += 30 * MINUTE
    }
    await postReport(world, aReport({ drill: true }))
    const to = new Date(time + 60 * MINUTE).toISOString()
    const response = await fetch(`${world.url}/api/timeline?from=${from}&to=${to}&step=3600`)
    const { counts } = (await response.json()) as { counts: { at: string; hazard: string; count: number }[] }
    expect(counts.every(({ hazard }) => hazard === 'flood')).toBe(true)
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(3)
    expect(new Set(counts.map(({ at }) => at)).size).toBe(2)
  })

  test('of an archive is shown apart: no live map has shown it', async () => {
    const at = '2020-02-24T23:30:00.000Z'
    await world.lifecycle.submit(
      { hazard: 'flood', place: { lng: 106.82, lat: -6.2 }, at, words: 'Dari arsip' },
      { key: newUuid(), channel: 'test', history: true },
    )
    await world.caughtUp()
    await dateEntries()
    const moment = await momentAt('2020-02-25T01:00:00.000Z')
    expect(moment.reports).toEqual([])
    expect(moment.archived.map(({ properties }) => properties.words)).toEqual(['Dari arsip'])
    expect((await momentAt('2020-02-24T23:00:00.000Z')).archived).toEqual([])
  })

  test.each([
    ['at=gestern', 'moment-unreadable'],
    ['at=2199-01-01T00:00:00Z', 'moment-to-come'],
  ])('refuses ?%s', async (query, code) => {
    const response = await fetch(`${world.url}/api/moments?${query}`)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code })
  })
})
