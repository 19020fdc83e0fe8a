// Who may import what: the rooms of the house have one direction.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.name === 'node_modules') return []
    return entry.isDirectory() ? files(path) : /\.tsx?$/.test(entry.name) ? [path] : []
  })

/** What a file names in its imports: paths from the root for our own, names for packages. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const statements = /^(?:import|export)\b(?:[^'"`;=()]*?\bfrom\s+)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm
  const named = [...text.matchAll(statements)].map(match => match[1] ?? match[2] ?? '')
  return named.map(name => (name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name))
}

/** Its lines without those that are comments. */
const codeOf = (file: string): string[] =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .filter(line => !/^\s*(\/\/|\*|\/\*)/.test(line))

type Rule = { room: string; may: RegExp }

/** The first rule whose room holds a file counts. */
const rules: Rule[] = [
  { room: 'server/domain/', may: /^(server\/domain\/|zod|@turf\/|geojson$)/ },
  { room: 'db/', may: /^(db\/|server\/domain\/|pg$|@electric-sql\/|node-sqlite3-wasm$|geojson$|node:)/ },
  { room: 'bots/telegram.ts', may: /^(bots\/|server\/domain\/|telegraf|node:)/ },
  { room: 'bots/web-push.ts', may: /^(bots\/|server\/domain\/|web-push$|node:)/ },
  { room: 'bots/', may: /^(bots\/|server\/domain\/|node:)/ },
  // Run by the build, not by a browser.
  { room: 'web/report/app-files.ts', may: /^(server\/domain\/|sharp$|vite$|node:)/ },
  {
    room: 'web/',
    may: /^(web\/|server\/domain\/|preact|@preact\/|maplibre-gl|socket\.io-client$|idb$|altcha-lib|workbox-precaching$|uqr$|@simplewebauthn\/browser$|geojson$|topojson-(?:client|specification)$|@turf\/)/,
  },
  { room: 'server/main.ts', may: /^(?!web\/|test\/)/ },
  { room: 'server/operator.ts', may: /^(?!web\/|test\/)/ },
  { room: 'server/', may: /^(?!web\/|bots\/|test\/|telegraf)/ },
]

const sources = ['server', 'db', 'bots', 'web'].flatMap(files)

test('every file lies in a room that the rules know', () => {
  expect(sources.length).toBeGreaterThan(40)
  expect(sources.filter(file => !rules.some(rule => file.startsWith(rule.room)))).toEqual([])
})

test('no room imports what it must not', () => {
  const wrong = sources.flatMap(file => {
    const rule = rules.find(one => file.startsWith(one.room))
    return importsOf(file)
      .filter(name => rule && !rule.may.test(name))
      .map(name => `${file} imports ${name}`)
  })
  expect(wrong).toEqual([])
})

test('the environment is read in one file', () => {
  const readers = sources.filter(file => codeOf(file).some(line => line.includes('process.env')))
  expect(readers).toEqual(['server/config.ts'])
})

test('statements of SQL stand in db alone', () => {
  const SQL = /\b(select\s+[\w*(].*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)/i
  const told = sources
    .filter(file => !file.startsWith('db/'))
    .filter(file => codeOf(file).some(line => SQL.test(line)))
  expect(told).toEqual([])
})

test('no two files import each other, not even over others', () => {
  const entered = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, way: string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
    if (entered.has(file)) return
    entered.add(file)
    for (const name of importsOf(file)) if (sources.includes(name)) walk(name, [...way, file])
  }
  for (const file of sources) walk(file, [])
  expect(circles).toEqual([])
})
