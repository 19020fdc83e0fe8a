// An index of named places: who bears this name, and whose name is like it. Built once, asked for each name that somebody types.
import type { LngLat } from './hazards/hazard.ts'
import { keyOfName, plainWords } from './regions/place-words.ts'
import { distance } from './understanding/spelling.ts'

/** What an operator imports. */
export const importedKinds = [
  'street',
  'landmark',
  'shelter',
  'hospital',
  'gauge',
  'pump',
  'floodgate',
  'basin',
  'site',
  'waterway',
] as const
/** Those of them that stand on the map by a switch of their own. */
export const infrastructureKinds = [
  'pump',
  'floodgate',
  'shelter',
  'hospital',
  'basin',
  'site',
  'waterway',
] as const satisfies (typeof importedKinds)[number][]
export type ImportedKind = (typeof importedKinds)[number]

/** `area`: imported with its outline; `address`: found by a geocoder; `point`: typed coordinates. */
type PlaceKind =
  | 'province'
  | 'regency'
  | 'district'
  | 'town'
  | 'village'
  | 'area'
  | 'address'
  | 'point'
  | ImportedKind

export type Place = {
  name: string
  /** What it lies in, such as 'Jakarta Selatan, DKI Jakarta'; empty for a province or a bare point. */
  within: string
  kind: PlaceKind
  place: LngLat
  /** About how far off the true place may be, in metres. */
  exactness: number
  /** The id of an imported area. */
  area?: string
}

/** One name of a place; a place may have two. `weight` decides among equal matches; below 0 the place stands behind all others. */
export type Entry = { place: Place; key: string; inside: string[]; weight: number }

export type Listed = [place: Place, weight: number, ...names: string[]]

export type PlaceIndex = ReturnType<typeof createPlaceIndex>

export function createPlaceIndex(listed: Iterable<Listed> = [], knowsStreets = false) {
  const byKey = new Map<string, Entry[]>()
  const byStart = new Map<string, Entry[]>()
  const insides = new Map<string, string[]>()

  function add([place, weight, ...names]: Listed): void {
    const inside = insides.get(place.within) ?? plainWords(place.within)
    insides.set(place.within, inside)
    for (const name of names) {
      const entry: Entry = { place, key: keyOfName(name), inside, weight }
      push(byKey, entry.key, entry)
      push(byStart, startOf(entry.key, entry.key.length), entry)
    }
  }
  for (const one of listed) add(one)

  return {
    knowsStreets,
    add,
    named: (key: string): Entry[] => byKey.get(key) ?? [],

    /** Entries whose name is like the key: the same, one that begins so (while typing), or one that a slip of the finger made. */
    alike(key: string, typing: boolean, slipsToo: boolean): [Entry, likeness: number][] {
      const exact = byKey.get(key) ?? []
      const found = exact.map((entry): [Entry, number] => [entry, 1])
      if (key.length < 2) return found
      if (typing)
        for (const [start, entries] of byStart)
          if (start.startsWith(key.slice(0, 2)) && Number(start.slice(2)) > key.length)
            for (const entry of entries)
              if (entry.key.startsWith(key)) found.push([entry, 0.6 + (0.35 * key.length) / entry.key.length])
      const slipsAllowed = !slipsToo || exact.length > 0 || key.length < 4 ? 0 : key.length < 8 ? 1 : 2
      for (let longer = -slipsAllowed; slipsAllowed > 0 && longer <= slipsAllowed; longer++)
        for (const entry of byStart.get(startOf(key, key.length + longer)) ?? []) {
          const slips = distance(key, entry.key, slipsAllowed)
          if (slips > 0 && slips <= slipsAllowed) found.push([entry, 1 - (slips * 1.5) / key.length])
        }
      return found
    },
  }
}

/** Fingers slip in the middle and at the end of a word: the first two letters are taken to be right. */
const startOf = (key: string, length: number) => `${key.slice(0, 2)}${length}`

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key)
  if (list) list.push(entry)
  else map.set(key, [entry])
}

/** Whether a typed word means this word of a name. */
export const nearly = (name: string, word: string) =>
  name === word ||
  (word.length >= 4 && (name.startsWith(word) || (word.length >= 6 && distance(name, word, 1) === 1)))
