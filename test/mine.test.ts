// The page of a private link as its citizen sees it: a real browser of a phone's size, the built pages, the real server.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser, phone } from './browser.ts'
import { buildPages } from './map-page.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

describe.skipIf(!hasBrowser)('The page of a private link', () => {
  let world: World
  let browser: Browser
  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([openWorld('embedded'), openBrowser()])
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })
  afterEach(() => Promise.all(browser.contexts().map(context => context.close())))

  async function send(changes: object = {}): Promise<{ id: string; path: string }> {
    const { body } = await postReport(world, aReport({ device: crypto.randomUUID(), ...changes }))
    return { id: body.report.properties.id, path: new URL(body.link).pathname }
  }

  async function open(path: string, options: object = {}): Promise<Page> {
    const context = await browser.newContext({ ...phone, ...options })
    const page = await context.newPage()
    await page.goto(world.url + path)
    return page
  }

  const stateOf = async (id: string) =>
    (await world.db.query<{ state: string }>('select state from reports where id = $1', [id])).rows[0]?.state

  test('is nobody else’s: no search engine keeps it, and its address is told to no one', async () => {
    const { path } = await send()
    const answer = await fetch(world.url + path, { headers: { Accept: 'text/html' } })
    expect(answer.headers.get('X-Robots-Tag')).toBe('noindex')
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(await answer.text()).toContain('noindex')
  })

  test.each(['light', 'dark'] as const)('has nothing that axe finds, in the %s theme', async colorScheme => {
    const { id, path } = await send()
    await decide(world, await signIn(world, `Sari ${colorScheme}`), id, 'verify', { reason: 'Tim di lokasi' })
    const page = await open(path, { colorScheme })
    await page.getByText('Tim di lokasi').first().waitFor()
    await page.getByRole('button', { name: 'Lebih dalam' }).tap()
    await page.getByRole('button', { name: 'Ubah jawaban' }).tap()
    await page.getByRole('button', { name: 'Tarik laporan' }).tap()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, a, .option')]
        .filter(each => each.getBoundingClientRect().height < 44)
        .map(each => each.textContent),
    )
    expect(small).toEqual([])
  })

  test('by keyboard alone: mends the words, takes the report back and undoes that', async () => {
    const { id, path } = await send()
    const page = await open(path)
    const press = async (name: string) => {
      const button = page.getByRole('button', { name, exact: true })
      for (let steps = 0; !(await button.evaluate(each => each === document.activeElement)); steps++) {
        if (steps > 60) throw new Error(`${name} is not reached by the Tab key`)
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
    }
    await page.getByText('Belum diverifikasi petugas').waitFor()
    await press('Ubah jawaban atau keterangan')
    await page.getByLabel('Keterangan').fill('Air sampai teras')
    await press('Simpan')
    await page.getByText('Perubahan tersimpan').waitFor()
    await page.getByText('Anda mengubah laporan').waitFor()
    await press('Tarik laporan')
    await press('Ya, tarik')
    await page.getByText('Anda menarik laporan ini').waitFor()
    expect(await stateOf(id)).toBe('withdrawn')
    await press('Urungkan')
    await page.getByText('Belum diverifikasi petugas').waitFor()
    expect(await stateOf(id)).toBe('unverified')
  })

  test('tells how deep it is now, and leads on to the report that this makes', async () => {
    const { path } = await send()
    const page = await open(path)
    await page.getByRole('button', { name: 'Lebih dalam' }).tap()
    await page.getByRole('button', { name: 'sedada' }).tap()
    await page.getByRole('link', { name: 'Kabar terbaru dari Anda' }).tap()
    await page.getByText('115 cm, sedada, air naik').waitFor()
  })

  test('the wrong place is another report: this one is taken back, and the form opens filled in', async () => {
    const { id, path } = await send({ words: 'Banjir di gang' })
    const page = await open(path)
    await page.getByRole('button', { name: 'Salah tempat' }).tap()
    await page.getByRole('button', { name: 'Ya, tarik' }).tap()
    await page.getByRole('heading', { name: 'Di mana kejadiannya?' }).waitFor()
    expect(await stateOf(id)).toBe('withdrawn')
  })

  test('a link that leads nowhere says so', async () => {
    const page = await open(`/laporan/${'A'.repeat(43)}`)
    await page.getByText('Laporan itu tidak kami temukan').waitFor()
  })

  test('the form offers what others see nearby: one tap sends, the receipt and the list lead to the link', async () => {
    const place = { lng: 110.37, lat: -7.79 }
    const { id } = await send({ place })
    await world.caughtUp()
    const page = await open('/lapor', {
      geolocation: { longitude: place.lng + 0.001, latitude: place.lat, accuracy: 10 },
      permissions: ['geolocation'],
    })
    await page.getByRole('button', { name: 'Banjir', exact: true }).tap()
    await page.getByRole('button', { name: 'Pakai lokasi saya' }).tap()
    await page.getByRole('button', { name: 'Saya melihatnya juga' }).tap()
    await page.getByRole('heading', { name: 'Laporan Anda diterima' }).waitFor()
    await page.getByRole('link', { name: 'Lihat atau ubah laporan saya' }).waitFor()
    const { rows } = await world.db.query<{ about: string; answers: object }>(
      'select about, answers from reports order by number desc limit 1',
    )
    expect(rows).toEqual([{ about: id, answers: { depth: 50 } }])
    await page.goto(`${world.url}/lapor`)
    await page.getByRole('button', { name: 'Laporan Anda yang terkirim' }).tap()
    await page.getByText('Belum diverifikasi').waitFor()
    await page.getByRole('link', { name: /Ubah atau tarik/ }).tap()
    await page.getByText('Belum diverifikasi petugas').waitFor()
  })
})
