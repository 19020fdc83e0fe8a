// Which known place a text names: "banjir selutut di Kemang, depan mcd" → Kemang. Names have to be spelled right here; a place that is typed
// as an answer goes through findPlaces, which forgives more.
import { type Found, placesNamed } from '../gazetteer.ts'
import { plainWords } from '../regions/place-words.ts'
import { type Token, tokensOf, wordSet } from './spelling.ts'

/** What says that a place's name follows, and what only makes it likely. */
const titles = wordSet(
  'kel kelurahan kec kecamatan desa ds kampung kp kpg kota kab kabupaten dusun dsn distrik district village',
)
const cues = wordSet(
  'di daerah wilayah kawasan sekitar perumahan perum perumnas komplek kompleks komp dekat deket seberang sebrang at in near around',
)
const streets = wordSet('jl jln jalan gang gg jend street st')
/** A district holds what is named beside it. */
const coarse = wordSet('kec kecamatan district')
/** Rivers bear the names of places that they come from, and ways those of where they lead. */
const rivers = wordSet('kali sungai sungei kalen river')
const ways = wordSet('arah menuju dari ke tujuan from to towards')
/** Names of places that are words of every day as well. */
const everyday = wordSet(
  'jakarta genteng benda tugu pinang limo setu waru pejuang kapuk halim beji kosambi taman kota pasar muara kali bendungan pulo',
)
/** Names have up to four words. */
const LONGEST = 4
/** How much a coarse kind of place tells where the water stands; all others tell it well. */
const fineness: Partial<Record<Found['kind'], number>> = { point: 0, province: 0, regency: 0.6 }
/** Below this a name may as well mean something else. */
const ENOUGH = 1.9

/** A place whose name stands in a run of the text's words, and how sure it is that it is meant. */
type Named = { found: Found; at: number; length: number; sure: number }

/** The finest place that the text names for sure, or undefined. `exactness` in metres. */
export function placeIn(text: string): Found | undefined {
  const tokens = tokensOf(text.slice(0, 1_000)).flatMap(spelledOut)
  const named = namesIn(tokens)
  const sure = named.filter(one => one.sure - (isElsewhere(one, named, tokens) ? 1.5 : 0) >= ENOUGH)
  const surest = highest(sure, ({ sure }) => sure)
  // "Kel. Kandangan, Kec. Benowo" is the Kandangan of Surabaya, or none that is known.
  const near = sure.filter(({ found }) => surest && isWithin(found, surest.found))
  return highest(near, one => one.sure - (one.length > 1 ? 0.5 : 0) - (isCoarse(one, tokens) ? 2 : 0))?.found
}

/** "kp", "jaktim" → kampung, jakarta timur. Words that say nothing of a name's spelling stay. */
function spelledOut(token: Token): Token[] {
  const words = plainWords(token.word)
  return words.length === 0
    ? [token]
    : words.map((word, n) => ({ ...token, word, gap: n > 0 ? ' ' : token.gap }))
}

/** At each word the longest name that begins with it. */
function namesIn(tokens: Token[]): Named[] {
  const named: Named[] = []
  for (let at = 0; at < tokens.length; at++)
    for (let length = Math.min(LONGEST, tokens.length - at); length >= 1; length--) {
      const all = placesSaid(tokens.slice(at, at + length))
      const found = coarse.has(tokens[at - 1]?.word ?? '') ? all : all.filter(one => !isSeat(one, all))
      if (found.length === 0) continue
      for (const one of found) named.push({ found: one, at, length, sure: sureness(one, tokens, at, length) })
      at += length - 1
      break
    }
  return named
}

/** "Tangerang" is the city, not its district of that name, unless that is said. */
const isSeat = ({ kind, within }: Found, all: Found[]) =>
  kind !== 'regency' && all.some(one => one.kind === 'regency' && within === `${one.name}, ${one.within}`)

/** A comma ends a name. "ditebet" is Tebet. */
function placesSaid(said: Token[]): Found[] {
  const isBroken = said.slice(1).some(({ gap }) => /[,;:()\n]/.test(gap))
  if (isBroken) return []
  const words = said.map(({ word }) => word)
  const found = placesNamed(words)
  const [first = '', ...others] = words
  return found.length === 0 && /^di\p{L}{5,}/u.test(first) ? placesNamed([first.slice(2), ...others]) : found
}

/** 'Kota Jakarta Timur' → "jakarta timur", as people say it. */
const saidOf = (name: string) => plainWords(name.replace(/^(Kota|Kabupaten) /, '')).join(' ')

/** What it lies in is named beside it: the regency, or a regency's province. */
function isHeld({ within }: Found, tokens: Token[], at: number, length: number): boolean {
  const [holder = ''] = within.split(', ')
  const others = [
    ...tokens.slice(0, at).map(({ word }) => word),
    '|',
    ...tokens.slice(at + length).map(({ word }) => word),
  ]
  return holder !== '' && ` ${others.join(' ')} `.includes(` ${saidOf(holder)} `)
}

const isWithin = (place: Found, other: Found) =>
  place === other ||
  place.within === other.within ||
  place.within === `${other.name}, ${other.within}` ||
  other.within === `${place.name}, ${place.within}`

/** Addresses go from the fine to the coarse: a city that follows, and is not the place's own, is where it lies. */
function isElsewhere({ found, at, length }: Named, named: Named[], tokens: Token[]): boolean {
  if (found.kind === 'regency' || found.kind === 'province') return false
  const cities = named.filter(
    one =>
      one.found.kind === 'regency' &&
      one.at >= at + length &&
      // A regency that many other things are named after is meant where it stands right behind the name.
      one.at <= at + length + (one.sure >= ENOUGH ? 8 : 1) &&
      !ways.has(tokens[one.at - 1]?.word ?? ''),
  )
  return cities.length > 0 && !cities.some(city => isWithin(found, city.found))
}

/** A district holds what is named beside it, a regency all the more. */
const isCoarse = ({ found, at }: Named, tokens: Token[]) =>
  found.kind === 'regency' || found.kind === 'province' || coarse.has(tokens[at - 1]?.word ?? '')

function sureness(place: Found, tokens: Token[], at: number, length: number): number {
  const before = tokens[at - 1]?.word ?? ''
  const isWellKnown = place.exactness <= 2_000 || (place.kind === 'regency' && place.name.startsWith('Kota '))
  const isStreet = tokens.slice(Math.max(0, at - 2), at).some(({ word }) => streets.has(word))
  const held = isHeld(place, tokens, at, length)
  // Streets are named after far cities and heroes; only what is known nearby is believed.
  if (isStreet && !(isWellKnown && place.kind !== 'regency') && !held) return 0
  const word = tokens[at]?.word ?? ''
  const isEveryday = length === 1 && (everyday.has(word) || word.length < 4)
  return (
    (fineness[place.kind] ?? 1) +
    (isWellKnown ? 1 : 0) +
    (length > 1 ? 0.5 : 0) +
    (held ? 1.5 : 0) +
    (titles.has(before) ? 1 : cues.has(before) ? 0.4 : 0) -
    (isEveryday ? 1.5 : 0) -
    (isStreet ? 0.1 : 0) -
    (isOtherTitle(place, before) ? 1.5 : 0) -
    (rivers.has(before) ? 1 : 0) -
    (ways.has(before) ? 0.1 : 0)
  )
}

/** "kab banjar" is not the city of Banjar. */
const isOtherTitle = ({ kind, name }: Found, before: string) =>
  (before === 'kab' || before === 'kabupaten') && !(kind === 'regency' && name.startsWith('Kabupaten '))

function highest<T>(all: T[], by: (one: T) => number): T | undefined {
  let best: T | undefined
  for (const one of all) if (best === undefined || by(one) > by(best)) best = one
  return best
}
