// The compiled server is a copy: it runs only as long as its sources are what it was made of.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSources } from '../server/process/source-lines.ts'

type Compiled = {
  compiledProgram(): string | undefined
  stateOf(sources: string[]): string | undefined
}

let root: string
let compiled: Compiled
const sources = ['package-lock.json', 'server/one.ts']

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kentongan-compiled-'))
  mkdirSync(join(root, 'server'))
  mkdirSync(join(root, 'compiled'))
  for (const name of sources) writeFileSync(join(root, name), name)
  const file = join(root, 'server/compiled.mjs')
  cpSync(fileURLToPath(new URL('../server/compiled.mjs', import.meta.url)), file)
  compiled = await import(/* @vite-ignore */ pathToFileURL(file).href)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('the sources run where nothing was compiled', () => {
  expect(compiled.compiledProgram()).toBeUndefined()
})

test('what was compiled runs until a source changes or goes, and again when it is put back', () => {
  const record = { name: 'at-1', state: compiled.stateOf(sources), sources }
  writeFileSync(join(root, 'compiled/made-of.json'), JSON.stringify(record))
  const program = join(root, 'compiled/at-1/start.mjs')
  expect(compiled.compiledProgram()).toBe(program)
  const source = join(root, 'server/one.ts')
  writeFileSync(source, 'another')
  expect(compiled.compiledProgram()).toBeUndefined()
  rmSync(source)
  expect(compiled.compiledProgram()).toBeUndefined()
  writeFileSync(source, 'server/one.ts')
  expect(compiled.compiledProgram()).toBe(program)
})

test('where a fault happened is told by line and column of the source', () => {
  const file = join(root, 'compiled/at-1/main.mjs')
  mkdirSync(join(root, 'compiled/at-1'), { recursive: true })
  // The second line comes from the third of the source.
  const map = { version: 3, file: 'main.mjs', names: [], sources: ['../../server/one.ts'], mappings: ';AAEA' }
  writeFileSync(`${file}.map`, JSON.stringify(map))
  const frame = (path: string, place: string) =>
    `    at submit (${pathToFileURL(join(root, path)).href}:${place})`
  expect(inSources(frame('compiled/at-1/main.mjs', '2:1'))).toBe(frame('server/one.ts', '3:1'))
  for (const other of [
    frame('compiled/at-1/main.mjs', '1:1'),
    frame('compiled/at-1/other.mjs', '2:1'),
    '    at node:internal/process/task_queues:95:5',
  ])
    expect(inSources(other)).toBe(other)
})
