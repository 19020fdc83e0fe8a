// Every screen of Kentongan, one line each: where it is, who sees it, and what is pressed before one looks at it.
import type { Page } from 'playwright-core'
import { desktop } from './browser.ts'
import type { LivelyWorld } from './lively-world.ts'

export type Screen = {
  name: string
  path: string | ((world: LivelyWorld) => string)
  /** Seen by an officer who has signed in. */
  isDesk?: boolean
  /** Text on it that tells that it is there. */
  shows: string | RegExp
  /** What is pressed first. */
  first?: (page: Page) => Promise<void>
  /** A page of reading or of one question, which stays narrow on the largest screen. */
  isReading?: boolean
  /** Drawn by a library, whose barriers are its own. */
  isForeign?: boolean
}

const press = (name: string | RegExp) => async (page: Page) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()
const key =
  (...keys: string[]) =>
  async (page: Page) => {
    await page.locator('.line').first().waitFor()
    for (const each of keys) await page.keyboard.press(each)
  }
const all =
  (...steps: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page)
  }
const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 900
/** On a phone the sheet from below is drawn up first. */
const list = async (page: Page) => {
  if (isPhone(page)) await press('Buka daftar')(page)
}
const inList = (selector: string) => all(list, page => page.locator(selector).first().click())

/** The desk's timeline stands on its map, which is a tab of its own on a phone. */
const showMap = async (page: Page) => {
  if (isPhone(page)) await press('Peta')(page)
  await press('Garis waktu')(page)
}

const flood = press('Banjir')
const here = all(flood, press('Pakai lokasi saya'), press('Lanjut'))
const deep = all(here, press('Tambah 5 cm'), press('Lanjut'))
const told = all(deep, async page => {
  await page.getByLabel('Keterangan').fill('Air masuk rumah')
  await press('Lanjut')(page)
})

const JAKARTA = '#map=11/-6.21/106.84'

export const screens: Screen[] = [
  { name: 'map', path: `/${JAKARTA}`, shows: /laporan/ },
  { name: 'map, list', path: `/${JAKARTA}`, shows: 'Kejadian', first: list },
  { name: 'map, report', path: world => `/?report=${world.report}`, shows: 'Sudah sepinggang' },
  { name: 'map, incident', path: world => `/?incident=${world.incident}`, shows: 'Laporan di kejadian ini' },
  {
    name: 'map, area',
    path: `/${JAKARTA}`,
    shows: 'Ditetapkan oleh petugas',
    first: inList('[data-area="1"]'),
  },
  {
    name: 'map, gauge',
    path: `/${JAKARTA}`,
    shows: 'naik 60 cm per jam',
    first: all(list, press(/Pintu Air Manggarai/)),
  },
  { name: 'map, quake', path: `/${JAKARTA}`, shows: /Nagekeo/, first: all(list, press(/Mbay/)) },
  {
    name: 'map, warning',
    path: world => `/?warning=${world.warning}#map=13/-6.224/106.866`,
    shows: /Awas: Banjir/,
  },
  {
    name: 'map, timeline',
    path: `/${JAKARTA}`,
    shows: /^Seperti pada/,
    first: all(press('Garis waktu'), page =>
      page.locator('.past-chart').click({ position: { x: 120, y: 12 } }),
    ),
  },
  { name: 'map, layers', path: `/${JAKARTA}`, shows: 'Pos duga air', first: press('Pilih lapisan peta') },
  { name: 'map, filters', path: `/${JAKARTA}`, shows: 'Tampilan tersimpan', first: press(/^Saringan lain/) },
  {
    name: 'map, legend',
    path: `/${JAKARTA}`,
    shows: 'Waspada',
    first: all(list, page =>
      page.locator(isPhone(page) ? '.panel .legend summary' : 'main .legend summary').click(),
    ),
  },
  {
    name: 'map, find',
    path: `/${JAKARTA}`,
    shows: /Kemang/,
    first: all(
      press('Cari tempat'),
      page => page.getByRole('combobox').fill('Kemang'),
      page => page.getByRole('option').first().waitFor(),
    ),
  },
  {
    name: 'map, embed dialog',
    path: `/${JAKARTA}`,
    shows: 'Salin kode',
    first: all(list, press('Pasang di situs Anda')),
  },
  { name: 'map, drill', path: '/?drill=1', shows: 'LATIHAN' },
  { name: 'embed', path: `/embed${JAKARTA}`, shows: 'Buka peta lengkap di Kentongan' },

  { name: 'form, hazard', path: '/lapor', shows: 'Apa yang terjadi?', isReading: true },
  { name: 'form, place', path: '/lapor', shows: 'Di mana kejadiannya?', first: flood, isReading: true },
  { name: 'form, depth', path: '/lapor', shows: 'Seberapa dalam', first: here, isReading: true },
  {
    name: 'form, photo and words',
    path: '/lapor',
    shows: 'Ada foto atau keterangan?',
    first: deep,
    isReading: true,
  },
  { name: 'form, review', path: '/lapor', shows: 'Sudah benar?', first: told, isReading: true },
  {
    name: 'form, receipt',
    path: '/lapor',
    shows: 'Laporan Anda diterima',
    first: all(told, press('Kirim laporan')),
    isReading: true,
  },
  { name: 'private link', path: world => world.link, shows: 'Berapa orang masih di rumah?', isReading: true },
  { name: 'alerts', path: '/waspada', shows: 'Kabari saya', isReading: true },
  { name: 'figures', path: '/angka', shows: 'Laporan', isReading: true },
  {
    name: 'warning',
    path: world => `/peringatan/${world.warning}`,
    shows: 'Kampung Melayu',
    isReading: true,
  },
  { name: 'near me', path: '/dekat?q=Kemang', shows: 'Kemang', isReading: true },
  { name: 'confidence', path: '/keyakinan', shows: /Keyakinan/i, isReading: true },
  { name: 'privacy', path: '/privasi', shows: 'Siapa yang bertanggung jawab', isReading: true },
  { name: 'lost', path: '/lapr', shows: 'Halaman ini tidak ada', isReading: true },
  { name: 'API document', path: '/docs', shows: '/api/reports', isForeign: true },

  { name: 'desk, door', path: '/desk', shows: 'Kata sandi', isReading: true },
  { name: 'desk, queue', path: '/desk', isDesk: true, shows: 'Kampung Melayu' },
  {
    name: 'desk, report',
    path: '/desk',
    isDesk: true,
    shows: 'Riwayat',
    first: page => page.locator('.line[data-report]').first().click(),
  },
  {
    name: 'desk, case',
    path: '/desk',
    isDesk: true,
    shows: 'Berapa orang masih di rumah?',
    first: all(key(), page =>
      page.locator('.line[data-case]', { hasText: 'Kampung Melayu' }).first().click(),
    ),
  },
  {
    name: 'desk, dismissal',
    path: '/desk',
    isDesk: true,
    shows: 'Alasan, dibaca oleh pelapor',
    first: key('j', 'd'),
  },
  {
    name: 'desk, held queue',
    path: '/desk',
    isDesk: true,
    shows: 'Slot',
    first: all(key('4'), page => page.locator('.line').first().click()),
  },
  { name: 'desk, keys', path: '/desk', isDesk: true, shows: 'Tombol pintas', first: key('?') },
  { name: 'desk, timeline', path: '/desk', isDesk: true, shows: 'Sekarang', first: showMap },
  { name: 'desk, warnings', path: '/desk?view=warnings', isDesk: true, shows: 'Menunggu persetujuan' },
  {
    name: 'desk, warning to approve',
    path: '/desk?view=warnings',
    isDesk: true,
    shows: 'Ditulis oleh Ketut',
    first: key('j'),
  },
  {
    name: 'desk, warning editor',
    path: '/desk?view=warnings',
    isDesk: true,
    shows: 'Nama wilayah',
    first: all(key(), key('n')),
  },
  {
    name: 'desk, areas',
    path: '/desk?view=areas',
    isDesk: true,
    shows: 'Kampung Melayu',
    first: page => page.locator('[data-area="1"]').click(),
  },
  { name: 'desk, gauges', path: '/desk?view=watch', isDesk: true, shows: 'Pintu Air Manggarai' },
  { name: 'desk, account', path: '/desk?view=account', isDesk: true, shows: 'Perangkat yang masuk' },
  {
    name: 'desk, officers',
    path: '/desk?view=officers',
    isDesk: true,
    shows: 'Simpan',
    first: page => page.locator('.people .person').first().click(),
  },
  {
    name: 'desk, webhooks',
    path: '/desk?view=webhooks',
    isDesk: true,
    shows: 'Alamat penerima',
    first: press('Webhook baru'),
  },
  { name: 'desk, drill', path: '/desk?drill=1', isDesk: true, shows: 'LATIHAN' },
  {
    name: 'situation report',
    path: '/desk/situation',
    isDesk: true,
    shows: 'Laporan situasi',
    isReading: true,
  },
  { name: 'wall', path: '/desk?wall=1', isDesk: true, shows: 'Kejadian terparah terbaru' },
]

/** What people look at it on. */
export const sizes = {
  phone: { width: 390, height: 844 },
  desk: desktop.viewport,
  wall: { width: 3840, height: 2160 },
}
