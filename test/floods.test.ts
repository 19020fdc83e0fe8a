// Flooded areas: suggested from reports, set and cleared by officers and agencies, told to everybody, and read as the incumbent tells them.
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadBoard } from '../server/live/picture.ts'
import { validate } from './cap-schema.ts'
import { engines } from './database.ts'
import { collection, fileOf, perform } from './operators.ts'
import { aReport, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

const SIDE = 0.01
const kemang = { lng: 106.8166, lat: -6.2607 }
/** Squares of a kilometre in a row eastward, the first around Kemang; drawn with the clock, as shapefiles are. */
const area = (id: number, name: string, parent: string) => {
  const [w, s] = [kemang.lng - SIDE / 2 + (id - 1) * SIDE, kemang.lat - SIDE / 2]
  const ring = [
    [w, s],
    [w + SIDE, s],
    [w + SIDE, s + SIDE],
    [w, s + SIDE],
    [w, s],
  ]
  return {
    type: 'Feature',
    properties: { area_id: id, area_name: name, parent_name: parent, city_name: 'Jakarta Selatan' },
    geometry: { type: 'Polygon', coordinates: [ring.toReversed()] },
  }
}

/** Above zero where a ring runs against the clock, as RFC 7946 has it outside. */
const turnOf = (ring: [number, number][]) =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)

describe.each(engines)('flooded areas on %s', engine => {
  let world: World
  let clock = Date.parse('2020-02-25T00:00:00Z')
  let officer: { Cookie: string }
  const later = (minutes: number) => {
    clock += minutes * 60_000
  }

  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(clock) })
    const file = fileOf(
      collection([area(1, 'RW 01', 'Bangka'), area(2, 'RW 02', 'Bangka'), area(3, 'RW 03', 'Pela Mampang')]),
    )
    expect((await perform(world.db, 'areas import', { file })).code).toBe(0)
    officer = await signIn(world)
  })
  afterAll(() => world.close())

  async function ask(
    path: string,
    { method = 'GET', body, headers = {} }: { method?: string; body?: object; headers?: object } = {},
  ) {
    const response = await fetch(`${world.url}${path}`, {
      method,
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }
  const asOfficer = (path: string, rest: { method?: string; body?: object } = {}) =>
    ask(path, { ...rest, headers: officer })
  const set = (id: number, body: object) => asOfficer(`/api/desk/areas/${id}/state`, { method: 'PUT', body })

  test('a report suggests a state to officers, with its reasons, and to nobody else', async () => {
    expect((await asOfficer('/api/desk/areas')).body).toEqual({ areas: [] })
    await postReport(world, aReport({ answers: { depth: 90 } }))
    await world.caughtUp()
    later(1)
    const { body } = await asOfficer('/api/desk/areas')
    expect(body.areas).toMatchObject([
      {
        id: '1',
        name: 'RW 01',
        state: null,
        suggestion: {
          state: 3,
          reasons: [
            { kind: 'inside', count: 1 },
            { kind: 'depth', depth: 90 },
          ],
        },
      },
    ])
    expect((await ask('/api/desk/areas')).status).toBe(401)
    expect((await ask('/floods/states')).body).toEqual({ statusCode: 200, result: [] })
    expect((await asOfficer('/api/desk/areas?words=pela')).body.areas).toMatchObject([
      { id: '3', suggestion: null },
    ])
  })

  test('one click sets it for everybody at once, keeps why, and never overwrites another officer', async () => {
    const socket = await openSocket(world)
    await socket.watch()
    const { status, body } = await set(1, { state: 3, version: 0 })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: '1', version: 1, state: 3, since: new Date(clock).toISOString() })
    await socket.until(change => change.what === 'area' && change.area.id === '1' && change.area.state === 3)
    expect(JSON.stringify(socket.changes)).not.toContain('Sari')
    socket.close()
    expect(await set(1, { state: 4, version: 0 })).toMatchObject({
      status: 409,
      body: { code: 'area-changed' },
    })
    expect((await set(9, { state: 4 })).status).toBe(404)
    expect((await set(1, { state: 5 })).status).toBe(400)
    const { body: one } = await asOfficer('/api/desk/areas/1')
    expect(one.history).toMatchObject([
      { state: 3, officer: 'Sari', suggested: 3, reasons: [{ kind: 'inside' }, {}] },
    ])
    const { body: flooded } = await ask('/api/areas/flooded')
    expect(turnOf(flooded.features[0].geometry.coordinates[0][0])).toBeGreaterThan(0)
    expect(flooded.features).toMatchObject([
      { geometry: { type: 'MultiPolygon' }, properties: { id: '1', state: 3 } },
    ])
  })

  test('the incumbent’s clients read it to the letter', async () => {
    const last_updated = new Date(clock).toISOString()
    const all = (await ask('/floods?geoformat=geojson&admin=ID-JK')).body.result
    for (const { geometry } of all.features) expect(turnOf(geometry.coordinates[0][0])).toBeGreaterThan(0)
    expect(all.features.map((one: { properties: object }) => one.properties)).toEqual([
      {
        area_id: '1',
        geom_id: '1',
        area_name: 'RW 01',
        parent_name: 'Bangka',
        city_name: 'Jakarta Selatan',
        state: 3,
        last_updated,
      },
      expect.objectContaining({ area_id: '2', state: null, last_updated: null }),
      expect.objectContaining({ area_id: '3', state: null, last_updated: null }),
    ])
    const topology = (await ask('/floods?minimum_state=1')).body.result
    expect(topology.objects.output.geometries).toMatchObject([
      { type: 'MultiPolygon', properties: { area_id: '1' } },
    ])
    expect((await ask('/floods?minimum_state=4')).body.result).toMatchObject({
      arcs: [],
      bbox: [null, null, null, null],
    })
    expect((await ask('/floods/states')).body.result).toEqual([{ area_id: '1', state: 3, last_updated }])
    expect((await ask('/floods/states?admin=ID-JB')).body.result).toEqual([])
    expect((await ask('/floods/places?parent=Bangka')).body.result).toHaveLength(2)
    expect((await ask('/floods?minimum_state=5')).body).toMatchObject({
      statusCode: 400,
      validation: { source: 'query', keys: ['minimum_state'] },
    })
  })

  test('the incumbent’s CAP: an Atom feed that carries each flooded area as a valid message, renewed by the hour', async () => {
    const feed = async (query = '') => {
      const response = await fetch(`${world.url}/floods?geoformat=cap${query}`, {
        headers: { 'Accept-Language': 'en' },
      })
      expect(response.headers.get('content-type')).toContain('application/atom+xml')
      const xml = await response.text()
      return {
        xml,
        ...new XMLParser({ parseTagValue: false, isArray: name => name === 'entry' }).parse(xml).feed,
      }
    }
    const messages = (xml: string) => xml.match(/<alert [\s\S]*?<\/alert>/g) ?? []
    const first = await feed('&admin=ID-JK')
    expect(first.entry).toHaveLength(1)
    expect(first.entry[0].title).toBe('Flooding in RW 01, Bangka, Jakarta Selatan')
    expect(first.entry[0].content.alert).toMatchObject({
      identifier: 'kentongan-area-1-1',
      sent: '2020-02-25T07:01:00+07:00',
      status: 'Actual',
      msgType: 'Alert',
      info: [
        {
          language: 'id-ID',
          category: 'Met',
          event: 'FLOODING',
          urgency: 'Immediate',
          severity: 'Moderate',
          certainty: 'Observed',
          expires: '2020-02-25T13:01:00+07:00',
          headline: 'Banjir di RW 01, Bangka, Jakarta Selatan',
          area: { areaDesc: 'RW 01, Bangka, Jakarta Selatan', geocode: { value: '1' } },
        },
        { language: expect.stringMatching(/^en/) },
      ],
    })
    expect((await feed('&minimum_state=4')).entry).toBeUndefined()
    expect((await feed('&admin=ID-JB')).entry).toBeUndefined()
    later(60)
    const second = await feed()
    expect(second.entry[0].content.alert).toMatchObject({
      identifier: 'kentongan-area-1-1-2020-02-25T01',
      msgType: 'Update',
      references: expect.stringMatching(/,kentongan-area-1-1,2020-02-25T07:01:00\+07:00$/),
      sent: '2020-02-25T08:00:00+07:00',
    })
    later(-60)
    for (const xml of [...messages(first.xml), ...messages(second.xml)]) validate(xml)
  })

  test('an agency sets and clears with its token, and without one is refused', async () => {
    const put = (path: string, body: object, headers: object = officer) =>
      ask(path, { method: 'PUT', body, headers })
    expect((await put('/floods/2?username=bpbd', { state: 2 }, {})).status).toBe(401)
    expect(
      (await put('/floods/2', { state: 2 }, { ...officer, Origin: 'https://elsewhere.example' })).status,
    ).toBe(401)
    expect(await put('/floods/2?username=bpbd', { state: 2 })).toEqual({
      status: 200,
      body: { localAreaId: 2, state: 2, updated: true },
    })
    expect((await put('/floods/2', { state: 7 })).body).toMatchObject({
      validation: { source: 'body', keys: ['state'] },
    })
    expect((await put('/floods/77', { state: 2 })).status).toBe(404)
    await world.caughtUp()
    expect((await ask('/floods/states')).body.result).toHaveLength(2)
    later(150)
    expect((await ask('/floods/2?username=bpbd', { method: 'DELETE', headers: officer })).body).toEqual({
      localAreaId: 2,
      state: null,
      updated: true,
    })
    await world.caughtUp()
    expect((await ask('/floods/states')).body.result).toHaveLength(1)
  })

  test('an officer of another region may not', async () => {
    await world.db.query(`update officers set regions = array['ID-JB'] where name = 'Sari'`)
    expect((await set(1, { state: 1 })).status).toBe(403)
    expect((await ask('/floods/1', { method: 'DELETE', headers: officer })).status).toBe(403)
    expect((await asOfficer('/api/desk/areas')).body.areas).toEqual([])
    await world.db.query(`update officers set regions = null where name = 'Sari'`)
  })

  test('the past is kept: the worst state of a span, the hours, and any moment', async () => {
    later(60)
    await set(1, { state: 4 })
    later(60)
    await set(1, { state: null, reason: 'Sudah kering' })
    await world.caughtUp()
    const span = 'start=2020-02-25T00:00:00Z&end=2020-02-25T06:00:00Z'
    expect((await ask(`/floods/archive?${span}`)).body.result).toEqual([
      { area_id: '1', last_updated: '2020-02-25T03:31:00.000Z', max_state: 4 },
      { area_id: '2', last_updated: '2020-02-25T00:01:00.000Z', max_state: 2 },
    ])
    const { result } = (await ask(`/floods/timeseries?${span}`)).body
    expect(result.map((one: { count: string }) => one.count)).toEqual(['2', '2', '2', '1', '1', '0', '0'])
    expect((await ask(`/floods/archive?start=2020-02-25T00:00:00Z`)).status).toBe(400)
    const then = (await ask('/api/areas/flooded?at=2020-02-25T02:00:00Z')).body.features
    expect(then.map((one: { properties: { id: string } }) => one.properties.id)).toEqual(['1', '2'])
  })

  test('a cleared area leaves, and what was seen before its clearing suggests it no more', async () => {
    expect((await ask('/floods/states')).body.result).toEqual([])
    later(1)
    expect((await asOfficer('/api/desk/areas')).body.areas).toEqual([])
    const { history } = (await asOfficer('/api/desk/areas/1')).body
    expect(history.map((one: { state: number | null }) => one.state)).toEqual([null, 4, 3])
    expect(history[0].reason).toBe('Sudah kering')
    await postReport(world, aReport())
    await world.caughtUp()
    later(1)
    expect((await asOfficer('/api/desk/areas')).body.areas).toMatchObject([
      { id: '1', suggestion: { state: 2 } },
    ])
  })

  test('a state that is taken back at once leaves the suggestion as it was', async () => {
    await set(1, { state: 4 })
    later(2)
    await set(1, { state: null })
    await world.caughtUp()
    later(1)
    expect((await asOfficer('/api/desk/areas')).body.areas).toMatchObject([
      { id: '1', state: null, suggestion: { state: 2 } },
    ])
  })

  test('the board says what the database says', async () => {
    await set(2, { state: 1 })
    await set(3, { state: 4 })
    await set(3, { state: null })
    await world.caughtUp()
    const fresh = await loadBoard(world.db, new Date(clock))
    expect([...world.board.areas.values()]).toEqual([...fresh.areas.values()])
    expect([...fresh.areas.keys()]).toEqual(['2'])
  })
})
