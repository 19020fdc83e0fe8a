// The form without a network: it opens, takes reports with photos, outlives the browser, and over a line that keeps breaking brings each across exactly once.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, heading, openProfile, phone, press } from './browser.ts'
import { freshDirectory } from './database.ts'
import { buildPages } from './map-page.ts'
import { openLine } from './rough-line.ts'
import { openWorld, type World } from './world.ts'

const kemang = { latitude: -6.2607, longitude: 106.8166, accuracy: 12 }
/** Each report's photo has a colour of its own, by which it is known again. */
const stories = [
  { words: 'Air di depan pasar', colour: { r: 200, g: 70, b: 70 } },
  { words: 'Air di gang belakang', colour: { r: 70, g: 200, b: 70 } },
  { words: 'Air di jembatan', colour: { r: 70, g: 70, b: 200 } },
]

/** As large as a phone's and as hard to compress, so that it takes many pieces. */
async function takePhoto(colour: (typeof stories)[number]['colour']): Promise<Buffer> {
  const grain = await sharp({
    create: {
      width: 1200,
      height: 900,
      channels: 3,
      background: colour,
      noise: { type: 'gaussian', mean: 128, sigma: 25 },
    },
  })
    .png()
    .toBuffer()
  return sharp({ create: { width: 1200, height: 900, channels: 3, background: colour } })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer()
}

describe.skipIf(!hasBrowser)('The form without a network', () => {
  let world: World
  let line: Awaited<ReturnType<typeof openLine>>
  const profile = freshDirectory()

  beforeAll(async () => {
    buildPages()
    world = await openWorld('embedded')
    line = await openLine(world.port)
  }, 120_000)
  afterAll(async () => {
    await line.close()
    await world.close()
    rmSync(profile, { recursive: true, force: true })
  })

  const switchOn = (): Promise<BrowserContext> =>
    openProfile(profile, { ...phone, geolocation: kemang, permissions: ['geolocation'] })
  async function openForm(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    await page.goto(`${line.url}/lapor`)
    return page
  }

  const atHand = (page: Page) => press(page, 'Pakai lokasi saya')
  async function typed(page: Page): Promise<void> {
    await page.getByRole('searchbox').fill('tebt jakarta')
    await page
      .getByRole('button', { name: /^Tebet/ })
      .first()
      .tap()
  }

  /** A report without a photo. */
  async function fillWind(page: Page, where = atHand): Promise<void> {
    await press(page, 'Angin kencang')
    await where(page)
    await press(page, 'Lanjut')
    while (!(await page.getByLabel('Keterangan').isVisible()))
      await page.getByRole('button', { name: 'Lewati, saya tidak tahu' }).tap()
    await press(page, 'Lanjut')
    await press(page, 'Kirim laporan')
  }
  /** As far as the queue. */
  async function sendWind(page: Page, where = atHand): Promise<void> {
    await fillWind(page, where)
    await heading(page, 'Laporan Anda tersimpan')
  }
  async function windReports() {
    await world.caughtUp()
    return [...world.board.reports.values()].filter(({ hazard }) => hazard === 'wind')
  }

  test('three reports with photos outlive the browser and arrive exactly once over a line that breaks', async () => {
    let context = await switchOn()
    const first = await openForm(context)
    await heading(first, 'Apa yang terjadi?')
    await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await first.close()

    line.turn('dead')
    let page = await openForm(context)
    for (const { words, colour } of stories) {
      await heading(page, 'Apa yang terjadi?')
      await press(page, 'Banjir')
      await press(page, 'Pakai lokasi saya')
      await press(page, 'Lanjut')
      await press(page, 'Tambah 5 cm')
      await press(page, 'Lanjut')
      await heading(page, 'Ada foto atau keterangan?')
      await page.setInputFiles('input[type=file]', {
        name: 'banjir.jpg',
        mimeType: 'image/jpeg',
        buffer: await takePhoto(colour),
      })
      await page.getByAltText('Foto Anda 1').waitFor()
      await page.getByLabel('Keterangan').fill(words)
      await press(page, 'Lanjut')
      await press(page, 'Kirim laporan')
      await heading(page, 'Laporan Anda tersimpan')
      await press(page, 'Laporkan lagi')
    }
    await page.getByRole('button', { name: 'Menunggu jaringan: 3 laporan' }).waitFor()
    await context.close()

    context = await switchOn()
    page = await openForm(context)
    await page.getByRole('button', { name: 'Menunggu jaringan: 3 laporan' }).tap()
    expect(await page.getByText('Menunggu jaringan', { exact: true }).count()).toBe(3)
    expect(world.board.reports.size).toBe(0)

    line.turn('rough')
    await press(page, 'Kirim sekarang')
    await page.getByRole('button', { name: 'Laporkan lagi' }).waitFor({ timeout: 120_000 })
    expect(await page.getByText(/^Terkirim, nomor \d+$/).count()).toBe(3)
    await context.close()
    expect(line.seen.cut).toBeGreaterThanOrEqual(3)
    expect(line.seen.cut / line.seen.connections).toBeGreaterThanOrEqual(0.3)

    await world.caughtUp()
    const reports = [...world.board.reports.values()].sort((a, b) => a.number - b.number)
    expect(reports.map(({ words }) => words)).toEqual(stories.map(({ words }) => words))
    const names = reports.flatMap(({ photos }) => photos)
    expect(reports.map(({ photos }) => photos.length)).toEqual([1, 1, 1])
    for (const [index, name] of names.entries()) {
      const photo = await fetch(`${world.url}/photos/${name}`)
      const image = sharp(await photo.arrayBuffer(), { failOn: 'warning' })
      const { channels } = await image.stats()
      expect(channels.map(({ mean }) => mean).indexOf(Math.max(...channels.map(({ mean }) => mean)))).toBe(
        index,
      )
      const { width = 0, height = 1 } = await image.metadata()
      expect(width / height).toBeCloseTo(4 / 3, 2)
    }
    expect(readdirSync(join(String(world.settings.DATA_DIR), 'uploads'))).toEqual([])
  }, 300_000)

  test('what waits is sent after the page was closed, when the browser finds a network', async () => {
    line.turn('good')
    const context = await switchOn()
    const other = await context.newPage()
    await other.goto(`${line.url}/desk`)
    line.turn('dead')
    const form = await openForm(context)
    await sendWind(form)
    await form.close()
    line.turn('good')
    expect(await windReports()).toEqual([])

    const browser = await context.newCDPSession(other)
    const registered = new Promise<string>(resolve =>
      browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const ours = registrations.find(({ scopeURL }) => scopeURL === `${line.url}/lapor`)
        if (ours) resolve(ours.registrationId)
      }),
    )
    await browser.send('ServiceWorker.enable')
    await browser.send('ServiceWorker.dispatchSyncEvent', {
      origin: line.url,
      registrationId: await registered,
      tag: 'queue',
      lastChance: false,
    })
    await expect.poll(windReports, { timeout: 20_000 }).toHaveLength(1)
    await context.close()
  }, 120_000)

  test('a place can be typed without a network, and the report says how exact it is', async () => {
    line.turn('dead')
    const context = await switchOn()
    const page = await openForm(context)
    const before = (await windReports()).length
    await sendWind(page, typed)
    line.turn('good')
    await page.getByRole('button', { name: /^Menunggu jaringan/ }).tap()
    await press(page, 'Kirim sekarang')
    await expect.poll(windReports, { timeout: 20_000 }).toHaveLength(before + 1)
    expect((await windReports()).at(-1)).toMatchObject({ placedBy: 'name', exactness: 1_500 })
    await context.close()
  }, 120_000)

  test('a browser that keeps nothing still sends, as long as the page stays open', async () => {
    line.turn('good')
    const context = await switchOn()
    await context.addInitScript(() => {
      indexedDB.open = () => {
        throw new DOMException('The user denied permission to access the database.', 'SecurityError')
      }
    })
    const page = await openForm(context)
    const before = (await windReports()).length
    await fillWind(page)
    await expect.poll(windReports, { timeout: 20_000 }).toHaveLength(before + 1)
    await context.close()
  }, 120_000)

  test('the worker keeps the form and nothing that the server says, and leaves the map and the desk alone', async () => {
    line.turn('good')
    const context = await switchOn()
    const page = await openForm(context)
    await heading(page, 'Apa yang terjadi?')
    await page.evaluate(() => fetch('/api/config').then(answer => answer.json()))
    const kept = await page.evaluate(async () => {
      const requests = await Promise.all(
        (await caches.keys()).map(async name => (await caches.open(name)).keys()),
      )
      return requests.flat().map(({ url }) => new URL(url).pathname)
    })
    expect(kept.length).toBeGreaterThan(2)
    expect(kept.filter(path => path !== '/report/index.html' && !path.startsWith('/assets/'))).toEqual([])
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
    for (const path of ['/', '/desk']) {
      await page.goto(line.url + path)
      expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
    }
    await context.close()
  }, 60_000)

  test('a report that waits can be thrown away, and taken back', async () => {
    line.turn('dead')
    const context = await switchOn()
    const page = await openForm(context)
    const before = (await windReports()).length
    await sendWind(page)
    await page.getByRole('button', { name: /^Menunggu jaringan/ }).tap()
    await page.getByRole('button', { name: /^Buang/ }).tap()
    await page.getByText('Laporan ini dibuang').waitFor()
    await press(page, 'Urungkan')
    await page.getByText('Menunggu jaringan', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Buang/ }).tap()
    await page.getByText('Laporan ini dibuang').waitFor()
    await page.reload()
    line.turn('good')
    await page.reload()
    await heading(page, 'Laporan dari ponsel ini')
    expect(await page.getByText('Laporan ini dibuang').count()).toBe(0)
    await context.close()
    expect(await windReports()).toHaveLength(before)
  }, 120_000)
})
