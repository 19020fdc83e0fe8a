// What a citizen's own words say: a command, a hazard, one of the choices. Short rules, no network.
import type { Choice } from './hazards/hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from './hazards/index.ts'
import { isLike } from './understanding/spelling.ts'

const commands = {
  start: ['start'],
  report: ['lapor', 'report'],
  status: ['status'],
  language: ['bahasa', 'language'],
  help: ['bantuan', 'help'],
  cancel: ['batal', 'cancel'],
  alerts: ['waspada', 'alerts', 'alert'],
  forget: ['hapus', 'forget'],
  around: ['dekat', 'near'],
} as const

export type Command = keyof typeof commands

/** "/lapor", "/lapor@KentonganBot", "/start abc"; `bare`: also without the slash, where words mean nothing else. */
export function hearCommand(text: string, bare: boolean): Command | undefined {
  const [, slash, word] = /^(\/?)(\w+)(?:@\w+)?(?:\s.*)?$/s.exec(text) ?? []
  if (!word || (!slash && (!bare || word.length < text.length))) return undefined
  return (Object.keys(commands) as Command[]).find(command =>
    commands[command].some(name => name === word.toLowerCase()),
  )
}

/** What follows a command in the same message. */
export const wordsAfter = (text: string) => text.replace(/^\/?\w+(?:@\w+)?\s*/s, '')

/** Letters, digits and decimal marks, lower case: what is left when emoji and ornament go. */
export const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.,]+/gu, ' ')
    .trim()

/** Words of hazards that only accompany others: rain with wind, smoke of a fire. They count where nothing else is told. */
const companions = new Set(
  'angin,angin kencang,badai,pohon tumbang,wind,storm,asap,smoke,air naik,air masuk,banyu,rob,lini,meletus'.split(
    ',',
  ),
)
/** Names and trades that hold a hazard's word. */
const namesakes =
  / (?:(?:kereta|rel|stasiun) api|(?:pemadam|damkar|dinas|mobil|pos) kebakaran|banyu (?:urip|biru|wangi|mas))(?= )/g
const denied =
  / (?:tidak|tdk|tak|gak|ga|gk|nggak|ngga|ndak|bukan|no|not)(?: ada| terjadi| karena| akibat)?(?= $)/

/** "banjiiirrr", "banjirnya" → banjir. */
const folded = (text: string) => text.replace(/(\p{L})\1+/gu, '$1')

/** Every word of every hazard, the longest first. */
const signs = hazardKeys
  .flatMap(key => {
    const { name, synonyms } = hazardOf(key)
    return [...synonyms, name.id.toLowerCase(), name.en.toLowerCase()].map(word => ({ key, word }))
  })
  .sort((a, b) => b.word.length - a.word.length)
  .map(({ key, word }) => ({
    key,
    isCompanion: companions.has(word),
    word: folded(word),
    sign: new RegExp(` ${folded(word)}(?:nya|ny|ne|e|2)?(?= )`, 'g'),
  }))

const longWords = signs.filter(({ word }) => /^\p{L}{6,}$/u.test(word))

type Heard = { key: HazardKey; at: number; isCompanion: boolean; isDenied: boolean }

/** The hazard that is named first; one that only accompanies others, or is denied, where there is none else. */
export function hearHazard(text: string): HazardKey | undefined {
  let words = ` ${folded(plain(text).replace(/[.,]/g, ' ').replace(/ +/g, ' ')).trim()} `
  words = words.replace(namesakes, name => ' '.repeat(name.length))
  const heard: Heard[] = []
  for (const { key, isCompanion, sign } of signs)
    words = words.replace(sign, (word, at: number, all: string) => {
      heard.push({ key, at, isCompanion, isDenied: denied.test(`${all.slice(0, at)} `) })
      return ` ${'_'.repeat(word.length - 1)}`
    })
  const rank = ({ isCompanion, isDenied, at }: Heard) => (isDenied ? 2e6 : 0) + (isCompanion ? 1e6 : 0) + at
  return heard.sort((a, b) => rank(a) - rank(b))[0]?.key ?? slipOf(words)
}

/** A slip of the finger in a long word; 'Banjar' is a town. */
function slipOf(words: string): HazardKey | undefined {
  for (const word of words.split(' ')) {
    if (word.startsWith('banjir')) return 'flood'
    if (word.startsWith('banjar')) continue
    const like = longWords.find(known => isLike(word, known.word))
    if (like) return like.key
  }
  return undefined
}

/** The text says nothing but the hazard, so that it need not be kept as words. */
export function isOnlyHazard(text: string, hazard: HazardKey): boolean {
  const { name, synonyms } = hazardOf(hazard)
  return [...synonyms, name.id.toLowerCase(), name.en.toLowerCase()].includes(plain(text))
}

/** The place in the list of a choice that was named or numbered (1 is the first). */
export function hearChoice(text: string, choices: Choice[]): number | undefined {
  const heard = plain(text)
  const numbered = /^\d{1,2}$/.test(heard) ? Number(heard) - 1 : undefined
  if (numbered !== undefined) return choices[numbered] ? numbered : undefined
  const labels = choices.map(({ label }) => [plain(label.id), plain(label.en)])
  const exact = labels.findIndex(names => names.includes(heard))
  const part = labels.findIndex(names => heard.length >= 3 && names.some(name => name.includes(heard)))
  const index = exact >= 0 ? exact : part
  return index >= 0 ? index : undefined
}
