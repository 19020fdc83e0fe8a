// Counts that are too small are hidden, with as many others as it takes that nobody finds them by subtracting.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BETWEEN, levelsOf } from '../server/domain/statistics.ts'
import { type Levels, suppress } from '../server/domain/suppression.ts'

const LEAST = 5
const days = [levelsOf('day')]
const day = (key: string, count: number) => ({ keys: [key], count })
const shownOf = (groups: { keys: string[]; count: number }[], levels: Levels[]) =>
  suppress(groups, levels, LEAST).shown.map(({ keys }) => keys.join(' '))

test('what is large enough is told, and a total of too few is not', () => {
  const groups = [day('2026-02-23', 5), day('2026-02-24', 70)]
  expect(suppress(groups, days, LEAST)).toEqual({ shown: groups, total: 75 })
  expect(suppress([day('2026-02-23', 4)], days, LEAST)).toEqual({ shown: [], total: null })
  expect(suppress([], days, LEAST)).toEqual({ shown: [], total: 0 })
})

test('one small group takes the smallest other one of its sum with it', () => {
  expect(shownOf([day('2026-02-03', 3), day('2026-02-04', 70), day('2026-02-05', 9)], days)).toEqual([
    '2026-02-04',
  ])
})

test('a day is not found by its month, nor by its week that begins in another month', () => {
  // 31 January and 1 February 2026 are Saturday and Sunday of one week.
  const groups = [day('2026-01-05', 50), day('2026-01-31', 2), day('2026-02-01', 60), day('2026-02-20', 61)]
  expect(shownOf(groups, days)).toEqual([])
})

test('a small area takes another one of its region, and not one of elsewhere', () => {
  const at = (region: string, area: string, count: number) => ({
    keys: [`${region}${BETWEEN}${area}`],
    count,
  })
  const groups = [
    at('ID-JK', 'a', 3),
    at('ID-JK', 'b', 30),
    at('ID-JK', 'c', 40),
    at('ID-BT', 'd', 6),
    at('ID-BT', 'e', 7),
  ]
  const { shown } = suppress(groups, [levelsOf('area')], LEAST)
  expect(shown.map(({ count }) => count)).toEqual([40, 6, 7])
})

test('what is counted in a coarse cell alone is never told in a finer one', () => {
  const cells: Levels = [
    { keyOf: key => key, isVague: key => key.length < 2, above: [1] },
    { keyOf: key => key.slice(0, 1), above: [2] },
    { keyOf: () => '', above: [] },
  ]
  const groups = ['ab 20', 'ac 30', 'a 9', 'bd 40'].map(text => {
    const [key = '', count] = text.split(' ')
    return { keys: [key], count: Number(count) }
  })
  expect(suppress(groups, [cells], LEAST).shown.map(({ keys }) => keys[0])).toEqual(['ac', 'bd'])
})

describe('whatever the counts', () => {
  const hazards = fc.constantFrom('flood', 'fire', 'quake')
  const dates = fc
    .integer({ min: 0, max: 50 })
    .map(offset => new Date(Date.UTC(2026, 0, 10 + offset)).toISOString().slice(0, 10))
  const tables = fc.uniqueArray(
    fc.record({
      keys: fc.tuple(dates, hazards).map(keys => [...keys]),
      count: fc.integer({ min: 1, max: 12 }),
    }),
    { selector: ({ keys }) => keys.join(), maxLength: 60 },
  )
  const levels = [levelsOf('day'), levelsOf('hazard')]
  const sumOf = (groups: { count: number }[]) => groups.reduce((sum, { count }) => sum + count, 0)

  /** The table that is asked for with coarser dimensions, as its own question. */
  function coarser(groups: { keys: string[]; count: number }[], which: Levels[], at: number[]) {
    const sums = new Map<string, { keys: string[]; count: number }>()
    for (const { keys, count } of groups) {
      const told = keys.map((key, nth) => which[nth]?.[at[nth] ?? 0]?.keyOf(key) ?? '')
      const known = sums.get(told.join())
      if (known) known.count += count
      else sums.set(told.join(), { keys: told, count })
    }
    return sums
  }

  test('nothing below the least is told, and no sum that is told leaves less than that beside what is told of it, nor one group where it has more', () => {
    fc.assert(
      fc.property(tables, groups => {
        const { shown, total } = suppress(groups, levels, LEAST)
        for (const { count } of shown) expect(count).toBeGreaterThanOrEqual(LEAST)
        expect(total).toBe(groups.length > 0 && sumOf(groups) < LEAST ? null : sumOf(groups))
        // Those who ask for the days alone, the hazards alone, months and hazards …
        const asked: [number[], Levels[]][] = [
          [[0, 1], [levelsOf('day')]],
          [[4, 0], [levelsOf('hazard')]],
          [
            [1, 0],
            [levelsOf('week'), levelsOf('hazard')],
          ],
          [
            [2, 0],
            [levelsOf('month'), levelsOf('hazard')],
          ],
          [[2, 1], [levelsOf('month')]],
        ]
        for (const [at, own] of asked) {
          const sums = [...coarser(groups, levels, at).values()]
          const keysOf = (keys: string[]) =>
            at[0] === 4 ? keys.slice(1) : at[1] === 1 ? keys.slice(0, 1) : keys
          const told = suppress(
            sums.map(({ keys, count }) => ({ keys: keysOf(keys), count })),
            own,
            LEAST,
          ).shown
          for (const { keys, count } of told) {
            const isPart = (group: { keys: string[] }) => {
              const name = group.keys.map((key, nth) => levels[nth]?.[at[nth] ?? 0]?.keyOf(key) ?? '')
              return keysOf(name).join() === keys.join()
            }
            const parts = groups.filter(isPart)
            const open = shown.filter(isPart)
            const rest = count - sumOf(open)
            expect(rest === 0 || rest >= LEAST).toBe(true)
            // Of sums that are two levels away, what is hidden may be the whole of one in between.
            const isNext = at.toString() !== '4,0' && at.toString() !== '2,1'
            if (isNext && rest > 0 && parts.length > 1) expect(parts.length - open.length).toBeGreaterThan(1)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('the order of the groups decides nothing', () => {
    fc.assert(
      fc.property(tables, groups => {
        const names = (list: typeof groups) => shownOf(list, levels).toSorted()
        expect(names(groups.toReversed())).toEqual(names(groups))
      }),
    )
  })
})
