// More than one process can answer: the lowest class is turned away first and told so, reports last of all, and everybody comes back in.
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { doorsOf } from '../server/sign-in/doors.ts'
import { createShares } from '../server/surge/overload.ts'
import { limits, priorities, priorityOf } from '../server/surge/priorities.ts'
import { patient } from './patient-limits.ts'
import { aKey, aReport, openSocket, openWorld, postReport, type World } from './world.ts'

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

  test('is what its share says, one by one', () => {
    const { look, admits } = createShares(limits)
    look({ delay: 2 * limits.read.delay, slow: 0, waiting: 0, line: {} })
    const tries = Array.from({ length: 100 }, () => admits('read'))
    expect([tries.filter(Boolean).length, tries.slice(0, 4)]).toEqual([50, [false, true, false, true]])
    expect(Array.from({ length: 100 }, () => admits('submit'))).not.toContain(false)
  })
})

describe('a process with more to do than it can', () => {
  let world: World
  const none = { inFlight: 0 }
  const changed = structuredClone(patient)
  beforeAll(async () => {
    world = await openWorld('embedded', { limits: changed }, { OVERLOAD: 'on' })
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
})
