// Water gauges with what they read last. There are some hundreds of them, and the board holds them all.
import { z } from 'zod'
import { holds } from '../domain/condition.ts'
import { type Gauge, isStale } from '../domain/gauge.ts'
import type { Board } from '../live/board.ts'
import { around, type Collection, home, type Item, type Property } from './collection.ts'

const itemOf = (gauge: Gauge, now: number): Item => ({
  id: gauge.id,
  geometry: { type: 'Point', coordinates: [gauge.place.lng, gauge.place.lat] },
  properties: {
    id: gauge.id,
    number: gauge.number,
    code: gauge.code,
    name: gauge.name,
    within: gauge.within,
    region: gauge.region,
    depth_cm: gauge.latest?.depth ?? null,
    at: gauge.latest?.at ?? null,
    trend_cm_h: gauge.trend,
    level: gauge.warning,
    stale: isStale(gauge, now),
    minor_cm: gauge.thresholds?.[0] ?? null,
    moderate_cm: gauge.thresholds?.[1] ?? null,
    severe_cm: gauge.thresholds?.[2] ?? null,
  },
})

const properties: Property[] = [
  { name: 'id', kind: 'text', about: 'A UUID.' },
  { name: 'number', kind: 'integer', about: 'Its number here.' },
  { name: 'code', kind: 'text', about: 'What its import calls it.' },
  { name: 'name', kind: 'text', about: 'Its name.' },
  { name: 'within', kind: 'text', about: 'Where it stands.' },
  { name: 'region', kind: 'text', about: 'ISO 3166-2 code of the province.' },
  { name: 'depth_cm', kind: 'number', about: 'What it read last, centimetres above its zero.' },
  { name: 'at', kind: 'time', about: 'When that was, UTC.' },
  { name: 'trend_cm_h', kind: 'number', about: 'Centimetres an hour, over about the last hour.' },
  {
    name: 'level',
    kind: 'integer',
    about: '0 normal, 1 Siaga 3, 2 Siaga 2, 3 Siaga 1, by its own thresholds.',
    values: [0, 1, 2, 3],
  },
  { name: 'stale', kind: 'boolean', about: 'Whether the reading is too old to say anything of now.' },
  { name: 'minor_cm', kind: 'number', about: 'Siaga 3 begins here.' },
  { name: 'moderate_cm', kind: 'number', about: 'Siaga 2 begins here.' },
  { name: 'severe_cm', kind: 'number', about: 'Siaga 1 begins here.' },
]

export function gaugeCollection(board: Board, now: () => Date): Collection {
  const all = () =>
    [...board.gauges.values()]
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(gauge => itemOf(gauge, now().getTime()))
  return {
    id: 'gauges',
    properties,
    queryables: properties.map(({ name }) => name),
    orders: [],
    // A gauge that never read anything is of no time, and always fits.
    during: (from, to) =>
      [
        ...(from === undefined ? [] : [{ field: 'at', is: '>=' as const, value: from }]),
        ...(to === undefined ? [] : [{ field: 'at', is: '<=' as const, value: to }]),
      ].map(one => ({ any: [one, { field: 'at', missing: true }] })),
    async extent() {
      let box = home
      for (const { place } of board.gauges.values())
        box = around(box, [place.lng, place.lat, place.lng, place.lat])
      return { box, from: null }
    },
    async page({ condition, after, offset = 0, limit }) {
      const from = z.uuid().optional().safeParse(after)
      if (!from.success) return 'wrong-place'
      const fitting = all().filter(
        ({ properties: row, geometry }) => !condition || holds(condition, { row, geometry }) === true,
      )
      const left = fitting.filter(({ id }) => from.data === undefined || id > from.data).slice(offset)
      return {
        items: left.slice(0, limit),
        matched: fitting.length,
        next: left.length > limit ? left[limit - 1]?.id : undefined,
      }
    },
    async one(id) {
      const gauge = board.gauges.get(id)
      return gauge && itemOf(gauge, now().getTime())
    },
  }
}
