// The typed client: up to date with the API's document, packed with its types, and at work against a real server.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { everyFeature, type Kentongan, openKentongan, type Report } from 'kentongan-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { typesFile, typesOfDocument } from '../server/client/generate.ts'
import { freshDirectory } from './database.ts'
import { aKey, aReport, openWorld, postReport, type World } from './world.ts'

const run = promisify(execFile)
const client = fileURLToPath(new URL('../server/client', import.meta.url))

let world: World
let kentongan: Kentongan
beforeAll(async () => {
  world = await openWorld('embedded')
  kentongan = openKentongan(world.url)
  for (const depth of [20, 90]) await postReport(world, aReport({ answers: { depth } }))
  await world.caughtUp()
})
afterAll(() => world.close())

test('a report is sent, the same one again is the same, and each answer has its type', async () => {
  const send = (key: string) =>
    kentongan.POST('/api/reports', {
      params: { header: { 'Idempotency-Key': key } },
      body: { hazard: 'flood', answers: { depth: 50 }, place: { lng: 106.82, lat: -6.27 }, words: 'Klien' },
    })
  const key = aKey()
  const first = await send(key)
  const again = await send(key)
  expect([first.response.status, again.response.status]).toEqual([201, 200])
  const report: Report | undefined = first.data?.report
  expect(again.data).toMatchObject({ created: false, report: { properties: { id: report?.properties.id } } })
  await world.caughtUp()
  const one = await kentongan.GET('/api/reports/{id}', {
    params: { path: { id: String(report?.properties.number) } },
  })
  expect(one.data?.properties.words).toBe('Klien')
  const refused = await kentongan.POST('/api/reports', {
    params: { header: { 'Idempotency-Key': aKey() } },
    // @ts-expect-error no such hazard
    body: { hazard: 'locusts', place: { lng: 106.82, lat: -6.27 } },
  })
  expect(refused.error).toMatchObject({ code: 'hazard-unknown', status: 422 })
})

test('live reports, the archive and every page of a collection are read', async () => {
  const live = await kentongan.GET('/reports', { params: { query: { geoformat: 'geojson' } } })
  const result = live.data?.result
  const features = result?.type === 'FeatureCollection' ? result.features : []
  expect(features.map(({ properties }) => properties.disaster_type)).toEqual(['flood', 'flood', 'flood'])
  const hour = 3_600_000
  const span = { start: new Date(Date.now() - hour), end: new Date(Date.now() + hour) }
  const archive = await kentongan.GET('/reports/archive', {
    params: {
      query: { start: span.start.toISOString(), end: span.end.toISOString(), geoformat: 'geojson' },
    },
  })
  expect(archive.data?.statusCode).toBe(200)
  const depths: (number | null)[] = []
  for await (const { properties } of everyFeature(kentongan, 'reports', { limit: 1, sortby: 'at' }))
    depths.push(properties.depth_cm)
  expect(depths).toEqual([20, 90, 50])
  const numbers = async (bbox: number[]) => {
    let count = 0
    for await (const _ of everyFeature(kentongan, 'reports', { bbox })) count++
    return count
  }
  expect([await numbers([95, -11, 141, 6]), await numbers([95, 4, 96, 5])]).toEqual([3, 0])
  // @ts-expect-error no such parameter
  const wrong = await kentongan.GET('/reports', { params: { query: { invented: '1' } } })
  expect(wrong.response.status).toBe(400)
})

test('it waits as long as it is told, asks again, and never sends twice what has no key', async () => {
  const answers = [
    new Response(null, { status: 429, headers: { 'Retry-After': '0' } }),
    Response.json({ snapshots: [] }),
    new Response(null, { status: 503, headers: { 'Retry-After': '0' } }),
  ]
  let asked = 0
  const busy = openKentongan(world.url, {
    key: 'kt_mine',
    fetch: async request => {
      expect(request.headers.get('Authorization')).toBe('Bearer kt_mine')
      return answers[asked++] ?? Response.error()
    },
  })
  expect((await busy.GET('/snapshots.json')).data).toEqual({ snapshots: [] })
  const card = { username: 'budi', network: 'telegram', language: 'id' } as const
  expect((await busy.POST('/cards', { body: card })).response.status).toBe(503)
  expect(asked).toBe(3)
})

test('npm gets the same package from the server and from the folder, and it runs where it was unpacked', async () => {
  const response = await fetch(`${world.url}/docs/kentongan-client.tgz`)
  expect(response.headers.get('Content-Type')).toBe('application/gzip')
  const folder = freshDirectory()
  await writeFile(join(folder, 'client.tgz'), Buffer.from(await response.arrayBuffer()))
  await run('tar', ['xzf', 'client.tgz'], { cwd: folder })
  const { stdout: listed } = await run('tar', ['tzf', 'client.tgz'], { cwd: folder })
  const { stdout: packed } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: client })
  const [{ files }] = Object.values<{ files: { path: string }[] }>(JSON.parse(packed)) as [
    { files: { path: string }[] },
  ]
  expect(listed.trim().split('\n').toSorted()).toEqual(files.map(({ path }) => `package/${path}`).toSorted())
  await mkdir(join(folder, 'node_modules'))
  await symlink(join(folder, 'package'), join(folder, 'node_modules/kentongan-client'))
  await symlink(join(client, '../../node_modules/openapi-fetch'), join(folder, 'node_modules/openapi-fetch'))
  const program = `import { openKentongan } from 'kentongan-client'
    const { data } = await openKentongan('${world.url}').GET('/snapshots.json')
    console.log(data.snapshots.length)`
  await writeFile(join(folder, 'try.mjs'), program)
  const { stdout } = await run(process.execPath, ['--preserve-symlinks', 'try.mjs'], { cwd: folder })
  expect(stdout).toBe('0\n')
  await rm(folder, { recursive: true })
})

test('its types say what the document says; else `npm run client` makes them anew', async () => {
  expect(readFileSync(typesFile, 'utf8') === (await typesOfDocument()), 'npm run client').toBe(true)
})
