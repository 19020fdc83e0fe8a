// Pages of the collections whose features the database gives by their ids.
import type { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { boxOfFeatures, countOfFeatures, pageOfFeatures, type Source } from '../../db/feature-search.ts'
import type { Bounds } from '../domain/regions/index.ts'
import { type Asked, around, home, type Item, type Page } from './collection.ts'

const MOST_COUNTED = 100_000
/** How long the box around all features is taken for granted, ms. */
const BOX_KEPT_MS = 5_000

export async function pageById<Stored extends object, T extends { id: string }>(
  db: Queryable,
  source: Source<Stored, T>,
  { condition, after, offset = 0, limit }: Asked,
  itemOf: (one: T) => Item,
  id: z.ZodType<string>,
): Promise<Page | 'wrong-place'> {
  const from = id.optional().safeParse(after)
  if (!from.success) return 'wrong-place'
  const [all, matched] = await Promise.all([
    pageOfFeatures(db, source, { condition, after: from.data, limit: offset + limit + 1 }),
    from.data === undefined ? countOfFeatures(db, source, condition, MOST_COUNTED) : undefined,
  ])
  const found = all.slice(offset)
  return {
    items: found.slice(0, limit).map(itemOf),
    next: found.length > limit ? found[limit - 1]?.id : undefined,
    matched,
  }
}

export async function oneById<Stored extends object, T>(
  db: Queryable,
  source: Source<Stored, T>,
  id: string,
  itemOf: (one: T) => Item,
): Promise<Item | undefined> {
  const condition = { field: 'id', is: '=' as const, value: id }
  const [found] = await pageOfFeatures(db, source, { condition, limit: 1 })
  return found && itemOf(found)
}

/** Our regions and whatever lies outside of them. */
export function boxAround<Stored extends object, T>(db: Queryable, source: Source<Stored, T>) {
  let known: { box: Promise<Bounds>; until: number } | undefined
  return async (): Promise<{ box: Bounds; from: null }> => {
    if (!known || known.until < performance.now()) {
      const box = boxOfFeatures(db, source).then(found => around(home, found))
      known = { box, until: performance.now() + BOX_KEPT_MS }
      box.catch(() => {
        known = undefined
      })
    }
    return { box: await known.box, from: null }
  }
}
