// The page of alerts as people see it: what it asks, what it says where a browser cannot be told, and how following is taken back.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser, openProfile, phone } from './browser.ts'
import { collection, fileOf, perform } from './operators.ts'
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

  test('follows an imported area whole unless a distance is chosen', async () => {
    const ring = [
      [106.81, -6.27],
      [106.83, -6.27],
      [106.83, -6.25],
      [106.81, -6.25],
      [106.81, -6.27],
    ]
    const area = {
      type: 'Feature',
      properties: { id: 'bangka', name: 'Kelurahan Bangka Ujung', parent: 'Mampang Prapatan' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }
    await perform(world.db, 'areas import', { file: fileOf(collection([area])) })
    const page = await open({ permissions: ['notifications'] })
    await page.getByLabel('Atau ketik nama tempatnya').fill('bangka ujung')
    await page.getByRole('button', { name: /Kelurahan Bangka Ujung/ }).tap()
    expect(await page.getByLabel('Seluruh Kelurahan Bangka Ujung').isChecked()).toBe(true)
    await page.getByLabel('3 km').check()
    expect(await page.getByLabel('Seluruh Kelurahan Bangka Ujung').isChecked()).toBe(false)
  })

  test('says what to do where notifications were refused', async () => {
    const page = await open({ permissions: [] })
    await page.getByRole('alert').getByText('ditolak').waitFor()
    expect(await page.getByRole('button', { name: 'Kabari saya' }).count()).toBe(0)
  })

  test('shows what is followed, changes it, stops, and takes that back', async () => {
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
    await page.getByRole('button', { name: 'Ubah: Rumah Ibu' }).tap()
    const changing = page.getByRole('form', { name: 'Ubah: Rumah Ibu' })
    await changing.getByLabel('Dari').fill('21:30')
    await changing.getByLabel('Kebakaran').setChecked(false)
    expect(await changing.getByLabel('Kabari juga tentang latihan').isChecked()).toBe(false)
    await changing.getByLabel('Kabari juga tentang latihan').check()
    await changing.getByRole('button', { name: 'Simpan' }).tap()
    await page
      .getByText('5 km · Banjir · mulai Siaga · tenang 21.30–05.00 · termasuk latihan', { exact: true })
      .waitFor()
    await page.getByRole('button', { name: 'Berhenti: Rumah Ibu' }).tap()
    await page.getByText('Anda tidak lagi dikabari tentang Rumah Ibu').waitFor()
    await expect.poll(followed, soon).toBe(0)
    await page.getByRole('button', { name: 'Urungkan' }).tap()
    await page.getByRole('button', { name: 'Berhenti: Rumah Ibu' }).waitFor()
    await expect.poll(followed, soon).toBe(1)
  })

  test('shows what was pushed, and opens the map at the incident when it is tapped', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'kentongan-profile-'))
    const context = await openProfile(profile, { ...phone, permissions: ['notifications'] })
    try {
      const page = await context.newPage()
      await page.goto(`${world.url}/waspada`)
      await page.evaluate(() => navigator.serviceWorker.register('/alerts-worker.js', { scope: '/waspada' }))
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
      // As Chromium's push client would hand it over: it reaches its push service over the internet alone.
      const devtools = await context.newCDPSession(page)
      const registered = new Promise<string>(resolve =>
        devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
          const found = registrations.find(({ scopeURL }) => scopeURL.endsWith('/waspada'))
          if (found) resolve(found.registrationId)
        }),
      )
      await devtools.send('ServiceWorker.enable')
      await devtools.send('ServiceWorker.deliverPushMessage', {
        origin: world.url,
        registrationId: await registered,
        data: JSON.stringify({
          title: '🟨 Banjir di sekitar Rumah',
          body: 'Waspada · 3 warga melapor',
          url: 'https://elsewhere.example/?incident=01900000-0000-7000-8000-000000000001',
        }),
      })
      const shown = () =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.ready
          const all = await registration.getNotifications()
          return all.map(({ title, body }) => ({ title, body }))
        })
      await expect
        .poll(shown, soon)
        .toEqual([{ title: '🟨 Banjir di sekitar Rumah', body: 'Waspada · 3 warga melapor' }])
      // Tapped: only our own pages are opened, whatever the message says.
      const opened = await worker.evaluate(async () => {
        const scope = globalThis as unknown as {
          registration: ServiceWorkerRegistration
          clients: { openWindow(url: string): Promise<unknown> }
        }
        const [notification] = await scope.registration.getNotifications()
        return new Promise<string>(resolve => {
          scope.clients.openWindow = url => {
            resolve(url)
            return Promise.resolve()
          }
          dispatchEvent(
            Object.assign(new Event('notificationclick'), { notification, waitUntil: () => undefined }),
          )
        })
      })
      expect(opened).toBe(`${world.url}/?incident=01900000-0000-7000-8000-000000000001`)
    } finally {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    }
  })
})
