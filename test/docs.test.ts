// The page /docs: every example on it runs as it stands, every address on it is real, and people can read and copy it.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Example, examples, filledIn } from '../server/docs/examples.ts'
import { sections } from '../server/docs/sections.ts'
import { refusalCodes } from '../server/domain/refusal.ts'
import { desktop, hasBrowser, openBrowser, phone } from './browser.ts'
import { aReport, aWarning, openWorld, postReport, signIn, type World, warn } from './world.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const onCi = process.env.CI === 'true'
/** Python with OWSLib and QGIS, and R with its packages, are Debian's own. */
const programs: Record<Example['kind'], { file: string; needs: string[] }> = {
  sh: { file: '/bin/sh', needs: ['/usr/bin/curl', '/usr/bin/ogr2ogr'] },
  py: { file: '/usr/bin/python3', needs: ['/usr/lib/python3/dist-packages/owslib'] },
  'qgis.py': { file: '/usr/bin/python3', needs: ['/usr/lib/python3/dist-packages/qgis'] },
  mjs: { file: process.execPath, needs: [] },
  R: {
    file: '/usr/bin/Rscript',
    needs: ['jsonlite', 'sf'].map(name => `/usr/lib/R/site-library/${name}`),
  },
}
const isThere = ({ kind }: Example) => [programs[kind].file, ...programs[kind].needs].every(existsSync)
for (const kind of new Set(examples.filter(one => !isThere(one)).map(one => one.kind))) {
  if (onCi) throw new Error(`The examples of kind ${kind} need programs that are missing`)
  console.warn(
    `THE EXAMPLES OF KIND ${kind} ARE NOT RUN: ${programs[kind].file} or what it needs is missing.`,
  )
}

const freePort = () =>
  new Promise<number>(resolve => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
/** What QGIS has done by itself before somebody types into its console. */
const QGIS = `from qgis.core import QgsApplication
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
`

const PATIENCE = 60_000
/** What watches for ever has shown enough when it has said this. */
const endless: Record<string, RegExp> = {
  'live.mjs': /watching/,
  'live.sh': /event: snapshot/,
  'webhooks.mjs': /listening/,
}

let world: World
let folder: string
let publicUrl: string
beforeAll(async () => {
  // Addresses in answers lead back here: feeds and TileJSON are followed.
  const port = String(await freePort())
  publicUrl = `http://localhost:${port}`
  world = await openWorld(
    'embedded',
    {},
    { PORT: port, PUBLIC_URL: publicUrl, DATA_LICENCE: 'CC BY 4.0', DATA_PUBLISHER: 'BPBD Contoh' },
  )
  // Where its own dependencies are found, as in the folder of whoever tries it.
  folder = mkdtempSync(join(root, 'node_modules/.cache/examples-'))
  for (const depth of [20, 90, 180])
    await postReport(
      world,
      aReport({ answers: { depth }, place: { lng: 106.8166, lat: -6.26 + depth / 1e5 } }),
    )
  await warn(world, [await signIn(world, 'Sari'), await signIn(world, 'Ketut')], aWarning(Date.now()))
  await world.caughtUp()
}, PATIENCE)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

test.for(examples.filter(isThere))(
  'the example $name runs and tells something',
  { timeout: PATIENCE },
  async example => {
    const { file } = programs[example.kind]
    const script = join(folder, example.name)
    writeFileSync(
      script,
      `${example.kind === 'qgis.py' ? QGIS : ''}${fromElsewhere(filledIn(example.text, publicUrl))}`,
    )
    const what = example.kind === 'sh' ? ['-e', script] : [script]
    const enough = endless[example.name]
    const { stdout, code } = await told(file, what, enough)
    expect(code).toBe(0)
    expect(stdout).not.toBe('')
    if (example.section === 'ticket') expect(await doorOf(/^Report (\d+)/.exec(stdout)?.[1])).toBe('form')
  },
)

/** What a program has said until it ended, or until that was enough. */
async function told(
  file: string,
  args: string[],
  enough?: RegExp,
): Promise<{ stdout: string; code: number }> {
  const running = run(file, args, {
    cwd: folder,
    timeout: PATIENCE,
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', HOME: folder, PORT: '0' },
  })
  let said = ''
  running.child.stdout?.on('data', piece => {
    said += piece
    if (enough?.test(said)) running.child.kill()
  })
  return running.then(
    ({ stdout }) => ({ stdout, code: 0 }),
    fault => {
      if (enough?.test(said)) return { stdout: said, code: 0 }
      throw new Error(`${fault.stderr || fault.message}\n${said}`)
    },
  )
}

/** A program on the server's own machine is its operator's, and its tickets are not looked at. */
const fromElsewhere = (text: string) =>
  text.replace(/["']Idempotency-Key["']:/, `"X-Forwarded-For": "203.0.113.7", $&`)

/** The door by which that report came in, as the log remembers it. */
async function doorOf(number: string | undefined): Promise<string | undefined> {
  const { rows } = await world.db.query<{ door: string }>(
    `select body->>'door' as door from log where kind = 'report' and body->>'number' = $1 and body ? 'door'`,
    [number],
  )
  return rows[0]?.door
}

test('every example belongs to a section, and every address on the page is one of the document', async () => {
  expect(examples.length).toBeGreaterThan(15)
  const known = sections.map(({ id }) => id)
  expect(examples.map(({ section }) => section).filter(section => !known.includes(section))).toEqual([])
  const { paths } = await (await fetch(`${world.url}/openapi.json`)).json()
  for (const [method, path] of sections.flatMap(({ doors = [] }) => doors))
    if (method !== 'WS')
      expect([path, Object.keys(paths[path] ?? {})]).toEqual([
        path,
        expect.arrayContaining([method.toLowerCase()]),
      ])
})

test('it says the same in both languages, with this installation’s address in every example', async () => {
  for (const language of ['id', 'en']) {
    const response = await fetch(`${world.url}/docs`, { headers: { 'Accept-Language': language } })
    expect(response.headers.get('Content-Language')).toBe(language)
    const page = await response.text()
    expect(page).toContain(`<html lang="${language}">`)
    for (const { text } of examples) expect(plain(page)).toContain(filledIn(text, publicUrl))
    for (const { id } of sections) expect(page).toContain(`<section id="${id}"`)
    // The type of a problem is its address on this page.
    for (const code of refusalCodes) expect(page).toContain(`<tr id="${code}">`)
    // The operator's own licence, and whom to cite.
    expect(page).toContain('CC BY 4.0')
    expect(page).toContain('BPBD Contoh')
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style|style=|onclick/)
  }
})

const plain = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

test.skipIf(!hasBrowser)('people read and copy it, on a phone and at a desk, light and dark', async () => {
  const browser = await openBrowser()
  try {
    for (const [device, colorScheme] of [
      [phone, 'light'],
      [desktop, 'dark'],
    ] as const) {
      const context = await browser.newContext({
        ...device,
        colorScheme,
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
      await page.goto(`${world.url}/docs?lang=en`)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wide).toBeLessThanOrEqual(0)
      await page.getByRole('button', { name: 'Copy' }).first().click()
      await page.getByRole('button', { name: 'Copied' }).waitFor()
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      const first = examples.find(({ section }) => section === 'reports')
      expect(copied.trim()).toBe(filledIn(first?.text ?? '', publicUrl))
      expect(complaints).toEqual([])
      await context.close()
    }
  } finally {
    await browser.close()
  }
})
