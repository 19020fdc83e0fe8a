// GET /events: what anybody may see, as it happens, over plain HTTP (Server-Sent Events). It stands before the compression, which would hold lines back.
import { Router } from 'express'
import { z } from 'zod'
import { isPlace } from '../domain/cursor.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { regionByCode } from '../domain/regions/index.ts'
import type { Events } from '../live/events.ts'
import { viewSchema } from '../live/watching.ts'
import { refuse } from '../problems.ts'
import type { Admitted } from '../sign-in/admitted.ts'
import { followerFor } from '../sign-in/viewer.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { lineOf } from '../wire/from.ts'
import { refusalOfQuery } from '../wire/queried.ts'

const parts = (text: string) => text.split(',').filter(Boolean)

const eventsQuery = z.strictObject({
  bbox: z
    .string()
    .max(200)
    .transform(text => text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part))))
    .pipe(viewSchema.shape.box.unwrap())
    .optional(),
  region: z
    .string()
    .max(10)
    .refine(code => regionByCode(code) !== undefined)
    .transform(code => regionByCode(code)?.code)
    .optional(),
  hazard: z
    .string()
    .max(200)
    .transform(parts)
    .pipe(z.array(z.enum(hazardKeys)))
    .optional(),
  drill: z.enum(['0', '1']).default('0'),
  snapshot: z.enum(['0', '1']).default('1'),
  after: z.string().refine(isPlace).optional(),
})

const headers = {
  ...openHeaders,
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
}
/** Streams of programs that went away are free again by then, s. */
const BACK_S = 30

type Given = {
  events: Events
  admit: Admitted['admit']
}

export function eventRoutes({ events, admit }: Given): Router {
  const router = Router()

  router.head('/events', (_request, response) => void response.writeHead(200, headers).end())

  router.use('/events', openToAll)

  router.get('/events', async (request, response) => {
    const query = eventsQuery.safeParse(request.query)
    if (!query.success) return refuse(request, response, refusalOfQuery(request, eventsQuery, query.error))
    const { bbox, region, hazard, drill, snapshot } = query.data
    const last = request.get('Last-Event-ID')
    const after = last !== undefined && isPlace(last) ? last : query.data.after
    const done = events.admit(lineOf(request))
    if (!done) return refuse(request, response, { refused: 'too-often', details: { seconds: BACK_S } })
    response.once('close', done)
    // Cookies do not count: an officer's rights are for the desk, and a page elsewhere could not show them anyway.
    const { authorization } = request.headers
    const { viewer, left } = await admit({ authorization }, () => response.destroy(), followerFor)
    response.once('close', left)
    if (response.destroyed) return left()
    response.writeHead(200, headers)
    await events.follow(response, {
      watch: {
        ...(bbox && { box: bbox }),
        ...(region && { region }),
        ...(hazard && hazard.length > 0 && { hazards: hazard }),
        ...(drill === '1' && { drill: true }),
      },
      viewer,
      ...(after !== undefined && { after }),
      whole: snapshot === '1',
    })
  })

  return router
}
