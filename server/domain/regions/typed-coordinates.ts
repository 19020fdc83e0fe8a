// Coordinates that people paste in place of a name: decimals, degrees and minutes, links to online maps; swapped pairs are mended.
import type { LngLat } from '../hazards/hazard.ts'

const number = String.raw`[-+−]?\d{1,3}(?:[.,]\d+)?`
const decimal = String.raw`[-+−]?\d{1,3}[.,]\d+`
const degrees = String.raw`(\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|'')\s*)?`

/** Latitude first, as people and maps write it: S and LS are south, W and BB west, E and BT east. */
const sexagesimal = new RegExp(`${degrees}(N|S|LU|LS)\\b[\\s,;]*${degrees}(E|W|BT|BB)(?![a-z])`, 'i')
const pairs = [
  new RegExp(`!3d(${decimal})!4d(${decimal})`),
  new RegExp(`[@=](${decimal})(?:,|%2C)\\s*(${decimal})`, 'i'),
  new RegExp(`geo:(${decimal}),(${decimal})`, 'i'),
  new RegExp(`^\\(?\\s*(${number})\\s*[,;\\s]\\s*(${number})\\s*\\)?$`),
  new RegExp(`(?:^|[\\s(:])(${decimal})\\s*[,;\\s]\\s*(${decimal})(?:[\\s).,]|$)`),
]

/** The box that holds every region we know; a pair that fits it only the other way round was swapped. */
const likely = ({ lng, lat }: LngLat) => lng > 92 && lng < 142 && lat > -12 && lat < 8.5

export function coordinatesIn(words: string): { place: LngLat; exactness: number } | undefined {
  const text = words.slice(0, 2000).trim()
  const dms = sexagesimal.exec(text)
  if (dms) {
    const [, d, m, s, ns, d2, m2, s2, ew] = dms
    return mended(angle(d, m, s, ns), angle(d2, m2, s2, ew), s || s2 ? 30 : m || m2 ? 1000 : metres(d ?? ''))
  }
  for (const pattern of pairs) {
    const [, lat, lng] = pattern.exec(text) ?? []
    if (lat && lng) return mended(read(lat), read(lng), metres(lat))
  }
  return undefined
}

const read = (text: string) => Number(text.replace(',', '.').replace('−', '-'))

function angle(d = '0', m = '0', s = '0', side = ''): number {
  const size = read(d) + read(m) / 60 + read(s) / 3600
  return /^(s|ls|w|bb)$/i.test(side) ? -size : size
}

/** A degree is 111 km; each decimal is ten times finer; no phone knows better than 10 m. */
const metres = (text: string) =>
  Math.max(10, Math.round(111_000 / 10 ** (text.split(/[.,]/)[1]?.length ?? 0)))

function mended(lat: number, lng: number, exactness: number) {
  const place = { lng, lat }
  const swapped = { lng: lat, lat: lng }
  const right = !likely(place) && likely(swapped) ? swapped : place
  return Math.abs(right.lat) <= 90 && Math.abs(right.lng) <= 180 ? { place: right, exactness } : undefined
}
