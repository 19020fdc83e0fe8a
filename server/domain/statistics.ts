// What reports can be counted by, and how each key lies in coarser ones: an hour in a day, a local area in a region. Suppression needs to know, for
// who is told both a month and its days can subtract.
import type { Levels } from './suppression.ts'

export const steps = ['hour', 'day', 'week', 'month', 'year'] as const
export type Step = (typeof steps)[number]
export const kinds = ['hazard', 'level', 'state', 'region', 'area'] as const
export type Dimension = Step | (typeof kinds)[number] | 'cell'

export const isStep = (dimension: string): dimension is Step => steps.some(step => step === dimension)

const DAY_MS = 86_400_000
/** What `stepText` makes, cut to the length of the step. */
const LENGTH = { day: 10, month: 7, year: 4 }
const self = (key: string) => key
const cut = (to: keyof typeof LENGTH) => (key: string) => key.slice(0, LENGTH[to])

/** The Monday of the week, as ISO 8601 counts weeks. */
function mondayOf(key: string): string {
  const day = Date.parse(`${key.slice(0, 10)}T00:00:00Z`)
  return new Date(day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS).toISOString().slice(0, 10)
}

/** Periods that are all as long, where clocks stay as they are: so many seconds each, and one begins so many after 1970. Others: undefined. */
export function evenly(step: Step, offsetMs: number): { seconds: number; phase: number } | undefined {
  const [hour, day, offset] = [3_600, 86_400, offsetMs / 1_000]
  if (step === 'hour') return { seconds: hour, phase: -offset }
  if (step === 'day') return { seconds: day, phase: -offset }
  // 5 January 1970 was a Monday.
  return step === 'week' ? { seconds: 7 * day, phase: 4 * day - offset } : undefined
}

/** The local begin of a period, as far as it tells the period: 2026-02-24T15:00:00+07:00, 2026-02-24, 2026-02, 2026. */
export const stepText = (step: Step, local: string): string =>
  step === 'hour' ? local : cut(step === 'week' ? 'day' : step)(local)

/** A local area is told with its region, with this in between. */
export const BETWEEN = '\u0000'

/** From the finest level to the coarsest; above the last one all are one. */
export function levelsOf(dimension: Exclude<Dimension, 'cell'>): Levels {
  switch (dimension) {
    case 'hour':
      return [
        { keyOf: self, above: [1] },
        { keyOf: cut('day'), above: [2, 3] },
        { keyOf: mondayOf, above: [5] },
        { keyOf: cut('month'), above: [4] },
        { keyOf: cut('year'), above: [5] },
        all,
      ]
    case 'day':
      return [
        { keyOf: self, above: [1, 2] },
        { keyOf: mondayOf, above: [4] },
        { keyOf: cut('month'), above: [3] },
        { keyOf: cut('year'), above: [4] },
        all,
      ]
    case 'month':
      return [{ keyOf: self, above: [1] }, { keyOf: cut('year'), above: [2] }, all]
    case 'area':
      return [
        { keyOf: self, above: [1] },
        { keyOf: key => key.slice(0, key.indexOf(BETWEEN)), above: [2] },
        all,
      ]
    default:
      return [{ keyOf: self, above: [1] }, all]
  }
}

export const all: Levels[number] = { keyOf: () => '', above: [] }
