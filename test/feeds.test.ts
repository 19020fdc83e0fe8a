// Official sources: what they publish is read whatever is wrong with it, fetched with manners, kept apart from reports, and shown with its age.
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { readAlert, readAlertList } from '../server/domain/feeds/cap.ts'
import { readGdacs } from '../server/domain/feeds/gdacs.ts'
import { joinQuakes, readQuakes } from '../server/domain/feeds/quakes.ts'
import { areaOf, outlineOf, readRing } from '../server/domain/feeds/rings.ts'
import { readXml } from '../server/domain/feeds/xml.ts'
import { fetchBounded } from '../server/feeds/fetch.ts'
import { backOff, createPace } from '../server/feeds/pace.ts'
import { isPrivate } from '../server/public-addresses.ts'
import { engines } from './database.ts'
import { alertList, anAlert, aQuake, type OfficialSource, openSource, quakes } from './official-source.ts'
import { openSocket, openWorld, type World } from './world.ts'

const NOW = new Date('2026-09-07T13:00:00Z')
const AT = new Date('2026-09-07T12:50:39Z')

const toldBy = (gempa: unknown) => {
  const read = readQuakes(quakes(gempa), NOW)
  if ('fault' in read) throw new Error(read.fault)
  return read
}

describe('earthquakes', () => {
  test('one object or a list, with what BMKG says of each', () => {
    const [quake] = toldBy(aQuake(AT)).told
    expect(quake).toMatchObject({
      source: 'bmkg',
      at: '2026-09-07T12:50:39.000Z',
      place: { lat: -8.34, lng: 121.3 },
      headline: 'Pusat gempa berada di laut 37 km utara Mbay',
      level: null,
      quake: { magnitude: 4, depth: 10, felt: 'II-III Nagekeo, II Ngada', tsunami: null },
    })
    const { told } = toldBy([
      aQuake(AT, { Magnitude: '5,8', Potensi: 'Tidak berpotensi tsunami' }),
      aQuake(AT, { Magnitude: 7.4, Potensi: 'Berpotensi TSUNAMI untuk diteruskan' }),
    ])
    expect(told.map(one => one.quake)).toMatchObject([
      { magnitude: 5.8, tsunami: false },
      { magnitude: 7.4, tsunami: true },
    ])
  })

  test('without DateTime or Coordinates the older fields serve', () => {
    const { DateTime: _, Coordinates: __, ...old } = aQuake(AT)
    expect(toldBy(old).told[0]).toMatchObject({
      at: '2026-09-07T12:50:39.000Z',
      place: { lat: -8.34, lng: 121.3 },
    })
    expect(toldBy({ ...old, Tanggal: '07 Agt 2026', Jam: '19.50.39 WITA' }).told[0]?.at).toBe(
      '2026-08-07T11:50:39.000Z',
    )
  })

  test.each([
    ['no magnitude', { Magnitude: 'tidak diketahui' }],
    ['a magnitude that cannot be', { Magnitude: '99' }],
    ['no place', { Coordinates: 'x', Lintang: '', Bujur: '' }],
    ['a place on no globe', { Coordinates: '-95.0,121.3' }],
    ['the zero island', { Coordinates: '0,0' }],
    ['a time to come', { DateTime: '2026-09-09T00:00:00+00:00' }],
    ['no time', { DateTime: null, Tanggal: '40 Foo 2026' }],
  ])('one with %s is left out, and the others stay', (_, changes) => {
    const { told, faults } = toldBy([aQuake(AT, changes), aQuake(AT)])
    expect(told).toHaveLength(1)
    expect(faults).toBe(1)
  })

  test('a depth that is none is not known, and the words of strangers are plain', () => {
    const [quake] = toldBy(
      aQuake(AT, { Kedalaman: 'dangkal', Wilayah: 'A\u202e<script>x</script>\u0000B' }),
    ).told
    expect(quake?.quake?.depth).toBeNull()
    expect(quake?.headline).toBe('A x B')
    expect(toldBy(aQuake(AT, { Wilayah: 'x'.repeat(10_000) })).told[0]?.headline).toHaveLength(300)
  })

  test('the same in two lists is one, and nothing that either knew is lost', () => {
    const [felt] = toldBy(aQuake(AT)).told
    const [strong] = toldBy(aQuake(AT, { Dirasakan: undefined, Potensi: 'Tidak berpotensi tsunami' })).told
    if (!felt || !strong) throw new Error('both are read')
    expect(strong.key).toBe(felt.key)
    expect(joinQuakes(felt, strong).quake).toEqual({
      magnitude: 4,
      depth: 10,
      felt: 'II-III Nagekeo, II Ngada',
      tsunami: false,
    })
  })

  test('what is no such document is refused with a word, never thrown', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"Infogempa":{}}',
      '<html>',
      '['.repeat(100_000),
      '{"a":'.repeat(5_000),
    ])
      expect(readQuakes(text, NOW)).toHaveProperty('fault')
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), text => {
        expect(readQuakes(text, NOW)).toBeDefined()
        expect(readGdacs(text, NOW)).toBeDefined()
      }),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(aQuake(AT))), fc.anything()), gempa => {
        expect(readQuakes(JSON.stringify({ Infogempa: { gempa } }) ?? '', NOW)).toBeDefined()
      }),
    )
  })
})

describe('XML of strangers', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
    { length: 9 },
    (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`,
  ).join('')}]><alert>&lol9;</alert>`

  test.each([
    ['a billion laughs', laughs],
    ['an outside entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an entity nobody declared', '<a>&x;</a>'],
    ['a sign that stands alone', '<a>a & b</a>'],
    ['the depth of a well', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`],
    ['too many elements', `<a>${'<b/>'.repeat(60_000)}</a>`],
    ['no end', '<a><b></b>'],
    ['crossed ends', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['text outside', '<a/>x'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['a character that there is not', '<a>&#xD800;</a>'],
    ['a comment without end', '<a><!-- x'],
    ['nothing', ''],
  ])('with %s is refused', (_, text) => {
    const began = performance.now()
    expect(readXml(text)).toHaveProperty('fault')
    expect(performance.now() - began).toBeLessThan(500)
  })

  test('is read with prefixes, CDATA, comments and the five entities', () => {
    expect(
      readXml(
        '\uFEFF<?xml version="1.0"?><c:a x="1 &lt; 2"><!-- no --><b>a &amp; &#98;</b><![CDATA[<i>]]></c:a>\n',
      ),
    ).toEqual({
      name: 'a',
      attributes: { x: '1 < 2' },
      text: '<i>',
      children: [{ name: 'b', attributes: {}, text: 'a & b', children: [] }],
    })
  })

  test('never throws, and takes no time', () => {
    const pieces = fc.constantFrom(
      '<a>',
      '</a>',
      '<b x="1">',
      '</b>',
      '&amp;',
      '&',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      'x',
      '<',
      '>',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), parts => {
        expect(readXml(parts.join(''))).toBeDefined()
      }),
    )
  })
})

describe('weather warnings', () => {
  test('are told with words, severity, times and a right-handed outline', () => {
    const read = readAlert(anAlert(AT), NOW)
    expect(read).toMatchObject({
      told: [
        {
          source: 'bmkg',
          kind: 'weather',
          key: 'CBT1',
          headline: 'Hujan Lebat & Petir di Jakarta',
          words: 'Hujan lebat disertai petir.',
          level: 2,
          at: '2026-09-07T12:50:39.000Z',
          expiresAt: '2026-09-07T15:50:39.000Z',
        },
      ],
      gone: [],
    })
    const ring = 'told' in read ? read.told[0]?.outline?.coordinates[0]?.[0] : undefined
    expect(areaOf(ring ?? [])).toBeGreaterThan(0)
  })

  test('an update replaces, a cancel takes back, tests and what is over tell nothing', () => {
    const references = `x@y,CBT1,${AT.toISOString()}`
    expect(readAlert(anAlert(AT, { id: 'CBT2', type: 'Update', references }), NOW)).toMatchObject({
      told: [{ key: 'CBT2' }],
      gone: ['CBT1'],
    })
    expect(readAlert(anAlert(AT, { id: 'CBT3', type: 'Cancel', references }), NOW)).toEqual({
      told: [],
      gone: ['CBT3', 'CBT1'],
    })
    for (const quiet of [{ status: 'Test' }, { status: 'Exercise' }, { type: 'Ack' }, { hours: 0.1 }])
      expect(readAlert(anAlert(AT, quiet), NOW)).toEqual({ told: [], gone: [] })
  })

  test.each([
    ['that ends before it begins', { hours: -1 }],
    ['without an area', { polygons: [] }],
    [
      'whose areas are none',
      {
        polygons: [
          '',
          '1,2',
          '1,2 3,4',
          'a,b c,d e,f a,b',
          '1,1 1,1 1,1 1,1',
          '99,0 0,0 1,1 99,0',
          '1,1,1 2,2,2 3,3,3',
        ],
      },
    ],
  ])('one %s is refused', (_, changes) => {
    expect(readAlert(anAlert(AT, changes), NOW)).toHaveProperty('fault')
  })

  test('150 polygons of 3,072 points are read in a moment and kept small', () => {
    const circle = (n: number) =>
      Array.from({ length: 3_072 }, (_, index) => {
        const angle = (2 * Math.PI * index) / 3_072
        const wobble = 0.2 + 0.01 * Math.sin(index)
        return `${(-6 + n * 0.01 + wobble * Math.sin(angle)).toFixed(6)},${(106 + wobble * Math.cos(angle)).toFixed(6)}`
      }).join(' ')
    const text = anAlert(AT, { polygons: Array.from({ length: 150 }, (_, n) => circle(n)) })
    expect(text.length).toBeGreaterThan(8_000_000)
    const began = performance.now()
    const read = readAlert(text, NOW)
    expect(performance.now() - began).toBeLessThan(5_000)
    if ('fault' in read) throw new Error(read.fault)
    const outline = read.told[0]?.outline
    expect(outline?.coordinates).toHaveLength(150)
    expect(JSON.stringify(outline).length).toBeLessThan(400_000)
  })

  test('a list leads to its messages, each once, wherever it names them', () => {
    const list = alertList(['/a.xml', 'https://contoh.id/b.xml', '/a.xml', 'http://['])
    expect(readAlertList(list, 'https://contoh.id/alerts')).toEqual({
      links: ['https://contoh.id/a.xml', 'https://contoh.id/b.xml'],
    })
    expect(readAlertList('<html/>', 'https://contoh.id')).toHaveProperty('fault')
  })

  test('every ring is closed and encloses something, whatever points it has', () => {
    const point = fc.tuple(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), points => {
        const ring = readRing(points.map(([lat, lng]) => `${lat},${lng}`).join(' '))
        if (!ring) return
        expect(ring.at(-1)).toEqual(ring[0])
        expect(ring.length).toBeGreaterThanOrEqual(4)
        expect(outlineOf([ring])).not.toBeNull()
      }),
    )
  })
})

test('GDACS is told for Indonesia alone, without the earthquakes that are BMKG’s', () => {
  const one = (eventtype: string, coordinates: number[], alertlevel = 'Orange') => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates },
    properties: {
      eventtype,
      eventid: 7,
      alertlevel,
      fromdate: '2026-09-07T00:00:00',
      name: 'Flood in Indonesia',
    },
  })
  const text = JSON.stringify({
    features: [one('FL', [106, -6]), one('EQ', [106, -6]), one('FL', [10, 50]), { odd: 1 }],
  })
  expect(readGdacs(text, NOW)).toMatchObject({
    told: [{ key: 'FL7', level: 2, headline: 'Flood in Indonesia', at: '2026-09-07T00:00:00.000Z' }],
    faults: 1,
  })
})

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
    source.pages.set('/loop', (_, response) => void response.writeHead(302, { Location: '/loop' }).end())
    source.pages.set(
      '/file',
      (_, response) => void response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    )
    expect(await ask('/large')).toMatchObject({ kind: 'fault', fault: expect.stringContaining('larger') })
    expect(await ask('/slow')).toMatchObject({ kind: 'fault' })
    expect(await ask('/busy')).toMatchObject({ kind: 'fault', wait: 77 })
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
