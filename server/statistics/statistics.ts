// Answers how many reports there are by what: counts from the database, suppressed, in rows with a column a key.
import type { Queryable } from '../../db/connect.ts'
import { countsBy, type Question } from '../../db/counted.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { Bounds } from '../domain/regions/index.ts'
import {
  BETWEEN,
  type Dimension,
  evenly,
  isStep,
  levelsOf,
  type Step,
  stepText,
} from '../domain/statistics.ts'
import { suppress } from '../domain/suppression.ts'
import { localTime, steadyOffset } from '../domain/time-zone.ts'
import { centreOf, levelsOfCells, parentsAt } from './hexagons.ts'

/** Groups with fewer reports are not told. */
export const LEAST = 5
/** How long a span may be, days: by the hour, and else. */
export const MOST_DAYS = { hour: 366, other: 7_320 }
/** Groups that are counted, and those that are told. */
const MOST = { counted: 50_000, told: 10_000 }
const DAY_MS = 86_400_000

export type Row = Record<string, string | number | null>
export type Told = {
  from: string
  to: string
  zone: string
  by: string[]
  least: number
  /** null: there are fewer than may be told. */
  total: number | null
  groups: Row[]
}

export type Asked = Omit<Question, 'even' | 'cells'> & {
  by: Dimension[]
  /** Of cells, where they are asked for, and the box that their middles lie in. */
  resolution?: number
  box?: Bounds | undefined
}

type Given = { db: Queryable; isReady: () => Promise<boolean> }

export const createStatistics =
  ({ db, isReady }: Given) =>
  async ({ by, resolution = 0, box, ...question }: Asked): Promise<Told | Refusal> => {
    const { from, to, zone } = question
    const times = by.filter(isStep)
    if (times.length > 1 || new Set(by).size < by.length)
      return { refused: 'statistics-wrong', details: { parameter: 'by' } }
    const days = times.includes('hour') ? MOST_DAYS.hour : MOST_DAYS.other
    // An hour more, for ends go outward.
    if (from >= to || to.getTime() - from.getTime() > days * DAY_MS + DAY_MS / 24)
      return { refused: 'span-wrong', details: { most: days } }
    if (!(await isReady())) return { refused: 'statistics-unready' }

    const asked = by.flatMap((dimension): Dimension[] =>
      dimension === 'area' ? ['region', 'area'] : [dimension],
    )
    const [step] = times
    const offset = step && steadyOffset(zone, from, to)
    const even = step && offset !== undefined ? evenly(step, offset) : undefined
    const counts = await countsBy(
      db,
      { ...question, even, cells: parentsAt(resolution) },
      asked,
      MOST.counted,
    )
    if (!counts) return { refused: 'statistics-many', details: { most: MOST.counted } }
    const keysOf = keysIn(by, zone)
    const { shown, total } = suppress(
      counts.map(({ keys, count }) => ({ keys: keysOf(keys), count })),
      by.map(dimension => (dimension === 'cell' ? levelsOfCells(resolution) : levelsOf(dimension))),
      LEAST,
    )
    const groups = shown
      .sort((a, b) => compare(a.keys, b.keys))
      .map(({ keys, count }) => rowOf(by, keys, count))
      .filter(({ cell }) => !box || isWithin(box, centreOf(String(cell))))
    if (groups.length > MOST.told) return { refused: 'statistics-many', details: { most: MOST.told } }
    const local = localTime(zone)
    return {
      from: local(from),
      to: local(to),
      zone,
      by: [...new Set(asked)],
      least: LEAST,
      total,
      groups: by.length === 0 ? [] : groups,
    }
  }

type Key = string | number | Date | null

/** What the database answers, as text: a local area has its region before it. */
function keysIn(by: Dimension[], zone: string): (keys: Key[]) => string[] {
  const local = localTime(zone)
  const known = new Map<number, string>()
  const periodOf = (step: Step, at: Date) => {
    const told = known.get(at.getTime()) ?? stepText(step, local(at))
    known.set(at.getTime(), told)
    return told
  }
  return keys => {
    const rest = keys.values()
    const next = () => rest.next().value ?? ''
    return by.map(dimension => {
      const key = next()
      if (dimension === 'area') return `${key}${BETWEEN}${next()}`
      return isStep(dimension) && key instanceof Date ? periodOf(dimension, key) : String(key)
    })
  }
}

function rowOf(by: Dimension[], keys: string[], count: number): Row {
  const row: Row = {}
  for (const [at, dimension] of by.entries()) {
    const key = keys[at] ?? ''
    if (dimension === 'area') {
      const [region = '', area = ''] = key.split(BETWEEN)
      row.region = region || null
      row.area = area || null
    } else row[dimension] = dimension === 'level' ? Number(key) : key || null
  }
  return { ...row, count }
}

function compare(a: string[], b: string[]): number {
  for (const [at, key] of a.entries()) {
    const other = b[at] ?? ''
    if (key !== other) return key < other ? -1 : 1
  }
  return 0
}

/** West above east crosses the antimeridian. */
function isWithin([west, south, east, north]: Bounds, { lng, lat }: { lng: number; lat: number }): boolean {
  const across = west <= east ? lng >= west && lng <= east : lng >= west || lng <= east
  return across && lat >= south && lat <= north
}
