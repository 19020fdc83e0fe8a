// The page of alerts as people see it: what it asks, what it says where a browser cannot be told, and how following is taken back.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser, phone } from './browser.ts'
import { openPushService } from './push-service.ts'
import { openWorld, type World } from './world.ts'

const soon = { timeout: 15_000, interval: 50 }

describe.skipIf(!hasBrowser)('The page of alerts', () => {
  let service: Awaited<ReturnType<typeof openPushService>>
  let world: World
  let browser: Browser
  beforeAll(async () => {
    service = await openPushService()
    ;[world, browser] = await Promise.all([
      openWorld('embedded', {}, { PUSH_SERVICES: service.url }),
      openBrowser(),
    ])
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
    await service.close()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  async function open(options: BrowserContextOptions = {}, token?: string): Promise<Page> {
    const context = await browser.newContext({
      ...phone,
      geolocation: { latitude: -6.2607, longitude: 106.8166 },
      ...options,
    })
    const page = await context.newPage()
    if (token) await context.addInitScript(`localStorage.setItem('alerts-token', '${token}')`)
    await page.goto(`${world.url}/waspada`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    return page
  }

  test('asks for a place first, finds it by name, and has nothing to complain about', async () => {
    const page = await open({ permissions: ['notifications', 'geolocation'] })
    await page.getByRole('button', { name: 'Kabari saya' }).tap()
    await page.getByText('Pilih tempatnya dulu').waitFor()
    await page.getByLabel('Atau ketik nama tempatnya').fill('kemang')
    await page.getByRole('button', { name: /Kemang.*Jakarta Selatan/ }).tap()
    await page.getByText('Kemang, Kota Jakarta Selatan').waitFor()
    await page.getByRole('button', { name: 'Ubah' }).tap()
    await page.getByRole('button', { name: 'Pakai lokasi saya' }).tap()
    await page.getByText('lokasi Anda', { exact: true }).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    }
    const small = await page
      .locator('button, a.button, .choice')
      .evaluateAll(all =>
        all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML),
      )
    expect(small).toEqual([])
  })

  test('says what to do where notifications were refused', async () => {
    const page = await open({ permissions: [] })
    await page.getByRole('alert').getByText('ditolak').waitFor()
    expect(await page.getByRole('button', { name: 'Kabari saya' }).count()).toBe(0)
  })

  test('shows what is followed, stops, and takes that back', async () => {
    const { push } = service.browser()
    const answer = await fetch(`${world.url}/api/alerts`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        push,
        name: 'Rumah Ibu',
        place: { lng: 106.8166, lat: -6.2607 },
        metres: 5_000,
        hazards: ['flood', 'fire'],
        level: 2,
        quiet: { from: 1_320, until: 300 },
      }),
    })
    const { token } = await answer.json()
    const followed = async () => {
      const headers = { Authorization: `Bearer ${token}` }
      const seen = await (await fetch(`${world.url}/api/alerts`, { headers })).json()
      return seen.subscriptions.length
    }
    const page = await open({ permissions: ['notifications'] }, token)
    await page.getByText('5 km · Banjir, Kebakaran · mulai Siaga · tenang 22.00–05.00').waitFor()
    await page.getByRole('button', { name: 'Berhenti: Rumah Ibu' }).tap()
    await page.getByText('Anda tidak lagi dikabari tentang Rumah Ibu').waitFor()
    await expect.poll(followed, soon).toBe(0)
    await page.getByRole('button', { name: 'Urungkan' }).tap()
    await page.getByRole('button', { name: 'Berhenti: Rumah Ibu' }).waitFor()
    await expect.poll(followed, soon).toBe(1)
  })
})
