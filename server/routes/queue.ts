// The desk's queue by the page, and its map in tiles, for desks with more reports than a browser should hold: by the officer's own rights.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { tabs } from '../domain/queue.ts'
import { states } from '../domain/state.ts'
import { refuse } from '../problems.ts'
import { allow, officerOf } from '../sign-in/doors.ts'
import type { Queues } from '../tiles/queues.ts'
import { LAST_ZOOM } from '../tiles/tile-layers.ts'
import { give, readyAnswer } from '../wire/ready.ts'
import { filterQuery, filtersOf, listOf } from './tiles.ts'

const part = {
  ...filterQuery,
  state: listOf(states),
  tab: z.enum(tabs).default('all'),
  agency: z.string().max(100).optional(),
}
const queueQuery = z.strictObject({
  ...part,
  from: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(0).max(200).default(100),
  names: z
    .string()
    .max(4_000)
    .default('')
    .transform(text => text.split(',').filter(Boolean))
    .pipe(z.array(z.uuid())),
})
/** `v`: of no meaning but to a browser, which holds each generation under an address of its own. */
const queueTileQuery = z.strictObject({ ...part, v: z.string().max(40).optional() })
const tilePath = z.object({
  z: z.coerce.number().int().min(0).max(LAST_ZOOM),
  x: z.coerce.number().int().min(0),
  y: z.coerce.number().int().min(0),
})

/** Of one officer alone: nobody on the way may keep it. */
const OWN = { 'Cache-Control': 'private, no-store' }

export function queueRoutes({ queues }: { queues: Queues }): Router {
  const router = Router()
  const by = (response: Response, query: z.infer<typeof queueTileQuery>) =>
    [
      officerOf(response),
      query.drill === '1',
      { tab: query.tab, filters: filtersOf(query), agency: query.agency ?? null },
    ] as const
  const unreadable = (request: Request, response: Response) =>
    refuse(request, response, { refused: 'query-unreadable' })

  router.get('/api/desk/queue', allow('look'), async (request, response) => {
    const query = queueQuery.safeParse(request.query)
    if (!query.success) return unreadable(request, response)
    const { from, limit, names } = query.data
    const answer = await queues.list(...by(response, query.data), { from, limit, names })
    await give(request, response, readyAnswer(JSON.stringify(answer)), OWN)
  })

  router.get('/api/desk/queue/tiles/:z/:x/:y.mvt', allow('look'), async (request, response) => {
    const path = tilePath.safeParse(request.params)
    const query = queueTileQuery.safeParse(request.query)
    if (!path.success || Math.max(path.data.x, path.data.y) >= 2 ** path.data.z)
      return refuse(request, response, { refused: 'not-found' })
    if (!query.success) return unreadable(request, response)
    const { z, x, y } = path.data
    await give(request, response, await queues.tile(...by(response, query.data), [z, x, y]), OWN)
  })

  return router
}
