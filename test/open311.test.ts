// City systems speak Open311 GeoReport v2: they list what can be reported, read reports, and send them without a double.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { XMLParser } from 'fast-xml-parser'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createServiceKeys } from '../server/sign-in/service-keys.ts'
import { parses } from './cap-schema.ts'
import { engines } from './database.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

const noon = new Date('2026-01-15T05:00:00.000Z')
const HOUR = 3_600_000
const aSquareOfRed = { width: 8, height: 8, channels: 3, background: 'red' } as const
const kemang = { lat: '-6.2607', long: '106.8166' }

type Told = Record<string, unknown> & { service_request_id: string; status: string }

/** What no database has a say in is asked on one. */
const [once] = engines.slice(-1)

describe.each(engines)('Open311 on %s', engine => {
  let world: World
  let clock = noon
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => clock })
  })
  afterAll(() => world.close())
  afterEach(async () => {
    clock = noon
    await world.db.query('truncate reports, reporters cascade')
  })

  async function ask(path: string, init?: RequestInit) {
    const response = await fetch(`${world.url}/open311/v2/${path}`, init)
    const text = await response.text()
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
    return {
      status: response.status,
      text,
      body: isJson ? JSON.parse(text) : undefined,
      headers: response.headers,
    }
  }
  const requests = async (query = ''): Promise<Told[]> => (await ask(`requests.json${query}`)).body
  const send = (fields: Record<string, string> | [string, string][], headers = {}, format = 'json') =>
    ask(`requests.${format}`, { method: 'POST', body: new URLSearchParams(fields), headers })

  test.runIf(engine === once)(
    'discovery and services say what there is, and that it is no emergency line',
    async () => {
      const { body } = await ask('discovery.json', { headers: { 'Accept-Language': 'en' } })
      expect(body.contact).toContain('no emergency line')
      expect(body.endpoints[0]).toMatchObject({
        specification: 'http://wiki.open311.org/GeoReport_v2',
        type: 'production',
        formats: ['text/xml', 'application/json'],
      })
      const services = (await ask('services.json?lang=en')).body
      expect(services).toHaveLength(7)
      expect(services[0]).toMatchObject({
        service_code: 'flood',
        service_name: 'Flood',
        metadata: true,
        type: 'realtime',
      })
      const { attributes } = (await ask('services/volcano.json?lang=en')).body
      expect(attributes.map(({ code, datatype }: Record<string, string>) => [code, datatype])).toEqual([
        ['signs', 'multivaluelist'],
        ['people', 'singlevaluelist'],
        ['shelter', 'singlevaluelist'],
      ])
      expect(attributes[0].values[3]).toEqual({ key: '3', name: 'Tremors' })
    },
  )

  test('XML says the same as JSON, with the standard’s names around it', async () => {
    await postReport(world, aReport({ words: 'Air & lumpur <di> pasar' }))
    const parser = new XMLParser({ parseTagValue: false })
    for (const [path, names] of [
      ['services', ['services', 'service']],
      ['requests', ['service_requests', 'request']],
    ] as const) {
      const { text, headers } = await ask(`${path}.xml`)
      expect(headers.get('Content-Type')).toContain('text/xml')
      parses(text)
      const list = [parser.parse(text)[names[0]][names[1]]].flat()
      const json = (await ask(`${path}.json`)).body
      const plain = (value: unknown): unknown =>
        value === null
          ? ''
          : typeof value === 'object'
            ? Object.fromEntries(Object.entries(value).map(([name, own]) => [name, plain(own)]))
            : String(value)
      expect(list).toEqual(json.map(plain))
    }
    const definition = parser.parse((await ask('services/flood.xml')).text).service_definition
    expect(definition.attributes.attribute.code).toBe('depth')
    // Without an ending the standard's first format.
    expect((await ask('requests')).headers.get('Content-Type')).toContain('text/xml')
    expect((await ask('requests', { headers: { Accept: 'application/json' } })).body).toHaveLength(1)
  })

  test('a report is a service request: its number, state, time, and long after lat', async () => {
    const { body } = await postReport(world, aReport({ words: 'air masuk rumah saya, 0812 3456 7890' }))
    const { id, number } = body.report.properties
    const [told] = await requests('?lang=en')
    expect(told).toMatchObject({
      service_request_id: String(number),
      status: 'open',
      service_code: 'flood',
      service_name: 'Flood',
      description: 'air masuk rumah saya, •••',
      requested_datetime: '2026-01-15T05:00:00.000Z',
      // A home is told to about a hundred metres.
      lat: -6.261,
      long: 106.817,
      media_url: null,
      extended_attributes: { id, level: 1, state: 'unverified' },
    })
    for (const one of [String(number), id])
      expect((await ask(`requests/${one}.json?lang=en`)).body).toEqual([told])
    expect((await ask(`tokens/${id}.json`)).body).toEqual([{ service_request_id: String(number), token: id }])
    expect(await requests(`?lang=en&service_request_id=${number},${id}`)).toEqual([told])
  })

  test.runIf(engine === once).each([
    ['requests.json?foo=1', 400],
    ['requests.json?page=0', 400],
    ['requests.json?start_date=yesterday', 400],
    ['requests.json?service_code=potholes', 404],
    ['requests.json?jurisdiction_id=chicago.gov', 404],
    ['requests/999999999.json', 404],
    ['requests/abc.json', 404],
    ['services/potholes.json', 404],
    ['tokens/abc.json', 404],
    ['nothing.json', 404],
  ])('%s is refused in the standard’s shape', async (path, code) => {
    const { status, body } = await ask(path)
    expect(status).toBe(code)
    expect(body).toEqual([{ code, description: expect.any(String) }])
    const xml = await ask(path.replace('.json', '.xml'))
    expect(xml.text).toContain(`<code>${code}</code>`)
    expect(xml.text).toContain('<errors>')
  })

  test('a report that is sent is on the map, with its answers, and says that this is no emergency line', async () => {
    const posted = await send(
      {
        service_code: 'flood',
        ...kemang,
        'attribute[depth]': '80',
        description: 'Banjir',
        email: 'a@b.id',
        media_url: 'http://x/y.jpg',
      },
      { 'Accept-Language': 'en' },
    )
    expect(posted.status).toBe(201)
    expect(posted.body[0].service_notice).toMatch(/no emergency line.*not taken over without a key/)
    await world.caughtUp()
    const [report] = [...world.board.reports.values()].filter(
      one => String(one.number) === posted.body[0].service_request_id,
    )
    expect(report).toMatchObject({
      hazard: 'flood',
      answers: { depth: 80 },
      words: 'Banjir',
      placedBy: 'pin',
      source: 'grasp',
    })
    const volcano = await send(
      [
        ['service_code', 'volcano'],
        ['lat', '-7.54'],
        ['long', '110.44'],
        ['attribute[signs][]', '3'],
        ['attribute[signs][]', '4'],
        ['attribute[shelter]', 'true'],
      ],
      {},
      'xml',
    )
    expect(volcano.text).toMatch(/<service_requests>\s*<request>\s*<service_request_id>\d+</)
    const [told] = await requests('?service_code=volcano&lang=en')
    expect(told?.description).toBe('Tremors, Rumbling')
  })

  test.runIf(engine === once)(
    'a photo that a program with a key names is taken over; what lies inside, is none or leads elsewhere is not',
    async () => {
      const picture = await sharp({ create: aSquareOfRed }).jpeg().toBuffer()
      const asked: string[] = []
      const elsewhere = createServer((request, response) => {
        asked.push(request.url ?? '')
        if (request.url === '/photo.jpg') response.setHeader('Content-Type', 'image/jpeg').end(picture)
        else if (request.url === '/page') response.end('<html>')
        else response.writeHead(302, { Location: '/photo.jpg' }).end()
      }).listen(0)
      const { port } = elsewhere.address() as AddressInfo
      const at = (path: string) => `http://localhost:${port}${path}`
      const open = await openWorld(engine, {}, { WEBHOOKS_PRIVATE: 'on' })
      const sent = async (to: World, media_url: string, key?: string) => {
        const fields = { service_code: 'flood', ...kemang, description: media_url, media_url, lang: 'en' }
        const response = await fetch(`${to.url}/open311/v2/requests.json`, {
          method: 'POST',
          body: new URLSearchParams({ ...fields, ...(key && { api_key: key }) }),
          headers: { 'Accept-Language': 'en' },
        })
        const [{ service_notice, service_request_id: number }] = await response.json()
        const [told] = await (await fetch(`${to.url}/open311/v2/requests/${number}.json`)).json()
        return { notice: service_notice, url: told.media_url }
      }
      const keyOf = async ({ db }: World) => {
        const keys = createServiceKeys({ db, now: () => new Date(), newId: () => crypto.randomUUID() })
        const made = await keys.add({ name: 'kota', deeds: ['bring'], regions: null }, 'Sari')
        return 'key' in made ? made.key : ''
      }
      const key = await keyOf(open)
      const taken = await sent(open, at('/photo.jpg'), key)
      expect(taken.notice).toContain('was taken over')
      expect((await fetch(`${open.url}${new URL(taken.url).pathname}`)).headers.get('Content-Type')).toBe(
        'image/jpeg',
      )
      for (const path of ['/page', '/moved'])
        expect(await sent(open, at(path), key)).toMatchObject({
          url: null,
          notice: expect.stringContaining('could not'),
        })
      expect(await sent(open, at('/photo.jpg'))).toMatchObject({
        url: null,
        notice: expect.stringContaining('without a key'),
      })
      await open.close()
      asked.length = 0
      const strict = await keyOf(world)
      for (const address of [
        at('/photo.jpg'),
        `https://127.0.0.1:${port}/`,
        'https://169.254.169.254/x',
        'file:///etc/passwd',
      ])
        expect(await sent(world, address, strict)).toMatchObject({
          url: null,
          notice: expect.stringContaining('could not'),
        })
      expect(asked).toEqual([])
      elsewhere.close()
    },
  )

  test('sent again it stays one: by its key, or within minutes by what it says', async () => {
    const fields = { service_code: 'fire', ...kemang, description: 'Api di gudang' }
    const first = await send(fields)
    clock = new Date(noon.getTime() + 9 * 60_000)
    expect((await send(fields)).body).toEqual(first.body)
    clock = new Date(noon.getTime() + 30 * 60_000)
    expect((await send(fields)).body).not.toEqual(first.body)
    const keyed = await send(fields, { 'Idempotency-Key': 'one' })
    expect((await send({ ...fields, description: 'lain' }, { 'Idempotency-Key': 'one' })).body).toEqual(
      keyed.body,
    )
    expect(await requests()).toHaveLength(3)
  })

  test.runIf(engine === once)(
    'an address that is known here is found, and others are asked for a point',
    async () => {
      const found = await send({ service_code: 'flood', address_string: 'Kemang, Jakarta Selatan' })
      expect(found.status).toBe(201)
      expect((await send({ service_code: 'flood', address_string: 'zzqx wwvk' })).status).toBe(400)
    },
  )

  test.runIf(engine === once).each([
    [{ ...kemang }, 400],
    [{ service_code: 'potholes', ...kemang }, 404],
    [{ service_code: 'flood' }, 400],
    [{ service_code: 'flood', lat: '48.1', long: '11.6' }, 400],
    [{ service_code: 'flood', lat: 'x', long: '11.6' }, 400],
    [{ service_code: 'flood', ...kemang, 'attribute[depth]': 'deep' }, 400],
    [{ service_code: 'flood', ...kemang, api_key: 'kt_wrong' }, 403],
    [{ service_code: 'flood', ...kemang, jurisdiction_id: 'chicago.gov' }, 404],
  ])('%j cannot be taken', async (fields, code) => {
    const { status, body } = await send(fields as Record<string, string>)
    expect([status, body[0].code]).toEqual([code, code])
  })

  test('a program with a key vouches for what it brings, in its regions', async () => {
    const keys = createServiceKeys({ db: world.db, now: () => clock, newId: () => crypto.randomUUID() })
    const made = await keys.add({ name: 'city', deeds: ['bring'], regions: ['ID-JK'] }, 'Sari')
    if ('refused' in made) throw new Error(made.refused)
    const fields = { service_code: 'flood', ...kemang, api_key: made.key }
    const elsewhere = { 'X-Forwarded-For': '203.0.113.9' }
    const posted = await send(fields, elsewhere)
    expect(posted.status).toBe(201)
    await world.caughtUp()
    expect([...world.board.reports.values()].at(-1)).toMatchObject({ source: 'open311', state: 'unverified' })
    expect((await send({ ...fields, lat: '-6.99', long: '110.42' }, elsewhere)).status).toBe(403)
  })

  // Last, since the board's time never goes back.
  test('resolved and over is closed, dismissed is nowhere, and updated_datetime moves', async () => {
    const officer = await signIn(world, `Sari ${engine}`)
    const [resolved, dismissed] = [
      await postReport(world),
      await postReport(world, aReport({ words: 'Lain' })),
    ]
    const [open] = await requests('?status=open')
    await decide(world, officer, resolved.body.report.properties.id, 'resolve')
    await decide(world, officer, dismissed.body.report.properties.id, 'dismiss', { reason: 'Salah' })
    const [closed, ...others] = await requests()
    expect(others).toEqual([])
    expect(closed).toMatchObject({
      status: 'closed',
      service_request_id: String(resolved.body.report.properties.number),
    })
    expect(String(closed?.updated_datetime) > String(open?.updated_datetime)).toBe(true)
    const over = await postReport(world)
    clock = new Date(noon.getTime() + 13 * HOUR)
    const fresh = await postReport(world)
    const ids = async (query: string) => (await requests(query)).map(told => Number(told.service_request_id))
    expect(await ids('?status=open')).toEqual([fresh.body.report.properties.number])
    expect(await ids('?status=closed')).toEqual(
      [over, resolved].map(({ body }) => body.report.properties.number),
    )
    expect(await ids('?status=open,closed')).toHaveLength(3)
  })

  test('time, service, place and pages narrow the list; without a time it is of 90 days', async () => {
    const old = await postReport(world)
    clock = new Date(noon.getTime() + 91 * 24 * HOUR)
    const sent = [
      await postReport(world, aReport({ hazard: 'fire', answers: {} })),
      await postReport(world, aReport({ place: { lng: 110.42, lat: -6.99 } })),
    ]
    const number = (one: (typeof sent)[number] | undefined) => String(one?.body.report.properties.number)
    const ids = async (query: string) => (await requests(query)).map(told => told.service_request_id)
    expect(await ids('')).toHaveLength(2)
    expect(await ids('?service_code=fire,wind')).toEqual([number(sent[0])])
    expect(await ids('?jurisdiction_id=ID-JT')).toEqual([number(sent[1])])
    expect(await ids('?end_date=2026-01-16')).toEqual([number(old)])
    expect(await ids('?start_date=2026-01-15T12:00:00%2B0700')).toEqual([number(old)])
    expect(await ids('?start_date=2026-01-01T00:00:00Z&end_date=2026-12-31')).toHaveLength(3)
    expect(await ids('?page=2&page_size=1')).toEqual([number(sent[0])])
    expect(await ids('?page_size=5000')).toHaveLength(2)
  })
})

test('an operator may ask everybody for a key', async () => {
  const world = await openWorld(once ?? 'embedded', {}, { OPEN311_KEY: 'required' })
  const response = await fetch(`${world.url}/open311/v2/requests.json`, {
    method: 'POST',
    body: new URLSearchParams({ service_code: 'flood', ...kemang }),
  })
  expect(response.status).toBe(403)
  await world.close()
})
