// Fairness at the open doors: what is asked is counted by its cost, a line at a time; a key brings more, and nobody else is slower for it.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isCounted } from '../server/surge/fair-share.ts'
import { tokenBuckets } from '../server/surge/limits.ts'
import { engines, hasPostgres } from './database.ts'
import { writeReports } from './many-reports.ts'
import { askDesk, openWorld, postReport, signIn, type World } from './world.ts'

const BUDGET = 20
let lines = 0
/** A line of its own for each test. */
const aLine = () => ({ 'X-Forwarded-For': `198.51.${lines++}.7` })

test('a bucket gives what it holds at once, then as much as flows in', () => {
  const buckets = tokenBuckets({ most: 10, perSecond: 2 })
  const bucket = buckets.of('a', 0)
  bucket.left -= 12
  expect(buckets.wait(bucket, 1)).toBe(2)
  expect(buckets.of('a', 1_500).left).toBe(1)
  expect(buckets.of('a', 60_000).left).toBe(10)
  expect(buckets.of('b', 60_000).left).toBe(10)
})

describe.each(engines)('the open doors on %s', engine => {
  let world: World
  let time = Date.now()
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(time) }, { OPEN_BUDGET: String(BUDGET) })
    await writeReports(world.db, 500)
  })
  afterAll(() => world.close())

  const get = (path: string, headers: Record<string, string>) => fetch(world.url + path, { headers })
  const empty = async (headers: Record<string, string>) => {
    for (let each = 0; each < BUDGET; each++) expect((await get('/collections', headers)).status).toBe(200)
  }
  const leftOf = (response: Response) => Number(/;r=(\d+)/.exec(response.headers.get('RateLimit') ?? '')?.[1])

  test('say how much is left, and how soon it is whole again', async () => {
    const line = aLine()
    const { headers } = await get('/reports', line)
    expect(headers.get('RateLimit-Policy')).toBe('"open";q=20;w=100')
    expect(headers.get('RateLimit')).toBe('"open";r=19;t=5')
    expect(headers.get('Access-Control-Expose-Headers')).toContain('RateLimit')
    expect((await get('/reports', line)).headers.get('RateLimit')).toBe('"open";r=18;t=10')
  })

  test('count by cost: a long page and a file are paid by their rows', async () => {
    const line = aLine()
    await get('/collections/reports/items', line)
    const pages = await get('/collections/reports/items?limit=500', line)
    expect(leftOf(pages)).toBe(BUDGET - 3)
    // 500 rows of a page are two more, 500 rows of a file half of one.
    expect(leftOf(await get('/collections', line))).toBe(BUDGET - 2 - 2 - 1 - 1)
    await (await get('/exports/reports.csv', line)).text()
    expect(leftOf(await get('/collections', line))).toBe(BUDGET - 8)
  })

  test.each([
    ['/reports', 'application/json', { statusCode: 429, error: 'Too Many Requests' }],
    ['/collections/reports/items', 'application/problem+json', { code: 'too-often', status: 429 }],
    ['/open311/v2/requests.json', 'application/json', [{ code: 429 }]],
    ['/exports/reports.csv', 'application/problem+json', { code: 'too-often' }],
  ])(
    'refuse %s in its own words when a line has had enough, and say when to come back',
    async (path, type, body) => {
      const line = aLine()
      await empty(line)
      const refused = await get(path, line)
      expect(refused.status).toBe(429)
      expect(refused.headers.get('Retry-After')).toBe('5')
      expect(refused.headers.get('RateLimit')).toBe('"open";r=0;t=100')
      expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('*')
      expect(refused.headers.get('Content-Type')?.split(';')[0]).toBe(type)
      expect(await refused.json()).toMatchObject(body)
      // Its neighbour of the same block has had enough, too, and nobody else.
      const [block] = /^198\.51\.\d+/.exec(line['X-Forwarded-For']) ?? []
      expect((await get(path, { 'X-Forwarded-For': `${block}.8` })).status).toBe(429)
      expect((await get(path, aLine())).status).toBe(200)
      time += 5_000
      expect((await get(path, line)).status).toBe(200)
    },
  )

  test.runIf(engine === engines.at(-1))(
    'say it on every answer of every counted address of the document, good or not, and to who had enough',
    async () => {
      const { paths } = await (await get('/openapi.json', {})).json()
      const counted = Object.entries<{ get?: { responses: object } }>(paths).flatMap(([path, operations]) =>
        operations.get && '429' in operations.get.responses && isCounted(path) ? [path] : [],
      )
      expect(counted.length).toBeGreaterThan(50)
      const tired = aLine()
      await empty(tired)
      for (const path of counted) {
        const address = path.replaceAll(/\{\w+\}/g, '1')
        const { status, headers } = await get(address, aLine())
        expect([path, status, headers.get('RateLimit')]).toEqual([path, status, '"open";r=19;t=5'])
        expect(headers.get('RateLimit-Policy')).toBe('"open";q=20;w=100')
        const refused = await get(address, tired)
        expect([path, refused.status, refused.headers.get('Retry-After')]).toEqual([path, 429, '5'])
        expect(refused.headers.get('RateLimit')).toBe('"open";r=0;t=100')
      }
    },
  )

  test('never limit the map, the pages, who reports, nor this very machine', async () => {
    const line = aLine()
    await empty(line)
    expect((await get('/collections', line)).status).toBe(429)
    for (const path of [
      '/api/live',
      '/tiles/reports/5/25/16.mvt',
      '/api/config',
      '/api/timeline?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
      '/openapi.json',
    ])
      expect([path, (await get(path, line)).status]).not.toEqual([path, 429])
    expect((await postReport(world, undefined, undefined, line['X-Forwarded-For'])).status).toBe(201)
    for (let each = 0; each < BUDGET + 5; each++) expect((await get('/reports', {})).status).toBe(200)
  })

  test('give a program with a key ten times as much, whatever its line, and the desk shows its use', async () => {
    const chief = await signIn(world)
    const made = await askDesk(world, chief, '/keys', { name: 'peneliti', deeds: ['look'], regions: null })
    const line = aLine()
    await empty(line)
    const key = { ...line, Authorization: `Bearer ${made.body.key}` }
    for (let each = 0; each < BUDGET; each++) await get('/reports', key)
    const last = await get('/reports', key)
    expect(last.status).toBe(200)
    expect(last.headers.get('RateLimit-Policy')).toBe('"key";q=200;w=100')
    expect(leftOf(last)).toBe(10 * BUDGET - BUDGET - 1)
    await world.writeUses()
    const { body } = await askDesk(world, chief, '/keys')
    expect(body.keys[0]).toMatchObject({ name: 'peneliti', use: { requests: BUDGET + 1, cost: BUDGET + 1 } })
    await fetch(`${world.url}/api/desk/keys/${made.body.id}`, { method: 'DELETE', headers: chief })
    await expect.poll(async () => (await get('/reports', key)).status, { timeout: 5_000 }).toBe(401)
    expect((await get('/reports', { Authorization: 'Bearer kt_invented' })).status).toBe(401)
  })
})

const hasGdal = existsSync('/usr/bin/ogr2ogr')
if (!hasGdal) {
  if (process.env.CI === 'true') throw new Error('GDAL is missing, and the tests need it where CI=true')
  console.warn('GDAL is missing: ITS TEST OF FAIRNESS IS SKIPPED.')
}

test.skipIf(!hasGdal)(
  'ogr2ogr gets 2,500 features by tens, in some 250 requests',
  { timeout: 120_000 },
  async () => {
    const time = new Date()
    const world = await openWorld(hasPostgres ? 'postgres' : 'embedded', { now: () => time })
    const folder = mkdtempSync(join(tmpdir(), 'kentongan-fair-'))
    try {
      await writeReports(world.db, 2_500)
      const file = join(folder, 'all.geojsonl')
      const line = aLine()
      const header = `X-Forwarded-For: ${line['X-Forwarded-For']}`
      const options = [
        '--config',
        'GDAL_HTTP_HEADERS',
        header,
        '-f',
        'GeoJSONSeq',
        file,
        `OAPIF:${world.url}`,
        'reports',
      ]
      await promisify(execFile)('ogr2ogr', options)
      expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2_500)
      const { headers } = await fetch(`${world.url}/collections`, { headers: line })
      const left = Number(/;r=(\d+)/.exec(headers.get('RateLimit') ?? '')?.[1])
      expect(left).toBeLessThan(2_000 - 250)
      expect(left).toBeGreaterThan(1_000)
    } finally {
      rmSync(folder, { recursive: true })
      await world.close()
    }
  },
)
