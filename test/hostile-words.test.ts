// Texts that somebody wrote to keep the server busy: whatever reads words is done with ten thousand letters in a moment, and with a word that every
// object of the language has as with any other.
import { describe, expect, test } from 'vitest'
import { readCql } from '../server/domain/cql.ts'
import { hazardKeys } from '../server/domain/hazards/index.ts'
import { hearCommand, hearHazard } from '../server/domain/hearing.ts'
import { keyOfName, plainWords } from '../server/domain/regions/place-words.ts'
import { readSpan } from '../server/domain/time-span.ts'
import { advertises, mannerOf, termsOf } from '../server/domain/trust/words.ts'
import { damageIn } from '../server/domain/understanding/damage.ts'
import { hearDepth, understand } from '../server/domain/understanding/index.ts'
import { placeIn } from '../server/domain/understanding/place.ts'
import { movesWater, needsRescue, trendIn } from '../server/domain/understanding/situation.ts'

const LENGTH = 10_000
const filled = (part: string) => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH)

const hostile = [
  'a',
  ' ',
  'a ',
  '0',
  '1.',
  '1 cm ',
  '1,5 m ',
  'jl. ',
  'rt 1 rw ',
  'di ',
  'kel. kec. kab. ',
  'sampai ',
  'setengah ',
  'tidak ',
  'naik turun ',
  'tolong ',
  '(',
  '[[{{',
  '"',
  "'",
  '\\',
  '&',
  '&#x',
  '<a ',
  '<!--',
  '\n',
  '\u0301',
  '👩‍👩‍👧‍👦',
  'http://',
  '@a.',
  '+62 ',
  '/',
  '2026-',
  '-6.2,106.8 ',
  'NOT ',
  'constructor ',
  '__proto__ ',
].map(filled)

const question: Parameters<typeof hearDepth>[1] = {
  kind: 'depth',
  key: 'depth',
  min: 0,
  max: 200,
  step: 5,
  marks: [],
  ask: { id: '', en: '' },
}

const readers: Record<string, (text: string) => unknown> = {
  understand,
  placeIn,
  trendIn,
  movesWater,
  needsRescue,
  termsOf,
  mannerOf,
  advertises,
  plainWords,
  keyOfName,
  hearHazard,
  readSpan,
  hearCommand: text => hearCommand(text, true),
  hearDepth: text => hearDepth(text, question),
  damageIn: text => hazardKeys.map(key => damageIn(key, text)),
  readCql: text => readCql(text, { hazard: 'text', level: 'number' }),
}

/** Several times what any of them takes on a machine that does much else, and a small part of what backtracking would. */
const LONGEST_MS = 2_000

describe('whatever reads words', () => {
  test.each(Object.entries(readers))('%s is done in a moment', (_name, read) => {
    const slow = hostile.flatMap(text => {
      const began = performance.now()
      read(text)
      const ms = performance.now() - began
      return ms > LONGEST_MS ? [`${JSON.stringify(text.slice(0, 12))}: ${Math.round(ms)} ms`] : []
    })
    expect(slow).toEqual([])
  })

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'takes "%s" for a word',
    word => {
      for (const read of Object.values(readers)) read(word)
      expect(plainWords(word).join('')).toBe(word.toLowerCase().replaceAll('_', ''))
      expect(hearDepth(`5 ${word}`, question)).toBe(hearDepth('5 kata', question))
      expect(readCql(`${word} = 1`, { level: 'number' })).toHaveProperty('unreadable')
    },
  )
})
