// The 7,277 districts and 83,763 villages and quarters of the Ministry's list, by name and by code. Few have coordinates of their own: a village
// stands where its district is, a district of unknown place amid its regency, and the exactness says so (see regions/SOURCES.md).
import { known } from './gazetteer.ts'
import { createPlaceIndex, type Listed, type Place, type PlaceIndex } from './place-index.ts'
import data from './regions/indonesia-places.json' with { type: 'json' }
import villageLines from './regions/indonesia-villages.json' with { type: 'json' }
import { keyOfName } from './regions/place-words.ts'

/** Metres from a village to the point that stands for it: its district's, set by hand or by its GeoNames town, or its regency's. */
const about = { byHand: 2_500, town: 4_000, regency: 15_000, city: 6_000 }
/** 31.74.01 is a district, 31.74.01.1002 a village; the points may be missing. */
const CODE = /^(\d{2})\.?(\d{2})\.?(\d{2})(?:\.?(\d{4}))?$/

type Regency = [code: string, name: string, lng?: number, lat?: number]

/** Lines of the data by their district's code. */
const byDistrict = new Map(villageLines.map(line => [line.slice(0, line.indexOf('\t')), line]))

const regencies = new Map((data.regencies as Regency[]).map(regency => [regency[0], regency]))
const provinces = new Map(data.provinces.map(([code, name]) => [String(code), String(name)]))

type District = { own: Place; isPlaced: boolean; villages: [code: string, Place][] }

/** A line as its places; undefined where not even the regency's place is known. */
function read(line: string): District | undefined {
  const [code = '', name = '', where = '', names = ''] = line.split('\t')
  const [, regency = '', ...middle] = regencies.get(code.slice(0, 5)) ?? []
  const [lng = middle[0], lat = middle[1], source] = where ? where.split(' ').map(Number) : []
  if (lng === undefined || lat === undefined) return undefined
  const place = { lng, lat }
  const exactness =
    source === 2
      ? about.byHand
      : source === 1
        ? about.town
        : regency.startsWith('Kota ')
          ? about.city
          : about.regency
  const within = [regency, provinces.get(code.slice(0, 2))].filter(Boolean).join(', ')
  const villages = names
    .split('|')
    .filter(Boolean)
    .map((village): [string, Place] => [
      village.slice(0, 4),
      { name: village.slice(5), within: `${name}, ${within}`, kind: 'village', place, exactness },
    ])
  return { own: { name, within, kind: 'district', place, exactness }, isPlaced: where !== '', villages }
}

/** What a code of the Ministry's list names; nothing where the words are no code. */
export function placesOfCode(words: string): Place[] {
  const [, province, regency, district, village] = CODE.exec(words.trim()) ?? []
  if (!district) return []
  const found = read(byDistrict.get(`${province}.${regency}.${district}`) ?? '')
  if (!found) return []
  if (village === undefined) return [found.own]
  return found.villages.filter(([code]) => code === village).map(([, place]) => place)
}

/** Behind all that is known better. */
const weights = { district: -0.02, village: -0.04 }

/** What is known better by the same name in the same regency stands for its district and village too. */
function* listed(): Generator<Listed> {
  for (const line of villageLines) {
    const district = read(line)
    if (!district) continue
    const { own, villages, isPlaced } = district
    const isKnown = ({ name }: Place) =>
      known.named(keyOfName(name)).some(({ place }) => place.within === own.within)
    if (!isPlaced && !isKnown(own)) yield [own, weights.district, own.name]
    for (const [, place] of villages)
      if (place.name !== own.name && !isKnown(place)) yield [place, weights.village, place.name]
  }
}

const index = createPlaceIndex()
const coming = listed()

/** Puts so many more into the index, so that others may run in between; false once all are in. */
export function prepareVillages(most: number): boolean {
  for (let taken = 0; taken < most; taken++) {
    const { value, done } = coming.next()
    if (done) return false
    index.add(value)
  }
  return true
}

/** All that is not known better; what was not prepared yet is made now. */
export function villageIndex(): PlaceIndex {
  prepareVillages(Number.POSITIVE_INFINITY)
  return index
}
