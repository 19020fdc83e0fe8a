// The citizen's form as a citizen uses it: a real browser of a phone's size, the built pages, the real server.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, heading, openBrowser, phone, press } from './browser.ts'
import { betrayingHeic, heifEncoder } from './hostile-files.ts'
import { buildPages } from './map-page.ts'
import { openWorld, type World } from './world.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const kemang = { latitude: -6.2607, longitude: 106.8166, accuracy: 12 }
const sydney = { latitude: -33.8688, longitude: 151.2093, accuracy: 12 }

describe.skipIf(!hasBrowser)('The form', () => {
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
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
    seen = (await reports()).length
  })

  let seen = 0
  async function reports() {
    await world.caughtUp()
    return [...world.board.reports.values()].sort((a, b) => a.number - b.number)
  }
  /** The reports of this test alone. */
  const newReports = async () => (await reports()).slice(seen)

  async function open(address = '/lapor', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      ...phone,
      geolocation: kemang,
      permissions: ['geolocation'],
      ...options,
    })
    const page = await context.newPage()
    await page.goto(world.url + address)
    return page
  }

  /** Up to the review: flood, here, waist-deep, without a photo. */
  async function fillIn(page: Page): Promise<void> {
    await press(page, 'Banjir')
    await press(page, 'Pakai lokasi saya')
    await press(page, 'Lanjut')
    const gauge = page.getByRole('slider')
    await gauge.focus()
    for (let depth = 0; depth < 50; depth += 5) await page.keyboard.press('ArrowUp')
    await press(page, 'Lanjut')
    await heading(page, 'Ada foto atau keterangan?')
    await page.getByLabel('Keterangan').fill('Arus deras di depan pasar')
    await press(page, 'Lanjut')
    await heading(page, 'Sudah benar?')
  }

  test('by touch, with a photo, becomes the report that was meant', async () => {
    const page = await open()
    await press(page, 'Banjir')
    await page.getByLabel('Atau ketik nama tempatnya').fill('kemang jakarta')
    await page.getByRole('button', { name: /Kemang.*Jakarta Selatan/ }).tap()
    await press(page, 'Lanjut')

    const box = await page.locator('.gauge svg').boundingBox()
    if (!box) throw new Error('The gauge is not on the screen')
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
    const said = await page.getByRole('slider').getAttribute('aria-valuetext')
    expect(said).toMatch(/^\d+ cm, se/)
    await press(page, 'Tambah 5 cm')
    await press(page, 'Lanjut')

    const picture = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#467' } })
      .jpeg()
      .toBuffer()
    await page.setInputFiles('input[type=file]', {
      name: 'banjir.jpg',
      mimeType: 'image/jpeg',
      buffer: picture,
    })
    await page.getByAltText('Foto Anda').waitFor()
    await page.getByLabel('Keterangan').fill('Air masuk rumah')
    await press(page, 'Lanjut')
    await press(page, 'Kirim laporan')
    await heading(page, 'Laporan Anda diterima')
    await page.getByText('Foto terkirim').waitFor()

    const [report, ...others] = await newReports()
    expect(others).toEqual([])
    expect(report).toMatchObject({
      hazard: 'flood',
      answers: { depth: Number.parseInt(said ?? '', 10) + 5 },
      placedBy: 'name',
      region: 'ID-JK',
      words: 'Air masuk rumah',
      state: 'unverified',
      drill: false,
    })
    const photo = await fetch(`${world.url}/photos/${report?.photos[0]}`)
    const { width = 0, height = 0 } = await sharp(await photo.arrayBuffer()).metadata()
    expect(width / height).toBeCloseTo(1.5, 2)

    await page.getByText(`Nomor ${report?.number}`).waitFor()
    await page.getByText('Jauhi kabel dan tiang listrik.').waitFor()
    for (const number of ['112', '113', '119', '115'])
      expect(await page.locator(`.numbers a[href="tel:${number}"]`).count()).toBe(1)
    const onMap = await page.getByRole('link', { name: 'Lihat di peta' }).getAttribute('href')
    expect(onMap).toBe(`/?report=${report?.id}`)
  })

  test('takes up to four photos, and one of them back', async () => {
    const page = await open()
    await fillIn(page)
    await page.goBack()
    const colours = ['#a33', '#3a3', '#33a', '#aa3']
    for (const [index, background] of colours.entries()) {
      const buffer = await sharp({ create: { width: 800, height: 600, channels: 3, background } })
        .jpeg()
        .toBuffer()
      await page.setInputFiles('input[type=file]', { name: 'foto.jpg', mimeType: 'image/jpeg', buffer })
      await page.getByAltText(`Foto Anda ${index + 1}`).waitFor()
    }
    expect(await page.locator('input[type=file]').count()).toBe(0)
    await press(page, 'Hapus foto 2')
    await page.getByAltText('Foto Anda 4').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByAltText('Foto Anda 3').waitFor()
    await press(page, 'Lanjut')
    await press(page, 'Kirim laporan')
    await page.getByText('Foto terkirim').waitFor()
    const [report] = await newReports()
    expect(new Set(report?.photos).size).toBe(3)
  })

  test.skipIf(!heifEncoder)(
    'takes several photos at once, a HEIC that this browser cannot open among them, and says so of what is none',
    async () => {
      const page = await open()
      await fillIn(page)
      await page.goBack()
      const jpeg = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#a33' } })
        .jpeg()
        .toBuffer()
      const photo = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer })
      await page.setInputFiles('input[type=file]', [
        photo('satu.jpg', 'image/jpeg', jpeg),
        photo('dua.jpg', 'image/heic', await betrayingHeic()),
        photo('tiga.jpg', 'image/jpeg', Buffer.from('ini bukan foto')),
      ])
      await page.getByText('Foto itu tidak dapat dibuka').waitFor()
      await page.getByRole('img', { name: 'Foto Anda 2' }).waitFor()
      expect(await page.locator('.shots li').count()).toBe(2)
      await press(page, 'Lanjut')
      await press(page, 'Kirim laporan')
      await page.getByText('Foto terkirim').waitFor()
      const [report] = await newReports()
      expect(report?.photos).toHaveLength(2)
      const served = await fetch(`${world.url}/photos/${report?.photos[1]}`)
      expect(served.headers.get('Content-Type')).toBe('image/jpeg')
    },
  )

  test('says what to do while its scripts are on their way, and when they never come', async () => {
    const page = await open('/lapor', { javaScriptEnabled: false })
    await heading(page, 'Laporkan bencana')
    for (const number of ['112', '113', '119', '115'])
      expect(await page.locator(`a[href="tel:${number}"]`).isVisible()).toBe(true)
  })

  test('is filled in with the keyboard alone', async () => {
    const page = await open()
    await heading(page, 'Apa yang terjadi?')
    const tabTo = async (name: string) => {
      for (let tries = 0; tries < 30; tries++) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => {
          const element = document.activeElement
          return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
        })
        if (focused.trim() === name) return
      }
      throw new Error(`The keyboard does not reach "${name}"`)
    }
    await tabTo('Kebakaran')
    await page.keyboard.press('Enter')
    await tabTo('Pakai lokasi saya')
    await page.keyboard.press('Enter')
    await page.getByText('Lokasi ponsel Anda').waitFor()
    await tabTo('Lanjut')
    await page.keyboard.press('Enter')
    await heading(page, 'Seberapa dekat apinya?')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await tabTo('Lanjut')
    await page.keyboard.press('Enter')
    await heading(page, 'Ada foto atau keterangan?')
    await tabTo('Lanjut')
    await page.keyboard.press('Enter')
    await tabTo('Kirim laporan')
    await page.keyboard.press('Enter')
    await heading(page, 'Laporan Anda diterima')
    expect(await newReports()).toMatchObject([{ hazard: 'fire', answers: { distance: 100 } }])
  })

  test('keeps everything over a reload, and its way back', async () => {
    const page = await open()
    await fillIn(page)
    await page.reload()
    await heading(page, 'Sudah benar?')
    const review = await page.locator('.review').textContent()
    for (const said of ['Banjir', 'Lokasi ponsel Anda', '50 cm, selutut', 'Arus deras di depan pasar'])
      expect(review).toContain(said)

    await page.goBack()
    await heading(page, 'Ada foto atau keterangan?')
    await press(page, 'Kembali')
    await heading(page, 'Seberapa dalam airnya?')
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toBe('50 cm, selutut')

    const later = await page.context().newPage()
    await page.close()
    await later.goto(`${world.url}/lapor`)
    await heading(later, 'Ada foto atau keterangan?')
    expect(await later.getByLabel('Keterangan').inputValue()).toBe('Arus deras di depan pasar')
    expect(await newReports()).toEqual([])
  })

  test('arrives exactly once when the network is cut at sending', async () => {
    const page = await open()
    await fillIn(page)
    await page.context().setOffline(true)
    await press(page, 'Kirim laporan')
    await page.getByText('Laporan Anda tersimpan di ponsel ini.').waitFor()
    await page.getByRole('button', { name: 'Kirim sekarang' }).waitFor()
    expect(await newReports()).toEqual([])
    await page.context().setOffline(false)
    await heading(page, 'Laporan Anda diterima')
    expect(await newReports()).toHaveLength(1)
  })

  test('arrives exactly once when it is the answer that gets lost', async () => {
    const page = await open()
    await fillIn(page)
    await page.route(
      '**/api/reports',
      async route => {
        await route.fetch()
        await route.abort('connectionreset')
      },
      { times: 1 },
    )
    await press(page, 'Kirim laporan')
    await page.getByText('Laporan Anda tersimpan di ponsel ini.').waitFor()
    await page.reload()
    await heading(page, 'Laporan Anda diterima')
    expect(await newReports()).toHaveLength(1)
  })

  test('says kindly that a place is outside, and keeps the rest', async () => {
    const page = await open('/lapor', { geolocation: sydney })
    await fillIn(page)
    await press(page, 'Kirim laporan')
    await heading(page, 'Di mana kejadiannya?')
    expect(await page.getByRole('alert').textContent()).toBe(
      'Lokasi itu di luar wilayah layanan kami. Pilih titik di Indonesia.',
    )
    await page.context().setGeolocation(kemang)
    await press(page, 'Pilih cara lain')
    await press(page, 'Pakai lokasi saya')
    await press(page, 'Lanjut')
    await heading(page, 'Sudah benar?')
    await press(page, 'Kirim laporan')
    await heading(page, 'Laporan Anda diterima')
    expect(await newReports()).toMatchObject([
      { answers: { depth: 50 }, words: 'Arus deras di depan pasar', region: 'ID-JK' },
    ])
  })

  test('asks what an earlier answer makes worth asking, and nothing else is sent', async () => {
    const page = await open('/lapor?lang=en')
    await press(page, 'Earthquake')
    await press(page, 'Use my location')
    await press(page, 'Continue')
    await page.getByText('A building').tap()
    await press(page, 'Continue')
    await page.getByText('Partly collapsed').tap()
    await press(page, 'Continue')
    await heading(page, 'A photo or a few words?')
    await press(page, 'Continue')
    await press(page, 'Change: What is damaged?')
    await page.getByText('A road').tap()
    await press(page, 'Continue')
    await page.getByText('On foot only').tap()
    await press(page, 'Continue')
    await press(page, 'Skip, I do not know')
    await heading(page, 'Is this right?')
    await press(page, 'Send report')
    await heading(page, 'We have your report')
    const [report] = await newReports()
    expect(report?.answers).toEqual({ kind: 'road', access: 1 })
  })

  test('takes a point from the map that moves under the pin', async () => {
    const page = await open('/lapor')
    await press(page, 'Banjir')
    await press(page, 'Tunjuk di peta')
    await page.locator('.pin-mark').waitFor()
    await press(page, 'Pakai titik ini')
    await page.getByText('Perbesar dulu petanya').waitFor()
    await press(page, 'Kembali')
    await press(page, 'Pakai lokasi saya')
    await press(page, 'Perbaiki di peta')
    const map = page.getByRole('region', { name: 'Peta. Geser dengan tombol panah.' })
    await map.focus()
    await page.keyboard.press('ArrowUp')
    await page.waitForTimeout(600)
    await press(page, 'Pakai titik ini')
    await page.getByText('Titik di peta').waitFor()
    await page.getByText(/^Dekat .+, Jakarta/).waitFor()
    const point = await page.locator('.chosen .figures').textContent()
    const [lat = 0, lng = 0] = (point ?? '').split(', ').map(Number)
    expect(lat).toBeGreaterThan(kemang.latitude)
    expect(lat).toBeLessThan(kemang.latitude + 0.1)
    expect(lng).toBeCloseTo(kemang.longitude, 4)
  })

  test('keeps a secret report for officers, and says so before it is sent', async () => {
    const page = await open()
    await fillIn(page)
    await page.getByText('Laporan tampil di peta umum.').waitFor()
    await page.goBack()
    await page.getByLabel('Hanya untuk petugas').check()
    await press(page, 'Lanjut')
    await page.getByText('Umum hanya melihat jenis kejadian').waitFor()
    expect(await page.locator('.review').textContent()).toContain('Hanya untuk petugas')
    await page.reload()
    await press(page, 'Kirim laporan')
    await heading(page, 'Laporan Anda diterima')
    const [report] = await newReports()
    expect(report).toMatchObject({ secret: true, words: 'Arus deras di depan pasar', answers: { depth: 50 } })
    const shown = await (await fetch(`${world.url}/api/reports/${report?.id}`)).json()
    expect(JSON.stringify(shown)).not.toMatch(/Arus deras|106\.8166/)
  })

  test('makes a drill a drill, and says so on every screen', async () => {
    const page = await open('/lapor?drill=1')
    await page.getByText('LATIHAN').first().waitFor()
    await fillIn(page)
    await press(page, 'Kirim laporan')
    await heading(page, 'Laporan Anda diterima')
    await page.getByText('LATIHAN').first().waitFor()
    expect(await newReports()).toMatchObject([{ drill: true }])
  })

  describe('behind a one-time link', () => {
    async function newCard(): Promise<string> {
      const response = await fetch(`${world.url}/cards`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ username: '@warga', network: 'telegram', language: 'id' }),
      })
      const { cardId } = await response.json()
      return `/card/${cardId}`
    }

    test('is sent once through the link, and a used link says so', async () => {
      const card = await newCard()
      const page = await open(card)
      await fillIn(page)
      await press(page, 'Kirim laporan')
      await heading(page, 'Laporan Anda diterima')
      const [report] = await newReports()
      expect(report).toMatchObject({ hazard: 'flood', answers: { depth: 50 } })
      await page.getByText(`Nomor ${report?.number}`).waitFor()

      const another = await open(card)
      await heading(another, 'Tautan ini sudah dipakai. Laporan Anda sudah kami terima.')
      await another.getByRole('link', { name: 'Buka formulir umum' }).tap()
      await heading(another, 'Apa yang terjadi?')
    })

    test('an unknown link offers the open form', async () => {
      const page = await open('/card/0b0e7c1e-0000-4000-8000-000000000000')
      await heading(page, 'Tautan laporan ini tidak kami kenal. Minta tautan baru dari bot.')
      await page.getByRole('link', { name: 'Buka formulir umum' }).waitFor()
    })
  })

  test('has no barrier on any screen, in light and in dark', async () => {
    const page = await open('/lapor', { reducedMotion: 'reduce' })
    const found: string[] = []
    async function look(title: string) {
      await heading(page, title)
      await page.emulateMedia({ colorScheme: 'light' })
      const inLight = await new AxeBuilder({ page }).analyze()
      await page.emulateMedia({ colorScheme: 'dark' })
      const inDark = await new AxeBuilder({ page }).withRules('color-contrast').analyze()
      for (const { id, nodes } of [...inLight.violations, ...inDark.violations])
        found.push(...nodes.map(({ target }) => `${title}: ${id} at ${target.join(' ')}`))
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, a, input:not([type=file]), textarea, label.choice')]
          .filter(element => !element.closest('.choice') || element.matches('.choice'))
          .filter(element => !element.closest('.maplibregl-map'))
          .map(element => ({ name: element.textContent, height: element.getBoundingClientRect().height }))
          .filter(({ height }) => height > 0 && height < 43.9)
          .map(({ name, height }) => `${name} ${height}`),
      )
      expect(small, `targets on "${title}"`).toEqual([])
    }
    await look('Apa yang terjadi?')
    await press(page, 'Gunung api')
    await look('Di mana kejadiannya?')
    await press(page, 'Pakai lokasi saya')
    await page.locator('.chosen').waitFor()
    await look('Di mana kejadiannya?')
    await press(page, 'Perbaiki di peta')
    await page.locator('.pin-mark').waitFor()
    await look('Geser peta ke tempat kejadian')
    await press(page, 'Kembali')
    await press(page, 'Lanjut')
    await look('Tanda apa yang Anda lihat atau rasakan?')
    await page.getByText('Suara gemuruh').tap()
    await press(page, 'Lanjut')
    await press(page, 'Lewati, saya tidak tahu')
    await press(page, 'Lewati, saya tidak tahu')
    await look('Ada foto atau keterangan?')
    await press(page, 'Lanjut')
    await look('Sudah benar?')
    await press(page, 'Ubah: Kejadian')
    await press(page, 'Banjir')
    await look('Seberapa dalam airnya?')
    await press(page, 'Tambah 5 cm')
    await look('Seberapa dalam airnya?')
    await press(page, 'Lanjut')
    await press(page, 'Kirim laporan')
    await look('Laporan Anda diterima')
    await press(page, 'Laporan Anda yang terkirim')
    await look('Laporan dari ponsel ini')
    await page.context().setOffline(true)
    await press(page, 'Laporkan lagi')
    await fillIn(page)
    await press(page, 'Kirim laporan')
    await look('Laporan Anda tersimpan')
    expect(found).toEqual([])
  }, 180_000)

  test('weighs at most 60 kB before the first paint, without MapLibre', () => {
    const html = readFileSync(`${dist}/report/index.html`, 'utf8')
    const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(
      ([, file = '']) => file,
    )
    const weight = files.reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}/${file}`)).length, 0)
    expect(files.some(file => file.endsWith('.js'))).toBe(true)
    expect(files.some(file => file.endsWith('.css'))).toBe(true)
    expect(files.join()).not.toMatch(/pin-map|maplibre/)
    expect(weight).toBeLessThan(60_000)
  })
})
