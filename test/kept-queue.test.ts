// The queue that is kept line by line is, after every change, the very queue that is made of everything at once.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Case, StageRule } from '../server/domain/case.ts'
import { keepQueue, placeIn } from '../server/domain/kept-queue.ts'
import { byRank, itemsOf, type Queued } from '../server/domain/queue.ts'

const NOW = Date.parse('2026-01-01T12:00:00.000Z')
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const rules: StageRule[] = [
  { stage: 'new', follows: [], hours: [2, 1, 0.5, 0.1], told: 'duty-officer', higherHours: null },
]
const incidents = ['incident 1', 'incident 2']

const report = fc.record({
  id: fc.integer({ min: 1, max: 9 }).map(id => `report ${id}`),
  hazard: fc.constantFrom('flood' as const, 'fire' as const),
  level: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
  state: fc.constantFrom('unverified' as const, 'verified' as const, 'held' as const),
  at: fc.integer({ min: -90, max: 0 }).map(at),
  answers: fc.record({ depth: fc.integer({ min: 0, max: 100 }) }),
  incident: fc.constantFrom(null, null, ...incidents),
  rescue: fc.constantFrom(undefined, undefined, true as const),
})
const aCase = fc.record({
  id: fc.integer({ min: 1, max: 3 }).map(id => `case ${id}`),
  stage: fc.constantFrom('new' as const, 'checked' as const, 'working' as const, 'resolved' as const),
  escalated: fc.constantFrom(0 as const, 1 as const),
  due: fc.option(fc.integer({ min: -60, max: 120 }).map(at)),
  isClosed: fc.boolean(),
})
/** Which case each report or incident is moved to; what is in one case is in no other. */
const moves = fc.array(
  fc.tuple(
    fc.constantFrom(...incidents, 'report 1', 'report 2', 'report 3', 'report 4'),
    fc.constantFrom(null, 'case 1', 'case 2', 'case 3'),
  ),
  { maxLength: 3 },
)
const change = fc.record({
  put: fc.array(report, { maxLength: 4 }),
  gone: fc.array(
    fc.integer({ min: 1, max: 9 }).map(id => `report ${id}`),
    { maxLength: 2 },
  ),
  cases: fc.array(aCase, { maxLength: 2 }),
  moves,
  citizens: fc.array(fc.tuple(fc.constantFrom(...incidents), fc.integer({ min: 0, max: 5 })), {
    maxLength: 1,
  }),
  minutes: fc.integer({ min: 0, max: 40 }),
})

const order = ({ properties: a }: Queued, { properties: b }: Queued) =>
  b.level - a.level || (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1)

test('A queue kept line by line is the queue made of everything, and finds each line and its place', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), changes => {
      const reports = new Map<string, Queued>()
      const cases = new Map<string, Case>()
      const memberOf = new Map<string, string>()
      const citizens = new Map<string, number>()
      const citizensOf = (incident: string) => citizens.get(incident) ?? 0
      const kept = keepQueue<Queued>({ rules, citizensOf, order })
      let [now, version] = [NOW, 0]
      for (const { put, gone, cases: some, moves: moved, citizens: counted, minutes } of changes) {
        now += minutes * 60_000
        for (const id of gone) reports.delete(id)
        const news = put.map(
          ({ rescue, ...properties }): Queued => ({
            properties: {
              ...properties,
              receivedAt: properties.at,
              photos: [],
              region: null,
              area: null,
              ...(rescue && { rescue }),
            },
          }),
        )
        for (const one of news) reports.set(one.properties.id, one)
        for (const [incident, count] of counted) citizens.set(incident, count)
        const touched = new Set(some.map(({ id }) => id))
        for (const [member, into] of moved) {
          for (const id of [memberOf.get(member), into]) if (id) touched.add(id)
          if (into) memberOf.set(member, into)
          else memberOf.delete(member)
        }
        for (const id of touched) {
          const { isClosed, ...changed } = some.findLast(one => one.id === id) ?? { isClosed: false }
          const own = [...memberOf].flatMap(([member, into]) => (into === id ? [member] : []))
          cases.set(id, {
            ...(cases.get(id) ?? {
              stage: 'new',
              escalated: 0,
              due: null,
              number: 1,
              drill: false,
              hazard: 'flood',
              region: null,
              since: at(0),
              claimedBy: null,
              agency: null,
              words: null,
              question: null,
            }),
            ...changed,
            id,
            version: ++version,
            incidents: own.filter(member => member.startsWith('incident')),
            reports: own.filter(member => member.startsWith('report')),
            closed: isClosed ? 'case 0' : null,
          })
        }
        kept.take({
          put: new Map(news.map(one => [one.properties.id, one])).values(),
          gone: gone.filter(id => !reports.has(id)),
          cases: [...touched].map(id => {
            const one = cases.get(id)
            return [id, one?.closed === null ? one : null] as const
          }),
          incidents: counted.map(([incident]) => incident),
          now,
        })
        const whole = itemsOf({
          reports: [...reports.values()].sort(order),
          cases: cases.values(),
          citizensOf,
          rules,
          now,
        })
        expect(kept.items()).toEqual(whole)
        for (const [place, item] of whole.entries()) {
          expect(placeIn(kept.items(), item)).toBe(place)
          for (const name of [item.key, ...item.reports.map(one => one.properties.id)])
            expect(kept.find(name)?.key).toBe(item.key)
        }
        expect(whole.toSorted(byRank)).toEqual(whole)
      }
    }),
    { numRuns: 300 },
  )
})
