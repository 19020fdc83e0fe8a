// The past over HTTP: the map at a moment, as it was live then, and how many reports came in each step of a span.
import { Router } from 'express'
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { countedBetween } from '../../db/past.ts'
import { languages } from '../domain/messages/index.ts'
import type { Replay } from '../live/replay.ts'
import { refuse } from '../problems.ts'
import { everybody, followerFor } from '../sign-in/viewer.ts'
import { openToAll } from '../wire/cors.ts'
import { refusalOfQuery } from '../wire/queried.ts'

// What is no time stops there: a span of what are no times is not looked at.
const instant = z.iso.datetime({ offset: true, abort: true }).transform(text => new Date(text))
const drill = z.enum(['0', '1', 'true', 'false']).default('0')
/** Of what is refused. */
const lang = z.enum(languages).optional()
/** More steps than a screen has room for. */
const MOST_STEPS = 1_000

export const momentQuery = z.strictObject({
  at: instant.meta({ format: 'date-time', example: '2026-02-24T01:00:00Z' }),
  drill: drill.meta({ description: '1: the drill and nothing else.' }),
  lang,
})
export const timelineQuery = z
  .strictObject({
    from: instant.meta({ format: 'date-time', example: '2026-02-24T00:00:00Z' }),
    to: instant.meta({ format: 'date-time', example: '2026-02-25T00:00:00Z' }),
    step: z.coerce.number().int().min(60).max(31_536_000).default(3_600).meta({ description: 'Seconds.' }),
    drill,
    lang,
  })
  .refine(({ from, to }) => from < to)
  .refine(({ from, to, step }) => to.getTime() - from.getTime() <= MOST_STEPS * step * 1_000)

type Given = {
  db: Queryable
  replay: Replay
  now: () => Date
}

/** A moment this far back does not change any more but for words that are taken back, ms. */
const SETTLED_MS = 5 * 60_000

export function pastRoutes({ db, replay, now }: Given): Router {
  const router = Router()
  router.use(['/api/moments', '/api/timeline'], openToAll)

  router.get('/api/moments', async (request, response) => {
    const query = momentQuery.safeParse(request.query)
    if (!query.success) {
      const unread = { refused: 'moment-unreadable' } as const
      return refuse(request, response, refusalOfQuery(request, momentQuery, query.error, unread))
    }
    const { at, drill } = query.data
    if (at > now()) return refuse(request, response, { refused: 'moment-to-come' })
    const { officer } = response.locals
    const viewer = officer ? followerFor(officer) : everybody
    const moment = await replay.at(at, { drill: isYes(drill), viewer })
    const isSettled = now().getTime() - at.getTime() > SETTLED_MS
    response
      .set('Cache-Control', viewer === everybody && isSettled ? 'public, max-age=60' : 'private, no-store')
      .vary('Cookie, Authorization')
      .json(moment)
  })

  router.get('/api/timeline', async (request, response) => {
    const query = timelineQuery.safeParse(request.query)
    if (!query.success) {
      const unread = { refused: 'span-wrong', details: { most: MOST_STEPS } } as const
      return refuse(request, response, refusalOfQuery(request, timelineQuery, query.error, unread))
    }
    const { from, to, step, drill } = query.data
    const counted = await countedBetween(db, { from, to, step, drill: isYes(drill) })
    response.set('Cache-Control', 'public, max-age=10').json({
      from: from.toISOString(),
      to: to.toISOString(),
      step,
      counts: counted.map(({ bucket, ...rest }) => ({
        at: new Date(from.getTime() + bucket * step * 1_000).toISOString(),
        ...rest,
      })),
    })
  })

  return router
}

const isYes = (given: string) => given === '1' || given === 'true'
