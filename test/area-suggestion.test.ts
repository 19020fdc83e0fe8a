// Suggested states of local areas: what the formula says of an area, that it never looks ahead, and how `evaluate-areas` measures it.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { expect, test } from 'vitest'
import { evaluateAreas } from '../server/domain/area-evaluation.ts'
import { layGround } from '../server/domain/area-ground.ts'
import { figures, type Near, type Sighting } from '../server/domain/area-suggestion.ts'
import { kentongan } from './operators.ts'

const HOUR = 3_600_000
const START = Date.parse('2020-02-24T18:00:00Z')
/** Squares of about half a kilometre in Jakarta, as large as an RW. */
const SIDE = 0.005
const [WEST, SOUTH] = [106.8, -6.25]

const square = (x: number, y: number): Polygon => {
  const [w, s] = [WEST + x * SIDE, SOUTH + y * SIDE]
  const ring: [number, number][] = [
    [w, s],
    [w + SIDE, s],
    [w + SIDE, s + SIDE],
    [w, s + SIDE],
    [w, s],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}
const city = (side: number) =>
  Array.from({ length: side * side }, (_, index) => ({
    id: `rw-${index % side}-${Math.floor(index / side)}`,
    outline: square(index % side, Math.floor(index / side)),
  }))
const grounds = layGround(city(15))

type Seen = Sighting & { place: { lng: number; lat: number } }
/** A report in the middle of a square, `hours` after the flood began. */
const seen = (x: number, y: number, hours: number, changes: Partial<Sighting> = {}): Seen => ({
  at: START + hours * HOUR,
  depth: 50,
  trend: null,
  verified: false,
  place: { lng: WEST + (x + 0.5) * SIDE, lat: SOUTH + (y + 0.5) * SIDE },
  ...changes,
})

function suggestedAfter(hours: number, sightings: Seen[], known?: ReadonlySet<number>) {
  const near = new Map<number, Near[]>()
  for (const { place, ...sighting } of sightings)
    for (const { area, metres } of grounds.nearTo(place))
      near.set(area, [...(near.get(area) ?? []), { sighting, metres }])
  const found = grounds.suggestAll(near, START + hours * HOUR, known)
  return new Map([...found].map(([index, suggestion]) => [grounds.areas[index]?.id, suggestion]))
}

test('A report inside suggests a state by its depth, with its reasons, and that holds longer than the report lives', () => {
  const reports = [seen(7, 7, 1, { depth: 90 })]
  expect(suggestedAfter(2, reports)).toEqual(
    new Map([
      [
        'rw-7-7',
        {
          state: 3,
          score: expect.any(Number),
          reasons: [
            { kind: 'inside', count: 1, latest: '2020-02-24T19:00:00.000Z' },
            { kind: 'depth', depth: 90 },
          ],
        },
      ],
    ]),
  )
  expect(suggestedAfter(1 + figures.all.holdHours, reports).get('rw-7-7')?.state).toBe(3)
  expect(suggestedAfter(48, reports).size).toBe(0)
})

test('States follow the agencies’ matrix: unknown, up to 70 cm, up to 150 cm, and over', () => {
  const state = (depth: number | null) =>
    suggestedAfter(1, [seen(7, 7, 0, { depth }), seen(7, 7, 0, { depth })]).get('rw-7-7')?.state
  expect([null, 70, 71, 150, 151].map(state)).toEqual([1, 2, 3, 3, 4])
})

test('An area that nobody reported from is suggested between areas that are reported, as unknown', () => {
  const sides = [5, 6, 7, 8, 9]
  const block = sides.flatMap(x =>
    sides.flatMap(y => (x === 7 && y === 7 ? [] : [seen(x, y, 1), seen(x, y, 2)])),
  )
  const found = suggestedAfter(3, block)
  expect(found.get('rw-7-7')).toMatchObject({ state: 1, reasons: [{ kind: 'around' }] })
  expect(found.has('rw-0-14')).toBe(false)
})

test('What agencies call flooded counts for the areas around', () => {
  const known = new Set(
    grounds.areas.flatMap(({ id }, index) => (/^rw-[4-9]-[4-9]$/.test(id) && id !== 'rw-7-7' ? [index] : [])),
  )
  expect(suggestedAfter(1, [], known).get('rw-7-7')?.state).toBe(1)
})

test('An agency that calls some of its chosen areas flooded has looked at the others', () => {
  const chosen = layGround(grounds.areas.filter((_, index) => index % 4 === 0))
  const known = new Set(chosen.areas.flatMap((_, index) => (index % 3 === 0 ? [index] : [])))
  expect(chosen.suggestAll(new Map(), START, known).size).toBe(0)
})

test('Somebody who stands in the dry, and water that falls, end it sooner', () => {
  const wet = seen(7, 7, 0)
  expect(suggestedAfter(6, [wet, seen(7, 7, 5, { depth: 0 })]).size).toBe(0)
  expect(suggestedAfter(6, [seen(7, 7, 5, { depth: 0 }), seen(7, 7, 5.5)]).size).toBe(1)
  expect(suggestedAfter(8, [seen(7, 7, 0, { trend: 'falling' })]).size).toBe(0)
})

test('A report just outside the border counts a little, one far away not at all', () => {
  const beside = (metres: number) => ({
    ...seen(7, 7, 0),
    place: { lng: WEST + 7 * SIDE - metres / 110_500, lat: SOUTH + 7.5 * SIDE },
  })
  const of = (metres: number) =>
    suggestedAfter(1, [seen(7, 7, 0), beside(metres)])
      .get('rw-7-7')
      ?.reasons.find(({ kind }) => kind === 'beside')
  expect(of(20)).toEqual({ kind: 'beside', count: 1 })
  expect(of(400)).toBeUndefined()
})

const anySighting = fc.record({
  x: fc.integer({ min: 0, max: 14 }),
  y: fc.integer({ min: 0, max: 14 }),
  hours: fc.double({ min: 0, max: 40, noNaN: true }),
  depth: fc.option(fc.integer({ min: 0, max: 200 })),
  trend: fc.constantFrom(null, 'rising' as const, 'falling' as const, 'steady' as const),
})

test('What is suggested does not depend on later reports, nor on their order', () => {
  fc.assert(
    fc.property(
      fc.array(anySighting, { maxLength: 30 }),
      fc.double({ min: 0, max: 40, noNaN: true }),
      (given, hours) => {
        const all = given.map(({ x, y, hours: after, ...rest }) => seen(x, y, after, rest))
        const past = all.filter(({ at }) => at <= START + hours * HOUR)
        const states = (sightings: Seen[]) =>
          [...suggestedAfter(hours, sightings)].map(([id, { state, reasons }]) => [id, state, reasons.length])
        expect(states(all)).toEqual(states(past))
        expect(states(past.toReversed())).toEqual(states(past))
      },
    ),
    { numRuns: 60 },
  )
})

/** Reports as they come: all in the first hours of a flood that lasts a day, and its states every three hours. */
const dayOf = (flooded: readonly number[]) =>
  [3, 6, 9, 12, 15, 18].map(hours => ({
    time: START + hours * HOUR,
    states: new Map(flooded.map(index => [index, 2 as const])),
  }))
const at = (index: number) => [index % 15, Math.floor(index / 15)] as const

test('Where states outlive reports by many hours the suggestion is half as good again as the naive rule', () => {
  // One area in seven floods; of them two in three are reported once, and half as many others are reported for puddles.
  const flooded = grounds.areas.flatMap((_, index) => (index % 7 === 0 ? [index] : []))
  const reports = flooded.filter((_, i) => i % 3 > 0).map(index => seen(...at(index), 1 + (index % 3)))
  const stray = flooded.filter((_, i) => i % 3 > 1).map(index => seen(...at(index + 3), 2))
  const result = evaluateAreas(grounds, [...reports, ...stray], dayOf(flooded))
  expect(result.naive.f1).toBeLessThan(0.45)
  expect(result.ours.f1).toBeGreaterThan(1.5 * result.naive.f1)
})

test('Where an agency lists only areas that flood, what is seen in few of them speaks for those around', () => {
  const chosen = layGround(grounds.areas.filter((_, index) => index % 3 === 0 && index % 15 > 2))
  const seenIn = grounds.areas.flatMap(({ id }, index) =>
    chosen.areas.some(one => one.id === id) && index % 15 < 12 && index % 4 === 0
      ? [seen(...at(index), 1)]
      : [],
  )
  const flooded = chosen.areas.flatMap(({ id }, index) => (/^rw-([3-9]|1[01])-/.test(id) ? [index] : []))
  const result = evaluateAreas(chosen, seenIn, dayOf(flooded))
  expect(result.naive.f1).toBeLessThan(0.45)
  expect(result.ours.f1).toBeGreaterThan(1.5 * result.naive.f1)
  // The same reports where all areas are listed leave those between them dry.
  const ofAll = suggestedAfter(3, seenIn)
  expect(ofAll.size).toBe(seenIn.length)
})

const feature = ({ place, at, depth }: Seen) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [place.lng, place.lat] },
  properties: {
    created_at: new Date(at).toISOString(),
    disaster_type: 'flood',
    report_data: { report_type: 'flood', flood_depth: depth },
    text: '',
  },
})

test('evaluate-areas answers one object with both rules, needs no database, and refuses what it cannot read', {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-areas-'))
  const write = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
    return join(folder, name)
  }
  const data = join(folder, 'data')
  const evaluate = (...args: string[]) => kentongan(['evaluate-areas', ...args], { DATA_DIR: data })
  const reports = write('reports.geojson', {
    type: 'FeatureCollection',
    features: [feature(seen(2, 2, 0)), feature(seen(1, 1, 30)), { type: 'Feature' }],
  })
  const ours = ({ place, at, depth }: Seen, hazard = 'flood') => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [place.lng, place.lat] },
    properties: {
      hazard,
      at: new Date(at).toISOString(),
      answers: { depth },
      words: '',
      state: 'unverified',
    },
  })
  const ownReports = write('own.geojson', {
    type: 'FeatureCollection',
    features: [ours(seen(2, 2, 0)), ours(seen(1, 1, 30)), ours(seen(1, 1, 1), 'fire')],
  })
  const states = write('states.json', {
    areas: {
      'rw-2-2': square(2, 2),
      'rw-1-1': square(1, 1),
      9: { type: 'Point', coordinates: [106.8, -6.2] },
    },
    states: {
      [new Date(START + 2 * HOUR).toISOString()]: { 'rw-2-2': 2, 9: 1, unheard: 3 },
      '2020-02-25T03:00:00+0700': {},
      [new Date(START + 10 * HOUR).toISOString()]: { 'rw-2-2': '3', 'rw-1-1': null },
    },
  })
  const asObject = await evaluate(reports, states, '--json')
  expect(asObject.err).toContain('1 area without a polygon left out: 9')
  expect(asObject.err).toContain('2 areas with a state but no polygon')
  expect(JSON.parse(asObject.out)).toMatchObject({
    ours: { recall: 1, precision: expect.closeTo(0.667, 3), f1: 0.8 },
    naive: { recall: 0.5, precision: 0.5, f1: 0.5 },
    exact: { n: 2, share: 0.5 },
    times: [{ flooded: 1, suggested: 1 }, { flooded: 0 }, { flooded: 1, naive: { f1: 0 }, ours: { f1: 1 } }],
  })
  const own = await evaluate(ownReports, states, '--json')
  expect(JSON.parse(own.out)).toEqual(JSON.parse(asObject.out))
  expect((await evaluate(reports, states)).out).toContain('In all')
  expect(existsSync(data)).toBe(false)

  const refused = async (content: unknown) => {
    const { code, err } = await evaluate(reports, write('odd.json', content))
    expect(code).toBe(1)
    return err
  }
  expect(await refused('{"areas"')).toContain('is no JSON')
  expect(await refused({ areas: {} })).toContain('is no file of states')
  expect(await refused({ areas: { a: square(1, 1) }, states: { yesterday: {} } })).toContain('is no time')
  expect(
    await refused({ areas: { a: square(1, 1) }, states: { '2020-01-01T00:00:00Z': { a: 7 } } }),
  ).toContain('not 1 to 4')
  expect((await evaluate(join(folder, 'none.geojson'), states)).code).toBe(1)
  rmSync(folder, { recursive: true })
})
