// A believable flood for a drill: rain upstream, a wave that travels down a river, water that rises round its banks and
// goes again, and people who tell of it in their own words. The same seed gives the same flood.
import type { LngLat } from './hazards/hazard.ts'
import type { Draft } from './report.ts'

export type Rehearsed = {
  /** When it is sent, and when it was seen, in ms from the drill's beginning; what was seen before lies below 0. */
  sentAfter: number
  seenAfter: number
  citizen: number
  draft: Draft
}

export type River = {
  name: string
  course: LngLat[] /** Metres from the river that the flood reaches. */
  reach: number
}

const along = (...course: [lng: number, lat: number][]) => course.map(([lng, lat]) => ({ lng, lat }))

/** Courses drawn by hand from public knowledge, source to mouth, true to a few hundred metres. */
export const rivers: Record<string, River> = {
  ciliwung: {
    name: 'Ciliwung, Jakarta',
    reach: 650,
    course: along(
      [106.8345, -6.362],
      [106.8418, -6.335],
      [106.8458, -6.309],
      [106.8493, -6.288],
      [106.8522, -6.269],
      [106.8597, -6.2565],
      [106.8621, -6.242],
      [106.8668, -6.2285],
      [106.8599, -6.219],
      [106.8531, -6.2108],
      [106.8432, -6.2069],
      [106.8322, -6.2015],
      [106.8201, -6.1964],
      [106.8103, -6.1865],
      [106.8042, -6.1702],
      [106.8001, -6.1499],
      [106.7962, -6.1293],
    ),
  },
  citarum: {
    name: 'Citarum, south of Bandung',
    reach: 900,
    course: along(
      [107.752, -7.0105],
      [107.7275, -7.0018],
      [107.702, -6.996],
      [107.6795, -6.9935],
      [107.6548, -6.9902],
      [107.631, -6.9866],
      [107.609, -6.9818],
      [107.5832, -6.9743],
      [107.558, -6.9652],
      [107.5365, -6.9545],
    ),
  },
  bengawan: {
    name: 'Bengawan Solo, Surakarta',
    reach: 800,
    course: along(
      [110.8135, -7.612],
      [110.8252, -7.5985],
      [110.8368, -7.588],
      [110.8498, -7.5795],
      [110.859, -7.568],
      [110.8612, -7.553],
      [110.8705, -7.5412],
    ),
  },
}

const MINUTE = 60_000
/** What citizens saw before the drill begins, so that it begins with a living map. */
const BEFORE = 100 * MINUTE
/** This part of the reports arrives in the first seconds. */
const OPENING_SHARE = 0.4
const OPENING = 40_000
/** Share of reports that are no flood on this river: fallen trees, a slope that slid, a slip of the finger. */
const OUTLIERS = 0.06

type Given = { seed: number; minutes: number; reports: number; river: River }

/** The reports in the order in which they are sent. */
export function rehearse({ seed, minutes, reports, river }: Given): Rehearsed[] {
  const chance = randomFrom(seed)
  const citizens = Math.max(1, Math.round(reports * 0.7))
  const length = Math.max(minutes * MINUTE, OPENING)
  const told: Rehearsed[] = []
  for (let index = 0; index < reports; index++) {
    const opening = index < reports * OPENING_SHARE
    const sentAfter = opening
      ? (index / (reports * OPENING_SHARE)) * OPENING
      : OPENING + chance() * (length - OPENING)
    // The opening tells the past hours in their order; afterwards people tell what they see now.
    const seenAfter = opening
      ? Math.min(sentAfter, -BEFORE * (1 - index / (reports * OPENING_SHARE)) + (chance() - 0.5) * 6 * MINUTE)
      : sentAfter - chance() * 2 * MINUTE
    const progress = (seenAfter + BEFORE) / (length + BEFORE)
    const citizen = Math.floor(chance() * citizens)
    const seen = chance() < OUTLIERS ? outlier(chance, river, progress) : flooded(chance, river, progress)
    told.push({ sentAfter, seenAfter, citizen, draft: { ...seen, placedBy: 'location', drill: true } })
  }
  return told.sort((a, b) => a.sentAfter - b.sentAfter)
}

/** Water at the bank in cm: quick to rise, slow to fall, later downstream. Both go from 0 (source, beginning) to 1. */
export function waterAt(station: number, progress: number): number {
  const since = (progress - 0.05 - 0.45 * station) / 0.16
  if (since <= 0) return 0
  return 230 * since * Math.exp(1 - since) * (0.75 + 0.25 * Math.sin(9 * station + 1))
}

function flooded(chance: Chance, river: River, progress: number): Draft {
  // People report where there is water: a few tries find a wet place, else the edge of one.
  for (let tries = 0; tries < 40; tries++) {
    const station = chance()
    const distance = Math.abs(normal(chance)) * river.reach * 0.45
    const water = waterAt(station, progress)
    // Ground climbs away from the bank.
    const depth = water * (1 - distance / river.reach) - 12 + normal(chance) * 9
    if (depth < 6 || distance > river.reach) continue
    const rising = waterAt(station, progress + 0.02) > water
    const rounded = Math.min(200, Math.round(depth / 5) * 5)
    return {
      hazard: 'flood',
      answers: chance() < 0.06 ? {} : { depth: rounded },
      place: beside(chance, river, station, distance),
      words: floodWords(chance, rounded, rising),
    }
  }
  return {
    hazard: 'flood',
    answers: { depth: 5 + Math.round(chance() * 3) * 5 },
    place: beside(chance, river, chance() * 0.3, river.reach * chance() * 0.5),
    words: pick(chance, WORDS.first),
  }
}

function outlier(chance: Chance, river: River, progress: number): Draft {
  const far = beside(chance, river, chance(), river.reach * (2 + 4 * chance()))
  const kind = chance()
  if (kind < 0.45) return { hazard: 'wind', answers: {}, place: far, words: pick(chance, WORDS.wind) }
  if (kind < 0.65 && progress < 0.7)
    return {
      hazard: 'landslide',
      answers: {},
      place: beside(chance, river, 0.05 * chance(), river.reach),
      words: pick(chance, WORDS.slope),
    }
  if (kind < 0.85)
    return { hazard: 'flood', answers: { depth: 10 }, place: far, words: pick(chance, WORDS.street) }
  return { hazard: 'flood', answers: { depth: 200 }, place: far, words: pick(chance, WORDS.slip) }
}

/** A place on the left or right bank, so many metres from the middle of the river. */
function beside(chance: Chance, { course }: River, station: number, metres: number): LngLat {
  const position = station * (course.length - 1)
  const index = Math.min(Math.floor(position), course.length - 2)
  const [from, to] = [course[index], course[index + 1]]
  if (!from || !to) throw new Error('a river has at least two points')
  const part = position - index
  const metresPerDegree = 111_320
  const shrink = Math.cos((from.lat * Math.PI) / 180)
  const [east, north] = [(to.lng - from.lng) * shrink, to.lat - from.lat]
  const side = (chance() < 0.5 ? -1 : 1) / Math.hypot(east, north)
  const degrees = metres / metresPerDegree
  const round = (value: number) => Math.round(value * 1e5) / 1e5
  return {
    lng: round(from.lng + part * (to.lng - from.lng) - (side * north * degrees) / shrink),
    lat: round(from.lat + part * (to.lat - from.lat) + side * east * degrees),
  }
}

const WORDS = {
  first: [
    'Air mulai masuk gang dari selokan.',
    'Hujan tidak berhenti, got sudah penuh.',
    'Sungai keruh dan naik cepat, warga bersiap.',
    'Genangan mulai muncul di depan rumah.',
  ],
  where: [
    'di gang kami',
    'di depan mushola',
    'dekat pos ronda',
    'di belakang pasar',
    'di jalan inspeksi',
    'sekitar jembatan',
    'di lapangan RW',
    'di teras rumah',
    'depan sekolah dasar',
    '',
  ],
  shallow: ['Air setinggi mata kaki', 'Tergenang tipis', 'Jalan tertutup air', 'Air baru sampai betis'],
  middle: [
    'Air sudah selutut',
    'Banjir sampai paha',
    'Air masuk ke dalam rumah',
    'Motor tidak bisa lewat, air selutut lebih',
  ],
  deep: [
    'Banjir sepinggang',
    'Air sudah sedada orang dewasa',
    'Lantai satu terendam',
    'Perahu karet mulai dipakai',
  ],
  rising: ['dan masih naik.', ', naiknya cepat sekali.', ', arus mulai deras.', 'dan hujan belum reda.'],
  falling: [
    ', tetapi mulai surut.',
    ', pelan-pelan turun.',
    'dan tinggal lumpur di pinggirnya.',
    ', kemarin lebih tinggi.',
  ],
  plea: [
    'Lansia perlu dibantu pindah.',
    'Listrik sudah dipadamkan.',
    'Mohon perahu untuk anak-anak.',
    'Warga berkumpul di masjid.',
    'Dapur umum belum ada.',
    'Butuh air bersih dan selimut.',
    'Mobil jangan lewat sini.',
    '',
    '',
    '',
    '',
    '',
  ],
  wind: [
    'Pohon tumbang menutup jalan sesudah hujan angin.',
    'Seng atap beterbangan, hati-hati.',
    'Baliho roboh di pinggir jalan.',
  ],
  slope: ['Tebing di hulu longsor ke sungai.', 'Tanah bergerak, dua rumah dikosongkan.'],
  street: [
    'Genangan karena got mampet, bukan dari sungai.',
    'Jalan licin tergenang sedikit.',
    'Selokan meluap sebentar lalu turun.',
  ],
  slip: ['tes', 'Maaf salah geser', 'Di sini hanya hujan.'],
} as const

function floodWords(chance: Chance, depth: number, rising: boolean): string {
  if (chance() < 0.12) return ''
  const water = pick(chance, depth < 40 ? WORDS.shallow : depth < 90 ? WORDS.middle : WORDS.deep)
  const trend = pick(chance, rising ? WORDS.rising : WORDS.falling)
  const parts = [
    `${water} ${pick(chance, WORDS.where)}`.trim(),
    chance() < 0.7 ? trend : '.',
    pick(chance, WORDS.plea),
  ]
  return parts
    .join(' ')
    .replace(/ ([,.])/g, '$1')
    .trim()
}

type Chance = () => number

/** The generator mulberry32 (public domain): numbers from 0 to below 1. */
function randomFrom(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const normal = (chance: Chance) => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())

function pick<T>(chance: Chance, from: readonly T[]): T {
  const picked = from[Math.floor(chance() * from.length)]
  if (picked === undefined) throw new Error('there is nothing to pick from')
  return picked
}
