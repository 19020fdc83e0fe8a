// Imported infrastructure: our own API by box and kind, and the incumbent's /infrastructure/:type.
import compression from 'compression'
import { Router } from 'express'
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { type Listed, placesOfKinds } from '../../db/places.ts'
import { languages } from '../domain/messages/index.ts'
import { infrastructureKinds } from '../domain/place-index.ts'
import { regionAt, within } from '../domain/regions/index.ts'
import { refuse } from '../problems.ts'
import { read } from '../wire/complaint.ts'
import { openToAll } from '../wire/cors.ts'
import { refusalOfQuery } from '../wire/queried.ts'
import { filterOf, infrastructurePath, infrastructureTypes, placesQuery } from '../wire/requests.ts'
import { setOf } from '../wire/topology.ts'

/** More in one view is a picture of nothing. */
const MOST_IN_VIEW = 2_000
const MOST = 50_000
const KEPT_S = 300

const degrees = z.number().min(-180).max(180)
const infrastructureQuery = z.strictObject({
  kind: z
    .string()
    .transform(text => text.split(','))
    .pipe(z.array(z.enum(infrastructureKinds)).min(1)),
  box: z
    .string()
    .transform(text => text.split(',').map(Number))
    .pipe(z.tuple([degrees, degrees, degrees, degrees])),
  lang: z.enum(languages).optional(),
})

export function infrastructureRoutes({ db }: { db: Queryable }): Router {
  const router = Router()
  router.use(['/api/infrastructure', '/infrastructure'], openToAll, compression())

  router.get('/api/infrastructure', async (request, response) => {
    const query = infrastructureQuery.safeParse(request.query)
    if (!query.success)
      return refuse(request, response, refusalOfQuery(request, infrastructureQuery, query.error))
    const { kind, box } = query.data
    const places = await placesOfKinds(db, kind, { box, most: MOST_IN_VIEW + 1 })
    response.set('Cache-Control', `public, max-age=${KEPT_S}`).json({
      type: 'FeatureCollection',
      features: places.slice(0, MOST_IN_VIEW).map(ownFeature),
      /** Whether there are more than are told. */
      more: places.length > MOST_IN_VIEW,
    })
  })

  router.get('/infrastructure/:type', async (request, response) => {
    const path = read(infrastructurePath, 'params', request.params, response)
    const query = path && read(placesQuery, 'query', request.query, response)
    if (!query) return
    const filter = filterOf({ ...query, training: 'false' })
    const places = await placesOfKinds(db, [infrastructureTypes[path.type]], {
      box: filter.box ?? undefined,
      most: MOST,
    })
    const meant = places.filter(
      ({ point }) =>
        (filter.codes === null || filter.codes.includes(regionAt(point)?.code ?? '')) &&
        (filter.box === null || within(filter.box, point)),
    )
    response.json(
      setOf(
        meant.map(({ name, properties, geometry }) => ({
          type: 'Feature',
          geometry,
          properties: { name, tags: properties },
        })),
        query.geoformat,
      ),
    )
  })

  return router
}

const ownFeature = ({ id, number, kind, name, within: inside, properties, geometry }: Listed) => ({
  type: 'Feature',
  geometry,
  properties: { id, number, kind, name, within: inside, tags: properties },
})
