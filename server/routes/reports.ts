// The platform's own door for reports: the web form and the map use it, and so may any program.
import { type Request, Router } from 'express'
import { z } from 'zod'
import { addressOfBrowser } from '../../db/citizens.ts'
import type { Queryable } from '../../db/connect.ts'
import { reportById, reportByNumber, reportsByIds } from '../../db/reports.ts'
import { toFeature } from '../domain/contract.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { Around, Seen } from '../domain/seen.ts'
import { isPublic } from '../domain/state.ts'
import type { PublicConfig } from '../domain/told.ts'
import { readJson } from '../json-body.ts'
import type { Lifecycle } from '../lifecycle.ts'
import { attachPhoto } from '../photos/attaching.ts'
import type { Photos } from '../photos/photos.ts'
import type { LookUp } from '../places/places.ts'
import { refuse } from '../problems.ts'
import type { PrivateLinks } from '../secrets/private-links.ts'
import { cachingOf, toldTo } from '../sign-in/viewer.ts'
import { grouped } from '../surge/grouped.ts'
import type { Tickets } from '../trust/tickets.ts'
import { fromOf } from '../wire/from.ts'
import { takesOnly } from '../wire/queried.ts'
import { readAs } from '../wire/read-as.ts'
import { doing } from './doing.ts'

/** What may be in a report's body. The fields themselves are judged by `accept`, which can say kindly what is wrong. */
export const reportBody = z.object({
  hazard: z
    .unknown()
    .optional()
    .meta({ type: 'string', enum: [...hazardKeys] }),
  answers: z.unknown().optional().meta({
    type: 'object',
    additionalProperties: true,
    description: 'By the hazard: a flood’s depth in centimetres.',
  }),
  place: z
    .unknown()
    .optional()
    .meta({
      type: 'object',
      required: ['lng', 'lat'],
      properties: { lng: { type: 'number' }, lat: { type: 'number' } },
    }),
  placedBy: z.enum(['location', 'pin', 'name']).optional(),
  exactness: z
    .unknown()
    .optional()
    .meta({ type: 'number', description: 'How far off the place may be, in metres.' }),
  at: z.unknown().optional().meta({ type: 'string', format: 'date-time', description: 'When it was seen.' }),
  words: z.unknown().optional().meta({ type: 'string' }),
  device: z.string().min(16).max(64).optional(),
  /** The public report that this one confirms. */
  about: z.unknown().optional().meta({ type: 'string', format: 'uuid' }),
  drill: z.boolean().optional(),
  /** Words, photos and the exact place are for officers alone. */
  secret: z.boolean().optional(),
  /** No person sees this field of the form: whoever fills it is a program. */
  website: z.unknown().optional(),
})

const nearQuery = z.object({
  lng: z.coerce.number().min(-180).max(180),
  lat: z.coerce.number().min(-90).max(90),
  hazard: z.enum(hazardKeys),
  exactness: z.coerce.number().min(0).optional(),
})

/** One is offered; the others are there for who has sent the nearest. */
const NEAR_SHOWN = 5

const idSchema = z.uuid()

type Given = {
  db: Queryable
  lifecycle: Lifecycle
  photos: Pick<Photos, 'take' | 'nameIn'>
  /** Read when a place is first looked up. */
  places: () => Promise<{ lookUp: LookUp }>
  about: PublicConfig
  seenNear: (around: Around) => Seen[]
  tickets: Pick<Tickets, 'taskFor' | 'doorFor'>
  links: Pick<PrivateLinks, 'linkTo' | 'linkOf'>
}

const CHANNEL = 'web'
/** The header that a report's ticket comes in. */
const TICKET = 'Report-Ticket'
const PLACES_SHOWN = 8

/** Reports come in here, before anything that only pages and pictures need: when everybody comes, this door is the busiest. */
export function intakeRoutes({
  lifecycle,
  links,
  tickets,
}: Pick<Given, 'lifecycle' | 'links' | 'tickets'>): Router {
  const router = Router()

  /** A task whose solution comes with the report; a report without one is taken as well. */
  router.post('/api/tickets', async (request, response) => {
    const key = keyOf(request)
    if (!key) return refuse(request, response, { refused: 'key-missing' })
    const line = fromOf(request, 'open')?.line
    response.set('Cache-Control', 'no-store').json(await tickets.taskFor(key, line))
  })

  router.post('/api/reports', readJson('64kb'), async (request, response) => {
    const key = keyOf(request)
    if (!key) return refuse(request, response, { refused: 'key-missing' })
    const body = readAs(reportBody, request.body)
    if (isRefusal(body)) return refuse(request, response, body)
    const { device, about: other, website, ...draft } = body.read
    const about = idSchema.safeParse(other).data ?? null
    const door = await tickets.doorFor(request.get(TICKET), key)
    const outcome = await lifecycle.submit(
      { placedBy: 'pin', ...draft, about },
      {
        key,
        channel: CHANNEL,
        ...(device && { browser: addressOfBrowser(device) }),
        from: fromOf(request, door, Boolean(website)),
      },
    )
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response
      .status(outcome.created ? 201 : 200)
      .location(`/api/reports/${outcome.report.id}`)
      .json({
        report: toFeature(outcome.report, null, 'public'),
        created: outcome.created,
        link: outcome.created
          ? links.linkTo(outcome.report, outcome.citizen ?? null)
          : await links.linkOf(outcome.report),
      })
  })

  return router
}

export function reportRoutes({
  db,
  lifecycle,
  photos,
  places,
  about,
  seenNear,
}: Omit<Given, 'links' | 'tickets'>): Router {
  const router = Router()

  router.get('/api/config', (_request, response) => {
    response.json(about)
  })

  router.get(
    '/api/places',
    takesOnly('q', 'finished'),
    doing(async ({ request }) => {
      const { lookUp } = await places()
      const words = typeof request.query.q === 'string' ? request.query.q.trim().slice(0, 200) : ''
      const finished = request.query.finished === '1'
      return { places: words === '' ? [] : await lookUp(words, PLACES_SHOWN, { finished }) }
    }),
  )

  /** What others have reported around a place, the nearest first. */
  router.get('/api/reports/near', takesOnly(...Object.keys(nearQuery.shape)), (request, response) => {
    const query = nearQuery.safeParse(request.query)
    if (!query.success) return refuse(request, response, { refused: 'place-not-a-point' })
    const { lng, lat, ...around } = query.data
    response
      .set('Cache-Control', 'no-store')
      .json({ near: seenNear({ ...around, place: { lng, lat } }).slice(0, NEAR_SHOWN) })
  })

  router.put(
    '/api/reports/:id/photo',
    doing(async ({ request }) => {
      const id = await idOf(db, String(request.params.id))
      const report = id === undefined ? undefined : await reportById(db, id)
      const key = keyOf(request)
      if (!report || !key || !(await lifecycle.isSender(report, CHANNEL, key)))
        return { refused: 'report-unknown' }
      return attachPhoto({ lifecycle, photos }, report, request)
    }),
  )

  /** Those that are asked for together are read together. */
  const read = grouped((ids: string[]) => reportsByIds(db, ids))

  router.get('/api/reports/:id', async (request, response) => {
    const id = await idOf(db, request.params.id)
    const found = id === undefined ? undefined : await read(id)
    if (!found || !isPublic(found.report)) return refuse(request, response, { refused: 'report-unknown' })
    const { report, incident } = found
    const audience = toldTo(response).audienceAt(report.region)
    response
      .set('Cache-Control', cachingOf(response))
      .vary('Authorization')
      .type('application/geo+json')
      .json(toFeature(report, incident, audience))
  })

  return router
}

/** Of a report that is named by it, or by the number that people were given. */
async function idOf(db: Queryable, given: string): Promise<string | undefined> {
  if (/^\d{1,15}$/.test(given)) return (await reportByNumber(db, Number(given), false))?.id
  return idSchema.safeParse(given).data
}

const keyOf = (request: Request): string | undefined =>
  request.get('Idempotency-Key')?.trim().slice(0, 200) || undefined
