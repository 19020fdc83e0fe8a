// The incumbent's Cities API: which regions there are, and whether a point lies in one.
import { bboxPolygon } from '@turf/bbox-polygon'
import { Router } from 'express'
import { cities, cityByCode, regionAt, regionByCode, regions, within } from '../domain/regions/index.ts'
import { read } from '../wire/complaint.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { citiesQuery, cityBoundsQuery } from '../wire/feed-requests.ts'
import type { Geoformat } from '../wire/petabencana.ts'
import { give, type Ready, readyAnswer } from '../wire/ready.ts'
import { setOf } from '../wire/topology.ts'

export function citiesRoutes(): Router {
  const router = Router()
  /** They never change while the server runs. */
  const made = new Map<Geoformat, Ready>()
  router.use('/cities', openToAll)

  router.get('/cities', (request, response) => {
    const query = read(citiesQuery, 'query', request.query, response)
    if (!query) return
    const ready = made.get(query.geoformat) ?? readyAnswer(JSON.stringify(allRegions(query.geoformat)))
    made.set(query.geoformat, ready)
    return give(request, response, ready, openHeaders)
  })

  router.get('/cities/bounds', (request, response) => {
    const query = read(cityBoundsQuery, 'query', request.query, response)
    if (!query) return
    const point = { lng: query.long, lat: query.lat }
    const here = regionAt(point)
    const code = query.admin ?? query.city
    const city = code === undefined ? undefined : cityByCode(code)
    const isIn = city
      ? within(city.bounds, point)
      : here !== undefined && (code === undefined || regionByCode(code) === here)
    const named = city && isIn ? city : here
    response.json({ statusCode: 200, result: { pointInCity: isIn, cityName: named?.name.id ?? null } })
  })

  return router
}

/** The provinces, and the cities of the first generation: clients that know those find them by their codes, as the boxes that they filter by. */
const allRegions = (geoformat: Geoformat) =>
  setOf(
    [
      ...regions.map(({ code, name, geometry }) => ({ code, name, geometry })),
      ...cities.map(({ code, name, bounds }) => ({ code, name, geometry: bboxPolygon(bounds).geometry })),
    ].map(({ code, name, geometry }) => ({
      type: 'Feature',
      geometry,
      properties: { code, name: name.id },
    })),
    geoformat,
  )
