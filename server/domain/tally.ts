// The running figures of an incident, kept by quarter of an hour: they follow each report that enters or leaves, and to read them costs
// about the same however many reports there are.
import type { Level } from './hazards/hazard.ts'
import { type Member, type Trend, trends } from './member.ts'

export type Tally = ReturnType<typeof createTally>

type Counts<K> = Map<K, number>
type LevelCounts = Record<Level, number>
/** The reports of a quarter of an hour; `begins` in milliseconds since 1970. */
type Slot = {
  begins: number
  members: Set<Member>
  standing: number
  levels: LevelCounts
  measures: Counts<number>
  trends: Counts<Trend>
}

const HOUR = 3_600_000
const SLOT = HOUR / 4

export function createTally() {
  const slots = new Map<number, Slot>()
  const citizens: Counts<string> = new Map()
  const regions: Counts<string> = new Map()
  let [count, verified, pictured, unnamed] = [0, 0, 0, 0]

  function change(member: Member, by: 1 | -1) {
    const begins = Math.floor(member.at / SLOT) * SLOT
    const slot = slots.get(begins) ?? newSlot(begins)
    changeSlot(slot, member, by)
    if (slot.members.size > 0) slots.set(begins, slot)
    else slots.delete(begins)
    count += by
    if (member.state === 'verified') verified += by
    if (member.hasPhoto) pictured += by
    if (member.citizen === null) unnamed += by
    else addTo(citizens, member.citizen, by)
    if (member.region !== null) addTo(regions, member.region, by)
  }

  return {
    enter: (member: Member) => change(member, 1),
    /** Takes the very object that entered. */
    leave: (member: Member) => change(member, -1),

    /** What was said more than `lifeHours` before the latest report says nothing about how it is there now. */
    read(lifeHours: number) {
      const newestFirst = [...slots.values()].sort((a, b) => b.begins - a.begins)
      const latest = extremeOf(newestFirst[0], Math.max)
      const levels: LevelCounts = [0, 0, 0, 0]
      const measures: Counts<number> = new Map()
      const told: Counts<Trend> = new Map()
      let growth = 0
      for (const slot of newestFirst) {
        const lastHour = cutAfter(slot, latest - HOUR)
        growth += lastHour.members.size
        for (const [trend, times] of lastHour.trends) addTo(told, trend, times)
        const recent = cutAfter(slot, latest - lifeHours * HOUR)
        for (const level of [0, 1, 2, 3] as const) levels[level] += recent.levels[level]
        for (const [measure, times] of recent.measures) addTo(measures, measure, times)
      }
      return {
        level: typicalLevel(levels),
        count,
        citizens: citizens.size + unnamed,
        verified,
        pictured,
        growth,
        ...spreadOf(measures),
        trend: mostTold(told),
        started: extremeOf(newestFirst.at(-1), Math.min),
        latest,
        expiresAt: lastExpiry(newestFirst) ?? latest,
        region: mostFrequent(regions),
      }
    },
  }
}

const newSlot = (begins: number): Slot => ({
  begins,
  members: new Set(),
  standing: 0,
  levels: [0, 0, 0, 0],
  measures: new Map(),
  trends: new Map(),
})

function changeSlot(slot: Slot, member: Member, by: 1 | -1) {
  if (by === 1) slot.members.add(member)
  else slot.members.delete(member)
  if (member.state !== 'resolved') slot.standing += by
  slot.levels[member.level] += by
  if (member.measure !== undefined) addTo(slot.measures, member.measure, by)
  if (member.trend !== undefined) addTo(slot.trends, member.trend, by)
}

/** The part of a slot that is later than `time`: nearly always all or nothing. */
function cutAfter(slot: Slot, time: number): Slot {
  if (slot.begins > time) return slot
  const part = newSlot(slot.begins)
  if (slot.begins + SLOT <= time) return part
  for (const member of slot.members) if (member.at > time) changeSlot(part, member, 1)
  return part
}

function extremeOf(slot: Slot | undefined, better: (a: number, b: number) => number): number {
  let found: number | undefined
  for (const { at } of slot?.members ?? []) found = found === undefined ? at : better(found, at)
  return found ?? Number.NaN
}

/** All reports of a hazard live equally long, so the last one to expire is the latest that is not resolved. Without one the incident has ended. */
function lastExpiry(newestFirst: Slot[]): number | undefined {
  let last: number | undefined
  for (const { state, expiresAt } of newestFirst.find(slot => slot.standing > 0)?.members ?? [])
    if (state !== 'resolved') last = Math.max(last ?? expiresAt, expiresAt)
  return last
}

/** The level that three quarters do not exceed, rounded down: among two or more, one wild report alone cannot raise it. */
function typicalLevel(counts: LevelCounts): Level {
  const told = counts[1] + counts[2] + counts[3]
  if (told === 0) return 0
  const rank = Math.floor((told - 1) * 0.75)
  return rank < counts[1] ? 1 : rank < counts[1] + counts[2] ? 2 : 3
}

/** Measures agree that differ from the median by half of it or so much at most. */
const NEAR = { share: 0.5, least: 20 }

function spreadOf(counts: Counts<number>) {
  const sorted = [...counts].sort(([a], [b]) => a - b)
  const [min, max] = [sorted[0]?.[0], sorted.at(-1)?.[0]]
  if (min === undefined || max === undefined) return { measure: null, agreement: null }
  let total = 0
  for (const [, count] of sorted) total += count
  const [low, high] = [
    valueAt(sorted, Math.floor((total - 1) / 2)),
    valueAt(sorted, Math.ceil((total - 1) / 2)),
  ]
  const median = (low + high) / 2
  const near = Math.max(NEAR.least, NEAR.share * median)
  let agreeing = 0
  for (const [value, count] of sorted) if (Math.abs(value - median) <= near) agreeing += count
  return { measure: { min, median, max }, agreement: total < 2 ? null : agreeing / total }
}

/** Of equally many the worse one, which is named first. */
function mostTold(told: Counts<Trend>): Trend | null {
  let best: Trend | null = null
  for (const trend of trends) if ((told.get(trend) ?? 0) > (best ? (told.get(best) ?? 0) : 0)) best = trend
  return best
}

/** The value at a place in the order of all. */
function valueAt(sorted: [value: number, count: number][], rank: number): number {
  let passed = 0
  for (const [value, count] of sorted) {
    passed += count
    if (passed > rank) return value
  }
  return Number.NaN
}

/** Among equally frequent ones the first in the alphabet. */
function mostFrequent(counts: Counts<string>): string | null {
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return first?.[0] ?? null
}

/** What there is none of is not in the map. */
function addTo<K>(counts: Counts<K>, key: K, by: number) {
  const count = (counts.get(key) ?? 0) + by
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
