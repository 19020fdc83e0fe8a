// The public map and the desk with more reports than a page holds: what the list says, what the tiles show and what has just come are one picture.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { readConfig } from '../server/config.ts'
import { type Running, startServer } from '../server/main.ts'
import { hasBrowser, openBrowser } from './browser.ts'
import { hasPostgres } from './database.ts'
import { writeReports } from './many-reports.ts'
import { buildPages, type Canvas, inList, openPage } from './map-page.ts'
import { sitDown } from './officer-hands.ts'
import { aReport, decide, freshSettings, postReport, signIn } from './world.ts'

const REPORTS = 20_000
const patience = { timeout: 30_000 }

describe.skipIf(!hasBrowser)('The map with twenty thousand reports', () => {
  let browser: Browser
  let server: Running
  let drop: () => Promise<void>
  beforeAll(async () => {
    buildPages()
    browser = await openBrowser()
    const fresh = await freshSettings(hasPostgres ? 'postgres' : 'embedded')
    drop = fresh.drop
    const config = readConfig(fresh.settings)
    const db = await openDatabase({ url: config.databaseUrl, directory: config.directory })
    await migrate(db)
    await writeReports(db, REPORTS)
    await db.close()
    server = await startServer(config, { log: () => undefined })
  }, 600_000)
  afterAll(async () => {
    await browser.close()
    await server.stop()
    await drop()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  const WHOLE = '#map=8/-6.25/106.85'
  const counted = async (page: Page) =>
    Number((await page.locator('.count strong').textContent())?.replace(/\D/g, ''))
  /** Reports that the map shows, those in crowds included, and how many of them lie on top of the tiles. */
  const drawn = (page: Page) =>
    page.evaluate(() => {
      const canvas: Canvas | null = document.querySelector('.map-canvas')
      const map = canvas?.map
      if (!map?.getLayer('tile-pins')) return { all: 0, onTop: 0 }
      const sum = (...layers: string[]) =>
        map
          .queryRenderedFeatures({ layers })
          .reduce((total, { properties }) => total + Number(properties.point_count ?? 1), 0)
      const onTop = sum('pins', 'bubbles')
      return { all: sum('tile-pins', 'tile-bubbles') + onTop, onTop }
    })
  const expectInStep = async (page: Page, count: number) => {
    await expect.poll(() => counted(page), patience).toBe(count)
    await expect.poll(() => drawn(page), patience).toEqual({ all: count, onTop: 0 })
  }

  test('list and map say the same, with and without filters, and the page holds a part of it', async () => {
    const page = await openPage(browser, `${server.url}/${WHOLE}`)
    await expectInStep(page, REPORTS)
    expect((await inList(page)).length).toBe(100)
    await page.locator('.worst').getByText('Awas').waitFor()
    await page.getByRole('button', { name: 'Kebakaran', exact: true }).click()
    await expectInStep(page, REPORTS / 10)
    await page.goto(`${server.url}/?lang=en#map=8/-6.25/106.85&words=gang+777&level=1`)
    await page.reload()
    const words = await (await fetch(`${server.url}/api/live?words=gang+777&level=1&limit=1000`)).json()
    expect(words.count).toBeGreaterThan(0)
    await expectInStep(page, words.count)
  }, 120_000)

  test('a report that comes stands on both at once and then in the tiles; one that is dismissed leaves both', async () => {
    const page = await openPage(browser, `${server.url}/${WHOLE}`)
    await expectInStep(page, REPORTS)
    const { body } = await postReport(
      server,
      aReport({ answers: { depth: 200 }, place: { lng: 107.6, lat: -6.9 } }),
    )
    const { id } = body.report.properties
    await page.locator(`.panel [data-report="${id}"]`).waitFor(patience)
    await expectInStep(page, REPORTS + 1)
    await page.locator(`.panel [data-report="${id}"]`).click()
    await page.getByRole('complementary', { name: 'Rincian' }).getByText('200 cm').waitFor()
    await decide(server, await signIn(server), id, 'dismiss', { reason: 'Foto lama' })
    await page.locator(`.panel [data-report="${id}"]`).waitFor({ state: 'detached', ...patience })
    await page.goto(`${server.url}/${WHOLE}`)
    await page.reload()
    await expectInStep(page, REPORTS)
  }, 120_000)

  test('the list goes on where its first page ends, and a link opens a report that the page does not hold', async () => {
    const page = await openPage(browser, `${server.url}/${WHOLE}`)
    await expectInStep(page, REPORTS)
    await page.locator('.panel .list > .more').last().click()
    await expect.poll(async () => (await inList(page)).length, patience).toBe(200)
    const { reports } = await (await fetch(`${server.url}/api/live?level=1&after=5000&limit=1`)).json()
    const [last] = reports
    await page.goto(`${server.url}/?report=${last.properties.id}`)
    const detail = page.getByRole('complementary', { name: 'Rincian' })
    await detail.getByText(last.properties.words).waitFor(patience)
    expect(await detail.getByText('sudah berakhir').count()).toBe(0)
  }, 120_000)

  const lineCount = (page: Page) =>
    page.locator('.lines li').first().getAttribute('aria-setsize').then(Number)
  const place = (page: Page) =>
    page.locator('li:has(.line[aria-current])').getAttribute('aria-posinset').then(Number)

  test('the desk holds a part of its queue, in step with its map, and is worked by keyboard to the last line', async () => {
    const { page, press, write, answer, openLine } = await sitDown(browser, server, 'Ketut')
    await expect.poll(() => lineCount(page), patience).toBe(REPORTS)
    await page.goto(`${server.url}/desk${WHOLE}`)
    await page.reload()
    await expect.poll(() => drawn(page), patience).toEqual({ all: REPORTS, onTop: 0 })
    expect(await page.locator('.lines li').count()).toBeLessThan(80)
    await page.getByRole('button', { name: 'Kebakaran', exact: true }).click()
    await expect.poll(() => lineCount(page), patience).toBe(REPORTS / 10)
    await expect.poll(() => drawn(page), patience).toEqual({ all: REPORTS / 10, onTop: 0 })
    await press('0')
    await expect.poll(() => lineCount(page), patience).toBe(REPORTS)
    await press('j', 'j', 'j')
    await expect.poll(() => place(page), patience).toBe(3)
    await press('Escape', 'k')
    await expect.poll(() => place(page), patience).toBe(REPORTS)
    await press('k', 'k')
    await expect.poll(() => place(page), patience).toBe(REPORTS - 2)

    // Who calls for help stands above all others at once, and is decided there.
    const { body } = await postReport(
      server,
      aReport({ words: 'Tolong, kami terjebak di atap, butuh perahu', place: { lng: 107.6, lat: -6.9 } }),
    )
    const { id } = body.report.properties
    await page.evaluate(() => document.querySelector('.lines-scroll')?.scrollTo(0, 0))
    await expect
      .poll(() => page.locator('.lines li[aria-posinset="1"] .line').getAttribute('data-report'), patience)
      .toBe(id)
    await press('Escape', 'j', 'c')
    await expect.poll(answer, patience).toContain('memegang')
    await page.getByRole('button', { name: 'Saya 1' }).waitFor(patience)
    await press('v')
    await expect.poll(() => openLine.getAttribute('data-state'), patience).toBe('verified')
    await press('Escape', '2')
    await expect.poll(() => lineCount(page), patience).toBe(1)

    // Many at once, and all of them taken back.
    const undecided = async () =>
      (await server.db.query(`select from reports where state = 'unverified'`)).rows.length
    const before = await undecided()
    await press('3')
    await expect.poll(() => lineCount(page), patience).toBeGreaterThan(10_000)
    await press('j', 'Shift+ArrowDown', 'Shift+ArrowDown')
    await expect.poll(() => page.locator('.line.is-picked').count(), patience).toBe(3)
    await write('d', 'Sudah dilaporkan')
    await expect.poll(undecided, patience).toBe(before - 3)
    await press('z')
    await expect.poll(undecided, patience).toBe(before)
    await page.context().close()
  }, 180_000)

  test('what another officer decides leaves the long queue by itself, and its count too', async () => {
    const { page } = await sitDown(browser, server, 'Made')
    await page.getByRole('button', { name: /^Bebas/ }).click()
    const reportAt = (at: number) =>
      page.locator('.lines .line[data-report]').nth(at).getAttribute('data-report', patience)
    await expect.poll(() => lineCount(page), patience).toBeGreaterThan(10_000)
    const [verified, dismissed] = [await reportAt(0), await reportAt(1)]
    const other = await signIn(server, 'Nyoman')
    for (const [id, act] of [
      [verified, 'verify'],
      [dismissed, 'dismiss'],
    ] as const) {
      await decide(server, other, String(id), act, { reason: 'Sudah dilihat', version: 1 })
      const began = performance.now()
      await page.locator(`.lines [data-report="${id}"]`).waitFor({ state: 'detached', ...patience })
      console.log(`${act}: gone from another's queue after ${Math.round(performance.now() - began)} ms.`)
    }
    const told = async () => {
      const path = `${server.url}/api/desk/queue?tab=unclaimed&limit=0`
      return (await (await fetch(path, { headers: other })).json()).total
    }
    await expect.poll(async () => (await lineCount(page)) - (await told()), patience).toBe(0)
    await page.context().close()
  }, 120_000)
})
