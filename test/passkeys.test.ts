// Officers sign in by passkey: a real Chromium with an authenticator that its own protocol plays, on the built pages.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desktop, hasBrowser, openBrowser } from './browser.ts'
import { enterAs } from './desk-page.ts'
import { buildPages } from './map-page.ts'
import { askDesk, openWorld, password, signIn, type World } from './world.ts'

describe.skipIf(!hasBrowser)('passkeys', () => {
  let world: World
  let browser: Browser
  let chief: { Cookie: string }
  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([
      openWorld('embedded', {}, { SECOND_FACTOR_ROLES: 'duty-officer' }),
      openBrowser(),
    ])
    chief = await signIn(world, 'Kepala')
    await signIn(world, 'Dewi', { role: 'duty-officer' })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  /** A browser whose phone or computer holds keys, and unlocks them by finger unless told otherwise. */
  async function openDesk(isUserVerified = true): Promise<{ page: Page; keys: () => Promise<object[]> }> {
    const context = await browser.newContext({ ...desktop, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const protocol = await context.newCDPSession(page)
    await protocol.send('WebAuthn.enable')
    const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(`${world.url}/desk`)
    return {
      page,
      keys: async () => (await protocol.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    }
  }

  const actions = async () =>
    (await (await fetch(`${world.url}/api/desk/audit`, { headers: chief })).text())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { officer: string; action: string; after: string | null })
      .filter(({ officer }) => officer === 'Dewi')
      .map(({ action, after }) => `${action} ${after ?? ''}`.trim())

  test('an officer adds one, signs in with it alone although the role asks for two factors, and removes it', async () => {
    const { page, keys } = await openDesk()
    await enterAs(page, 'Dewi')
    await page.getByText('Peran Anda memerlukan kode kedua').waitFor()
    await page.getByLabel('Nama kunci').fill('Ponsel dinas')
    await page.locator('input[name=passkey-proof]').fill('bukan ini')
    await page.getByRole('button', { name: 'Tambah kunci sandi' }).click()
    await page.getByText('Kata sandi Anda sekarang tidak cocok').waitFor()
    expect(await keys()).toHaveLength(0)
    await page.locator('input[name=passkey-proof]').fill(password)
    await page.getByRole('button', { name: 'Tambah kunci sandi' }).click()
    await page.getByText('Kunci sandi sudah tersimpan').waitFor()
    expect(await keys()).toHaveLength(1)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(({ id }) => id)).toEqual([])

    await page.context().clearCookies()
    await page.goto(`${world.url}/desk`)
    await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click()
    await page.getByRole('region', { name: 'Antrean laporan' }).waitFor()
    await page.goto(`${world.url}/desk?view=account`)
    await page.getByText(/terakhir dipakai/).waitFor()

    await page.getByRole('button', { name: 'Hapus: Ponsel dinas' }).click()
    await page.getByText('Belum ada. Masuk tanpa kata sandi').waitFor()
    await page.context().clearCookies()
    await page.goto(`${world.url}/desk`)
    await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click()
    await page.getByText('Kunci sandi itu tidak cocok').waitFor()
    expect(await actions()).toEqual(
      expect.arrayContaining([
        'passkey-added Ponsel dinas',
        'signed-in passkey Ponsel dinas',
        'passkey-removed Ponsel dinas',
      ]),
    )
    await page.context().close()
  })

  test('an answer holds once, for the browser that was asked, from this site alone, and not without finger or PIN', async () => {
    await signIn(world, 'Ketut', { role: 'verifier' })
    const { page } = await openDesk()
    await enterAs(page, 'Ketut')
    await page.getByRole('region', { name: 'Antrean laporan' }).waitFor()
    await page.goto(`${world.url}/desk?view=account`)
    await page.getByLabel('Nama kunci').fill('Kunci')
    await page.locator('input[name=passkey-proof]').fill(password)
    await page.getByRole('button', { name: 'Tambah kunci sandi' }).click()
    await page.getByText('Kunci sandi sudah tersimpan').waitFor()
    await page.context().clearCookies()
    await page.goto(`${world.url}/desk`)
    const sent = page.waitForRequest(request => request.url().endsWith('/session/passkey'))
    await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click()
    await page.getByRole('region', { name: 'Antrean laporan' }).waitFor()
    const first = await sent
    // Who comes in by passkey is told the same as who comes in by password, the number of live reports with it.
    const told = (await (await first.response())?.json()) as object
    const { body: other } = await askDesk(world, await signIn(world, 'Kepala'), '/session', undefined, 'GET')
    expect(told).toMatchObject({ officer: 'Ketut', role: 'verifier', reports: 0 })
    expect(Object.keys(told)).toEqual(Object.keys(other))
    const headers = await first.allHeaders()
    const again = (cookie: string) =>
      fetch(`${world.url}/api/desk/session/passkey`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: cookie },
        body: first.postData() ?? '',
      })
    for (const cookie of [headers.cookie ?? '', '', `${headers.cookie}x`]) {
      const answer = await again(cookie)
      expect([answer.status, (await answer.json()).code]).toEqual([401, 'passkey-wrong'])
    }
    // An administrator's reset takes the keys away with the password.
    const { body } = await askDesk(world, chief, '/officers', undefined, 'GET')
    const { id } = body.officers.find(({ name }: { name: string }) => name === 'Ketut')
    await askDesk(world, chief, `/officers/${id}/reset`, {})
    await page.context().clearCookies()
    await page.goto(`${world.url}/desk`)
    await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click()
    await page.getByText('Kunci sandi itu tidak cocok').waitFor()
    await page.context().close()
  })

  test('is offered only where the site goes by its own name, and kept only where finger, face or PIN unlock it', async () => {
    const ways = async (url: string) => (await fetch(`${url}/api/desk/session/ways`)).json()
    const byNumbers = world.url.replace('localhost', '127.0.0.1')
    expect([(await ways(world.url)).passkey, (await ways(byNumbers)).passkey]).toEqual([true, false])
    const { page, keys } = await openDesk(false)
    await enterAs(page, 'Dewi')
    await page.getByLabel('Nama kunci').fill('Tanpa jari')
    await page.locator('input[name=passkey-proof]').fill(password)
    await page.getByRole('button', { name: 'Tambah kunci sandi' }).click()
    await page.getByText('Perangkat ini tidak membuat kunci sandi').waitFor()
    expect(await keys()).toHaveLength(0)
    await page.context().close()
  })
})
