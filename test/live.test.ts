// The live picture: a snapshot or only what was missed, then each change to those who see its place, and to nobody else.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Seen } from '../server/domain/contract.ts'
import { isRefusal, type Refusal } from '../server/domain/refusal.ts'
import { engines } from './database.ts'
import { aReport, decide, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

const reportsOf = (seen: Seen | Refusal) =>
  !isRefusal(seen) && seen.whole ? seen.reports.map(one => one.properties.id) : []

describe.each(engines)('the live picture on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  test('a snapshot holds what stands, and a new report comes within a second', async () => {
    const first = await postReport(world)
    await world.caughtUp()
    const map = await openSocket(world)
    expect(reportsOf(await map.watch())).toContain(first.body.report.properties.id)
    const began = Date.now()
    const { body } = await postReport(world)
    await map.until(
      change => change.what === 'report' && change.feature.properties.id === body.report.properties.id,
      1_000,
    )
    expect(Date.now() - began).toBeLessThan(1_000)
    map.close()
  })

  test('a client that comes back gets what it missed, once, and nothing else', async () => {
    const map = await openSocket(world)
    const seen = await map.watch()
    map.close()
    const { body } = await postReport(world)
    await world.caughtUp()
    const again = await openSocket(world)
    const missed = await again.watch({ cursor: seen && 'cursor' in seen ? seen.cursor : '' })
    expect(missed).toMatchObject({ whole: false })
    if (isRefusal(missed) || missed.whole) throw new Error('a catch-up was expected')
    const reports = missed.changes.flatMap(change =>
      change.what === 'report' ? [change.feature.properties.id] : [],
    )
    expect(reports).toEqual([body.report.properties.id])
    const nothing = await again.watch({ cursor: missed.cursor })
    expect(nothing).toMatchObject({ whole: false, changes: [] })
    again.close()
  })

  test('a cursor from before memory is answered with the whole picture', async () => {
    const map = await openSocket(world)
    expect(await map.watch({ cursor: '1.1' })).toMatchObject({ whole: true })
    map.close()
  })

  test('who asks again and again before an answer has gone out is told what it asked last', async () => {
    const map = await openSocket(world)
    const told: number[] = []
    const last = Array.from({ length: 200 }, (_, turn) => turn).map(turn =>
      map.watch().then(() => told.push(turn)),
    )
    await last.at(-1)
    expect(told.length).toBeLessThan(150)
    expect(told.at(-1)).toBe(199)
    map.close()
  })

  test('who watches Surabaya does not hear of Jakarta, nor who watches earthquakes of floods, nor a real map of drills', async () => {
    const surabaya = await openSocket(world)
    await surabaya.watch({ box: [112.6, -7.4, 112.9, -7.1] })
    const quakes = await openSocket(world)
    await quakes.watch({ hazards: ['earthquake'] })
    const province = await openSocket(world)
    await province.watch({ region: 'ID-JK' })
    const drill = await openSocket(world)
    await drill.watch({ drill: true })
    await postReport(world)
    await province.until(change => change.what === 'report')
    await postReport(world, aReport({ drill: true }))
    await drill.until(change => change.what === 'report')
    await postReport(world, aReport({ place: { lng: 112.75, lat: -7.25 } }))
    await surabaya.until(change => change.what === 'report')
    await sleep(100)
    const reports = (one: typeof surabaya) => one.changes.filter(([change]) => change.what === 'report')
    expect(reports(surabaya)).toHaveLength(1)
    expect(quakes.changes).toHaveLength(0)
    expect(reports(province)).toHaveLength(1)
    expect(reports(drill)).toHaveLength(1)
    for (const one of [surabaya, quakes, province, drill]) one.close()
  })

  test('a call for rescue is marked for officers, and for nobody else', async () => {
    const desk = await openSocket(world, await signIn(world))
    await desk.watch()
    const map = await openSocket(world)
    await map.watch()
    const { body } = await postReport(world, aReport({ words: 'banjir sedada, tolong ada lansia' }))
    const isIt = (change: Parameters<Parameters<typeof map.until>[0]>[0]) =>
      change.what === 'report' && change.feature.properties.id === body.report.properties.id
    await Promise.all([desk.until(isIt), map.until(isIt)])
    const rescueAt = (one: typeof map) =>
      one.changes.flatMap(([change]) =>
        isIt(change) && change.what === 'report' ? [change.feature.properties.rescue] : [],
      )
    expect(rescueAt(desk)).toEqual([true])
    expect(rescueAt(map)).toEqual([undefined])
    expect(body.report.properties.rescue).toBeUndefined()
  })

  test('who watches more than it wants at once is told of some as they stand now, however lately others were told of the same', async () => {
    const [verified, dismissed] = [await postReport(world), await postReport(world)].map(
      ({ body }) => body.report.properties.id,
    ) as [string, string]
    await world.caughtUp()
    const map = await openSocket(world)
    const part = () => map.watch({ most: 1 })
    expect(reportsOf(await part())).toEqual(expect.arrayContaining([verified, dismissed]))
    const officer = await signIn(world)
    await decide(world, officer, verified, 'verify')
    await decide(world, officer, dismissed, 'dismiss', { reason: 'a test' })
    await world.caughtUp()
    const seen = await part()
    if (isRefusal(seen) || !seen.whole) throw new Error('a whole picture was expected')
    expect(seen.isPart).toBe(true)
    const states = new Map(seen.reports.map(({ properties }) => [properties.id, properties.state]))
    expect(states.get(verified)).toBe('verified')
    expect(states.has(dismissed)).toBe(false)
    map.close()
  })

  test('an officer reads the words in full, the public does not; a dismissed report is gone for both', async () => {
    const officer = await signIn(world)
    const desk = await openSocket(world, officer)
    await desk.watch()
    const map = await openSocket(world)
    await map.watch()
    const { body } = await postReport(world, aReport({ words: 'hubungi 081234567890' }))
    const id = body.report.properties.id
    const isIt = (change: Parameters<Parameters<typeof map.until>[0]>[0]) =>
      change.what === 'report' && change.feature.properties.id === id
    await Promise.all([desk.until(isIt), map.until(isIt)])
    const wordsAt = (one: typeof map) =>
      one.changes.flatMap(([change]) =>
        change.what === 'report' && change.feature.properties.id === id
          ? [change.feature.properties.words]
          : [],
      )
    expect(wordsAt(desk)).toEqual(['hubungi 081234567890'])
    expect(wordsAt(map)).toEqual(['hubungi •••'])
    expect(await decide(world, officer, id, 'dismiss')).toMatchObject({
      status: 422,
      body: { code: 'reason-missing' },
    })
    expect(await decide(world, officer, id, 'dismiss', { reason: 'Foto lama' })).toMatchObject({
      status: 200,
    })
    const gone = (change: Parameters<Parameters<typeof map.until>[0]>[0]) =>
      change.what === 'gone' && change.id === id
    await Promise.all([desk.until(gone), map.until(gone)])
    expect((await fetch(`${world.url}/api/reports/${id}`)).status).toBe(404)
    desk.close()
    map.close()
  })

  test.each([[{ box: [1, 2, 3] }], [{ hazards: ['godzilla'] }], ['everything'], [null], [{ cursor: 'x' }]])(
    'a watch that makes no sense is refused: %j',
    async watch => {
      const map = await openSocket(world)
      const answer = await new Promise(resolve => map.socket.emit('watch', watch as never, resolve))
      expect(answer).toMatchObject({ refused: 'body-unreadable' })
      map.close()
    },
  )
})
