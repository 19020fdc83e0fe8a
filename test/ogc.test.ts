// OGC API - Features through the front door: pages that lose and repeat nothing, filters that mean what they say, and nothing that is not for everybody.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importArea } from '../db/areas.ts'
import { engines } from './database.ts'
import { importGauges } from './gauge-file.ts'
import {
  aReport,
  aSquare,
  aWarning,
  decide,
  openWorld,
  postReport,
  signIn,
  type World,
  warn,
} from './world.ts'

type Item = {
  id: string
  geometry: { type: string; coordinates: number[] }
  properties: Record<string, unknown>
}
type Answer = {
  status: number
  type: string | null
  body: {
    features: Item[]
    numberMatched?: number
    numberReturned: number
    timeStamp: string
    links: { rel: string; href: string; type: string }[]
    [other: string]: unknown
  }
}

/** Where a page would have ended with a report of that time. */
const placeAt = (at: string) =>
  Buffer.from(
    JSON.stringify({ at, number: 1, id: '01900000-0000-7000-8000-000000000001', level: 0 }),
  ).toString('base64url')

const kemang = { lng: 106.8166, lat: -6.2607 }

describe.each(engines)('OGC API - Features on %s', engine => {
  let world: World
  let officer: { Cookie: string }
  const ids: Record<string, string> = {}

  const ask = async (path: string, headers = {}): Promise<Answer> => {
    const response = await fetch(path.startsWith('http') ? path : `${world.url}${path}`, { headers })
    return {
      status: response.status,
      type: response.headers.get('Content-Type')?.split(';')[0] ?? null,
      body: await response.json(),
    }
  }
  const post = async (name: string, changes: Record<string, unknown>) => {
    const { body } = await postReport(world, aReport(changes))
    ids[name] = body.report.properties.id
    return body.report.properties
  }
  const reports = async (query: string) => {
    const { status, body } = await ask(`/collections/reports/items?limit=1000&${query}`)
    expect([status, query]).toEqual([200, query])
    expect(body.numberReturned).toBe(body.features.length)
    expect(body.numberMatched).toBe(body.features.length)
    return body.features
  }
  /** Names of the reports that a query finds, in order of their names. */
  const named = async (query: string) =>
    (await reports(query)).map(({ id }) => Object.keys(ids).find(name => ids[name] === id) ?? id).toSorted()
  const filtered = (filter: string) => named(`filter=${encodeURIComponent(filter)}`)

  beforeAll(async () => {
    world = await openWorld(engine)
    officer = await signIn(world)
    await post('knee', {})
    await post('deep', {
      answers: { depth: 180 },
      place: { lng: 106.9, lat: -6.2 },
      words: 'Di 100% rumah pompa',
    })
    await post('fire', {
      hazard: 'fire',
      answers: {},
      place: { lng: 112.75, lat: -7.25 },
      words: 'Gudang\nterbakar',
    })
    await post('contact', { place: { lng: 110.41, lat: -6.99 }, words: 'Hubungi 0812 3456 7890' })
    await post('home', {
      place: { lng: 110.4166371, lat: -6.9807419 },
      placedBy: 'location',
      words: 'air masuk rumah saya',
    })
    await post('secret', { place: { lng: 107.6123, lat: -6.9176 }, secret: true, words: 'Rahasia sekali' })
    await post('held', { website: 'https://pinjaman.example' })
    await post('drill', { drill: true })
    await post('dismissed', { words: 'Foto lama' })
    await post('verified', { place: { lng: 119.43, lat: -5.14 }, words: 'Jalan tergenang' })
    await world.caughtUp()
    await decide(world, officer, ids.dismissed ?? '', 'dismiss', { reason: 'Foto lama' })
    await decide(world, officer, ids.verified ?? '', 'verify')
    await world.caughtUp()
  })
  afterAll(() => world.close())

  const all = ['contact', 'deep', 'fire', 'home', 'knee', 'secret', 'verified']

  test('lead from the root to each collection, and keep what the incumbent tells there', async () => {
    const { body: root } = await ask('/')
    expect(root).toMatchObject({
      version: expect.any(String),
      schema: expect.any(String),
      title: 'Kentongan',
    })
    const linked = (rel: string) => root.links.find(link => link.rel === rel)
    expect(linked('service-desc')).toMatchObject({ type: 'application/vnd.oai.openapi+json;version=3.0' })
    for (const { rel, href, type } of root.links.filter(({ rel }) => rel !== 'alternate')) {
      const answer = await fetch(href)
      expect([rel, answer.status]).toEqual([rel, 200])
      expect(answer.headers.get('Content-Type')?.split(';')[0]).toBe(type.split(';')[0])
    }
    const { body: conformance } = await ask(linked('conformance')?.href ?? '')
    for (const name of ['core', 'geojson', 'oas30', 'html'])
      expect(conformance.conformsTo).toContain(
        `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`,
      )
    const { body: list } = await ask(linked('data')?.href ?? '')
    const collections = list.collections as { id: string; links: { rel: string; href: string }[] }[]
    expect(collections.map(({ id }) => id)).toEqual(['reports', 'incidents', 'areas', 'gauges', 'warnings'])
    for (const { id, links } of collections) {
      expect((await ask(`/collections/${id}`)).body).toMatchObject({ id, extent: expect.any(Object) })
      for (const { href } of links.filter(({ href }) => !href.includes('html')))
        expect((await ask(href)).status).toBe(200)
    }
  })

  test('hold every report that is for everybody and no other, as everybody may see it', async () => {
    expect(await named('')).toEqual(all)
    const features = await reports('')
    expect(JSON.stringify(features)).not.toMatch(/0812|Rahasia|110\.41663|107\.6123/)
    for (const hidden of ['held', 'drill', 'dismissed'])
      expect((await ask(`/collections/reports/items/${ids[hidden]}`)).status).toBe(404)
    const { body } = await ask(`/collections/reports/items/${ids.home}`)
    expect(body).toMatchObject({
      type: 'Feature',
      id: ids.home,
      geometry: { type: 'Point', coordinates: [110.417, -6.981] },
      properties: { hazard: 'flood', depth_cm: 50 },
    })
    const number = (body as unknown as Item).properties.number
    expect((await ask(`/collections/reports/items/${number}`)).body.id).toBe(ids.home)
  })

  test('are found by properties, boxes and times', async () => {
    expect(await named('hazard=fire')).toEqual(['fire'])
    expect(await named('level=3')).toEqual(['deep'])
    expect(await named('state=verified&hazard=flood')).toEqual(['verified'])
    expect(await named(`id=${ids.knee}`)).toEqual(['knee'])
    expect(await named('bbox=106.8,-6.3,107,-6')).toEqual(['deep', 'knee'])
    expect(await named('bbox=106.8,-6.3,0,107,-6,100')).toEqual(['deep', 'knee'])
    expect(await named('bbox=119,-10,-170,10')).toEqual(['verified'])
    const now = new Date()
    const later = new Date(now.getTime() + 60_000).toISOString()
    const before = new Date(now.getTime() - 3_600_000).toISOString()
    expect(await named(`datetime=${before}/..`)).toEqual(all)
    expect(await named(`datetime=/${later}`)).toEqual(all)
    expect(await named(`datetime=${before}/${later}`)).toEqual(all)
    expect(await named(`datetime=${later}/..`)).toEqual([])
    const [{ properties } = { properties: {} as Item['properties'] }] = await reports(`id=${ids.knee}`)
    expect(await named(`datetime=${properties.at}&hazard=flood`)).toContain('knee')
  })

  test('are found by CQL2, as it is written in the standard', async () => {
    const [{ properties } = { properties: {} as Item['properties'] }] = await reports(`id=${ids.knee}`)
    const today = String(properties.at).slice(0, 10)
    for (const [filter, expected] of [
      [`hazard = 'fire'`, ['fire']],
      [`'fire' = hazard`, ['fire']],
      [`hazard <> 'flood' OR level > 2`, ['deep', 'fire']],
      [`NOT hazard = 'flood'`, ['fire']],
      [`level BETWEEN 2 AND 3`, ['deep']],
      [`level NOT BETWEEN 0 AND 2`, ['deep']],
      [`hazard IN ('fire', 'wind')`, ['fire']],
      [`hazard NOT IN ('flood')`, ['fire']],
      [`depth_cm IS NULL`, ['fire', 'secret']],
      [`depth_cm IS NOT NULL AND depth_cm < 100`, ['contact', 'home', 'knee', 'verified']],
      [`words LIKE '%tergenang'`, ['verified']],
      [`words LIKE '%100\\% rumah_pompa'`, ['deep']],
      [`words LIKE 'gudang%'`, []],
      [`CASEI(words) LIKE CASEI('gudang%')`, ['fire']],
      [`words = 'Gudang\\nterbakar'`, ['fire']],
      [`id = '${ids.knee?.toUpperCase()}'`, []],
      [`geometry IS NULL`, []],
      [`geometry IS NOT NULL`, all],
      [`at IN (DATE('${today}'), DATE('2020-02-25'))`, all],
      [`at NOT IN (DATE('${today}'))`, []],
      [`S_INTERSECTS(geometry, MULTIPOINT((106.8166 -6.2607),(106.9 -6.2)))`, ['deep', 'knee']],
      [`S_INTERSECTS(geometry, MULTILINESTRING((106.8 -6,106.8 -7),(106.85 -6.2,106.95 -6.2)))`, ['deep']],
      [`S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(106.8166 -6.2607),POINT(0 0)))`, ['knee']],
      [`casei("hazard") = casei('FIRE')`, ['fire']],
      [`S_INTERSECTS(geometry, POINT(106.8166 -6.2607))`, ['knee']],
      [`S_INTERSECTS(geometry, BBOX(106.8,-6.3,107,-6))`, ['deep', 'knee']],
      [
        `S_INTERSECTS(geometry,POLYGON((106.8 -6.3,106.85 -6.3,106.85 -6.2,106.8 -6.2,106.8 -6.3)))`,
        ['knee'],
      ],
      [`NOT S_INTERSECTS(geometry,POLYGON((106 -8,113 -8,113 -6,106 -6,106 -8)))`, ['verified']],
      [`T_AFTER(at, TIMESTAMP('2020-01-01T00:00:00Z'))`, all],
      [`T_BEFORE(at, DATE('2020-01-01'))`, []],
      [`T_DURING(at, INTERVAL('2020-01-01T00:00:00Z', '..'))`, all],
      [`at > TIMESTAMP('2020-01-01T00:00:00Z') AND (level = 3 OR hazard = 'fire')`, ['deep', 'fire']],
      [`TRUE`, all],
      [`FALSE OR state = 'verified'`, ['verified']],
    ] as [string, string[]][])
      expect([filter, await filtered(filter)]).toEqual([filter, expected])
  })

  test('tell where a filter cannot be read', async () => {
    for (const [filter, position] of [
      [`hazard = `, 10],
      [`hazard = 5`, 10],
      [`godzilla = 5`, 1],
      [`level = 'x'`, 9],
      [`(level = 1`, 11],
      [`level = 1) `, 10],
      [`level ~ 1`, 7],
      [`words LIKE 5`, 12],
      [`S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1)))`, 32],
      [`S_INTERSECTS(geometry, POINT(200 0))`, 30],
      [`S_BUFFER(geometry, 5)`, 1],
      [`at > 'yesterday'`, 6],
      [`answers = 'x'`, 1],
      ['('.repeat(500), 62],
    ] as [string, number][]) {
      const { status, body } = await ask(`/collections/reports/items?filter=${encodeURIComponent(filter)}`)
      expect([filter, status, body.code, body.position]).toEqual([filter, 400, 'filter-unreadable', position])
    }
  })

  test('give nobody by asking what is not told', async () => {
    // Where the writer lives, to the metre; what stood before the dots; and the words of a secret.
    expect(await named('bbox=110.4166,-6.9808,110.4167,-6.9807')).toEqual([])
    expect(await named('bbox=110.4169,-6.9811,110.4171,-6.9809')).toEqual(['home'])
    expect(await named('bbox=107.6122,-6.9177,107.6124,-6.9175')).toEqual([])
    expect(await named('bbox=107.605,-6.925,107.615,-6.915')).toEqual(['secret'])
    expect(await filtered(`S_INTERSECTS(geometry, BBOX(107.6122,-6.9177,107.6124,-6.9175))`)).toEqual([])
    expect(
      await filtered(
        `NOT S_INTERSECTS(geometry, BBOX(107.6122,-6.9177,107.6124,-6.9175)) AND state = 'unverified'`,
      ),
    ).toContain('secret')
    expect(await filtered(`words LIKE '%0812%'`)).toEqual([])
    expect(await filtered(`NOT words LIKE '%0812%'`)).toEqual(all)
    expect(await filtered(`words LIKE '%ahasia%'`)).toEqual([])
    expect(await filtered(`depth_cm = 50 AND NOT hazard = 'fire'`)).not.toContain('secret')
    expect(await named('words=')).toEqual(['secret'])
  })

  test('lose and repeat nothing over pages while a hundred more arrive, whatever the order', async () => {
    const known = new Set((await reports('')).map(({ id }) => id))
    for (const sortby of ['', '-at', '%2Bat', '-number', '%2Bnumber', '-level', 'level']) {
      const seen: string[] = []
      let next: string | undefined = `/collections/reports/items?limit=2&${sortby && `sortby=${sortby}`}`
      while (next) {
        const { body }: Answer = await ask(next)
        expect(body.features.length).toBeLessThanOrEqual(2)
        seen.push(...body.features.map(({ id }) => id))
        next = body.links.find(({ rel }) => rel === 'next')?.href
        if (seen.length < 20)
          for (let each = 0; each < 4; each++)
            await postReport(
              world,
              aReport({ hazard: 'wind', answers: {}, place: { lng: 115.2, lat: -8.65 } }),
            )
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect([...known].filter(id => !seen.includes(id))).toEqual([])
    }
    const levels = (await ask('/collections/reports/items?limit=500&sortby=-level')).body.features.map(
      ({ properties }) => Number(properties.level),
    )
    expect(levels).toEqual(levels.toSorted((a, b) => b - a))
  })

  test('say what is wrong with a question', async () => {
    for (const [query, parameter] of [
      ['invented=1', 'invented'],
      ['limit=0', 'limit'],
      ['limit=-1', 'limit'],
      ['limit=many', 'limit'],
      ['bbox=1,2,3', 'bbox'],
      ['bbox=106,-6,107,-7', 'bbox'],
      ['bbox=a,b,c,d', 'bbox'],
      ['bbox=NaN,0,1,1', 'bbox'],
      ['datetime=yesterday', 'datetime'],
      ['datetime=2020-02-31', 'datetime'],
      // Databases know no such years.
      ['datetime=0000-12-31', 'datetime'],
      ['datetime=0001-01-01T00:00:00%2B05:00/..', 'datetime'],
      ['datetime=../9999-12-31T23:00:00-05:00', 'datetime'],
      ['datetime=2021-01-01T00:00:00Z/2020-01-01T00:00:00Z', 'datetime'],
      ['level=high', 'level'],
      ['sortby=words', 'sortby'],
      ['after=x', 'after'],
      ['after=IngiIg', 'after'],
      [`after=${placeAt('0000-01-01T00:00:00Z')}`, 'after'],
      ['f=xml', 'f'],
      ['hazard=flood&hazard=fire', 'hazard'],
      ['filter=TRUE&filter-lang=cql2-json', 'filter-lang'],
      ['answers=x', 'answers'],
    ]) {
      const { status, type, body } = await ask(`/collections/reports/items?${query}`)
      expect([query, status, type, body.parameter]).toEqual([
        query,
        400,
        'application/problem+json',
        parameter,
      ])
    }
    expect((await ask('/collections?invented=1')).status).toBe(400)
    expect((await ask('/collections/officers')).status).toBe(404)
    expect((await ask('/collections/officers/items')).status).toBe(404)
    expect((await ask('/collections/reports/items/none')).status).toBe(404)
    expect((await ask('/collections/reports/items?limit=99999999')).status).toBe(200)
    expect((await ask('/collections/reports/items')).body.numberReturned).toBe(10)
  })

  test('hold gauges, warnings and incidents, and drills of none', async () => {
    await importGauges(world)
    const two: [{ Cookie: string }, { Cookie: string }] = [officer, await signIn(world, 'Ketut')]
    const real = await warn(world, two, aWarning(Date.now()))
    const drill = await warn(world, two, aWarning(Date.now(), { drill: true }))
    for (let each = 0; each < 4; each++)
      for (const isDrill of [false, true])
        await postReport(
          world,
          aReport({ place: { lng: kemang.lng + each * 0.001, lat: kemang.lat }, drill: isDrill }),
        )
    await world.caughtUp()
    const warnings = (await ask('/collections/warnings/items')).body
    expect(warnings.features.map(({ id }) => id)).toEqual([real])
    expect(warnings.features[0]?.properties).toMatchObject({ severity: 'Moderate', level: 2 })
    expect((await ask(`/collections/warnings/items/${drill}`)).status).toBe(404)
    expect((await ask(`/collections/warnings/items/${real}`)).status).toBe(200)
    expect((await ask('/collections/warnings/items?datetime=2020-01-01/2020-12-31')).body.features).toEqual(
      [],
    )
    expect(
      (await ask('/collections/warnings/items?bbox=106,-7,107,-6&severity=Moderate')).body.numberMatched,
    ).toBe(1)
    const incidents = (await ask('/collections/incidents/items?limit=100')).body
    expect(incidents.numberMatched).toBe(incidents.features.length)
    const standing = [...world.board.incidents.values()].filter(one => !one.drill)
    expect(incidents.features.map(({ id }) => id).toSorted()).toEqual(standing.map(({ id }) => id).toSorted())
    const one = incidents.features.find(({ properties }) => properties.hazard === 'flood')
    expect((await ask(`/collections/incidents/items/${one?.id}`)).body.geometry).toEqual(one?.geometry)
    const asked = await ask(
      `/collections/incidents/items?filter=${encodeURIComponent("reports >= 4 AND NOT hazard = 'wind'")}`,
    )
    expect(asked.body.features.map(({ id }) => id)).toEqual([one?.id])
    const gauges = (await ask('/collections/gauges/items')).body
    expect(gauges.numberMatched).toBe(world.board.gauges.size)
    const first = gauges.features[0]
    expect((await ask(`/collections/gauges/items?code=${first?.properties.code}`)).body.features).toEqual([
      first,
    ])
    expect((await ask(`/collections/gauges/items/${first?.id}`)).body.properties).toEqual(first?.properties)
  })

  test('tell an extent that holds every feature, also of an area abroad', async () => {
    const tokyo = aSquare({ lng: 139.7, lat: 35.7 }, 0.01)
    await importArea(
      world.db,
      { id: 'tokyo', name: 'Tokyo', parent: null, region: null, properties: {} },
      { type: 'Polygon', coordinates: [tokyo] },
    )
    expect((await ask('/collections/areas/items/tokyo')).body).toMatchObject({
      properties: { name: 'Tokyo', state: null, since: null },
    })
    expect((await ask('/collections/areas/items?datetime=2020-01-01/..')).body.numberMatched).toBe(1)
    const set = await fetch(`${world.url}/api/desk/areas/tokyo/state`, {
      method: 'PUT',
      headers: { ...officer, 'Content-Type': 'application/json' },
      body: JSON.stringify({ state: 3, version: 0 }),
    })
    expect(set.status).toBe(200)
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    expect((await ask(`/collections/areas/items?datetime=${tomorrow}/..`)).body.numberMatched).toBe(1)
    expect((await ask('/collections/areas/items?datetime=../2020-01-01')).body.numberMatched).toBe(0)
    const crossing = encodeURIComponent(
      'S_INTERSECTS(geometry,POLYGON((139 36,140 35,140 36,139 35,139 36)))',
    )
    for (const name of ['incidents', 'areas', 'warnings', 'reports', 'gauges'])
      expect([name, (await ask(`/collections/${name}/items?filter=${crossing}`)).status]).toEqual([name, 200])
    expect((await ask(`/collections/areas/items?filter=${crossing}`)).body.numberMatched).toBe(1)
    const boxOf = async (name: string) => {
      const { body } = await ask(`/collections/${name}`)
      return (body as unknown as { extent: { spatial: { bbox: number[][] } } }).extent.spatial.bbox[0] ?? []
    }
    await expect
      .poll(async () => (await boxOf('areas'))[3], { timeout: 10_000 })
      .toBeGreaterThanOrEqual(35.71)
    for (const name of ['reports', 'incidents', 'areas', 'gauges', 'warnings']) {
      const [west = 0, south = 0, east = 0, north = 0] = await boxOf(name)
      const { features } = (await ask(`/collections/${name}/items?limit=1000`)).body
      for (const { geometry } of features) {
        const numbers = (geometry.coordinates as unknown[]).flat(3) as number[]
        for (let at = 0; at < numbers.length; at += 2) {
          expect(numbers[at]).toBeGreaterThanOrEqual(west)
          expect(numbers[at]).toBeLessThanOrEqual(east)
          expect(numbers[at + 1]).toBeGreaterThanOrEqual(south)
          expect(numbers[at + 1]).toBeLessThanOrEqual(north)
        }
      }
    }
  })
})
