// What a collection of features is to whoever serves it: its properties, how it is asked, and how it answers. One file each beside this one.
import type { Geometry } from 'geojson'
import type { Condition, Kind, Literal } from '../domain/condition.ts'
import type { Audience } from '../domain/privacy.ts'
import { type Bounds, regions } from '../domain/regions/index.ts'
import type { Report } from '../domain/report.ts'

export type AudienceAt = (region: Report['region']) => Audience

export type Property = { name: string; kind: Kind; about: string; values?: readonly Literal[] }

export type Item = {
  id: string
  geometry: Geometry
  properties: Record<string, Literal | null>
}

/** `order`: one of its orders. `after`: where the last page ended, as the page told. */
export type Asked = {
  condition?: Condition | undefined
  order?: string | undefined
  after?: unknown
  /** So many that fit are passed over first. Whoever goes on by `next` needs none. */
  offset?: number
  limit: number
  /** Who is told; undefined: everybody. */
  audienceAt?: AudienceAt
}

/** `matched`: how many there are, where that is known without much looking. `next`: where the next page begins after, if there is one. */
export type Page = { items: Item[]; matched?: number | undefined; next?: unknown }

export type Collection = {
  id: 'reports' | 'incidents' | 'areas' | 'gauges' | 'warnings'
  properties: readonly Property[]
  /** Names of properties by which features are found. */
  queryables: readonly string[]
  /** What `sortby` may say beside nothing. */
  orders: readonly string[]
  /** Those that are or hold at some moment of the span. */
  during: (from: string | undefined, to: string | undefined) => Condition[]
  extent(): Promise<{ box: Bounds; from: string | null }>
  /** `wrong-place`: `after` is no place of this collection. */
  page(asked: Asked): Promise<Page | 'wrong-place'>
  one(id: string, audienceAt?: AudienceAt): Promise<Item | undefined>
}

/** All regions with the waters before their coasts. */
const COAST = 0.2
export const home: Bounds = regions.reduce<Bounds>(
  ([w, s, e, n], { bounds }) => [
    Math.min(w, bounds[0] - COAST),
    Math.min(s, bounds[1] - COAST),
    Math.max(e, bounds[2] + COAST),
    Math.max(n, bounds[3] + COAST),
  ],
  [180, 90, -180, -90],
)

export const around = ([w, s, e, n]: Bounds, other: Bounds | undefined): Bounds =>
  other
    ? [Math.min(w, other[0]), Math.min(s, other[1]), Math.max(e, other[2]), Math.max(n, other[3])]
    : [w, s, e, n]

/** What was or will be within the span, by when it began and when it ends. */
export const overlapping =
  (began: string, ends: string) =>
  (from: string | undefined, to: string | undefined): Condition[] => [
    ...(from === undefined ? [] : [{ field: ends, is: '>=' as const, value: from }]),
    ...(to === undefined ? [] : [{ field: began, is: '<=' as const, value: to }]),
  ]
