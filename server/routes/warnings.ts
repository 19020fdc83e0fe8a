// The desk's warnings: write, approve, change and lift them. Who may read and warn where is asked in server/warnings/warnings.ts.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { auditOfWarning } from '../../db/audit.ts'
import type { Queryable } from '../../db/connect.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { isTime } from '../domain/time-span.ts'
import { certainties, severities, urgencies } from '../domain/warning.ts'
import { TEXT_LIMIT } from '../domain/warning-content.ts'
import { refuse } from '../problems.ts'
import { allow, officerOf } from '../sign-in/doors.ts'
import type { Warnings } from '../warnings/warnings.ts'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
/** Closed: whoever forgot it is helped. */
const ring = z
  .array(position)
  .min(3)
  .max(5_000)
  .transform(corners => {
    const [first, last] = [corners[0], corners.at(-1)]
    return first && (first[0] !== last?.[0] || first[1] !== last[1]) ? [...corners, first] : corners
  })
  .refine(corners => corners.length >= 4)
const rings = z.array(ring).min(1).max(50)
const outline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: rings }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1).max(200) }),
])
const words = z.strictObject({
  headline: z.string().max(TEXT_LIMIT.headline),
  description: z.string().max(TEXT_LIMIT.description),
  instruction: z.string().max(TEXT_LIMIT.instruction),
  area: z.string().max(TEXT_LIMIT.area),
})
const time = z.iso
  .datetime({ offset: true })
  .refine(isTime)
  .transform(given => new Date(given).toISOString())

const content = {
  hazard: z.enum(hazardKeys),
  severity: z.enum(severities),
  urgency: z.enum(urgencies),
  certainty: z.enum(certainties),
  outline: outline.nullable(),
  words: z.strictObject({ id: words, en: words }),
  onset: time.nullable(),
  expiresAt: time.nullable(),
  contact: z.string().trim().max(200),
  web: z.string().trim().max(500),
  incident: z.uuid().nullable(),
}
export const warningBody = z.strictObject({
  ...z.strictObject(content).partial().shape,
  drill: z.boolean().default(false),
})
export const warningEditBody = z.strictObject({ version: z.number().int(), content: z.strictObject(content) })
export const warningStepBody = z.strictObject({
  version: z.number().int(),
  reason: z.string().max(1_000).optional(),
})
export const warningEndBody = z.strictObject({
  reason: z.string().max(1_000).optional(),
  words: z
    .strictObject({ id: z.string().trim().min(1).max(600), en: z.string().trim().min(1).max(600) })
    .optional(),
})
export const warningReachBody = z.strictObject({
  hazard: z.enum(hazardKeys),
  severity: z.enum(severities),
  outline,
  drill: z.boolean().default(false),
})
export const warningSteps = ['submit', 'withdraw', 'hand-back', 'approve', 'discard', 'restore'] as const
const stepPath = z.object({ id: z.uuid(), step: z.enum(warningSteps) })

export function warningRoutes({ db, warnings }: { db: Queryable; warnings: Warnings }): Router {
  const router = Router()
  const steps = { ...warnings, 'hand-back': warnings.handBack }

  router.get('/api/desk/warnings', allow('look'), async (request, response) => {
    const drill = request.query.drill === '1'
    const [drafts, standing, ended] = await Promise.all([
      warnings.open(drill),
      warnings.standing(drill),
      warnings.ended(drill),
    ])
    const officer = officerOf(response)
    response.json({
      drafts: drafts.filter(({ content }) => warnings.mayLook(officer, content)),
      warnings: standing.filter(each => warnings.mayLook(officer, each)),
      ended: ended.filter(each => warnings.mayLook(officer, each)),
    })
  })

  router.post('/api/desk/warnings', allow('warn'), async (request, response) => {
    const body = warningBody.safeParse(request.body)
    if (!body.success) return unreadable(request, response)
    answer(request, response, await warnings.write(body.data, officerOf(response)), 201)
  })

  router.post('/api/desk/warnings/reach', allow('warn'), async (request, response) => {
    const body = warningReachBody.safeParse(request.body)
    if (!body.success) return unreadable(request, response)
    if (!warnings.mayWarn(officerOf(response), body.data))
      return refuse(request, response, { refused: 'region-not-yours' })
    answer(request, response, await warnings.reach(body.data, body.data.drill))
  })

  router.get('/api/desk/warnings/areas', allow('look'), async (request, response) => {
    const words = typeof request.query.q === 'string' ? request.query.q.trim().slice(0, 100) : ''
    response.json({ areas: words === '' ? [] : await warnings.areasNamed(words) })
  })

  router.get('/api/desk/warnings/drafts/:id', allow('look'), async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const draft = id.success ? await warnings.draft(id.data) : undefined
    if (!draft) return refuse(request, response, { refused: 'warning-unknown' })
    if (!warnings.mayLook(officerOf(response), draft.content))
      return refuse(request, response, { refused: 'region-not-yours' })
    const [versions, messages, history] = await Promise.all([
      warnings.versions(draft.id),
      warnings.messages(draft.warning),
      auditOfWarning(db, draft.warning),
    ])
    response.json({ draft, versions, messages, history })
  })

  router.put('/api/desk/warnings/drafts/:id', allow('warn'), async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const body = warningEditBody.safeParse(request.body)
    if (!body.success) return unreadable(request, response)
    answer(
      request,
      response,
      id.success
        ? await warnings.edit(id.data, body.data, officerOf(response))
        : { refused: 'warning-unknown' },
    )
  })

  router.post('/api/desk/warnings/drafts/:id/:step', allow('warn'), async (request, response, next) => {
    const path = stepPath.safeParse(request.params)
    if (!path.success) return next()
    const body = warningStepBody.safeParse(request.body)
    if (!body.success) return unreadable(request, response)
    answer(request, response, await steps[path.data.step](path.data.id, body.data, officerOf(response)))
  })

  router.get('/api/desk/warnings/:id', allow('look'), async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const warning = id.success ? await warnings.warning(id.data) : undefined
    if (!warning) return refuse(request, response, { refused: 'warning-unknown' })
    if (!warnings.mayLook(officerOf(response), warning))
      return refuse(request, response, { refused: 'region-not-yours' })
    const [messages, history] = await Promise.all([
      warnings.messages(warning.id),
      auditOfWarning(db, warning.id),
    ])
    response.json({ warning, messages, history })
  })

  router.post('/api/desk/warnings/:id/change', allow('warn'), async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    answer(
      request,
      response,
      id.success ? await warnings.change(id.data, officerOf(response)) : { refused: 'warning-unknown' },
      201,
    )
  })

  router.post('/api/desk/warnings/:id/end', allow('warn'), async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const body = warningEndBody.safeParse(request.body ?? {})
    if (!body.success) return unreadable(request, response)
    answer(
      request,
      response,
      id.success
        ? await warnings.end(id.data, body.data, officerOf(response))
        : { refused: 'warning-unknown' },
    )
  })

  return router
}

const unreadable = (request: Request, response: Response) =>
  refuse(request, response, { refused: 'body-unreadable' })

function answer(request: Request, response: Response, outcome: object | Refusal, status = 200): void {
  if (isRefusal(outcome)) refuse(request, response, outcome)
  else response.status(status).json(outcome)
}
