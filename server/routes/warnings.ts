// The desk's warnings: give one, lift it, see those that hold. The desk's own routes stand before these and let officers through alone.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { hazardKeys } from '../domain/hazards/index.ts'
import { isRefusal } from '../domain/report.ts'
import { refuse } from '../problems.ts'
import type { Warnings } from '../warnings.ts'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const rings = z.array(z.array(position).min(4).max(2_000)).min(1).max(20)
const outline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: rings }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1).max(50) }),
])
/** What fits into one message beside its headline. */
const words = z.string().max(600)

export const warningBody = z.strictObject({
  incident: z.uuid().optional(),
  outline: outline.optional(),
  hazard: z.enum(hazardKeys).optional(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  words: z.strictObject({ id: words, en: words.optional() }),
  expiresAt: z.iso.datetime({ offset: true }),
})
export const warningEndBody = z.strictObject({ reason: z.string().max(1_000).optional() })

export function warningRoutes({ warnings }: { warnings: Warnings }): Router {
  const router = Router()

  router.get('/api/desk/warnings', async (request, response) => {
    if (officerOf(request, response)) response.json({ warnings: await warnings.standing() })
  })

  router.post('/api/desk/warnings', async (request, response) => {
    const officer = officerOf(request, response)
    if (!officer) return
    const body = warningBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const outcome = await warnings.warn(body.data, officer)
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.status(201).json(outcome)
  })

  router.post('/api/desk/warnings/:id/end', async (request, response) => {
    const officer = officerOf(request, response)
    if (!officer) return
    const id = z.uuid().safeParse(request.params.id)
    const body = warningEndBody.safeParse(request.body ?? {})
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const outcome = id.success
      ? await warnings.end(id.data, officer, body.data.reason ?? null)
      : ({ refused: 'warning-unknown' } as const)
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.json(outcome)
  })

  return router
}

/** Answers for itself where nobody is signed in. */
function officerOf(request: Request, response: Response): string | undefined {
  const { officer } = response.locals
  if (typeof officer === 'string') return officer
  refuse(request, response, { refused: 'sign-in-needed' })
  return undefined
}
