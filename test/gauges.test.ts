// Water gauges: read from files and by programs, shown live with level and trend, as the incumbent shows them, and as evidence for a flood.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confidenceOf } from '../server/domain/confidence.ts'
import {
  type Gauge,
  gaugesWarning,
  isStale,
  thresholdsOf,
  trendOf,
  warningOf,
} from '../server/domain/gauge.ts'
import { readReadings } from '../server/domain/gauge-readings.ts'
import { loadBoard } from '../server/live/picture.ts'
import { engines, freshDirectory } from './database.ts'
import { importGauges, manggarai, risingBefore } from './gauge-file.ts'
import { collection, fileOf, perform } from './operators.ts'
import { aReport, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

const NOW = new Date('2026-02-24T12:00:00Z')

describe('what a gauge says', () => {
  test('thresholds are found under the names that agencies give them, in rising order or not at all', () => {
    expect(thresholdsOf({ siaga_3: 750, siaga_2: 850, siaga_1: '950' })).toEqual([750, 850, 950])
    expect(thresholdsOf({ 'Siaga III': '7,5', 'Siaga II': '8', 'Siaga I': '9' })).toEqual([7.5, 8, 9])
    expect(thresholdsOf({ minor: 70, moderate: 150, severe: 200 })).toEqual([70, 150, 200])
    expect(thresholdsOf({ siaga_3: 950, siaga_2: 850, siaga_1: 750 })).toBeNull()
    expect(thresholdsOf({ siaga_3: 'tinggi', siaga_2: 850, siaga_1: 950 })).toBeNull()
    expect(thresholdsOf({})).toBeNull()
  })

  test('the warning level never falls when the water rises', () => {
    const depth = fc.double({ min: -2_000, max: 30_000, noNaN: true })
    fc.assert(
      fc.property(depth, depth, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        expect(warningOf(low, [750, 850, 950])).toBeLessThanOrEqual(warningOf(high, [750, 850, 950]) ?? 0)
      }),
    )
    expect([749, 750, 850, 950].map(each => warningOf(each, [750, 850, 950]))).toEqual([0, 1, 2, 3])
    expect(warningOf(500, null)).toBeNull()
  })

  test('the trend is centimetres an hour, and nothing where too little was read', () => {
    const back = (minutes: number, depth: number) => ({
      at: new Date(NOW.getTime() - minutes * 60_000).toISOString(),
      depth,
    })
    expect(trendOf([back(0, 870), back(30, 840), back(60, 810)])).toBe(60)
    expect(trendOf([back(0, 100), back(15, 110)])).toBe(-40)
    expect(trendOf([back(0, 100), back(5, 110)])).toBeNull()
    expect(trendOf([back(0, 100), back(600, 110)])).toBeNull()
    expect(trendOf([])).toBeNull()
  })
})

describe('files of readings', () => {
  const read = (text: string) => readReadings(text, 'csv', '+07:00', NOW)

  test('are read with the separators, numbers and clocks that agencies write', () => {
    expect(read('pos;waktu;tinggi\r\n"Pintu Air; Manggarai";24/02/2026 06.00;1.250,5\r\n').readings).toEqual([
      { gauge: 'Pintu Air; Manggarai', at: '2026-02-23T23:00:00.000Z', depth: 1250.5 },
    ])
    expect(read('gauge,at,depth\nTMA1,2026-02-24T06:00:00Z,712').readings).toEqual([
      { gauge: 'TMA1', at: '2026-02-24T06:00:00.000Z', depth: 712 },
    ])
    expect(read('\uFEFFNama Pos\tTanggal\tTMA (cm)\nDepok\t2026-02-24 06:30\t90 cm').readings).toEqual([
      { gauge: 'Depok', at: '2026-02-23T23:30:00.000Z', depth: 90 },
    ])
    expect(
      readReadings('[{"gauge":7,"at":"2026-02-24T06:00:00Z","depth":5}]', 'json', '+07:00', NOW),
    ).toEqual({
      readings: [{ gauge: '7', at: '2026-02-24T06:00:00.000Z', depth: 5 }],
      faults: [],
    })
  })

  test.each([
    ['no header', '1,2,3', /first line/],
    ['no number', 'gauge,at,depth\nA,2026-02-24T06:00:00Z,tinggi', /Line 2/],
    ['the future', 'gauge,at,depth\nA,2026-02-25T06:00:00Z,5', /Line 2/],
    ['a depth that cannot be', 'gauge,at,depth\nA,2026-02-24T06:00:00Z,99999', /Line 2/],
    ['a time that is none', 'gauge,at,depth\nA,31/31/2026 06:00,5', /Line 2/],
    ['no gauge', 'gauge,at,depth\n,2026-02-24T06:00:00Z,5', /no gauge/],
  ])('with %s are named, not guessed', (_, text, fault) => {
    const { readings, faults } = read(text)
    expect(readings).toEqual([])
    expect(faults[0]).toMatch(fault)
  })

  test('never throw, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), text => {
        expect(read(`gauge,at,depth\n${text}`).readings).toBeDefined()
        expect(readReadings(text, 'json', '+07:00', NOW).readings).toBeDefined()
      }),
    )
  })
})

describe('a gauge as evidence', () => {
  const gauge = (changes: Partial<Gauge>): Gauge => ({
    id: 'g',
    number: 1,
    code: 'g',
    version: 1,
    name: 'Manggarai',
    within: '',
    place: manggarai,
    region: 'ID-JK',
    thresholds: [750, 850, 950],
    latest: { at: NOW.toISOString(), depth: 870 },
    trend: 60,
    warning: 2,
    ...changes,
  })
  const square = [106.84, -6.21, 106.85, -6.2] as const
  const [w, s, e, n] = square
  const flood = {
    hazard: 'flood' as const,
    centre: { lng: 106.845, lat: -6.205 },
    outline: {
      type: 'Polygon' as const,
      coordinates: [
        [
          [w, s],
          [e, s],
          [e, n],
          [w, n],
          [w, s],
        ],
      ],
    },
  }

  test('counts near a flood, at a warning level, read lately, and else not', () => {
    const at = (given: Gauge, incident: Parameters<typeof gaugesWarning>[0] = flood) =>
      gaugesWarning(incident, [given], NOW.getTime())
    expect(at(gauge({}))).toBe(1)
    expect(at(gauge({ warning: 0 }))).toBe(0)
    expect(at(gauge({ warning: null }))).toBe(0)
    expect(at(gauge({ place: { lng: 107.2, lat: -6.2 } }))).toBe(0)
    expect(at(gauge({ latest: { at: '2026-02-24T08:00:00.000Z', depth: 870 } }))).toBe(0)
    expect(at(gauge({}), { ...flood, hazard: 'fire' })).toBe(0)
  })

  test('raises certainty at a warning level; a normal one lowers nothing', () => {
    const one = { citizens: 1, pictured: 0, verified: 0, agreement: null, latest: NOW.toISOString() }
    const sure = (gauges?: number) => confidenceOf({ ...one, gauges }, 12, NOW.getTime()).percent
    expect(sure(0)).toBe(sure(undefined))
    expect(sure(1)).toBeGreaterThan(sure(0))
    expect(sure(2)).toBeGreaterThan(sure(1))
    expect(sure(200)).toBe(sure(2))
  })
})

describe.each(engines)('gauges on %s', engine => {
  let world: World
  const time = new Date()
  beforeAll(async () => {
    world = await openWorld(engine)
    await importGauges(world)
  }, 180_000)
  afterAll(() => world.close())

  const get = async (path: string) => {
    const response = await fetch(`${world.url}${path}`)
    return { status: response.status, body: await response.json() }
  }
  const tell = async (body: object, headers: object = {}, gauge = 'TMA1') => {
    const response = await fetch(`${world.url}/api/gauges/${gauge}/observations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
  const named = (name: string) => [...world.board.gauges.values()].find(each => each.name.includes(name))

  test('an imported gauge stands on the board and says that nothing was read yet', async () => {
    const { body } = await get('/api/gauges')
    expect(body.gauges).toHaveLength(3)
    expect(body.gauges.find((each: Gauge) => each.code === 'TMA1')).toMatchObject({
      name: 'Pintu Air Manggarai',
      region: 'ID-JK',
      thresholds: [750, 850, 950],
      latest: null,
      warning: null,
      stale: true,
    })
  })

  test('readings from a file reach every map at once, with level, trend and warning', async () => {
    const watcher = await openSocket(world)
    await watcher.watch({})
    const rows = risingBefore(time).map(({ at, depth }) => `Pintu Air Manggarai,${at},${depth}`)
    const file = join(freshDirectory(), 'tma.csv')
    writeFileSync(file, ['gauge,at,depth', ...rows, 'Tak dikenal,2020-01-01T00:00:00Z,5'].join('\n'))
    const { code, out } = await perform(world.db, 'gauges import', { file })
    expect(out).toContain('5 readings of 1 gauge stored')
    expect(out).toContain('"Tak dikenal" means no gauge')
    expect(code).toBe(1)
    await watcher.until(change => change.what === 'gauge' && change.gauge.warning === 2)
    expect(named('Manggarai')).toMatchObject({ latest: { depth: 870 }, trend: 60, warning: 2 })
    watcher.close()
  })

  test('whoever comes back is told what was missed; a drill is told nothing', async () => {
    const before = world.board.place
    const drill = await openSocket(world)
    await drill.watch({ drill: true })
    const officer = await signIn(world, 'Rini')
    await tell({ at: new Date(time.getTime() + 1_000).toISOString(), depth: 990 }, officer)
    await world.caughtUp()
    const back = await openSocket(world)
    const seen = await back.watch({ cursor: before })
    expect(seen).toMatchObject({
      whole: false,
      changes: [{ what: 'gauge', gauge: { code: 'TMA1', warning: 3, latest: { depth: 990 } } }],
    })
    expect(await drill.watch({ drill: true })).not.toHaveProperty('gauges')
    expect(drill.changes).toEqual([])
    back.close()
    drill.close()
  })

  test('only who may tells a reading; what cannot be is refused', async () => {
    const body = { at: time.toISOString(), depth: 100 }
    expect(await tell(body)).toMatchObject({ status: 401, body: { code: 'sign-in-needed' } })
    const viewer = await signIn(world, 'Ujang', { role: 'viewer' })
    expect((await tell(body, viewer)).status).toBe(403)
    const elsewhere = await signIn(world, 'Made', { role: 'verifier', regions: ['ID-BA'] })
    expect(await tell(body, elsewhere)).toMatchObject({ status: 403, body: { code: 'region-not-yours' } })
    const officer = await signIn(world, 'Wati')
    expect(await tell(body, officer, 'TMA9')).toMatchObject({ status: 404, body: { code: 'gauge-unknown' } })
    expect(await tell({ at: time.toISOString(), depth: 1e6 }, officer)).toMatchObject({
      status: 422,
      body: { code: 'reading-impossible' },
    })
    expect(await tell({ depth: 5 }, officer)).toMatchObject({
      status: 400,
      body: { code: 'body-unreadable' },
    })
    expect((await tell({ observations: [body] }, officer, 'TMA2')).status).toBe(201)
  })

  test('the last three days of one gauge, and the same in the incumbent’s words', async () => {
    const { body } = await get('/api/gauges/TMA1')
    expect(body.observations.map((each: { depth: number }) => each.depth)).toEqual([
      750, 780, 810, 840, 870, 990,
    ])
    const { body: list } = await get('/floodgauges?geoformat=geojson&admin=ID-JK')
    expect(list.statusCode).toBe(200)
    const [feature] = list.result.features
    expect(feature.properties).toEqual({
      gaugeid: 'TMA1',
      gaugenameid: 'Pintu Air Manggarai',
      observations: expect.arrayContaining([
        { f1: risingBefore(time)[4]?.at, f2: 870, f3: 2, f4: 'SIAGA II' },
      ]),
    })
    const { body: topology } = await get('/floodgauges/TMA1')
    expect(topology.result).toMatchObject({
      type: 'Topology',
      objects: { output: { geometries: [{ type: 'Point', properties: { gaugeid: 'TMA1' } }] } },
      arcs: [],
    })
    expect((await get('/floodgauges?admin=ID-AC')).body.result).toEqual({
      type: 'Topology',
      objects: { output: { type: 'GeometryCollection', geometries: [] } },
      arcs: [],
      bbox: [null, null, null, null],
    })
    expect(await get('/floodgauges/none')).toEqual({
      status: 404,
      body: { statusCode: 404, found: false, result: null },
    })
    expect(await get('/floodgauges?foo=1')).toMatchObject({
      status: 400,
      body: { validation: { source: 'query', keys: ['foo'] } },
    })
  })

  test('the board is the database, also for who starts later', async () => {
    await world.caughtUp()
    const later = await loadBoard(world.db, new Date())
    const byId = (gauges: Iterable<Gauge>) => [...gauges].sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(byId(later.gauges.values())).toEqual(byId(world.board.gauges.values()))
  })

  test('imported anew it keeps what it read; taken away it is gone from every map', async () => {
    await importGauges(world)
    expect(named('Manggarai')).toMatchObject({ latest: { depth: 990 } })
    await perform(world.db, 'places remove', { source: 'pos-duga-air' })
    await world.caughtUp()
    expect(world.board.gauges.size).toBe(0)
    await importGauges(world)
    expect(named('Manggarai')).toMatchObject({ latest: null })
  })

  test('an old reading is called old', () => {
    const latest = { at: new Date(time.getTime() - 4 * 3_600_000).toISOString(), depth: 5 }
    expect(isStale({ latest }, time.getTime())).toBe(true)
  })

  test('infrastructure is found in a box by kind, and in the incumbent’s words with its lines and areas', async () => {
    const river = {
      type: 'Feature',
      id: 'kali',
      geometry: {
        type: 'LineString',
        coordinates: [
          [106.84, -6.2],
          [106.85, -6.21],
          [106.86, -6.2],
        ],
      },
      properties: { name: 'Ciliwung' },
    }
    const pump = {
      type: 'Feature',
      id: 'p1',
      geometry: { type: 'Point', coordinates: [106.845, -6.205] },
      properties: { name: 'Pompa Manggarai', kapasitas: '4' },
    }
    await perform(world.db, 'places import', {
      file: fileOf(collection([river])),
      kind: 'waterway',
      source: 'kali',
    })
    await perform(world.db, 'places import', {
      file: fileOf(collection([pump])),
      kind: 'pump',
      source: 'pompa',
    })
    const near = await get('/api/infrastructure?kind=pump,waterway&box=106.8,-6.3,106.9,-6.1')
    expect(near.body.features.map((each: { properties: { name: string } }) => each.properties.name)).toEqual([
      'Ciliwung',
      'Pompa Manggarai',
    ])
    expect((await get('/api/infrastructure?kind=pump&box=100,-1,101,0')).body.features).toEqual([])
    expect((await get('/api/infrastructure?kind=street&box=1,2,3,4')).status).toBe(400)
    expect((await get('/api/infrastructure?kind=pump&box=1,2,NaN,4')).status).toBe(400)
    expect((await get('/infrastructure/waterways')).body.result).toEqual({
      type: 'Topology',
      objects: {
        output: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'LineString', arcs: [0], properties: { name: 'Ciliwung', tags: { name: 'Ciliwung' } } },
          ],
        },
      },
      arcs: [
        [
          [106.84, -6.2],
          [106.85, -6.21],
          [106.86, -6.2],
        ],
      ],
      bbox: [106.84, -6.21, 106.86, -6.2],
    })
    expect(
      (await get('/infrastructure/pumps?geoformat=geojson&admin=ID-JK')).body.result.features,
    ).toHaveLength(1)
    expect((await get('/infrastructure/pumps?geoformat=geojson&admin=ID-AC')).body.result.features).toEqual(
      [],
    )
    expect((await get('/infrastructure/bridges')).status).toBe(400)
  })

  test('a flood beside a gauge that warns is surer, by the published formula', async () => {
    await postReport(world, aReport({ place: manggarai }))
    const response = await fetch(`${world.url}/keyakinan?lang=id`)
    const page = await response.text()
    expect(page).toContain('Satu laporan, satu pos duga air siaga di dekatnya')
    expect(page).toContain('0,5<sup>d</sup>')
  })
})
