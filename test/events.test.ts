// The event stream: the picture, then each change once, also for who goes away and comes back, here or at another process.
import { type IncomingMessage, request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { engines, hasPostgres } from './database.ts'
import { openStream, type Stream } from './event-stream.ts'
import { type ServerProcess, startProcess } from './server-process.ts'
import {
  aReport,
  decide,
  freshSettings,
  openSocket,
  openWorld,
  postReport,
  signIn,
  type World,
} from './world.ts'

const HOUR = 3_600_000
const idOf = async (posted: ReturnType<typeof postReport>) => (await posted).body.report.properties.id
const reportsOf = ({ events }: Stream) =>
  events.flatMap(({ event, data }) =>
    event === 'report' && data.feature ? [data.feature.properties.id] : [],
  )

let streams: Stream[] = []
async function open(where: { url: string }, query = '', headers: Record<string, string> = {}) {
  const stream = await openStream(where, query, headers)
  streams.push(stream)
  return stream
}
afterEach(() => {
  for (const stream of streams) stream.close()
  streams = []
})

describe.each(engines)('the event stream on %s', engine => {
  let world: World
  let time = Date.now()
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(time) })
  })
  afterAll(() => world.close())

  test('shows what stands, then a new report within a second, unbuffered and uncompressed', async () => {
    const first = await idOf(postReport(world))
    await world.caughtUp()
    const stream = await open(world, '', { 'Accept-Encoding': 'gzip' })
    const snapshot = await stream.until(({ event }) => event === 'snapshot')
    expect(snapshot.data).toMatchObject({ left: 0, incidents: [], warnings: [], gauges: [], areas: [] })
    expect(snapshot.data.reports?.map(({ properties }) => properties.id)).toEqual([first])
    const began = Date.now()
    const second = await idOf(postReport(world))
    await stream.until(({ data }) => data.feature?.properties.id === second, 1_000)
    expect(Date.now() - began).toBeLessThan(1_000)
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'access-control-allow-origin': '*',
    })
    expect(stream.headers).not.toHaveProperty('content-encoding')
  })

  test('a reader that is cut again and again misses none and sees none twice', async () => {
    let stream = await open(world, '?snapshot=0')
    await stream.until(({ event }) => event === 'start')
    const seen: string[] = []
    const sent: string[] = []
    for (let turn = 0; turn < 5; turn++) {
      const posted = [1, 2, 3].map(() => idOf(postReport(world)))
      // In the midst of what is being told.
      await stream.until(({ event }) => event === 'report')
      stream.close()
      sent.push(...(await Promise.all(posted)), await idOf(postReport(world)))
      seen.push(...reportsOf(stream))
      stream = await open(world, '', { 'Last-Event-ID': stream.lastId })
    }
    const last = await idOf(postReport(world))
    await stream.until(({ data }) => data.feature?.properties.id === last)
    seen.push(...reportsOf(stream))
    expect(seen.toSorted()).toEqual([...sent, last].toSorted())
    expect(stream.events.map(({ event }) => event)).not.toContain('snapshot')
  })

  test('what outlived its time while a reader was away is told when it comes back, over sockets too', async () => {
    const id = await idOf(postReport(world))
    await world.caughtUp()
    const stream = await open(world)
    await stream.until(({ event }) => event === 'snapshot')
    const map = await openSocket(world)
    const before = await map.watch()
    stream.close()
    time += 48 * HOUR
    await map.until(change => change.what === 'gone' && change.id === id)
    map.close()
    const again = await open(world, '', { 'Last-Event-ID': stream.lastId })
    await again.until(({ event, data }) => event === 'gone' && data.id === id)
    const later = await openSocket(world)
    const missed = await later.watch({ cursor: 'cursor' in before ? before.cursor : '' })
    expect(missed).toMatchObject({ whole: false })
    expect('changes' in missed && missed.changes).toContainEqual({ what: 'gone', kind: 'report', id })
    // And once told, it is not told again.
    const third = await open(world, '', { 'Last-Event-ID': again.lastId })
    const next = await idOf(postReport(world))
    await third.until(({ data }) => data.feature?.properties.id === next)
    expect(third.events.map(({ event }) => event)).not.toContain('gone')
    later.close()
  })

  test('what is secret is veiled, what is held or dismissed is not there', async () => {
    const officer = await signIn(world)
    const stream = await open(world, '?snapshot=0')
    await stream.until(({ event }) => event === 'start')
    const secret = await idOf(postReport(world, aReport({ words: 'Banjir di rumah Bu Tuti', secret: true })))
    const spam = aReport({ words: 'Promo! Klik https://menang.example sekarang', answers: {} })
    const held = await postReport(world, spam, undefined, '203.0.113.7')
    expect(held.body.report.properties.state).toBe('held')
    const dismissed = await idOf(postReport(world, aReport({ words: 'Hubungi 081234567890' })))
    await decide(world, officer, dismissed, 'dismiss', { reason: 'Foto lama' })
    await stream.until(({ event, data }) => event === 'gone' && data.id === dismissed)
    const text = JSON.stringify(stream.events)
    expect(text).toContain(secret)
    expect(text).not.toContain('Bu Tuti')
    expect(text).not.toContain('081234567890')
    expect(text).not.toContain(held.body.report.properties.id)
    const whole = await open(world)
    const snapshot = JSON.stringify((await whole.until(({ event }) => event === 'snapshot')).data)
    expect(snapshot).not.toContain(held.body.report.properties.id)
    expect(snapshot).not.toContain(dismissed)
  })

  test('a stream tells of its box, region, hazards or drill, and of nothing else', async () => {
    const queries = ['?bbox=112.6,-7.4,112.9,-7.1', '?hazard=earthquake,fire', '?region=ID-JK', '?drill=1']
    const [surabaya, quakes, jakarta, drill] = await Promise.all(queries.map(query => open(world, query)))
    const ours = [surabaya, quakes, jakarta, drill] as Stream[]
    await Promise.all(ours.map(one => one.until(({ event }) => event === 'snapshot')))
    const ids = [
      await idOf(postReport(world, aReport({ place: { lng: 112.75, lat: -7.25 } }))),
      await idOf(
        postReport(world, aReport({ hazard: 'fire', answers: {}, place: { lng: 98.67, lat: 3.59 } })),
      ),
      await idOf(postReport(world)),
      await idOf(postReport(world, aReport({ drill: true }))),
    ]
    for (const [at, one] of ours.entries())
      await one.until(({ data }) => data.feature?.properties.id === ids[at])
    expect(ours.map(reportsOf)).toEqual(ids.map(id => [id]))
  })

  test('a place from before memory is answered with a reset and the whole picture', async () => {
    const stream = await open(world, '?after=1.1')
    await stream.until(({ event }) => event === 'snapshot')
    expect(stream.events.map(({ event }) => event)).toEqual(['reset', 'snapshot'])
  })

  test.each(['?invented=1', '?bbox=1,2,3', '?bbox=1,2,3,', '?hazard=godzilla', '?after=yesterday'])(
    'a wrong parameter is refused: %s',
    async query => {
      expect((await fetch(`${world.url}/events${query}`)).status).toBe(400)
    },
  )

  test('a line has so many streams and no more, and one that ends makes room', async () => {
    const from = { 'X-Forwarded-For': '198.51.100.9' }
    const many = await Promise.all(Array.from({ length: 50 }, () => open(world, '?snapshot=0', from)))
    const refused = await fetch(`${world.url}/events`, { headers: from })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ code: 'too-often' })
    many[0]?.close()
    await expect.poll(async () => (await open(world, '?snapshot=0', from)).status).toBe(200)
  })

  test('a reader that takes nothing holds nobody up, holds little memory, and reads on where it was', async () => {
    const asked = request(`${world.url}/events?snapshot=0`)
    const slow = await new Promise<IncomingMessage>(resolve => asked.once('response', resolve).end())
    slow.pause()
    const quick = await open(world, '?snapshot=0')
    await quick.until(({ event }) => event === 'start')
    const ids: string[] = []
    const words = 'Air masuk ke rumah warga, jalan depan pasar tidak bisa dilewati motor. '.repeat(12)
    for (let each = 0; each < 15; each++)
      ids.push(
        ...(await Promise.all(
          [1, 2, 3, 4].map(n => idOf(postReport(world, aReport({ words: `${words}${each}-${n}` })))),
        )),
      )
    await expect.poll(() => reportsOf(quick).length).toBe(60)
    let text = ''
    slow.setEncoding('utf8').on('data', part => {
      text += part
    })
    slow.resume()
    await expect.poll(() => ids.filter(id => text.includes(id)).length).toBe(60)
    expect(text.match(/^event: report$/gm)).toHaveLength(60)
    slow.destroy()
  })
})

describe.skipIf(!hasPostgres)('two processes on one PostgreSQL', () => {
  let both: ServerProcess[] = []
  let drop: () => Promise<void>
  beforeAll(async () => {
    const fresh = await freshSettings('postgres')
    drop = fresh.drop
    both = [await startProcess(fresh.settings), await startProcess(fresh.settings)]
  }, 120_000)
  afterAll(async () => {
    for (const one of both) await one.end('SIGKILL')
    await drop()
  })

  test('a reader that goes from one to the other misses none and sees none twice', async () => {
    const [one, other] = both as [ServerProcess, ServerProcess]
    let stream = await open(one, '?snapshot=0')
    await stream.until(({ event }) => event === 'start')
    const seen: string[] = []
    const sent: string[] = []
    for (let turn = 0; turn < 8; turn++) {
      const posted = [one, other, one].map(at => idOf(postReport(at)))
      await stream.until(({ event }) => event === 'report')
      stream.close()
      seen.push(...reportsOf(stream))
      stream = await open(turn % 2 === 0 ? other : one, '', { 'Last-Event-ID': stream.lastId })
      sent.push(...(await Promise.all(posted)))
    }
    const last = await idOf(postReport(one))
    await stream.until(({ data }) => data.feature?.properties.id === last)
    seen.push(...reportsOf(stream))
    expect(seen.toSorted()).toEqual([...sent, last].toSorted())
    expect(stream.events.map(({ event }) => event)).not.toContain('reset')
  })
})
