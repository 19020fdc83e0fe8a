// The administrators' room of webhooks, in a real browser on the built pages.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from './browser.ts'
import { signedIn } from './desk-page.ts'
import { buildPages } from './map-page.ts'
import { answering, openReceiver, type Receiver, well } from './webhook-receiver.ts'
import { openWorld, postReport, signIn, type World } from './world.ts'

describe.skipIf(!hasBrowser)('the room of webhooks', () => {
  let world: World
  let browser: Browser
  let receiver: Receiver
  let chief: { Cookie: string }
  beforeAll(async () => {
    buildPages()
    ;[world, browser, receiver] = await Promise.all([
      openWorld('embedded', {}, { WEBHOOKS_PRIVATE: 'on' }),
      openBrowser(),
      openReceiver(),
    ])
    chief = await signIn(world, 'Kepala')
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
    await receiver.close()
  })

  const found = async (page: Page) =>
    (await new AxeBuilder({ page }).include('.room').analyze()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
    )

  test('an administrator makes one, sees its secret once, tries it, reads what was sent, and sends it again', async () => {
    const context = await signedIn(browser, world, chief, { reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(`${world.url}/desk?view=webhooks`)
    await page.getByText('Belum ada webhook').waitFor()
    await page.getByRole('button', { name: 'Webhook baru' }).click()
    await page.getByLabel('Nama').fill('Riset')
    await page.getByLabel('Alamat penerima').fill(receiver.url)
    await page.getByLabel('Laporan: Berubah').uncheck()
    expect(await found(page)).toEqual([])
    await page.getByRole('button', { name: 'Buat webhook' }).click()
    const secret = page.locator('.secret code')
    await secret.waitFor()
    receiver.expectSecrets((await secret.textContent()) ?? '')
    await page.getByRole('button', { name: 'Kirim uji coba' }).click()
    await expect.poll(() => receiver.heard.map(({ type }) => type)).toEqual(['webhook.test'])
    await page.getByRole('button', { name: /^sampai webhook\.test/ }).waitFor()

    receiver.behave(answering(500))
    await postReport(world)
    const failed = page.getByRole('button', { name: /^menunggu report\.created/ })
    await failed.click()
    await page.getByText(/500 dalam \d+ milidetik No, thank you/).waitFor()
    await page.getByText('Tidak menjawab sejak').waitFor()
    expect(await found(page)).toEqual([])
    receiver.behave(well)
    await page.locator('.delivery-open').getByRole('button', { name: 'Kirim lagi' }).click()
    await expect.poll(() => receiver.heard.map(({ type }) => type)).toContain('report.created')

    await page.getByRole('button', { name: 'Jeda' }).click()
    await page.getByText('Dijeda sejak').waitFor()
    await page.getByRole('button', { name: 'Lanjutkan' }).click()
    await page.getByRole('button', { name: 'Jeda' }).waitFor()
    await page.getByRole('button', { name: 'Hapus' }).click()
    await page.getByRole('button', { name: 'Ya, hapus' }).click()
    await page.getByText('Belum ada webhook').waitFor()
    await context.close()
  })

  test('it is nobody else’s, and axe finds nothing in it in the dark', async () => {
    const verifier = await signIn(world, 'Wayan', { role: 'verifier' })
    const other = await signedIn(browser, world, verifier)
    const desk = await other.newPage()
    await desk.goto(`${world.url}/desk`)
    await desk.getByRole('region', { name: 'Antrean laporan' }).waitFor()
    expect(await desk.getByRole('button', { name: 'Webhook', exact: true }).count()).toBe(0)
    await other.close()
    const context = await signedIn(browser, world, chief, { colorScheme: 'dark', reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(`${world.url}/desk`)
    await page.getByRole('button', { name: 'Webhook', exact: true }).click()
    await page.getByRole('button', { name: 'Webhook baru' }).click()
    await page.getByLabel('Alamat penerima').waitFor()
    expect(await found(page)).toEqual([])
    await context.close()
  })
})
