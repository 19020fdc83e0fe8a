// The public figures: medians of waiting times by agency, province and area, what is open, and the same as a page, as JSON and as CSV.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Standing, Waiting } from '../db/figures.ts'
import { engines } from './database.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

const MINUTE = 60_000

describe.each(engines)('the figures on %s', engine => {
  let world: World
  let time = Date.parse('2026-02-24T06:00:00Z')
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(time) })
    const officer = await signIn(world)
    const ids: string[] = []
    for (let index = 0; index < 4; index++) {
      const { body } = await postReport(world, aReport({ place: { lng: 106.7 + index / 10, lat: -6.26 } }))
      ids.push(body.report.properties.id)
    }
    await postReport(world, aReport({ place: { lng: 112.75, lat: -7.26 } }))
    await postReport(world, aReport({ drill: true }))
    // After 10, 20 and 60 minutes; the fourth is dismissed at once, and the first is over after two hours.
    await decide(world, officer, ids[3] ?? '', 'dismiss', { reason: 'Foto lama' })
    for (const [index, minutes] of [10, 20, 60].entries()) {
      time = Date.parse('2026-02-24T06:00:00Z') + minutes * MINUTE
      await decide(world, officer, ids[index] ?? '', 'verify')
    }
    time = Date.parse('2026-02-24T08:00:00Z')
    await decide(world, officer, ids[0] ?? '', 'resolve')
  })
  afterAll(() => world.close())

  const figures = async () => {
    const response = await fetch(`${world.url}/api/figures?days=1`)
    return (await response.json()) as { waiting: Waiting[]; standing: Standing[]; hours: { count: number }[] }
  }

  test('are medians of those that were decided, and know where', async () => {
    const { waiting, hours } = await figures()
    expect(waiting.find(({ by }) => by === 'all')).toMatchObject({
      reports: 5,
      verified: 3,
      answered: 4,
      resolved: 1,
      verifyMedian: 20 * 60,
      answerMedian: 15 * 60,
      resolveMedian: 120 * 60,
    })
    expect(waiting.find(({ by, key }) => by === 'region' && key === 'ID-JI')).toMatchObject({
      reports: 1,
      verified: 0,
      verifyMedian: null,
    })
    // The dismissed one is on no map.
    expect(hours.reduce((sum, { count }) => sum + count, 0)).toBe(4)
  })

  test('count open and overdue work by agency and province', async () => {
    await world.db.query(
      `insert into agencies (key, name, created_at) values ('bpbd-jakarta', 'BPBD DKI Jakarta', now())`,
    )
    const aCase = (number: number, due: string) =>
      world.db.query(
        `insert into cases (id, number, version, drill, hazard, region, stage, since, due, agency)
         values (gen_random_uuid(), $1, 1, false, 'flood', 'ID-JK', 'assigned', $2, $3, 'bpbd-jakarta')`,
        [number, '2026-02-24T06:00:00Z', due],
      )
    await aCase(900_001, '2026-02-24T07:00:00Z')
    await aCase(900_002, '2026-02-24T09:00:00Z')
    const { standing } = await figures()
    expect(standing.find(({ agency }) => agency === 'bpbd-jakarta')).toEqual({
      agency: 'bpbd-jakarta',
      name: 'BPBD DKI Jakarta',
      region: 'ID-JK',
      open: 2,
      overdue: 1,
    })
  })

  test('stand on a page, with a table beside each chart, and as CSV', async () => {
    const page = await (await fetch(`${world.url}/angka?days=1&lang=id`)).text()
    expect(page).toContain('20 menit')
    expect(page).toContain('BPBD DKI Jakarta')
    expect(page.match(/<svg/g)?.length).toBeLessThanOrEqual(page.match(/<table/g)?.length ?? 0)
    const csv = await (await fetch(`${world.url}/api/figures.csv?days=1&table=standing`)).text()
    expect(csv).toContain('agency,name,region,open,overdue\r\n')
    expect(csv).toContain('bpbd-jakarta,BPBD DKI Jakarta,ID-JK,2,1\r\n')
  })

  test('of no readable span are refused', async () => {
    const response = await fetch(`${world.url}/api/figures?from=2026-02-24T00:00:00Z&to=2020-01-01T00:00:00Z`)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'span-wrong' })
  })
})
