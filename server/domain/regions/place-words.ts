// How people write places: accents, abbreviations, nicknames and English forms become the plain words of the official name.

/** Short forms of one word. An empty one says nothing about the place. */
const shortForms: Record<string, string> = {
  kec: '',
  kecamatan: '',
  district: '',
  kel: '',
  kelurahan: '',
  desa: '',
  ds: '',
  prov: '',
  provinsi: '',
  province: '',
  indonesia: '',
  banjir: '',
  flood: '',
  rumah: '',
  depan: '',
  belakang: '',
  di: '',
  khusus: '',
  ibukota: '',
  daerah: '',
  dekat: '',
  near: '',
  sekitar: '',
  wilayah: '',
  area: '',
  jl: 'jalan',
  jln: 'jalan',
  street: 'jalan',
  kab: 'kabupaten',
  regency: 'kabupaten',
  city: 'kota',
  kodya: 'kota',
  kotamadya: 'kota',
  kp: 'kampung',
  kpg: 'kampung',
  pd: 'pondok',
  pdk: 'pondok',
  kb: 'kebon',
  kbn: 'kebon',
  kebun: 'kebon',
  klp: 'kelapa',
  tj: 'tanjung',
  tjg: 'tanjung',
  tg: 'tanjung',
  ps: 'pasar',
  psr: 'pasar',
  jkt: 'jakarta',
  jak: 'jakarta',
  dki: 'jakarta',
  jaksel: 'jakarta selatan',
  jaktim: 'jakarta timur',
  jakbar: 'jakarta barat',
  jakut: 'jakarta utara',
  jakpus: 'jakarta pusat',
  tangsel: 'tangerang selatan',
  tng: 'tangerang',
  bks: 'bekasi',
  dpk: 'depok',
  bgr: 'bogor',
  bdg: 'bandung',
  sby: 'surabaya',
  smg: 'semarang',
  jogja: 'yogyakarta',
  jogjakarta: 'yogyakarta',
  yogya: 'yogyakarta',
  jogya: 'yogyakarta',
  solo: 'surakarta',
  mks: 'makassar',
  mdn: 'medan',
  plg: 'palembang',
  bjm: 'banjarmasin',
  dps: 'denpasar',
  bpn: 'balikpapan',
  smd: 'samarinda',
  ptk: 'pontianak',
  bjb: 'banjarbaru',
  sda: 'sidoarjo',
  mlg: 'malang',
  gsk: 'gresik',
  cjr: 'cianjur',
  crb: 'cirebon',
  kbb: 'bandung barat',
  madina: 'mandailing natal',
  taput: 'tapanuli utara',
  tapteng: 'tapanuli tengah',
  tapsel: 'tapanuli selatan',
  sergai: 'serdang bedagai',
  rohul: 'rokan hulu',
  rohil: 'rokan hilir',
  inhil: 'indragiri hilir',
  inhu: 'indragiri hulu',
  muba: 'musi banyuasin',
  kukar: 'kutai kartanegara',
  kutim: 'kutai timur',
  kubar: 'kutai barat',
  kotim: 'kotawaringin timur',
  kobar: 'kotawaringin barat',
  tanbu: 'tanah bumbu',
  batola: 'barito kuala',
  hst: 'hulu sungai tengah',
  hss: 'hulu sungai selatan',
  hsu: 'hulu sungai utara',
  lutra: 'luwu utara',
  lutim: 'luwu timur',
  sidrap: 'sidenreng rappang',
  parimo: 'parigi moutong',
  lobar: 'lombok barat',
  loteng: 'lombok tengah',
  lotim: 'lombok timur',
  siantar: 'pematangsiantar',
  jabar: 'jawa barat',
  jateng: 'jawa tengah',
  jatim: 'jawa timur',
  sumut: 'sumatera utara',
  sumbar: 'sumatera barat',
  sumsel: 'sumatera selatan',
  kalbar: 'kalimantan barat',
  kalteng: 'kalimantan tengah',
  kalsel: 'kalimantan selatan',
  kaltim: 'kalimantan timur',
  kaltara: 'kalimantan utara',
  sulut: 'sulawesi utara',
  sulteng: 'sulawesi tengah',
  sulsel: 'sulawesi selatan',
  sultra: 'sulawesi tenggara',
  sulbar: 'sulawesi barat',
  ntb: 'nusa tenggara barat',
  ntt: 'nusa tenggara timur',
  kepri: 'kepulauan riau',
  babel: 'kepulauan bangka belitung',
  java: 'jawa',
  sumatra: 'sumatera',
  borneo: 'kalimantan',
  moluccas: 'maluku',
  sel: 'selatan',
  tim: 'timur',
  bar: 'barat',
  ut: 'utara',
  pus: 'pusat',
  teng: 'tengah',
  slt: 'selatan',
  tmr: 'timur',
  brt: 'barat',
  utr: 'utara',
  islands: 'kepulauan',
}

const directions: Record<string, string> = {
  north: 'utara',
  south: 'selatan',
  east: 'timur',
  west: 'barat',
  southeast: 'tenggara',
}

/** 'Jl. Kemang, S. Jakarta' → one list of plain words for each part between commas. */
export function partsOf(words: string): string[][] {
  return words
    .slice(0, 200)
    .split(/[,;\n/]+/)
    .map(part => plainWords(part))
    .filter(part => part.length > 0)
}

/** Somebody may write "constructor", which every object has. */
const wordIn = (table: Record<string, string>, word: string): string | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined

export function plainWords(part: string): string[] {
  const bare = part.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = (bare.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(word =>
    (wordIn(shortForms, word) ?? word).split(' '),
  )
  return turned(words.filter((word, i) => word && word !== words[i - 1]))
}

/** English puts the direction first: 'south jakarta', 'central java', 'riau islands'. */
function turned(words: string[]): string[] {
  const out: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const next = words[i + 1]
    const direction =
      wordIn(directions, word) ?? (word === 'central' ? (next === 'jakarta' ? 'pusat' : 'tengah') : undefined)
    if (!direction) out.push(word)
    else if (next === 'nusa') out.push('nusa', 'tenggara', direction)
    else if (next) out.push(next, direction)
    if (direction && next) i += next === 'nusa' ? 2 : 1
  }
  return out
}

/** One name written apart or together is one name: 'Pulo Gadung', 'Pulogadung'. */
export const squeezed = (words: string[]): string => words.join('')

/** The key of an official name: `squeezed(plainWords(name))`, with a short way for the many that hold no short form. */
export function keyOfName(name: string): string {
  const words = name.toLowerCase().match(/[^ -]+/g) ?? []
  const isBare = words.every(
    word =>
      /^[a-z]+$/.test(word) &&
      !Object.hasOwn(shortForms, word) &&
      !Object.hasOwn(directions, word) &&
      word !== 'central',
  )
  return isBare ? squeezed(words.filter((word, i) => word !== words[i - 1])) : squeezed(plainWords(name))
}

/** The key of a street or landmark: what every street is called is left out. */
export const placeKey = (name: string): string =>
  squeezed(plainWords(name).filter((word, i, all) => word !== 'jalan' || all.length === 1 || i > 0))
