// Alerts to browsers by web push, against a push service of our own: encrypted for the browser, signed by us, taken back, and never sent to
// where nobody may look.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import { collection, fileOf, perform } from './operators.ts'
import { openPushService, vapidClaims } from './push-service.ts'
import { aReport, openWorld, postReport, type World } from './world.ts'

/** A square of some two kilometres. */
const ringAround = ({ lng, lat }: { lng: number; lat: number }) =>
  [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].map(([east = 0, north = 0]) => [lng + east * 0.01, lat + north * 0.01])

const soon = { timeout: 15_000, interval: 20 }

describe.each(engines)('web push on %s', engine => {
  let service: Awaited<ReturnType<typeof openPushService>>
  let world: World
  let towns = 0
  beforeAll(async () => {
    service = await openPushService()
    world = await openWorld(engine, {}, { PUSH_SERVICES: service.url })
  })
  afterAll(async () => {
    await world.close()
    await service.close()
  })

  const aTown = () => ({ lng: 110 + towns++ * 0.2, lat: -7.4 })

  async function ask(method: string, path: string, body?: object, token?: string) {
    const response = await fetch(`${world.url}/api/alerts${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: response.status === 204 ? {} : await response.json() }
  }

  const wish = (push: object, place: object, changes: object = {}) => ({
    push,
    name: 'Rumah',
    place,
    metres: 3_000,
    hazards: null,
    level: 1,
    quiet: null,
    ...changes,
  })

  let devices = 0
  async function flood(place: { lng: number; lat: number }, depth = 50): Promise<void> {
    for (const step of [0, 1, 2])
      await postReport(
        world,
        aReport({
          place: { lng: place.lng + step * 0.0004, lat: place.lat },
          answers: { depth },
          device: `device-of-a-push-test-${devices++}`,
        }),
      )
    await world.caughtUp()
  }

  test('a browser is told in words that only it can read, signed by a key that stays the same', async () => {
    const browser = service.browser()
    const town = aTown()
    expect((await ask('POST', '?lang=en', wish(browser.push, town))).status).toBe(201)
    await flood(town, 200)
    await expect.poll(() => browser.pushed.length, soon).toBe(1)
    const [shown] = browser.shown()
    expect(shown?.title).toBe('🟥 Flood near Rumah')
    expect(shown?.body).toMatch(/3 people reported it[\s\S]*112/)
    expect(shown?.body).not.toContain('/alerts')
    expect(shown?.url).toMatch(/\/\?incident=[\w-]+$/)
    const headers = browser.pushed[0]?.headers ?? {}
    expect(headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      ttl: '43200',
      urgency: 'high',
      topic: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(browser.pushed[0]?.body.includes('Flood')).toBe(false)
    const { key, claims } = vapidClaims(String(headers.authorization))
    expect(claims).toMatchObject({ aud: service.url, sub: 'mailto:operator@localhost' })
    expect((await ask('GET', '/key')).body).toEqual({ key })
  })

  test('an area is followed whole, and one that nobody imported is refused', async () => {
    const browser = service.browser()
    const town = aTown()
    const outline = { type: 'Polygon', coordinates: [ringAround(town)] }
    const area = {
      type: 'Feature',
      properties: { id: `push-${engine}`, name: 'Desa Campursari' },
      geometry: outline,
    }
    expect((await perform(world.db, 'areas import', { file: fileOf(collection([area])) })).code).toBe(0)
    const unknown = await ask('POST', '', wish(browser.push, town, { area: 'nowhere' }))
    expect(unknown).toMatchObject({ status: 422, body: { code: 'alert-place-wrong' } })
    const followed = await ask('POST', '?lang=id', wish(browser.push, town, { area: `push-${engine}` }))
    expect(followed.body.subscriptions).toMatchObject([{ where: { area: `push-${engine}` } }])
    await flood(town)
    await expect.poll(() => browser.pushed.length, soon).toBe(1)
  })

  test('what a browser follows is seen, changed and taken back with its own token alone', async () => {
    const { push } = service.browser()
    const first = await ask('POST', '', wish(push, aTown()))
    const second = await ask('POST', '', wish(push, aTown(), { name: 'Kantor', hazards: ['fire'] }))
    const { token } = second.body
    expect(token).toBe(first.body.token)
    expect(second.body.subscriptions.map((one: { name: string }) => one.name)).toEqual(['Rumah', 'Kantor'])
    const [{ id }] = second.body.subscriptions
    for (const wrong of [undefined, 'x', `${token}x`, `${token.slice(0, -8)}AAAAAAAA`])
      expect((await ask('GET', '', undefined, wrong)).status).toBe(404)

    const change = { hazards: null, level: 2, quiet: { from: 1_320, until: 300 }, removed: true }
    expect((await ask('PUT', `/${id}`, change, token)).body.subscriptions).toHaveLength(1)
    const back = await ask('PUT', `/${id}`, { ...change, removed: false }, token)
    expect(back.body.subscriptions[0]).toMatchObject({ id, level: 2, quiet: change.quiet })
    for (let more = 3; more <= 5; more++)
      expect((await ask('POST', '', wish(push, aTown()))).status).toBe(201)
    expect((await ask('POST', '', wish(push, aTown()))).body).toMatchObject({ code: 'alerts-enough' })
    expect((await ask('DELETE', `/${id}`, undefined, token)).status).toBe(204)

    expect((await ask('DELETE', '', undefined, token)).status).toBe(204)
    expect((await ask('GET', '', undefined, token)).body).toEqual({ subscriptions: [] })
    const { rows } = await world.db.query('select from citizens where address like $1', [
      `%${push.endpoint}%`,
    ])
    expect(rows).toEqual([])
  })

  test('an address that is gone is called once, and one that is busy later', async () => {
    const gone = service.browser()
    const busy = service.browser()
    const town = aTown()
    gone.answer({ status: 410 })
    busy.answer({ status: 429, retryAfter: 1 }, { status: 503, retryAfter: 1 })
    for (const { push } of [gone, busy]) await ask('POST', '', wish(push, town))
    await flood(town)
    await expect.poll(() => busy.pushed.length, soon).toBe(1)
    const { rows } = await world.db.query('select unreachable from citizens where address like $1', [
      `%${gone.push.endpoint}%`,
    ])
    expect(rows).toEqual([{ unreachable: true }])
    expect(gone.pushed).toEqual([])
    // Who comes back with the same address is told again.
    await ask('POST', '', wish(gone.push, aTown()))
    const again = await world.db.query('select unreachable from citizens where address like $1', [
      `%${gone.push.endpoint}%`,
    ])
    expect(again.rows).toEqual([{ unreachable: false }])
  })

  test('no address leads into a private network, and none is anything else than a public https host', async () => {
    const { push } = service.browser()
    const town = aTown()
    for (const endpoint of [
      'http://push.example.org/x',
      'https://localhost/x',
      'https://printer.local/x',
      'https://db.internal/x',
      'https://127.0.0.1/x',
      'https://2130706433/x',
      'https://0x7f.1/x',
      'https://[::1]/x',
      'https://[::ffff:10.0.0.1]/x',
      'https://169.254.169.254/latest/meta-data',
      'https://push.example.org:8443/x',
      'https://user:secret@push.example.org/x',
      'file:///etc/passwd',
      'nonsense',
    ]) {
      const { status, body } = await ask('POST', '', wish({ ...push, endpoint }, town))
      expect([endpoint, status, body.code]).toEqual([endpoint, 422, 'push-address-wrong'])
    }
    const short = { ...push, keys: { p256dh: 'BAAA', auth: randomBytes(16).toString('base64url') } }
    expect((await ask('POST', '', wish(short, town))).body.code).toBe('push-address-wrong')
    expect((await ask('POST', '', wish(push, { lng: 2.35, lat: 48.85 }))).body.code).toBe('place-outside')
    expect((await ask('POST', '', wish(push, town, { metres: 90_000 }))).body.code).toBe('body-unreadable')
  })
})
