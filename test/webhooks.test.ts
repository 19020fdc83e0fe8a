// Webhooks through the front door: an endpoint is told of what everybody may see, signed, until it has heard it; and one that is slow, dead, leads
// elsewhere or lies inside harms nobody else.
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importArea } from '../db/areas.ts'
import { DAY, TRIED_MS } from '../server/domain/webhook.ts'
import { engines } from './database.ts'
import { answering, openReceiver, type Receiver, silent, slowly, well } from './webhook-receiver.ts'
import {
  aReport,
  aSquare,
  askDesk,
  aWarning,
  decide,
  openWorld,
  postReport,
  signIn,
  type World,
  warn,
} from './world.ts'

const EVERYTHING = {}
const REPORTS = { kinds: ['report.created', 'report.changed', 'report.removed'] }

describe.each(engines)('webhooks on %s', engine => {
  let world: World
  let chief: { Cookie: string }
  let ahead = 0
  const receivers: Receiver[] = []

  beforeAll(async () => {
    const now = () => new Date(Date.now() + ahead)
    world = await openWorld(engine, { now }, { WEBHOOKS_PRIVATE: 'on' })
    chief = await signIn(world, 'Kepala')
    // The clock runs days ahead here.
    await world.db.query(`update sessions set expires_at = now() + interval '1 year'`)
  })
  afterAll(async () => {
    await world.close()
    for (const receiver of receivers) await receiver.close()
  })

  /** A receiver and the endpoint that it stands at. */
  async function listen(filter: object = EVERYTHING, manner = well) {
    const receiver = await openReceiver(manner)
    receivers.push(receiver)
    const { status, body } = await askDesk(world, chief, '/webhooks', {
      name: 'Penerima',
      url: receiver.url,
      filter,
    })
    expect(status).toBe(201)
    receiver.expectSecrets(body.secret)
    const id: string = body.webhook.id
    return {
      receiver,
      id,
      secret: String(body.secret),
      ask: (path = '', given?: object, method?: string) =>
        askDesk(world, chief, `/webhooks/${id}${path}`, given, method),
      remove: () => askDeskAway(`/webhooks/${id}`),
    }
  }
  const askDeskAway = (path: string) =>
    fetch(`${world.url}/api/desk${path}`, { method: 'DELETE', headers: chief })
  const act = (id: string, path: string, body: object = {}) =>
    fetch(`${world.url}/api/desk/webhooks/${id}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...chief },
      body: JSON.stringify(body),
    })
  /** What its citizen makes of a report by its private link. */
  async function edit(link: string, body: object) {
    const { status } = await fetch(`${world.url}/api/mine/${new URL(link).pathname.split('/').at(-1)}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(status).toBe(200)
  }
  const typesOf = ({ heard }: Receiver, id: string) =>
    heard.filter(({ data }) => (data.properties?.id ?? data.id) === id).map(({ type }) => type)

  test('tell of reports as they come, change and go, as everybody may see them, and of nothing that is held or a drill', async () => {
    const { receiver, remove } = await listen()
    const { id } = (await postReport(world, aReport({ words: 'Rumah saya banjir, hubungi 0812 3456 7890' })))
      .body.report.properties
    await postReport(world, aReport({ drill: true, words: 'latihan' }))
    await expect.poll(() => typesOf(receiver, id)).toEqual(['report.created'])
    await decide(world, chief, id, 'verify')
    await expect.poll(() => typesOf(receiver, id)).toEqual(['report.created', 'report.changed'])
    await decide(world, chief, id, 'dismiss', { reason: 'salah' })
    await expect.poll(() => typesOf(receiver, id)).toHaveLength(3)
    expect(typesOf(receiver, id)[2]).toBe('report.removed')
    const [created] = receiver.heard
    expect(created?.id).toMatch(/^msg_\d+_\d+$/)
    expect(JSON.stringify(created)).not.toContain('3456')
    expect(created?.data.geometry).toEqual({ type: 'Point', coordinates: [106.817, -6.261] })
    expect(receiver.heard.some(({ data }) => data.properties?.drill === true)).toBe(false)
    expect(receiver.forged).toEqual([])
    await remove()
  })

  test('tell of incidents, warnings and flooded areas', async () => {
    const { receiver, remove } = await listen()
    const second = await signIn(world, 'Kedua')
    for (let each = 0; each < 4; each++)
      await postReport(world, aReport({ place: { lng: 107.1 + each / 1e4, lat: -6.3 } }))
    await warn(world, [chief, second], aWarning(Date.now()))
    await importArea(
      world.db,
      { id: 'rw-1', name: 'RW 1', parent: null, region: 'ID-JK', properties: {} },
      { type: 'Polygon', coordinates: [aSquare({ lng: 106.8, lat: -6.2 }, 0.01)] },
    )
    const put = (state: number | null, version: number) =>
      askDesk(world, chief, '/areas/rw-1/state', { state, version }, 'PUT')
    expect((await put(3, 0)).status).toBe(200)
    expect((await put(4, 1)).status).toBe(200)
    expect((await put(null, 2)).status).toBe(200)
    // An incident may be told of at once, or as it grows.
    const told = () =>
      new Set(receiver.heard.map(({ type }) => type).filter(type => type !== 'incident.changed'))
    await expect
      .poll(told)
      .toEqual(
        new Set([
          'report.created',
          'incident.created',
          'warning.created',
          'area.created',
          'area.changed',
          'area.removed',
        ]),
      )
    const warning = receiver.heard.find(({ type }) => type === 'warning.created')
    expect(warning?.data.properties).not.toHaveProperty('officer')
    await remove()
  })

  test('tell only what the filter wants, and once more of what leaves it', async () => {
    const { receiver, id, ask, remove } = await listen({
      kinds: ['report.created', 'report.changed', 'report.removed'],
      hazards: ['flood'],
      level: 2,
      regions: ['id-jk'],
      box: [106.8, -6.3, 106.83, -6.2],
    })
    expect((await ask()).body.filter.regions).toEqual(['ID-JK'])
    const wanted = (await postReport(world, aReport({ answers: { depth: 100 } }))).body
    await postReport(world, aReport({ answers: { depth: 5 } }))
    await postReport(world, aReport({ answers: { depth: 100 }, place: { lng: 106.9, lat: -6.2607 } }))
    await postReport(world, aReport({ hazard: 'fire', answers: {} }))
    const own = wanted.report.properties.id
    await expect.poll(() => typesOf(receiver, own)).toEqual(['report.created'])
    await edit(wanted.link, { answers: { depth: 5 } })
    await expect.poll(() => typesOf(receiver, own)).toEqual(['report.created', 'report.changed'])
    expect(receiver.heard).toHaveLength(2)
    expect((await ask('', { filter: { kinds: ['nonsense'] } }, 'PATCH')).status).toBe(400)
    expect((await ask('/deliveries?before=0000-01-01T00:00:00.000Z~1')).status).toBe(400)
    expect((await ask('', { name: 'Lain' }, 'PATCH')).body).toMatchObject({ id, name: 'Lain' })
    await remove()
  })

  test('say nothing more of what is secret now, nor of what was taken back before it went out', async () => {
    const { receiver, id, ask, remove } = await listen(EVERYTHING, answering(500))
    const { report } = (await postReport(world, aReport({ words: 'Jalan Melati 3 terendam' }))).body
    const gone = (await postReport(world)).body.report.properties.id
    await expect.poll(async () => (await ask()).body.waiting).toBeGreaterThanOrEqual(2)
    await askDesk(world, chief, `/reports/${report.properties.id}/secret`, {
      secret: true,
      version: report.properties.version,
    })
    await decide(world, chief, gone, 'dismiss', { reason: 'salah' })
    await expect
      .poll(async () => (await ask('/deliveries?status=taken-back')).body.deliveries.length)
      .toBeGreaterThanOrEqual(2)
    receiver.behave(well)
    ahead += 60_000
    await expect.poll(() => typesOf(receiver, gone)).toEqual(['report.removed'])
    await expect.poll(() => typesOf(receiver, report.properties.id)).toEqual(['report.changed'])
    // Nor when the past is told again.
    await act(id, 'replay', { from: new Date(Date.now() - 60_000).toISOString() })
    await expect.poll(() => typesOf(receiver, gone)).toEqual(['report.removed', 'report.removed'])
    await expect.poll(() => typesOf(receiver, report.properties.id).length).toBeGreaterThanOrEqual(2)
    expect(new Set(typesOf(receiver, report.properties.id))).toEqual(new Set(['report.changed']))
    expect(JSON.stringify(receiver.heard)).not.toContain('Melati')
    ahead = 0
    await remove()
  })

  test('leave out words that their citizen has changed since, of what still waits and of what is told again', async () => {
    const { receiver, id, ask, remove } = await listen(REPORTS, answering(500))
    const sent = (await postReport(world, aReport({ words: 'Rumah Bu Sri di Jalan Kenanga 7' }))).body
    const own = sent.report.properties.id
    await expect.poll(() => receiver.calls.length).toBeGreaterThanOrEqual(1)
    await edit(sent.link, { words: 'Air setinggi lutut' })
    await expect.poll(async () => (await ask()).body.waiting).toBe(2)
    receiver.behave(well)
    ahead += 60_000
    await expect.poll(() => typesOf(receiver, own).sort()).toEqual(['report.changed', 'report.created'])
    await act(id, 'replay', { from: new Date(Date.now() - 60_000).toISOString() })
    await expect
      .poll(() => typesOf(receiver, own).sort())
      .toEqual(['report.changed', 'report.changed', 'report.created', 'report.created'])
    const said = receiver.heard.filter(({ data }) => data.properties?.id === own)
    for (const { type, data } of said)
      expect(data.properties?.words).toBe(type === 'report.created' ? '' : 'Air setinggi lutut')
    for (const { message } of (await ask('/deliveries')).body.deliveries)
      expect((await ask(`/deliveries/${message}`)).body.body).not.toContain('Kenanga')
    ahead = 0
    await remove()

    // Nor does one who was not there hear them.
    const later = await listen(REPORTS)
    await act(later.id, 'replay', { from: new Date(Date.now() - 60_000).toISOString() })
    await expect.poll(() => typesOf(later.receiver, own)).toContain('report.created')
    await expect.poll(() => typesOf(later.receiver, own)).toContain('report.changed')
    expect(JSON.stringify(later.receiver.heard)).not.toContain('Kenanga')
    await later.remove()
  })

  test('leave them out of what is read already, and waits for its turn at a slow endpoint', async () => {
    const held: ServerResponse[] = []
    const { receiver, ask, remove } = await listen(REPORTS, response => void held.push(response))
    for (let each = 0; each < 11; each++) await postReport(world)
    const sent = (await postReport(world, aReport({ words: 'Rumah Pak Adi di Jalan Anggrek 9' }))).body
    await expect.poll(() => held.length).toBe(10)
    await expect.poll(async () => (await ask()).body.waiting).toBe(12)
    await edit(sent.link, { words: 'Air setinggi lutut' })
    await expect.poll(async () => (await ask()).body.waiting).toBe(13)
    receiver.behave(well)
    for (const response of held) well(response)
    const own = sent.report.properties.id
    await expect.poll(() => typesOf(receiver, own).sort()).toEqual(['report.changed', 'report.created'])
    expect(JSON.stringify(receiver.heard)).not.toContain('Anggrek')
    await remove()
  })

  test('are tried, replaced in their secret with both signing for a day, and show it nowhere again', async () => {
    const { receiver, id, secret, ask, remove } = await listen({ kinds: ['area.created'] })
    const tested = await (await act(id, 'test')).json()
    await expect.poll(() => receiver.heard.map(({ type }) => type)).toEqual(['webhook.test'])
    expect(receiver.heard[0]?.id).toBe(tested.message)
    const replaced = await (await act(id, 'secret')).json()
    expect(replaced.secret).toMatch(/^whsec_/)
    expect(replaced.secret).not.toBe(secret)
    for (const known of [secret, replaced.secret]) {
      receiver.expectSecrets(known)
      const before = receiver.heard.length
      await act(id, 'test')
      await expect.poll(() => receiver.heard.length).toBe(before + 1)
    }
    ahead = DAY + 60_000
    receiver.expectSecrets(secret)
    await act(id, 'test')
    await expect.poll(() => receiver.forged).toHaveLength(1)
    ahead = 0
    expect(JSON.stringify((await ask()).body)).not.toContain('whsec_')
    const { rows } = await world.db.query<{ secret: string }>('select secret from webhooks where id = $1', [
      id,
    ])
    expect(rows[0]?.secret).toMatch(/^s1\./)
    await remove()
  })

  test('try again and again for days, then keep a dead letter that can be sent again', async () => {
    const { receiver, id, ask, remove } = await listen(REPORTS, answering(500))
    const own = (await postReport(world)).body.report.properties.id
    await expect.poll(() => receiver.calls.length).toBe(1)
    const log = async () => (await ask('/deliveries')).body.deliveries
    await expect.poll(async () => (await log())[0]?.attempts).toBe(1)
    expect((await log())[0]).toMatchObject({
      kind: 'report.created',
      status: 'waiting',
      tries: [{ status: 500, fault: 'it answered 500: No, thank you' }],
    })
    ahead += 10_000
    await expect.poll(() => receiver.calls.length, { timeout: 15_000 }).toBe(2)
    ahead += TRIED_MS
    await expect.poll(async () => (await log())[0]?.status).toBe('dead')
    expect((await ask()).body).toMatchObject({ state: 'active', dead: 1, waiting: 0 })
    receiver.behave(well)
    const [{ message }] = await log()
    expect((await ask(`/deliveries/${message}`)).body.body).toContain(own)
    expect(await (await act(id, 'replay', { dead: true })).json()).toEqual({ count: 1 })
    await expect.poll(() => typesOf(receiver, own)).toEqual(['report.created'])
    // One, though it has arrived.
    await act(id, 'replay', { delivery: message })
    await expect.poll(() => typesOf(receiver, own)).toHaveLength(2)
    expect((await act(id, 'replay', { delivery: 'msg_nothing' })).status).toBe(404)
    expect(new Set(receiver.heard.map(each => each.id)).size).toBe(1)
    // The log is kept for two weeks.
    ahead += 15 * DAY
    await expect.poll(log).toEqual([])
    ahead = 0
    await remove()
  })

  test('an answer whose cut ends in half a character is kept, and one that the database refuses holds up nobody', async () => {
    const half: typeof well = response => void response.writeHead(500).end(`${'x'.repeat(199)}😀`)
    const odd = await listen(REPORTS, half)
    const good = await listen(REPORTS)
    const triesOf = async () => (await odd.ask('/deliveries')).body.deliveries[0]?.tries ?? []
    const first = (await postReport(world)).body.report.properties.id
    await expect.poll(() => typesOf(good.receiver, first)).toEqual(['report.created'])
    await expect.poll(triesOf).toMatchObject([{ fault: `it answered 500: ${'x'.repeat(199)}` }])

    await world.db.query(
      `alter table webhook_deliveries add constraint no_teapots check (tries::text not like '%teapot%')`,
    )
    odd.receiver.behave(response => void response.writeHead(500).end('I am a teapot'))
    const second = (await postReport(world)).body.report.properties.id
    await expect.poll(() => typesOf(good.receiver, second)).toEqual(['report.created'])
    await expect.poll(async () => (await good.ask()).body.waiting).toBe(0)
    await expect.poll(() => odd.receiver.calls.length).toBe(2)
    const third = (await postReport(world)).body.report.properties.id
    await expect.poll(() => typesOf(good.receiver, third)).toEqual(['report.created'])
    await world.db.query('alter table webhook_deliveries drop constraint no_teapots')
    await expect.poll(triesOf).toMatchObject([{ fault: 'it answered 500: I am a teapot' }])
    await odd.remove()
    await good.remove()
  })

  test('stop by themselves after days without an answer, or when they are gone, and go on with what they missed', async () => {
    const { receiver, id, ask, remove } = await listen(REPORTS, answering(503))
    await postReport(world)
    await expect.poll(async () => (await ask()).body.failingSince).not.toBeNull()
    ahead += 4 * DAY + 60_000
    await act(id, 'test')
    await expect.poll(async () => (await ask()).body.state).toBe('disabled')
    expect((await ask()).body).toMatchObject({ reason: 'failing', fault: expect.stringContaining('503') })
    expect((await act(id, 'test')).status).toBe(409)
    const missed = (await postReport(world)).body.report.properties.id
    await world.caughtUp()
    receiver.behave(answering(410))
    expect((await act(id, 'resume')).status).toBe(204)
    await expect.poll(async () => (await ask()).body.reason).toBe('gone')
    receiver.behave(well)
    await act(id, 'resume')
    await expect.poll(() => typesOf(receiver, missed)).toEqual(['report.created'])
    // Whoever pauses it misses nothing either, unless they wish to.
    await act(id, 'pause')
    const [kept, left] = [(await postReport(world)).body, (await postReport(world)).body]
    await world.caughtUp()
    await act(id, 'resume')
    await expect.poll(() => typesOf(receiver, kept.report.properties.id)).toEqual(['report.created'])
    await expect.poll(() => typesOf(receiver, left.report.properties.id)).toEqual(['report.created'])
    await act(id, 'pause')
    const never = (await postReport(world)).body.report.properties.id
    await world.caughtUp()
    await act(id, 'resume', { missed: false })
    const after = (await postReport(world)).body.report.properties.id
    await expect.poll(() => typesOf(receiver, after)).toEqual(['report.created'])
    expect(typesOf(receiver, never)).toEqual([])
    ahead = 0
    await remove()
  })

  test('follow no redirect, and wait for nobody: one that is slow or dead keeps no other waiting', async () => {
    const created = { kinds: ['report.created'] }
    const live = await listen(created)
    const elsewhere = await listen({ ...created, hazards: ['volcano'] })
    const leading = await listen(created, answering(302, { Location: elsewhere.receiver.url }))
    const dead = await listen(created, silent)
    const slow = await listen(created, slowly(500))
    const began = Date.now()
    const posted = new Set<string>()
    for (let each = 0; each < 20; each++)
      posted.add(
        (await postReport(world, aReport({ place: { lng: 108 + each / 10, lat: -7 } }))).body.report
          .properties.id,
      )
    const missing = ({ heard }: Receiver) =>
      posted.size -
      new Set(heard.map(({ data }) => data.properties?.id).filter(id => posted.has(String(id)))).size
    await expect.poll(() => missing(live.receiver)).toBe(0)
    expect(Date.now() - began).toBeLessThan(10_000)
    await expect.poll(() => leading.receiver.calls.length).toBeGreaterThan(0)
    expect(elsewhere.receiver.calls).toEqual([])
    await expect
      .poll(async () => JSON.stringify((await leading.ask('/deliveries')).body))
      .toContain('redirects are not followed')
    await expect.poll(() => missing(slow.receiver), { timeout: 20_000 }).toBe(0)
    expect(dead.receiver.heard).toEqual([])
    for (const each of [live, elsewhere, leading, dead, slow]) await each.remove()
  })

  test('of a program are its own, and those of some regions are for who has these', async () => {
    const { remove } = await listen()
    const made = (await askDesk(world, chief, '/keys', { name: 'siaga', deeds: ['connect'], regions: null }))
      .body
    const program = { Authorization: `Bearer ${made.key}` } as never
    const url = 'http://127.0.0.1:1/'
    const own = await askDesk(world, program, '/webhooks', { name: 'siaga', url })
    expect(own.status).toBe(201)
    const listed = (await askDesk(world, program, '/webhooks')).body.webhooks
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(['siaga'])
    const local = await signIn(world, 'Lokal', { regions: ['ID-JK'] })
    expect((await askDesk(world, local, '/webhooks')).body.webhooks).toEqual([])
    expect((await askDesk(world, local, '/webhooks', { name: 'semua', url })).status).toBe(403)
    const jakarta = await askDesk(world, local, '/webhooks', {
      name: 'jk',
      url,
      filter: { regions: ['ID-JK'] },
    })
    expect(jakarta.status).toBe(201)
    const foreign = await askDesk(world, program, `/webhooks/${jakarta.body.webhook.id}`)
    expect(foreign.status).toBe(404)
    // It ends with the program's key.
    await fetch(`${world.url}/api/desk/keys/${made.id}`, { method: 'DELETE', headers: chief })
    const orphan = await askDesk(world, chief, `/webhooks/${own.body.webhook.id}`)
    expect(orphan.body).toMatchObject({ state: 'disabled', reason: 'key-revoked' })
    await remove()
  })
})
