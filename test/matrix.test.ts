// Every door × everybody: the routes are collected from the app itself and held to test/doors-table.ts. Whatever stands in no table fails, so that
// nobody adds an open route unnoticed. What lies in a region, and the live picture, are tried in test/matrix-regions.test.ts.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Deed, deeds, may, type Officer, roles } from '../server/domain/permissions.ts'
import { checkDoors, doorsOf } from '../server/sign-in/doors.ts'
import { engines } from './database.ts'
import { between, desk, type Expected, elsewhere, open } from './doors-table.ts'
import { everybody, JAKARTA, type Person } from './everybody.ts'
import { openWorld, postReport, type World } from './world.ts'

describe.each(engines)('who may do what on %s', engine => {
  let world: World
  let people: Record<string, Person>
  const things = { report: '' }

  beforeAll(async () => {
    world = await openWorld(engine)
    people = await everybody(world)
    things.report = (await postReport(world)).body.report.properties.id
    await world.caughtUp()
  })
  afterAll(() => world.close())

  test('every route of the app stands in the table, with the deed that it names', () => {
    const found = new Map<string, string>()
    for (const { method, path, deed } of doorsOf(world.app))
      if (method === '*') {
        if (!between.includes(path)) found.set(path, 'stands in no table')
      } else {
        const door = `${method} ${path}`
        const expected = desk[door] ?? (open.includes(door) ? 'open' : undefined)
        if (expected === undefined) found.set(door, 'stands in no table')
        else if (!isAsking(expected) && deedOf(expected) !== (deed ?? 'open'))
          found.set(door, `names ${deed}`)
        if (path.startsWith('/api/desk/') && deed === undefined) found.set(door, 'names no deed')
      }
    expect(Object.fromEntries(found)).toEqual({})
    const doors = new Set(doorsOf(world.app).map(({ method, path }) => `${method} ${path}`))
    expect([...Object.keys(desk), ...open].filter(door => !doors.has(door))).toEqual([])
  })

  test('a page on any site gets through at every open door, and may ask first with a key', async () => {
    const wrong: string[] = []
    for (const door of elsewhere) {
      const [method = 'GET', path = ''] = door.split(' ')
      const address = world.url + path.replace(/:\w+/g, '1')
      const asked = await fetch(address, {
        method: 'OPTIONS',
        headers: {
          Origin: 'https://example.org',
          'Access-Control-Request-Method': method,
          'Access-Control-Request-Headers': 'authorization',
        },
      })
      const isLetIn =
        asked.status === 204 &&
        asked.headers.get('Access-Control-Allow-Origin') === '*' &&
        asked.headers.get('Access-Control-Allow-Headers') === 'authorization' &&
        asked.headers.get('Access-Control-Allow-Methods')?.includes(method)
      if (!isLetIn) wrong.push(`${door} may not be asked for: ${asked.status}`)
      if (method !== 'GET') continue
      const ending = new AbortController()
      const { headers } = await fetch(address, {
        headers: { Origin: 'https://example.org', Accept: 'application/json' },
        signal: ending.signal,
      })
      if (headers.get('Access-Control-Allow-Origin') !== '*') wrong.push(`${door} may not be read`)
      // Some answers have no end.
      ending.abort()
    }
    expect(wrong).toEqual([])
  })

  test('who shows a wrong key is told that it is the key, in whatever shape the door speaks', async () => {
    const asked = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(world.url + path, { method, headers }).then(({ status, headers }) => [
        status,
        headers.get('WWW-Authenticate'),
      ])
    const wrong = { Authorization: 'Bearer kt_nothing' }
    const bare = 'Bearer realm="kentongan"'
    const saysKey = `${bare}, error="invalid_token"`
    expect(await asked('/api/desk/keys')).toEqual([401, bare])
    expect(await asked('/api/desk/keys', wrong)).toEqual([401, saysKey])
    expect(await asked('/cities', wrong)).toEqual([401, saysKey])
    expect(await asked('/floods/1', {}, 'DELETE')).toEqual([401, bare])
    expect(await asked('/floods/1', { 'x-api-key': 'kt_nothing' }, 'DELETE')).toEqual([401, saysKey])
    expect(await asked('/cities')).toEqual([200, null])
  })

  test('the server does not start with a route at the desk that names no deed', () => {
    world.app.get('/api/desk/forgotten', (_request, response) => void response.end())
    expect(() => checkDoors(world.app)).toThrow('GET /api/desk/forgotten names no deed')
    world.app.router.stack.pop()
    expect(() => checkDoors(world.app)).not.toThrow()
  })

  test('every door lets in who may, and nobody else', { timeout: 180_000 }, async () => {
    const wrong: string[] = []
    for (const [door, expected] of Object.entries(desk)) {
      if (expected === 'open') continue
      const { deed, at, region, body } = readExpected(expected)
      const [method = 'GET', path = ''] = door.split(' ')
      const address = path
        .replace(':localAreaId', '1')
        .replace(':id', at === 'report' ? things.report : randomUUID())
      for (const [name, person] of Object.entries(people)) {
        const response = await fetch(world.url + address, {
          method,
          headers: { 'Content-Type': 'application/json', ...(await person.headers()) },
          ...(method !== 'GET' && { body: JSON.stringify(body) }),
        })
        const isIn = response.status !== 401 && response.status !== 403
        if (isIn !== person.may(deed, region) || response.status >= 500)
          wrong.push(`${door}: ${name} is answered ${response.status}`)
        if ((response.status === 401) !== response.headers.has('WWW-Authenticate'))
          wrong.push(`${door}: ${name} is answered ${response.status} without a word on how to sign in`)
        await response.arrayBuffer()
      }
    }
    expect(wrong).toEqual([])
  })
})

const isAsking = (expected: Expected) => typeof expected === 'object' && 'itself' in expected
const deedOf = (expected: Expected) => (typeof expected === 'object' ? expected.deed : expected)

function readExpected(expected: Exclude<Expected, 'open'>) {
  if (typeof expected === 'string') return { deed: expected, at: undefined, region: undefined, body: {} }
  if ('everywhere' in expected) return { deed: expected.deed, at: undefined, region: '', body: {} }
  if ('itself' in expected)
    return { deed: expected.deed, at: undefined, region: undefined, body: expected.body }
  // Of a gauge nobody has told yet, so that its region is not known: see test/gauges.test.ts.
  return {
    deed: expected.deed,
    at: expected.at,
    region: expected.at === 'report' ? JAKARTA : undefined,
    body: {},
  }
}

test('each deed belongs to a role, and a higher role may do what a lower one may', () => {
  const officer = (role: (typeof roles)[number]): Officer => ({
    id: '',
    name: '',
    role,
    agency: null,
    regions: null,
  })
  for (const deed of Object.keys(deeds) as Deed[])
    expect(roles.map(role => may(officer(role), deed))).toEqual(
      roles.map(role => roles.indexOf(role) >= roles.indexOf(deeds[deed])),
    )
})
