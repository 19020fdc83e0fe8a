// The public map as people see it: a real browser, the built pages, the real server. What is drawn is asked of the map itself.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { startServer } from '../server/main.ts'
import { readAddress, writeAddress } from '../web/map/address.ts'
import { hasBrowser, openBrowser, phone } from './browser.ts'
import { engines, hasPostgres } from './database.ts'
import {
  buildPages,
  type Canvas,
  desk,
  drawnAt,
  expectShown,
  inList,
  openPage,
  textOf,
  watchDrawing,
} from './map-page.ts'
import { patient } from './patient-limits.ts'
import { aReport, decide, freshSettings, openWorld, postReport, signIn, type World } from './world.ts'

const engine = hasPostgres ? 'postgres' : 'embedded'

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

test('the address says what is open and what is shown, and is read back the same', () => {
  const address = {
    selection: { kind: 'report', id: 'a1' },
    view: { zoom: 9.5, lat: -6.2, lng: 106.8 },
    filters: { hazards: ['flood', 'fire'], hours: 6 },
    drill: true,
  } as const
  const written = writeAddress('?lang=en&drill=1', {
    ...address,
    filters: { hazards: ['flood', 'fire'], hours: 6 },
  })
  expect(written).toBe('?lang=en&drill=1&report=a1#map=9.5/-6.2000/106.8000&hazard=flood,fire&hours=6')
  const [search = '', hash = ''] = written.split('#')
  expect(readAddress(search, `#${hash}`)).toEqual(address)
  const narrow = {
    ...address,
    filters: { hazards: [], hours: 24, levels: [2, 3], states: ['verified'], words: 'gang 4 & #1' },
  } as const
  const [query = '', rest = ''] = writeAddress('?drill=1', {
    ...narrow,
    filters: { hazards: [], hours: 24, levels: [2, 3], states: ['verified'], words: 'gang 4 & #1' },
  }).split('#')
  expect(readAddress(query, `#${rest}`)).toEqual(narrow)
  expect(readAddress('?report=<b>', '#map=99/x/y&hazard=godzilla&hours=7')).toEqual({
    selection: null,
    view: null,
    filters: { hazards: [], hours: 24 },
    drill: false,
  })
})

/** Reports that are timed; fewer where everything else is tested beside it. */
const DRAWN = process.env.CI === 'true' ? 12 : 30

describe.skipIf(!hasBrowser)('The map', () => {
  let browser: Browser
  beforeAll(async () => {
    buildPages()
    browser = await openBrowser()
  }, 120_000)
  afterAll(() => browser.close())
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  test.each(engines)(
    "a posted report is drawn on another one's phone within a moment, on %s",
    async on => {
      const world = await openWorld(on)
      const page = await openPage(browser, `${world.url}/#map=11/-6.2/106.85`, phone)
      await watchDrawing(page)
      const took: number[] = []
      for (let index = 0; index < DRAWN; index++) {
        const place = { lng: 106.8 + (index % 6) * 0.02, lat: -6.27 + Math.floor(index / 6) * 0.035 }
        const sent = Date.now()
        const { body } = await postReport(world, aReport({ place }))
        took.push((await drawnAt(page, body.report.properties.id)) - sent)
      }
      took.sort((a, b) => a - b)
      const [median, p95] = [0.5, 0.95].map(share => took[Math.floor(took.length * share)])
      console.log(`Posted to drawn on ${on}: median ${median} ms, p95 ${p95} ms over ${took.length} reports.`)
      // A second is the aim; the machine that runs the tests draws without a graphics card and has other work.
      expect(p95).toBeLessThan(5_000)
      await page.context().close()
      await world.close()
    },
    120_000,
  )

  describe('with reports on it', () => {
    let world: World
    let officer: { Cookie: string }
    const ids: Record<'deep' | 'near' | 'old' | 'fire' | 'drill', string> = {
      deep: '',
      near: '',
      old: '',
      fire: '',
      drill: '',
    }
    const all = () => [ids.deep, ids.near, ids.old, ids.fire]

    beforeAll(async () => {
      world = await openWorld(engine)
      officer = await signIn(world)
      const post = async (changes: Record<string, unknown>) =>
        (await postReport(world, aReport(changes))).body.report.properties.id
      ids.deep = await post({ answers: { depth: 170 }, words: 'Air masuk rumah, hubungi 0812 3456 7890' })
      ids.near = await post({ place: { lng: 106.8169, lat: -6.2609 } })
      ids.old = await post({ place: { lng: 112.7, lat: -7.3 }, at: hoursAgo(5) })
      ids.fire = await post({
        hazard: 'fire',
        answers: {},
        place: { lng: 119.45, lat: -5.15 },
        at: hoursAgo(2),
      })
      ids.drill = await post({ drill: true, words: 'Hanya latihan' })
    })
    afterAll(() => world.close())

    const open = (address: string, options?: BrowserContextOptions) =>
      openPage(browser, world.url + address, options)
    const detail = (page: Page) => page.getByRole('complementary', { name: 'Rincian' })
    const WHOLE = '#map=4.5/-4/114'

    test('the list says the same as the map, most severe first, and so do hazard and time filters', async () => {
      const page = await open(`/${WHOLE}`)
      await expectShown(page, all())
      expect(await page.locator('.panel [data-report]').first().getAttribute('data-report')).toBe(ids.deep)
      await page.getByText('4 laporan', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Kebakaran', exact: true }).click()
      await expectShown(page, [ids.fire])
      await page.getByRole('button', { name: '1 jam terakhir', exact: true }).click()
      await expectShown(page, [])
      await page.getByText('Di luar saringan ada 4.', { exact: false }).waitFor()
      expect(page.url()).toContain('hazard=fire&hours=1')
      await page.reload()
      await expectShown(page, [])
      await page.getByRole('button', { name: 'Semua', exact: true }).click()
      await page.getByRole('button', { name: '3 jam terakhir' }).click()
      await expectShown(page, [ids.deep, ids.near, ids.fire])
    })

    test('a link opens the report, tells what the citizen saw, and hides telephone numbers', async () => {
      const page = await open(`/?report=${ids.deep}`)
      await detail(page).getByText('170 cm, di atas kepala').waitFor()
      expect(await textOf(detail(page))).toMatch(
        /Banjir[\s\S]*Awas[\s\S]*Belum diverifikasi[\s\S]*Dekat .+[\s\S]*WIB[\s\S]*hubungi •••/,
      )
      await expect
        .poll(
          () => page.evaluate(() => (document.querySelector('.map-canvas') as Canvas).map?.getZoom() ?? 0),
          { timeout: 10_000 },
        )
        .toBeGreaterThan(12)
      await page.getByRole('button', { name: 'Tutup rincian' }).click()
      await detail(page).waitFor({ state: 'detached' })
      expect(page.url()).not.toContain('report=')
    })

    test('sharing copies an address that opens the same report elsewhere', async () => {
      const page = await open(`/${WHOLE}`, { permissions: ['clipboard-read', 'clipboard-write'] })
      await page.locator(`[data-report="${ids.fire}"]`).click()
      await page.getByRole('button', { name: 'Bagikan' }).click()
      await page.getByText('Tautan disalin').waitFor()
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      expect(copied).toBe(`${world.url}/?report=${ids.fire}`)
      const other = await openPage(browser, copied)
      await detail(other).getByRole('heading', { name: 'Kebakaran' }).waitFor()
      await page.goBack()
      await detail(page).waitFor({ state: 'detached' })
    })

    test('a report that has ended opens from its link and says so; one that never was says that', async () => {
      const { body } = await postReport(world, aReport({ words: 'Sudah surut' }))
      const { id, number } = body.report.properties
      await decide(world, officer, id, 'resolve')
      const page = await open(`/?report=${number}`)
      await detail(page).getByText('sudah berakhir').waitFor()
      await detail(page).getByText('Selesai').waitFor()
      await detail(page).getByText('Sudah surut').waitFor()
      expect(await inList(page)).not.toContain(id)
      const none = await open('/?report=00000000-0000-7000-8000-000000000000')
      await detail(none).getByText('tidak kami temukan').waitFor()
    })

    test('three reports close together stand as an incident that tells its figures and its reports', async () => {
      for (const depth of [40, 60, 80])
        await postReport(
          world,
          aReport({ answers: { depth }, place: { lng: 110.4 + depth / 100_000, lat: -6.98 } }),
        )
      await world.caughtUp()
      const page = await open(`/${WHOLE}`)
      await page.locator('[data-incident]').first().click()
      await detail(page).getByText('Kedalaman tengah').waitFor()
      expect(await textOf(detail(page))).toMatch(/3[\s\S]*60 cm[\s\S]*40–80 cm/)
      expect(page.url()).toContain('incident=')
      expect(await detail(page).locator('[data-report]').count()).toBe(3)
      await expect
        .poll(
          () =>
            page.evaluate(() => {
              const canvas: Canvas | null = document.querySelector('.map-canvas')
              return canvas?.map?.queryRenderedFeatures({ layers: ['incident-areas'] }).length ?? 0
            }),
          { timeout: 10_000 },
        )
        .toBeGreaterThan(0)
      await detail(page).locator('[data-report]').first().click()
      await page.getByRole('button', { name: 'Bagian dari kejadian: 3 laporan' }).click()
      await detail(page).getByText('Kedalaman tengah').waitFor()
    })

    test('the drill is on its own map, with a banner, and never on the real one', async () => {
      const page = await open(`/?drill=1${WHOLE}`)
      await expectShown(page, [ids.drill])
      await page.getByText('LATIHAN: ini bukan kejadian nyata').waitFor()
      expect(await page.getByRole('link', { name: 'Lapor' }).getAttribute('href')).toBe('/lapor?drill=1')
    })

    test('by keyboard alone a report is found in the list and opened', async () => {
      const page = await open(`/${WHOLE}`)
      await page.locator('.panel [data-report]').first().focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await detail(page).getByRole('heading').first().waitFor()
      expect(await page.evaluate(() => document.activeElement?.closest('aside') !== null)).toBe(true)
    })

    test('on a phone the sheet goes from the count to the list to a report, and the button never moves', async () => {
      const page = await open(`/${WHOLE}`, phone)
      const button = page.getByRole('link', { name: 'Lapor' })
      await page.getByText('Terparah').waitFor()
      const place = await button.boundingBox()
      const rows = page.locator('.panel [data-report]')
      expect(await rows.first().isVisible()).toBe(false)
      await page.getByRole('button', { name: 'Buka daftar' }).tap()
      await page.locator(`.panel [data-report="${ids.fire}"]`).tap()
      await detail(page).getByRole('heading', { name: 'Kebakaran' }).waitFor()
      expect(await button.boundingBox()).toEqual(place)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      const targets = await page
        .locator('a:visible, button:visible')
        .evaluateAll(all =>
          all
            .filter(
              each => !each.matches('.chip, .maplibregl-ctrl *') && each.getBoundingClientRect().height < 44,
            )
            .map(each => each.textContent),
        )
      expect(targets).toEqual([])
    })

    test('in English everything is English, and the choice is kept', async () => {
      const page = await open(`/${WHOLE}`)
      await page.getByRole('button', { name: 'English' }).click()
      await page.locator('.panel').getByText('Unverified').first().waitFor()
      await page.reload()
      await page.getByRole('link', { name: 'Report' }).waitFor()
      expect(await textOf(page.locator('.page'))).not.toMatch(/laporan|Belum|jam /)
    })

    test.each([
      ['phone', 'light'],
      ['phone', 'dark'],
      ['desk', 'light'],
      ['desk', 'dark'],
    ] as const)('axe finds nothing on a %s in the %s', async (size, colorScheme) => {
      const page = await open(`/${WHOLE}`, {
        ...(size === 'phone' ? phone : desk),
        colorScheme,
        reducedMotion: 'reduce',
      })
      await page.locator('.panel [data-report]').first().waitFor({ state: 'attached' })
      if (size === 'phone') await page.getByRole('button', { name: 'Buka daftar' }).tap()
      const found = async () =>
        (await new AxeBuilder({ page }).analyze()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
        )
      if (size === 'phone') expect(await found()).toEqual([])
      await page.locator(`.panel [data-report="${ids.deep}"]`).click()
      await detail(page).getByText('170 cm').waitFor()
      expect(await found()).toEqual([])
    })
  })

  test('whom the server cannot let in reads that it is busy, and never that there are no reports', async () => {
    const world = await openWorld('embedded', { limits: patient, sockets: 0 }, { OVERLOAD: 'on' })
    await postReport(world)
    const page = await openPage(browser, world.url, phone)
    await page.getByText('ramai, dicoba lagi').waitFor()
    expect(await textOf(page.locator('.count'))).toBe('Mengambil laporan terbaru')
    expect(await page.getByText('Belum ada laporan').count()).toBe(0)
    await world.close()
  })

  test('an empty map says what will appear and how to report', async () => {
    const world = await openWorld(engine)
    const page = await openPage(browser, world.url)
    await page.getByText('Belum ada laporan').waitFor()
    await page.getByText('tampil di sini begitu masuk', { exact: false }).waitFor()
    await postReport(world)
    await page.getByText('1 laporan', { exact: true }).waitFor()
    await world.close()
  })

  test('a hand moves it as far as itself, and however coarse it was drawn meanwhile, it is sharp when the hand rests', async () => {
    const world = await openWorld(engine)
    const page = await openPage(browser, `${world.url}/#map=11/-6.2/106.85`)
    const look = () =>
      page.evaluate(() => {
        const map = document.querySelector<Canvas>('.map-canvas')?.map
        const canvas = map?.getCanvas()
        return {
          x: map?.project([106.85, -6.2]).x ?? 0,
          sharpness: (canvas?.width ?? 0) / (canvas?.clientWidth || 1),
        }
      })
    await page.waitForFunction(() => document.querySelector<Canvas>('.map-canvas')?.map?.loaded())
    // By then it knows how quickly it is drawn.
    await page.waitForTimeout(2_500)
    const { x } = await look()
    await page.mouse.move(800, 350)
    await page.mouse.down()
    for (let step = 1; step <= 10; step++) await page.mouse.move(800 - 15 * step, 350)
    // So that the map does not go on by itself.
    await page.waitForTimeout(400)
    await page.mouse.up()
    expect(Math.abs((await look()).x - (x - 150))).toBeLessThan(5)
    await expect.poll(async () => (await look()).sharpness, { timeout: 20_000 }).toBe(1)
    await world.close()
  })

  test('after the server was away the map shows what it missed', async () => {
    const { settings, drop } = await freshSettings(engine)
    const start = (port: number) =>
      startServer(readConfig({ ...settings, PORT: String(port) }), { log: () => undefined })
    const first = await start(0)
    const page = await openPage(browser, `${first.url}/#map=4.5/-4/114`)
    const { body } = await postReport(first)
    await expectShown(page, [body.report.properties.id])
    await first.stop()
    await page.getByText('terputus, dicoba lagi').waitFor()
    expect(await inList(page)).toHaveLength(1)
    const second = await start(first.port)
    const missed = await postReport(second, aReport({ place: { lng: 112.7, lat: -7.3 } }))
    await expectShown(page, [body.report.properties.id, missed.body.report.properties.id])
    await page.getByText('langsung', { exact: false }).waitFor()
    await second.stop()
    await drop()
  })

  describe('with an online ground', () => {
    const style = 'https://tiles.example/style.json'
    const names = (page: Page) =>
      page.evaluate(() => (document.querySelector('.map-canvas') as Canvas).map?.getStyle().name)

    test('changes over when it has really loaded, and keeps the reports', async () => {
      const world = await openWorld(engine, {}, { MAP_STYLE_URL: style })
      const { body } = await postReport(world)
      const context = await browser.newContext(desk)
      await context.route('https://tiles.example/**', route =>
        route.fulfill({
          headers: { 'Access-Control-Allow-Origin': '*' },
          json: {
            version: 8,
            name: 'Online',
            sources: {},
            layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#eeeeee' } }],
          },
        }),
      )
      const page = await context.newPage()
      await page.goto(`${world.url}/#map=4.5/-4/114`)
      await expect.poll(() => names(page), { timeout: 15_000 }).toBe('Online')
      await expectShown(page, [body.report.properties.id])
      await world.close()
    })

    test('stays on the bundled one where the online one cannot be reached', async () => {
      const world = await openWorld(engine, {}, { MAP_STYLE_URL: style })
      const { body } = await postReport(world)
      const context = await browser.newContext(desk)
      const page = await context.newPage()
      let asked = 0
      await page.route('https://tiles.example/**', route => {
        asked++
        return route.abort()
      })
      await page.goto(`${world.url}/#map=4.5/-4/114`)
      await expect.poll(() => asked, { timeout: 15_000 }).toBeGreaterThan(0)
      await expectShown(page, [body.report.properties.id])
      expect(await names(page)).not.toBe('Online')
      await world.close()
    })
  })
})
