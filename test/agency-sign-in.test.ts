// Signing in through an agency's own OpenID Connect provider.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addOfficer } from '../db/officers.ts'
import { openProvider } from './openid-provider.ts'
import { openWorld, type World } from './world.ts'

let provider: Awaited<ReturnType<typeof openProvider>>
let world: World

beforeAll(async () => {
  provider = await openProvider()
  world = await openWorld(
    'embedded',
    {},
    {
      OIDC_ISSUER: provider.url,
      OIDC_CLIENT_ID: 'kentongan',
      OIDC_CLIENT_SECRET: 'rahasia',
      OIDC_NAME: 'BNPB',
      PUBLIC_URL: 'http://desk.example',
    },
  )
  const hire = (name: string, password: string | null) =>
    addOfficer(world.db, { id: randomUUID(), name, password, at: new Date(), role: 'verifier' })
  await hire('wayan@bnpb.go.id', null)
  await hire('sari', 'a hash of hers')
})
afterAll(async () => {
  provider.close()
  await world.close()
})

test('while secrets cannot be read nobody is sent there or asked for a passkey; once they can, everybody is', async () => {
  const begun = async () => [
    (await fetch(`${world.url}/api/desk/session/oidc`, { redirect: 'manual' })).status,
    (await fetch(`${world.url}/api/desk/session/passkey/ask`, { method: 'POST' })).status,
  ]
  await world.db.query('alter table secrets rename to secrets_away')
  expect(await begun()).toEqual([500, 500])
  await world.db.query('alter table secrets_away rename to secrets')
  expect(await begun()).toEqual([302, 200])
})

/** As a browser goes: to the provider and back, with its cookies. */
async function goThrough(change: (back: URL) => void = () => undefined): Promise<Response> {
  const begun = await fetch(`${world.url}/api/desk/session/oidc`, { redirect: 'manual' })
  expect(begun.status).toBe(302)
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const there = await fetch(begun.headers.get('Location') ?? '', { redirect: 'manual' })
  const back = new URL(there.headers.get('Location') ?? '')
  expect(back.origin).toBe('http://desk.example')
  change(back)
  return fetch(world.url + back.pathname + back.search, { redirect: 'manual', headers: { Cookie: cookie } })
}

async function whoIs(response: Response) {
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const answer = await fetch(`${world.url}/api/desk/session`, { headers: { Cookie: cookie } })
  return answer.ok ? (await answer.json()).officer : answer.status
}

test('the door says that there is such a way', async () => {
  expect(await (await fetch(`${world.url}/api/desk/session/ways`)).json()).toEqual({
    password: true,
    passkey: false,
    agency: 'BNPB',
  })
})

test('an officer who was added for it comes in, and is known by the provider’s id from then on', async () => {
  provider.person = { sub: '17', email: 'wayan@bnpb.go.id', email_verified: true }
  const first = await goThrough()
  expect(first.headers.get('Location')).toBe('/desk')
  expect(await whoIs(first)).toBe('wayan@bnpb.go.id')
  provider.person = { sub: '17', email: 'other@bnpb.go.id', email_verified: true }
  expect(await whoIs(await goThrough())).toBe('wayan@bnpb.go.id')
})

test.each([
  ['nobody here', { sub: '18', preferred_username: 'asing' }],
  ['who has a password here', { sub: '19', preferred_username: 'sari' }],
  ['with an address that nobody has checked', { sub: '20', email: 'wayan@bnpb.go.id' }],
])('%s does not come in', async (_who, person) => {
  provider.person = person
  const refused = await goThrough()
  expect(refused.headers.get('Location')).toBe('/desk?refused=1')
  expect(refused.headers.getSetCookie()).toEqual([])
})

test('another’s state, a code that was used, and a token for somebody else are refused', async () => {
  provider.person = { sub: '17' }
  const other = await goThrough(back => back.searchParams.set('state', 'another'))
  expect(other.headers.get('Location')).toBe('/desk?refused=1')
  const spoilt = await goThrough(back => back.searchParams.set('code', 'another'))
  expect(spoilt.headers.get('Location')).toBe('/desk?refused=1')
  provider.audience = 'another program'
  expect((await goThrough()).headers.get('Location')).toBe('/desk?refused=1')
})
