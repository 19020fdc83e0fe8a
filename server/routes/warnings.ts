// The desk's warnings: write, approve, change and lift them. Who may read and warn where is asked in server/warnings/warnings.ts.
import { Router } from 'express'
import { z } from 'zod'
import { auditOfWarning } from '../../db/audit.ts'
import type { Queryable } from '../../db/connect.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import type { Refusal } from '../domain/refusal.ts'
import { isTime } from '../domain/time-span.ts'
import { certainties, severities, urgencies } from '../domain/warning.ts'
import { TEXT_LIMIT } from '../domain/warning-content.ts'
import { allow } from '../sign-in/doors.ts'
import type { Warnings } from '../warnings/warnings.ts'
import { doing, doingWith, NOT_YOURS } from './doing.ts'

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

export function warningRoutes({ db, warnings }: { db: Queryable; warnings: Warnings }): Router {
  const router = Router()
  const steps = { ...warnings, 'hand-back': warnings.handBack }

  router.get(
    '/api/desk/warnings',
    allow('look'),
    doing(async ({ by, request }) => {
      const drill = request.query.drill === '1'
      const [drafts, standing, ended] = await Promise.all([
        warnings.open(drill),
        warnings.standing(drill),
        warnings.ended(drill),
      ])
      return {
        drafts: drafts.filter(({ content }) => warnings.mayLook(by, content)),
        warnings: standing.filter(each => warnings.mayLook(by, each)),
        ended: ended.filter(each => warnings.mayLook(by, each)),
      }
    }),
  )

  router.post(
    '/api/desk/warnings',
    allow('warn'),
    doingWith(warningBody, (body, { by }) => warnings.write(body, by), 201),
  )

  router.post(
    '/api/desk/warnings/reach',
    allow('warn'),
    doingWith(warningReachBody, async (body, { by }) =>
      warnings.mayWarn(by, body) ? warnings.reach(body, body.drill) : NOT_YOURS,
    ),
  )

  router.get(
    '/api/desk/warnings/areas',
    allow('look'),
    doing(async ({ request }) => {
      const words = typeof request.query.q === 'string' ? request.query.q.trim().slice(0, 100) : ''
      return { areas: words === '' ? [] : await warnings.areasNamed(words) }
    }),
  )

  router.get(
    '/api/desk/warnings/drafts/:id',
    allow('look'),
    doing(async ({ by, id }) => {
      const draft = id && (await warnings.draft(id))
      if (!draft) return UNKNOWN
      if (!warnings.mayLook(by, draft.content)) return NOT_YOURS
      const [versions, messages, history] = await Promise.all([
        warnings.versions(draft.id),
        warnings.messages(draft.warning),
        auditOfWarning(db, draft.warning),
      ])
      return { draft, versions, messages, history }
    }),
  )

  router.put(
    '/api/desk/warnings/drafts/:id',
    allow('warn'),
    doingWith(warningEditBody, async (body, { by, id }) => (id ? warnings.edit(id, body, by) : UNKNOWN)),
  )

  for (const step of warningSteps)
    router.post(
      `/api/desk/warnings/drafts/:id/${step}`,
      allow('warn'),
      doingWith(warningStepBody, async (body, { by, id }) => (id ? steps[step](id, body, by) : UNKNOWN)),
    )

  router.get(
    '/api/desk/warnings/:id',
    allow('look'),
    doing(async ({ by, id }) => {
      const warning = id && (await warnings.warning(id))
      if (!warning) return UNKNOWN
      if (!warnings.mayLook(by, warning)) return NOT_YOURS
      const [messages, history] = await Promise.all([
        warnings.messages(warning.id),
        auditOfWarning(db, warning.id),
      ])
      return { warning, messages, history }
    }),
  )

  router.post(
    '/api/desk/warnings/:id/change',
    allow('warn'),
    doing(async ({ by, id }) => (id ? warnings.change(id, by) : UNKNOWN), 201),
  )

  router.post(
    '/api/desk/warnings/:id/end',
    allow('warn'),
    doingWith(warningEndBody.prefault({}), async (body, { by, id }) =>
      id ? warnings.end(id, body, by) : UNKNOWN,
    ),
  )

  return router
}

const UNKNOWN = { refused: 'warning-unknown' } satisfies Refusal
