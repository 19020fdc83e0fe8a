// The offline gazetteer: from what a person types to places in Indonesia, best first, in a few milliseconds.
// Import it only where a name is looked up; its data must not reach the citizen's form (see regions/SOURCES.md).
import type { LngLat } from './hazards/hazard.ts'
import data from './regions/indonesia-places.json' with { type: 'json' }
import { partsOf, plainWords, squeezed } from './regions/place-words.ts'
import { coordinatesIn } from './regions/typed-coordinates.ts'
import { distance } from './understanding/spelling.ts'

export type Found = {
  name: string
  /** What it lies in, such as 'Jakarta Selatan, DKI Jakarta'; empty for a province or a bare point. */
  within: string
  kind: 'province' | 'regency' | 'district' | 'town' | 'point'
  place: LngLat
  /** About how far off the true place may be, in metres. */
  exactness: number
  /** 0 to 1: how sure the match is. */
  score: number
}

type Place = Omit<Found, 'score'>
/** One name of a place; a place may have two. */
type Entry = { place: Place; key: string; inside: string[]; weight: number }

/** Metres by kind: half of a usual regency and city; a district set by hand, and one by its GeoNames town. */
const about = { regency: 15_000, city: 6_000, byHand: 1_500, town: 3_000 }
/** Weaker matches than this are noise. */
const weakest = 0.55
/** In longer texts names must be spelled right: there every word would find something like it. */
const mostWordsWithSlips = 8
/** Names in Indonesia have up to four words. */
const longestName = 4

/** What decides among equal matches: a city, then a province, then the districts of the largest cities, which most reports name. */
const weights = { city: 0.06, province: 0.05, byHand: 0.03, district: 0.02, town: 0.01, regency: 0.01 }

/** Places that the words may mean, best first. Understands names, abbreviations, slips of the finger, English, and coordinates. */
export function findPlaces(words: string, limit = 5): Found[] {
  const typed = coordinatesIn(words)
  if (typed) {
    const { place, exactness } = typed
    const name = `${place.lat.toFixed(5)}, ${place.lng.toFixed(5)}`
    return [{ name, within: '', kind: 'point', place, exactness, score: 1 }]
  }
  const parts = partsOf(words)
  const all = parts.flat()
  const best = new Map<Place, { score: number; exactness: number }>()
  for (const { first, last, typing, coarser } of windows(parts)) {
    const key = squeezed(all.slice(first, last))
    const rest = [...all.slice(0, first), ...all.slice(last)]
    for (const [entry, likeness] of alike(key, typing, all.length <= mostWordsWithSlips)) {
      const { place, weight } = entry
      const score = Math.min(1, likeness * explained(entry, rest, last - first) + weight)
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
  (byKey.get(squeezed(words)) ?? [])
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ place }) => ({ ...place, score: 1 }))

type Window = {
  first: number
  last: number
  /** The run is the end of all that was typed so far, from its part's first word on. */
  typing: boolean
  /** An earlier part, which is no street, named something finer that is unknown here: 'Welahan, Jepara'. */
  coarser: boolean
}

/** Every run of one to four words inside a part. */
function* windows(parts: string[][]): Generator<Window> {
  const length = parts.flat().length
  let start = 0
  for (const [number, part] of parts.slice(0, 8).entries()) {
    const coarser = number > 0 && !parts[0]?.includes('jalan')
    for (let from = 0; from < Math.min(part.length, 12); from++) {
      // What follows 'jalan' is a street's name, often another town's.
      const street = part[from - 1] === 'jalan' || part[from] === 'jalan'
      for (let to = from + 1; !street && to <= Math.min(part.length, from + longestName); to++)
        yield { first: start + from, last: start + to, typing: from === 0 && start + to === length, coarser }
    }
    start += part.length
  }
}

/** How much of what was typed the entry explains: its own name, and the names that it lies in. */
function explained(entry: Entry, rest: string[], own: number): number {
  const others = rest.filter(word => word !== 'jalan' && !/^\d/.test(word))
  const known = others.filter(word => entry.inside.some(name => near(name, word))).length
  return 0.5 + (0.44 * (own + known)) / (own + others.length)
}

/** Entries whose name is like the key: the same, one that begins so (while typing), or one that a slip of the finger made. */
function alike(key: string, typing: boolean, slipsToo: boolean): [Entry, number][] {
  const exact = byKey.get(key) ?? []
  const found = exact.map((entry): [Entry, number] => [entry, 1])
  const slipsAllowed = !slipsToo || exact.length > 0 || key.length < 4 ? 0 : key.length < 8 ? 1 : 2
  for (const entry of byLetter.get(key.charAt(0)) ?? []) {
    const longer = entry.key.length - key.length
    if (typing && longer > 0 && key.length >= 2 && entry.key.startsWith(key))
      found.push([entry, 0.6 + (0.35 * key.length) / entry.key.length])
    else if (Math.abs(longer) <= slipsAllowed) {
      const slips = distance(key, entry.key, slipsAllowed)
      if (slips > 0 && slips <= slipsAllowed) found.push([entry, 1 - (slips * 1.5) / key.length])
    }
  }
  return found
}

const near = (name: string, word: string) =>
  name === word ||
  (word.length >= 4 && (name.startsWith(word) || (word.length >= 6 && distance(name, word, 1) === 1)))

type Province = [code: string, name: string, lng: number, lat: number, reachKm: number]
type Regency = [code: string, name: string, lng?: number, lat?: number]
type Row = [lng: number, lat: number, regencyOrProvince: string, name: string, source: number]

/** Every place of the data file under each name it may be asked for by: 'Kota Bekasi' is also 'Bekasi'. */
function* listed(): Generator<[place: Place, weight: number, ...names: string[]]> {
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
const byKey = new Map<string, Entry[]>()
const byLetter = new Map<string, Entry[]>()
const insides = new Map<string, string[]>()
for (const [place, weight, ...names] of listed()) {
  const inside = insides.get(place.within) ?? plainWords(place.within)
  insides.set(place.within, inside)
  for (const name of names) {
    const entry: Entry = { place, key: squeezed(plainWords(name)), inside, weight }
    byKey.set(entry.key, [...(byKey.get(entry.key) ?? []), entry])
    const letter = byLetter.get(entry.key.charAt(0))
    if (letter) letter.push(entry)
    else byLetter.set(entry.key.charAt(0), [entry])
  }
}
