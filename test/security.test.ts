// What SECURITY.md and SECURITY-ASVS.md say is there: each line of OWASP ASVS 5.0.0, level 1 and 2, once, and each test that is named.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** How many lines of level 1 and of level 2 each chapter of the standard has. */
const LINES: Record<string, [number, number]> = {
  1: [8, 19],
  2: [4, 7],
  3: [8, 11],
  4: [2, 8],
  5: [4, 5],
  6: [13, 22],
  7: [6, 12],
  8: [4, 3],
  9: [4, 3],
  10: [5, 24],
  11: [3, 11],
  12: [3, 6],
  13: [1, 12],
  14: [2, 7],
  15: [3, 10],
  16: [0, 16],
  17: [0, 7],
}

const lines = [
  ...read('SECURITY-ASVS.md').matchAll(
    /^\| (?<nr>[\d.]+) \| (?<level>[12]) \| (?<asked>[^|]+) \| (?<state>[^|]+) \| (?<how>[^|]+) \| (?<shown>[^|]*) \|$/gm,
  ),
].map(({ groups }) => groups ?? {})

test('every line of the standard stands there once', () => {
  const numbers = lines.map(({ nr }) => nr)
  expect(numbers.length).toBe(new Set(numbers).size)
  const counted = Object.fromEntries(
    Object.keys(LINES).map(chapter => [
      chapter,
      ['1', '2'].map(
        level => lines.filter(line => line.nr?.startsWith(`${chapter}.`) && line.level === level).length,
      ),
    ]),
  )
  expect(counted).toEqual(LINES)
  expect(lines).toHaveLength(253)
})

test('each line that is met names a test or a file, and that is there', () => {
  const wrong = lines.flatMap(({ nr, state, shown = '' }) => {
    if (!['met', 'partly', 'not met', 'operator', 'not applicable'].includes(state ?? ''))
      return [`${nr}: ${state}`]
    if (shown === '') return state === 'met' ? [`${nr} names nothing`] : []
    const [, file = '', , name] = /^`([^`]+)`(: (.+))?$/.exec(shown) ?? []
    if (!existsSync(join(root, file))) return [`${nr}: there is no ${file}`]
    return name && !read(file).includes(name) ? [`${nr}: ${file} has no "${name}"`] : []
  })
  expect(wrong).toEqual([])
})

test('SECURITY.md says how to report, what is supported and how fast parts are updated', () => {
  const text = read('SECURITY.md')
  for (const word of ['How to report', 'Supported', 'npm audit', 'npm sbom', 'How it is tried'])
    expect(text).toContain(word)
})
