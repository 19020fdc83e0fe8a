// What the incumbent's API says to requests that are wrong, from elsewhere, or for nothing that there is.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld('embedded')
})
afterAll(() => world.close())

async function ask(path: string, init?: RequestInit) {
  const response = await fetch(world.url + path, init)
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers }
}

const patch = (path: string, body: unknown) =>
  ask(path, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

test.each([
  ['/reports?foo=1', 'query', 'foo', '"foo" is not allowed'],
  [
    '/reports?timeperiod=0',
    'query',
    'timeperiod',
    'child "timeperiod" fails because ["timeperiod" must be larger than or equal to 1]',
  ],
  [
    '/reports?timeperiod=18748801',
    'query',
    'timeperiod',
    'child "timeperiod" fails because ["timeperiod" must be less than or equal to 18748800]',
  ],
  [
    '/reports?timeperiod=an+hour',
    'query',
    'timeperiod',
    'child "timeperiod" fails because ["timeperiod" must be a number]',
  ],
  [
    '/reports?timeperiod=1.5',
    'query',
    'timeperiod',
    'child "timeperiod" fails because ["timeperiod" must be an integer]',
  ],
  [
    '/reports?geoformat=kml',
    'query',
    'geoformat',
    'child "geoformat" fails because ["geoformat" must be one of [geojson, topojson, cap]]',
  ],
  [
    '/reports?disaster=godzilla',
    'query',
    'disaster',
    /^child "disaster" fails because \["disaster" must be one of \[flood, /,
  ],
  [
    '/reports?admin=XX',
    'query',
    'admin',
    /^child "admin" fails because \["admin" must be one of \[ID-AC, .*PH-PG\]\]$/,
  ],
  ['/reports/abc', 'params', 'id', 'child "id" fails because ["id" must be a number]'],
  ['/reports/archive', 'query', 'start', 'child "start" fails because ["start" is required]'],
  [
    '/reports/archive?start=2020-01-01T00:00:00Z',
    'query',
    'end',
    'child "end" fails because ["end" is required]',
  ],
  [
    '/reports/archive?start=2020-01-02T00:00:00Z&end=2020-01-01T00:00:00Z',
    'query',
    'end',
    /^child "end" fails because \["end" must be larger than or equal to "2020-01-02/,
  ],
  [
    '/reports/archive?start=2020-01-01T00:00:00Z&end=2021-01-01T00:00:01Z',
    'query',
    'end',
    'child "end" fails because ["end" must be at most 366 days after "start"]',
  ],
  [
    '/reports/archive?start=2020-02-30T00:00:00Z&end=2020-03-01T00:00:00Z',
    'query',
    'start',
    /^child "start" fails because \["start" must be/,
  ],
  ['/reports/timeseries?start=yesterday&end=2020-01-01T00:00:00Z', 'query', 'start', /YYYY-MM-DDTHH:mm:ssZ/],
])('%s is refused in the incumbent’s words', async (path, source, key, message) => {
  const { status, body, headers } = await ask(path)
  expect(status).toBe(400)
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(body).toMatchObject({ statusCode: 400, error: 'Bad Request', validation: { source, keys: [key] } })
  expect(body.message).toMatch(message)
})

test.each([
  ['/reports/7', { points: 1 }, 404, { statusCode: 404, message: 'Report id 7 not found' }],
  ['/reports/7/flag', { flag: true }, 404, { statusCode: 404, message: 'Report id 7 not found' }],
  [
    '/reports/7',
    { points: 2 },
    400,
    { message: 'child "points" fails because ["points" must be one of [1, -1]]' },
  ],
  ['/reports/7', {}, 400, { message: 'child "points" fails because ["points" is required]' }],
  [
    '/reports/7/flag',
    { flag: 'yes' },
    400,
    { message: 'child "flag" fails because ["flag" must be a boolean]' },
  ],
])('PATCH %s with %j is answered %i', async (path, body, status, reply) => {
  expect(await patch(path, body)).toMatchObject({ status, body: reply })
})

test('a script on another site may ask first', async () => {
  const { status, headers } = await ask('/reports/7', {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://example.org',
      'Access-Control-Request-Method': 'PATCH',
      'Access-Control-Request-Headers': 'content-type',
    },
  })
  expect(status).toBe(204)
  expect(headers.get('Access-Control-Allow-Methods')).toContain('PATCH')
  expect(headers.get('Access-Control-Allow-Headers')).toBe('content-type')
})

test('the root tells a program its version, and an unknown path its address', async () => {
  const headers = { Accept: 'application/json' }
  expect((await ask('/', { headers })).body).toMatchObject({
    version: expect.any(String),
    schema: expect.any(String),
  })
  expect(await ask('/no/such?place=1', { headers })).toMatchObject({
    status: 404,
    body: { message: 'URL not found', url: '/no/such?place=1' },
  })
})
