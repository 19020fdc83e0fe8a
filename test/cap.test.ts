// A warning as the rest of the world reads it: CAP 1.2 by OASIS's own schema and by a program that is not ours, and the feed that leads there.
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { polygon } from '@turf/helpers'
import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { capTime } from '../server/domain/cap.ts'
import { capPolygons } from '../server/domain/warning-shape.ts'
import { validate } from './cap-schema.ts'
import { engines } from './database.ts'
import { aSquare, askDesk, aWarning, issue, openWorld, signIn, type World, warn } from './world.ts'

/** 10.00 in Jakarta. */
const MORNING = Date.parse('2026-01-05T03:00:00Z')
const MINUTE = 60_000

type Info = {
  language: string
  category: string
  event: string
  responseType: string
  urgency: string
  severity: string
  certainty: string
  effective: string
  onset?: string
  expires: string
  headline: string
  description: string
  instruction?: string
  web: string
  contact?: string
  area: { areaDesc: string; polygon: string | string[]; geocode: object }
}
type Alert = {
  identifier: string
  sender: string
  sent: string
  status: string
  msgType: string
  scope: string
  note?: string
  references?: string
  info: Info[]
}

const read = (xml: string): Alert => new XMLParser({ parseTagValue: false }).parse(xml).alert

const ringOf = (text: string): [number, number][] =>
  text.split(' ').map(pair => {
    const [lat, lng] = pair.split(',').map(Number)
    return [lng ?? Number.NaN, lat ?? Number.NaN]
  })

/** Twice the area with its sign: above nought when the ring is right-handed (counter-clockwise). */
const turn = (ring: [number, number][]) =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[at + 1] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)

describe.each(engines)('CAP on %s', engine => {
  let world: World
  let clock = MORNING
  let two: [{ Cookie: string }, { Cookie: string }]
  beforeAll(async () => {
    world = await openWorld(
      engine,
      { now: () => new Date(clock) },
      { PUBLIC_URL: 'https://siaga.example.org' },
    )
    two = [await signIn(world, 'Sari'), await signIn(world, 'Ketut')]
  })
  afterAll(() => world.close())

  const get = async (path: string) => {
    const response = await fetch(world.url + path)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const messagesOf = async (id: string): Promise<{ identifier: string; xml: string }[]> => {
    const { body } = await askDesk(world, two[0], `/warnings/${id}`)
    return Promise.all(
      body.messages.map(async ({ identifier }: { identifier: string }) => ({
        identifier,
        xml: (await get(`/cap/${identifier}.xml`)).text,
      })),
    )
  }

  test('Alert, Update and Cancel validate, refer to what came before, and speak both languages', async () => {
    clock = MORNING
    // Clockwise and open, as somebody may draw it.
    const ring = aSquare({ lng: 106.82, lat: -6.2 }, 0.01).toReversed().slice(1)
    const id = await warn(
      world,
      two,
      aWarning(clock, {
        outline: { type: 'Polygon', coordinates: [ring] },
        contact: 'BPBD <Jakarta> & PMI, 112',
        web: 'https://example.org/?a=1&b=2',
        onset: new Date(clock + 30 * MINUTE).toISOString(),
      }),
    )
    clock += 10 * MINUTE
    const change = await askDesk(world, two[1], `/warnings/${id}/change`, {})
    expect(change.status).toBe(201)
    const edited = await askDesk(
      world,
      two[1],
      `/warnings/drafts/${change.body.id}`,
      { version: change.body.version, content: { ...change.body.content, severity: 'Severe' } },
      'PUT',
    )
    expect(edited.status).toBe(200)
    await issue(world, [two[1], two[0]], edited.body)
    clock += 10 * MINUTE
    const words = { id: 'Air sudah surut.', en: 'The water is gone.' }
    expect((await askDesk(world, two[0], `/warnings/${id}/end`, { reason: 'Surut', words })).status).toBe(200)

    const messages = await messagesOf(id)
    const alerts = messages.map(({ xml }) => {
      validate(xml)
      return read(xml)
    })
    expect(alerts.map(({ msgType, status }) => `${msgType} ${status}`)).toEqual([
      'Alert Actual',
      'Update Actual',
      'Cancel Actual',
    ])
    const [first, second, third] = alerts
    expect(first).toMatchObject({
      identifier: `kentongan-${id}-1`,
      sender: 'peringatan@siaga.example.org',
      sent: '2026-01-05T10:00:00+07:00',
      scope: 'Public',
    })
    expect(first).not.toHaveProperty('references')
    const named = (alert: Alert | undefined) => `${alert?.sender},${alert?.identifier},${alert?.sent}`
    expect(second?.references).toBe(named(first))
    expect(third?.references).toBe(`${named(first)} ${named(second)}`)
    for (const { info } of alerts) {
      expect(info.map(({ language }) => language)).toEqual(['id-ID', 'en-GB'])
      expect(new Set(info.map(({ category, event }) => `${category} ${event}`)).size).toBe(1)
      for (const { area, effective, expires } of info) {
        const ring = ringOf(String(area.polygon))
        expect(ring.length).toBeGreaterThanOrEqual(4)
        expect(ring[0]).toEqual(ring.at(-1))
        expect(turn(ring)).toBeGreaterThan(0)
        expect(Date.parse(expires)).toBeGreaterThan(Date.parse(effective))
      }
    }
    expect(first?.info[0]).toMatchObject({
      category: 'Met',
      event: 'Banjir / Flood',
      severity: 'Moderate',
      headline: 'Siaga: Banjir di Kemang',
      onset: '2026-01-05T10:30:00+07:00',
      contact: 'BPBD &lt;Jakarta&gt; &amp; PMI, 112'
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
      web: 'https://example.org/?a=1&b=2',
    })
    expect(second?.info[1]).toMatchObject({ severity: 'Severe', headline: 'Moderate: Flood in Kemang' })
    expect(third?.info[1]).toMatchObject({
      responseType: 'AllClear',
      urgency: 'Past',
      description: 'The water is gone.',
      headline: 'Lifted: Moderate: Flood in Kemang',
    })
    for (const { xml } of messages) {
      expect(xml).not.toMatch(/\d\dZ</)
      expect(xml).not.toMatch(/T\d\d:\d\d:\d\d\./)
    }
  })

  test('a hole is cut out, and two islands are two polygons', async () => {
    clock = MORNING
    const outer = aSquare({ lng: 110.4, lat: -7 }, 0.05)
    const hole = aSquare({ lng: 110.41, lat: -7.01 }, 0.01)
    const island = aSquare({ lng: 110.6, lat: -7 }, 0.02)
    const id = await warn(
      world,
      two,
      aWarning(clock, { outline: { type: 'MultiPolygon', coordinates: [[outer, hole], [island]] } }),
    )
    const [message] = await messagesOf(id)
    validate(message?.xml ?? '')
    const polygons = read(message?.xml ?? '').info[0]?.area.polygon as string[]
    expect(polygons.length).toBe(3)
    const covers = (lng: number, lat: number) =>
      polygons.filter(text => booleanPointInPolygon([lng, lat], polygon([ringOf(text)]))).length
    expect(covers(110.37, -7)).toBe(1)
    expect(covers(110.41, -7.01)).toBe(0)
    expect(covers(110.6, -7)).toBe(1)
    expect(covers(110.5, -7)).toBe(0)
  })

  test('a drill is an Exercise, and stands in no list of real ones', async () => {
    clock = MORNING
    const id = await warn(world, two, aWarning(clock, { drill: true }))
    const [message] = await messagesOf(id)
    validate(message?.xml ?? '')
    const alert = read(message?.xml ?? '')
    expect(alert.status).toBe('Exercise')
    expect(alert.note).toContain('LATIHAN')
    for (const { headline } of alert.info) expect(headline).toMatch(/^(LATIHAN|EXERCISE): /)
    expect((await get('/cap')).text).not.toContain(id)
    expect((await get('/cap/exercise')).text).toContain(id)
    await world.caughtUp()
    expect((await get('/api/warnings')).text).not.toContain(id)
    expect((await get('/api/warnings?drill=1')).text).toContain(id)
  })

  test('the feed leads to each message, which keeps its every letter; nothing else answers', async () => {
    clock = MORNING
    const id = await warn(world, two, aWarning(clock))
    const feed = await get('/cap')
    expect(feed.headers.get('content-type')).toMatch(/^application\/atom\+xml/)
    const { entry } = new XMLParser({ ignoreAttributes: false }).parse(feed.text).feed
    const own = entry.find(({ id: name }: { id: string }) => name.includes(id))
    expect(own).toMatchObject({ title: 'Siaga: Banjir di Kemang', updated: '2026-01-05T10:00:00+07:00' })
    expect(own.link['@_href']).toBe(`https://siaga.example.org/cap/kentongan-${id}-1.xml`)
    const document = await get(`/cap/kentongan-${id}-1.xml`)
    expect(document.headers.get('content-type')).toMatch(/^application\/cap\+xml/)
    expect(document.headers.get('cache-control')).toContain('immutable')
    const again = await fetch(`${world.url}/cap/kentongan-${id}-1.xml`, {
      headers: { 'If-None-Match': document.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
    expect((await get(`/cap/kentongan-${id}-2.xml`)).status).toBe(404)
    await expect(
      world.db.query('update cap_documents set xml = $2 where identifier = $1', [`kentongan-${id}-1`, '']),
    ).rejects.toThrow('never changed')
    await expect(world.db.query('delete from cap_documents')).rejects.toThrow('never changed')
  })
})

test('time is told with the offset of the place, to the second, and never by Z', () => {
  const at = new Date('2026-01-05T03:00:00.789Z')
  expect(capTime(at, 'Asia/Jayapura')).toBe('2026-01-05T12:00:00+09:00')
  expect(capTime(at, 'UTC')).toBe('2026-01-05T03:00:00-00:00')
  expect(capTime(at, 'America/St_Johns')).toBe('2026-01-04T23:30:00-03:30')
})

test('whatever is drawn becomes closed, right-handed rings', () => {
  const spot = fc.tuple(
    fc.double({ min: 95, max: 141, noNaN: true }),
    fc.double({ min: -11, max: 6, noNaN: true }),
  )
  fc.assert(
    fc.property(
      spot,
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      fc.boolean(),
      fc.boolean(),
      ([lng, lat], half, reversed, holed) => {
        const outer = aSquare({ lng, lat }, half)
        const coordinates = [
          reversed ? outer.toReversed() : outer,
          ...(holed ? [aSquare({ lng, lat }, half / 3)] : []),
        ]
        const rings = capPolygons({ type: 'Polygon', coordinates }).map(ringOf)
        expect(rings.length).toBe(holed ? 2 : 1)
        for (const ring of rings) {
          expect(ring[0]).toEqual(ring.at(-1))
          expect(turn(ring)).toBeGreaterThan(0)
        }
      },
    ),
  )
})
