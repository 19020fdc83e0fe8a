// How deep the water is, from a citizen's words: measures ("70-80 cm", "1,5 meter", "setengah meter"), the body, and things that stand in
// the street. In centimetres. The lexicon's depths are the medians, to 5 cm, of real reports that carry both words and a measured slider.
import { isLike, type Token, tokensOf, wordSet } from './spelling.ts'

/** Indonesian, English, Javanese and Sundanese; `cued` ones mean other things too and need a word such as "setinggi" before them. */
const marks: { depth: number; words: string[]; cued?: boolean }[] = [
  { depth: 20, words: ['mata kaki', 'matakaki', 'polok', 'mumuncangan', 'ankle', 'ankles'] },
  { depth: 10, words: ['tumit', 'telapak kaki', 'sandal', 'sejengkal', 'jengkal'] },
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
  { depth: 100, words: ['pusar', 'puser', 'udel', 'wudel', 'bujal'] },
  { depth: 95, words: ['perut', 'weteng', 'beuteung', 'belly', 'stomach'], cued: true },
  { depth: 125, words: ['dada', 'dhadha', 'chest', 'breast'] },
  { depth: 130, words: ['ketiak', 'kelek', 'armpit'] },
  { depth: 140, words: ['bahu', 'pundak', 'shoulder', 'shoulders'], cued: true },
  { depth: 145, words: ['leher', 'gulu', 'beuheung', 'neck'], cued: true },
  { depth: 150, words: ['dagu', 'mulut', 'hidung', 'chin', 'mouth', 'nose'], cued: true },
  { depth: 170, words: ['kepala', 'endas', 'sirah', 'head', 'badan'], cued: true },
  { depth: 30, words: ['knalpot', 'pelek', 'velg', 'trotoar', 'exhaust'], cued: true },
  { depth: 40, words: ['ban motor', 'roda motor', 'bemper', 'bumper'], cued: true },
  {
    depth: 50,
    words: ['ban mobil', 'roda mobil', 'ban', 'roda', 'kursi', 'tyre', 'tire', 'wheel'],
    cued: true,
  },
  { depth: 70, words: ['jok', 'jok motor', 'meja', 'seat', 'table'], cued: true },
  { depth: 85, words: ['kap mobil', 'stang', 'stang motor', 'bonnet'], cued: true },
  { depth: 110, words: ['jendela', 'pagar', 'window', 'fence'], cued: true },
  { depth: 120, words: ['pintu mobil', 'car door'], cued: true },
  { depth: 150, words: ['atap mobil', 'car roof'], cued: true },
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
    cued: true,
  },
]

const phrases = marks
  .flatMap(({ depth, words, cued }) => words.map(words => ({ depth, cued, words: words.split(' ') })))
  .sort((a, b) => b.words.length - a.words.length)

/** What stands before a mark that says how high the water is. "se" is also the beginning of a word: "selutut". */
const cues = wordSet(
  'se setengah separuh setinggi tinggi sampai sampe sampek nyampe smp sampai hingga hinggga capai mencapai nyampek sedalam dalam kedalaman ketinggian atas melewati lewat sebatas sebates batas nutup menutup menutupi tutup merendam rendam sak lebih above over up reach reaches reached deep hampir',
)
/** Between a cue and its mark, and between the two ends of a range. */
const fillers = wordSet(
  'di ke dan kira kira2 sekitar kurang lebih bagian bawah atas batas tingkat the a my to setengah separuh air',
)
const joins = wordSet('sampai sampe smp hingga sd to atau dan ke or and')
const nows = wordSet('sekarang skrg skrng skr skrang saat kini now currently masih msh tinggal sisa still')
/** "naik 10 cm" is how much it rose, not how deep it is. */
const changes = wordSet('surut turun naik bertambah nambah tambah berkurang rose fell risen fallen')
const settling = wordSet('jadi menjadi tinggal sampai hingga setinggi masih ke to now sisa')

const centimetres = wordSet(
  'cm cms cmm centi centimeter centimetre centimeters senti sentimeter sentimetre ncm',
)
const metres = wordSet('m mtr mtrs meter meteran metre meters metres')
const counts: Record<string, number> = {
  satu: 1,
  dua: 2,
  tiga: 3,
  one: 1,
  two: 2,
  three: 3,
  half: 0.5,
  setengah: 0.5,
  separuh: 0.5,
}

/** Distances along the ground, sizes, and the levels of rivers at their posts. */
const notDepthBefore = wordSet(
  'jarak sejauh sepanjang panjang radius lebar diameter km rt rw no nomor blok jam pukul pkl tma katulampa debit gempa magnitudo mag sr',
)
const notDepthAfter = wordSet('dari persegi kubik lagi menuju away from long wide')
const river = /\b(tma|katulampa|muka air|bendung\w*|peil\w*|pos pantau)\b/i

/** Nobody who can still write stands deeper; more is a distance or a slip. */
const DEEPEST_CM = 600

type Mention = { depth: number; from: number; to: number }

/** The depth that a text tells, in centimetres, or undefined. Several: the one that is said to be now, else the deepest. */
export function depthIn(text: string): number | undefined {
  const tokens = tokensOf(text)
  const mentions = ranged([...measures(tokens, river.test(text)), ...marked(tokens)], tokens)
  if (mentions.length === 0) return passable(tokens)
  const present = mentions.filter(({ from }) =>
    tokens.slice(Math.max(0, from - 6), from).some(({ word }) => nows.has(word)),
  )
  return Math.max(...(present.length > 0 ? present : mentions).map(({ depth }) => depth))
}

/** The answer to "how deep is it?": there a lone number is a depth as well, and one as small as 2 means metres. */
export function depthAnswered(text: string): number | undefined {
  const told = depthIn(text)
  if (told !== undefined) return told
  const tokens = tokensOf(text)
  const [only, another] = [...tokens.keys()].filter(at => tokens[at]?.number !== undefined)
  if (only === undefined || another !== undefined || isOther(tokens, only, only + 1)) return undefined
  const number = tokens[only]?.number ?? 0
  const depth = number <= 2 ? number * 100 : number
  return depth <= DEEPEST_CM ? depth : undefined
}

const vehicles = /\b(mobil|kendaraan|motor|truk|cars?|vehicles?|motorbikes?)\b/
const blocked =
  /\b(tidak|tdk|tak|gak|ga|gk|g|nggak|ngga|ndak|ora|teu|belum|blm|sulit|susah|cannot|cant|can t|not) (?:\p{L}+ )?(?:lewat|melewati|dilewati|dilalui|melalui|melintas|dilintasi|jalan|tembus|pass|passable|get through)\b/u
const stalled = /\b(mogok|stalled|pada mati mesin)\b/

/** What vehicles can still do tells the depth roughly, where nothing else does: the medians of reports with both. */
function passable(tokens: Token[]): number | undefined {
  const words = tokens.map(({ word }) => word).join(' ')
  if (vehicles.test(words) && blocked.test(words)) return 60
  return stalled.test(words) ? 50 : undefined
}

function* marked(tokens: Token[]): Generator<Mention> {
  for (let at = 0; at < tokens.length; at++) {
    const found = phrases.find(({ words, cued }) => {
      const likeness = matches(tokens, at, words)
      return likeness === 'same' ? !cued || isCued(tokens, at) : likeness === 'slip' && isCued(tokens, at)
    })
    if (!found) continue
    const to = at + found.words.length
    yield { depth: found.depth * share(tokens, at, to), from: at, to }
    at = to - 1
  }
}

/** A slip of the finger is believed only where a cue stands before it: "ketika" is no armpit. */
function matches(tokens: Token[], at: number, words: string[]): 'same' | 'slip' | undefined {
  const [first = '', ...others] = words
  if (others.some((word, n) => tokens[at + 1 + n]?.word !== word)) return undefined
  const said = formsOf(tokens[at]?.word ?? '')
  if (said.includes(first)) return 'same'
  return said.some(form => isLike(form, first)) ? 'slip' : undefined
}

/** "selutut", "lututnya" → lutut. */
const formsOf = (word: string): string[] => {
  const bare = isPrefixed(word) ? word.slice(2) : word
  return [word, bare, bare.replace(/(nya|an)$/, ''), word.replace(/^sak?(?=\p{L}{4})/u, '')]
}

const isPrefixed = (word: string) => /^se\p{L}{3,}/u.test(word)

function isCued(tokens: Token[], at: number): boolean {
  const first = tokens[at]?.word ?? ''
  if (isPrefixed(first) && first !== 'selangkangan') return true
  for (let before = at - 1; before >= Math.max(0, at - 4); before--) {
    const word = tokens[before]?.word ?? ''
    if (cues.has(word)) return true
    if (!fillers.has(word)) return false
  }
  return false
}

/** A child's knee is lower; half a wheel is half of it; above the knee is more. */
function share(tokens: Token[], from: number, to: number): number {
  const after = tokens.slice(to, to + 2).map(({ word }) => word)
  const before = tokens.slice(Math.max(0, from - 2), from).map(({ word }) => word)
  const ofChild = /^(anak2?|bocah|balita|child|kid)$/.test(after[0] ?? '') ? 0.65 : 1
  const half = before.some(word => word === 'setengah' || word === 'separuh' || word === 'half') ? 0.5 : 1
  const above = before.includes('atas') || before.includes('above') ? 1.12 : 1
  const below = before.includes('bawah') || before.includes('below') ? 0.85 : 1
  return ofChild * half * above * below
}

function* measures(tokens: Token[], isRiver: boolean): Generator<Mention> {
  if (isRiver) return
  for (let at = 0; at < tokens.length; at++) {
    const measure = measureAt(tokens, at)
    if (!measure) continue
    const { depth, to } = measure
    if (depth >= 3 && depth <= DEEPEST_CM && !isOther(tokens, at, to)) yield { depth, from: at, to }
    at = to - 1
  }
}

function measureAt(tokens: Token[], at: number): { depth: number; to: number } | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (/^se(meter|mtr)(an)?$/.test(token.word)) return { depth: 100, to: at + 1 }
  let count = token.number ?? counts[token.word]
  if (count === undefined) return undefined
  let to = at + 1
  // "1/2 meter", "satu setengah meter"
  if (tokens[to]?.gap === '/' && tokens[to]?.number) count /= tokens[to++]?.number ?? 1
  else if (tokens[to]?.word === 'setengah') {
    count += 0.5
    to++
  }
  const unit = tokens[to]
  if (unit && unit.gap.trim().length < 2 && centimetres.has(unit.word)) return { depth: count, to: to + 1 }
  if (unit && unit.gap.trim().length < 2 && metres.has(unit.word)) {
    const half = tokens[to + 1]?.word === 'setengah' || tokens[to + 1]?.word === 'lebih'
    // "Tinggi air 110 meter" is a slip for centimetres.
    const isSlip = count >= 20 && count <= 250 && isAboutHeight(tokens, at)
    return { depth: isSlip ? count : (count + (half ? 0.5 : 0)) * 100, to: to + (half ? 2 : 1) }
  }
  if (token.number === undefined) return undefined
  // "70-80 cm": the unit of the second number is the first one's too.
  const second = joined(tokens, to)
  const other = second === undefined ? undefined : measureAt(tokens, second)
  const unitOf = other && tokens[other.to - 1]
  if (unitOf && (centimetres.has(unitOf.word) || metres.has(unitOf.word)))
    return { depth: metres.has(unitOf.word) && count < 10 ? count * 100 : count, to }
  // "tinggi air 40"
  return isAboutHeight(tokens, at) &&
    count >= 10 &&
    count <= 250 &&
    !/^(jam|hari|rt|rw|kk|orang|menit|persen)$/.test(unit?.word ?? '')
    ? { depth: count, to }
    : undefined
}

/** "tinggi air sekitar 40" */
const isAboutHeight = (tokens: Token[], at: number) =>
  tokens.slice(Math.max(0, at - 3), at).some(({ word }) => /^(ke)?(tinggi|dalam)(an|nya)*$/.test(word))

/** Where the other end of a range begins: "70-80", "70 sampai 80", "betis hingga lutut". */
function joined(tokens: Token[], to: number): number | undefined {
  const next = tokens[to]
  if (!next) return undefined
  if (/^\s*(-|–|—|~|\/|s\/d|±)\s*$/.test(next.gap)) return to
  if (next.word === 's' && tokens[to + 1]?.word === 'd') return to + 2
  if (joins.has(next.word)) return to + 1
  return undefined
}

function isOther(tokens: Token[], from: number, to: number): boolean {
  const before = tokens.slice(Math.max(0, from - 2), from).map(({ word }) => word)
  if (before.some(word => notDepthBefore.has(word))) return true
  if (tokens[to]?.gap.trim() === '' && notDepthAfter.has(tokens[to]?.word ?? '')) return true
  const last = before.at(-1) ?? ''
  return (
    changes.has(last) ||
    (changes.has(before[0] ?? '') && !settling.has(last) && before.length === 2 && !cues.has(last))
  )
}

/** The two ends of a range are one mention in their middle. */
function ranged(mentions: Mention[], tokens: Token[]): Mention[] {
  const inOrder = mentions.toSorted((a, b) => a.from - b.from)
  const whole: Mention[] = []
  for (const mention of inOrder) {
    const before = whole.at(-1)
    const next = before && joined(tokens, before.to)
    const reaches =
      next !== undefined &&
      mention.from >= next &&
      mention.from - next <= 2 &&
      gapIsFilled(tokens, next, mention.from)
    if (before && reaches && mention.depth > before.depth)
      whole[whole.length - 1] = {
        depth: (before.depth + mention.depth) / 2,
        from: before.from,
        to: mention.to,
      }
    else whole.push(mention)
  }
  return whole
}

const gapIsFilled = (tokens: Token[], from: number, to: number) =>
  tokens.slice(from, to).every(({ word }) => fillers.has(word) || cues.has(word))
