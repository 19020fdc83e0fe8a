// The gazetteer: what people really type leads to the place they mean, and says how exact it is.
import { existsSync, readFileSync } from 'node:fs'
import type { FeatureCollection, Point } from 'geojson'
import { describe, expect, test } from 'vitest'
import { type Found, findPlaces } from '../server/domain/gazetteer.ts'
import { placesOfCode, villageIndex } from '../server/domain/villages.ts'

const first = (words: string) => {
  const [found] = findPlaces(words)
  return found && (found.within ? `${found.name}, ${found.within}` : found.name)
}

describe('a place is found', () => {
  test.each([
    ['by its plain name', 'kemang', 'Kemang, Kota Jakarta Selatan, DKI Jakarta'],
    ['with what it lies in', 'Kemang, Jakarta Selatan', 'Kemang, Kota Jakarta Selatan, DKI Jakarta'],
    ['without the comma', 'kemang jakarta selatan', 'Kemang, Kota Jakarta Selatan, DKI Jakarta'],
    ['with a nickname of the city', 'tebet jaksel', 'Tebet, Kota Jakarta Selatan, DKI Jakarta'],
    ['with the abbreviations of an address', 'Kec. Pluit, Jakut', 'Pluit, Kota Jakarta Utara, DKI Jakarta'],
    ['with a street before it', 'Jl. Surabaya 3, Menteng', 'Menteng, Kota Jakarta Pusat, DKI Jakarta'],
    [
      'written apart where the list writes it together',
      'Pulo Gadung',
      'Pulogadung, Kota Jakarta Timur, DKI Jakarta',
    ],
    ['with an abbreviated first word', 'kp melayu', 'Kampung Melayu, Kota Jakarta Timur, DKI Jakarta'],
    ['with a letter missing', 'tanah abng', 'Tanah Abang, Kota Jakarta Pusat, DKI Jakarta'],
    ['with two letters swapped', 'Kelapa Gadnig', 'Kelapa Gading, Kota Jakarta Utara, DKI Jakarta'],
    ['in English', 'South Jakarta', 'Kota Jakarta Selatan, DKI Jakarta'],
    ['as a province in English', 'West Nusa Tenggara', 'Nusa Tenggara Barat'],
    ['by the everyday name of a city', 'jogja', 'Kota Yogyakarta, DI Yogyakarta'],
    ['by the letters of a city', 'sby', 'Kota Surabaya, Jawa Timur'],
    ['in another script’s accents', 'Sémarang', 'Kota Semarang, Jawa Tengah'],
    ['as the city when city and regency share the name', 'bekasi', 'Kota Bekasi, Jawa Barat'],
    ['as the regency when that is said', 'kab. bekasi', 'Kabupaten Bekasi, Jawa Barat'],
    ['while it is still being typed', 'Kelapa Ga', 'Kelapa Gading, Kota Jakarta Utara, DKI Jakarta'],
  ])('%s', (_how, words, expected) => {
    expect(first(words)).toBe(expected)
  })

  test('twice where two bear the name, and what it lies in decides', () => {
    const names = findPlaces('Cipayung').map(found => found.within)
    expect(names).toEqual(
      expect.arrayContaining(['Kota Depok, Jawa Barat', 'Kota Jakarta Timur, DKI Jakarta']),
    )
    expect(first('Cipayung, Depok')).toBe('Cipayung, Kota Depok, Jawa Barat')
    expect(first('Cipayung, Jakarta Timur')).toBe('Cipayung, Kota Jakarta Timur, DKI Jakarta')
  })

  test('only as far as it is known: a district without coordinates stands amid its regency, and says that it is inexact', () => {
    const [found] = findPlaces('Welahan, Jepara', 1, [villageIndex()])
    expect(found).toMatchObject({
      name: 'Welahan',
      within: 'Kabupaten Jepara, Jawa Tengah',
      kind: 'district',
    })
    expect(found?.exactness).toBeGreaterThanOrEqual(15_000)
    expect(findPlaces('Tebet')[0]?.exactness).toBeLessThanOrEqual(3_000)
  })
})

test.each([
  ['Tebet Barat, Tebet', 'Tebet Barat', 1_500],
  ['Bukit Duri, Tebet', 'Bukit Duri', 2_500],
  ['Keude Bakongan', 'Keude Bakongan', 15_000],
  ['keude bakonagn', 'Keude Bakongan', 15_000],
])('the village of "%s" is %s, known to %i m', (words, name, exactness) => {
  const [found] = findPlaces(words, 1, [villageIndex()])
  expect(found?.name).toBe(name)
  expect(found?.exactness).toBeLessThanOrEqual(exactness)
})

test.each([
  ['31.74.01', 'Tebet'],
  ['31.74.01.1005', 'Bukit Duri'],
  ['3174011005', 'Bukit Duri'],
])('the code %s is that of %s', (code, name) => expect(placesOfCode(code)[0]?.name).toBe(name))

test.each(['31.74.01.9999', '99.99.99', '3174', 'tebet'])('%s is no code of a place', code =>
  expect(placesOfCode(code)).toEqual([]),
)

test.each(['', '   ', '?!', 'asdfghjkl', 'banjir di depan rumah saya', '12345', 'jalan'])(
  '%j names no place',
  words => {
    expect(findPlaces(words, 5, [villageIndex()])).toEqual([])
  },
)

test('a text of ten thousand characters is answered at once', () => {
  const began = performance.now()
  findPlaces('banjir tinggi sekali '.repeat(500))
  expect(performance.now() - began).toBeLessThan(200)
})

describe('coordinates in place of a name are read', () => {
  test.each([
    ['as decimals', '-6.2, 106.8'],
    ['with decimal commas', '-6,2 106,8'],
    ['the other way round', '106.8, -6.2'],
    ['from a link to a map', 'https://www.google.com/maps/@-6.2,106.8,15z'],
    ['from a link with a query', 'https://maps.google.com/?q=-6.2,106.8'],
    ['from the pin of a long link', 'https://maps.example/place/Rumah/data=!4m5!3m4!8m2!3d-6.2!4d106.8'],
    ['in degrees and minutes', "6°12'S 106°48'E"],
    ['in degrees, minutes and seconds', `6°12'00.0"S 106°48'00.0"E`],
    ['with Indonesian hemispheres', '6,2 LS 106,8 BT'],
    ['inside a sentence', 'posisi saya -6.2, 106.8 tolong'],
  ])('%s', (_how, words) => {
    const [found] = findPlaces(words)
    expect(found?.kind).toBe('point')
    expect(found?.place.lat).toBeCloseTo(-6.2, 5)
    expect(found?.place.lng).toBeCloseTo(106.8, 5)
  })

  test('and a phone’s five decimals are exact to tens of metres, one decimal to kilometres', () => {
    expect(findPlaces('-6.20881, 106.84560')[0]?.exactness).toBe(10)
    expect(findPlaces('-6.2, 106.8')[0]?.exactness).toBe(11_100)
  })
})

const archive = new URL('../../shared/data/reports-2020.geojson', import.meta.url)
const present = existsSync(archive)
if (!present) console.warn('SKIPPED: the archive of real reports is not beside this checkout.')

test.skipIf(!present)(
  'nine of ten real reports come from a district that the gazetteer knows, within a few km',
  () => {
    type Named = { place: { district: string; regency: string; province: string } }
    const { features } = JSON.parse(readFileSync(archive, 'utf8')) as FeatureCollection<Point, Named>
    const answers = new Map<string, Found[]>()
    const millis: number[] = []
    const kilometres: number[] = []
    for (const { geometry, properties } of features) {
      const { district, regency, province } = properties.place
      const words = `${district}, ${regency}, ${province}`
      const began = performance.now()
      const [found] = answers.get(words) ?? findPlaces(words, 1)
      if (!answers.has(words)) millis.push(performance.now() - began)
      answers.set(words, found ? [found] : [])
      if (!found || (found.kind !== 'district' && found.kind !== 'town') || found.exactness > 3_000) continue
      const [lng = 0, lat = 0] = geometry.coordinates
      kilometres.push(111 * Math.hypot(found.place.lng - lng, found.place.lat - lat))
    }
    const at = (values: number[], share: number) =>
      values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
    const known = kilometres.length / features.length
    console.log(
      `gazetteer: ${(known * 100).toFixed(1)}% of reports in a known district, ${at(kilometres, 0.5).toFixed(1)} km off in the median, ` +
        `${at(kilometres, 0.95).toFixed(1)} km at p95; ${at(millis, 0.5).toFixed(2)} ms a query`,
    )
    expect(known).toBeGreaterThan(0.9)
    expect(at(kilometres, 0.95)).toBeLessThan(6)
  },
)
