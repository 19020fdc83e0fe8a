// What a citizen's own words say: a command, a hazard, a depth, one of the choices. Short rules, no network.
import type { Choice, Question } from './hazards/hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from './hazards/index.ts'

const commands = {
  start: ['start'],
  report: ['lapor', 'report'],
  status: ['status'],
  language: ['bahasa', 'language'],
  help: ['bantuan', 'help'],
  cancel: ['batal', 'cancel'],
  forget: ['hapus', 'forget'],
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

/** Letters, digits and decimal marks, lower case: what is left when emoji and ornament go. */
export const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.,]+/gu, ' ')
    .trim()

/** The hazard of which the longest word is in the text: "kabut asap" is haze, whatever else it may hold. */
export function hearHazard(text: string): HazardKey | undefined {
  const heard = ` ${plain(text).replace(/[.,]/g, ' ')} `
  const found = hazardKeys.flatMap(key => {
    const { name, synonyms } = hazardOf(key)
    const words = [...synonyms, name.id.toLowerCase(), name.en.toLowerCase()]
    return words.filter(word => heard.includes(` ${word} `)).map(word => ({ key, length: word.length }))
  })
  return found.sort((a, b) => b.length - a.length)[0]?.key
}

/** The text says nothing but the hazard, so that it need not be kept as words. */
export function isOnlyHazard(text: string, hazard: HazardKey): boolean {
  const { name, synonyms } = hazardOf(hazard)
  return [...synonyms, name.id.toLowerCase(), name.en.toLowerCase()].includes(plain(text))
}

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`
const MEASURED = new RegExp(
  String.raw`(?:${NUMBER}\s*(?:-|–|sampai|hingga|to)\s*)?${NUMBER}\s*(cm|senti\w*|centi\w*|m|meter|metre|mtr)?(?![\p{L}\p{N}])`,
  'iu',
)
/** Nobody measures deeper; a larger number is a house number or a mistake. */
const DEEPEST_CM = 1_000

/** Centimetres: "80", "70-80 cm", "1,5 meter", or a part of the body ("selutut", "knee deep"). Beyond the scale is its end. */
export function hearDepth(
  text: string,
  { min, max, marks }: Extract<Question, { kind: 'depth' }>,
): number | undefined {
  const [, low, high, unit] = MEASURED.exec(text) ?? []
  if (high) {
    const measure = low ? (decimal(low) + decimal(high)) / 2 : decimal(high)
    // Two centimetres are no flood: a bare number as small as that means metres.
    const inMetres = unit ? /^m/i.test(unit) : measure <= 2
    const depth = Math.round(inMetres ? measure * 100 : measure)
    return depth > DEEPEST_CM ? undefined : Math.min(Math.max(depth, min), max)
  }
  const heard = ` ${plain(text)}`
  const mark = marks.find(({ label }) =>
    [label.id.replace(/^se|^di atas /, ''), label.en.replace(/^over the /, '')].some(
      part => heard.includes(` ${part}`) || heard.includes(` se${part}`),
    ),
  )
  return typeof mark?.value === 'number' ? mark.value : undefined
}

const decimal = (text: string) => Number(text.replace(',', '.'))

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
