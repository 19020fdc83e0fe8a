// The live picture as clients keep it: the fold by itself, and over a real socket through a server that goes away and comes back.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { readConfig } from '../server/config.ts'
import type { Change, IncidentFeature, ReportFeature } from '../server/domain/contract.ts'
import { type Running, startServer } from '../server/main.ts'
import { type Live, openLive } from '../web/live.ts'
import { dropExpired, emptyPicture, fold, see } from '../web/picture.ts'
import { engines } from './database.ts'
import { aReport, decide, freshSettings, postReport, signIn } from './world.ts'

const noon = '2026-02-24T05:00:00.000Z'

function aFeature(id: string, changes: Partial<ReportFeature['properties']> = {}): ReportFeature {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [106.8, -6.2] },
    properties: {
      id,
      number: 1_000_001,
      version: 1,
      hazard: 'flood',
      answers: { depth: 50 },
      level: 1,
      exactness: null,
      about: null,
      at: noon,
      receivedAt: noon,
      expiresAt: '2026-02-24T17:00:00.000Z',
      placedBy: 'pin',
      region: 'ID-JK',
      area: null,
      words: '',
      title: null,
      photos: [],
      source: 'grasp',
      partner: null,
      points: null,
      state: 'unverified',
      drill: false,
      incident: null,
      ...changes,
    },
  }
}

function anIncident(id: string, changes: Partial<IncidentFeature['properties']> = {}): IncidentFeature {
  return {
    type: 'Feature',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [106.8, -6.2],
          [106.81, -6.2],
          [106.81, -6.19],
          [106.8, -6.2],
        ],
      ],
    },
    properties: {
      id,
      version: 1,
      hazard: 'flood',
      drill: false,
      level: 1,
      count: 3,
      citizens: 3,
      verified: 0,
      pictured: 0,
      agreement: 1,
      trend: null,
      growth: 3,
      measure: { min: 30, median: 50, max: 90 },
      started: noon,
      latest: noon,
      expiresAt: '2026-02-24T17:00:00.000Z',
      centre: { lng: 106.805, lat: -6.195 },
      area: 100_000,
      region: 'ID-JK',
      ...changes,
    },
  }
}

const report = (id: string, changes?: Partial<ReportFeature['properties']>): Change => ({
  what: 'report',
  feature: aFeature(id, changes),
})
const incident = (id: string, joined: string[], left: string[] = []): Change => ({
  what: 'incident',
  feature: anIncident(id),
  joined,
  left,
})

describe('the fold', () => {
  test('the newer version of a report wins, whichever comes first', () => {
    const old = report('a', { words: 'old' })
    const young = report('a', { words: 'new', version: 2, state: 'verified' })
    for (const order of [
      [old, young],
      [young, old],
    ])
      expect(fold(emptyPicture, order).reports.get('a')?.properties).toMatchObject({
        words: 'new',
        state: 'verified',
      })
  })

  test('a change received twice changes nothing', () => {
    const change = fc.oneof(
      fc
        .record({ id: fc.constantFrom('a', 'b'), version: fc.integer({ min: 1, max: 3 }) })
        .map(({ id, version }) => report(id, { version })),
      fc.constantFrom('a', 'b').map((id): Change => ({ what: 'gone', kind: 'report', id })),
      fc.subarray(['a', 'b']).map(joined => incident('x', joined)),
    )
    fc.assert(
      fc.property(fc.array(change), change, (before, last) => {
        const once = fold(emptyPicture, [...before, last])
        expect(fold(once, [last])).toEqual(once)
      }),
    )
  })

  test('reports know their incident through join, leave and take-over', () => {
    const memberships = (picture: typeof emptyPicture) =>
      [...picture.reports.values()].map(({ properties }) => properties.incident)
    let picture = fold(emptyPicture, [report('a'), report('b'), report('c'), incident('x', ['a', 'b', 'c'])])
    expect(memberships(picture)).toEqual(['x', 'x', 'x'])
    picture = fold(picture, [incident('x', [], ['c'])])
    expect(memberships(picture)).toEqual(['x', 'x', null])
    picture = fold(picture, [incident('y', ['c']), { what: 'gone', kind: 'incident', id: 'x', into: 'y' }])
    expect(memberships(picture)).toEqual(['y', 'y', 'y'])
    expect([...picture.incidents.keys()]).toEqual(['y'])
  })

  test('a report that went over to another incident is not taken out of it by the first one', () => {
    const picture = fold(emptyPicture, [
      report('a'),
      incident('x', ['a']),
      incident('y', ['a']),
      incident('x', [], ['a']),
    ])
    expect(picture.reports.get('a')?.properties.incident).toBe('y')
  })

  test('a whole view replaces what was known, a catch-up continues it', () => {
    const head = { cursor: '1.1', now: noon }
    const known = fold(emptyPicture, [report('a'), report('b', { version: 5 })])
    const whole = see(known, {
      ...head,
      whole: true,
      reports: [aFeature('b'), aFeature('c')],
      incidents: [],
      warnings: [],
    })
    expect([...whole.reports.keys()]).toEqual(['b', 'c'])
    expect(whole.reports.get('b')?.properties.version).toBe(5)
    const more = see(whole, { ...head, whole: false, changes: [{ what: 'gone', kind: 'report', id: 'b' }] })
    expect([...more.reports.keys()]).toEqual(['c'])
  })

  test('what has outlived its time goes without being told; what has not stays the same picture', () => {
    const picture = fold(emptyPicture, [report('a', { expiresAt: '2026-02-24T06:00:00.000Z' }), report('b')])
    expect(dropExpired(picture, Date.parse('2026-02-24T05:59:59.000Z'))).toBe(picture)
    expect([...dropExpired(picture, Date.parse('2026-02-24T06:00:00.000Z')).reports.keys()]).toEqual(['b'])
  })

  test('an earlier picture stays as it was', () => {
    const before = fold(emptyPicture, [report('a')])
    fold(before, [incident('x', ['a']), { what: 'gone', kind: 'report', id: 'a' }])
    expect(before.reports.get('a')?.properties.incident).toBeNull()
    expect(before.incidents.size).toBe(0)
  })
})

describe.each(engines)('a client of a server on %s', engine => {
  let settings: Awaited<ReturnType<typeof freshSettings>>
  let server: Running
  let live: Live
  const start = (port: number) =>
    startServer(readConfig({ ...settings.settings, PORT: String(port) }), { log: () => undefined })

  beforeAll(async () => {
    settings = await freshSettings(engine)
    server = await start(0)
    live = openLive({}, { url: server.url })
  })
  afterAll(async () => {
    live.close()
    await server.stop()
    await settings.drop()
  })

  const until = (condition: () => boolean, what: string) => waitFor(condition, what, live)
  const words = () =>
    [...live.picture.value.reports.values()].map(({ properties }) => properties.words).sort()

  test('sees what stood before it came, and what comes after', async () => {
    await until(() => live.isKnown.value, 'the first answer')
    await postReport(server, aReport({ words: 'satu' }))
    await until(() => words().includes('satu'), 'the report')
    expect(live.freshness.value.state).toBe('live')
    const late = openLive({}, { url: server.url })
    await waitFor(() => late.picture.value.reports.size === 1, 'the snapshot', late)
    late.close()
  })

  test('says that it is cut off when the server goes, and then shows what it missed', async () => {
    await server.stop()
    await until(() => live.freshness.value.state === 'lost', 'a lost connection')
    expect(words()).toEqual(['satu'])
    server = await start(server.port)
    await postReport(server, aReport({ words: 'dua' }))
    await until(() => words().includes('dua'), 'what was missed')
    expect(words()).toEqual(['dua', 'satu'])
    expect(live.freshness.value.state).toBe('live')
  })

  test('a verified report is verified here, a dismissed one is gone', async () => {
    const officer = await signIn(server)
    const { body } = await postReport(server, aReport({ words: 'tiga' }))
    const { id } = body.report.properties
    await decide(server, officer, id, 'verify')
    await until(
      () => live.picture.value.reports.get(id)?.properties.state === 'verified',
      'the verified state',
    )
    await decide(server, officer, id, 'dismiss', { reason: 'Foto lama' })
    await until(() => !live.picture.value.reports.has(id), 'the dismissal')
  })

  test('the drill is another picture', async () => {
    live.watch({ drill: true })
    expect(words()).toEqual([])
    await postReport(server, aReport({ words: 'latihan', drill: true }))
    await until(() => words().length === 1, 'the drill')
    expect(words()).toEqual(['latihan'])
  })

  test('a picture that comes in many pages is the same picture, also when it begins anew, and misses no change in between', async () => {
    const whole = openLive({ page: 10_000 }, { url: server.url })
    const paged = openLive({ page: 1 }, { url: server.url })
    for (let number = 0; number < 6; number++)
      await postReport(server, aReport({ words: `halaman ${number}`, answers: { depth: 30 * number } }))
    const late = openLive({ page: 2 }, { url: server.url })
    await postReport(server, aReport({ words: 'di antara' }))
    const pictures = [whole, paged, late]
    for (const each of pictures) await waitFor(() => each.picture.value.reports.size === 9, 'all pages', each)
    const ofEach = pictures.map(({ picture }) =>
      [...picture.value.reports.values()]
        .map(({ properties }) => `${properties.words} ${properties.version}`)
        .sort(),
    )
    expect(ofEach[1]).toEqual(ofEach[0])
    expect(ofEach[2]).toEqual(ofEach[0])
    paged.watch({ page: 3 })
    await waitFor(() => paged.picture.value.reports.size === 9, 'all pages again', paged)
    for (const each of pictures) each.close()
  })

  test('a map that has asked for its picture too often asks again when it is told to', async () => {
    const proxy = createServer(phone => {
      const line = connect(server.port, 'localhost')
      phone.once('data', first => {
        line.write(String(first).replace('\r\n', '\r\nX-Forwarded-For: 198.51.100.1\r\n'))
        phone.pipe(line).pipe(phone)
      })
      for (const each of [phone, line]) each.on('error', () => [phone, line].map(one => one.destroy()))
    }).listen(0)
    await once(proxy, 'listening')
    const url = `http://localhost:${(proxy.address() as AddressInfo).port}`
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => told.mockRestore())
    const eager = openLive({}, { url })
    const isTold = () => told.mock.calls.length > 0
    while (!isTold()) {
      await waitFor(() => eager.isKnown.value || isTold(), 'the picture', eager)
      if (!isTold()) eager.watch({})
    }
    expect(told.mock.lastCall?.[1]).toMatchObject({ refused: 'too-often' })
    expect(eager.isKnown.value).toBe(false)
    await waitFor(() => eager.isKnown.value, 'the picture', eager)
    eager.close()
    proxy.close()
  })

  test('a device whose clock is thirteen hours wrong keeps the same reports', async () => {
    const wrong = openLive({}, { url: server.url, clock: () => Date.now() + 13 * 3_600_000 })
    await waitFor(() => wrong.picture.value.reports.size === 9, 'the reports', wrong)
    expect(Math.abs(wrong.now.value - Date.now())).toBeLessThan(2_000)
    wrong.close()
  })
})

async function waitFor(condition: () => boolean, what: string, live: Live): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!condition()) {
    if (Date.now() > deadline)
      throw new Error(
        `Waited in vain for ${what}: ${live.picture.value.reports.size} reports, ${live.freshness.value.state}`,
      )
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
