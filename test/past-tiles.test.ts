// Vector tiles of the past, through the front door: each report that everybody may see stands in one tile of a zoom, crowded or alone, and nothing else does.
import { VectorTile } from '@mapbox/vector-tile'
import type { Point } from 'geojson'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

type Properties = Record<string, string | number | boolean>
type Place = { lng: number; lat: number }
const DAY_MS = 86_400_000
const kemang = { lng: 106.8166, lat: -6.2607 }
const past = '?from=2026-02-20&to=2026-02-25'

function tileOf({ lng, lat }: Place, z: number): [number, number, number] {
  const down = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return [z, Math.floor(((lng + 180) / 360) * 2 ** z), Math.floor(down * 2 ** z)]
}

describe.each(engines)('tiles of the past on %s', engine => {
  let world: World
  let officer: { Cookie: string }
  let time = Date.parse('2026-02-24T08:00:00Z')
  const places: Place[] = []
  let first = 0
  const post = async (changes: Record<string, unknown>): Promise<string> =>
    (await postReport(world, aReport(changes))).body.report.properties.id

  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(time) })
    officer = await signIn(world)
    for (let index = 0; index < 24; index++) {
      const place = { lng: 106.7 + (index % 8) * 0.021, lat: -6.35 + Math.floor(index / 8) * 0.033 }
      places.push(place)
      const { body } = await postReport(world, aReport({ place, answers: { depth: (index * 37) % 200 } }))
      if (index === 0) first = body.report.properties.number
    }
    await post({ place: kemang, drill: true })
    const over = await post({ place: kemang })
    await decide(world, officer, over, 'dismiss', { reason: 'Foto lama' })
    await world.caughtUp()
    // They have left the live map long ago.
    time += 30 * DAY_MS
  })
  afterAll(() => world.close())

  async function read(at: [number, number, number], query = past) {
    const response = await fetch(`${world.url}/tiles/reports/${at.join('/')}.mvt${query}`)
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      200,
      'application/vnd.mapbox-vector-tile',
    ])
    const layer = new VectorTile(new PbfReader(await response.arrayBuffer())).layers.reports
    return Array.from({ length: layer?.length ?? 0 }, (_, nth) => {
      const feature = layer?.feature(nth)
      const geometry = feature?.toGeoJSON(at[1], at[2], at[0]).geometry as Point
      return { properties: feature?.properties as Properties, at: geometry.coordinates as [number, number] }
    })
  }
  const countOf = (found: { properties: Properties }[]) =>
    found.reduce((sum, { properties: { point_count = 1 } }) => sum + Number(point_count), 0)

  test.each([0, 5, 9, 12, 14])('at zoom %i hold each report once', async zoom => {
    // A crowd may stand in the tile beside some of its reports.
    const beside = zoom === 14 ? [0] : [-1, 0, 1]
    const tiles = new Map<string, [number, number, number]>()
    for (const [z, x, y] of places.map(place => tileOf(place, zoom)))
      for (const a of beside) for (const b of beside) tiles.set(`${x + a},${y + b}`, [z, x + a, y + b])
    let count = 0
    for (const at of tiles.values()) {
      if (Math.min(at[1], at[2]) < 0 || Math.max(at[1], at[2]) >= 2 ** zoom) continue
      const found = await read(at)
      count += countOf(found)
      for (const {
        properties: { cluster, opens, worst, id, number, state },
      } of found)
        if (cluster)
          expect([Number(opens) > zoom, [0, 1, 2, 3].includes(Number(worst))]).toEqual([true, true])
        else expect([typeof id, typeof number, state]).toEqual(['string', 'number', 'unverified'])
    }
    expect(count).toBe(24)
  })

  test('put each report where everybody sees it, and keep to the span and the filters', async () => {
    const [place = kemang] = places
    const found = (await read(tileOf(place, 14))).find(({ properties: { number } }) => number === first)
    expect(found?.at[0]).toBeCloseTo(place.lng, 4)
    expect(found?.at[1]).toBeCloseTo(place.lat, 4)
    expect(countOf(await read([0, 0, 0], `${past}&level=3`))).toBeGreaterThan(0)
    expect(countOf(await read([0, 0, 0], `${past}&level=0,1,2,3`))).toBe(24)
    expect(await read([0, 0, 0], `${past}&hazard=fire`)).toEqual([])
    expect(await read([0, 0, 0], `${past}&region=ID-JI`)).toEqual([])
    expect(await read([0, 0, 0], '?from=2026-01-01&to=2026-02-23')).toEqual([])
    expect(await read(tileOf(kemang, 14))).toEqual([])
    // Without a span it is the live map, which is empty by now.
    expect(await read([0, 0, 0], '')).toEqual([])
  })

  test('never tell where a secret report or a home really is', async () => {
    const place = { lng: 110.4123, lat: -6.9876 }
    const id = await post({ place, secret: true, words: 'Rahasia' })
    const home = { lng: 112.75057, lat: -7.25743 }
    await post({ place: home, placedBy: 'location', words: 'air masuk rumah saya' })
    time += 1_000
    await world.caughtUp()
    const now = '?from=2026-03-20'
    const shown = { lng: 110.41, lat: -6.99 }
    for (const zoom of [5, 8, 11, 14]) {
      const [found] = await read(tileOf(shown, zoom), `${now}&region=ID-JT`)
      expect(found?.properties.id).toBe(id)
      expect(found?.at[0]).toBeCloseTo(shown.lng, zoom < 8 ? 1 : 2)
    }
    const [told] = await read(tileOf(home, 14), `${now}&region=ID-JI`)
    expect([told?.at[0].toFixed(4), told?.at[1].toFixed(4)]).toEqual(['112.7510', '-7.2570'])
  })

  test('are described for their span, sent once, and refused where they cannot be', async () => {
    const described = await (await fetch(`${world.url}/tiles/reports.json${past}`)).json()
    expect(described.tiles[0]).toContain(`{y}.mvt${past}`)
    const address = `${world.url}/tiles/reports/0/0/0.mvt`
    const first = await fetch(address + past)
    const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
    expect((await fetch(address + past, { headers })).status).toBe(304)
    for (const [query, status] of [
      [`${past}&invented=1`, 400],
      [`${past}&drill=1`, 400],
      ['?from=yesterday', 400],
      ['?from=2026-02-25&to=2026-02-01', 422],
      ['?from=1990-01-01', 422],
    ])
      expect([query, (await fetch(address + query)).status]).toEqual([query, status])
    expect((await fetch(`${world.url}/tiles/reports/1/2/0.mvt${past}`)).status).toBe(404)
  })
})
