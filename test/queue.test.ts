// The desk's queue when it is long: only what is in sight stands in the page, filters and saved views narrow it, and many lines are decided and taken
// back at once, all by keyboard.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addAgency } from '../db/agencies.ts'
import { hasBrowser, openBrowser } from './browser.ts'
import { hasPostgres } from './database.ts'
import { reportsOfTheDay } from './flood-day.ts'
import { buildPages, openPage } from './map-page.ts'
import { sitDown } from './officer-hands.ts'
import { collection, fileOf, perform } from './operators.ts'
import { aReport, aSquare, openWorld, postReport, type World } from './world.ts'

const COUNT = 90
const soon = { timeout: 20_000 }

describe.skipIf(!hasBrowser)('A long queue', () => {
  let browser: Browser
  let world: World
  let officers = 0
  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([openWorld(hasPostgres ? 'postgres' : 'embedded'), openBrowser()])
    await addAgency(world.db, { key: 'bpbd-dki', name: 'BPBD DKI Jakarta', contact: null, at: new Date() })
    const area = {
      type: 'Feature',
      properties: { id: 'kemang', name: 'Kelurahan Kemang Timur', parent: 'Mampang' },
      geometry: { type: 'Polygon', coordinates: [aSquare({ lng: 106.8166, lat: -6.2607 }, 0.004)] },
    }
    await perform(world.db, 'areas import', { file: fileOf(collection([area])) })
    // A kilometre apart, so that each is a line of its own.
    for (const [at, draft] of reportsOfTheDay(COUNT).entries())
      await postReport(world, {
        ...draft,
        place: { lng: 106.72 + (at % 10) * 0.01, lat: -6.3 + Math.floor(at / 10) * 0.01 },
      })
    await postReport(world, aReport({ words: 'Jembatan putus', device: crypto.randomUUID() }))
    await postReport(world, aReport({ words: 'Pasar terendam', place: { lng: 110.42, lat: -6.99 } }))
    await world.caughtUp()
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  async function sit() {
    const hands = await sitDown(browser, world, `Sari ${officers++}`)
    await hands.page.locator('.queue .line').first().waitFor()
    return hands
  }
  const undecided = async () =>
    (await world.db.query(`select from reports where state = 'unverified'`)).rows.length

  test('has only the lines in sight in the page, says how many there are, and follows the keys', async () => {
    const { page, press, openLine } = await sit()
    const lines = page.locator('.queue .line')
    const whole = Number(await page.locator('.lines li').first().getAttribute('aria-setsize'))
    expect(whole).toBeGreaterThan(60)
    expect(await lines.count()).toBeLessThan(60)
    for (let step = 0; step < 40; step++) await press('j')
    await expect
      .poll(() => page.locator('li:has(.line[aria-current])').getAttribute('aria-posinset'))
      .toBe('40')
    const seen = await openLine.evaluate(line => {
      const [own, frame] = [line, line.closest('.lines-scroll')].map(each => each?.getBoundingClientRect())
      return own && frame ? own.top >= frame.top - 1 && own.bottom <= frame.bottom + 1 : false
    })
    expect(seen).toBe(true)
    await press('Escape', 'Escape', 'k')
    await expect
      .poll(() => page.locator('li:has(.line[aria-current])').getAttribute('aria-posinset'))
      .toBe(String(whole))
  })

  test('decides about many lines at once and takes all of them back at once', async () => {
    const { page, press, answer, write } = await sit()
    const before = await undecided()
    const free = page.getByRole('button', { name: /^Bebas/ })
    const atFirst = await free.textContent()
    await press('3', 'j', ...Array.from({ length: 7 }, () => 'Shift+ArrowDown'))
    expect(await page.locator('.line.is-picked').count()).toBe(8)
    await press('v')
    expect(await answer()).toContain('sekaligus selesai')
    expect(await undecided()).toBeLessThanOrEqual(before - 8)
    await press('z')
    await expect.poll(undecided, soon).toBe(before)
    // What came back stands in the queue again before more is chosen.
    await expect.poll(() => free.textContent(), soon).toBe(atFirst)
    await press('Escape', 'Escape', 'Escape', '3', 'j', 'x', 'j', 'x')
    expect(await page.locator('.line.is-picked').count()).toBe(2)
    await write('d', 'Sudah dilaporkan')
    await expect.poll(undecided, soon).toBe(before - 2)
    await press('z')
    await expect.poll(undecided, soon).toBe(before)
    await expect.poll(() => free.textContent(), soon).toBe(atFirst)
    // Assigned together, and handed back by one undo.
    const assigned = async () =>
      (await world.db.query(`select from cases where agency = 'bpbd-dki' and closed is null`)).rows.length
    await press('Escape', 'Escape', 'Escape', '3', 'k', 'Shift+ArrowUp', 'a')
    await page.locator('.dismissal select:focus').waitFor()
    await expect.poll(() => page.locator('.dismissal option').count()).toBe(2)
    await press('ArrowDown')
    await page.locator('.dismissal').getByRole('button', { name: 'Tugaskan' }).press('Enter')
    await expect.poll(assigned, soon).toBe(2)
    await page.locator('.dismissal').waitFor({ state: 'detached' })
    await world.caughtUp()
    await press('z')
    await expect.poll(assigned, soon).toBe(0)
  })

  test('is narrowed by words, place and agency; the address says it, a name keeps it, and one key takes it away', async () => {
    const { page, press } = await sit()
    const lines = page.locator('.queue .line')
    const chips = page.getByRole('group', { name: 'Saringan yang aktif' })
    await press('f')
    await page.getByLabel('Kata, tempat, atau nomor').waitFor()
    await page.keyboard.type('pasar terendam')
    await expect.poll(() => lines.count(), soon).toBe(1)
    await press('Escape')
    await chips.getByRole('button', { name: /pasar terendam/ }).waitFor()
    await press('0')
    await chips.waitFor({ state: 'detached' })

    await press('/')
    await page.getByLabel('Wilayah', { exact: true }).pressSequentially('jawa tengah')
    await press('Enter')
    await expect.poll(() => lines.count(), soon).toBe(1)
    expect(page.url()).toContain('region=ID-JT')
    await page.getByLabel('Wilayah', { exact: true }).pressSequentially('kemang timur')
    await page.getByRole('button', { name: /Kelurahan Kemang Timur/ }).press('Enter')
    await lines.getByText('Jembatan putus').waitFor()
    await page.getByLabel('Nama tampilan ini').fill('Kemang saja')
    await page.getByRole('button', { name: 'Simpan' }).press('Enter')
    await page.getByText('Tampilan Kemang saja tersimpan untuk Anda').waitFor()
    await page.getByRole('button', { name: 'Hapus tampilan Kemang saja' }).press('Enter')
    await page.getByRole('link', { name: 'Kemang saja' }).waitFor({ state: 'detached' })
    await page.locator('.views-kept').getByRole('button', { name: 'Urungkan' }).press('Enter')
    await page.getByRole('link', { name: 'Kemang saja' }).waitFor()
    await page.evaluate(() => localStorage.clear())
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    await page.reload()
    await chips.getByRole('button', { name: /Kelurahan Kemang Timur/ }).waitFor()
    const [found, count] = [await lines.first().getAttribute('data-report'), await lines.count()]
    await press('0', 'f')
    await expect.poll(() => lines.count(), soon).toBeGreaterThan(count)
    await page.getByRole('link', { name: 'Kemang saja' }).press('Enter')
    await expect.poll(() => lines.count(), soon).toBe(count)
    expect(await lines.first().getAttribute('data-report')).toBe(found)
    await page.getByLabel('Lembaga yang menangani').selectOption('BPBD DKI Jakarta')
    await page.getByText('Tidak ada yang cocok dengan saringan').waitFor()
    await page.getByRole('button', { name: 'Hapus semua saringan' }).press('Enter')
    await expect.poll(() => lines.count(), soon).toBeGreaterThan(count)
  })

  test('the public map has the same filter by area, in its address too', async () => {
    const page = await openPage(browser, `${world.url}/`)
    await page.getByRole('button', { name: 'Saringan lain' }).click()
    await page.getByLabel('Wilayah', { exact: true }).pressSequentially('jawa tengah')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.panel [data-report]').count()).toBe(1)
    expect(page.url()).toContain('region=ID-JT')
    await page.getByRole('button', { name: 'Hapus saringan Jawa Tengah' }).click()
    await expect.poll(() => page.locator('.panel [data-report]').count()).toBeGreaterThan(1)
  })
})
