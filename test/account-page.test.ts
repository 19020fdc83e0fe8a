// The officer's own account and the administrators' room of officers, in a real browser on the built pages.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '../server/sign-in/second-factor.ts'
import { desktop, hasBrowser, openBrowser } from './browser.ts'
import { enterAs } from './desk-page.ts'
import { buildPages } from './map-page.ts'
import { askDesk, openWorld, password, signIn, type World } from './world.ts'

describe.skipIf(!hasBrowser)('the rooms of account and officers', () => {
  let world: World
  let browser: Browser
  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([
      openWorld('embedded', {}, { SECOND_FACTOR_ROLES: 'duty-officer' }),
      openBrowser(),
    ])
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  async function enter(name: string, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const context = await browser.newContext({ ...desktop, colorScheme: scheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(`${world.url}/desk`)
    await enterAs(page, name)
    return page
  }

  test('who has to have a second factor sets it up first, and signs in with its code from then on', async () => {
    await signIn(world, 'Dewi', { role: 'duty-officer' })
    const page = await enter('Dewi')
    await page.getByText('Peran Anda memerlukan kode kedua').waitFor()
    await page.locator('input[name=proof]').fill(password)
    await page.getByRole('button', { name: 'Pasang kode kedua' }).click()
    const secret = (await page.locator('code.secret').textContent()) ?? ''
    await page.getByLabel('Kode enam angka dari aplikasi itu').fill(codeAt(secret, new Date()))
    await page.keyboard.press('Enter')
    const codes = page.locator('.backup-codes li')
    await codes.first().waitFor()
    const backup = (await codes.first().textContent()) ?? ''
    expect(await codes.count()).toBe(10)
    const other = await enter('Dewi')
    await other.getByText('Masukkan kode dari aplikasi autentikator Anda').waitFor()
    await other.getByLabel('Kode dari aplikasi autentikator').fill(backup)
    await other.keyboard.press('Enter')
    await other.getByRole('region', { name: 'Antrean laporan' }).waitFor()
  })

  test('an administrator adds an officer, gives rights, and signs the officer out: the open desk goes back to the door', async () => {
    await signIn(world, 'Kepala')
    await signIn(world, 'Wayan', { role: 'verifier' })
    const wayan = await enter('Wayan')
    await wayan.getByRole('region', { name: 'Antrean laporan' }).waitFor()
    expect(await wayan.getByRole('button', { name: 'Petugas', exact: true }).count()).toBe(0)
    const page = await enter('Kepala')
    await page.getByRole('button', { name: 'Petugas', exact: true }).click()
    await page.getByRole('button', { name: 'Petugas baru' }).click()
    await page.getByLabel('Nama untuk masuk').fill('Ketut')
    await page.getByLabel('Wilayah, misalnya').fill('id-jk')
    await page.getByRole('button', { name: 'Tambah petugas' }).click()
    await page.getByText(/Kata sandi Ketut, hanya tampil sekali: \S{23}/).waitFor()
    await page.getByRole('button', { name: /^Ketut.*ID-JK/ }).waitFor()
    await page.getByRole('button', { name: /^Wayan/ }).click()
    await page.getByRole('button', { name: 'Keluarkan dari semua perangkat' }).click()
    await wayan.getByLabel('Kata sandi').waitFor({ timeout: 5_000 })
  })

  test('a key is made for a program, shown once, and revoked', async () => {
    await signIn(world, 'Kunci')
    const page = await enter('Kunci')
    await page.getByRole('button', { name: 'Petugas', exact: true }).click()
    await page.getByRole('button', { name: 'Kunci baru' }).click()
    await page.getByLabel('Nama program').fill('pompa')
    await page.getByRole('button', { name: 'Buat kunci' }).click()
    await page.getByText(/Kunci pompa, hanya tampil sekali: kt_/).waitFor()
    await page.getByRole('button', { name: 'Cabut' }).click()
    await page.getByText(/belum pernah dipakai · dicabut/).waitFor()
  })

  test('an administrator changes a deadline, is stopped by what cannot be, and takes it back', async () => {
    const headers = await signIn(world, 'Tenggat')
    const page = await enter('Tenggat')
    await page.getByRole('button', { name: 'Petugas', exact: true }).click()
    await page
      .getByRole('button', { name: /^Menunggu diperiksa Waspada 3 jam · Siaga 1 jam · Awas 15 menit/ })
      .click()
    const severe = page.getByLabel('Awas')
    expect(await severe.inputValue()).toBe('0,25')
    await severe.fill('5')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tingkat yang lebih berat tidak dapat diberi waktu lebih lama.').waitFor()
    await severe.fill('0,5')
    await page.getByLabel('Yang diberi tahu jika lewat').selectOption({ label: 'Pemeriksa' })
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page
      .getByRole('button', { name: /^Menunggu diperiksa .*Awas 30 menit .* kepada pemeriksa/ })
      .waitFor()
    await page.getByRole('button', { name: 'Urungkan perubahan' }).click()
    await page.getByText('Tenggat yang lama berlaku lagi.').waitFor()
    await page
      .getByRole('button', { name: /^Menunggu diperiksa .*Awas 15 menit .* kepada petugas piket/ })
      .waitFor()
    // Another administrator is quicker.
    const rule = { follows: [], hours: [3, 3, 1, 0.2], told: 'duty-officer', higherHours: 1 }
    expect((await askDesk(world, headers, '/stages/new', rule, 'PUT')).status).toBe(200)
    await severe.fill('1')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tabel baru saja diubah administrator lain').waitFor()
    expect(await severe.inputValue()).toBe('0,2')
    await askDesk(world, headers, '/stages/new', { ...rule, hours: [3, 3, 1, 0.25] }, 'PUT')
    await signIn(world, 'Daerah', { role: 'administrator', regions: ['ID-JK'] })
    const regional = await enter('Daerah')
    await regional.getByRole('button', { name: 'Petugas', exact: true }).click()
    await regional.getByRole('heading', { name: 'Kunci program' }).waitFor()
    expect(await regional.getByRole('heading', { name: 'Tenggat' }).count()).toBe(0)
  })

  test.each(['light', 'dark'] as const)('axe finds nothing in them in the %s', async scheme => {
    await signIn(world, `Aksara ${scheme}`)
    const page = await enter(`Aksara ${scheme}`, scheme)
    const found = async () =>
      (await new AxeBuilder({ page }).include('.room').analyze()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
      )
    await page.getByRole('button', { name: 'Akun' }).click()
    await page.getByText('Perangkat yang masuk').waitFor()
    expect(await found()).toEqual([])
    await page.getByRole('button', { name: 'Petugas', exact: true }).click()
    await page.getByRole('button', { name: 'Kunci baru' }).click()
    await page.getByLabel('Nama program').waitFor()
    expect(await found()).toEqual([])
    await page.locator('.people .person').first().click()
    await page.getByRole('button', { name: 'Simpan' }).waitFor()
    expect(await found()).toEqual([])
    await page.getByRole('button', { name: /^Menunggu diperiksa/ }).click()
    await page.getByLabel('Yang diberi tahu jika lewat').waitFor()
    expect(await found()).toEqual([])
  })
})
