// Saved views of the desk: each officer's own, the same on every screen, and never more than thirty.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import { openWorld, password, signIn, type World } from './world.ts'

describe.each(engines)('saved views on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  type Headers = Record<string, string>
  const at = (name = '') => `${world.url}/api/desk/account/views${name && `/${encodeURIComponent(name)}`}`
  const viewsOf = async (headers: Headers) => (await (await fetch(at(), { headers })).json()).views
  const keep = (headers: Headers, name: string, address: string) =>
    fetch(at(name), {
      method: 'PUT',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ address }),
    })

  test('are found again at another sign-in, replaced by name, and nobody else’s', async () => {
    const sari = await signIn(world, 'Sari')
    expect(await viewsOf(sari)).toEqual([])
    await keep(sari, 'Kemang / malam', '#tab=mine')
    await keep(sari, 'Semua', '')
    expect((await keep(sari, 'Kemang / malam', '#tab=mine&level=3')).status).toBe(204)
    const elsewhere = await fetch(`${world.url}/api/desk/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Sari', password }),
    })
    const again = { Cookie: elsewhere.headers.get('Set-Cookie')?.split(';')[0] ?? '' }
    expect(await viewsOf(again)).toEqual([
      { name: 'Kemang / malam', address: '#tab=mine&level=3' },
      { name: 'Semua', address: '' },
    ])
    const budi = await signIn(world, 'Budi')
    expect(await viewsOf(budi)).toEqual([])
    expect((await fetch(at('Semua'), { method: 'DELETE', headers: budi })).status).toBe(404)
    expect((await fetch(at('Semua'), { method: 'DELETE', headers: sari })).status).toBe(204)
    expect(await viewsOf(sari)).toHaveLength(1)
  })

  test('lead nowhere else, and the thirty-first is refused with what to do', async () => {
    const dewi = await signIn(world, 'Dewi')
    for (const address of ['https://example.org', '//example.org', 'javascript:alert(1)'])
      expect((await keep(dewi, 'Jauh', address)).status).toBe(400)
    for (let one = 1; one <= 30; one++) expect((await keep(dewi, `Tampilan ${one}`, '#')).status).toBe(204)
    const refused = await keep(dewi, 'Satu lagi', '#')
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'views-many', detail: expect.stringContaining('30') })
    expect((await keep(dewi, 'Tampilan 7', '#tab=mine')).status).toBe(204)
    expect(await viewsOf(dewi)).toHaveLength(30)
  })
})
