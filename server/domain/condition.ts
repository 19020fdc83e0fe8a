// What a feature has to fulfil to be wanted: one tree for filters in CQL2, properties in the address, boxes and times. The database
// (db/condition-sql.ts) finds by it, and `holds` decides on what is shown, so that nobody learns by asking what is not told.
import { booleanIntersects } from '@turf/boolean-intersects'
import type { Geometry } from 'geojson'
import { type Bounds, within } from './regions/region.ts'

export type Kind = 'text' | 'integer' | 'number' | 'boolean' | 'time'
/** Times are ISO 8601 in UTC to the millisecond: their letters are in order. */
export type Literal = string | number | boolean
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { always: boolean }
  /** `folded`: upper and lower case are one. */
  | { field: string; is: Comparison; value: Literal; folded?: boolean }
  | { field: string; like: string; folded?: boolean }
  | { field: string; oneOf: Literal[]; folded?: boolean }
  | { field: string; missing: true }
  /** Meets this geometry, its border included. */
  | { meets: Geometry }
  /** Lies in this box or touches it. */
  | { box: Bounds }

type Shown = { row: Record<string, Literal | null>; geometry: Geometry }

/** Unknown (null) where a value is missing, as in SQL. */
export function holds(condition: Condition, shown: Shown): boolean | null {
  if ('all' in condition) return every(condition.all.map(one => holds(one, shown)))
  if ('any' in condition) return negated(every(condition.any.map(one => negated(holds(one, shown)))))
  if ('not' in condition) return negated(holds(condition.not, shown))
  if ('always' in condition) return condition.always
  if ('meets' in condition) return booleanIntersects(shown.geometry, condition.meets)
  if ('box' in condition) return meetsBox(condition.box, shown.geometry)
  const value = shown.row[condition.field] ?? null
  if ('missing' in condition) return value === null
  if (value === null) return null
  const fold = (one: Literal) => (condition.folded && typeof one === 'string' ? one.toLowerCase() : one)
  if ('like' in condition) return matcher(String(fold(condition.like))).test(String(fold(value)))
  if ('oneOf' in condition) return condition.oneOf.some(one => fold(one) === fold(value))
  return compare(fold(value), condition.is, fold(condition.value))
}

const negated = (value: boolean | null) => (value === null ? null : !value)

const every = (values: (boolean | null)[]) =>
  values.includes(false) ? false : values.includes(null) ? null : true

function compare(a: Literal, is: Comparison, b: Literal): boolean {
  switch (is) {
    case '=':
      return a === b
    case '<>':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

/** `%` any letters, `_` one, a backslash takes the meaning of what follows. */
function matcher(pattern: string): RegExp {
  const parts = [...pattern.matchAll(/\\(.)|([\s\S])/gu)].map(([, plain, sign = '']) =>
    plain === undefined && sign === '%'
      ? '[\\s\\S]*'
      : plain === undefined && sign === '_'
        ? '[\\s\\S]'
        : (plain ?? sign).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
  )
  return new RegExp(`^${parts.join('')}$`, 'u')
}

function meetsBox(box: Bounds, geometry: Geometry): boolean {
  const parts = boxes(box)
  if (geometry.type === 'Point') {
    const [lng = 0, lat = 0] = geometry.coordinates
    return parts.some(part => within(part, { lng, lat }))
  }
  return parts.some(([west, south, east, north]) =>
    booleanIntersects(geometry, {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    }),
  )
}

/** West above east crosses the antimeridian: two boxes. */
export const boxes = ([west, south, east, north]: Bounds): Bounds[] =>
  west <= east
    ? [[west, south, east, north]]
    : [
        [west, south, 180, north],
        [-180, south, east, north],
      ]

/** Conditions together; none is no condition. */
export const together = (conditions: Condition[]): Condition | undefined =>
  conditions.length > 1 ? { all: conditions } : conditions[0]
