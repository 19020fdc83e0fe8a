// How sure an incident is: laws of the formula, the evidence that an incident carries, and the page that publishes it.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confidenceOf, type Evidence } from '../server/domain/confidence.ts'
import { engines } from './database.ts'
import { aKey, aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

const NOW = Date.UTC(2026, 1, 24, 12)
const HOUR = 3_600_000
const LIFE = 12

const evidence = fc.record({
  citizens: fc.integer({ min: 1, max: 500 }),
  pictured: fc.integer({ min: 0, max: 500 }),
  verified: fc.integer({ min: 0, max: 500 }),
  agreement: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
  latest: fc.integer({ min: 0, max: 48 * 60 }).map(minutes => new Date(NOW - minutes * 60_000).toISOString()),
})
const percent = (given: Evidence, now = NOW) => confidenceOf(given, LIFE, now).percent

describe('the formula', () => {
  test('stays between 0 and 100, and more evidence never makes less sure', () => {
    fc.assert(
      fc.property(evidence, given => {
        const sure = percent(given)
        expect(sure).toBeGreaterThanOrEqual(0)
        expect(sure).toBeLessThanOrEqual(100)
        expect(percent({ ...given, citizens: given.citizens + 1 })).toBeGreaterThanOrEqual(sure)
        expect(percent({ ...given, pictured: given.pictured + 1 })).toBeGreaterThanOrEqual(sure)
        expect(percent({ ...given, verified: given.verified + 1 })).toBeGreaterThanOrEqual(sure)
        expect(percent({ ...given, agreement: 1 })).toBeGreaterThanOrEqual(sure)
        expect(percent(given, NOW + HOUR)).toBeLessThanOrEqual(sure)
      }),
    )
  })

  test('calls one report of one citizen low, three that agree fair, and what an officer verified high', () => {
    const one = {
      citizens: 1,
      pictured: 0,
      verified: 0,
      agreement: null,
      latest: new Date(NOW).toISOString(),
    }
    expect(confidenceOf(one, LIFE, NOW).called).toBe('low')
    expect(confidenceOf({ ...one, citizens: 3, agreement: 1 }, LIFE, NOW).called).toBe('fair')
    expect(confidenceOf({ ...one, verified: 1 }, LIFE, NOW).called).toBe('high')
    expect(confidenceOf({ ...one, verified: 1 }, LIFE, NOW + 24 * HOUR).called).toBe('low')
  })
})

describe.each(engines)('an incident on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  }, 180_000)
  afterAll(() => world.close())

  test('carries its evidence: distinct citizens, agreement of depths, trend, officers', async () => {
    const device = (name: string) => `${name}-device-0000000000`
    const near = (metres: number) => ({ lng: 106.8166 + metres / 111_000, lat: -6.2607 })
    const reports = [
      { device: device('a'), answers: { depth: 40, trend: 'rising' } },
      { device: device('b'), answers: { depth: 50, trend: 'rising' } },
      { device: device('b'), answers: { depth: 60, trend: 'falling' } },
      { device: device('c'), answers: { depth: 200 } },
    ]
    const posted = []
    for (const [index, report] of reports.entries())
      posted.push(await postReport(world, aReport({ ...report, place: near(20 * index) }), aKey()))
    await world.caughtUp()
    const [incident] = world.board.incidents.values()
    expect(incident).toMatchObject({
      count: 4,
      citizens: 3,
      pictured: 0,
      verified: 0,
      agreement: 0.75,
      trend: 'rising',
    })
    const officer = await signIn(world)
    await decide(world, officer, posted[0]?.body.report.properties.id ?? '', 'verify')
    await world.caughtUp()
    expect([...world.board.incidents.values()][0]).toMatchObject({ verified: 1 })
  })

  test.each([
    ['id', 'Seberapa yakin kami', 'Tiga warga, kedalaman sepakat', '73% · cukup'],
    ['en', 'How sure we are', 'Three citizens, depths agree', '73% · fair'],
  ])('is published in %s with the numbers that are used', async (language, title, example, figure) => {
    const response = await fetch(`${world.url}/keyakinan?lang=${language}`)
    const page = await response.text()
    expect(response.headers.get('Content-Language')).toBe(language)
    for (const words of [title, example, figure]) expect(page).toContain(words)
    expect(page).not.toMatch(/\b(?:near|bot|confidence)\.[a-z]+-/)
  })
})
