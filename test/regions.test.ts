// Regions: every place in the country belongs to its province, coasts and small islands included, and no place abroad does.
import { existsSync, readFileSync } from 'node:fs'
import type { FeatureCollection, Point } from 'geojson'
import { expect, test } from 'vitest'
import {
  cities,
  cityByCode,
  regionAt,
  regionByCode,
  regions,
  within,
} from '../server/domain/regions/index.ts'

const at = (lng: number, lat: number) => regionAt({ lng, lat })?.code

test('Indonesia has the 34 provinces that clients of the incumbent know', () => {
  const codes =
    'AC BA BB BE BT GO JA JB JI JK JT KB KI KR KS KT KU LA MA MU NB NT PA PB RI SA SB SG SN SR SS ST SU YO'
  expect(regions.map(region => region.code)).toEqual(codes.split(' ').map(code => `ID-${code}`))
})

test.each([
  ['Monas', 106.827, -6.175, 'ID-JK'],
  ['Bekasi', 106.99, -6.235, 'ID-JB'],
  ['Depok', 106.819, -6.4, 'ID-JB'],
  ['Tangerang', 106.63, -6.178, 'ID-BT'],
  ['Semarang', 110.42, -6.97, 'ID-JT'],
  ['Malioboro', 110.365, -7.793, 'ID-YO'],
  ['Surabaya', 112.75, -7.25, 'ID-JI'],
  ['Denpasar', 115.217, -8.65, 'ID-BA'],
  ['Palu', 119.87, -0.9, 'ID-ST'],
  ['Tarakan', 117.6, 3.3, 'ID-KU'],
  ['Balikpapan', 116.83, -1.27, 'ID-KI'],
  ['Jayapura', 140.7, -2.53, 'ID-PA'],
  ['Merauke', 140.4, -8.49, 'ID-PA'],
  ['Sorong', 131.25, -0.88, 'ID-PB'],
])('%s lies in its province', (_name, lng, lat, code) => {
  expect(at(lng, lat)).toBe(code)
})

test.each([
  ['the harbour of Tanjung Priok', 106.88, -6.1, 'ID-JK'],
  ['a fishing boat 3 km off Muara Baru', 106.8, -6.07, 'ID-JK'],
  ['Pulau Harapan, 60 km out in the bay of Jakarta', 106.577, -5.652, 'ID-JK'],
  ['Karimunjawa', 110.43, -5.85, 'ID-JT'],
  ['Bawean', 112.65, -5.8, 'ID-JI'],
  ['Miangas, the northernmost island', 126.58, 5.555, 'ID-SA'],
  ['Pulau Rote', 123.1, -10.8, 'ID-NT'],
  ['Belakang Padang, across from Singapore', 103.89, 1.155, 'ID-KR'],
])('%s is never refused', (_name, lng, lat, code) => {
  expect(at(lng, lat)).toBe(code)
})

test.each([
  ['Singapore', 103.85, 1.35],
  ['Kuala Lumpur', 101.69, 3.14],
  ['Kota Kinabalu', 116.07, 5.98],
  ['Dili', 125.57, -8.56],
  ['Port Moresby', 147.18, -9.44],
  ['Mount Hagen in the interior of Papua New Guinea', 144.23, -5.86],
  ['Darwin', 130.84, -12.46],
  ['Christmas Island', 105.67, -10.49],
  ['the middle of the Java Sea', 109.5, -5.2],
  ['the point where a lost coordinate lands', 0, 0],
])('%s is outside', (_name, lng, lat) => {
  expect(at(lng, lat)).toBeUndefined()
})

test('codes of the first generation and of Papua’s newer provinces are understood, in any case', () => {
  expect(regionByCode('id-jk')?.name.en).toBe('Jakarta')
  expect(regionByCode('jbd')?.code).toBe('ID-JK')
  expect(regionByCode('sby')?.code).toBe('ID-JI')
  expect(regionByCode('ID-PE')?.code).toBe('ID-PA')
  expect(regionByCode('XX')).toBeUndefined()
})

test('every first-generation city is a box that holds its own centre and touches its region', () => {
  expect(cities.map(city => city.code)).toEqual(['jbd', 'bdg', 'sby', 'srg'])
  const greaterJakarta = cityByCode('JBD')
  expect(greaterJakarta && within(greaterJakarta.bounds, { lng: 106.99, lat: -6.235 })).toBe(true)
  for (const city of cities) {
    const [w, s, e, n] = city.bounds
    expect(at((w + e) / 2, (s + n) / 2)).toBeDefined()
    expect(regionByCode(city.code)?.code).toBe(city.region)
  }
})

test('each region keeps its own clock and its bounds hold its shape', () => {
  expect(regionByCode('ID-JK')?.timeZone).toBe('Asia/Jakarta')
  expect(regionByCode('ID-BA')?.timeZone).toBe('Asia/Makassar')
  expect(regionByCode('ID-PA')?.timeZone).toBe('Asia/Jayapura')
  for (const { bounds, timeZone } of regions) {
    expect(bounds[0] < bounds[2] && bounds[1] < bounds[3]).toBe(true)
    expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow()
  }
})

const archive = new URL('../../shared/data/reports-2020.geojson', import.meta.url)
const present = existsSync(archive)
if (!present) console.warn('SKIPPED: the archive of real reports is not beside this checkout.')

test.skipIf(!present)(
  '2,582 real reports all have a region, and 98% the province that was named with them',
  () => {
    type Named = { pkey: string; place: { province: string } }
    const { features } = JSON.parse(readFileSync(archive, 'utf8')) as FeatureCollection<Point, Named>
    const asWritten = (name: string) =>
      name.replace('Daerah Khusus Ibukota', 'DKI').replace('Daerah Istimewa', 'DI')
    let agree = 0
    const lost: string[] = []
    const began = performance.now()
    for (const { geometry, properties } of features) {
      const [lng = 0, lat = 0] = geometry.coordinates
      const region = regionAt({ lng, lat })
      if (!region) lost.push(properties.pkey)
      else if (region.name.id === asWritten(properties.place.province)) agree++
    }
    const micros = ((performance.now() - began) * 1000) / features.length
    console.log(
      `regionAt: ${((agree / features.length) * 100).toFixed(1)}% agree, ${micros.toFixed(0)} µs each`,
    )
    expect(lost).toEqual([])
    expect(agree / features.length).toBeGreaterThan(0.98)
  },
)
