// Statistics through the front door: every report that everybody may see is counted once, in its own time zone, and too few are told nowhere.
import { latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importArea } from '../db/areas.ts'
import { engines } from './database.ts'
import { aReport, aSquare, decide, openWorld, postReport, signIn, type World } from './world.ts'

type Told = {
  from: string
  to: string
  total: number | null
  by: string[]
  groups: (Record<string, string | number | null> & { count: number })[]
}
type Cell = {
  id: string
  geometry: { coordinates: [number, number][][] }
  properties: { cell: string; count: number }
}

const kemang = { lng: 106.8166, lat: -6.2607 }
const surabaya = { lng: 112.7508, lat: -7.2575 }
const span = 'from=2026-02-20&to=2026-02-25'

describe.each(engines)('statistics on %s', engine => {
  let world: World
  let officer: { Cookie: string }
  let time = Date.parse('2026-02-24T16:30:00Z')
  const post = async (changes: Record<string, unknown>) =>
    (await postReport(world, aReport(changes))).body.report.properties.id
  const many = async (number: number, changes: Record<string, unknown>) => {
    const ids: string[] = []
    for (let each = 0; each < number; each++) ids.push(await post(changes))
    return ids
  }
  const get = (path: string) => fetch(`${world.url}/api/statistics${path}`)
  const ask = async (query: string): Promise<Told> => (await get(`?${query}`)).json()
  const cells = async (query: string): Promise<{ total: number; features: Cell[] }> =>
    (await get(`/cells?${span}&${query}`)).json()

  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(time) })
    officer = await signIn(world)
    await importArea(
      world.db,
      { id: 'rw-1', name: 'RW 1', parent: null, region: 'ID-JK', properties: {} },
      { type: 'Polygon', coordinates: [aSquare(kemang, 0.01)] },
    )
    // 23:30 in Jakarta, half past midnight in Makassar; an hour later it is the next day in both.
    await many(7, { place: kemang })
    await many(6, { place: surabaya, hazard: 'fire', answers: {} })
    time = Date.parse('2026-02-24T17:30:00Z')
    await many(8, { place: kemang, answers: { depth: 160 } })
    await many(2, { place: { lng: 106.8, lat: -6.3 }, words: 'air masuk rumah saya' })
    await post({ drill: true, place: kemang })
    const [over = ''] = await many(1, { place: kemang })
    await decide(world, officer, over, 'dismiss', { reason: 'Foto lama' })
    await world.caughtUp()
  })
  afterAll(() => world.close())

  test('count each public report once, by the days of the zone that is asked for', async () => {
    expect(await ask(span)).toMatchObject({
      from: '2026-02-20T00:00:00+07:00',
      to: '2026-02-26T00:00:00+07:00',
      by: ['day'],
      total: 23,
      groups: [
        { day: '2026-02-24', count: 13 },
        { day: '2026-02-25', count: 10 },
      ],
    })
    expect((await ask(`${span}&zone=Asia/Makassar`)).groups).toEqual([{ day: '2026-02-25', count: 23 }])
    expect((await ask(`${span}&by=hour`)).groups).toEqual([
      { hour: '2026-02-24T23:00:00+07:00', count: 13 },
      { hour: '2026-02-25T00:00:00+07:00', count: 10 },
    ])
    // Where clocks change within the span, the database looks at each report's own day.
    const uneven = await ask('from=2025-10-01&to=2026-02-25&zone=Europe/Amsterdam')
    expect(uneven.groups).toEqual([{ day: '2026-02-24', count: 23 }])
    expect((await ask(`${span}&by=week`)).groups).toEqual([{ week: '2026-02-23', count: 23 }])
    expect((await ask(`${span}&by=month`)).groups).toEqual([{ month: '2026-02', count: 23 }])
    expect(await ask(`${span}&by=`)).toMatchObject({ total: 23, groups: [] })
  })

  test('count by several things at once, under filters', async () => {
    expect((await ask(`${span}&by=region,hazard`)).groups).toEqual([
      { region: 'ID-JI', hazard: 'fire', count: 6 },
      { region: 'ID-JK', hazard: 'flood', count: 17 },
    ])
    expect((await ask(`${span}&by=level&hazard=flood`)).groups).toEqual([
      { level: 1, count: 9 },
      { level: 3, count: 8 },
    ])
    expect((await ask(`${span}&by=state&region=ID-JI`)).groups).toEqual([{ state: 'unverified', count: 6 }])
    expect(await ask('from=2026-02-24T16:10:00Z&to=2026-02-24T16:45:00Z')).toMatchObject({ total: 13 })
    expect(await ask(`${span}&area=rw-1&by=area`)).toMatchObject({
      by: ['region', 'area'],
      groups: [{ region: 'ID-JK', area: 'rw-1', count: 15 }],
    })
  })

  test('never tell of fewer than five, and hide what would give them away', async () => {
    // Two of Jakarta's are outside of the area: the area itself is hidden with them, and the sum of both is told.
    expect((await ask(`${span}&by=area&region=ID-JK`)).groups).toEqual([])
    expect((await ask(`${span}&by=region&region=ID-JK`)).groups).toEqual([{ region: 'ID-JK', count: 17 }])
    const few = await ask(`${span}&level=2`)
    expect(few).toMatchObject({ total: 0, groups: [] })
    const ids = await many(3, { place: surabaya, answers: { depth: 100 } })
    await world.caughtUp()
    expect(await ask(`${span}&level=2`)).toMatchObject({ total: null, groups: [] })
    for (const id of ids) await decide(world, officer, id, 'dismiss', { reason: 'Foto lama' })
    await world.caughtUp()
    expect(await ask(`${span}&level=2`)).toMatchObject({ total: 0 })
  })

  test('draw H3 cells that hold what they count, coarser ones where the finer are too few', async () => {
    const { total, features } = await cells('resolution=9')
    expect(total).toBe(23)
    const counts = new Map(features.map(({ id, properties }) => [id, properties.count]))
    expect(counts).toEqual(
      new Map(
        [
          [latLngToCell(surabaya.lat, surabaya.lng, 9), 6],
          [latLngToCell(kemang.lat, kemang.lng, 9), 15],
        ].filter(([cell]) => counts.has(String(cell))) as [string, number][],
      ),
    )
    const ring = features.find(({ id }) => id === latLngToCell(surabaya.lat, surabaya.lng, 9))?.geometry
      .coordinates[0]
    expect(ring).toHaveLength(7)
    expect(ring?.[0]).toEqual(ring?.[6])
    for (const [lng, lat] of ring ?? [])
      expect([Math.abs(lng - surabaya.lng) < 0.01, Math.abs(lat - surabaya.lat) < 0.01]).toEqual([true, true])
    const coarse = await cells('resolution=3')
    expect(coarse.features.reduce((sum, { properties }) => sum + properties.count, 0)).toBe(23)
    const boxed = await cells('resolution=5&box=112,-8,113.5,-6.5')
    expect(boxed.features.map(({ properties }) => properties.count)).toEqual([6])
    const two = await (await get(`/cells.json?${span}&resolution=4&by=hazard`)).json()
    expect(two.by).toEqual(['cell', 'hazard'])
  })

  test('tell secret reports in coarse cells alone, wherever they really lie', async () => {
    const place = { lng: 110.4123, lat: -6.9876 }
    await many(6, { place, secret: true })
    await world.caughtUp()
    const told = async (resolution: number) =>
      (await cells(`resolution=${resolution}&region=ID-JT`)).features.map(({ id, properties }) => [
        id,
        properties.count,
      ])
    expect(await told(6)).toEqual([[latLngToCell(-6.99, 110.41, 6), 6]])
    expect(await told(7)).toEqual([])
    expect(await told(9)).toEqual([])
  })

  test('are CSV for tables, JSON for programs, open to any site, and sent once', async () => {
    const csv = await get(`.csv?${span}&by=region,hazard&region=ID-JI,ID-JK`)
    expect(csv.headers.get('Content-Type')).toContain('text/csv')
    expect(await csv.text()).toBe('region,hazard,count\r\nID-JI,fire,6\r\nID-JK,flood,17\r\n')
    expect(await (await get(`/cells.csv?${span}&resolution=6&region=ID-JI`)).text()).toBe(
      `cell,count\r\n${latLngToCell(surabaya.lat, surabaya.lng, 6)},6\r\n`,
    )
    const first = await get(`?${span}`)
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const again = await fetch(first.url, { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } })
    expect(again.status).toBe(304)
  })

  test.each([
    ['?invented=1', 400],
    ['?by=colour', 400],
    ['?by=day,hour', 400],
    ['?by=hazard,hazard', 400],
    ['?zone=Mars/Olympus', 400],
    ['?from=yesterday', 400],
    ['?from=2026-02-31', 400],
    ['?hazard=godzilla', 400],
    ['?from=2026-02-25&to=2026-02-20', 422],
    ['?by=hour&from=2024-01-01&to=2026-01-01', 422],
    ['?from=1990-01-01&to=2026-01-01', 422],
    ['/cells?resolution=12', 400],
    ['/cells?box=1,2,3', 400],
    ['/cells?by=hazard,level', 400],
  ])('refuse %s', async (path, status) => {
    const response = await get(path)
    expect([response.status, (await response.json()).code]).toEqual([
      status,
      status === 400 ? 'statistics-wrong' : 'span-wrong',
    ])
  })
})
