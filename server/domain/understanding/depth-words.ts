// The words by which citizens tell how deep water is: parts of the body, things that stand in the street, and what stands around them.
// In centimetres: the medians, to 5 cm, of real reports that carry both words and a measured slider.
import { wordSet } from './spelling.ts'

/** Indonesian, English, Javanese and Sundanese; `cued` ones mean other things too and need a word such as "setinggi" before them. */
type Mark = { depth: number; words: string[]; cued?: boolean }

const body: Mark[] = [
  { depth: 20, words: ['mata kaki', 'matakaki', 'polok', 'mumuncangan', 'ankle', 'ankles'] },
  { depth: 10, words: ['tumit', 'telapak kaki'] },
  { depth: 10, words: ['sandal', 'sendal'], cued: true },
  { depth: 20, words: ['jengkal'], cued: true },
  { depth: 35, words: ['betis', 'tulang kering', 'kempol', 'bitis', 'shin', 'calf', 'calves'] },
  {
    depth: 50,
    words: ['lutut', 'dengkul', 'dengkol', 'dekul', 'dengkulan', 'tuur', 'knee', 'knees'],
  },
  { depth: 65, words: ['paha', 'pupu', 'pingping', 'thigh', 'thighs'] },
  { depth: 80, words: ['pangkal paha', 'selangkangan', 'pantat', 'bokong', 'groin'] },
  {
    depth: 95,
    words: ['pinggang', 'pinggul', 'cangkeng', 'bangkekan', 'boyok', 'waist', 'hip', 'hips'],
  },
  { depth: 100, words: ['pusar', 'puser', 'udel', 'wudel', 'bujal', 'navel'] },
  { depth: 95, words: ['perut', 'weteng', 'beuteung', 'belly', 'stomach'], cued: true },
  { depth: 125, words: ['dada', 'dhadha', 'chest', 'breast'] },
  { depth: 125, words: ['dodo'], cued: true },
  { depth: 130, words: ['ketiak', 'kelek', 'armpit'] },
  { depth: 140, words: ['bahu', 'pundak', 'shoulder', 'shoulders'], cued: true },
  { depth: 145, words: ['leher', 'gulu', 'beuheung', 'neck'], cued: true },
  { depth: 150, words: ['dagu', 'mulut', 'hidung', 'chin', 'mouth', 'nose'], cued: true },
  { depth: 170, words: ['kepala', 'endas', 'sirah', 'head', 'badan'], cued: true },
]

const things: Mark[] = [
  { depth: 30, words: ['knalpot', 'pelek', 'velg', 'trotoar', 'exhaust'] },
  { depth: 40, words: ['ban motor', 'roda motor', 'bemper', 'bumper', 'car bumper', 'teras'] },
  {
    depth: 50,
    words: ['ban mobil', 'roda mobil', 'ban', 'roda', 'kursi', 'kasur', 'tyre', 'tire', 'wheel'],
  },
  { depth: 70, words: ['jok', 'jok motor', 'meja', 'seat', 'table'] },
  { depth: 85, words: ['kap mobil', 'stang', 'stang motor', 'bonnet', 'car hood'] },
  { depth: 110, words: ['jendela', 'pagar', 'window', 'fence'] },
  { depth: 120, words: ['pintu mobil', 'car door'] },
  { depth: 150, words: ['atap mobil', 'car roof'] },
  {
    depth: 200,
    words: [
      'pintu',
      'door',
      'atap',
      'plafon',
      'genteng',
      'genting',
      'roof',
      'lantai dua',
      'lantai 2',
      'lt 2',
    ],
  },
]

export type Phrase = { depth: number; words: string[]; cued: boolean; isThing: boolean }

/** Words that look like "se-" with a mark and are none: a cousin, the groin. */
export const whole = wordSet('sepupu selangkangan seputar seputaran')

/** A part of the body that hurts says nothing of water. */
export const ailments = wordSet(
  'sakit nyeri luka sesak pegal keseleo patah cedera terluka hurt hurts pain injured broken',
)

/** The longest first: "pangkal paha" is no "paha". */
export const phrases: Phrase[] = [
  ...body.map(mark => ({ ...mark, cued: mark.cued ?? false, isThing: false })),
  ...things.map(mark => ({ ...mark, cued: true, isThing: true })),
]
  .flatMap(({ words, ...mark }) => words.map(words => ({ ...mark, words: words.split(' ') })))
  .sort((a, b) => b.words.length - a.words.length)

export const halves = wordSet('setengah setngah stengah stgh stengh satengah separuh separo separoh half')

/** What stands before a mark that says how high the water is. "se" is also the beginning of a word: "selutut". */
export const cues = wordSet(
  `se sa sak sampai sampe sampek smpe smpai nyampe nyampek ampe smp sampi hingga hinggga hngga capai mencapai setinggi stinggi tinggi sedalam dalam kedalaman ketinggian atas melewati lewat melebihi sebatas sebates batas nutup menutup menutupi tutup merendam rendam ngerendam lebih nganti tekan nepi tepi dugi above over up reach reaches reached deep hampir ${[...halves].join(' ')}`,
)
/** Between a cue and its mark, and between the two ends of a range. */
export const fillers = wordSet(
  `di ke ka dan kira kira2 sekitar kurang lebih bagian bawah atas batas tingkat the a my to air ${[...halves].join(' ')}`,
)
export const joins = wordSet('sampai sampe smp smpai hingga sd to atau dan ke or and')
export const nows = wordSet(
  'sekarang skrg skrng skr skrang saat kini now currently masih msh tinggal sisa still',
)
/** "naik 10 cm" is how much it rose, not how deep it is. */
export const changes = wordSet(
  'surut turun naik bertambah nambah tambah berkurang menurun rose fell risen fallen',
)
export const settling = wordSet('jadi menjadi tinggal sampai hingga setinggi masih ke to now sisa')
/** "belum sampai lutut" is less than that. */
export const denials = wordSet('belum blm tidak tdk gak ga gk nggak ngga ndak tak not')

export const centimetres = wordSet(
  'cm cms cmm centi centimeter centimetre centimeters senti sentimeter sentimetre sntimeter ncm',
)
export const metres = wordSet('m mtr mtrs meter meteran metre meters metres')
/** Other units, in centimetres. */
export const otherUnits: Record<string, number> = {
  ft: 30,
  foot: 30,
  feet: 30,
  inch: 2.5,
  inches: 2.5,
  jengkal: 20,
}
export const counts: Record<string, number> = {
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  sembilan: 9,
  sepuluh: 10,
  sebelas: 11,
  seratus: 100,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  ...Object.fromEntries([...halves].map(half => [half, 0.5])),
}

/** Distances along the ground, sizes, and the levels of rivers at their posts. */
export const notDepthBefore = wordSet(
  'jarak sejauh sepanjang panjang radius lebar diameter km rt rw no nomor blok jam pukul pkl tma katulampa debit gempa magnitudo mag sr',
)
export const notDepthAfter = wordSet('dari persegi kubik lagi menuju away from long wide')
