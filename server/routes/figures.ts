// Accountability in public: how long people waited, what is open and overdue, and when reports come; as a page, as JSON and as CSV.

import { Router } from 'express'
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { hoursOfDay, standingWork, waitingTimes } from '../../db/figures.ts'
import { languages } from '../domain/messages/index.ts'
import type { Refusal } from '../domain/refusal.ts'
import { csvLine } from '../exports/csv.ts'
import { sendPage } from '../pages/browser-rules.ts'
import { type Figures, figuresPage, figureTables } from '../pages/figures-page.ts'
import { languageOf, refuse } from '../problems.ts'
import { openToAll } from '../wire/cors.ts'
import { refusalOfQuery } from '../wire/queried.ts'

const DAY_MS = 86_400_000
/** Hours of the day are those of the capital. */
const TIME_ZONE = 'Asia/Jakarta'
const TOO_LONG: Refusal = { refused: 'span-wrong', details: { most: 366 } }

export const figuresQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30).meta({ description: 'How far back, up to now.' }),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  lang: z.enum(languages).optional(),
})
/** A page is reached by links that carry parameters of others. */
const pageQuery = z.object(figuresQuery.shape)
export const figuresCsvQuery = figuresQuery.extend({ table: z.enum(figureTables).default('waiting') })

export function figuresRoutes({ db, now }: { db: Queryable; now: () => Date }): Router {
  const router = Router()
  router.use(['/api/figures', '/api/figures.csv'], openToAll)

  async function figuresOf({ days, from, to }: z.infer<typeof figuresQuery>): Promise<Figures | undefined> {
    const end = to === undefined ? now() : new Date(to)
    const span = {
      from: from === undefined ? new Date(end.getTime() - days * DAY_MS) : new Date(from),
      to: end,
    }
    if (span.from >= span.to || span.to.getTime() - span.from.getTime() > 366 * DAY_MS) return undefined
    const waiting = await waitingTimes(db, span)
    const standing = await standingWork(db, now())
    const hours = await hoursOfDay(db, span, TIME_ZONE)
    return {
      from: span.from.toISOString(),
      to: span.to.toISOString(),
      timeZone: TIME_ZONE,
      waiting,
      standing,
      hours,
    }
  }

  router.get(['/angka', '/figures'], async (request, response) => {
    const query = pageQuery.safeParse(request.query)
    const figures = await figuresOf(query.success ? query.data : { days: 30 })
    const language = languageOf(request)
    if (!figures) return refuse(request, response, TOO_LONG)
    response
      .set('Cache-Control', 'public, max-age=60')
      .set('Content-Language', language)
      .vary('Accept-Language')
    sendPage(response, figuresPage(language, figures, Number(request.query.days ?? 30)))
  })

  router.get('/api/figures', async (request, response) => {
    const query = figuresQuery.safeParse(request.query)
    if (!query.success)
      return refuse(request, response, refusalOfQuery(request, figuresQuery, query.error, TOO_LONG))
    const figures = await figuresOf(query.data)
    if (!figures) return refuse(request, response, TOO_LONG)
    response.set('Cache-Control', 'public, max-age=60').json(figures)
  })

  router.get('/api/figures.csv', async (request, response) => {
    const query = figuresCsvQuery.safeParse(request.query)
    if (!query.success)
      return refuse(request, response, refusalOfQuery(request, figuresCsvQuery, query.error, TOO_LONG))
    const figures = await figuresOf(query.data)
    if (!figures) return refuse(request, response, TOO_LONG)
    response
      .set('Cache-Control', 'public, max-age=60')
      .type('text/csv')
      .attachment(`kentongan-${query.data.table}.csv`)
      .send(asCsv(figures[query.data.table]))
  })

  return router
}

function asCsv(rows: object[]): string {
  const [first = {}] = rows
  const lines = rows.map(row => Object.keys(first).map(key => Reflect.get(row, key)))
  return [Object.keys(first), ...lines].map(csvLine).join('')
}
