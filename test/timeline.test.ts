// The timeline as people use it, in a real browser: the past is looked at by key, by link and by finger, says that it is the past, and ends in now.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser, phone } from './browser.ts'
import { hasPostgres } from './database.ts'
import { buildPages, expectShown, openPage } from './map-page.ts'
import { aReport, openWorld, postReport, type World } from './world.ts'

const engine = hasPostgres ? 'postgres' : 'embedded'
const MINUTE = 60_000

describe.skipIf(!hasBrowser)('The timeline', () => {
  let browser: Browser
  let world: World
  /** Two hours ago, one hour ago, and now. */
  let [first, second, third] = ['', '', '']

  beforeAll(async () => {
    buildPages()
    browser = await openBrowser()
    world = await openWorld(engine)
    const post = async (minutesAgo: number, lng: number) => {
      const { body } = await postReport(world, aReport({ place: { lng, lat: -6.26 } }))
      const { id } = body.report.properties
      await world.caughtUp()
      // As if it had come then.
      const then = new Date(Date.now() - minutesAgo * MINUTE)
      await world.db.query('update log set at = $1 where subject = $2', [then, id])
      await world.db.query('update reports set received_at = $1, at = $1 where id = $2', [then, id])
      return id
    }
    first = await post(120, 106.7)
    second = await post(60, 106.8)
    third = await post(0, 106.9)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  const iso = (minutesAgo: number) => new Date(Date.now() - minutesAgo * MINUTE).toISOString()

  test('shows the map and the list of a moment that a link names, marked as the past, and goes back to now', async () => {
    const page = await openPage(browser, `${world.url}/?at=${iso(90)}#map=9/-6.26/106.8`)
    await expectShown(page, [first])
    const banner = page.locator('.past-banner')
    expect(await banner.textContent()).toMatch(/^Seperti pada .* WIB, bukan sekarang/)
    expect(await page.locator('.top .fresh').textContent()).toBe('waktu lalu')
    await page.getByRole('slider', { name: 'Garis waktu' }).focus()
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowRight')
    await expectShown(page, [first, second])
    expect(Date.parse(new URL(page.url()).searchParams.get('at') ?? '')).toBeGreaterThan(
      Date.now() - 60 * MINUTE,
    )
    await banner.getByRole('button', { name: 'Kembali ke sekarang' }).click()
    await expectShown(page, [first, second, third])
    expect(new URL(page.url()).searchParams.get('at')).toBeNull()
    expect(await banner.count()).toBe(0)
  })

  test('plays a span back until now, and stands still when it is told to', async () => {
    const page = await openPage(browser, `${world.url}/?at=${iso(130)}#map=9/-6.26/106.8`)
    await page.getByText('Belum ada laporan').waitFor()
    await page.getByRole('button', { name: 'Putar' }).click()
    await expectShown(page, [first])
    await page.getByRole('button', { name: 'Jeda' }).click()
    const at = page.url()
    await page.waitForTimeout(1_500)
    expect(page.url()).toBe(at)
    await page.getByRole('button', { name: 'Putar' }).click()
    await expectShown(page, [first, second, third])
    await expect.poll(() => page.locator('.past-banner').count()).toBe(0)
  })

  test.each(['light', 'dark'] as const)(
    'is dragged on a phone, and can be read by everybody (%s)',
    async colorScheme => {
      const page = await openPage(browser, `${world.url}/#map=9/-6.26/106.8`, { ...phone, colorScheme })
      await page.getByRole('button', { name: 'Garis waktu' }).tap()
      const box = await page.locator('.past-chart').boundingBox()
      if (!box) throw new Error('There is no timeline.')
      // A day ends now: nearly at its end lies the last hour.
      await page.mouse.click(box.x + box.width * (1 - 1.6 / 24), box.y + box.height / 2)
      await expectShown(page, [first])
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    },
  )
})
