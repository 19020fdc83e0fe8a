// Incidents kept up to date report by report are the incidents of one run over everything, whatever happened on the way.
import { destination, distance } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cluster, createClustering } from '../server/domain/clustering.ts'
import type { Level, Clustering as Rule } from '../server/domain/hazards/hazard.ts'
import { summarise } from '../server/domain/incident.ts'
import type { Member } from '../server/domain/member.ts'
import { createNeighbourhood } from '../server/domain/neighbourhood.ts'
import { finish, fullRun, inOrder, summaryOf } from './full-run.ts'

const HOUR = 3_600_000
const [LNG, LAT] = [106.8, -6.2]
const rules: Rule[] = [
  { metres: 500, hours: 3, minimum: 3 },
  { metres: 300, hours: 2, minimum: 2 },
  { metres: 800, hours: 6, minimum: 4 },
]

const report = (id: number, east: number, north: number, hour: number): Member => ({
  id: `r${String(id).padStart(3, '0')}`,
  lng: LNG + east / 1_000,
  lat: LAT + north / 1_000,
  at: Date.UTC(2020, 1, 25) + hour * HOUR,
  expiresAt: Date.UTC(2020, 1, 25, 12) + hour * HOUR,
  level: (id % 4) as Level,
  measure: id % 3 === 0 ? undefined : id * 10,
  state: 'unverified',
  hasPhoto: id % 7 === 0,
  trend: (['rising', 'steady', 'falling', undefined] as const)[id % 4],
  citizen: id % 5 === 0 ? null : `c${id % 4}`,
  region: id % 2 === 0 ? 'ID-JK' : 'ID-BT',
})

function world(rule: Rule) {
  let ids = 0
  const clustering = createClustering(rule, () => `i${String(++ids).padStart(6, '0')}`)
  const reports = new Map<string, Member>()
  return {
    clustering,
    reports,
    put(...given: Member[]) {
      for (const member of given) {
        reports.set(member.id, member)
        finish(clustering.put(member))
      }
    },
    remove(...given: Member[]) {
      for (const { id } of given) {
        reports.delete(id)
        finish(clustering.remove(id))
      }
    },
    incidents: () =>
      inOrder([...clustering.clusters.values()].filter(c => c.members.size > 0).map(membersOf)),
    idOf: (member: Member) => clustering.nodes.get(member.id)?.cluster?.id,
    all: () => [...reports.values()],
  }
}

const membersOf = (cluster: Cluster) => [...cluster.members].map(({ member }) => member.id)

const identity = ({ id }: Cluster) => ({ id, version: 1, hazard: 'flood' as const, drill: false })

const keptSummary = (cluster: Cluster) =>
  summarise(identity(cluster), cluster.tally, finish(cluster.hull.outline(cluster.members)))

/** Places on a grid of about 110 m and on half steps of it, so that equal distances and equal places happen often. */
const step = (most: number) => fc.integer({ min: 0, max: most * 2 }).map(half => half / 2)
const placed = (hours: number, wide: number) =>
  fc.record({
    east: step(wide),
    north: step(6),
    hour: fc.integer({ min: 0, max: hours * 4 }).map(quarter => quarter / 4),
  })
const act = (hours: number, wide: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ put: fc.integer({ min: 0, max: 40 }), at: placed(hours, wide) }) },
    { weight: 3, arbitrary: fc.record({ remove: fc.integer({ min: 0, max: 40 }) }) },
    { weight: 1, arbitrary: fc.record({ verify: fc.integer({ min: 0, max: 40 }) }) },
    { weight: 1, arbitrary: fc.constant({ look: true as const }) },
  )
/** Over a strip of about 2.4 km, or of `wide` times 110 m. */
const history = (hours: number, wide = 22) =>
  fc.tuple(
    fc.constantFrom(...rules),
    fc.array(act(hours, wide), { minLength: 10, maxLength: 70, size: 'max' }),
  )

type Act =
  | { put: number; at: { east: number; north: number; hour: number } }
  | { remove: number }
  | { verify: number }
  | { look: true }

/** Plays a history, and keeps books as a reader of the log would: from the changes alone. */
function play([rule, acts]: [Rule, Act[]]) {
  const played = world(rule)
  const book = new Map<string, string>()
  for (const one of acts) {
    if ('put' in one) played.put(report(one.put, one.at.east, one.at.north, one.at.hour))
    if ('remove' in one) played.remove(report(one.remove, 0, 0, 0))
    if ('verify' in one) {
      const known = [...played.reports.values()].find(({ id }) => id === report(one.verify, 0, 0, 0).id)
      if (known) played.put({ ...known, state: one.verify % 2 ? 'verified' : 'resolved' })
    }
    if ('look' in one) keepBook()
  }
  keepBook()

  function keepBook() {
    const { gone, changed } = played.clustering.changes()
    for (const { id, into } of gone)
      for (const [member, incident] of book)
        if (incident === id) into === null ? book.delete(member) : book.set(member, into)
    for (const { cluster, left } of changed)
      for (const id of left) if (book.get(id) === cluster.id) book.delete(id)
    for (const { cluster, joined } of changed) for (const id of joined) book.set(id, cluster.id)
    for (const { cluster } of changed) finish(cluster.hull.outline(cluster.members))
  }

  return { ...played, rule, book }
}

describe('after any history of adds, changes and removals', () => {
  test('the incidents are those of one run over the reports that are left', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(history(9), given => {
        const { incidents, all, rule } = play(given)
        expect(incidents()).toEqual(fullRun(all(), rule))
      }),
      { numRuns: 1_000 },
    )
  })

  test('within the time span they are those of Turf’s clustersDbscan', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(history(2, 10), given => {
        const { incidents, all, rule } = play(given)
        expect(incidents()).toEqual(fullRun(all(), rule))
      }),
      { numRuns: 1_000 },
    )
  })

  test('each summary is the one made from nothing', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(history(20, 4), given => {
        const { clustering, all } = play(given)
        for (const cluster of clustering.clusters.values()) {
          const members = all().filter(({ id }) => clustering.nodes.get(id)?.cluster === cluster)
          expect(keptSummary(cluster)).toEqual(summaryOf(identity(cluster), members))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('who reads only the changes knows every membership', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(history(9), given => {
        const { clustering, book } = play(given)
        const standing = [...clustering.clusters.values()].flatMap(cluster =>
          membersOf(cluster).map(member => [member, cluster.id]),
        )
        expect(Object.fromEntries(book)).toEqual(Object.fromEntries(standing))
      }),
      { numRuns: 300 },
    )
  })
})

describe('in doubt', () => {
  test('Turf’s distance decides who is near, to the last bit', () => {
    const around = fc.record({
      lng: fc.double({ min: -179, max: 179, noNaN: true }),
      lat: fc.double({ min: -70, max: 70, noNaN: true }),
      bearing: fc.double({ min: 0, max: 360, noNaN: true }),
      share: fc.double({ min: 0.999, max: 1.001, noNaN: true }),
      metres: fc.constantFrom(300, 500, 5_000),
    })
    fc.assert(
      fc.property(around, ({ lng, lat, bearing, share, metres }) => {
        const space = createNeighbourhood<{ lng: number; lat: number; at: number }>({ metres, hours: 1 })
        const there = destination([lng, lat], metres * share, bearing, { units: 'meters' }).geometry
          .coordinates
        const [a, b] = [
          { lng, lat, at: 0 },
          { lng: there[0] ?? 0, lat: there[1] ?? 0, at: HOUR },
        ]
        space.add(a)
        space.add(b)
        expect(space.near(a, () => true).includes(b)).toBe(
          distance([lng, lat], there, { units: 'meters' }) <= metres,
        )
      }),
      { numRuns: 2_000 },
    )
  })

  test('a report between two incidents, equally near to both, goes with the core that has the smallest id', () => {
    const rule = { metres: 500, hours: 3, minimum: 4 }
    // Powers of two, so that both distances are the same number.
    const at = (id: number, east: number) => ({ ...report(id, 0, 0, 0), lng: 106.75 + east, lat: -6.25 })
    const [near, far] = [2 ** -8, 2 ** -8 + 2 ** -10]
    const between = at(1, 0)
    const west = [at(2, -near), at(3, -far), at(4, -far), at(5, -far)]
    const east = [at(9, near), at(6, far), at(7, far), at(8, far)]
    for (const order of [
      [...west, ...east, between],
      [between, ...east, ...west],
    ]) {
      const { put, idOf, incidents, all } = world(rule)
      put(...order)
      expect(idOf(between)).toBe(idOf(at(2, 0)))
      expect(idOf(between)).not.toBe(idOf(at(9, 0)))
      expect(incidents()).toEqual(fullRun(all(), rule))
    }
  })
})

describe('an incident keeps its id', () => {
  test('through growth, join and split, after every single step', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(history(9), ([rule, acts]) => {
        const { clustering, put, remove, reports } = world(rule)
        for (const one of acts) {
          const before = coresOf(clustering.clusters)
          if ('put' in one) {
            const added = report(one.put, one.at.east, one.at.north, one.at.hour)
            if (reports.has(added.id)) continue
            put(added)
            for (const { id, elders } of withElders(clustering.clusters, before))
              if (elders.length > 0) expect(id, 'the elder survives a join').toBe(elders.toSorted()[0])
          }
          if ('remove' in one) {
            remove(report(one.remove, 0, 0, 0))
            const pieces = withElders(clustering.clusters, before)
            for (const elder of new Set(pieces.flatMap(({ elders }) => elders))) {
              const parts = pieces.filter(({ elders }) => elders[0] === elder)
              const [largest] = parts.sort(
                (a, b) => b.members.length - a.members.length || (a.smallest < b.smallest ? -1 : 1),
              )
              expect(largest?.id, 'the largest part keeps the id').toBe(elder)
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('two that are joined by a new report go on under the elder’s id', () => {
    const { put, remove, idOf, clustering } = world(rules[0] as Rule)
    const elder = [report(1, 0, 0, 0), report(2, 1, 0, 0), report(3, 2, 0, 0)]
    const younger = [report(4, 8, 0, 0), report(5, 9, 0, 0), report(6, 10, 0, 0), report(7, 10, 1, 0)]
    const bridge = report(8, 5, 0, 0)
    put(...elder, ...younger)
    const [elderId, youngerId] = [idOf(report(1, 0, 0, 0)), idOf(report(4, 8, 0, 0))]
    expect(elderId).not.toBe(youngerId)
    clustering.changes()

    put(bridge)
    expect(new Set([...elder, ...younger, bridge].map(idOf))).toEqual(new Set([elderId]))
    expect(clustering.changes()).toMatchObject({
      gone: [{ id: youngerId, into: elderId }],
      changed: [{ joined: [bridge.id], left: [] }],
    })

    remove(bridge)
    expect(new Set(younger.map(idOf)), 'the larger part keeps the id').toEqual(new Set([elderId]))
    const split = idOf(report(1, 0, 0, 0))
    expect([elderId, youngerId]).not.toContain(split)
    expect(clustering.changes()).toMatchObject({
      gone: [],
      changed: expect.arrayContaining([
        expect.objectContaining({ joined: elder.map(({ id }) => id) }),
        expect.objectContaining({ left: [bridge.id, ...elder.map(({ id }) => id)] }),
      ]),
    })
  })

  test('one false depth makes no incident severe', () => {
    const { put, clustering } = world(rules[0] as Rule)
    const knee = [1, 2, 3].map(id => ({ ...report(id, id, 0, 0), level: 1 as Level, measure: 40 }))
    put(...knee, { ...report(4, 2, 1, 0), level: 3, measure: 200 })
    const [cluster] = clustering.clusters.values()
    if (!cluster) throw new Error('there is no incident')
    expect(keptSummary(cluster)).toMatchObject({
      level: 1,
      count: 4,
      measure: { min: 40, median: 40, max: 200 },
    })
  })
})

type Clusters = ReadonlyMap<string, Cluster>

/** The incident of every core. */
const coresOf = (clusters: Clusters) =>
  new Map(
    [...clusters.values()].flatMap(({ id, members }) =>
      [...members].filter(node => node.core).map(({ member }) => [member.id, id] as const),
    ),
  )

/** What stands now, and under which ids its cores stood before. */
const withElders = (clusters: Clusters, before: Map<string, string>) =>
  [...clusters.values()]
    .filter(({ members }) => members.size > 0)
    .map(cluster => ({
      id: cluster.id,
      members: membersOf(cluster),
      smallest: membersOf(cluster).toSorted()[0] ?? '',
      elders: [
        ...new Set(
          [...cluster.members].filter(node => node.core).flatMap(({ member }) => before.get(member.id) ?? []),
        ),
      ],
    }))
