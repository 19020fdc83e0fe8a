// Looking places up: the bundled gazetteer, what the operator imported, and the online geocoder where one is configured.
// Whatever fails, the bundled gazetteer answers.
import { setImmediate } from 'node:timers/promises'
import { areasLike } from '../../db/areas.ts'
import type { Queryable } from '../../db/connect.ts'
import { placesLike } from '../../db/places.ts'
import { type Found, findPlaces, keysIn } from '../domain/gazetteer.ts'
import { createPlaceIndex, type Listed } from '../domain/place-index.ts'
import { placesOfCode, prepareVillages, villageIndex } from '../domain/villages.ts'
import type { Geocoder } from './geocoder.ts'

type Given = {
  db: Queryable
  geocoder?: Geocoder | undefined
  logFault: (fault: unknown) => void
}

/** `finished`: a person waits for the answer to what was typed to its end; only then the geocoder is asked. */
export type LookUp = (words: string, limit: number, asked?: { finished: boolean }) => Promise<Found[]>

/** Names that are looked for in one text, and rows that may come of them. */
const MOST_KEYS = 30
const MOST_ROWS = 60
/** Above all that is only known by its district. */
const WEIGHT = 0.06
/** A worse match than this is no answer to a person who typed a whole address. */
const SURE = 0.85

export function createLookUp({ db, geocoder, logFault }: Given): LookUp {
  void prepare()

  async function imported(words: string) {
    const keys = keysIn(words, MOST_KEYS)
    if (keys.length === 0) return createPlaceIndex()
    const [rows, areas] = await Promise.all([
      placesLike(db, keys, MOST_ROWS),
      areasLike(db, [...keys, ...called(keys)], MOST_ROWS),
    ])
    const listed = [...rows.map(({ place }) => place), ...areas].map(
      (place): Listed => [place, WEIGHT, place.name.replace(/^(jalan|jl\.?|jln\.?)\s+/i, '')],
    )
    return createPlaceIndex(listed, true)
  }

  return async (words, limit, asked) => {
    const coded = placesOfCode(words)
    if (coded.length > 0) return coded.slice(0, limit).map(place => ({ ...place, score: 1 }))
    const own = await imported(words).catch(fault => {
      logFault(fault)
      return createPlaceIndex()
    })
    const found = findPlaces(words, limit, [villageIndex(), own])
    if (!geocoder || !asked?.finished || (found[0]?.score ?? 0) >= SURE) return found
    const online = (await geocoder(words)).map(place => ({ ...place, score: SURE }))
    return [...online, ...found].slice(0, limit)
  }
}

/** Villages made ready before others may run. */
const AT_A_TIME = 500

/** Areas may bear what they are in their name, which nobody types: 'Kelurahan Bangka'. */
const called = (keys: string[]): string[] =>
  keys.slice(0, 4).flatMap(key => ['kelurahan', 'desa', 'kecamatan'].map(kind => `${kind}${key}`))

/** Nobody waits for 83,000 villages at once. */
async function prepare(): Promise<void> {
  while (prepareVillages(AT_A_TIME)) await setImmediate()
}
