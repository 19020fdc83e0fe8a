// What others have written and we run: a list of it that programs read (SBOM), whole and under licences that go with ours, and nothing in it that is
// known to be dangerous, as far as the registry tells.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Where who collects it finds the list of the last run. */
const cache = `${root}node_modules/.cache/kentongan`

/** Licences that let us give the whole away under MIT; those of libraries that stay files of their own, and may be replaced, among them. */
const FREE = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Zlib',
]
const BESIDE = ['LGPL-3.0', 'LGPL-3.0-or-later', 'MPL-2.0']
/** Their packages name none, or not so that a program reads it; this is what their sources say. */
const SAID_ELSEWHERE: Record<string, string> = {
  '@turf/jsts': 'EDL-1.0 or EPL-1.0',
  jsts: 'EDL-1.0 or EPL-1.0',
  arc: 'BSD',
  'splaytree-ts': 'BSD-3-Clause, misspelt',
  'xmlhttprequest-ssl': 'MIT',
  // Ours: npm names it as it is called, or by its folder.
  'kentongan-client': 'MIT',
  client: 'MIT',
}

type Component = {
  name: string
  version: string
  purl?: string
  hashes?: { alg: string; content: string }[]
  properties?: { name: string; value: string }[]
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[]
}

function npm(...args: string[]) {
  const { status, stdout } = spawnSync('npm', [...args, '--fetch-retries=0', '--fetch-timeout=20000'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status, stdout }
}

test('the list of what we run is whole, with checksums, under licences that go with ours', () => {
  const { status, stdout } = npm('sbom', '--package-lock-only', '--sbom-format=cyclonedx')
  expect(status).toBe(0)
  const list: { bomFormat: string; components: Component[] } = JSON.parse(stdout)
  expect(list.bomFormat).toBe('CycloneDX')
  // With --omit=dev npm leaves out what a package of ours also asks for as its peer; so those of the tests are left out here.
  const run = list.components.filter(
    ({ properties = [] }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'),
  )
  const names = new Set(run.map(({ name }) => name))
  for (const name of Object.keys(JSON.parse(readFileSync(`${root}package.json`, 'utf8')).dependencies))
    expect(names).toContain(name)
  const free = [...FREE, ...BESIDE]
  for (const { name, version, hashes = [], licenses = [] } of run) {
    if (name in SAID_ELSEWHERE) continue
    expect(hashes.length, `${name} ${version} has a checksum`).toBeGreaterThan(0)
    const said = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '')
    const each = said.flatMap(words => words.replace(/[()]/g, '').split(/ (?:AND|OR) /))
    expect(each.length, `${name} ${version} has a licence`).toBeGreaterThan(0)
    for (const licence of each) expect(free, `${name} ${version}`).toContain(licence)
  }
  mkdirSync(cache, { recursive: true })
  writeFileSync(`${cache}/sbom.cdx.json`, stdout)
})

test('nothing that we run is known to be dangerous', context => {
  const { stdout } = npm('audit', '--json', '--omit=dev', '--audit-level=high')
  const found: { vulnerabilities?: Record<string, { severity: string }> } = JSON.parse(stdout || '{}')
  if (!found.vulnerabilities) {
    console.warn(
      '\nThe registry does not answer npm audit: WHETHER ANYTHING IS KNOWN TO BE DANGEROUS IS NOT TESTED.\n',
    )
    return context.skip()
  }
  const high = Object.entries(found.vulnerabilities).filter(([, { severity }]) =>
    /high|critical/.test(severity),
  )
  expect(high.map(([name, { severity }]) => `${name}: ${severity}`)).toEqual([])
})
