// Vector tiles of what is live, through the front door: what everybody may see and no more, in step with the list, and told again only when it has changed.
import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createNearestName } from '../server/domain/nearest-name.ts'
import { engines } from './database.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

/** The tile of a zoom that a place lies in. */
function tileOf({ lng, lat }: { lng: number; lat: number }, z: number): string {
  const radians = (lat * Math.PI) / 180
  const x = Math.floor(((lng + 180) / 360) * 2 ** z)
  const y = Math.floor(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * 2 ** z)
  return `${z}/${x}/${y}`
}

type Properties = Record<string, string | number | boolean>

describe.each(engines)('tiles on %s', engine => {
  let world: World
  let officer: { Cookie: string }
  const kemang = { lng: 106.8166, lat: -6.2607 }
  beforeAll(async () => {
    world = await openWorld(engine)
    officer = await signIn(world)
  })
  afterAll(() => world.close())

  async function read(layer: 'reports' | 'incidents', at: string, query = ''): Promise<Properties[]> {
    const response = await fetch(`${world.url}/tiles/${layer}/${at}.mvt${query}`)
    expect(response.headers.get('Content-Type')).toBe('application/vnd.mapbox-vector-tile')
    const tile = new VectorTile(new PbfReader(await response.arrayBuffer()))
    const found = tile.layers[layer]
    return Array.from({ length: found?.length ?? 0 }, (_, at) => found?.feature(at).properties as Properties)
  }
  /** A tile stands for a moment before it is cut anew. */
  const eventually = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 10_000, interval: 100 })
  const post = async (changes: Record<string, unknown>) =>
    (await postReport(world, aReport(changes))).body.report.properties
  const live = async (query = '') => (await fetch(`${world.url}/api/live${query}`)).json()

  test('hold a report as everybody may see it, follow its state, and lose it when it is over', async () => {
    const { id, number } = await post({ words: 'Hubungi 0812 3456 7890' })
    const near = tileOf(kemang, 14)
    await eventually(() => read('reports', near)).toMatchObject([
      { id, number, hazard: 'flood', level: 1, state: 'unverified', version: 1 },
    ])
    expect(JSON.stringify(await read('reports', near))).not.toContain('0812')
    await decide(world, officer, id, 'verify')
    await eventually(() => read('reports', near)).toMatchObject([{ id, state: 'verified', version: 2 }])
    await decide(world, officer, id, 'dismiss', { reason: 'Foto lama' })
    await eventually(() => read('reports', near)).toEqual([])
  })

  test('never hold what waits for an officer, what is a drill, or where a secret report really lies', async () => {
    const place = { lng: 110.4123, lat: -6.9876 }
    const held = await post({ place, website: 'https://pinjaman.example' })
    const drill = await post({ place, drill: true })
    const secret = await post({ place, secret: true, words: 'Rahasia' })
    await eventually(async () =>
      (await live()).reports.map(({ properties }: { properties: Properties }) => properties.id),
    ).toContain(secret.id)
    await world.caughtUp()
    expect(world.board.held.has(held.id)).toBe(true)
    expect((await read('reports', tileOf(place, 14))).map(({ id }) => id)).toEqual([secret.id])
    const drills = await read('reports', tileOf(place, 14), '?drill=1')
    expect(drills.map(({ id }) => id)).toEqual([drill.id])
    const [shown] = (await live()).reports.filter(
      ({ properties }: { properties: Properties }) => properties.id === secret.id,
    )
    expect(shown.geometry.coordinates).toEqual([110.41, -6.99])
    expect((await read('reports', tileOf({ lng: 110.41, lat: -6.99 }, 14))).map(({ id }) => id)).toContain(
      secret.id,
    )
  })

  test('say the same as the list at every zoom and under every filter', async () => {
    for (let index = 0; index < 40; index++)
      await post({
        hazard: index % 4 === 0 ? 'fire' : 'flood',
        answers: index % 4 === 0 ? {} : { depth: (index * 37) % 200 },
        place: { lng: 112.7 + (index % 8) * 0.003, lat: -7.3 + Math.floor(index / 8) * 0.003 },
        words: index % 5 === 0 ? 'Jembatan putus' : 'Air naik',
      })
    await world.caughtUp()
    for (const query of [
      '',
      '?hazard=fire',
      '?level=2,3',
      '?state=unverified&hours=6',
      '?words=jembatan',
      '?words=surabaya+air',
    ]) {
      await eventually(async () => (await live('?words=surabaya')).count).toBe(40)
      const { count, reports, levels } = await live(`${query || '?'}&limit=1000`)
      expect(reports).toHaveLength(count)
      expect(levels.reduce((sum: number, each: number) => sum + each, 0)).toBe(count)
      const ranks = reports.map(({ properties }: { properties: Properties }) => Number(properties.level))
      expect(ranks).toEqual(ranks.toSorted((a: number, b: number) => b - a))
      const crowds = await read('reports', '0/0/0', query)
      expect(crowds.reduce((sum, { point_count = 1 }) => sum + Number(point_count), 0)).toBe(count)
      for (const { cluster, opens, worst } of crowds)
        if (cluster) expect([Number(opens) > 0, [0, 1, 2, 3].includes(Number(worst))]).toEqual([true, true])
    }
    expect((await live('?words=surabaya+air')).count).toBe(32)
    const { reports } = await live('?limit=3&after=2')
    expect(reports.map(({ properties }: { properties: Properties }) => properties.id)).toEqual(
      (await live('?limit=5')).reports
        .slice(2)
        .map(({ properties }: { properties: Properties }) => properties.id),
    )
  })

  test('hold the incidents, and the list names the reports of one', async () => {
    const [incident] = world.board.incidents.values()
    if (!incident) throw new Error('There is no incident.')
    const { centre, id, count } = incident
    await eventually(async () => (await read('incidents', tileOf(centre, 13))).map(one => one.id)).toContain(
      id,
    )
    expect((await live(`?incident=${id}&limit=1000`)).count).toBe(count)
  })

  test('are not sent again to who holds them, may be read from any site, and are described', async () => {
    const address = `${world.url}/tiles/reports/${tileOf(kemang, 9)}.mvt`
    const first = await fetch(address)
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
    expect((await fetch(address, { headers })).status).toBe(304)
    const described = await (await fetch(`${world.url}/tiles/reports.json`)).json()
    expect(described).toMatchObject({ tilejson: '3.0.0', maxzoom: 14, vector_layers: [{ id: 'reports' }] })
    expect(described.tiles[0]).toContain('/tiles/reports/{z}/{x}/{y}.mvt')
    for (const [wrong, status] of [
      ['reports/15/1/1', 404],
      ['reports/1/2/0', 404],
      ['reports/0/0/0', 400],
      ['officers/0/0/0', 404],
    ] as const)
      expect((await fetch(`${world.url}/tiles/${wrong}.mvt?hazard=godzilla`)).status).toBe(status)
  })
})

test('the nearest name is the nearest of all, wherever one looks', () => {
  const place = fc.record({
    lng: fc.double({ min: 100, max: 102, noNaN: true }),
    lat: fc.double({ min: -3, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(place, { maxLength: 30 }), place, (towns, here) => {
      const nearest = createNearestName({
        provinces: [],
        regencies: [],
        districts: [],
        towns: towns.map(({ lng, lat }, at) => [lng, lat, '', String(at), 0]),
      })
      const narrowing = Math.cos((here.lat * Math.PI) / 180)
      const distances = towns.map(
        ({ lng, lat }) => Math.hypot((lng - here.lng) * narrowing, lat - here.lat) * 111.2,
      )
      const least = Math.min(...distances)
      const found = nearest(here)
      if (found === null) expect(least).toBeGreaterThanOrEqual(40 - 1e-9)
      else expect(distances[Number(found)]).toBeCloseTo(least, 9)
    }),
  )
})
