// Flooded areas: for everybody those with a state, as GeoJSON; for officers also what is suggested and why, the history, and the one click.
import compression from 'compression'
import { Router } from 'express'
import { z } from 'zod'
import { areasNow, changesOf, statesOfSpan } from '../../db/area-states.ts'
import type { Queryable } from '../../db/connect.ts'
import type { Areas } from '../areas.ts'
import { languages } from '../domain/messages/index.ts'
import { may } from '../domain/permissions.ts'
import type { DeskArea } from '../domain/told.ts'
import type { Board } from '../live/board.ts'
import { allow, type RegionOf } from '../sign-in/doors.ts'
import { openToAll } from '../wire/cors.ts'
import { refusalOfQuery } from '../wire/queried.ts'
import { doing, doingWith } from './doing.ts'

type Given = { db: Queryable; board: Board; areas: Areas }

const state = z
  .literal([1, 2, 3, 4])
  .meta({ enum: [1, 2, 3, 4] })
  .nullable()
export const areaStateBody = z.strictObject({
  /** null clears it. */
  state,
  version: z.number().int().min(0).optional(),
  reason: z.string().max(1_000).optional(),
})
export const floodedQuery = z.strictObject({
  lang: z.enum(languages).optional(),
  at: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'As it was at this moment; now without it.' }),
})
const areaQuery = z.object({ words: z.string().max(100).optional() })
/** Found by name at a time. */
const FOUND = 20

export function areaRoutes({ db, board, areas }: Given): Router {
  const router = Router()
  const there: RegionOf = async ({ params }) => (await areas.all()).of(String(params.id))?.region

  router.use('/api/areas', openToAll, compression())

  router.get(
    '/api/areas/flooded',
    doing(async ({ request }) => {
      const query = floodedQuery.safeParse(request.query)
      if (!query.success) return refusalOfQuery(request, floodedQuery, query.error)
      const { of } = await areas.all()
      const at = query.data.at && new Date(query.data.at)
      const flooded = at
        ? (await statesOfSpan(db, at, at)).map(({ area, state, since }) => ({ id: area, state, since }))
        : [...board.areas.values()]
      const features = flooded.flatMap(({ id, state, since }) => {
        const ground = of(id)
        if (!ground) return []
        const { outline, name, parent, region } = ground
        return [
          { type: 'Feature', geometry: outline, properties: { id, name, parent, region, state, since } },
        ]
      })
      return { type: 'FeatureCollection', features }
    }),
  )

  router.get(
    '/api/desk/areas',
    allow('look'),
    doing(async ({ by, request }) => {
      const query = areaQuery.safeParse(request.query)
      const words = query.success ? (query.data.words?.trim().toLowerCase() ?? '') : ''
      const [{ areas: all, of }, suggested] = await Promise.all([areas.all(), areas.suggestions()])
      const ids =
        words === ''
          ? [...new Set([...board.areas.keys(), ...suggested.keys()])]
          : all
              .filter(({ name, parent }) => `${name} ${parent ?? ''}`.toLowerCase().includes(words))
              .slice(0, FOUND)
              .map(({ id }) => id)
      const listed = ids.flatMap((id): DeskArea[] => {
        const area = of(id)
        if (!area || !may(by, 'look', area.region)) return []
        const { name, parent, region, outline } = area
        const standing = board.areas.get(id)
        return [
          {
            id,
            name,
            parent,
            region,
            state: standing?.state ?? null,
            since: standing?.since ?? null,
            suggestion: suggested.get(id)?.suggestion ?? null,
            outline,
          },
        ]
      })
      return { areas: listed }
    }),
  )

  router.get(
    '/api/desk/areas/:id',
    allow('look', there),
    doing(async ({ request }) => {
      const id = String(request.params.id)
      const [area] = await areasNow(db, [id])
      const ground = (await areas.all()).of(id)
      if (!area || !ground) return { refused: 'area-unknown' }
      const suggestion = (await areas.suggestions()).get(id)?.suggestion ?? null
      return { ...area, outline: ground.outline, suggestion, history: await changesOf(db, id) }
    }),
  )

  router.put(
    '/api/desk/areas/:id/state',
    allow('set-area', there),
    doingWith(areaStateBody, (body, { by, request }) =>
      areas.set(String(request.params.id), { ...body, officer: by.name }),
    ),
  )

  return router
}
