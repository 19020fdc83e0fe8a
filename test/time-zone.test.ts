// Days as the clocks of a place count them, where clocks stay and where they change.
import { expect, test } from 'vitest'
import { evenly, isStep } from '../server/domain/statistics.ts'
import { beginOfDay, isTimeZone, localTime, steadyOffset } from '../server/domain/time-zone.ts'

test.each([
  ['Asia/Jakarta', '2026-02-24', '2026-02-23T17:00:00.000Z'],
  ['Asia/Jayapura', '2026-02-24', '2026-02-23T15:00:00.000Z'],
  ['UTC', '2026-02-24', '2026-02-24T00:00:00.000Z'],
  ['Asia/Kathmandu', '2026-02-24', '2026-02-23T18:15:00.000Z'],
  // The night in which clocks are set forward, and the day after.
  ['Europe/Amsterdam', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['Europe/Amsterdam', '2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
])('in %s the %s begins at %s', (zone, day, begins) => {
  expect(beginOfDay(zone, day).toISOString()).toBe(begins)
  expect(localTime(zone)(beginOfDay(zone, day))).toContain(`${day}T00:00:00`)
})

test('zones are those of the IANA database', () => {
  expect(['Asia/Makassar', 'UTC', 'WIB', '', 'Mars/Olympus'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test('periods are even only while clocks stay as they are', () => {
  const [from, to] = [new Date('2025-01-01'), new Date('2026-01-01')]
  expect(steadyOffset('Asia/Jakarta', from, to)).toBe(7 * 3_600_000)
  expect(steadyOffset('Europe/Amsterdam', from, to)).toBeUndefined()
  for (const step of ['hour', 'day', 'week'].filter(isStep)) {
    const { seconds, phase } = evenly(step, 7 * 3_600_000) ?? { seconds: 1, phase: 0 }
    const at = Date.parse('2026-02-26T03:25:00Z') / 1_000
    const begin = new Date((Math.floor((at - phase) / seconds) * seconds + phase) * 1_000)
    expect(localTime('Asia/Jakarta')(begin)).toBe(
      {
        hour: '2026-02-26T10:00:00+07:00',
        day: '2026-02-26T00:00:00+07:00',
        week: '2026-02-23T00:00:00+07:00',
      }[step as 'hour' | 'day' | 'week'],
    )
  }
  expect(evenly('month', 0)).toBeUndefined()
})
