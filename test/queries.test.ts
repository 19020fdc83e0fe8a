// What a program asks an open door in a query: a parameter that is unknown or cannot be read is named, and never passed over in silence.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importGauges } from './gauge-file.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld('embedded')
  await importGauges(world)
})
afterAll(() => world.close())

const ask = async (address: string) => {
  const response = await fetch(`${world.url}${address}`, { signal: AbortSignal.timeout(5_000) })
  const body = await response.json()
  return { status: response.status, body }
}

const span = 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z'

test.each([
  '/api/moments?at=2026-01-01T00:00:00Z',
  `/api/timeline?${span}`,
  `/api/figures?${span}`,
  `/api/figures.csv?${span}`,
  '/api/infrastructure?kind=pump&box=106,-7,107,-6',
  '/api/gauges/TMA1?',
  '/api/areas/flooded?',
  '/api/live?',
  '/tiles/reports/0/0/0.mvt?',
  '/tiles/reports.json?from=2026-02-24',
  '/feeds/reports.atom?',
  '/feeds/incidents.atom?',
  '/events?',
  '/cap?',
  '/cap/exercise?lang=en',
  '/cap/incidents?',
  '/api/warnings?drill=1',
  '/api/official?',
  '/api/gauges?',
  '/api/places?q=Bangka',
  '/api/reports/near?lng=106.8&lat=-6.2&hazard=flood',
  '/exports?',
  '/snapshots.json?',
  '/tiles/incidents.json?',
])('%s takes no parameter that it does not know', async address => {
  const { status, body } = await ask(`${address}&hazzard=flood`)
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'parameter-unknown', parameter: 'hazzard' })
})

test.each([
  ['/events?bbox=1', 'bbox'],
  ['/events?region=ID-XX', 'region'],
  ['/events?drill=perhaps', 'drill'],
  ['/feeds/reports.atom?limit=0', 'limit'],
  ['/feeds/incidents.atom?region=XX', 'region'],
  ['/api/infrastructure?kind=street&box=1,2,3,4', 'kind'],
  ['/api/live?limit=-1', 'limit'],
  ['/tiles/reports/0/0/0.mvt?level=9', 'level'],
  ['/api/gauges/TMA1?at=yesterday', 'at'],
  ['/api/areas/flooded?at=yesterday', 'at'],
])('%s names what cannot be read', async (address, parameter) => {
  const { status, body } = await ask(address)
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'parameter-wrong', parameter })
})

test('what may be chosen is said in the language that is asked for', async () => {
  const { body } = await ask('/feeds/reports.atom?verified=maybe&lang=en')
  expect(body.detail).toBe('The parameter “verified” cannot be read. The choices: true, false.')
})

test('a page is shown whatever its link carries besides', async () => {
  const response = await fetch(`${world.url}/angka?days=7&utm_source=chat`)
  expect(response.status).toBe(200)
})

test.each([
  ['DELETE', '/api/reports', 'POST'],
  ['POST', '/reports', 'GET, HEAD'],
  ['PUT', '/collections/reports/items', 'GET, HEAD'],
  ['PATCH', '/floods/5', 'PUT, DELETE'],
])('%s %s says what the address takes', async (method, path, allowed) => {
  const response = await fetch(world.url + path, { method })
  const inOrder = (methods: string | null) => methods?.split(', ').sort().join()
  expect([response.status, inOrder(response.headers.get('Allow'))]).toEqual([405, inOrder(allowed)])
  expect(await response.json()).toMatchObject({ code: 'method-unknown' })
})

test('an address that there is not is not there, whatever is asked of it', async () => {
  for (const method of ['GET', 'DELETE'])
    expect((await fetch(`${world.url}/api/nothing/here`, { method })).status).toBe(404)
})
