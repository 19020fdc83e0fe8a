// Which page stands at which address, and what is said where there is none: a person gets a page, a program the API's own answer.
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasBrowser, openBrowser, phone } from './browser.ts'
import { buildPages } from './map-page.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  buildPages()
  world = await openWorld('embedded')
})
afterAll(() => world.close())

const asBrowser = (path: string) =>
  fetch(world.url + path, { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })

test.each([
  ['/', 'Peta'],
  ['/lapor', 'Lapor'],
  ['/card/9b3f0c1e-6a0a-4c55-9a52-6f1c5d0c0001', 'Lapor'],
  ['/desk', 'Meja petugas'],
  ['/laporan/AZoQu6DedRGUpuGJcsOq-w', 'Laporan Anda'],
])('a browser finds its page at %s', async (path, title) => {
  const answer = await asBrowser(path)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'self'")
  expect(/<title>(.*)<\/title>/.exec(await answer.text())?.[1]).toContain(title)
})

test('a person at an address that leads nowhere is shown the way on', async () => {
  const answer = await asBrowser('/lapr')
  expect(answer.status).toBe(404)
  const page = await answer.text()
  expect(page).toContain('Halaman ini tidak ada')
  expect(page).toContain('href="/lapor"')
})

test('a program there is told so in JSON', async () => {
  const answer = await fetch(`${world.url}/lapr`)
  expect(answer.status).toBe(404)
  expect(await answer.json()).toEqual({ message: 'URL not found', url: '/lapr' })
  const own = await asBrowser('/api/lapr')
  expect(await own.json()).toMatchObject({ code: 'not-found' })
})

test.skipIf(!hasBrowser)('the pages of plain text have no barrier, in light and in dark', async () => {
  const browser = await openBrowser()
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await (await browser.newContext({ ...phone, colorScheme })).newPage()
      for (const path of ['/dekat?q=Kemang', '/dekat?q=entah+di+mana', '/keyakinan']) {
        await page.goto(world.url + path)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id }) => id)).toEqual([])
      }
    }
  } finally {
    await browser.close()
  }
})
