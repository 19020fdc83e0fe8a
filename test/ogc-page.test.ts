// Open data as people see it in a browser: a map, a table, a filter and the next page, without any script, in both languages and both lights.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, hasBrowser, openBrowser, phone } from './browser.ts'
import { importGauges } from './gauge-file.ts'
import { aReport, openWorld, postReport, type World } from './world.ts'

let world: World
let browser: Browser

beforeAll(async () => {
  if (!hasBrowser) return
  world = await openWorld('embedded')
  browser = await openBrowser()
  for (let each = 0; each < 12; each++)
    await postReport(
      world,
      aReport({
        answers: { depth: each * 16 },
        place: { lng: 106.8 + each * 0.01, lat: -6.2 },
        words: '<b>Air</b> naik',
      }),
    )
  await importGauges(world)
  await world.caughtUp()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

test.skipIf(!hasBrowser)(
  'from the list a reader finds the reports, filters them, and opens one',
  async () => {
    const page = await browser.newPage({ ...desktop, javaScriptEnabled: false })
    await page.goto(`${world.url}/collections`)
    await page.getByRole('link', { name: 'Laporan warga' }).click()
    await page.getByRole('link', { name: 'Lihat datanya' }).click()
    await page.getByText('10 dari 12').waitFor()
    expect(await page.getByRole('row').count()).toBe(11)
    expect(await page.getByRole('img', { name: 'Peta kecil' }).locator('circle').count()).toBe(10)
    expect(await page.locator('main b').count()).toBe(0)
    await page.getByRole('link', { name: 'Halaman berikutnya' }).click()
    expect(await page.getByRole('row').count()).toBe(3)
    await page.getByRole('textbox', { name: 'Saringan' }).fill('level = 3')
    await page.getByRole('button', { name: 'Saring' }).click()
    await page.getByText('2 dari 2').waitFor()
    await page.getByRole('textbox', { name: 'Saringan' }).fill('level = ')
    await page.getByRole('button', { name: 'Saring' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('huruf ke-')
    await page.goBack()
    await page.getByRole('table').getByRole('link').first().click()
    await page.getByText('<b>Air</b> naik').waitFor()
    await page.getByRole('link', { name: 'English' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Citizens’ reports')
    await page.close()
  },
)

test.skipIf(!hasBrowser).each(['light', 'dark'] as const)(
  'axe finds nothing in the pages in the %s',
  async scheme => {
    const context = await browser.newContext({ ...phone, colorScheme: scheme })
    const page = await context.newPage()
    const { features } = await (await fetch(`${world.url}/collections/reports/items?limit=1`)).json()
    for (const path of [
      '/collections',
      '/conformance',
      '/collections/reports',
      '/collections/reports/queryables',
      '/collections/reports/items',
      '/collections/gauges/items?lang=en',
      '/collections/warnings/items',
      `/collections/reports/items/${features[0].id}`,
    ]) {
      await page.goto(`${world.url}${path}`)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect([path, violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)]).toEqual([path, []])
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, width]).toEqual([path, phone.viewport.width])
    }
    await context.close()
  },
)
