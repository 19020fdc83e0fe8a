// The officers' desk beside the public map: two browsers, the built pages, the real server.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { desktop, hasBrowser, openBrowser, phone } from './browser.ts'
import { hasPostgres } from './database.ts'
import { enterAs } from './desk-page.ts'
import { buildPages } from './map-page.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

/** As narrow as shows all of the desk. */
const desk = { ...desktop, viewport: { width: 1280, height: 720 } }

describe.skipIf(!hasBrowser)('The desk', () => {
  let browser: Browser
  let world: World
  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([openWorld(hasPostgres ? 'postgres' : 'embedded'), openBrowser()])
    await signIn(world, 'Wayan')
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ ...desk, ...options })
    const page = await context.newPage()
    await page.goto(world.url + address)
    return page
  }

  async function openDesk(address = '/desk', options: BrowserContextOptions = {}): Promise<Page> {
    const page = await open(address, options)
    await enterAs(page, 'Wayan')
    await page.getByRole('region', { name: 'Antrean laporan' }).waitFor()
    return page
  }

  const post = async (changes: Record<string, unknown> = {}) =>
    (await postReport(world, aReport(changes))).body.report.properties
  const line = (page: Page, id: string) => page.locator(`.queue [data-report="${id}"]`)
  const stateOf = (page: Page, id: string) => line(page, id).getAttribute('data-state')
  const detail = (page: Page) => page.getByRole('complementary', { name: 'Rincian' })

  test('lets nobody in with a wrong password, and says so', async () => {
    const page = await open('/desk')
    await page.getByLabel('Nama').fill('Wayan')
    await page.getByLabel('Kata sandi').fill('salah')
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await page.getByRole('alert').getByText('tidak cocok').waitFor()
    expect(await page.locator('.queue').count()).toBe(0)
  })

  test('an officer verifies by keyboard alone, and the public map shows it verified', async () => {
    const { id } = await post({ answers: { depth: 190 }, words: 'Telepon saya 0812 3456 7890' })
    const publicMap = await open('/#map=4.5/-4/114')
    await publicMap.locator(`.panel [data-report="${id}"]`).getByText('Belum diverifikasi').waitFor()
    const page = await openDesk()
    await line(page, id).waitFor()
    await page.keyboard.press('j')
    await detail(page).getByText('Telepon saya 0812 3456 7890').waitFor()
    await page.keyboard.press('v')
    await publicMap.locator(`.panel [data-report="${id}"]`).getByText('Terverifikasi').waitFor()
    await detail(page).getByText('Wayan memverifikasi').waitFor()
    await page.keyboard.press('z')
    await publicMap.locator(`.panel [data-report="${id}"]`).getByText('Belum diverifikasi').waitFor()
    await detail(page).getByText('Wayan membuka kembali').waitFor()
    await page.keyboard.press('v')
    await expect.poll(() => stateOf(page, id)).toBe('verified')
    await page.keyboard.press('r')
    await page.getByLabel('Kata untuk publik, boleh kosong').fill('Air sudah surut')
    await page.keyboard.press('Enter')
    await publicMap.locator(`.panel [data-report="${id}"]`).waitFor({ state: 'detached' })
    await expect.poll(() => stateOf(page, id)).toBe('resolved')
  })

  test('a dismissal needs a reason, vanishes from the public map, and can be undone', async () => {
    const { id } = await post({ place: { lng: 110.4, lat: -6.98 } })
    const publicMap = await open('/#map=4.5/-4/114')
    await publicMap.locator(`.panel [data-report="${id}"]`).waitFor()
    const page = await openDesk()
    await line(page, id).click()
    await page.keyboard.press('d')
    const reason = page.getByLabel('Alasan, dibaca oleh pelapor')
    await reason.waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Tulis alasannya dulu').waitFor()
    await page.getByRole('button', { name: 'Sudah dilaporkan' }).click()
    expect(await reason.inputValue()).toBe('Sudah dilaporkan')
    await page.keyboard.press('Enter')
    await publicMap.locator(`.panel [data-report="${id}"]`).waitFor({ state: 'detached' })
    await detail(page).locator('.history').getByText('Sudah dilaporkan').waitFor()
    await page.getByRole('button', { name: 'Ditolak 1' }).click()
    expect(await stateOf(page, id)).toBe('dismissed')
    await page.getByRole('button', { name: 'Urungkan' }).click()
    await publicMap.locator(`.panel [data-report="${id}"]`).waitFor()
  })

  test('a decision on what another officer has changed meanwhile is not taken, and the newer state is shown', async () => {
    const { id } = await post({ place: { lng: 112.7, lat: -7.3 } })
    const other = await signIn(world, 'Ketut')
    const page = await openDesk()
    await line(page, id).click()
    // The other officer is quicker than the wire: this desk acts on what it saw before.
    await page.route('**/api/desk/reports/**/dismiss', async route => {
      await decide(world, other, id, 'verify')
      await route.continue()
    })
    await page.keyboard.press('d')
    await page.getByLabel('Alasan, dibaca oleh pelapor').fill('Foto lama')
    await page.keyboard.press('Enter')
    await page.getByText('Petugas lain baru saja mengubah laporan ini').waitFor()
    await detail(page).getByText('Ketut memverifikasi').waitFor()
    await expect.poll(() => stateOf(page, id)).toBe('verified')
  })

  test('acts follow each other however late the live picture is', async () => {
    const { id } = await post({ place: { lng: 115.2, lat: -8.6 } })
    const page = await (await browser.newContext(desk)).newPage()
    let isTold = true
    await page.routeWebSocket(/socket\.io/, socket => {
      socket.connectToServer().onMessage(message => {
        if (isTold) socket.send(message)
      })
    })
    await page.goto(`${world.url}/desk`)
    await enterAs(page, 'Wayan')
    await line(page, id).click()
    isTold = false
    await page.keyboard.press('c')
    for (const note of ['Sudah ditelepon', 'Perahu berangkat']) {
      await page.keyboard.press('n')
      await page.locator('.dismissal input:focus').waitFor()
      await page.keyboard.type(note)
      await page.keyboard.press('Enter')
      await page.locator('.dismissal').waitFor({ state: 'detached' })
    }
    await page.keyboard.press('z')
    await page.getByText('mengurungkan').waitFor()
    const { rows } = await world.db.query<{ what: string; undone: boolean }>(
      `select what, undone from case_steps where "case" = (select "case" from case_members where member = $1) order by seq`,
      [id],
    )
    expect(rows.map(({ what, undone }) => [what, undone])).toEqual([
      ['claim', false],
      ['note', false],
      ['note', true],
      ['undo', false],
    ])
  })

  test('the queue is live and follows its filters; the map shows what it lists', async () => {
    const page = await openDesk()
    const { id } = await post({ hazard: 'fire', answers: {}, place: { lng: 119.45, lat: -5.15 } })
    await line(page, id).waitFor()
    await page.getByRole('button', { name: 'Kebakaran', exact: true }).click()
    await expect.poll(() => page.locator('.queue [data-report]').count()).toBe(1)
    await page.getByRole('button', { name: /^Terverifikasi/ }).click()
    await page.getByText('Tidak ada yang cocok dengan saringan').waitFor()
    await page.keyboard.press('0')
    await line(page, id).waitFor()
  })

  test('the sheet of keys opens with a question mark and closes with Escape', async () => {
    const page = await openDesk()
    await page.keyboard.press('?')
    await page.getByRole('region', { name: 'Tombol pintas' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Tombol pintas' }).waitFor({ state: 'detached' })
  })

  test('the drill has a desk of its own', async () => {
    const { id } = await post({ drill: true })
    const page = await openDesk()
    expect(await line(page, id).count()).toBe(0)
    await page.getByRole('link', { name: 'Latihan' }).click()
    await page.getByText('LATIHAN: ini bukan kejadian nyata').waitFor()
    await line(page, id).waitFor()
    expect(await page.locator('.queue [data-report]').count()).toBe(1)
  })

  test('signing out closes the door behind', async () => {
    const page = await openDesk()
    await page.getByRole('button', { name: 'Wayan, keluar' }).click()
    await page.getByLabel('Kata sandi').waitFor()
    await page.reload()
    await page.getByLabel('Kata sandi').waitFor()
  })

  test('on a phone a report is opened, decided and closed again', async () => {
    const { id } = await post({ place: { lng: 107.6, lat: -6.9 } })
    const page = await openDesk('/desk', phone)
    await line(page, id).tap()
    await detail(page)
      .getByRole('button', { name: /^Verifikasi/ })
      .tap()
    await detail(page).getByText('Wayan memverifikasi').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.getByRole('button', { name: 'Tutup rincian' }).tap()
    await expect.poll(() => stateOf(page, id)).toBe('verified')
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing at the door and at the desk in the %s',
    async colorScheme => {
      const found = async (page: Page) =>
        (await new AxeBuilder({ page }).analyze()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
        )
      const { id } = await post({ place: { lng: colorScheme === 'light' ? 113.7 : 114.3, lat: -8.2 } })
      const door = await open('/desk', { colorScheme, reducedMotion: 'reduce' })
      await door.getByLabel('Nama').waitFor()
      expect(await found(door)).toEqual([])
      const page = await openDesk('/desk', { colorScheme, reducedMotion: 'reduce' })
      await line(page, id).click()
      await page.keyboard.press('d')
      await page.getByLabel('Alasan, dibaca oleh pelapor').waitFor()
      expect(await found(page)).toEqual([])
    },
  )
})
