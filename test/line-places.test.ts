// One line of addresses (a /24, a /64) that takes what it can: it has its part of the places, the sockets and the connections, and others have theirs.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isRefusal } from '../server/domain/refusal.ts'
import { listen } from '../server/process/listening.ts'
import { createShares, openOverload } from '../server/surge/overload.ts'
import { openPlaces } from '../server/surge/places.ts'
import { limits } from '../server/surge/priorities.ts'
import { openLive } from '../web/live.ts'
import { openLine } from './bare-requests.ts'
import { patient } from './patient-limits.ts'
import { aKey, aReport, openSocket, openWorld, postReport, type World } from './world.ts'

describe('places that lines of addresses share', () => {
  test('are never all taken by one line, and who has none finds one as long as one is free', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 3_000 }),
        fc.array(fc.nat(20), { maxLength: 4_000 }),
        (most, comers) => {
          const places = openPlaces()
          const had = new Map<number, number>()
          for (const comer of comers) {
            const has = had.get(comer) ?? 0
            const isFull = places.isFull(`line ${comer}`, most)
            if (has < 4) expect(isFull).toBe(false)
            if (isFull || places.taken() === most) continue
            places.take(`line ${comer}`)
            had.set(comer, has + 1)
          }
          expect(Math.max(0, ...had.values())).toBeLessThanOrEqual(Math.max(4, Math.ceil(most / 2)))
          expect(places.taken()).toBeLessThan(most)
          expect(places.isFull(undefined, most)).toBe(false)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('come back to a line that kept the process late long after everybody is let in again', () => {
    const { shares, lineShares, look } = createShares(limits)
    const places = openPlaces()
    for (let place = 0; place < 200; place++) places.take('198.51.100')
    const isFull = () => places.isFull('198.51.100', limits.live.inFlight, lineShares.live)
    expect(isFull()).toBe(false)
    for (let looks = 0; looks < 4; looks++) look({ delay: 500, slow: 0, waiting: 0, line: {} })
    for (let looks = 0; looks < 25; looks++) look({ delay: 0, slow: 0, waiting: 0, line: {} })
    expect([shares.live, lineShares.submit, isFull(), places.isFull('203.0.113', 1_000, 0)]).toEqual([
      1,
      1,
      true,
      false,
    ])
    for (let looks = 0; looks < 175; looks++) look({ delay: 0, slow: 0, waiting: 0, line: {} })
    expect([lineShares.live, isFull()]).toEqual([1, false])
  })
})

test('a line of addresses has its part of the connections, and others theirs', async () => {
  let line: string | undefined = '198.51.100'
  const { connected, close } = openOverload({
    load: () => ({ waiting: 0 }),
    lineOf: () => undefined,
    peerOf: () => line,
    isOn: true,
    connections: 10,
  })
  const http = createServer((_request, response) => response.end('here')).on('connection', connected)
  const port = await listen(http, 0)
  const knock = async () => {
    const client = connect(port, 'localhost')
    await once(client, 'connect')
    client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    const [said] = await Promise.race([once(client, 'data'), once(client, 'close').then(() => [''])])
    return { client, isIn: String(said).endsWith('here') }
  }
  const own = await Promise.all(Array.from({ length: 5 }, knock))
  expect(own.every(({ isIn }) => isIn)).toBe(true)
  expect((await knock()).isIn).toBe(false)
  line = '203.0.113'
  expect((await knock()).isIn).toBe(true)
  line = '198.51.100'
  own[0]?.client.destroy()
  await vi.waitFor(async () => expect((await knock()).isIn).toBe(true), 5_000)
  close()
  http.close()
  http.closeAllConnections()
})

describe('a process of which one line of addresses wants everything', () => {
  let world: World
  const changed = structuredClone(patient)
  beforeAll(async () => {
    world = await openWorld('embedded', { limits: changed, sockets: 10 }, { OVERLOAD: 'on' })
  })
  afterAll(() => world.close())
  const get = (path: string, headers: Record<string, string> = {}) => fetch(world.url + path, { headers })

  const refusedLines = async (name: string) =>
    new RegExp(`^kentongan_line_refused_total\\{class="${name}"\\} (\\d+)$`, 'm').exec(
      await (await get('/metrics')).text(),
    )?.[1]

  test('gives no line of addresses the sockets of all, and those back that have gone', async () => {
    const come = (address: string) => openSocket(world, { 'X-Forwarded-For': address })
    const own = await Promise.all([1, 2, 3, 4, 5].map(host => come(`198.51.100.${host}`)))
    const { send, close } = openLine(new URL(world.url).port)
    const refused = await send({
      method: 'GET',
      path: '/socket.io/?EIO=4&transport=polling',
      headers: { 'X-Forwarded-For': '198.51.100.9' },
    })
    close()
    expect([refused.status, JSON.parse(refused.text)]).toEqual([403, { code: 4, message: 'line-busy' }])
    expect(await refusedLines('sockets')).toBe('1')
    for (const { close } of [await come('203.0.113.9'), await openSocket(world)]) close()
    own.pop()?.close()
    await vi.waitFor(async () => (await come('198.51.100.9')).close(), 5_000)
    for (const { close } of own) close()
    await expect.poll(async () => (await get('/metrics')).text()).toMatch(/kentongan_sockets 0/)
  })

  test('who finds no place is told that many have come, and watches as soon as one is free', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => openSocket(world)))
    const late = openLive({}, { url: world.url })
    await expect.poll(() => late.freshness.value.state, { timeout: 20_000 }).toBe('busy')
    for (const { close } of all) close()
    await expect.poll(() => late.freshness.value.state, { timeout: 20_000 }).toBe('live')
    late.close()
    await expect.poll(async () => (await get('/metrics')).text()).toMatch(/kentongan_sockets 0/)
  })

  test('cuts a socket that talks without end, and its line has one place less for a minute', async () => {
    const come = (host: number) => openSocket(world, { 'X-Forwarded-For': `192.0.2.${host}` })
    const { socket } = await come(1)
    const gone = new Promise(resolve => socket.once('disconnect', resolve))
    for (let each = 0; each < 1_000; each++) socket.emit('more', () => undefined)
    await gone
    socket.close()
    expect(await refusedLines('talk')).toBe('1')
    const others = await Promise.all([2, 3, 4, 5].map(come))
    await expect(come(6)).rejects.toThrow()
    for (const { close } of others) close()
  })

  test('shows one socket the whole picture so often and not more, and tells it when to ask again', async () => {
    const [much, own] = [
      await openSocket(world, { 'X-Forwarded-For': '203.0.113.1' }),
      await openSocket(world),
    ]
    let seen = await much.watch()
    for (let times = 1; times < 200 && !isRefusal(seen); times++) seen = await much.watch()
    expect(seen).toEqual({ refused: 'too-often', details: { seconds: expect.any(Number) } })
    for (let times = 0; times < 200; times++) expect(await own.watch()).toMatchObject({ whole: true })
    const neighbour = await openSocket(world, { 'X-Forwarded-For': '203.0.113.2' })
    expect(await neighbour.watch()).toMatchObject({ whole: true })
    for (const { close } of [much, own, neighbour]) close()
    await expect.poll(async () => (await get('/metrics')).text()).toMatch(/kentongan_sockets 0/)
  })

  test('lets no line of addresses take the places of all: reports that hardly arrive hold up their own line alone', async () => {
    changed.submit.inFlight = 10
    const port = Number(new URL(world.url).port)
    const slow = await Promise.all(
      Array.from({ length: 5 }, async (_, host) => {
        const line = connect(port, 'localhost')
        await once(line, 'connect')
        line.write(
          `POST /api/reports HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.${host}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{`,
        )
        return line
      }),
    )
    const from = (address: string) =>
      get('/api/config', { 'X-Forwarded-For': address, 'Accept-Language': 'en' })
    await expect
      .poll(async () => (await get('/metrics')).text())
      .toMatch(/kentongan_requests_in_flight\{class="submit"\} 5/)
    const refused = await from('198.51.100.9')
    const seconds = Number(refused.headers.get('Retry-After'))
    expect(seconds).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({
      code: 'line-busy',
      detail: `Very much is asked from your network right now. Try again in ${seconds} seconds.`,
    })
    const page = await get('/lapor', {
      'X-Forwarded-For': '198.51.100.9',
      Accept: 'text/html',
      'Accept-Language': 'en',
    })
    expect([page.status, await page.text()]).toEqual([
      429,
      expect.stringMatching(/<h1>Your network is very busy<.*tel:112/s),
    ])
    expect((await postReport(world, aReport(), aKey(), '203.0.113.9')).status).toBe(201)
    expect((await postReport(world)).status).toBe(201)
    expect(await refusedLines('submit')).toBe('2')
    slow[0]?.destroy()
    await vi.waitFor(async () => expect((await from('198.51.100.9')).status).toBe(200), 5_000)
    for (const line of slow) line.destroy()
    changed.submit.inFlight = patient.submit.inFlight
    await world.caughtUp()
  })
})
