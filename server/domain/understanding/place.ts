// Which known place a text names: "banjir selutut di Kemang, depan mcd" → Kemang. Names have to be spelled right here; a place that is typed
// as an answer goes through findPlaces, which forgives more.
import { type Found, placesNamed } from '../gazetteer.ts'
import { plainWords } from '../regions/place-words.ts'
import { type Token, tokensOf, wordSet } from './spelling.ts'

/** What says that a place's name follows, and what only makes it likely. */
const titles = wordSet(
  'kel kelurahan kec kecamatan desa ds kampung kp kota kab kabupaten dusun distrik district village',
)
const cues = wordSet(
  'di daerah wilayah kawasan sekitar perumahan perum komplek kompleks komp dekat arah at in near around',
)
const streets = wordSet('jl jln jalan gang gg jend street st')
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

/** The finest place that the text names for sure, or undefined. `exactness` in metres. */
export function placeIn(text: string): Found | undefined {
  const tokens = tokensOf(text.slice(0, 1_000))
  const spoken = ` ${plainWords(text.slice(0, 1_000)).join(' ')} `
  let best: { found: Found; sure: number } | undefined
  for (let at = 0; at < tokens.length; at++)
    for (let length = Math.min(LONGEST, tokens.length - at); length >= 1; length--) {
      const found = placesNamed(tokens.slice(at, at + length).map(({ word }) => word))
      if (found.length === 0) continue
      for (const one of found) {
        const sure = sureness(one, tokens, at, length, spoken)
        if (sure >= ENOUGH && sure > (best?.sure ?? 0)) best = { found: one, sure }
      }
      at += length - 1
      break
    }
  return best?.found
}

function sureness(place: Found, tokens: Token[], at: number, length: number, spoken: string): number {
  const [holder = ''] = place.within.split(', ')
  const isHeld = holder !== '' && spoken.includes(` ${plainWords(holder).join(' ')} `)
  const before = tokens[at - 1]?.word ?? ''
  const isWellKnown = place.exactness <= 2_000 || (place.kind === 'regency' && place.name.startsWith('Kota '))
  const isStreet = tokens.slice(Math.max(0, at - 2), at).some(({ word }) => streets.has(word))
  // Streets are named after far cities and heroes; only what is known nearby is believed.
  if (isStreet && !(isWellKnown && place.kind !== 'regency') && !isHeld) return 0
  const word = tokens[at]?.word ?? ''
  const isEveryday = length === 1 && (everyday.has(word) || word.length < 4)
  return (
    (fineness[place.kind] ?? 1) +
    (isWellKnown ? 1 : 0) +
    (length > 1 ? 0.5 : 0) +
    (isHeld ? 1.5 : 0) +
    (titles.has(before) ? 1 : cues.has(before) ? 0.4 : 0) -
    (isEveryday ? 1.5 : 0) -
    (isStreet ? 0.1 : 0)
  )
}
