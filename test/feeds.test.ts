// Official sources are asked with manners, kept apart from reports, and shown with their age. How they are read: official-documents.test.ts.
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { fetchBounded } from '../server/feeds/fetch.ts'
import { backOff, createPace } from '../server/feeds/pace.ts'
import { isPrivate } from '../server/public-addresses.ts'
import { engines } from './database.ts'
import { alertList, anAlert, aQuake, type OfficialSource, openSource, quakes } from './official-source.ts'
import { openSocket, openWorld, type World } from './world.ts'

describe('asking', () => {
  let source: OfficialSource
  beforeAll(async () => {
    source = await openSource()
  })
  afterAll(() => source.close())
  const ask = (path: string, more: Partial<Parameters<typeof fetchBounded>[0]> = {}) =>
    fetchBounded({
      address: source.url + path,
      most: 1_000,
      limitMs: 400,
      userAgent: 'test',
      allowPrivate: true,
      ...more,
    })

  test('what is the same is not sent again', async () => {
    source.pages.set('/same', 'hello')
    const first = await ask('/same')
    expect(first).toMatchObject({ kind: 'body', text: 'hello' })
    const validators = first.kind === 'body' ? first.validators : {}
    expect(await ask('/same', { validators })).toEqual({ kind: 'same' })
  })

  test('too large, too slow, an error or a loop ends it', async () => {
    source.pages.set('/large', 'x'.repeat(5_000))
    source.pages.set('/slow', (_, response) => void response.write('x'))
    source.pages.set('/busy', (_, response) => void response.writeHead(429, { 'Retry-After': '77' }).end())
    const soon = new Date(Date.now() + 90_000).toUTCString()
    source.pages.set('/soon', (_, response) => void response.writeHead(503, { 'Retry-After': soon }).end())
    source.pages.set(
      '/long',
      (_, response) => void response.writeHead(503, { 'Retry-After': '604800' }).end(),
    )
    source.pages.set('/loop', (_, response) => void response.writeHead(302, { Location: '/loop' }).end())
    source.pages.set(
      '/file',
      (_, response) => void response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    )
    expect(await ask('/large')).toMatchObject({ kind: 'fault', fault: expect.stringContaining('larger') })
    expect(await ask('/slow')).toMatchObject({ kind: 'fault' })
    expect(await ask('/busy')).toMatchObject({ kind: 'fault', wait: 77 })
    const { wait } = (await ask('/soon')) as { wait?: number }
    expect(wait).toBeGreaterThan(60)
    expect(wait).toBeLessThanOrEqual(90)
    expect(await ask('/long')).toMatchObject({ kind: 'fault', wait: 86_400 })
    expect(await ask('/loop')).toMatchObject({ kind: 'fault', fault: 'it leads on and on' })
    expect(await ask('/file')).toMatchObject({ kind: 'fault', fault: 'it is neither http nor https' })
  })

  test('nothing inside a private network is called unless the operator says so', async () => {
    const before = source.asked.length
    for (const address of [
      source.url,
      source.url.replace('127.0.0.1', 'localhost'),
      'http://[::1]/',
      'http://169.254.169.254/',
      'http://0x7f.1/',
    ])
      expect(await ask('', { address, allowPrivate: false })).toMatchObject({ kind: 'fault' })
    expect(source.asked.length).toBe(before)
    expect(
      ['10.1.1.1', '172.20.0.1', '192.168.1.1', '::1', 'fd00::1', '::ffff:10.0.0.1', '100.64.0.1'].map(
        isPrivate,
      ),
    ).not.toContain(false)
    expect(['8.8.8.8', '2606:4700::1111'].map(isPrivate)).not.toContain(true)
  })

  test('at most 60 requests a minute, and less often the longer a source fails', async () => {
    let clock = 0
    const pace = createPace(undefined, () => clock)
    const over = new AbortController()
    over.abort()
    const turns: number[] = []
    for (let turn = 0; turn < 100; turn++) {
      await pace(over.signal)
      turns.push(turn * 1_100)
      clock += 10
    }
    expect(turns.filter(at => at < 60_000).length).toBeLessThanOrEqual(60)
    const waits = [1, 2, 3, 4, 20].map(failures => backOff(failures, undefined, 0.5))
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(backOff(1, 600, 0)).toBe(600_000)
    fc.assert(
      fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
        const wait = backOff(failures + 1, undefined, chance)
        expect(wait).toBeGreaterThanOrEqual(15_000)
        expect(wait).toBeLessThanOrEqual(1_800_000)
      }),
    )
  })

  test('is off unless the operator turns it on', () => {
    expect(readConfig({}).feeds.list).toEqual([])
    const named = (env: NodeJS.ProcessEnv) => readConfig(env).feeds.list.map(({ name }) => name)
    expect(named({ FEEDS: 'on' })).toEqual([
      'bmkg-autogempa',
      'bmkg-gempaterkini',
      'bmkg-gempadirasakan',
      'bmkg-nowcast',
      'gdacs',
    ])
    expect(named({ FEEDS: 'on', FEED_GDACS: 'off' })).not.toContain('gdacs')
    expect(named({ FEED_GAUGES: 'https://contoh.id/tma.csv' })).toEqual(['gauges'])
    expect(() => readConfig({ FEED_GAUGES: 'ftp://x' })).toThrow('FEED_GAUGES')
  })
})

describe.each(engines)('official sources on %s', engine => {
  let source: OfficialSource
  let world: World
  const now = new Date()
  beforeAll(async () => {
    source = await openSource()
    source.pages.set('/autogempa.json', quakes(aQuake(now)))
    source.pages.set('/felt.json', quakes([aQuake(now, { Potensi: 'Tidak berpotensi tsunami' }), 'odd']))
    source.pages.set('/alerts', alertList([`${source.url}/a.xml`, 'http://127.0.0.1:9/elsewhere.xml']))
    source.pages.set('/a.xml', anAlert(now))
    world = await openWorld(
      engine,
      {},
      {
        FEED_QUAKE_LATEST: `${source.url}/autogempa.json`,
        FEED_QUAKE_FELT: `${source.url}/felt.json`,
        FEED_WEATHER: `${source.url}/alerts`,
        FEED_GDACS: `${source.url}/none`,
        FEEDS_PRIVATE: 'on',
      },
    )
  }, 180_000)
  afterAll(async () => {
    await world.close()
    await source.close()
  })

  test('are fetched, kept apart from reports, pushed to maps, and told with their age', async () => {
    const watcher = await openSocket(world)
    await watcher.watch({})
    const deadline = Date.now() + 20_000
    while (world.board.officials.size < 2 && Date.now() < deadline) await sleep(100)
    const told = [...world.board.officials.values()]
    expect(told.map(({ kind }) => kind).sort()).toEqual(['earthquake', 'weather'])
    expect(told.find(({ kind }) => kind === 'earthquake')?.quake).toMatchObject({
      felt: 'II-III Nagekeo, II Ngada',
    })
    expect(world.board.reports.size).toBe(0)
    watcher.close()
    const late = await openSocket(world)
    const seen = await late.watch({})
    expect(seen).toMatchObject({
      whole: true,
      officials: expect.arrayContaining([expect.objectContaining({ kind: 'weather' })]),
    })
    late.close()
    const body = await (await fetch(`${world.url}/api/official`)).json()
    expect(body.official).toHaveLength(2)
    const bmkg = body.sources.find((one: { source: string }) => one.source === 'bmkg')
    expect(bmkg).toMatchObject({ name: 'BMKG', stale: false, answeredAt: expect.any(String) })
    const gdacs = body.sources.find((one: { source: string }) => one.source === 'gdacs')
    expect(gdacs).toMatchObject({ stale: true, answeredAt: null })
  })

  test('no two requests come closer than the pace, and a stranger’s list sends us nowhere else', () => {
    const times = source.asked.map(({ at }) => at)
    for (const [index, at] of times.entries())
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThan(900)
    expect(source.asked.every(({ headers }) => headers['user-agent']?.startsWith('Kentongan'))).toBe(true)
    expect(world.lines.join('\n')).not.toContain('elsewhere')
  })
})
