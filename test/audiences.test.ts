// Who may find what in the bytes: every open address of the API's document is read by everybody and by a researcher, and so are sockets and the
// event stream. Whatever is added to the document is walked by itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import { openStream, type Stream } from './event-stream.ts'
import { aReport, askDesk, decide, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

type Operation = {
  parameters?: {
    name: string
    in: string
    required?: boolean
    schema: { example?: unknown }
    example?: unknown
  }[]
}
type Operations = { path: string; operation: Operation }[]

const HOUR = 3_600_000
const home = { lng: 106.8166371, lat: -6.2607419 }
const secretPlace = { lng: 106.8277373, lat: -6.2711717 }

/** A number as text has it, and as binary formats have it. */
const numberSigns = (value: number): Buffer[] => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return [Buffer.from(String(Math.abs(value))), bytes]
}
const textSigns = (...texts: string[]): Buffer[] => texts.map(text => Buffer.from(text))

/** What is looked for, and who may find it anywhere. */
const table = {
  'the exact place of a home': {
    signs: [home.lng, home.lat].flatMap(numberSigns),
    public: false,
    researcher: true,
  },
  'the exact place of a secret': {
    signs: [secretPlace.lng, secretPlace.lat].flatMap(numberSigns),
    public: false,
    researcher: false,
  },
  'a phone number': { signs: textSigns('81234567890', '3456 7890'), public: false, researcher: false },
  'secret words': { signs: textSigns('pengakuan'), public: false, researcher: false },
  'what is held': { signs: textSigns('menang.example'), public: false, researcher: false },
  'what was dismissed': { signs: textSigns('kebohongan'), public: false, researcher: false },
  'a drill': { signs: textSigns('latihan-saja'), public: false, researcher: false },
}
type Sign = keyof typeof table
const names = Object.keys(table) as Sign[]

describe.each(engines)('on %s', engine => {
  let world: World
  let key: { Authorization: string }
  let operations: Operations
  /** Of a home, a secret, a held, a dismissed one and a drill. */
  let reports: { id: string; number: number }[]
  let beforeDismissal: string

  beforeAll(async () => {
    world = await openWorld(engine)
    const posted = [
      await postReport(
        world,
        aReport({ place: home, placedBy: 'location', words: 'air masuk rumah saya, hubungi 0812 3456 7890' }),
      ),
      await postReport(
        world,
        aReport({ place: secretPlace, secret: true, words: 'pengakuan: kamar saya banjir' }),
      ),
      await postReport(
        world,
        aReport({ words: 'Promo! Klik https://menang.example sekarang', answers: {} }),
        undefined,
        '203.0.113.7',
      ),
      await postReport(world, aReport({ words: 'kebohongan belaka' })),
      await postReport(world, aReport({ words: 'latihan-saja', drill: true })),
    ]
    reports = posted.map(({ body }) => body.report.properties)
    // Neighbours, so that there is an incident around the home.
    for (const step of [1, 2, 3])
      await postReport(world, aReport({ place: { lng: home.lng + step * 0.0004, lat: home.lat + 0.0002 } }))
    await world.caughtUp()
    beforeDismissal = new Date().toISOString()
    const officer = await signIn(world)
    await decide(world, officer, reports[3]?.id ?? '', 'dismiss', { reason: 'Bohong' })
    await decide(world, officer, reports[0]?.id ?? '', 'verify')
    await world.caughtUp()
    const made = await askDesk(world, officer, '/keys', {
      name: 'kampus',
      deeds: ['research'],
      regions: ['ID-JK'],
    })
    key = { Authorization: `Bearer ${made.body.key}` }
    // Nobody without a session comes to the desk: test/matrix.test.ts.
    const { paths } = await (await fetch(`${world.url}/openapi.json`)).json()
    operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, { get }]) =>
      get && !path.startsWith('/api/desk') ? { path, operation: get } : [],
    )
  })
  afterAll(() => world.close())

  const now = () => Date.now()
  const span = () => [new Date(now() - HOUR).toISOString(), new Date(now() + HOUR).toISOString()] as const

  /** Every way to ask an address: with each report in the place of an id, plainly and with each writing. */
  function addressesOf(path: string, { parameters = [] }: Operation): string[] {
    const query = new URLSearchParams()
    const [start, end] = span()
    const known: Record<string, string> = { start, end, from: start, to: end, at: beforeDismissal }
    for (const { name, in: place, required, schema, example } of parameters)
      if (place === 'query' && (required || name === 'start' || name === 'end'))
        query.set(name, known[name] ?? String(example ?? schema.example ?? 'Jakarta'))
    const writings = parameters.some(({ name }) => name === 'geoformat')
      ? ['geojson', 'topojson', 'cap']
      : ['']
    const filled = path
      .replace('{z}/{x}/{y}', '14/13053/8475')
      .replace('{type}', 'pumps')
      .replace('{format}', 'csv')
    const ids = /\{\w+\}/.test(filled) ? reports.flatMap(({ id, number }) => [id, String(number)]) : ['']
    return writings.flatMap(writing => {
      if (writing) query.set('geoformat', writing)
      return ids.map(id => `${filled.replaceAll(/\{\w+\}/g, id)}${query.size > 0 ? `?${query}` : ''}`)
    })
  }

  async function bytesOf(address: string, headers: Record<string, string>): Promise<Buffer> {
    const response = await fetch(world.url + address, { headers, redirect: 'manual' })
    if (response.status >= 500) throw new Error(`${address} answers ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  }

  async function streamed(headers: Record<string, string>): Promise<Buffer> {
    const stream: Stream = await openStream(world, '', headers)
    await stream.until(({ event }) => event === 'snapshot')
    stream.close()
    return Buffer.from(JSON.stringify(stream.events))
  }

  async function watched(headers: Record<string, string>): Promise<Buffer> {
    const socket = await openSocket(world, headers)
    const seen = Buffer.from(JSON.stringify(await socket.watch()))
    socket.close()
    return seen
  }

  /** What is found where: of each sign, the addresses as the document names them. */
  async function found(headers: Record<string, string>) {
    const at = new Map<Sign | 'the home', Set<string>>()
    const look = (path: string, bytes: Buffer) => {
      // A drill is asked for by name there.
      for (const sign of names)
        if (
          !(sign === 'a drill' && path === '/api/reports/{id}') &&
          table[sign].signs.some(one => bytes.includes(one))
        )
          at.set(sign, (at.get(sign) ?? new Set()).add(path))
      if (textSigns(reports[0]?.id ?? '', String(reports[0]?.number)).some(one => bytes.includes(one)))
        at.set('the home', (at.get('the home') ?? new Set()).add(path))
    }
    for (const { path, operation } of operations)
      if (path !== '/events')
        for (const address of addressesOf(path, operation)) look(path, await bytesOf(address, headers))
    look('/events', await streamed(headers))
    look('sockets', await watched(headers))
    return at
  }

  /** Rows of reports, which researchers read exactly. */
  const rows = [
    '/reports',
    '/reports/{id}',
    '/reports/archive',
    '/collections/reports/items',
    '/collections/reports/items/{id}',
    '/exports/reports.csv',
    '/exports/reports.ndjson',
    '/exports/reports.geojson',
    '/exports/reports.fgb',
    '/exports/reports.gpkg',
    '/api/reports/{id}',
    '/api/moments',
    '/feeds/reports.atom',
    ...['', '.xml', '.json'].flatMap(ending => [
      `/open311/v2/requests${ending}`,
      `/open311/v2/requests/{id}${ending}`,
    ]),
    '/events',
    'sockets',
  ]

  test('everybody finds the home at every door, and nothing of what is not theirs', {
    timeout: 120_000,
  }, async () => {
    const at = await found({})
    const wrong = names.filter(name => !table[name].public).map(name => [name, [...(at.get(name) ?? [])]])
    expect(Object.fromEntries(wrong)).toEqual(Object.fromEntries(wrong.map(([name]) => [name, []])))
    const shown = [...(at.get('the home') ?? [])]
    expect(shown).toEqual(expect.arrayContaining([...rows, '/api/live']))
  })

  test('a researcher finds the exact place of a home where rows are given, and nothing else', {
    timeout: 120_000,
  }, async () => {
    const at = await found(key)
    const wrong = names.filter(name => !table[name].researcher).map(name => [name, [...(at.get(name) ?? [])]])
    expect(Object.fromEntries(wrong)).toEqual(Object.fromEntries(wrong.map(([name]) => [name, []])))
    expect([...(at.get('the exact place of a home') ?? [])].toSorted()).toEqual(rows.toSorted())
  })

  test('no cache on the way may give to others what a researcher was told', async () => {
    for (const path of [
      '/reports',
      `/reports/${reports[0]?.number}`,
      '/collections/reports/items',
      '/exports/reports.csv',
      '/feeds/reports.atom',
      '/open311/v2/requests.json',
      `/api/reports/${reports[0]?.id}`,
    ]) {
      const [told, open] = [await fetch(world.url + path, { headers: key }), await fetch(world.url + path)]
      expect([path, told.headers.get('Cache-Control')]).toEqual([
        path,
        expect.stringContaining('private, no-store'),
      ])
      for (const { headers } of [told, open])
        expect([path, headers.get('Vary')]).toEqual([path, expect.stringContaining('Authorization')])
    }
  })

  test('an answer says whether it told more; documents that are the same for everybody say so, too', async () => {
    const saidAt = async (path: string, headers: Record<string, string>) =>
      (await fetch(world.url + path, { headers })).headers.get('Data-Audience')
    for (const path of ['/reports', '/feeds/reports.atom', '/open311/v2/requests.json'])
      expect([path, await saidAt(path, key)]).toEqual([path, 'researcher'])
    for (const path of ['/reports?geoformat=cap', '/cap/incidents', '/feeds/incidents.atom'])
      expect([path, await saidAt(path, key)]).toEqual([path, 'public'])
    expect(await saidAt('/reports', {})).toBe(null)
  })

  test('a researcher’s socket hears of neither cases nor who has what open', async () => {
    const { socket, watch, close } = await openSocket(world, key)
    const heard: unknown[] = []
    socket.on('presence', told => heard.push(told))
    const seen = await watch()
    expect(seen).toMatchObject({ whole: true, cases: [] })
    await watch()
    close()
    expect(heard).toEqual([])
  })

  test('a key for other regions reads as everybody does', async () => {
    const officer = await signIn(world, 'Ketut')
    const made = await askDesk(world, officer, '/keys', {
      name: 'luar',
      deeds: ['research'],
      regions: ['ID-JI'],
    })
    const told = await bytesOf('/reports', { Authorization: `Bearer ${made.body.key}` })
    expect(told.includes(String(reports[0]?.number))).toBe(true)
    expect(told.includes(String(home.lng))).toBe(false)
  })

  test('who watches tiny boxes finds a home where everybody is told that it is, and not at its door', async () => {
    const around = (lng: number, lat: number) => ({
      box: [lng - 1e-5, lat - 1e-5, lng + 1e-5, lat + 1e-5] as [number, number, number, number],
    })
    const socket = await openSocket(world)
    const seenIn = async (lng: number, lat: number) => JSON.stringify(await socket.watch(around(lng, lat)))
    expect(await seenIn(home.lng, home.lat)).not.toContain(reports[0]?.id)
    expect(await seenIn(106.817, -6.261)).toContain(reports[0]?.id)
    expect(await seenIn(secretPlace.lng, secretPlace.lat)).not.toContain(reports[1]?.id)
    expect(await seenIn(106.83, -6.27)).toContain(reports[1]?.id)
    socket.close()
  })
})
