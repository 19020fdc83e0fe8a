// What stands beside the reports, in a real browser: layers and gauges on the map, search, embedding in another site, the desk's wall and its call.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordReadings } from '../server/gauges.ts'
import { desktop, hasBrowser, openBrowser, phone } from './browser.ts'
import { signedIn } from './desk-page.ts'
import { importGauges, manggarai, risingBefore } from './gauge-file.ts'
import { aReport, openWorld, postReport, signIn, type World } from './world.ts'

const HERE = `#map=13/${manggarai.lat}/${manggarai.lng}`

describe.skipIf(!hasBrowser)('beside the reports', () => {
  let world: World
  let browser: Browser
  beforeAll(async () => {
    world = await openWorld('embedded')
    browser = await openBrowser()
    await importGauges(world)
    await recordReadings(
      world.db,
      risingBefore(new Date()).map(one => ({ gauge: 'TMA1', ...one })),
      new Date(),
    )
    for (let index = 0; index < 3; index++)
      await postReport(
        world,
        aReport({
          place: { lng: manggarai.lng + index * 0.0004, lat: manggarai.lat },
          answers: { depth: 180 },
          words: `Air sampai kepala ${index}`,
        }),
      )
    await world.caughtUp()
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  async function visit(path: string, options: BrowserContextOptions, officer?: string): Promise<Page> {
    const context = officer
      ? await signedIn(browser, world, await signIn(world, officer), options)
      : await browser.newContext(options)
    const page = await context.newPage()
    await page.goto(world.url + path)
    return page
  }
  const violations = async (page: Page) =>
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)

  test.each([
    ['desktop', desktop, 'light'],
    ['phone', phone, 'dark'],
  ] as const)('a gauge opens with its level, chart and table on a %s', async (name, device, colorScheme) => {
    const page = await visit(`/${HERE}`, { ...device, colorScheme })
    if (name === 'phone') await page.getByRole('button', { name: 'Buka daftar' }).tap()
    await page.getByRole('button', { name: /Pintu Air Manggarai/ }).click()
    await page.getByRole('heading', { name: 'Pintu Air Manggarai' }).waitFor()
    await page.getByRole('img', { name: /Tinggi air Pintu Air Manggarai, 72 jam terakhir/ }).waitFor()
    await page.getByText('naik 60 cm per jam').waitFor()
    await page.getByText('Bacaan sebagai tabel').click()
    expect(await page.getByRole('row').count()).toBe(6)
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  test('layers are switched by keyboard, and the browser keeps the choice', async () => {
    const page = await visit(`/${HERE}`, desktop)
    const open = page.getByRole('button', { name: 'Pilih lapisan peta' })
    await open.focus()
    await page.keyboard.press('Enter')
    const gauges = page.getByRole('checkbox', { name: 'Pos duga air' })
    expect(await gauges.isChecked()).toBe(true)
    await gauges.focus()
    await page.keyboard.press('Space')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.getByRole('checkbox').count()).toBe(0)
    await page.reload()
    await page.getByRole('button', { name: 'Pilih lapisan peta' }).click()
    expect(await page.getByRole('checkbox', { name: 'Pos duga air' }).isChecked()).toBe(false)
    await page.context().close()
  })

  test('a place is found by its name and the map goes there, by keyboard alone', async () => {
    const page = await visit('/#map=5/-2/118', desktop)
    await page.getByRole('button', { name: 'Cari tempat' }).click()
    await page.getByRole('combobox').fill('Kemang')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => /map=1[0-9]/.test(location.hash), undefined, { timeout: 15_000 })
    await page.context().close()
  })

  test('another site may frame the embedded map, and no other page', async () => {
    const policy = async (path: string) =>
      (await fetch(world.url + path, { headers: { Accept: 'text/html' } })).headers.get(
        'Content-Security-Policy',
      )
    expect(await policy('/embed')).toContain('frame-ancestors *')
    for (const path of ['/', '/desk', '/waspada'])
      expect(await policy(path)).toContain("frame-ancestors 'none'")
    expect(await policy('/lapor')).toContain('frame-ancestors https://web.telegram.org')
    const page = await visit(`/${HERE}&hazard=flood`, desktop)
    await page.getByRole('button', { name: 'Pasang di situs Anda' }).click()
    const code = await page.getByRole('textbox', { name: 'Kode HTML' }).inputValue()
    expect(code).toContain('/embed?lang=id#map=13')
    expect(code).toContain('hazard=flood')
    expect(await violations(page)).toEqual([])
    const paper = createServer((_, response) => response.end(`<!doctype html><title>Koran</title>${code}`))
    await new Promise<void>(resolve => paper.listen(0, '127.0.0.1', resolve))
    await page.goto(`http://127.0.0.1:${(paper.address() as AddressInfo).port}/`)
    const framed = page.frameLocator('iframe')
    await framed.getByText('3 laporan').waitFor({ timeout: 15_000 })
    await framed.getByRole('link', { name: 'Buka peta lengkap di Kentongan' }).waitFor()
    await page.context().close()
    paper.close()
  })

  test('the wall shows counters, clock and the worst, and leads back to the desk', async () => {
    const page = await visit('/desk?wall=1', { ...desktop, reducedMotion: 'reduce' }, 'Dinding')
    await page.getByRole('heading', { name: 'Kejadian terparah terbaru' }).waitFor()
    await page.locator('.wall-worst li', { hasText: '3 laporan' }).waitFor()
    await page.getByText(/WITA/).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Kembali ke meja' }).click()
    await page.getByRole('heading', { name: 'Meja petugas' }).waitFor()
    expect(page.url()).not.toContain('wall')
    await page.context().close()
  })

  test('a new severe incident is counted in the title while nobody looks; sound is off until it is wanted', async () => {
    const page = await visit('/desk', desktop, 'Jaga')
    const sound = page.getByRole('button', { name: 'Bunyikan kejadian berbahaya baru' })
    expect(await sound.getAttribute('aria-pressed')).toBe('false')
    await sound.click()
    expect(await sound.getAttribute('aria-pressed')).toBe('true')
    await page.locator('.line').first().waitFor()
    const hide = (isHidden: boolean) =>
      page.evaluate(value => {
        Object.defineProperty(document, 'hidden', { value, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, isHidden)
    await hide(true)
    for (let index = 0; index < 3; index++)
      await postReport(
        world,
        aReport({
          place: { lng: 106.7 + index * 0.0004, lat: -6.3 },
          answers: { depth: 190 },
          words: `Rumah tenggelam ${index}`,
        }),
      )
    await world.caughtUp()
    await page.waitForFunction(() => document.title.startsWith('(1) '), undefined, { timeout: 15_000 })
    await hide(false)
    await page.waitForFunction(() => !document.title.startsWith('('), undefined, { timeout: 5_000 })
    await page.reload()
    expect(await sound.getAttribute('aria-pressed')).toBe('true')
    await page.context().close()
  })
})
