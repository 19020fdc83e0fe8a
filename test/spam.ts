// Hostile reports of many kinds, and real ones from the same addresses; the same seed gives the same attack.
import { existsSync, readFileSync } from 'node:fs'
import { placeNear } from '../server/domain/gazetteer.ts'

export type Sent = {
  kind: 'real' | Hostility
  /** Where a proxy says that it comes from. */
  address: string
  /** Milliseconds since 1970; undefined: evenly within the attack. */
  at?: number
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

/** `texts`: what people have written in a year of floods. */
type Make = (chance: Chance, index: number, texts: string[]) => Partial<Sent['body']>

const dry = { lng: 106.8272, lat: -6.1754 }
const lorem =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua'.split(
    ' ',
  )
const shouts = [
  'Banjir',
  'banjir besar disini',
  'Tolong banjir',
  'air naik terus',
  'rumah saya kebanjiran',
  'help flood',
  'banjir 2 meter',
  'awas banjir bandang',
]
const code = (chance: Chance) => Math.floor(chance() * 2 ** 31).toString(36)

function halves(chance: Chance, texts: string[]): string {
  const [head = [], tail = []] = [0, 1].map(() => pickFrom(texts, chance).split(/\s+/))
  return [...head.slice(0, Math.ceil(head.length / 2)), ...tail.slice(Math.floor(tail.length / 2))].join(' ')
}

const wordsFrom = (list: string[], count: number, chance: Chance) =>
  Array.from({ length: count }, () => pickFrom(list, chance)).join(' ')

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
  'one short text, counted': (_, index) => ({ words: `Spam report number ${index}` }),
  'one short text and a code': chance => ({ words: `Banjir parah di sini ${code(chance)}` }),
  'eight short texts': chance => ({ words: pickFrom(shouts, chance) }),
  'codes alone': chance => ({
    words: Array.from({ length: 3 + chance() * 5 }, () => code(chance)).join(' '),
  }),
  'words that fill a page': chance => ({ words: wordsFrom(lorem, 5 + chance() * 10, chance) }),
  'one place that is dry, by its name': () => ({ words: 'Monas banjir', place: dry }),
} satisfies Record<string, Make>

/** Those whose texts nobody can tell from real ones: they are made of them. */
export const likeReal = {
  'words of real reports in any order': (chance, _, texts) => ({
    words: Array.from({ length: 3 + chance() * 10 }, () =>
      pickFrom(pickFrom(texts, chance).split(/\s+/), chance),
    ).join(' '),
  }),
  'halves of real reports': (chance, _, texts) => ({ words: halves(chance, texts) }),
  'real reports sent again from elsewhere': (chance, _, texts) => ({ words: pickFrom(texts, chance) }),
  'halves of real reports, at one place that is dry': (chance, _, texts) => ({
    words: halves(chance, texts),
    place: dry,
  }),
  'real reports sent again by fifty browsers': (chance, index, texts) => ({
    words: pickFrom(texts, chance),
    device: `fifty-browsers-device-${index % 50}`,
  }),
} satisfies Record<string, Make>

export type Hostility = keyof typeof hostilities | keyof typeof likeReal

const makes: Record<Hostility, Make> = { ...hostilities, ...likeReal }

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
  const texts = kinds.some(kind => kind in likeReal) ? textsOfTheYear() : []
  const hostiles = Array.from({ length: hostile }, (_, index): Sent => {
    const kind = kinds[index % kinds.length] as Hostility
    const body = {
      hazard: 'flood' as const,
      answers: { depth: Math.floor(chance() * 200) },
      place: somewhere(chance),
      words: '',
      device: `hostile-device-${index}`,
      ...makes[kind](chance, index, texts),
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

function textsOfTheYear(): string[] {
  const chance = randomFrom(2020)
  const all = hasArchive
    ? archived(() => true).map(({ one }) => one)
    : Array.from({ length: 2_000 }, () => told(chance))
  return all.map(({ words }) => words).filter(words => words !== '')
}

/** The whole year as it came, each from a browser of its own on one of those lines. */
export const yearOfReports = (): Sent[] =>
  archived(() => true)
    .sort((a, b) => a.at - b.at)
    .map(({ at, one }, index) => ({
      kind: 'real',
      address: `203.0.${index % LINES}.1`,
      at,
      body: { hazard: 'flood', device: `real-device-number-${index}`, ...one },
    }))

function realOnes(count: number, chance: Chance): Real[] {
  const all = hasArchive ? archived(isWorst) : []
  const shuffled = all.map(({ one }) => ({ one, order: chance() })).sort((a, b) => a.order - b.order)
  const from = shuffled.slice(0, count).map(({ one }) => one)
  return [...from, ...Array.from({ length: count - from.length }, () => told(chance))]
}

const isWorst = (day: string) => /^2020-02-2[45]/.test(day)

function archived(isWanted: (day: string) => boolean): { at: number; one: Real }[] {
  const { features } = JSON.parse(readFileSync(archive, 'utf8'))
  type Row = {
    properties: { created_at: string; text: string | null; report_data: { flood_depth?: number } | null }
    geometry: { coordinates: [number, number] }
  }
  return (features as Row[])
    .filter(({ properties }) => isWanted(properties.created_at))
    .map(({ properties: { created_at, text, report_data }, geometry: { coordinates } }) => ({
      at: Date.parse(created_at),
      one: {
        answers: { depth: report_data?.flood_depth ?? 50 },
        place: { lng: coordinates[0], lat: coordinates[1] },
        words: text ?? '',
      },
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
