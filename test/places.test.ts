// Places: streets, landmarks and shelters that an operator imported, a geocoder that answers what nobody here knows, and what is around.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Found } from '../server/domain/gazetteer.ts'
import { type BotApi, openBotApi } from './bot-api.ts'
import { engines } from './database.ts'
import { openNominatim } from './nominatim.ts'
import { collection, fileOf, perform } from './operators.ts'
import { extractOf } from './osm-extract.ts'
import { aReport, openWorld, postReport, type World } from './world.ts'

const kemang = { lng: 106.8166, lat: -6.2607 }
const beside = (east: number, north: number) => ({ lng: kemang.lng + east, lat: kemang.lat + north })

const extract = () =>
  extractOf(
    [
      { id: 1, ...beside(0, 0) },
      { id: 2, ...beside(0.001, 0.001) },
      { id: 3, ...beside(0.002, 0.002) },
      { id: 4, ...beside(0.004, 0), tags: { name: "McDonald's Kemang", amenity: 'fast_food' } },
      { id: 5, ...beside(0.01, 0.01), tags: { name: 'GOR Kemang Utara', emergency: 'assembly_point' } },
      { id: 6, ...beside(-0.01, 0), tags: { name: 'RS Siaga Raya', amenity: 'hospital' } },
      { id: 7, ...beside(0, 0.03), tags: { amenity: 'bench' } },
      { id: 8, lng: 2.35, lat: 48.85, tags: { name: 'Paris', place: 'city' } },
      { id: 9, ...beside(0.0021, 0.0021) },
      { id: 10, ...beside(0.02, -0.02), tags: { name: 'Graha Cendrawasih', building: 'yes' } },
    ],
    [
      { id: 20, refs: [1, 2, 3], tags: { highway: 'secondary', name: 'Jalan Kemang Raya' } },
      { id: 21, refs: [3, 9], tags: { highway: 'secondary', name: 'Jalan Kemang Raya' } },
      { id: 22, refs: [1, 3], tags: { highway: 'service' } },
    ],
  )

async function find(world: World, words: string, finished = false): Promise<Found[]> {
  const query = new URLSearchParams({ q: words, ...(finished && { finished: '1' }) })
  const response = await fetch(`${world.url}/api/places?${query}`)
  return ((await response.json()) as { places: Found[] }).places
}

describe.each(engines)('places on %s', engine => {
  let world: World
  let api: BotApi
  const geocoder = openNominatim()
  beforeAll(async () => {
    api = await openBotApi()
    const settings = { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url, GEOCODER_URL: geocoder.url }
    world = await openWorld(engine, {}, settings)
    await api.called('setChatMenuButton')
  }, 180_000)
  afterAll(async () => {
    await world.close()
    await api.close()
    await geocoder.close()
  })

  test('an OpenStreetMap extract is imported: named things once, what lies outside or has no name not', async () => {
    const file = extract()
    const { code, out } = await perform(world.db, 'places import', { file })
    expect(out).toContain('5 places stored as "kota.osm.pbf"')
    expect(out).toContain('1 outside every region')
    expect(code).toBe(0)
    const again = await perform(world.db, 'places import', { file })
    expect(again.out).toContain('5 places stored')
    const { out: listed } = await perform(world.db, 'places list', {})
    expect(listed).toMatch(/kota\.osm\.pbf +hospital +1 /)
  })

  test.each([
    ['Jl. Kemang Raya', 'Jalan Kemang Raya'],
    ['kemang raya', 'Jalan Kemang Raya'],
    ['jln kemang ray', 'Jalan Kemang Raya'],
    ['graha cendrawasi', 'Graha Cendrawasih'],
    ['mcdonalds kemang', "McDonald's Kemang"],
    ['depan graha cendrawasih, jakarta selatan', 'Graha Cendrawasih'],
  ])('"%s" leads to %s', async (words, name) => {
    const [found] = await find(world, words)
    expect(found?.name).toBe(name)
    expect(found?.within).toContain('Jakarta Selatan')
    expect(found?.exactness).toBeLessThan(300)
  })

  test('a district is still a district, and noise is no place', async () => {
    expect((await find(world, 'Kemang'))[0]?.kind).toBe('town')
    expect(await find(world, 'banjir di depan rumah saya')).toEqual([])
    expect(await find(world, "'; drop table places --")).toEqual([])
  })

  test('a list of shelters is imported as such, an import is replaced by its next and can be taken away', async () => {
    const shelter = (nama: string, at: { lng: number; lat: number }) => ({
      type: 'Feature',
      properties: { nama, capacity: 200 },
      geometry: { type: 'Point', coordinates: [at.lng, at.lat] },
    })
    const two = fileOf(
      collection([shelter('Posko Bangka', beside(0.005, 0.005)), shelter('Posko Lama', beside(0.006, 0))]),
    )
    const one = fileOf(collection([shelter('Posko Bangka', beside(0.005, 0.005)), { type: 'Feature' }]))
    const args = { kind: 'shelter', source: 'BPBD' }
    expect((await perform(world.db, 'places import', { file: two, ...args })).out).toContain(
      '2 places stored',
    )
    const later = { now: () => new Date(Date.now() + 1_000) }
    const replaced = await perform(world.db, 'places import', { file: one, ...args }, later)
    expect(replaced.out).toContain('Row 2: this is no feature')
    expect(replaced.out).toContain('1 of an earlier import are gone')
    expect(replaced.code).toBe(1)
    expect((await find(world, 'Posko Bangka'))[0]).toMatchObject({ kind: 'shelter' })
    expect((await find(world, 'Posko Lama')).map(({ name }) => name)).not.toContain('Posko Lama')
  })

  test('an imported area is found by its name, about as exact as it is wide', async () => {
    const [w, s, e, n] = [106.9, -6.2, 106.91, -6.19]
    const outline = {
      type: 'Polygon',
      coordinates: [
        [
          [w, s],
          [e, s],
          [e, n],
          [w, n],
          [w, s],
        ],
      ],
    }
    const properties = { id: 'rw05', name: 'RW 05 Cipinang Muara Asri', parent: 'Jatinegara' }
    const file = fileOf(collection([{ type: 'Feature', properties, geometry: outline }]))
    expect((await perform(world.db, 'areas import', { file })).code).toBe(0)
    for (const words of ['rw 05 cipinang muara asri', 'RW 05 Cipinang Muara Asr, Jatinegara']) {
      const [found] = await find(world, words)
      expect(found).toMatchObject({ name: 'RW 05 Cipinang Muara Asri', within: 'Jatinegara', kind: 'area' })
      expect(found?.exactness).toBeGreaterThan(400)
      expect(found?.exactness).toBeLessThan(800)
    }
  })

  test('what nobody here knows is asked of the geocoder: when it was typed to its end, and never twice', async () => {
    geocoder.known.set('gang haji sibi nomor tujuh', [
      {
        lat: '-6.265',
        lon: '106.81',
        display_name: 'Gang Haji Sibi, Cipete Utara, Jakarta Selatan, Jakarta, 12150, Indonesia',
        boundingbox: ['-6.266', '-6.264', '106.809', '106.811'],
      },
      { lat: '48.85', lon: '2.35', display_name: 'Rue Sibi, Paris, France' },
    ])
    const words = 'Gang Haji  Sibi nomor tujuh'
    const typing = await find(world, words)
    expect(typing.map(({ kind }) => kind)).not.toContain('address')
    expect(geocoder.asked).toEqual([])
    const [found] = await find(world, words, true)
    expect(found).toMatchObject({
      name: 'Gang Haji Sibi',
      within: 'Cipete Utara, Jakarta Selatan, Jakarta',
      kind: 'address',
      place: { lng: 106.81, lat: -6.265 },
    })
    expect(await find(world, words, true)).toHaveLength(1 + typing.length)
    expect(geocoder.asked).toHaveLength(1)
    expect(geocoder.asked[0]?.query).toMatchObject({ format: 'jsonv2', countrycodes: 'id' })
    expect(geocoder.asked[0]?.agent).toContain('Kentongan')
  })

  test('the geocoder is asked once a second at most, and the gazetteer answers where it does not', async () => {
    const before = geocoder.asked.length
    await Promise.all(
      ['gapura merah satu', 'gapura merah dua', 'gapura merah tiga'].map(words => find(world, words, true)),
    )
    const times = geocoder.asked.slice(before).map(({ at }) => at)
    expect(times).toHaveLength(3)
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1_900)
    geocoder.breaks()
    expect((await find(world, 'rumah bu siti tebet', true))[0]?.name).toBe('Tebet')
  })

  test('in chat a typed street is found, and the report says how exact it is', async () => {
    const phone = api.phone()
    await phone.says('banjir 60 cm')
    await phone.reads('Di mana kejadiannya')
    await phone.says('jl kemang raya')
    await phone.reads('Sudah benar')
    await phone.taps('Kirim')
    await phone.reads(/Laporan \d+/)
    const { rows } = await world.db.query<{ exactness: number; placed_by: string }>(
      'select exactness, placed_by from reports order by number desc limit 1',
    )
    expect(rows[0]).toMatchObject({ placed_by: 'name' })
    expect(rows[0]?.exactness).toBeLessThan(300)
  })

  describe('near me', () => {
    test('as a page of plain text below 10 kB: reports, shelters, hospitals and numbers, with distance and direction', async () => {
      await postReport(world, aReport({ place: beside(0, 0.01), answers: { depth: 80 } }))
      await world.caughtUp()
      const address = `${world.url}/dekat?lat=${kemang.lat}&lng=${kemang.lng}`
      const response = await fetch(address, { headers: { Accept: 'text/html', 'Accept-Language': 'id' } })
      const page = await response.text()
      expect(response.status).toBe(200)
      expect(Buffer.byteLength(page)).toBeLessThan(10_000)
      // The empty icon keeps the browser from asking for one.
      expect(page).not.toMatch(/<script|<img|<link(?! rel="icon" href="data:,">)/)
      for (const words of [
        'Banjir',
        '1,1 km ke utara',
        'Posko Bangka',
        'muat sekitar 200 orang',
        'RS Siaga Raya',
        'ke barat',
        '112',
      ])
        expect(page).toContain(words)
      const english = await (await fetch(`${address}&lang=en`, { headers: { Accept: 'text/plain' } })).text()
      expect(english).toContain('1.1 km north')
      expect(english).toContain('Shelters')
    })

    test('by a name, with nothing of what was typed let through, and kindly where the place is unknown', async () => {
      const look = (query: string) =>
        fetch(`${world.url}/dekat?${query}`, { headers: { Accept: 'text/html' } })
      expect(await (await look('q=Kemang')).text()).toContain('Kemang, Kota Jakarta Selatan')
      for (const query of [
        'q=%3Cscript%3Ealert(1)%3C/script%3E',
        'lat=abc&lng=1',
        'lat=0&lng=0',
        'lat=48.8&lng=2.3',
      ]) {
        const response = await look(query)
        expect(response.status).toBe(404)
        const page = await response.text()
        expect(page).toContain('role="alert"')
        expect(page).not.toContain('<script')
      }
    })

    test('in chat: after a question, or at once with the place in the same message; a report that was begun stays', async () => {
      const phone = api.phone()
      await phone.says('banjir')
      await phone.reads('Di mana kejadiannya')
      await phone.says('/dekat')
      await phone.reads('sekitar mana')
      await phone.shares(kemang)
      await phone.reads('Posko Bangka')
      await phone.says('/dekat tebet barat')
      await phone.reads('Keadaan di sekitar Tebet Barat')
      await phone.says('kemang')
      await phone.reads('hal yang sama')
    })
  })
})
