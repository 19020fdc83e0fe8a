// The room of warnings in a real browser: one officer writes by template and draws, another approves with the differences before their eyes, and the
// public map says so until it is lifted.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { desktop, hasBrowser, openBrowser, phone } from './browser.ts'
import { hasPostgres } from './database.ts'
import { enterAs } from './desk-page.ts'
import { buildPages } from './map-page.ts'
import { aSquare, askDesk, aWarning, openWorld, signIn, type World, warn } from './world.ts'

describe.skipIf(!hasBrowser)('The room of warnings', () => {
  let browser: Browser
  let world: World
  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([openWorld(hasPostgres ? 'postgres' : 'embedded'), openBrowser()])
    for (const name of ['Wayan', 'Ketut']) await signIn(world, name, { role: 'duty-officer' })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext({ ...desktop, ...options })).newPage()
    await page.goto(world.url + address)
    return page
  }
  async function enter(name: string, options: BrowserContextOptions = {}, address = '/desk?view=warnings') {
    const page = await open(address, options)
    await enterAs(page, name)
    await page.getByRole('region', { name: 'Daftar peringatan' }).waitFor()
    return page
  }
  const detail = (page: Page) => page.getByRole('complementary', { name: 'Rincian' })
  const found = async (page: Page) =>
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)

  test('a warning is written by template, drawn, submitted by key, approved by another officer with two presses, seen and lifted', async () => {
    const author = await enter('Wayan')
    await author.locator('.map-canvas canvas').waitFor()
    await author.keyboard.press('n')
    const panel = detail(author)
    await panel.getByRole('button', { name: 'Gambar' }).click()
    const box = await author.locator('.map-canvas').boundingBox()
    const [left, top] = [box?.x ?? 0, box?.y ?? 0]
    for (const [x, y] of [
      [150, 200],
      [350, 200],
      [350, 400],
      [150, 400],
    ] as const)
      await author.mouse.click(left + x, top + y, { delay: 20 })
    await panel.getByText(/km² · 0 orang akan dikabari/).waitFor()
    await panel.getByRole('button', { name: '6 jam' }).click()
    // Without a name the gap stands out in the preview, and the draft is not taken.
    await author.locator('.warning-phone mark').first().waitFor()
    for (const name of ['Bahasa Indonesia', 'English'])
      await panel
        .getByRole('region', { name: new RegExp(name) })
        .getByLabel('Nama wilayah')
        .fill('Kalimantan Tengah')
    await expect.poll(() => author.locator('.warning-phone mark').count()).toBe(0)
    await panel.getByLabel('Tingkat').selectOption('Severe')
    await panel.locator('.warning-phone').getByText('Mengungsi sekarang').waitFor()
    await panel.getByRole('button', { name: 'EN', exact: true }).click()
    await panel.locator('.warning-phone').getByText('Leave now for higher ground').waitFor()
    await author.locator('.warning-phone').click()
    await author.keyboard.press('s')
    await panel.getByRole('button', { name: /^Setujui/ }).waitFor()
    // The author's own approval is refused in words.
    await author.keyboard.press('a')
    await author.keyboard.press('a')
    await panel.getByText('Anda ikut menulis draf ini').waitFor()

    const other = await enter('Ketut')
    await other.getByRole('region', { name: 'Daftar peringatan' }).getByText('Menunggu persetujuan').waitFor()
    await other.keyboard.press('j')
    await detail(other).getByText('Ditulis oleh Wayan').waitFor()
    await other.keyboard.press('a')
    await detail(other)
      .getByRole('button', { name: /Tekan sekali lagi/ })
      .waitFor()
    await other.keyboard.press('a')
    await detail(other).getByText('Ketut mengeluarkan peringatan').waitFor()

    const publicMap = await open('/')
    const line = publicMap.getByRole('region', { name: 'Peringatan', exact: true })
    await line.getByText('Awas: Banjir di Kalimantan Tengah').waitFor()
    await detail(other).getByRole('button', { name: 'Cabut' }).click()
    await detail(other).locator('form').getByRole('button', { name: 'Cabut' }).click()
    await detail(other).getByText('Ketut mencabut').waitFor()
    await line.waitFor({ state: 'detached' })
  })

  test('a change shows what changes, and is handed back with a reason that its writer reads', async () => {
    const sari = await signIn(world, 'Sari')
    const made = await signIn(world, 'Made')
    const id = await warn(world, [sari, made], aWarning(Date.now()))
    const { body: draft } = await askDesk(world, sari, `/warnings/${id}/change`, {})
    const { body: edited } = await askDesk(
      world,
      sari,
      `/warnings/drafts/${draft.id}`,
      {
        version: draft.version,
        content: {
          ...draft.content,
          severity: 'Extreme',
          outline: { type: 'Polygon', coordinates: [aSquare({ lng: 106.83, lat: -6.25 }, 0.05)] },
        },
      },
      'PUT',
    )
    await askDesk(world, sari, `/warnings/drafts/${draft.id}/submit`, { version: edited.version })
    const page = await enter('Ketut')
    await page.locator(`[data-warning="${draft.id}"]`).click()
    await detail(page).locator('del', { hasText: 'Siaga' }).waitFor()
    await detail(page).locator('ins', { hasText: 'Awas, luar biasa' }).waitFor()
    await detail(page).getByRole('button', { name: 'Kembalikan' }).click()
    await detail(page).getByLabel('Alasan, dibaca oleh penulis draf').fill('Wilayahnya terlalu luas')
    await page.keyboard.press('Enter')
    await detail(page).getByText('Dikembalikan: Wilayahnya terlalu luas').waitFor()
    await askDesk(world, sari, `/warnings/${id}/end`, {})
  })

  test('the public map has a banner where one looks into a warning, and a drill has its own', async () => {
    const two = [await signIn(world, 'Dewi'), await signIn(world, 'Putu')] as [
      { Cookie: string },
      { Cookie: string },
    ]
    const id = await warn(world, two, aWarning(Date.now(), { severity: 'Severe' }))
    const drill = await warn(world, two, aWarning(Date.now(), { drill: true }))
    const inside = await open('/#map=14/-6.2607/106.8166', phone)
    await inside.locator(`.warning-banner[data-warning="${id}"]`).waitFor()
    expect(await inside.locator(`[data-warning="${drill}"]`).count()).toBe(0)
    await inside.locator('.warning-banner a').tap()
    await inside.getByRole('heading', { name: 'Siaga: Banjir di Kemang' }).waitFor()
    await inside.getByText('Jauhi bantaran kali.').waitFor()
    const exercise = await open('/?drill=1#map=14/-6.2607/106.8166')
    await exercise.locator(`.warning-banner[data-warning="${drill}"]`).waitFor()
    expect(await exercise.locator(`[data-warning="${id}"]`).count()).toBe(0)
    const outside = await open('/#map=14/-6.5/107.2')
    await outside.locator(`.warning-list [data-warning="${id}"]`).waitFor()
    expect(await outside.locator('.warning-banner').count()).toBe(0)
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing in the room and on the page of a warning in the %s',
    async colorScheme => {
      const page = await enter('Wayan', { colorScheme, reducedMotion: 'reduce' })
      await page.keyboard.press('n')
      await detail(page).getByRole('button', { name: 'Lingkaran' }).click()
      await detail(page).getByLabel('Tempat di tengah').waitFor()
      expect(await found(page)).toEqual([])
      await page.locator('[data-warning]').last().click()
      await detail(page).getByText('Riwayat').waitFor()
      expect(await found(page)).toEqual([])
    },
  )

  test('on a phone a draft is approved, too', async () => {
    const page = await enter('Ketut', phone)
    await page.locator('[data-warning]').first().tap()
    await detail(page).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
