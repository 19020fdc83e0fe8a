// Verified incidents as CAP for other systems: under a sender of their own, never changed once told, and never among warnings.
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { validate } from './cap-schema.ts'
import { engines } from './database.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

/** 10.00 in Jakarta. */
const MORNING = Date.parse('2026-01-05T03:00:00Z')
const MINUTE = 60_000

type Entry = { id: string; title: string; link: { '@_href': string }; 'georss:polygon': string }

describe.each(engines)('the digest on %s', engine => {
  let world: World
  let officer: { Cookie: string }
  let clock = MORNING
  const ids: string[] = []
  beforeAll(async () => {
    world = await openWorld(
      engine,
      { now: () => new Date(clock) },
      { PUBLIC_URL: 'https://siaga.example.org' },
    )
    officer = await signIn(world)
    for (let each = 0; each < 4; each++) {
      const { body } = await postReport(world, aReport({ words: `Banjir ${each}` }))
      ids.push(body.report.properties.id)
    }
    for (let each = 0; each < 4; each++)
      await postReport(world, aReport({ words: `Latihan ${each}`, drill: true }))
    await world.caughtUp()
  })
  afterAll(() => world.close())

  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false })
  async function read(path: string) {
    const response = await fetch(world.url + path, { headers: { 'Accept-Language': 'en' } })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  async function told(): Promise<Entry[]> {
    await world.caughtUp()
    await world.tellDigest()
    const { feed } = parser.parse((await read('/cap/incidents')).text)
    return feed.entry === undefined ? [] : [feed.entry].flat()
  }
  async function messageOf(entry: Entry | undefined) {
    const path = new URL(entry?.link['@_href'] ?? '').pathname
    const { text, headers } = await read(path)
    validate(text)
    expect(text).not.toMatch(/\d\dZ</)
    expect(headers.get('Cache-Control')).toContain('immutable')
    return { path, text, alert: parser.parse(text).alert }
  }
  const named = ({ alert }: Awaited<ReturnType<typeof messageOf>>) =>
    `${alert.sender},${alert.identifier},${alert.sent}`

  test('is silent until an officer has verified a report, then tells it as observed, under its own sender', async () => {
    expect(await told()).toEqual([])
    expect((await decide(world, officer, ids[0] ?? '', 'verify')).status).toBe(200)
    const [entry, ...others] = await told()
    expect(others).toEqual([])
    expect(entry?.title).toBe('Flood in Jakarta, from verified reports of citizens')
    const { alert } = await messageOf(entry)
    expect(alert).toMatchObject({
      sender: 'laporan@siaga.example.org',
      sent: '2026-01-05T10:00:00+07:00',
      status: 'Actual',
      msgType: 'Alert',
      note: expect.stringContaining('no official warning'),
      info: [
        {
          language: 'id-ID',
          category: 'Met',
          event: 'Banjir / Flood',
          certainty: 'Observed',
          severity: 'Minor',
        },
        {
          language: 'en-GB',
          category: 'Met',
          event: 'Banjir / Flood',
          web: expect.stringMatching(/\/\?incident=/),
        },
      ],
    })
    expect(alert).not.toHaveProperty('references')
    expect((await read('/cap')).text).not.toContain('incident')
  })

  test('tells news after a pause as an Update that refers to what it takes the place of, and nothing twice', async () => {
    const [before] = await told()
    const first = await messageOf(before)
    await decide(world, officer, ids[1] ?? '', 'verify')
    expect(await told()).toHaveLength(1)
    clock += 11 * MINUTE
    const [entry, ...others] = await told()
    expect(others).toHaveLength(1)
    const second = await messageOf(entry)
    expect(second.alert).toMatchObject({ msgType: 'Update', references: named(first) })
    expect(second.alert.info[1].description).toMatch(/^4 reports of citizens, 2 of them verified/)
    expect(await told()).toHaveLength(2)
    expect((await read(first.path)).text).toBe(first.text)
    await expect(world.db.query('delete from incident_documents')).rejects.toThrow('never changed')
  })

  test('takes back what is no longer verified, as a Cancel', async () => {
    for (const id of ids.slice(0, 2)) await decide(world, officer, id, 'dismiss', { reason: 'Salah' })
    clock += MINUTE
    const [entry, earlier, first] = await told()
    const last = await messageOf(entry)
    expect(last.alert).toMatchObject({
      msgType: 'Cancel',
      references: `${named(await messageOf(first))} ${named(await messageOf(earlier))}`,
      info: [{ urgency: 'Past' }, { responseType: 'None' }],
    })
    expect(await told()).toHaveLength(3)
  })
})

describe.each(engines)('reports as CAP on %s', engine => {
  let world: World
  let clock = MORNING
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(clock) })
  })
  afterAll(() => world.close())

  async function feed(query = '') {
    const response = await fetch(`${world.url}/reports?geoformat=cap${query}`)
    const text = await response.text()
    expect(response.headers.get('Content-Type')).toMatch(/^application\/atom\+xml/)
    for (const [message] of text.matchAll(/<alert [\s\S]*?<\/alert>/g)) {
      validate(message)
      expect(message).not.toMatch(/\d\dZ</)
    }
    const { entry } = new XMLParser({ parseTagValue: false }).parse(text).feed
    return {
      etag: response.headers.get('ETag') ?? '',
      alerts: entry === undefined ? [] : [entry].flat().map(({ content }) => content.alert),
    }
  }

  test('an entry carries each report with a circle, as sure as it is, and a new version takes the place of the first', async () => {
    const officer = await signIn(world)
    const { body } = await postReport(
      world,
      aReport({ words: 'air masuk rumah saya & naik', answers: { depth: 90 } }),
    )
    const { number, id } = body.report.properties
    await postReport(world, aReport({ hazard: 'fire', answers: {}, place: { lng: 110.42, lat: -6.99 } }))
    await postReport(world, aReport({ drill: true }))
    const first = await feed('&disaster=flood&admin=ID-JK')
    expect(first.alerts).toMatchObject([
      {
        identifier: `kentongan-report-${number}-1`,
        sender: 'laporan@localhost',
        sent: '2026-01-05T10:00:00+07:00',
        status: 'Actual',
        msgType: 'Alert',
        info: [
          { certainty: 'Likely', severity: 'Moderate', area: { circle: '-6.261,106.817 0.1' } },
          { expires: '2026-01-05T22:00:00+07:00' },
        ],
      },
    ])
    const asked = { headers: { 'If-None-Match': first.etag } }
    const again = await fetch(`${world.url}/reports?geoformat=cap&disaster=flood&admin=ID-JK`, asked)
    expect(again.status).toBe(304)
    await decide(world, officer, id, 'verify')
    expect((await feed('&disaster=flood')).alerts).toMatchObject([
      {
        identifier: `kentongan-report-${number}-2`,
        msgType: 'Update',
        references: `laporan@localhost,kentongan-report-${number}-1,2026-01-05T10:00:00+07:00`,
        info: [{ certainty: 'Observed' }, {}],
      },
    ])
    expect((await feed()).alerts).toHaveLength(2)
    expect((await feed('&training=true')).alerts).toMatchObject([{ status: 'Exercise' }])
    clock += 4 * 60 * MINUTE
    expect((await feed()).alerts).toHaveLength(1)
    expect((await feed('&timeperiod=86400')).alerts).toHaveLength(2)
  })
})

test('warnings and the digest never have one sender', () => {
  expect(() => readConfig({ CAP_SENDER: 'x@y.id', CAP_DIGEST_SENDER: 'x@y.id' })).toThrow('CAP_DIGEST_SENDER')
})
