// Hostile reports of many kinds, and real ones from the same addresses; the same seed gives the same attack.
import { existsSync, readFileSync } from 'node:fs'
import { placeNear } from '../server/domain/gazetteer.ts'

export type Sent = {
  kind: 'real' | Hostility
  /** Where a proxy says that it comes from. */
  address: string
  body: {
    hazard: 'flood'
    answers: { depth: number }
    place: { lng: number; lat: number }
    words: string
    device: string
    website?: string
  }
}

const archive = new URL('../../shared/data/reports-2020.geojson', import.meta.url)
/** Shared by real and hostile ones. */
export const LINES = 20

type Chance = () => number

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const pickFrom = <T>(list: readonly [T, ...T[]] | T[], chance: Chance): T =>
  list[Math.floor(chance() * list.length)] as T

/** Greater Jakarta. */
const somewhere = (chance: Chance) => ({ lng: 106.6 + chance() * 0.45, lat: -6.4 + chance() * 0.33 })

const streets =
  'Sudirman Thamrin Kemang Fatmawati Tebet Cawang Rawamangun Cililitan Pluit Sunter Gading Grogol Palmerah Slipi Kalideres Ciledug Kuningan Menteng Senen'.split(
    ' ',
  )
const common =
  'banjir air tinggi parah tolong rumah jalan mobil motor warga hujan deras macet genangan dalam bantu cepat kami naik terus anak lutut dada'.split(
    ' ',
  )

const keysStruck = (chance: Chance) =>
  Array.from({ length: 4 + Math.floor(chance() * 8) }, () => String.fromCharCode(97 + chance() * 26)).join('')

type Make = (chance: Chance, index: number) => Partial<Sent['body']>

/** Each kind alone, and what it tries. */
export const hostilities = {
  'one text everywhere': () => ({
    words: 'Banjir besar di seluruh kota, segera mengungsi ke tempat yang lebih tinggi sekarang juga',
  }),
  'a template filled in': chance => ({
    words: `Banjir ${Math.floor(chance() * 200)} cm di jalan ${pickFrom(streets, chance)} ${pickFrom(['tolong', 'mohon bantuan', 'segera', 'parah'], chance)}`,
  }),
  advertising: (chance, index) => ({
    words: `${pickFrom(['Slot gacor hari ini', `Pinjaman cepat hubungi wa.me/628${index}`, 'Promo 90%, klik link'], chance)} ${keysStruck(chance)}`,
  }),
  'a hundred browsers that never stop': (chance, index) => ({
    words: pickFrom(['banjir', '', `banjir tinggi sekali ${pickFrom(common, chance)}`], chance),
    device: `never-stops-device-${index % 100}`,
  }),
  'one place that is dry': chance => ({
    words: pickFrom(['', 'banjir', 'banjir di istana', `istana banjir ${pickFrom(common, chance)}`], chance),
    place: { lng: 106.824 + chance() * 0.004, lat: -6.17 + chance() * 0.004 },
  }),
  'programs that fill in everything': chance => ({
    words: pickFrom(['', 'banjir'], chance),
    website: 'http://example.com',
  }),
  'keys struck at random': chance => ({
    words: Array.from({ length: 2 + Math.floor(chance() * 6) }, () => keysStruck(chance)).join(' '),
  }),
  'a few words, anywhere': chance => ({
    words: pickFrom(['banjir', 'Banjir', 'banjir selutut', 'banjir parah', 'air naik'], chance),
  }),
  'no words, anywhere': () => ({ words: '' }),
  'common words in any order': chance => ({
    words: Array.from({ length: 3 + Math.floor(chance() * 8) }, () => pickFrom(common, chance)).join(' '),
  }),
} satisfies Record<string, Make>

export type Hostility = keyof typeof hostilities

/** Real and hostile ones in a random order, each line shared by both. */
export function attack({
  kinds,
  hostile,
  real,
  seed,
}: {
  kinds: Hostility[]
  hostile: number
  real: number
  seed: number
}): Sent[] {
  const chance = randomFrom(seed)
  const address = () => `203.0.${Math.floor(chance() * LINES)}.${1 + Math.floor(chance() * 250)}`
  const reals = realOnes(real, chance).map(
    (body, index): Sent => ({
      kind: 'real',
      address: address(),
      body: { hazard: 'flood', device: `real-device-number-${index}`, ...body },
    }),
  )
  const hostiles = Array.from({ length: hostile }, (_, index): Sent => {
    const kind = kinds[index % kinds.length] as Hostility
    const make: Make = hostilities[kind]
    const body = {
      hazard: 'flood' as const,
      answers: { depth: Math.floor(chance() * 200) },
      place: somewhere(chance),
      words: '',
      device: `hostile-device-${index}`,
      ...make(chance, index),
    }
    return { kind, address: address(), body }
  })
  return [...reals, ...hostiles]
    .map(sent => ({ sent, order: chance() }))
    .sort((a, b) => a.order - b.order)
    .map(({ sent }) => sent)
}

type Real = Pick<Sent['body'], 'answers' | 'place' | 'words'>

/** Those of the worst days of 2020 where the archive is at hand, else told for the purpose. */
export const hasArchive = existsSync(archive)

function realOnes(count: number, chance: Chance): Real[] {
  const all = hasArchive ? archived() : []
  const shuffled = all.map(one => ({ one, order: chance() })).sort((a, b) => a.order - b.order)
  const from = shuffled.slice(0, count).map(({ one }) => one)
  return [...from, ...Array.from({ length: count - from.length }, () => told(chance))]
}

function archived(): Real[] {
  const { features } = JSON.parse(readFileSync(archive, 'utf8'))
  type Row = {
    properties: { created_at: string; text: string | null; report_data: { flood_depth?: number } | null }
    geometry: { coordinates: [number, number] }
  }
  return (features as Row[])
    .filter(({ properties }) => /^2020-02-2[45]/.test(properties.created_at))
    .map(({ properties: { text, report_data }, geometry: { coordinates } }) => ({
      answers: { depth: report_data?.flood_depth ?? 50 },
      place: { lng: coordinates[0], lat: coordinates[1] },
      words: text ?? '',
    }))
}

const heights = ['semata kaki', 'sebetis', 'selutut', 'sepaha', 'sepinggang']
const spots = [
  'depan masjid',
  'belakang pasar',
  'dekat jembatan',
  'gang sempit',
  'samping sekolah',
  'bawah tol',
]
const worries = [
  'ada lansia',
  'listrik masih nyala',
  'motor mogok',
  'warung tutup',
  'air masih naik',
  'got meluap',
]

/** Somebody tells what is to be seen where they stand. */
function told(chance: Chance): Real {
  const { place, name } = placeNear(somewhere(chance))
  const words = [
    pickFrom(['banjir', 'air', 'genangan'], chance),
    pickFrom(heights, chance),
    pickFrom(spots, chance),
    name,
    pickFrom(worries, chance),
  ]
  const near = { lng: place.lng + (chance() - 0.5) / 100, lat: place.lat + (chance() - 0.5) / 100 }
  return { answers: { depth: 10 + Math.floor(chance() * 120) }, place: near, words: words.join(' ') }
}
