// What a citizen's own words say: a command, a hazard, one of the choices. Short rules, no network.
import type { Choice } from './hazards/hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from './hazards/index.ts'

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
