// What official sources publish is read whatever is wrong with it: earthquakes, weather warnings, GDACS, and the XML of strangers.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAlert, readAlertList } from '../server/domain/feeds/cap.ts'
import { readGdacs } from '../server/domain/feeds/gdacs.ts'
import { joinQuakes, readQuakes } from '../server/domain/feeds/quakes.ts'
import { areaOf, outlineOf, readRing } from '../server/domain/feeds/rings.ts'
import { readXml } from '../server/domain/feeds/xml.ts'
import { alertList, anAlert, aQuake, quakes } from './official-source.ts'

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
    const aWord = { fault: expect.stringMatching(/\w/) }
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
      expect(readQuakes(text, NOW)).toEqual(aWord)
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), text => {
        expect(readQuakes(text, NOW)).toEqual(aWord)
        expect(readGdacs(text, NOW)).toEqual(aWord)
      }),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(aQuake(AT))), fc.anything()), gempa => {
        const read = readQuakes(JSON.stringify({ Infogempa: { gempa } }), NOW)
        expect('told' in read && read.told.length + read.faults).toBe(1)
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
