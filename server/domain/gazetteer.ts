// The offline gazetteer: from what a person types to places in Indonesia, best first, in a few milliseconds.
// Import it only where a name is looked up; its data must not reach the citizen's form (see regions/SOURCES.md).
import type { LngLat } from './hazards/hazard.ts'
import {
  createPlaceIndex,
  type Entry,
  type Listed,
  nearly,
  type Place,
  type PlaceIndex,
} from './place-index.ts'
import data from './regions/indonesia-places.json' with { type: 'json' }
import { partsOf, squeezed } from './regions/place-words.ts'
import { coordinatesIn } from './regions/typed-coordinates.ts'

/** `score` 0 to 1: how sure the match is. */
export type Found = Place & { score: number }

/** Metres by kind: half of a usual regency and city; a district set by hand, and one by its GeoNames town. */
const about = { regency: 15_000, city: 6_000, byHand: 1_500, town: 3_000 }
/** Weaker matches than this are noise. */
const weakest = 0.55
/** What stands in the Ministry's list alone bears many names and words of every day: it has to be nearly all that was typed. */
const wholly = 0.85
/** And what is shorter has to be spelled to its end. */
const shortest = 5
/** In longer texts names must be spelled right: there every word would find something like it. */
const mostWordsWithSlips = 8
/** Names in Indonesia have up to four words, those of neighbourhoods one more. */
const longestName = 5

/** What decides among equal matches: a city, then a province, then the districts of the largest cities, which most reports name. */
const weights = { city: 0.06, province: 0.05, byHand: 0.03, district: 0.02, town: 0.01, regency: 0.01 }

/**
 * Places that the words may mean, best first. Understands names, abbreviations, slips of the finger, English, and coordinates.
 * `more`: indexes of further places to look through.
 */
export function findPlaces(words: string, limit = 5, more: PlaceIndex[] = []): Found[] {
  const typed = coordinatesIn(words)
  if (typed) {
    const { place, exactness } = typed
    const name = `${place.lat.toFixed(5)}, ${place.lng.toFixed(5)}`
    return [{ name, within: '', kind: 'point', place, exactness, score: 1 }]
  }
  const indexes = [known, ...more]
  const parts = partsOf(words)
  const all = parts.flat()
  const slipsToo = all.length <= mostWordsWithSlips
  const best = new Map<Place, { score: number; exactness: number }>()
  for (const { first, last, typing, coarser, street } of windows(parts)) {
    const key = squeezed(all.slice(first, last))
    const rest = [...all.slice(0, first), ...all.slice(last)]
    const asked = street ? indexes.filter(index => index.knowsStreets) : indexes
    const alike = asked.flatMap(index => index.alike(key, typing, slipsToo))
    for (const [entry, likeness] of alike) {
      const { place, weight } = entry
      const share = explained(entry, rest, last - first)
      if (weight < 0 && (share < wholly || (likeness < 1 && key.length < shortest))) continue
      const score = Math.min(1, likeness * share + weight)
      const exactness = coarser ? Math.max(place.exactness, about.regency) : place.exactness
      if (score >= weakest && score > (best.get(place)?.score ?? 0)) best.set(place, { score, exactness })
    }
  }
  return [...best]
    .map(([place, { score, exactness }]) => ({ ...place, exactness, score: Number(score.toFixed(3)) }))
    .sort((a, b) => b.score - a.score || (a.name + a.within < b.name + b.within ? -1 : 1))
    .slice(0, limit)
}

/** The places that bear exactly this name, the best known first. */
export const placesNamed = (words: string[]): Found[] =>
  known
    .named(squeezed(words))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ place }) => ({ ...place, score: 1 }))

type Window = {
  first: number
  last: number
  /** The run is the end of all that was typed so far, from its part's first word on. */
  typing: boolean
  /** An earlier part, which is no street, named something finer that is unknown here: 'Welahan, Jepara'. */
  coarser: boolean
  /** What follows 'jalan' is a street's name, often another town's. */
  street: boolean
}

/** The keys under which an imported place may stand that the words name, the longest first. */
export function keysIn(words: string, most: number): string[] {
  const parts = partsOf(words)
  const all = parts.flat()
  const keys = [...windows(parts)].map(({ first, last }) => squeezed(all.slice(first, last)))
  return [...new Set(keys)]
    .filter(key => key.length >= shortest)
    .sort((a, b) => b.length - a.length)
    .slice(0, most)
}

/** Every run of one to four words inside a part. */
function* windows(parts: string[][]): Generator<Window> {
  const length = parts.flat().length
  let start = 0
  for (const [number, part] of parts.slice(0, 8).entries()) {
    const coarser = number > 0 && !parts[0]?.includes('jalan')
    for (let from = 0; from < Math.min(part.length, 12); from++) {
      if (part[from] === 'jalan') continue
      const street = part[from - 1] === 'jalan'
      for (let to = from + 1; to <= Math.min(part.length, from + longestName); to++) {
        const typing = (from === 0 || street) && start + to === length
        yield { first: start + from, last: start + to, typing, coarser, street }
      }
    }
    start += part.length
  }
}

/** How much of what was typed the entry explains: its own name, and the names that it lies in. */
function explained(entry: Entry, rest: string[], own: number): number {
  const others = rest.filter(word => word !== 'jalan' && !/^\d/.test(word))
  const known = others.filter(word => entry.inside.some(name => nearly(name, word))).length
  return 0.5 + (0.44 * (own + known)) / (own + others.length)
}

type Province = [code: string, name: string, lng: number, lat: number, reachKm: number]
type Regency = [code: string, name: string, lng?: number, lat?: number]
type Row = [lng: number, lat: number, regencyOrProvince: string, name: string, source: number]

/** Degrees to metres, well enough over a few km. */
const gap = (a: LngLat, b: LngLat) =>
  111_320 * Math.hypot(a.lat - b.lat, (a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180))

/** The district or town that is nearest, and how far off, in metres: what people would call the neighbourhood. */
export function placeNear(place: LngLat): Place & { metres: number } {
  let best = { place: everywhere, metres: Number.POSITIVE_INFINITY }
  for (const one of neighbourhoods) {
    const metres = gap(one.place, place)
    if (metres < best.metres) best = { place: one, metres }
  }
  return { ...best.place, metres: Math.round(best.metres) }
}

/** Every place of the data file under each name it may be asked for by: 'Kota Bekasi' is also 'Bekasi'. */
function* listed(): Generator<Listed> {
  const provinces = data.provinces as Province[]
  const regencies = data.regencies as Regency[]
  const names = new Map([...provinces, ...regencies].map(([code, name]) => [code, name]))
  const holders = (code: string) =>
    [...new Set([names.get(code), names.get(code.slice(0, 2))])].filter(Boolean).join(', ')

  for (const [, name, lng, lat, reachKm] of provinces)
    yield [
      { name, within: '', kind: 'province', place: { lng, lat }, exactness: reachKm * 1000 },
      weights.province,
      name,
    ]
  for (const [code, name, lng, lat] of regencies) {
    if (lng === undefined || lat === undefined) continue
    const rank = name.startsWith('Kota ') ? 'city' : 'regency'
    const within = names.get(code.slice(0, 2)) ?? ''
    const place: Place = { name, within, kind: 'regency', place: { lng, lat }, exactness: about[rank] }
    yield [place, weights[rank], name, name.replace(/^(Kota|Kabupaten) /, '')]
  }
  for (const kind of ['district', 'town'] as const)
    for (const [lng, lat, code, name, source] of (kind === 'district'
      ? data.districts
      : data.towns) as Row[]) {
      const rank = source === 2 ? 'byHand' : kind
      const exactness = source === 2 ? about.byHand : about.town
      yield [{ name, within: holders(code), kind, place: { lng, lat }, exactness }, weights[rank], name]
    }
}

// Built once, when the module is loaded, so that no citizen's question waits for it.
const everything = [...listed()]
export const known = createPlaceIndex(everything)
const neighbourhoods = everything
  .map(([place]) => place)
  .filter(({ kind }) => kind === 'district' || kind === 'town')
const everywhere: Place = {
  name: 'Indonesia',
  within: '',
  kind: 'province',
  place: { lng: 118, lat: -2.5 },
  exactness: 2_500_000,
}
