// The incumbent's Reports API to the letter: its clients change the address and nothing else.
import type { FeatureCollection, Point } from 'geojson'
import { feature as fromTopology } from 'topojson-client'
import { topology as asLibrary } from 'topojson-server'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hazardKeys, hazardOf } from '../server/domain/hazards/index.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import type { Report } from '../server/domain/report.ts'
import { answers } from '../server/wire/answers.ts'
import type { WireProperties } from '../server/wire/petabencana.ts'
import { engines } from './database.ts'
import { aKey, aReport, decide, openWorld, signIn, type World } from './world.ts'

const HOUR = 3_600_000
/** Some hours after midnight, so that no test straddles a day. */
const dawn = new Date('2026-01-15T06:00:00.000Z')

type Reports = { statusCode: number; result: FeatureCollection<Point, WireProperties> }
type Reply = { status: number; body: Reports; headers: Headers }

describe.each(engines)('the reports API on %s', engine => {
  let world: World
  let clock = dawn
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => clock })
  })
  afterAll(() => world.close())
  afterEach(async () => {
    clock = dawn
    // The board's time never goes back: what stands there is dismissed, and not forgotten by a later clock.
    for (const id of world.board.reports.keys())
      await world.lifecycle.dismiss(id, { officer: 'Sari', reason: 'selesai' })
    await world.caughtUp()
    await world.db.query('truncate reports, reporters cascade')
  })

  async function ask(path: string, init?: RequestInit): Promise<Reply> {
    const response = await fetch(world.url + path, init)
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers }
  }

  async function given(changes: Record<string, unknown> = {}, minutesAgo = 0): Promise<Report> {
    const at = new Date(clock.getTime() - minutesAgo * 60_000)
    const outcome = await world.lifecycle.submit(aReport({ at, ...changes }) as never, {
      key: aKey(),
      channel: 'test',
      history: true,
    })
    if (isRefusal(outcome)) throw new Error(outcome.refused)
    await world.caughtUp()
    return outcome.report
  }

  const patch = (path: string, body: unknown) =>
    ask(path, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })

  const numbers = ({ body }: Reply) => body.result.features.map(feature => Number(feature.properties.pkey))

  test('a report has every property, and those of an unanswered question are null', async () => {
    const full = await given({ words: 'Banjir, hubungi 0812-3456-7890' })
    const bare = await given({ answers: {}, words: '' }, 1)
    const { status, body, headers } = await ask('/reports?geoformat=geojson')
    expect(status).toBe(200)
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(headers.get('Access-Control-Expose-Headers')).toContain('Link')
    expect(body).toEqual({
      statusCode: 200,
      result: {
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            geometry: { type: 'Point', coordinates: [106.8166, -6.2607] },
            properties: {
              pkey: String(full.number),
              created_at: '2026-01-15T06:00:00.000Z',
              source: 'grasp',
              status: 'confirmed',
              url: null,
              image_url: null,
              disaster_type: 'flood',
              report_data: { report_type: 'flood', flood_depth: 50 },
              tags: {
                district_id: null,
                local_area_id: null,
                instance_region_code: 'ID-JK',
                region_code: 'ID-JK',
              },
              title: null,
              text: 'Banjir, hubungi •••',
              partner_code: null,
              partner_icon: null,
            },
          },
          expect.objectContaining({
            properties: expect.objectContaining({ pkey: String(bare.number), report_data: null, text: '' }),
          }),
        ],
      },
    })
    expect(answers.reports.parse(body)).toEqual(body)
  })

  test('TopoJSON is what a client gets who asks for nothing else, as the library would make it', async () => {
    await given()
    await given({ place: { lng: 110.42, lat: -6.97 } }, 5)
    const geojson = (await ask('/reports?geoformat=geojson')).body.result
    const { result } = (await ask('/reports')).body as unknown as {
      result: Topology<{ output: GeometryCollection }>
    }
    expect(result).toEqual(JSON.parse(JSON.stringify(asLibrary({ output: geojson }))))
    expect(fromTopology(result, result.objects.output)).toEqual(geojson)
    expect(result.bbox).toEqual([106.8166, -6.97, 110.42, -6.2607])
    expect(Object.keys(result)).toEqual(['type', 'objects', 'arcs', 'bbox'])
  })

  test.each(['/reports', '/reports/archive?start=2019-01-01T00:00:00Z&end=2019-01-02T00:00:00Z'])(
    'an empty set at %s is the incumbent’s empty set',
    async path => {
      expect((await ask(path)).body).toEqual({
        statusCode: 200,
        result: {
          type: 'Topology',
          objects: { output: { type: 'GeometryCollection', geometries: [] } },
          arcs: [],
          bbox: [null, null, null, null],
        },
      })
      const geojson = await ask(`${path}${path.includes('?') ? '&' : '?'}geoformat=geojson`)
      expect(geojson.body.result).toEqual({ type: 'FeatureCollection', features: [] })
    },
  )

  test('each hazard has its own window, and a report leaves the list on the second', async () => {
    const inside: number[] = []
    for (const [index, hazard] of hazardKeys.entries()) {
      const window = hazardOf(hazard).wire.windowHours * 60
      inside.push((await given({ hazard, answers: {} }, window - 1 - index)).number)
      await given({ hazard, answers: {} }, window)
    }
    expect(numbers(await ask('/reports?geoformat=geojson')).sort()).toEqual(inside.sort())
    const flood = (await ask('/reports?geoformat=geojson&disaster=flood')).body.result.features
    expect(flood).toHaveLength(1)
    clock = new Date(dawn.getTime() + 59_999)
    expect(numbers(await ask('/reports?geoformat=geojson&disaster=flood'))).toHaveLength(1)
    clock = new Date(dawn.getTime() + 60_000)
    expect(numbers(await ask('/reports?geoformat=geojson&disaster=flood'))).toHaveLength(0)
  })

  test('a timeperiod is answered alike by the board and by the database, newest first', async () => {
    const all = []
    for (const hours of [1, 5, 10, 24 * 30]) all.push((await given({}, hours * 60)).number)
    const since = async (hours: number, more = '') =>
      numbers(await ask(`/reports?geoformat=geojson&timeperiod=${hours * 3_600}${more}`))
    expect(await since(1)).toEqual([])
    expect(await since(6)).toEqual(all.slice(0, 2))
    expect(await since(11)).toEqual(all.slice(0, 3))
    expect(await since(11, '&disaster=flood')).toEqual(all.slice(0, 3))
    expect(await since(24 * 31)).toEqual(all)
  })

  test('both generations of names and codes filter, the first generation by its city’s box', async () => {
    const jakarta = await given()
    const bekasi = await given({ place: { lng: 106.99, lat: -6.235 } }, 1)
    const bandung = await given({ place: { lng: 107.61, lat: -6.91 } }, 2)
    const within = async (query: string) => [
      numbers(await ask(`/reports?geoformat=geojson&${query}`)),
      numbers(await ask(`/reports?geoformat=geojson&timeperiod=86400&${query}`)),
    ]
    const both = (...reports: Report[]) => [reports, reports].map(list => list.map(report => report.number))
    expect(await within('admin=ID-JK')).toEqual(both(jakarta))
    expect(await within('city=ID-JB')).toEqual(both(bekasi, bandung))
    expect(await within('city=jbd')).toEqual(both(jakarta, bekasi))
    expect(await within('admin=bdg')).toEqual(both(bandung))
    expect(await within('admin=PH-QC')).toEqual(both())
  })

  test('a dismissed report is nowhere, a resolved one only in the archive, a drill only where drills are asked for', async () => {
    const [real, dismissed, resolved] = [await given(), await given({}, 1), await given({}, 2)]
    const drill = await given({ drill: true }, 3)
    const by = { officer: 'Sari', reason: 'bukan banjir' }
    await world.lifecycle.dismiss(dismissed.id, by)
    await world.lifecycle.resolve(resolved.id, by)
    await world.caughtUp()
    const archive = '/reports/archive?start=2026-01-15T00:00:00Z&end=2026-01-15T07:00:00Z&geoformat=geojson'
    for (const list of ['/reports?geoformat=geojson', '/reports?geoformat=geojson&timeperiod=86400']) {
      expect(numbers(await ask(list))).toEqual([real.number])
      expect(numbers(await ask(`${list}&training=true`))).toEqual([drill.number])
    }
    expect(numbers(await ask(archive))).toEqual([real.number, resolved.number])
    expect(numbers(await ask(`${archive}&training=true`))).toEqual([drill.number])
    expect((await ask(`/reports/${dismissed.number}`)).status).toBe(404)
    expect((await ask(`/reports/${drill.number}`)).status).toBe(404)
    expect((await ask(`/reports/${drill.number}?training=true`)).status).toBe(200)
  })

  test('one report by its number; an unknown one is not found', async () => {
    const { number } = await given()
    const { body } = await ask(`/reports/${number}?geoformat=geojson&format=json`)
    expect(body.result.features[0]?.properties.pkey).toBe(String(number))
    expect(await ask('/reports/77')).toMatchObject({
      status: 404,
      body: { statusCode: 404, found: false, result: null },
    })
  })

  test.each([
    '2026-01-15T12:30:00%2B0700',
    '2026-01-15T12:30:00+07:00',
    '2026-01-15T12:30:00+0700',
    '2026-01-15T05:30:00Z',
  ])('the archive understands the zone of %s', async start => {
    const inside = await given({}, 20)
    await given({}, 40)
    const reply = await ask(`/reports/archive?geoformat=geojson&start=${start}&end=2026-01-15T06:00:00Z`)
    expect(numbers(reply)).toEqual([inside.number])
  })

  test('the archive filters by disaster and region, and takes both ends of its span in', async () => {
    const [last, first] = [await given(), await given({}, 60)]
    await given({ hazard: 'wind', answers: {} }, 30)
    await given({ place: { lng: 110.42, lat: -6.97 } }, 30)
    const span = 'start=2026-01-15T05:00:00Z&end=2026-01-15T06:00:00Z&geoformat=geojson'
    const archive = await ask(`/reports/archive?${span}&disaster=flood&admin=ID-JK`)
    expect(numbers(archive)).toEqual([last.number, first.number])
    expect(numbers(await ask(`/reports/archive?${span}`))).toHaveLength(4)
  })

  test('every hour of a time series is present, and its counts are strings', async () => {
    await given({}, 10)
    await given({}, 50)
    await given({}, 3 * 60 + 10)
    const path = '/reports/timeseries?start=2026-01-15T02:00:00Z&end=2026-01-15T06:00:00Z'
    const { body } = await ask(path)
    expect(body.result).toEqual([
      { ts: '2026-01-15T02:00:00.000Z', count: '1' },
      { ts: '2026-01-15T03:00:00.000Z', count: '0' },
      { ts: '2026-01-15T04:00:00.000Z', count: '0' },
      { ts: '2026-01-15T05:00:00.000Z', count: '2' },
      { ts: '2026-01-15T06:00:00.000Z', count: '0' },
    ])
    expect(answers.timeSeries.parse(body)).toEqual(body)
    expect((await ask(`${path}&admin=ID-YO`)).body.result).toMatchObject([{}, {}, {}, {}, { count: '0' }])
  })

  test('a thumb counts once from one place, shows in the list, and is told as a string', async () => {
    const { number } = await given()
    expect(await patch(`/reports/${number}`, { points: 1 })).toMatchObject({
      status: 200,
      body: { statusCode: 200, id: number, points: '1' },
    })
    const again = await patch(`/reports/${number}`, { points: 1 })
    expect(again.status).toBe(429)
    expect(Number(again.headers.get('Retry-After'))).toBe(3_600)
    clock = new Date(dawn.getTime() + HOUR)
    expect(await patch(`/reports/${number}`, { points: -1 })).toMatchObject({
      status: 200,
      body: { points: '0' },
    })
    await world.caughtUp()
    const [feature] = (await ask('/reports?geoformat=geojson')).body.result.features
    expect(feature?.properties.report_data).toEqual({ report_type: 'flood', flood_depth: 50, points: 0 })
  })

  test('a flag is set and taken back', async () => {
    const { number } = await given({ answers: {} })
    expect(await patch(`/reports/${number}/flag`, { flag: true })).toMatchObject({
      status: 200,
      body: { statusCode: 200, id: number, flag: 'true' },
    })
    expect((await patch(`/reports/${number}/flag`, { flag: false })).body).toMatchObject({ flag: 'false' })
    await world.caughtUp()
    const [feature] = (await ask('/reports?geoformat=geojson')).body.result.features
    expect(feature?.properties.report_data).toEqual({ flag: false })
  })

  test('a client that holds the list is told so, and one that takes gzip gets it', async () => {
    for (let n = 0; n < 5; n++) await given({}, n)
    const first = await fetch(`${world.url}/reports`, { headers: { 'Accept-Encoding': 'identity' } })
    const etag = first.headers.get('ETag') ?? ''
    expect(first.headers.get('Content-Encoding')).toBeNull()
    const packed = await fetch(`${world.url}/reports`, { headers: { 'Accept-Encoding': 'gzip' } })
    expect(packed.headers.get('Content-Encoding')).toBe('gzip')
    expect(await packed.json()).toEqual(await first.json())
    const held = await fetch(`${world.url}/reports`, { headers: { 'If-None-Match': etag } })
    expect(held.status).toBe(304)
    await given()
    const changed = await fetch(`${world.url}/reports`, { headers: { 'If-None-Match': etag } })
    expect(changed.status).toBe(200)
    const head = await fetch(`${world.url}/reports`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  test('a decision at the desk shows in the list at once', async () => {
    const { id, number } = await given()
    expect(numbers(await ask('/reports?geoformat=geojson'))).toEqual([number])
    const officer = await signIn(world, `Sari ${number}`)
    await decide(world, officer, id, 'dismiss', { reason: 'bukan banjir' })
    await world.caughtUp()
    expect(numbers(await ask('/reports?geoformat=geojson'))).toEqual([])
  })
})
