// Flooded areas as people see them: the officer's room by keyboard alone, and the public map that follows at once.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from './browser.ts'
import { signedIn } from './desk-page.ts'
import { buildPages, desk, openPage } from './map-page.ts'
import { collection, fileOf, perform } from './operators.ts'
import { aReport, openWorld, postReport, signIn, type World } from './world.ts'

const kemang = { lng: 106.8166, lat: -6.2607 }
const outline = {
  type: 'Polygon',
  coordinates: [
    [
      [kemang.lng - 0.01, kemang.lat - 0.01],
      [kemang.lng + 0.01, kemang.lat - 0.01],
      [kemang.lng + 0.01, kemang.lat + 0.01],
      [kemang.lng - 0.01, kemang.lat + 0.01],
      [kemang.lng - 0.01, kemang.lat - 0.01],
    ],
  ],
}

describe.skipIf(!hasBrowser)('the pages of flooded areas', () => {
  let world: World
  let browser: Browser
  beforeAll(async () => {
    buildPages()
    world = await openWorld('embedded')
    browser = await openBrowser()
    const properties = { area_id: 1, area_name: 'RW 01', parent_name: 'Bangka' }
    const file = fileOf(collection([{ type: 'Feature', properties, geometry: outline }]))
    await perform(world.db, 'areas import', { file })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  test('an officer takes the suggestion, changes it and takes it back by keyboard, and the public sees it', {
    timeout: 90_000,
  }, async () => {
    await postReport(world, aReport({ answers: { depth: 90 } }))
    await world.caughtUp()
    const citizen = await openPage(browser, world.url)
    const context = await signedIn(browser, world, await signIn(world), { ...desk, colorScheme: 'dark' })
    const page = await context.newPage()
    await page.goto(`${world.url}/desk?view=areas`)
    await page.locator('[data-area="1"]').waitFor()
    await page.keyboard.press('j')
    await page.getByText('1 laporan di dalam').waitFor()
    await page.getByText('Kedalaman sekitar 90 cm').waitFor()
    await page.keyboard.press('u')
    await page.getByText('RW 01 ditetapkan: Sedang.').waitFor()
    const row = citizen.locator('[data-area="1"]')
    await row.getByText('Sedang').waitFor()
    await page.keyboard.press('4')
    await row.getByText('Parah').waitFor()
    await page.keyboard.press('z')
    await page.getByText('RW 01 ditetapkan: Sedang.').waitFor()
    await row.getByText('Sedang').waitFor()
    expect(await page.locator('.history li').count()).toBe(3)
    await row.click()
    await citizen.getByText('Ditetapkan oleh petugas.').waitFor()
    for (const [shown, where] of [
      [page, '.queue'],
      [page, '.detail'],
      [citizen, '.detail'],
      [citizen, '.panel'],
    ] as const) {
      const { violations } = await new AxeBuilder({ page: shown }).include(where).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    }
    await page.keyboard.press('0')
    await row.waitFor({ state: 'detached' })
    await context.close()
    await citizen.context().close()
  })
})
