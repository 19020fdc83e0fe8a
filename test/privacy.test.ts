// Who sees how much of a report: one function decides, and every door gives what it lets through.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Audience, shownTo } from '../server/domain/privacy.ts'
import type { Report } from '../server/domain/report.ts'
import { tellsOfHome } from '../server/domain/understanding/home.ts'
import { engines } from './database.ts'
import { aReport, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

test.each([
  'air masuk rumah saya setinggi lutut',
  'Banjir di depan rumah',
  'Kontrakan kami terendam 40 cm',
  'tolong, ibu saya di dalam rumah',
  'kamar kos sudah terendam',
  'Water in my kitchen, 30 cm',
  'flood inside our house',
  'omahku kebanjiran',
])('“%s” tells where somebody lives', words => {
  expect(tellsOfHome(words)).toBe(true)
})

test.each([
  'banjir di depan rumah sakit Fatmawati',
  'Jalan Kemang Raya tergenang 50 cm, macet',
  'rumah makan padang simpang tiga terendam',
  'flood on Jalan Sudirman near the station',
  'pohon tumbang menutup jalan',
  '',
])('“%s” tells of a place that is everybody’s', words => {
  expect(tellsOfHome(words)).toBe(false)
})

const home = { lng: 106.8166371, lat: -6.2607419 }

describe('whatever is asked', () => {
  const anyReport = fc
    .record({
      words: fc.oneof(fc.string(), fc.constant('air masuk rumah saya, hubungi 0812 3456 7890')),
      lng: fc.double({ min: 95, max: 141, noNaN: true }),
      lat: fc.double({ min: -11, max: 6, noNaN: true }),
      exactness: fc.option(fc.integer({ min: 0, max: 5_000 })),
      secret: fc.boolean(),
      placedBy: fc.constantFrom('location' as const, 'pin' as const, 'name' as const, 'feed' as const),
    })
    .map(
      ({ lng, lat, ...rest }) =>
        ({ title: null, photos: ['a'], ...rest, place: { lng, lat } }) as unknown as Report,
    )
  const audiences: Audience[] = ['public', 'researcher', 'sender', 'officer']

  test('what is shown twice is shown the same, and nobody sees more than who stands closer to it', () => {
    fc.assert(
      fc.property(anyReport, report => {
        for (const audience of audiences) {
          const once = shownTo(audience, report)
          expect(shownTo(audience, once)).toEqual(once)
        }
        expect(shownTo('officer', report)).toEqual(report)
        if (report.secret) expect(shownTo('researcher', report)).toEqual(shownTo('public', report))
        expect(shownTo('public', report).words).not.toContain('3456')
      }),
    )
  })

  test('a home is about a hundred metres off at the most, and says so', () => {
    fc.assert(
      fc.property(anyReport, report => {
        if (report.secret) return
        const { place, exactness } = shownTo('public', report)
        expect(Math.abs(place.lng - report.place.lng)).toBeLessThan(0.00051)
        expect(Math.abs(place.lat - report.place.lat)).toBeLessThan(0.00051)
        if (place.lng !== report.place.lng) expect(exactness).toBeGreaterThanOrEqual(100)
      }),
    )
  })
})

describe.each(engines)('on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  test('a report from home is told to a hundred metres at every open door, and an officer finds the door itself', async () => {
    const { body } = await postReport(
      world,
      aReport({ place: home, placedBy: 'location', words: 'air masuk rumah saya, hubungi 0812 3456 7890' }),
    )
    const { id, number } = body.report.properties
    await world.caughtUp()
    const read = async (path: string) => {
      const response = await fetch(`${world.url}${path}`)
      return response.ok ? response.text() : `${path} answered ${response.status}`
    }
    const day = 86_400_000
    const [start, end] = [Date.now() - day, Date.now() + day].map(time => new Date(time).toISOString())
    const span = `start=${start}&end=${end}`
    const doors = [
      '/reports?geoformat=geojson',
      '/reports',
      `/reports/${number}?geoformat=geojson`,
      `/reports/archive?${span}&geoformat=geojson`,
      `/api/reports/${id}`,
      '/collections/reports/items',
      `/collections/reports/items/${id}`,
      '/reports?geoformat=cap',
      '/feeds/reports.atom',
      '/open311/v2/requests.xml',
      '/open311/v2/requests.json',
      `/open311/v2/requests/${number}.json`,
      '/exports/reports.csv',
      '/exports/reports.ndjson',
      '/exports/reports.geojson',
      '/tiles/reports/11/1631/1059.mvt',
    ]
    for (const path of doors) {
      const told = await read(path)
      const tells = ['masuk', '106.8166371', '3456 7890'].map(each => told.includes(each))
      // A tile on the map has no words.
      expect([path, ...tells]).toEqual([path, !path.endsWith('.mvt'), false, false])
    }
    expect(await read(`/api/reports/${id}`)).toContain('[106.817,-6.261]')
    const desk = await openSocket(world, await signIn(world, 'Sari'))
    expect(JSON.stringify(await desk.watch())).toContain('106.8166371')
    desk.close()

    // A secret one is told without a word, to about a kilometre.
    await world.lifecycle.keepSecret(id, true, { officer: 'Sari' })
    await world.caughtUp()
    for (const path of doors) {
      const told = await read(path)
      const tells = ['answered', 'masuk', '106.817', '-6.261'].map(each => told.includes(each))
      expect([path, ...tells]).toEqual([path, false, false, false, false])
    }
  })
})
