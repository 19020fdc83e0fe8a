// What balancers and the machine room ask: whether a process lives, whether it may be sent people, and its figures.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import { aReport, openWorld, postReport, type World } from './world.ts'

describe.each(engines)('the health of a process on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine, {}, { METRICS_KEY: 'only-for-prometheus' })
  })
  afterAll(() => world.close())
  const get = (path: string, headers: Record<string, string> = {}) => fetch(world.url + path, { headers })
  const figures = async () => {
    const response = await get('/metrics', { Authorization: 'Bearer only-for-prometheus' })
    return { response, text: await response.text() }
  }
  const figure = (text: string, name: string) =>
    Number(
      text
        .split('\n')
        .find(line => line.startsWith(`${name} `))
        ?.slice(name.length + 1),
    )

  test('it lives, and is ready', async () => {
    expect([(await get('/healthz')).status, await (await get('/healthz')).text()]).toEqual([200, 'ok'])
    const ready = await get('/readyz')
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ready: true, database: true, lag: expect.any(Number) },
    ])
  })

  test('figures count requests by route, what stands on the board and what waits, and name nobody', async () => {
    const { body } = await postReport(world, aReport({ words: 'Kata rahasia warga' }))
    await world.caughtUp()
    await get(`/reports/${body.report.properties.number}`)
    await get('/reports/87654321?lang=id')
    const { response, text } = await figures()
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(figure(text, 'kentongan_board_reports')).toBe(1)
    expect(figure(text, 'kentongan_database_up')).toBe(1)
    expect(figure(text, 'kentongan_sockets')).toBe(0)
    expect(text).toMatch(
      /kentongan_http_request_seconds_count\{method="POST",route="\/api\/reports",status="2xx"\} 1/,
    )
    expect(text).toMatch(/route="\/reports\/:id",status="4xx"\} 1/)
    expect(text).toMatch(/kentongan_follower_lag_seconds\{follower="incidents"\} 0/)
    for (const secret of ['rahasia', '127.0.0.1', '87654321', String(body.report.properties.id)])
      expect(text).not.toContain(secret)
  })

  test('are told only with the key, where there is one', async () => {
    for (const headers of [{}, { Authorization: 'Bearer guessed' }] as Record<string, string>[]) {
      const response = await get('/metrics', headers)
      expect([response.status, (await response.json()).code]).toEqual([403, 'not-allowed'])
    }
  })
})

test('without a key only this machine itself is told', async () => {
  const world = await openWorld('embedded')
  const ask = (headers: Record<string, string>) =>
    fetch(`${world.url}/metrics`, { headers }).then(({ status }) => status)
  expect([await ask({}), await ask({ 'X-Forwarded-For': '203.0.113.7' })]).toEqual([200, 403])
  await world.close()
})
