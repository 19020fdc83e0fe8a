// The same reports through every door: whatever format a program reads, it learns the same ids, times, places, states and words, and no more.
import { VectorTile } from '@mapbox/vector-tile'
import { XMLParser } from 'fast-xml-parser'
import { geojson as flatgeobuf } from 'flatgeobuf'
import type { Feature, Point } from 'geojson'
import { PbfReader } from 'pbf'
import { feature as fromTopology } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportById } from '../db/reports.ts'
import { hazardKeys } from '../server/domain/hazards/index.ts'
import { shownTo } from '../server/domain/privacy.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import type { Report } from '../server/domain/report.ts'
import { isPublic } from '../server/domain/state.ts'
import { aKey, aReport, openWorld, type World } from './world.ts'

const noon = Date.parse('2026-01-15T05:00:00.250Z')
const MINUTE = 60_000

/** From Sabang to Merauke, on both sides of the equator and nearly on it. */
const places: [lng: number, lat: number][] = [
  [106.816612345, -6.260712345],
  [95.3237, 5.5483],
  [95.3165, 5.8943],
  [109.3425, -0.0263],
  [124.8421, 1.4748],
  [119.4327, -5.1477],
  [115.2167, -8.65],
  [140.7181, -2.5337],
  [140.4022, -8.4932],
  [123.607, -10.1772],
]
const sayings = [
  'Banjir di depan pasar',
  'Air & lumpur <di> "pasar" \'lama\'; 50%',
  '=1+1, kata orang\nbaris kedua',
  'Hubungi 0812-3456-7890 atau budi@contoh.id',
  'air masuk rumah saya setinggi lutut',
  'Kali meluap 🌊 – “besar”, désa, बाढ़',
  '',
]
const FIFTY = 50
const verified = (each: number) => each % 5 === 1
const resolved = (each: number) => each % 5 === 2
const dismissed = (each: number) => each % 17 === 3
const secret = (each: number) => each % 11 === 4
const drilled = (each: number) => each % 23 === 6

let world: World
/** What everybody may see of them, by number, as the one function says. */
const expected = new Map<number, Report>()
const whole: Report[] = []

beforeAll(async () => {
  world = await openWorld('embedded', { now: () => new Date(noon) })
  const { lifecycle, db } = world
  const by = { officer: 'Sari', reason: 'Selesai' }
  for (let each = 0; each < FIFTY; each++) {
    const [lng, lat] = places[each % places.length] ?? [0, 0]
    const hazard = each % 3 === 0 ? hazardKeys[each % hazardKeys.length] : 'flood'
    const draft = aReport({
      hazard,
      answers: hazard === 'flood' ? { depth: (each * 37) % 200 } : {},
      place: { lng: lng + (each % 7) * 0.0012345, lat: lat + (each % 3) * 0.0023456 },
      placedBy: 'pin',
      at: new Date(noon - each * MINUTE),
      words: sayings[each % sayings.length],
      secret: secret(each),
      drill: drilled(each),
      photos: each % 13 === 0 ? [`photo-${each}.jpg`] : [],
    })
    const taken = await lifecycle.submit(draft as never, { key: aKey(), channel: 'test', history: true })
    if (isRefusal(taken)) throw new Error(taken.refused)
    const { id } = taken.report
    if (verified(each) || resolved(each)) await lifecycle.verify(id, by)
    if (resolved(each)) await lifecycle.resolve(id, by)
    if (dismissed(each)) await lifecycle.dismiss(id, by)
    const report = await reportById(db, id)
    if (!report) throw new Error(`${id} is gone`)
    whole.push(report)
    if (isPublic(report) && !report.drill) expected.set(report.number, shownTo('public', report))
  }
  await world.caughtUp()
})
afterAll(() => world.close())

type Row = {
  id?: string
  number: number
  at: string
  lng: number
  lat: number
  state?: string
  words?: string
}
/** `live`: without what is over. `near`: how far off a place may be drawn, degrees. `whole seconds`: CAP knows no fractions. */
type Door = {
  read: () => Promise<Row[]>
  live?: true
  near?: number
  wholeSeconds?: true
  says: ('id' | 'state' | 'words')[]
}

const ask = async (path: string) => {
  const response = await fetch(world.url + path)
  expect([path, response.status]).toEqual([path, 200])
  return response
}
const json = async (path: string) => (await ask(path)).json()
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  isArray: name => ['entry', 'request', 'category', 'parameter', 'info'].includes(name),
})
const xml = async (path: string) => parser.parse(await (await ask(path)).text())

type Incumbent = Feature<Point, { pkey: string; created_at: string; text: string }>
const ofIncumbent = ({ geometry, properties }: Incumbent): Row => ({
  number: Number(properties.pkey),
  at: properties.created_at,
  lng: geometry.coordinates[0] ?? Number.NaN,
  lat: geometry.coordinates[1] ?? Number.NaN,
  words: properties.text,
})
type Columns = { id: string; number: number; at: string; state: string; words: string | null }
const ofColumns = ({ geometry, properties }: Feature<Point, Columns>): Row => ({
  ...properties,
  words: properties.words ?? '',
  lng: geometry.coordinates[0] ?? Number.NaN,
  lat: geometry.coordinates[1] ?? Number.NaN,
})
type Request311 = {
  service_request_id: string
  status: string
  description: string
  requested_datetime: string
  lat: string | number
  long: string | number
  extended_attributes: { id: string; state: string; answers: string }
}
const of311 = (one: Request311): Row => {
  const { id, state, answers } = one.extended_attributes
  expect(one.status).toBe(state === 'resolved' ? 'closed' : 'open')
  return {
    id,
    number: Number(one.service_request_id),
    at: one.requested_datetime,
    lng: Number(one.long),
    lat: Number(one.lat),
    state,
    // The standard wants a description: where nothing was said, what was answered.
    words: one.description && one.description !== answers ? one.description : '',
  }
}

const span = 'start=2026-01-14T00:00:00Z&end=2026-01-16T00:00:00Z'
const columns: Door['says'] = ['id', 'state', 'words']

const doors: Record<string, Door> = {
  'PetaBencana GeoJSON': {
    says: ['words'],
    read: async () =>
      (await json(`/reports/archive?${span}&geoformat=geojson`)).result.features.map(ofIncumbent),
  },
  'PetaBencana TopoJSON': {
    says: ['words'],
    read: async () => {
      const topology: Topology<{ output: GeometryCollection }> = (await json(`/reports/archive?${span}`))
        .result
      return fromTopology(topology, topology.objects.output).features.map(one =>
        ofIncumbent(one as Incumbent),
      )
    },
  },
  'PetaBencana live': {
    says: ['words'],
    live: true,
    read: async () =>
      (await json('/reports?geoformat=geojson&timeperiod=7200')).result.features.map(ofIncumbent),
  },
  'OGC API - Features': {
    says: columns,
    read: async () => (await json('/collections/reports/items?limit=1000&f=json')).features.map(ofColumns),
  },
  'Open311 JSON': {
    says: columns,
    read: async () => (await json('/open311/v2/requests.json')).map(of311),
  },
  'Open311 XML': {
    says: columns,
    read: async () => (await xml('/open311/v2/requests.xml')).service_requests.request.map(of311),
  },
  CAP: {
    says: ['state'],
    live: true,
    wholeSeconds: true,
    // Six decimals are a tenth of a metre.
    near: 0.000001,
    read: async () =>
      (await xml('/reports?geoformat=cap&timeperiod=7200')).feed.entry.map(
        (entry: { content: { alert: { info: CapInfo[] } } }) => {
          const { info } = entry.content.alert
          const [first] = info
          if (!first) throw new Error('An alert without info')
          const told = (name: string) =>
            first.parameter.find(({ valueName }) => valueName === `kentongan:${name}`)?.value ?? ''
          const [lat, lng] = first.area.circle.split(/[ ,]/).map(Number)
          return {
            number: Number(told('report')),
            at: first.onset,
            lng: lng ?? Number.NaN,
            lat: lat ?? Number.NaN,
            state: told('state'),
          }
        },
      ),
  },
  Atom: {
    says: ['id', 'state'],
    read: async () =>
      (await xml('/feeds/reports.atom')).feed.entry.map((entry: AtomEntry) => {
        const told = (scheme: string) =>
          entry.category.find(one => one['@_scheme'] === `urn:kentongan:${scheme}`)?.['@_term'] ?? ''
        const [lat, lng] = entry['georss:point'].split(' ').map(Number)
        return {
          id: entry.id.replace('urn:uuid:', ''),
          number: Number(told('number')),
          at: entry.published,
          lng: lng ?? Number.NaN,
          lat: lat ?? Number.NaN,
          state: told('state'),
        }
      }),
  },
  CSV: {
    says: columns,
    read: async () => {
      const [names = [], , ...rows] = readCsv(await (await ask('/exports/reports.csv')).text())
      return rows.map(cells => {
        const told = (name: string) => cells[names.indexOf(name)] ?? ''
        return {
          id: told('id'),
          number: Number(told('number')),
          at: told('at'),
          lng: Number(told('lng')),
          lat: Number(told('lat')),
          state: told('state'),
          // What a spreadsheet would take for a formula is kept from it by an apostrophe.
          words: told('words').replace(/^'(?=[=+\-@\t\r])/, ''),
        }
      })
    },
  },
  NDJSON: {
    says: columns,
    read: async () =>
      (await (await ask('/exports/reports.ndjson')).text())
        .trim()
        .split('\n')
        .map(line => ofColumns(JSON.parse(line))),
  },
  FlatGeobuf: {
    says: columns,
    read: async () => {
      const bytes = new Uint8Array(await (await ask('/exports/reports.fgb')).arrayBuffer())
      const rows: Row[] = []
      for await (const one of flatgeobuf.deserialize(bytes))
        rows.push(ofColumns(one as Feature<Point, Columns>))
      return rows
    },
  },
  MVT: {
    says: ['id', 'state'],
    live: true,
    near: 0.00003,
    read: async () => {
      const rows = new Map<string, Row>()
      for (const { place } of expected.values()) {
        const { x, y } = tileOf(place)
        const bytes = await (await ask(`/tiles/reports/${ZOOM}/${x}/${y}.mvt`)).arrayBuffer()
        const layer = new VectorTile(new PbfReader(bytes)).layers.reports
        for (let each = 0; each < (layer?.length ?? 0); each++) {
          const drawn = layer?.feature(each).toGeoJSON(x, y, ZOOM) as Feature<Point, Columns>
          rows.set(drawn.properties.id, ofColumns(drawn))
        }
      }
      return [...rows.values()]
    },
  },
}

type CapInfo = { onset: string; parameter: { valueName: string; value: string }[]; area: { circle: string } }
type AtomEntry = {
  id: string
  published: string
  category: { '@_scheme': string; '@_term': string }[]
  'georss:point': string
}

/** Where each report stands alone. */
const ZOOM = 14
function tileOf({ lng, lat }: { lng: number; lat: number }) {
  const turn = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI
  return {
    x: Math.floor(((lng + 180) / 360) * 2 ** ZOOM),
    y: Math.floor(((1 - turn) / 2) * 2 ** ZOOM),
  }
}

/** RFC 4180: quotes, doubled quotes, and line breaks within them. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '') break
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') rows.push([])
  }
  return rows.filter(row => row.length > 0)
}

test('they are of every kind', () => {
  expect(whole).toHaveLength(FIFTY)
  expect(expected.size).toBeGreaterThan(40)
  expect(expected.size).toBeLessThan(FIFTY)
  const all = [...expected.values()]
  for (const state of ['unverified', 'verified', 'resolved'])
    expect(all.some(report => report.state === state)).toBe(true)
  expect(all.some(({ place }) => place.lat > 0) && all.some(({ place }) => place.lat < 0)).toBe(true)
  expect(whole.some(report => report.secret && expected.has(report.number))).toBe(true)
})

test.each(Object.entries(doors))('%s tells the same of them as all others', async (_name, door) => {
  const { read, live, near = 1e-9, wholeSeconds, says } = door
  const rows = (await read()).toSorted((one, other) => one.number - other.number)
  const wanted = [...expected.values()]
    .filter(({ state }) => !(live && state === 'resolved'))
    .toSorted((one, other) => one.number - other.number)
  expect(rows.map(({ number }) => number)).toEqual(wanted.map(({ number }) => number))
  for (const [each, report] of wanted.entries()) {
    const row = rows[each]
    const time = Date.parse(report.at)
    expect([report.number, Date.parse(row?.at ?? '')]).toEqual([
      report.number,
      wholeSeconds ? Math.floor(time / 1_000) * 1_000 : time,
    ])
    expect(Math.abs((row?.lng ?? Number.NaN) - report.place.lng)).toBeLessThan(near)
    expect(Math.abs((row?.lat ?? Number.NaN) - report.place.lat)).toBeLessThan(near)
    for (const name of says)
      expect([report.number, name, row?.[name]]).toEqual([report.number, name, report[name]])
  }
})

test('no door says more than the one function lets through', async () => {
  const asked = [
    `/reports/archive?${span}&geoformat=geojson`,
    `/reports/archive?${span}`,
    '/reports?geoformat=cap&timeperiod=7200',
    '/collections/reports/items?limit=1000&f=json',
    '/open311/v2/requests.json',
    '/open311/v2/requests.xml',
    '/feeds/reports.atom',
    '/exports/reports.csv',
    '/exports/reports.ndjson',
    '/exports/reports.geojson',
    '/exports/reports.fgb',
    '/exports/reports.gpkg',
  ]
  const secrets = whole.filter(report => report.secret)
  for (const path of asked) {
    const text = Buffer.from(await (await ask(path)).arrayBuffer()).toString()
    expect([path, /0812-3456|budi@contoh/.test(text)]).toEqual([path, false])
    for (const { place, id } of secrets) {
      expect([path, text.includes(String(place.lng)) && text.includes(String(place.lat))]).toEqual([
        path,
        false,
      ])
      if (expected.get(whole.find(one => one.id === id)?.number ?? 0) === undefined)
        expect([path, text.includes(id)]).toEqual([path, false])
    }
  }
})
