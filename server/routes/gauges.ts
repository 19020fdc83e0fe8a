// Water gauges: our own API with the last three days and a door for readings, and the incumbent's /floodgauges.

import compression from 'compression'
import { Router } from 'express'
import { z } from 'zod'
import type { Database } from '../../db/connect.ts'
import { gaugesNamed, observationsOf } from '../../db/gauges.ts'
import { type Gauge, isStale, type Observation, SHOWN_HOURS, siagaOf, warningOf } from '../domain/gauge.ts'
import { observationOf } from '../domain/gauge-readings.ts'
import { languages } from '../domain/messages/index.ts'
import type { Refusal } from '../domain/refusal.ts'
import { regionByCode, within } from '../domain/regions/index.ts'
import { recordObservations } from '../gauges.ts'
import { readJson } from '../json-body.ts'
import type { Board } from '../live/board.ts'
import { allow } from '../sign-in/doors.ts'
import { read } from '../wire/complaint.ts'
import { openToAll } from '../wire/cors.ts'
import { refusalOfQuery, takesOnly } from '../wire/queried.ts'
import { filterOf, placesQuery } from '../wire/requests.ts'
import { setOf, type Wire } from '../wire/topology.ts'
import { doing, doingWith } from './doing.ts'

type Given = {
  db: Database
  board: Board
  now: () => Date
}

const HOUR_MS = 3_600_000
/** The incumbent's window. */
const INCUMBENT_HOURS = 12
const ROMAN = ['', 'I', 'II', 'III', 'IV'] as const

const reading = z.strictObject({ at: z.iso.datetime({ offset: true }), depth: z.number() })
export const observationsBody = z.union([
  reading,
  z.strictObject({ observations: z.array(reading).min(1).max(5_000) }),
])

export const gaugeQuery = z.strictObject({
  lang: z.enum(languages).optional(),
  at: z.iso.datetime({ offset: true }).optional().meta({
    description:
      'The readings of the 72 hours before this moment, also those that were told later; now without it.',
  }),
})

export function gaugeRoutes({ db, board, now }: Given): Router {
  const router = Router()
  router.use(['/api/gauges', '/floodgauges'], openToAll, compression())

  router.get('/api/gauges', takesOnly(), (_request, response) => {
    const time = now().getTime()
    response.json({ gauges: [...board.gauges.values()].map(gauge => publicGauge(gauge, time)) })
  })

  router.get(
    '/api/gauges/:id',
    doing(async ({ request }) => {
      const gauge = await gaugeOf(String(request.params.id))
      if (!gauge) return UNKNOWN
      const query = gaugeQuery.safeParse(request.query)
      if (!query.success) return refusalOfQuery(request, gaugeQuery, query.error)
      const until = query.data.at ? new Date(query.data.at) : now()
      const since = new Date(until.getTime() - SHOWN_HOURS * HOUR_MS)
      const observations = (await observationsOf(db, [gauge.id], since, until)).get(gauge.id) ?? []
      return { ...publicGauge(gauge, now().getTime()), observations }
    }),
  )

  const mayTell = allow('measure', async ({ params }) => (await gaugeOf(String(params.id)))?.region)
  router.post(
    '/api/gauges/:id/observations',
    mayTell,
    readJson('1mb'),
    doingWith(
      observationsBody,
      async (body, { by, request }) => {
        const gauge = await gaugeOf(String(request.params.id))
        if (!gauge) return UNKNOWN
        const given = 'observations' in body ? body.observations : [body]
        const at = now()
        const taken = given.flatMap(one => observationOf(one, at) ?? [])
        if (taken.length < given.length) return { refused: 'reading-impossible' }
        const told = await recordObservations(db, gauge.id, taken, at, by.name)
        return told ? publicGauge(told, at.getTime()) : UNKNOWN
      },
      201,
    ),
  )

  router.get('/floodgauges', async (request, response) => {
    const query = read(placesQuery, 'query', request.query, response)
    if (!query) return
    const filter = filterOf({ ...query, training: 'false' })
    const meant = [...board.gauges.values()].filter(
      ({ region, place }) =>
        (filter.codes === null || filter.codes.includes(region ?? '')) &&
        (filter.box === null || within(filter.box, place)),
    )
    const features = await asIncumbent(meant)
    response.json(
      setOf(
        features.filter(({ properties }) => (properties.observations as unknown[]).length > 0),
        query.geoformat,
      ),
    )
  })

  router.get('/floodgauges/:id', async (request, response) => {
    const query = read(placesQuery, 'query', request.query, response)
    if (!query) return
    const gauge = await gaugeOf(request.params.id)
    if (!gauge) return response.status(404).json({ statusCode: 404, found: false, result: null })
    response.json(setOf(await asIncumbent([gauge]), query.geoformat))
  })

  async function gaugeOf(name: string): Promise<Gauge | undefined> {
    const known = board.gauges.get(name)
    if (known) return known
    const id = (await gaugesNamed(db, [name])).get(name)
    return id === undefined ? undefined : board.gauges.get(id)
  }

  /** The last twelve hours, oldest first. */
  async function asIncumbent(gauges: Gauge[]): Promise<Wire[]> {
    const since = new Date(now().getTime() - INCUMBENT_HOURS * HOUR_MS)
    const of = await observationsOf(
      db,
      gauges.map(({ id }) => id),
      since,
    )
    return gauges.map(gauge => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [gauge.place.lng, gauge.place.lat] },
      properties: {
        gaugeid: gauge.code,
        gaugenameid: gauge.name,
        observations: (of.get(gauge.id) ?? []).map(one => wireObservation(one, gauge)),
      },
    }))
  }

  return router
}

const UNKNOWN = { refused: 'gauge-unknown' } satisfies Refusal

function wireObservation({ at, depth }: Observation, { thresholds }: Gauge) {
  const warning = warningOf(depth, thresholds)
  const siaga = warning === null ? null : siagaOf(warning)
  return { f1: at, f2: depth, f3: siaga, f4: siaga === null ? null : `SIAGA ${ROMAN[siaga]}` }
}

/** `stale`: what was read last says nothing of now. */
const publicGauge = (gauge: Gauge, time: number) => ({
  ...gauge,
  regionName: gauge.region === null ? null : (regionByCode(gauge.region)?.name ?? null),
  stale: isStale(gauge, time),
})
