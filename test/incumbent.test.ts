// PetaBencana's API, line by line as its clients know it. Each test is named by the line that it holds the server to; what the other files
// (petabencana, petabencana-refusals, cards, floods, gauges, places) try at length is here once, so that the whole stands on one page.
import { feature as fromTopology } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServiceKeys } from '../server/sign-in/service-keys.ts'
import { engines } from './database.ts'
import { importGauges } from './gauge-file.ts'
import { collection, fileOf, perform } from './operators.ts'
import { aReport, aSquare, openWorld, postReport, signIn, type World } from './world.ts'

/** Of the morning, so that no test straddles a day. */
const now = new Date('2026-01-15T06:00:00.000Z')
const span = 'start=2026-01-15T00:00:00Z&end=2026-01-15T07:00:00%2B0000'
const kemang = { lat: -6.2607, lng: 106.8166 }
const [engine = 'embedded'] = engines.slice(-1)

let world: World
let key = ''
let number = 0
beforeAll(async () => {
  world = await openWorld(engine, { now: () => now })
  const file = fileOf(
    collection([
      {
        type: 'Feature',
        properties: { area_id: 5, area_name: 'RW 05', parent_name: 'Bangka', city_name: 'Jakarta Selatan' },
        geometry: { type: 'Polygon', coordinates: [aSquare(kemang, 0.005)] },
      },
    ]),
  )
  expect((await perform(world.db, 'areas import', { file })).code).toBe(0)
  await importGauges(world)
  const keys = createServiceKeys({ db: world.db, now: () => now, newId: () => crypto.randomUUID() })
  const made = await keys.add({ name: 'partner', deeds: ['bring', 'set-area'], regions: ['ID-JK'] }, 'Sari')
  if ('refused' in made) throw new Error(made.refused)
  key = made.key
  number = (await postReport(world, aReport({ place: kemang }))).body.report.properties.number
  await world.caughtUp()
})
afterAll(() => world.close())

async function ask(path: string, method = 'GET', body?: unknown, headers: object = {}) {
  const response = await fetch(world.url + path, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const isJson = method !== 'HEAD' && response.headers.get('Content-Type')?.includes('json')
  const told = isJson ? await response.json() : await response.text()
  return { status: response.status, body: told, headers: response.headers }
}
const keyed = () => ({ Authorization: `Bearer ${key}` })
const empty = {
  type: 'Topology',
  objects: { output: { type: 'GeometryCollection', geometries: [] } },
  arcs: [],
  bbox: [null, null, null, null],
}

describe('rules for every answer', () => {
  const lists = [
    '/reports',
    `/reports/archive?${span}`,
    '/floods',
    '/floodgauges',
    '/infrastructure/pumps',
    '/cities',
  ]
  test.each(lists)(
    '%s: an envelope, TopoJSON by default, GeoJSON when asked, CORS open, Link exposed',
    async path => {
      const { status, body, headers } = await ask(path)
      expect([status, body.statusCode]).toEqual([200, 200])
      expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
      expect(headers.get('Access-Control-Expose-Headers')).toContain('Link')
      const topology = body.result as Topology<{ output: GeometryCollection }>
      expect(Object.keys(topology).sort()).toEqual(['arcs', 'bbox', 'objects', 'type'])
      const geojson = (await ask(`${path}${path.includes('?') ? '&' : '?'}geoformat=geojson`)).body.result
      expect(geojson.type).toBe('FeatureCollection')
      const features = fromTopology(topology, topology.objects.output).features
      expect(features.map(({ properties }) => properties)).toEqual(
        geojson.features.map(({ properties }: { properties: object }) => properties),
      )
      for (const text of JSON.stringify(geojson).match(/-?\d+\.\d{11,}/g) ?? [])
        expect(text).toBe('too exact')
      const strange = await ask(`${path}${path.includes('?') ? '&' : '?'}foo=1`)
      expect(strange).toMatchObject({
        status: 400,
        body: {
          statusCode: 400,
          error: 'Bad Request',
          message: '"foo" is not allowed',
          validation: { source: 'query', keys: ['foo'] },
        },
      })
      expect(strange.headers.get('Access-Control-Allow-Origin')).toBe('*')
    },
  )

  test.each([
    '/reports?admin=ID-PA',
    '/floods?admin=ID-PA',
    '/floodgauges?admin=ID-PA',
    '/infrastructure/pumps?city=srg',
  ])('%s: an empty set is the incumbent’s empty topology', async path =>
    expect((await ask(path)).body.result).toEqual(empty),
  )

  test.each(['/reports/77', '/floodgauges/77', '/cards/11111111-1111-4111-8111-111111111111'])(
    '%s: what is not found says so',
    async path =>
      expect(await ask(path)).toMatchObject({
        status: 404,
        body: { statusCode: 404, found: false, result: null },
      }),
  )

  test('an unknown path tells its address, GET / the version and the schema', async () => {
    for (const path of ['/reports/7/x/y?a=1', '/floods/a/b', '/feeds/unknown', '/cities/none/such'])
      expect(await ask(path)).toMatchObject({ status: 404, body: { message: 'URL not found', url: path } })
    expect((await ask('/', 'GET', undefined, { Accept: 'application/json' })).body).toMatchObject({
      version: expect.any(String),
      schema: expect.any(String),
    })
  })

  const provinces =
    'AC BA BB BE BT GO JA JB JI JK JT KB KI KR KS KT KU LA MA MU NB NT PA PB RI SA SB SG SN SR SS ST SU YO'
  test('admin and city take every code of both generations and of the Philippines', async () => {
    const codes = [
      ...provinces.split(' ').map(code => `ID-${code}`),
      ...Array.from({ length: 17 }, (_, at) => `PH-${String(at).padStart(2, '0')}`),
      ...['PH-40', 'PH-41', 'PH-QC', 'PH-PG', 'jbd', 'bdg', 'sby', 'srg'],
    ]
    for (const code of codes)
      expect([code, (await ask(`/reports?admin=${code}`)).status]).toEqual([code, 200])
    for (const path of [
      '/reports',
      '/floods',
      '/floods/states',
      '/floods/places',
      '/floodgauges',
      '/infrastructure/sites',
    ])
      for (const query of ['admin=ID-JK', 'city=jbd', 'city=ID-JK', 'admin=jbd'])
        expect([path, query, (await ask(`${path}?${query}`)).status]).toEqual([path, query, 200])
  })
})

describe('reading', () => {
  test.each([
    '/reports?timeperiod=18748800&admin=ID-JK&geoformat=geojson&disaster=flood',
    '/reports?training=true',
    '/reports?geoformat=cap',
    `/reports/archive?${span}&admin=ID-JK&disaster=flood&geoformat=geojson`,
    '/reports/archive?start=2026-01-15T07:00:00%2B0700&end=2026-01-15T08:00:00%2B07:00',
    `/reports/timeseries?${span}&admin=ID-JK`,
    '/floods?admin=ID-JK&minimum_state=1&geoformat=geojson&parent=Bangka',
    '/floods?geoformat=cap',
    '/floods/states?admin=ID-JK&minimum_state=4',
    '/floods/places?admin=ID-JK',
    `/floods/archive?${span}&admin=ID-JK`,
    `/floods/timeseries?${span}&admin=ID-JK`,
    '/floodgauges?admin=ID-JK&geoformat=geojson',
    ...['basins', 'floodgates', 'pumps', 'sites', 'waterways'].map(
      type => `/infrastructure/${type}?admin=ID-JK`,
    ),
    '/cities?geoformat=geojson',
    '/cities/bounds?admin=ID-JK&lat=-6.2&long=106.8',
  ])('GET %s is answered', async path => expect((await ask(path)).status).toBe(200))

  test('GET /reports/:id: one report with every property, null where unknown', async () => {
    const { body } = await ask(`/reports/${number}?geoformat=geojson&format=json`)
    expect(body.result.features[0].properties).toEqual({
      pkey: String(number),
      created_at: '2026-01-15T06:00:00.000Z',
      source: 'grasp',
      status: 'confirmed',
      url: null,
      image_url: null,
      disaster_type: 'flood',
      report_data: { report_type: 'flood', flood_depth: 50 },
      tags: { district_id: null, local_area_id: '5', instance_region_code: 'ID-JK', region_code: 'ID-JK' },
      title: null,
      text: 'Banjir di depan pasar',
      partner_code: null,
      partner_icon: null,
    })
  })

  test('GET /reports/timeseries and /floods/timeseries: every hour of the span, counts as strings', async () => {
    for (const [path, last] of [
      ['/reports/timeseries', '1'],
      ['/floods/timeseries', '0'],
    ]) {
      const { result } = (await ask(`${path}?${span}`)).body
      expect(result).toHaveLength(8)
      expect(result[0]).toEqual({ ts: '2026-01-15T00:00:00.000Z', count: '0' })
      expect(result[6]).toEqual({ ts: '2026-01-15T06:00:00.000Z', count: last })
    }
  })

  test('GET /floodgauges: gaugeid, gaugenameid, observations f1 to f4', async () => {
    const { features } = (await ask('/floodgauges?geoformat=geojson')).body.result
    for (const { properties } of features) {
      expect(Object.keys(properties)).toEqual(['gaugeid', 'gaugenameid', 'observations'])
      for (const one of properties.observations) expect(Object.keys(one)).toEqual(['f1', 'f2', 'f3', 'f4'])
    }
    expect(
      (await ask('/floodgauges/TMA1?geoformat=geojson')).body.result.features[0].properties.gaugeid,
    ).toBe('TMA1')
  })

  test('GET /infrastructure/:type knows its types alone', async () =>
    expect(await ask('/infrastructure/palaces')).toMatchObject({
      status: 400,
      body: { validation: { source: 'params', keys: ['type'] } },
    }))

  test('GET /cities: regions and old cities with code and name', async () => {
    const { features } = (await ask('/cities?geoformat=geojson')).body.result
    expect(features).toHaveLength(38)
    const listed = features.map(({ properties }: { properties: object }) => properties)
    expect(listed).toContainEqual({ code: 'ID-JK', name: 'DKI Jakarta' })
    // Those of the first generation, as the boxes that their filter means.
    expect(listed.slice(-4).map(({ code }: { code: string }) => code)).toEqual(['jbd', 'bdg', 'sby', 'srg'])
    expect(features.at(-4).geometry.coordinates[0]).toContainEqual([106.4, -6.75])
  })

  test.each([
    ['admin=ID-JK&lat=-6.2&long=106.8', true, 'DKI Jakarta'],
    ['admin=ID-JB&lat=-6.2&long=106.8', false, 'DKI Jakarta'],
    ['city=jbd&lat=-6.235&long=106.99', true, 'Jabodetabek'],
    ['lat=-6.2&long=106.8', true, 'DKI Jakarta'],
    ['admin=ID-JK&lat=48&long=11', false, null],
  ])('GET /cities/bounds?%s', async (query, pointInCity, cityName) =>
    expect((await ask(`/cities/bounds?${query}`)).body).toEqual({
      statusCode: 200,
      result: { pointInCity, cityName },
    }),
  )

  test('GET /cities/bounds without a point names what is missing', async () =>
    expect((await ask('/cities/bounds?admin=ID-JK')).body).toMatchObject({
      message: 'child "lat" fails because ["lat" is required]',
      validation: { keys: ['lat'] },
    }))
})

describe('writing', () => {
  test('PATCH /reports/:id and /flag: points and flag as strings, and readers find them in report_data', async () => {
    expect((await ask(`/reports/${number}`, 'PATCH', { points: -1 })).body).toEqual({
      statusCode: 200,
      id: number,
      points: '-1',
    })
    expect((await ask(`/reports/${number}/flag`, 'PATCH', { flag: true })).body).toEqual({
      statusCode: 200,
      id: number,
      flag: 'true',
    })
    const { features } = (await ask(`/reports/${number}?geoformat=geojson`)).body.result
    expect(features[0].properties.report_data).toMatchObject({ points: -1, flag: true })
    for (const path of ['/reports/7', '/reports/7/flag'])
      expect(await ask(path, 'PATCH', { points: 1, flag: true })).toMatchObject({ status: 400 })
    expect((await ask('/reports/7', 'PATCH', { points: 1 })).body).toEqual({
      statusCode: 404,
      message: 'Report id 7 not found',
    })
  })

  test('PUT and DELETE /floods/:localAreaId with a token; without one 401', async () => {
    for (const state of [3, 7]) expect((await ask('/floods/5', 'PUT', { state })).status).toBe(401)
    expect((await ask('/floods/5', 'DELETE')).status).toBe(401)
    expect((await ask('/floods/5', 'PUT', { state: 7 }, keyed())).body.message).toBe(
      'child "state" fails because ["state" must be one of [1, 2, 3, 4]]',
    )
    expect((await ask('/floods/5?username=bpbd', 'PUT', { state: 3 }, keyed())).body).toEqual({
      localAreaId: 5,
      state: 3,
      updated: true,
    })
    await world.caughtUp()
    const last_updated = '2026-01-15T06:00:00.000Z'
    expect((await ask('/floods/states')).body.result).toEqual([{ area_id: '5', state: 3, last_updated }])
    expect((await ask('/floods?geoformat=geojson')).body.result.features[0].properties).toEqual({
      area_id: '5',
      geom_id: '5',
      area_name: 'RW 05',
      parent_name: 'Bangka',
      city_name: 'Jakarta Selatan',
      state: 3,
      last_updated,
    })
    expect((await ask(`/floods/archive?${span}`)).body.result).toEqual([
      { area_id: '5', last_updated, max_state: 3 },
    ])
    expect((await ask('/floods/5?username=bpbd', 'DELETE', undefined, keyed())).body).toEqual({
      localAreaId: 5,
      state: null,
      updated: true,
    })
  })

  const qlue = (changes: object = {}) => ({
    post_id: 77,
    created_at: '2026-01-15T12:30:00+0700',
    title: 'Banjir',
    text: 'Air setinggi lutut, 0812-3456-7890',
    image_url: 'https://elsewhere.example/a.jpg',
    qlue_city: 'jbd',
    disaster_type: 'flood',
    location: kemang,
    ...changes,
  })

  test('POST /feeds/qlue and /feeds/detik: once created, then told, and shown under their names', async () => {
    const { location, post_id, qlue_city: _, ...rest } = qlue()
    const detik = {
      ...rest,
      contribution_id: post_id,
      url: 'https://elsewhere.example',
      location: { latitude: location.lat, longitude: location.lng },
    }
    for (const [path, name, post] of [
      ['/feeds/qlue', 'post_id', qlue()],
      ['/feeds/detik', 'contribution_id', detik],
    ] as const) {
      expect(await ask(path, 'POST', post)).toMatchObject({ status: 401, body: { statusCode: 401 } })
      const first = await ask(path, 'POST', post, path.endsWith('qlue') ? keyed() : { 'x-api-key': key })
      expect(first).toMatchObject({ status: 200, body: { [name]: 77, created: true } })
      expect(Object.keys(first.body)).toEqual([name, 'created'])
      expect((await ask(path, 'POST', post, keyed())).body).toEqual({
        [name]: 77,
        created: false,
        message: expect.any(String),
      })
    }
    await world.caughtUp()
    const { features } = (await ask('/reports?geoformat=geojson')).body.result
    for (const source of ['qlue', 'detik'])
      expect(
        features.find(({ properties }: { properties: { source: string } }) => properties.source === source),
      ).toMatchObject({
        geometry: { coordinates: [kemang.lng, kemang.lat] },
        properties: {
          created_at: '2026-01-15T05:30:00.000Z',
          title: 'Banjir',
          text: 'Air setinggi lutut, •••',
          image_url: null,
        },
      })
  })

  test.each([
    ['post_id', { post_id: undefined }],
    ['created_at', { created_at: 'yesterday' }],
    ['created_at', { created_at: '2025-01-15T12:30:00Z' }],
    ['disaster_type', { disaster_type: 'godzilla' }],
    ['location', { location: { lat: 48, lng: 11 } }],
    ['foo', { foo: 1 }],
  ])('POST /feeds/qlue names %s where that is wrong', async (name, changes) => {
    const { status, body } = await ask('/feeds/qlue', 'POST', qlue({ post_id: 78, ...changes }), keyed())
    expect([status, body.validation]).toEqual([400, { source: 'body', keys: [name] }])
  })

  test('POST /feeds/qlue from another region than the key’s, or without the deed, is refused', async () => {
    const elsewhere = qlue({ post_id: 79, location: { lat: -6.99, lng: 110.42 } })
    expect((await ask('/feeds/qlue', 'POST', elsewhere, keyed())).status).toBe(403)
    const viewer = await signIn(world, 'Dewi', { role: 'viewer' })
    expect((await ask('/feeds/qlue', 'POST', qlue(), viewer)).status).toBe(403)
    const officer = { ...(await signIn(world, 'Sari')), Origin: 'https://elsewhere.example' }
    expect((await ask('/feeds/qlue', 'POST', qlue(), officer)).status).toBe(401)
  })
})

describe('report_data by report_type', () => {
  const sent: [string, Record<string, unknown>][] = [
    ['flood', { report_type: 'flood', flood_depth: 0 }],
    ['flood', { report_type: 'flood', flood_depth: 200 }],
    ['earthquake', { report_type: 'structure', structureFailure: 7 }],
    ['earthquake', { report_type: 'road', accessabilityFailure: 4, condition: 2 }],
    ['wind', { report_type: 'wind', impact: 5 }],
    ['haze', { report_type: 'haze', visibility: 7, airQuality: 4 }],
    [
      'volcano',
      { report_type: 'volcano', volcanicSigns: [0, 7], evacuationNumber: 3, evacuationArea: false },
    ],
    [
      'fire',
      {
        report_type: 'fire',
        fireDistance: 1000,
        fireRadius: kemang,
        fireLocation: kemang,
        personLocation: kemang,
      },
    ],
  ]
  async function card() {
    const made = await ask('/cards', 'POST', { username: 'budi', network: 'telegram', language: 'id' })
    expect(made.body).toEqual({ cardId: expect.stringMatching(/^.{36}$/), created: true })
    return made.body.cardId as string
  }
  const use = (id: string, disaster_type: string, card_data: object, more: object = {}) =>
    ask(`/cards/${id}`, 'PUT', {
      disaster_type,
      card_data,
      text: 'dari kartu',
      image_url: '',
      created_at: now.toISOString(),
      location: kemang,
      ...more,
    })

  test.each(sent)('%s %j comes through a card as it was sent, with its partner', async (disaster, data) => {
    const id = await card()
    expect(await use(id, disaster, data, { partnerCode: 'siaga' })).toMatchObject({
      status: 200,
      body: { statusCode: 200, cardId: id, created: true },
    })
    const { report } = (await ask(`/cards/${id}`)).body.result
    expect(report).toMatchObject({ disaster_type: disaster, report_data: data, partner_code: 'siaga' })
    const one = (await ask(`/reports/${report.pkey}?geoformat=geojson`)).body.result.features[0]
    expect(one.properties).toEqual(report)
    expect((await ask(`/cards/${id}`, 'HEAD')).status).toBe(200)
    expect(await use(id, disaster, data)).toMatchObject({
      status: 409,
      body: { statusCode: 409, cardId: id },
    })
  })

  test.each([
    ['flood', { report_type: 'flood', flood_depth: 201 }],
    ['earthquake', { report_type: 'structure', structureFailure: 8 }],
    ['fire', { report_type: 'fire', fireDistance: 1001 }],
  ])('%s %j is out of its range', async (disaster, data) =>
    expect(await use(await card(), disaster, data)).toMatchObject({
      status: 400,
      body: { validation: { source: 'body', keys: ['card_data'] } },
    }),
  )

  test.each([
    ['flood', { report_type: 'prep', type: 'drain' }],
    ['earthquake', { report_type: 'assessment', damages: [{ component: 'roof', severity: 5 }] }],
  ])('%s %j, which clients still send, is taken', async (disaster, data) =>
    expect((await use(await card(), disaster, data)).status).toBe(200),
  )

  test('a training report is kept apart from real ones', async () => {
    const id = await card()
    await use(id, 'flood', { report_type: 'flood', flood_depth: 40 }, { is_training: true, text: 'latihan' })
    await world.caughtUp()
    const texts = async (query: string) =>
      (await ask(`/reports?geoformat=geojson${query}`)).body.result.features.map(
        ({ properties }: { properties: { text: string } }) => properties.text,
      )
    expect(await texts('')).not.toContain('latihan')
    expect(await texts('&training=true')).toEqual(['latihan'])
  })

  test('an unknown card is not there for any method', async () => {
    const id = '11111111-1111-4111-8111-111111111111'
    expect((await ask(`/cards/${id}`, 'HEAD')).status).toBe(404)
    expect(await use(id, 'flood', { report_type: 'flood' })).toMatchObject({
      status: 404,
      body: { statusCode: 404, cardId: id, message: expect.any(String) },
    })
    const unused = await card()
    expect((await ask(`/cards/${unused}`, 'PATCH', { image_url: 'a.jpg' })).status).toBe(403)
    const images = await ask(`/cards/${unused}/images`, 'GET', undefined, { 'Content-Type': 'image/png' })
    expect(Object.keys(images.body)).toEqual(['signedRequest', 'url'])
  })
})
