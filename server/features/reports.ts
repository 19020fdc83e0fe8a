// All reports of citizens and feeds that everybody may see, of any age. What is asked is decided on what is shown: who asks for a tiny box or a
// word learns no more of a home or a secret than who reads the report.
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import {
  type After,
  afterOf,
  countOfReports,
  everyReport,
  type Found,
  type Order,
  pageOfReports,
  reportTerms,
  type Wanted,
} from '../../db/report-search.ts'
import { columns, rowOf } from '../domain/columns.ts'
import { holds } from '../domain/condition.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { isTime } from '../domain/time-span.ts'
import { type Asked, type AudienceAt, type Collection, home, type Item } from './collection.ts'

/** Beyond these nothing is counted. */
const MOST = { counted: 100_000, looked: 5_000 }
/** So many reports are looked at for one page; one with fewer that fit than asked for leads on. */
const LOOKED_PER_PAGE = 50_000
const LEAST_READ = 100

const orders: Record<string, Order> = {
  '-at': 'newest',
  '+at': 'oldest',
  at: 'oldest',
  '-number': 'last-number',
  '+number': 'first-number',
  number: 'first-number',
  '-level': 'worst',
  '+level': 'mildest',
  level: 'mildest',
}
const place = z.object({
  at: z.iso.datetime().refine(isTime),
  number: z.int(),
  id: z.uuid(),
  level: z.int().min(0).max(3),
})
const values: Record<string, readonly (string | number)[]> = {
  hazard: hazardKeys,
  level: [0, 1, 2, 3],
  state: ['unverified', 'verified', 'resolved'],
  placed_by: ['location', 'pin', 'name', 'feed'],
}

export function reportCollection(db: Queryable, publicUrl: string): Collection {
  const itemOf = ({ incident, ...report }: Found, audienceAt: AudienceAt = () => 'public'): Item => {
    const { row, point } = rowOf(report, incident, audienceAt(report.region), publicUrl)
    return { id: report.id, geometry: { type: 'Point', coordinates: point }, properties: row }
  }
  const fits = ({ condition }: Asked, { properties, geometry }: Item) =>
    condition === undefined || holds(condition, { row: properties, geometry }) === true
  const wantedOf = ({ condition }: Asked): Wanted => (condition ? { condition } : {})

  async function read(asked: Asked, after: After | undefined, order: Order) {
    const items: Item[] = []
    const page = Math.max((asked.offset ?? 0) + asked.limit + 1, asked.condition ? LEAST_READ : 0)
    let looked = 0
    let left = asked.offset ?? 0
    let last = after
    for await (const reports of everyReport(db, wantedOf(asked), { order, after, page })) {
      for (const report of reports) {
        const item = itemOf(report, asked.audienceAt)
        if (fits(asked, item) && left-- <= 0) {
          if (items.length === asked.limit) return { items, next: last }
          items.push(item)
        }
        last = afterOf(report)
      }
      looked += reports.length
      if (looked >= LOOKED_PER_PAGE && reports.length === page) return { items, next: last }
    }
    return { items }
  }

  return {
    id: 'reports',
    properties: columns.map(({ name, kind, about }) => ({
      name,
      kind,
      about,
      ...(values[name] && { values: values[name] }),
    })),
    queryables: Object.keys(reportTerms.fields),
    orders: Object.keys(orders),
    during: (from, to) => [
      ...(from === undefined ? [] : [{ field: 'at', is: '>=' as const, value: from }]),
      ...(to === undefined ? [] : [{ field: 'at', is: '<=' as const, value: to }]),
    ],
    async extent() {
      const [first] = await pageOfReports(db, {}, { order: 'oldest', limit: 1 })
      return { box: home, from: first?.at ?? null }
    },
    async page(asked) {
      const after = place.optional().safeParse(asked.after)
      if (!after.success) return 'wrong-place'
      const [{ items, next }, matched] = await Promise.all([
        read(asked, after.data, orders[asked.order ?? '-at'] ?? 'newest'),
        after.data
          ? undefined
          : countOfReports(db, wantedOf(asked), one => fits(asked, itemOf(one, asked.audienceAt)), MOST),
      ])
      return { items, matched, next }
    },
    async one(id, audienceAt) {
      const asked = z.uuid().safeParse(id).success
        ? { ids: [id] }
        : /^\d{1,15}$/.test(id)
          ? { numbers: [Number(id)] }
          : undefined
      const [found] = asked ? await pageOfReports(db, asked, { limit: 1 }) : []
      return found && itemOf(found, audienceAt)
    },
  }
}
