// What answers are kept in: bounded by bytes whatever is asked, and one place for what means the same.
import { expect, test } from 'vitest'
import { nameOfFilters } from '../server/domain/filters.ts'
import { weighed } from '../server/weighed.ts'
import { readyAnswer, shelf } from '../server/wire/ready.ts'

test('a memory holds no more than its bytes, and empty answers under ever new names cost something, too', () => {
  const memory = weighed<string>(100_000)
  for (let each = 0; each < 10_000; each++) memory.put(`empty ${each}`, '', 0)
  expect(memory.count()).toBeLessThan(200)
  expect(memory.get('empty 9999')).toBe('')
  memory.put('large', 'x', 90_000)
  expect(memory.count()).toBeLessThan(20)
  memory.put('too large', 'x', 200_000)
  expect(memory.count()).toBe(1)
  memory.remove('too large')
  for (let each = 0; each < 100; each++) memory.put('the same', String(each), 50_000)
  memory.put('another', '', 0)
  expect([memory.get('the same'), memory.count()]).toEqual(['99', 2])
})

test('a shelf drops what nobody is given any more, of an older board or after its time', () => {
  const answers = shelf()
  const ready = readyAnswer('')
  for (let each = 0; each < 100; each++) answers.put(`/old?${each}`, { ready, version: 1, until: 1_000 }, 0)
  answers.put('/rests', { ready, version: 1, until: 1_000, rests: 2_000 }, 0)
  answers.put('/new', { ready, version: 2, until: 1_000 }, 500)
  expect(answers.count()).toBe(2)
  expect([answers.find('/rests', 2, 500), answers.find('/new', 2, 500)]).toEqual([ready, ready])
  answers.put('/later', { ready, version: 2, until: 3_000 }, 2_500)
  expect(answers.count()).toBe(1)
})

test('filters in another order, or named twice, have one name', () => {
  const one = nameOfFilters({ hazards: ['flood', 'fire'], hours: 24, levels: [3, 2], words: 'jalan Melati' })
  const other = nameOfFilters({
    hazards: ['fire', 'flood', 'fire'],
    hours: 24,
    levels: [2, 3],
    states: [],
    words: ' melati  jalan',
  })
  expect(other).toBe(one)
  expect(nameOfFilters({ hazards: ['flood'], hours: 24 })).not.toBe(nameOfFilters({ hazards: [], hours: 24 }))
})
