// What a text says of a quake, a storm, a landslide, smoke, a volcano or a fire, as answers to that hazard's own questions.
// Only what is plain: an answer that is not heard is asked for.
import type { Answers } from '../hazards/hazard.ts'
import type { HazardKey } from '../hazards/index.ts'
import { tokensOf, wordsOf } from './spelling.ts'

/** The first rule that a text fits gives the value. */
type Rules<T> = [RegExp, T][]

const first = <T>(rules: Rules<T>, words: string): T | undefined =>
  rules.find(([sign]) => sign.test(words))?.[1]

const buildings: Rules<number> = [
  [
    /\b(?:sebagian|dinding|tembok|plafon|atap|genteng|partly)\b(?: \w+){0,2} (?:roboh|ambruk|runtuh|jatuh|berjatuhan|collapsed)\b|\b(?:roboh|ambruk|runtuh) sebagian\b/,
    1,
  ],
  [/\b(?:roboh|ambruk|runtuh|rata dengan tanah|hancur|collapsed|destroyed)\b/, 2],
  [/\b(?:retak|retakan|crack|cracks|cracked)\b/, 0],
]
const roads: Rules<number> = [
  [
    /\b(?:jalan|jembatan|road|bridge)\b(?: \w+){0,2} (?:putus|terputus|amblas|ambles|ambruk|terbelah|hancur|collapsed|broken)\b/,
    2,
  ],
  [/\b(?:jalan|jembatan|road|bridge)\b(?: \w+){0,2} (?:rusak|bergelombang|damaged)\b/, 1],
  [/\b(?:jalan|jembatan|aspal|road|bridge)\b(?: \w+){0,2} (?:retak|cracked|cracks)\b/, 0],
]
const thrownDown: Rules<number> = [
  [
    /\b(?:pohon|tiang|trees?|poles?)\b(?: \w+){0,2} (?:tumbang|roboh|rubuh|down|fallen|fell)\b|\b(?:atap|roofs?)\b(?: \w+){0,2} (?:terbang|hilang|tersapu|terangkat|off)\b|\b(?:rumah|houses?)\b(?: \w+){0,2} (?:roboh|rubuh|ambruk|hancur|collapsed)\b/,
    2,
  ],
  [/\b(?:dahan|baliho|papan|spanduk|branches|signs?)\b/, 1],
  [/\b(?:ranting|daun|twigs)\b/, 0],
]
const buried: Rules<number> = [
  [
    /\b(?:rumah|warga|orang|houses?|people)\b(?: \w+){0,3} (?:tertimbun|tertimpa|terkubur|terseret|buried)\b|\bmenimbun (?:\w+ )?(?:rumah|warga)\b/,
    2,
  ],
  [
    /\b(?:jalan|akses|jalur|road|way)\b(?: \w+){0,3} (?:tertutup|tertimbun|putus|terputus|lumpuh|blocked|closed)\b|\b(?:menutup|menutupi|memutus|blocks|blocking)(?: \w+){0,2} (?:jalan|akses|jalur|road)\b/,
    1,
  ],
  [/\btanah\b(?: \w+){0,2} (?:bergerak|retak|amblas|ambles)\b|\bground (?:is )?moving\b/, 0],
]
const seen: Rules<number> = [[/\b(?:pekat|tebal|gelap|tidak (?:\w+ )?terlihat|thick|dense|dark)\b/, 2]]
const felt: Rules<number> = [
  [/\b(?:sesak|susah (?:ber)?napas|sulit (?:ber)?napas|breathe|breathing)\b/, 4],
  [/\b(?:pusing|headache|dizzy)\b/, 3],
  [/\bmata\b(?: \w+)? (?:perih|pedih|berair)\b|\beyes? (?:\w+ )?(?:water|burn|sting)/, 2],
  [/\b(?:bau|berbau|smell|smells)\b/, 1],
]
const signs: Rules<number> = [
  [/\b(?:udara|hawa) panas\b|\bhot air\b/, 0],
  [/\b(?:tanaman|pohon) (?:\w+ )?(?:mati|layu)\b|\bdying plants\b/, 1],
  [/\b(?:hewan|ternak|animals)\b/, 2],
  [/\b(?:getaran|bergetar|gempa|tremors?)\b/, 3],
  [/\b(?:gemuruh|dentuman|rumbling)\b/, 4],
]

const numbered = (key: string, value: number | undefined): Answers =>
  value === undefined ? {} : { [key]: value }

/** The first distance in metres; `unit` tells kilometres from metres. */
function metresIn(words: string, before = ''): number | undefined {
  const [, figure, unit] =
    new RegExp(`${before}\\b(\\d+(?:[.,]\\d+)?) (km|kilometer|m|mtr|meter|metres?)\\b`).exec(words) ?? []
  return figure === undefined
    ? undefined
    : Number(figure.replace(',', '.')) * (unit?.startsWith('k') ? 1_000 : 1)
}

const hearing: Partial<Record<HazardKey, (words: string) => Answers>> = {
  earthquake(words) {
    const condition = first(roads, words)
    if (condition !== undefined) return { kind: 'road', condition }
    const structure = first(buildings, words)
    return structure === undefined ? {} : { kind: 'structure', structure }
  },
  wind: words => numbered('impact', first(thrownDown, words)),
  landslide: words => numbered('extent', first(buried, words)),
  haze(words) {
    const far = metresIn(words, 'jarak pandang(?: \\w+){0,3} ')
    const visibility = far === undefined ? first(seen, words) : far < 200 ? 2 : far < 1_000 ? 1 : 0
    return { ...numbered('visibility', visibility), ...numbered('air', first(felt, words)) }
  },
  volcano(words) {
    const heard = signs.filter(([sign]) => sign.test(words)).map(([, value]) => value)
    return heard.length === 0 ? {} : { signs: heard }
  },
  fire(words) {
    const distance = metresIn(words)
    return distance === undefined || distance > 1_000 ? {} : { distance }
  },
}

export function damageIn(hazard: HazardKey, text: string): Answers {
  return hearing[hazard]?.(wordsOf(tokensOf(text))) ?? {}
}
