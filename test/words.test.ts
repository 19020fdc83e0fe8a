// Each page of the browser carries the words that it says, and the form carries no others; and how numbers stand in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { words as everyday } from '../server/domain/messages/everyday.ts'
import { say } from '../server/domain/messages/index.ts'
import { words } from '../server/domain/messages/words.ts'

const web = fileURLToPath(new URL('../web', import.meta.url))
const messages = fileURLToPath(new URL('../server/domain/messages', import.meta.url))

/** Where the build puts the everyday words. */
const wholes = ['words.ts', 'id.ts', 'en.ts'].map(name => join(messages, name))

/** A page's files, by their imports. */
function filesOf(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry) || wholes.includes(entry) || !existsSync(entry)) return seen
  seen.add(entry)
  for (const [, name = ''] of readFileSync(entry, 'utf8').matchAll(/(?:from|import\(?)\s*'(\.[^']+)'/g))
    filesOf(resolve(dirname(entry), name), seen)
  return seen
}

const known = Object.keys(words.id)

/** The keys that a file names, and those that begin as a key that it puts together. */
function keysIn(text: string): string[] {
  const quoted = [...text.matchAll(/'([a-z]+\.[\w-]+)'/g)].map(([, key = '']) => key)
  const begun = [...text.matchAll(/`([a-z]+\.[\w-]*)\$\{/g)].map(([, start = '']) => start)
  return known.filter(key => quoted.includes(key) || begun.some(start => key.startsWith(start)))
}

/** The words that a page carries: the everyday ones, and the rooms that its files read. */
function carriedBy(files: Set<string>): Set<string> {
  const rooms = [...files].filter(file => dirname(file) === join(messages, 'id'))
  const texts = rooms.map(file => readFileSync(file, 'utf8'))
  const own = known.filter(key => texts.some(text => text.includes(`'${key}'`)))
  return new Set([...Object.keys(everyday.id), ...own])
}

const pages = readdirSync(web).filter(page => existsSync(join(web, page, 'main.tsx')))

describe.each(pages)('the page %s', page => {
  test('says nothing that it does not carry', () => {
    const files = filesOf(join(web, page, 'main.tsx'))
    const own = [...files].filter(file => !file.startsWith(messages))
    const said = new Set(own.flatMap(file => keysIn(readFileSync(file, 'utf8'))))
    const carried = carriedBy(files)
    expect([...said].filter(key => !carried.has(key))).toEqual([])
  })
})

test('both languages say the same everyday words', () => {
  expect(Object.keys(everyday.en).toSorted()).toEqual(Object.keys(everyday.id).toSorted())
})

test('A count of five digits is read by its thousands, in the reader’s own way, and a year is not', () => {
  expect(say('id', 'map.count-reports', { count: 100_000 })).toBe('100.000 laporan')
  expect(say('en', 'map.count-reports', { count: 100_000 })).toContain('100,000')
  expect(say('id', 'map.count-reports', { count: 2_026 })).toBe('2026 laporan')
})

test('The number of a report is said as it is typed, however long it is', () => {
  expect(say('id', 'map.number', { number: 1_000_001 })).toContain('1000001')
})
