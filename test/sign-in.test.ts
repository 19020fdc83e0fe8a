// The front door of the desk: passwords, the second factor, sessions that end when they are ended, and patience with who guesses.
import { randomBytes, randomUUID, scryptSync } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addOfficer } from '../db/officers.ts'
import { readConfig } from '../server/config.ts'
import { startServer } from '../server/main.ts'
import { createPatience, waitAfter } from '../server/sign-in/patience.ts'
import { codeAt } from '../server/sign-in/second-factor.ts'
import { engines, hasPostgres } from './database.ts'
import { openSocket, openWorld, signIn, type World } from './world.ts'

const password = 'kentongan berbunyi tiga kali'

describe.each(engines)('the front door on %s', engine => {
  let world: World
  let time = new Date('2026-02-24T01:00:00Z')
  const later = (seconds: number) => {
    time = new Date(time.getTime() + seconds * 1_000)
  }
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => time }, { SECOND_FACTOR_ROLES: 'duty-officer' })
  })
  afterAll(() => world.close())

  const knock = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${world.url}/api/desk/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const ask = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: object,
    url = world.url,
  ) => {
    const response = await fetch(`${url}/api/desk${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
  const idOf = async (name: string): Promise<string> =>
    (await world.db.query<{ id: string }>('select id from officers where name = $1', [name])).rows[0]?.id ??
    ''

  test('a password that was hashed by scrypt still opens it, and is hashed by argon2id from then on', async () => {
    const salt = randomBytes(16)
    const hash = scryptSync(password, salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 })
    const old = `scrypt$${salt.toString('base64')}$${hash.toString('base64')}`
    await addOfficer(world.db, {
      id: randomUUID(),
      name: 'Lama',
      password: old,
      at: time,
      role: 'viewer',
    })
    expect((await knock({ name: 'Lama', password: 'bukan ini' })).status).toBe(401)
    expect((await knock({ name: 'Lama', password })).status).toBe(200)
    const { rows } = await world.db.query<{ password: string }>(
      `select password from officers where name = 'Lama'`,
    )
    expect(rows[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect((await knock({ name: 'Lama', password })).status).toBe(200)
    expect((await knock({ name: 'Lama', password: 'bukan ini' })).status).toBe(401)
  })

  test('the second factor: enrolled with the password, asked at the door, each code once, backup codes for who lost it', async () => {
    const headers = await signIn(world, 'Dewi')
    expect((await ask('POST', '/account/second-factor', headers, { password: 'salah' })).status).toBe(422)
    const offered = await ask('POST', '/account/second-factor', headers, { password })
    expect(offered.body.address).toMatch(/^otpauth:\/\/totp\/Kentongan:Dewi\?/)
    const { secret } = offered.body
    // Until a code was right it is only on offer.
    expect((await knock({ name: 'Dewi', password })).status).toBe(200)
    expect((await ask('PUT', '/account/second-factor', headers, { code: '000000' })).status).toBe(401)
    const on = await ask('PUT', '/account/second-factor', headers, { code: codeAt(secret, time) })
    expect(on.body.codes).toHaveLength(10)

    const without = await knock({ name: 'Dewi', password })
    expect([without.status, (await without.json()).code]).toEqual([401, 'code-needed'])
    const used = await knock({ name: 'Dewi', password, code: codeAt(secret, time) })
    expect([used.status, (await used.json()).code]).toEqual([401, 'code-wrong'])
    later(30)
    expect((await knock({ name: 'Dewi', password, code: codeAt(secret, time) })).status).toBe(200)
    expect((await knock({ name: 'Dewi', password, code: codeAt(secret, time) })).status).toBe(401)
    const [backup] = on.body.codes
    expect((await knock({ name: 'Dewi', password, code: backup })).status).toBe(200)
    later(60)
    expect((await knock({ name: 'Dewi', password, code: backup })).status).toBe(401)
    later(60)
    expect((await ask('DELETE', '/account/second-factor', headers, { password })).status).toBe(204)
    expect((await knock({ name: 'Dewi', password })).status).toBe(200)
  })

  test('where the role asks for a second factor, nothing but its setting up is open without one', async () => {
    const headers = await signIn(world, 'Made', { role: 'duty-officer' })
    const before = await ask('GET', '/warnings', headers)
    expect([before.status, before.body.code]).toEqual([403, 'second-factor-needed'])
    const { body } = await ask('POST', '/account/second-factor', headers, { password })
    await ask('PUT', '/account/second-factor', headers, { code: codeAt(body.secret, time) })
    expect((await ask('GET', '/warnings', headers)).status).toBe(200)
  })

  test('sessions are listed with their device, and ended one by one, all together, and with a new password', async () => {
    const first = await signIn(world, 'Putu')
    const again = async () => ({
      Cookie:
        (await knock({ name: 'Putu', password }, { 'User-Agent': 'Ponsel' })).headers.getSetCookie()[0] ?? '',
    })
    later(1)
    const second = await again()
    const list = async () => (await ask('GET', '/account', first)).body.sessions
    expect(await list()).toMatchObject([
      { device: 'Ponsel', isThis: false, since: time.toISOString() },
      { isThis: true },
    ])
    const [{ id }] = await list()
    expect((await ask('DELETE', `/account/sessions/${id}`, first)).status).toBe(204)
    expect((await ask('GET', '/session', second)).status).toBe(401)
    const third = await again()
    expect((await ask('DELETE', '/account/sessions', first)).body).toEqual({ ended: 1 })
    expect((await ask('GET', '/session', third)).status).toBe(401)
    const fourth = await again()
    const wanted = 'air surut pelan pelan'
    expect((await ask('PUT', '/account/password', first, { password, wanted: 'pendek' })).status).toBe(422)
    const guessed = await ask('PUT', '/account/password', first, { password, wanted: 'Password12345' })
    expect([guessed.status, guessed.body.code]).toEqual([422, 'password-guessable'])
    expect((await ask('PUT', '/account/password', first, { password, wanted })).status).toBe(204)
    expect((await ask('GET', '/session', fourth)).status).toBe(401)
    expect((await ask('GET', '/session', first)).status).toBe(200)
    expect((await knock({ name: 'Putu', password: wanted })).status).toBe(200)
  })

  test('a session that nobody touches ends after three hours, one in use after twelve', async () => {
    const [idle, used] = [await signIn(world, 'Diam'), await signIn(world, 'Giat')]
    await world.db.query('update sessions set seen_at = created_at')
    for (let hour = 1; hour <= 11; hour++) {
      later(3_600)
      expect((await ask('GET', '/session', used)).status).toBe(200)
      if (hour === 2) expect((await ask('GET', '/account', idle)).status).toBe(200)
      if (hour === 6) expect((await ask('GET', '/session', idle)).status).toBe(401)
    }
    later(3_601)
    expect((await ask('GET', '/session', used)).status).toBe(401)
  })

  test('over https the cookies are bound to this host, and a page of another site acts in nobody’s name', async () => {
    await signIn(world, 'Aman')
    const answer = await knock({ name: 'Aman', password }, { 'X-Forwarded-Proto': 'https' })
    const cookies = answer.headers.getSetCookie()
    expect(cookies[0]).toMatch(
      /^__Host-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/,
    )
    expect(cookies[1]).toMatch(/^__Host-desk-known=[^;]*; Path=\/; HttpOnly; SameSite=Strict; .*; Secure$/)
    const own = { Cookie: cookies[0]?.split(';')[0] ?? '' }
    const tossed = { Cookie: `desk=brought-by-a-neighbour; ${own.Cookie}` }
    expect((await ask('GET', '/session', tossed)).body.officer).toBe('Aman')
    const token = own.Cookie.split('=')[1]
    const https = { 'X-Forwarded-Proto': 'https' }
    expect((await ask('GET', '/session', { ...own, ...https })).body.officer).toBe('Aman')
    for (const planted of ['desk', '__Secure-desk'])
      expect((await ask('GET', '/session', { Cookie: `${planted}=${token}`, ...https })).status).toBe(401)
    const from = (header: Record<string, string>) => ask('DELETE', '/account/sessions', { ...own, ...header })
    expect((await from({ Origin: 'https://jahat.example' })).status).toBe(401)
    expect((await from({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(401)
    expect((await from({ Origin: world.url, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
    const form = await fetch(`${world.url}/api/desk/officers`, {
      method: 'POST',
      headers: { ...own, 'Content-Type': 'text/plain' },
      body: JSON.stringify({ name: 'Tamu', role: 'administrator' }),
    })
    expect(form.status).toBe(400)
  })

  test('a page of another site may watch what all may, and nothing with an officer’s cookie', async () => {
    const headers = await signIn(world, 'Rahasia')
    const told = async (more: Record<string, string>) => {
      const socket = await openSocket(world, { ...headers, ...more })
      const seen = await socket.watch()
      socket.close()
      return 'cases' in seen
    }
    expect(await told({})).toBe(true)
    expect(await told({ Origin: world.url })).toBe(true)
    expect(await told({ Origin: 'https://jahat.example' })).toBe(false)
  })

  test('nobody ends a session that is another’s', async () => {
    const [one, other] = [await signIn(world, 'Satu'), await signIn(world, 'Dua')]
    const [{ id }] = (await ask('GET', '/account', one)).body.sessions
    expect((await ask('DELETE', `/account/sessions/${id}`, other)).status).toBe(404)
    expect((await ask('GET', '/session', one)).status).toBe(200)
  })

  const closedWithin = async (
    socket: Awaited<ReturnType<typeof openSocket>>,
    act: () => Promise<unknown>,
  ) => {
    socket.socket.io.reconnection(false)
    const closed = new Promise<number>(resolve => socket.socket.once('disconnect', () => resolve(Date.now())))
    await act()
    const since = Date.now()
    return Promise.race([
      closed.then(at => at - since),
      new Promise<number>(resolve => setTimeout(() => resolve(Number.POSITIVE_INFINITY), 4_000)),
    ])
  }

  test('the socket of a session that was revoked, ran out or lost its rights closes within two seconds; the public’s stays', async () => {
    const chief = await signIn(world, 'Kepala')
    const watch = async (name: string) => {
      const headers = await signIn(world, name, { role: 'verifier' })
      const socket = await openSocket(world, headers)
      await socket.watch()
      return socket
    }
    const everybody = await openSocket(world)
    const ways: [string, (id: string) => Promise<unknown>][] = [
      ['Rani', id => ask('DELETE', `/officers/${id}/sessions`, chief)],
      ['Rudi', id => ask('PATCH', `/officers/${id}`, chief, { disabled: true })],
      ['Rosa', id => ask('PATCH', `/officers/${id}`, chief, { role: 'viewer' })],
      ['Rama', id => ask('PATCH', `/officers/${id}`, chief, { regions: ['ID-JI'] })],
      ['Roni', id => ask('POST', `/officers/${id}/reset`, chief)],
      ['Rita', id => world.db.query('delete from sessions where officer = $1', [id])],
    ]
    for (const [name, act] of ways) {
      const socket = await watch(name)
      const id = await idOf(name)
      expect([name, (await closedWithin(socket, () => act(id))) < 2_000]).toEqual([name, true])
      expect(socket.socket.connected).toBe(false)
    }
    const last = await watch('Rusli')
    expect(await closedWithin(last, async () => later(13 * 3_600))).toBeLessThan(2_000)
    expect(everybody.socket.connected).toBe(true)
    everybody.close()
  }, 60_000)

  test.skipIf(engine === 'embedded')('also where another process revoked it', async () => {
    const other = await startServer(readConfig(world.settings), { now: () => time, log: () => undefined })
    const chief = await signIn(world, 'Induk')
    const headers = await signIn(world, 'Jauh', { role: 'verifier' })
    const socket = await openSocket(world, headers)
    const id = await idOf('Jauh')
    const took = await closedWithin(socket, () =>
      ask('DELETE', `/officers/${id}/sessions`, chief, undefined, other.url),
    )
    expect(took).toBeLessThan(2_000)
    await other.stop()
  })

  test('five wrong passwords slow the attacker, and lock nobody else out', async () => {
    await signIn(world, 'Korban')
    const attacker = { 'X-Forwarded-For': '203.0.113.7' }
    const home = { 'X-Forwarded-For': '198.51.100.20' }
    const first = await knock({ name: 'Korban', password }, home)
    const known = first.headers.getSetCookie()[1]?.split(';')[0] ?? ''
    expect(known).toMatch(/^desk-known=/)
    const statuses: number[] = []
    for (let index = 0; index < 6; index++)
      statuses.push((await knock({ name: 'Korban', password: `tebakan ${index}` }, attacker)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429])
    // Even the right one has to wait there, and the wait doubles.
    const waits: number[] = []
    for (let index = 0; index < 4; index++) {
      const refused = await knock({ name: 'Korban', password: 'tebakan' }, attacker)
      expect(refused.status).toBe(429)
      const seconds = Number(refused.headers.get('Retry-After'))
      waits.push(seconds)
      later(seconds)
      expect((await knock({ name: 'Korban', password: 'tebakan' }, attacker)).status).toBe(401)
    }
    expect(waits).toEqual([1, 2, 4, 8])
    // The officer from elsewhere, and other officers from the attacker's own network.
    expect((await knock({ name: 'Korban', password }, home)).status).toBe(200)
    await signIn(world, 'Tetangga')
    expect((await knock({ name: 'Tetangga', password }, attacker)).status).toBe(200)
    // The officer at the attacker's very address, in a browser that has been here before.
    expect((await knock({ name: 'Korban', password }, { ...attacker, Cookie: known })).status).toBe(200)
    // Its mark is of no use to anybody else's name, and does not grant more tries than a stranger has.
    const more: number[] = []
    for (let index = 0; index < 6; index++)
      more.push((await knock({ name: 'Korban', password: 'x' }, { ...home, Cookie: known })).status)
    expect(more).toEqual([401, 401, 401, 401, 429, 429])
  })

  test('a program with a key does what it was let do, and nothing when the key is revoked', async () => {
    const chief = await signIn(world, 'Kunci')
    const { body } = await ask('POST', '/keys', chief, { name: 'pompa', deeds: ['look'], regions: null })
    const bearer = { Authorization: `Bearer ${body.key}` }
    expect((await ask('GET', '/warnings', bearer)).status).toBe(200)
    expect((await ask('GET', '/officers', bearer)).status).toBe(403)
    const { keys } = (await ask('GET', '/keys', chief)).body
    expect(keys[0]).toMatchObject({ name: 'pompa', used_at: time.toISOString(), start: body.key.slice(0, 9) })
    expect(JSON.stringify(keys)).not.toContain(body.key)
    const socket = await openSocket(world, bearer)
    const took = await closedWithin(socket, () => ask('DELETE', `/keys/${body.id}`, chief))
    expect(took).toBeLessThan(2_000)
    expect((await ask('GET', '/warnings', bearer)).status).toBe(401)
  })

  test('an administrator of some regions gives away no more than these, and the last administrator stays', async () => {
    const chief = await signIn(world, 'Daerah', { role: 'administrator', regions: ['ID-JK'] })
    const newcomer = { name: 'Baru', role: 'verifier', agency: null, regions: ['ID-JK'] }
    expect((await ask('POST', '/officers', chief, { ...newcomer, regions: null })).status).toBe(403)
    const added = await ask('POST', '/officers', chief, newcomer)
    expect(added.status).toBe(201)
    expect((await ask('PATCH', `/officers/${added.body.id}`, chief, { regions: ['ID-JI'] })).status).toBe(403)
    expect((await ask('PATCH', `/officers/${await idOf('Kepala')}`, chief, { disabled: true })).status).toBe(
      403,
    )
    expect((await knock({ name: 'Baru', password: added.body.password })).status).toBe(200)
    await world.db.query(`update officers set role = 'viewer' where name <> 'Daerah'`)
    const lost = await ask('PATCH', `/officers/${await idOf('Daerah')}`, chief, { role: 'viewer' })
    expect([lost.status, lost.body.code]).toEqual([409, 'administrator-last'])
  })
})

test('some machine has PostgreSQL, or two processes are not tried', () =>
  expect(engines.includes('postgres')).toBe(hasPostgres))

describe('patience', () => {
  test('waits double and have an end', () => {
    expect([1, 3, 4, 5, 6, 7, 12, 13, 1_000].map(count => waitAfter(count, 4))).toEqual([
      0, 0, 1, 2, 4, 8, 256, 300, 300,
    ])
  })

  test('whatever an attacker does, tries stay few, and who comes from elsewhere never waits', () => {
    const moves = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'A'), pause: fc.nat(20_000) }), {
      maxLength: 300,
    })
    fc.assert(
      fc.property(moves, tries => {
        const patience = createPatience()
        let time = 0
        const let_in: Record<string, number> = {}
        for (const { name, pause } of tries) {
          time += pause
          const who = { name, address: '203.0.113.9', known: undefined }
          if (patience.knock(who, time) === 0)
            let_in[name.toLowerCase()] = (let_in[name.toLowerCase()] ?? 0) + 1
          expect(
            patience.knock({ name: `x${time}`, address: '198.51.100.1', known: undefined }, time),
          ).toBeLessThan(301)
          expect(
            patience.knock({ name: 'a', address: `192.0.${tries.length % 250}.1`, known: `${time}` }, time),
          ).toBe(0)
        }
        // Four for nothing, then one for each doubling up to five minutes, then one every five minutes.
        for (const count of Object.values(let_in))
          expect(count).toBeLessThanOrEqual(4 + 9 + time / 300_000 + 1)
      }),
    )
  })
})
