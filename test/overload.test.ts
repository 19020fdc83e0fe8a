// More than one process can answer: the lowest class is turned away first and told so, reports last of all, and everybody comes back in.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isRefusal } from '../server/domain/refusal.ts'
import { listen } from '../server/process/listening.ts'
import { doorsOf } from '../server/sign-in/doors.ts'
import { createShares, openOverload } from '../server/surge/overload.ts'
import { openPlaces } from '../server/surge/places.ts'
import { limits, priorities, priorityOf } from '../server/surge/priorities.ts'
import { openLine } from './bare-requests.ts'
import { aKey, aReport, openSocket, openWorld, postReport, type World } from './world.ts'

/** This machine may be late with everything while it runs other tests. */
const patient = Object.fromEntries(
  Object.entries(limits).map(([name, limit]) => [name, { ...limit, delay: 60_000, slow: 60_000 }]),
) as typeof limits

describe('what part of each class is let in', () => {
  const strains = fc.array(
    fc.record({
      delay: fc.nat(5_000),
      slow: fc.nat(9_000),
      waiting: fc.nat(2_000),
      line: fc.record({ live: fc.nat(1_000), read: fc.nat(1_000) }, { requiredKeys: [] }),
    }),
    { maxLength: 60 },
  )

  test('is never larger for a lower class, and everybody is back after five calm seconds', () => {
    fc.assert(
      fc.property(strains, all => {
        const { shares, look } = createShares(limits)
        for (const strain of all) {
          look(strain)
          const inOrder = priorities.map(name => shares[name])
          expect(inOrder).toEqual(inOrder.toSorted((a, b) => b - a))
          expect(shares.submit).toBeGreaterThan(0)
        }
        for (let looks = 0; looks < 25; looks++) look({ delay: 0, slow: 0, waiting: 0, line: {} })
        expect(new Set(Object.values(shares))).toEqual(new Set([1]))
      }),
      { numRuns: 100 },
    )
  })

  test('falls from the lowest class up as the process grows later', () => {
    const letIn = (delay: number) => {
      const { shares, look } = createShares(limits)
      for (let looks = 0; looks < 10; looks++) look({ delay, slow: 0, waiting: 0, line: {} })
      return priorities.filter(name => shares[name] >= 1)
    }
    expect([30, 50, 80, 200, 1_200].map(letIn)).toEqual([
      ['submit', 'verify', 'live', 'read', 'export'],
      ['submit', 'verify', 'live', 'read'],
      ['submit', 'verify', 'live'],
      ['submit', 'verify'],
      ['submit'],
    ])
  })

  test('is everybody again long before a line may have its whole part', () => {
    const { shares, lineShares, look } = createShares(limits)
    const places = openPlaces()
    for (let place = 0; place < 40; place++) places.take('198.51.100')
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

  test('is what its share says, one by one', () => {
    const { look, admits } = createShares(limits)
    look({ delay: limits.read.delay + 1, slow: 0, waiting: 0, line: {} })
    const tries = Array.from({ length: 100 }, () => admits('read'))
    expect([tries.filter(Boolean).length, tries.slice(0, 4)]).toEqual([50, [false, true, false, true]])
    expect(Array.from({ length: 100 }, () => admits('submit'))).not.toContain(false)
  })
})

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
          expect(Math.max(0, ...had.values())).toBeLessThanOrEqual(Math.max(4, Math.ceil(most / 8)))
          expect(places.taken()).toBeLessThan(most)
          expect(places.isFull(undefined, most)).toBe(false)
        },
      ),
      { numRuns: 50 },
    )
  })
})

test('a line of addresses has its part of the connections, and others theirs', async () => {
  let line: string | undefined = '198.51.100'
  const { connected, close } = openOverload({
    load: () => ({ waiting: 0 }),
    lineOf: () => undefined,
    peerOf: () => line,
    isOn: true,
    connections: 40,
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

describe('a process with more to do than it can', () => {
  let world: World
  const none = { inFlight: 0 }
  const changed = structuredClone(patient)
  beforeAll(async () => {
    world = await openWorld('embedded', { limits: changed, sockets: 40 }, { OVERLOAD: 'on' })
  })
  afterAll(() => world.close())
  const restore = () => {
    for (const name of priorities) Object.assign(changed[name], patient[name])
  }
  const get = (path: string, headers: Record<string, string> = {}) => fetch(world.url + path, { headers })

  const doors = {
    export: () => get('/exports/reports.csv'),
    read: () => get('/api/statistics'),
    live: () => get('/reports'),
    verify: () => get('/api/desk/session'),
    submit: () => get('/api/config'),
  }
  const turnedAway = async () => {
    const found: string[] = []
    for (const [name, ask] of Object.entries(doors)) {
      const response = await ask()
      if (response.status === 503 && (await response.json()).code === 'busy') found.push(name)
    }
    return found
  }

  test('answers all of its doors under a class, and its health always', () => {
    const classes = doorsOf(world.app)
      .filter(({ method, path }) => method !== '*' && !path.startsWith('('))
      .map(({ method, path }) => [path, priorityOf(method, path)] as const)
    expect(classes.filter(([, priority]) => priority === undefined).map(([path]) => path)).toEqual([
      '/healthz',
      '/readyz',
      '/metrics',
    ])
    for (const name of priorities) expect(classes.map(([, priority]) => priority)).toContain(name)
    expect(priorityOf('POST', '/api/reports')).toBe('submit')
    expect(priorityOf('GET', '/reports?geoformat=geojson')).toBe('live')
    expect(priorityOf('GET', '/api/reports/1')).toBe('read')
    expect(priorityOf('GET', '/tiles/reports/3/1/2.mvt')).toBe('live')
    expect(priorityOf('GET', '/reports/archive?start=1')).toBe('export')
  })

  test('counts no request any more whose connection was cut while its answer stood behind others', async () => {
    const underWay = async () =>
      /^kentongan_requests_in_flight\{class="read"\} (\d+)$/m.exec(await (await get('/metrics')).text())?.[1]
    const line = connect(Number(new URL(world.url).port), 'localhost')
    await once(line, 'connect')
    line.pause()
    line.write('GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(50))
    await vi.waitFor(async () => expect(Number(await underWay())).toBeGreaterThan(1), 5_000)
    line.resetAndDestroy()
    await vi.waitFor(async () => expect(await underWay()).toBe('0'), 5_000)
    expect(await turnedAway()).toEqual([])
  })

  test('turns the lowest classes away first', async () => {
    expect(await turnedAway()).toEqual([])
    const away: string[][] = []
    for (const name of priorities.toReversed()) {
      Object.assign(changed[name], none)
      away.push(await turnedAway())
    }
    const lowest = priorities.toReversed()
    expect(away).toEqual(lowest.map((_, index) => lowest.slice(0, index + 1)))
    expect((await get('/healthz')).status).toBe(200)
    restore()
    expect(await turnedAway()).toEqual([])
  })

  test('says so in the language of who asks, and when to come back; nothing was done', async () => {
    const draft = aReport()
    const key = aKey()
    const stored = aKey()
    const first = await postReport(world, draft, stored)
    Object.assign(changed.submit, none)
    const refused = await postReport(world, draft, key)
    expect(refused.status).toBe(503)
    for (const [language, words] of [
      ['id', /^Server sedang sangat sibuk\. Coba lagi dalam \d+ detik\.$/],
      ['en', /^The server is very busy\. Try again in \d+ seconds\.$/],
    ] as const)
      for (const ask of [
        () => get('/api/config', { 'Accept-Language': `${language};q=0.9` }),
        () => get(`/api/config?lang=${language}`),
      ]) {
        const response = await ask()
        const seconds = Number(response.headers.get('Retry-After'))
        expect([response.status, response.headers.get('Content-Type')]).toEqual([
          503,
          'application/problem+json; charset=utf-8',
        ])
        expect(seconds).toBeGreaterThanOrEqual(limits.submit.retry / 2)
        expect(await response.json()).toMatchObject({
          code: 'busy',
          status: 503,
          seconds,
          detail: expect.stringMatching(words),
        })
      }
    const page = await get('/lapor', { Accept: 'text/html', 'Accept-Language': 'en' })
    expect([page.status, page.headers.get('Refresh')]).toEqual([503, page.headers.get('Retry-After')])
    const seen = await page.text()
    expect(seen).toMatch(/The server is very busy.*tries again by itself in \d seconds.*href="tel:112"/s)
    expect(seen).not.toMatch(/<script|src=/)
    expect(Buffer.byteLength(seen)).toBeLessThan(2_500)
    restore()
    const [again, known] = [await postReport(world, draft, key), await postReport(world, draft, stored)]
    expect([again.status, again.body.created, known.status, known.body.created]).toEqual([
      201,
      true,
      200,
      false,
    ])
    expect(known.body.report.properties.id).toBe(first.body.report.properties.id)
  })

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

  test('holds nothing for sockets that only wait', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openSocket(world)))
    for (const { watch } of sockets) await watch()
    const fewestTimers = async () => {
      const found: number[] = []
      for (let looks = 0; looks < 10; looks++) {
        found.push(process.getActiveResourcesInfo().filter(name => name === 'Timeout').length)
        await sleep(30)
      }
      return Math.min(...found)
    }
    const [before, told] = [await fewestTimers(), sockets.map(({ changes }) => changes.length)]
    // What each of them held would be twenty more.
    expect(await fewestTimers()).toBeLessThan(before + 20)
    expect(sockets.map(({ changes }) => changes.length)).toEqual(told)
    for (const { close } of sockets) close()
    await expect.poll(async () => (await get('/metrics')).text()).toMatch(/kentongan_sockets 0/)
  })

  test('notices by itself how late it is, and lets all in again when it is not', async () => {
    for (const name of ['export', 'read', 'live'] as const) changed[name].delay = 10
    const until = Date.now() + 2_600
    while (Date.now() < until) {
      const block = Date.now() + 100
      while (Date.now() < block);
      await sleep(1)
    }
    const away = await turnedAway()
    expect(away).toEqual(['export', 'read', 'live'])
    await expect(openSocket(world)).rejects.toThrow()
    const metrics = await (await get('/metrics')).text()
    for (const name of [...away, 'sockets'])
      expect(metrics).toMatch(new RegExp(`kentongan_requests_refused_total\\{class="${name}"\\} [1-9]`))
    restore()
    await expect.poll(turnedAway, { timeout: 9_000, interval: 250 }).toEqual([])
  })

  test('lets no line of addresses take the places of all: reports that hardly arrive hold up their own line alone', async () => {
    changed.submit.inFlight = 40
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
    restore()
    await world.caughtUp()
  })
})
