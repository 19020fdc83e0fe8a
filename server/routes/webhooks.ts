// Webhooks over HTTP: endpoints and their filters, the secret once, a test, the log of deliveries, and what is sent again. An administrator of some
// regions keeps webhooks of these alone; a program with a key keeps its own.
import { type Response, Router } from 'express'
import { z } from 'zod'
import type { Database } from '../../db/connect.ts'
import { deliveriesOf, deliveryCounts, deliveryOf } from '../../db/webhook-deliveries.ts'
import { listWebhooks, type Webhook, webhookById } from '../../db/webhooks.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { isTime } from '../domain/time-span.ts'
import { deliveryStatuses, webhookKinds } from '../domain/webhook.ts'
import { refuse } from '../problems.ts'
import { allow, officerOf } from '../sign-in/doors.ts'
import type { By, Webhooks } from '../webhooks/webhooks.ts'

const degrees = z.number().min(-180).max(180)
const latitude = z.number().min(-90).max(90)
const box = z.tuple([degrees, latitude, degrees, latitude]).refine(([, south, , north]) => south <= north)
const filterBody = z.strictObject({
  kinds: z
    .array(z.enum(webhookKinds))
    .min(1)
    .default([...webhookKinds]),
  hazards: z.array(z.enum(hazardKeys)).min(1).nullable().default(null),
  level: z.number().int().min(0).max(3).default(0),
  regions: z.array(z.string().max(20)).min(1).max(60).nullable().default(null),
  box: box.nullable().default(null),
  drill: z.boolean().default(false),
})
const name = z.string().trim().min(1).max(80)
const url = z.string().trim().min(1).max(1_000)
export const webhookBody = z.strictObject({ name, url, filter: filterBody.default(filterBody.parse({})) })
export const webhookChangeBody = z.strictObject({ name, url, filter: filterBody }).partial()
export const resumeBody = z.strictObject({ missed: z.boolean().default(true) })
export const againBody = z.union([
  z.strictObject({ delivery: z.string().max(200) }),
  z.strictObject({ dead: z.literal(true) }),
  z.strictObject({ from: z.iso.datetime({ offset: true }) }),
])
export const deliveriesQuery = z.strictObject({
  status: z.enum(deliveryStatuses).optional(),
  before: z
    .string()
    .regex(/^\d{4}-[\dT:.Z-]{10,30}~[\w-]{1,200}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

type Given = { db: Database; webhooks: Webhooks; now: () => Date }

const PATH = '/api/desk/webhooks'

export function webhookRoutes({ db, webhooks, now }: Given): Router {
  const router = Router()
  const door = allow('connect')

  router.get(PATH, door, async (_request, response) => {
    const own = (await listWebhooks(db)).filter(webhook => isOwn(response, webhook))
    response.json({ webhooks: await shown(own) })
  })

  router.post(PATH, door, async (request, response) => {
    const body = webhookBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    if (!isWithin(response, body.data.filter.regions))
      return refuse(request, response, { refused: 'region-not-yours' })
    const made = await webhooks.add(body.data, byOf(response))
    if (isRefusal(made)) return refuse(request, response, made)
    const [webhook] = await shown([made.webhook])
    response.status(201).json({ webhook, secret: made.secret })
  })

  router.get(`${PATH}/:id`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    response.json((await shown([webhook]))[0])
  })

  router.patch(`${PATH}/:id`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    const body = webhookChangeBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    if (body.data.filter && !isWithin(response, body.data.filter.regions))
      return refuse(request, response, { refused: 'region-not-yours' })
    const changed = await webhooks.change(webhook, body.data, byOf(response))
    if (isRefusal(changed)) return refuse(request, response, changed)
    response.json((await shown([changed]))[0])
  })

  router.delete(`${PATH}/:id`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    await webhooks.remove(webhook, byOf(response))
    response.status(204).end()
  })

  router.post(`${PATH}/:id/secret`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    response.status(201).json(await webhooks.replaceSecret(webhook, byOf(response)))
  })

  router.post(`${PATH}/:id/test`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    const sent = await webhooks.sendTest(webhook, byOf(response))
    if (isRefusal(sent)) return refuse(request, response, sent)
    response.status(202).json(sent)
  })

  router.post(`${PATH}/:id/pause`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    const refusal = await webhooks.pause(webhook, byOf(response))
    if (refusal) return refuse(request, response, refusal)
    response.status(204).end()
  })

  router.post(`${PATH}/:id/resume`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    const body = resumeBody.safeParse(request.body ?? {})
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const refusal = await webhooks.resume(webhook, body.data.missed, byOf(response))
    if (refusal) return refuse(request, response, refusal)
    response.status(204).end()
  })

  router.post(`${PATH}/:id/replay`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    const body = againBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const which = body.data
    const again =
      'delivery' in which
        ? { message: which.delivery }
        : 'from' in which
          ? { from: new Date(which.from) }
          : which
    const sent = await webhooks.sendAgain(webhook, again, byOf(response))
    if ('message' in again && sent.count === 0)
      return refuse(request, response, { refused: 'delivery-unknown' })
    response.status(202).json(sent)
  })

  /** The latest first; `next` is what `before` takes. */
  router.get(`${PATH}/:id/deliveries`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    const query = deliveriesQuery.safeParse(request.query)
    if (!query.success) return refuse(request, response, { refused: 'query-unreadable' })
    const { status, limit } = query.data
    const [since = '', message = ''] = query.data.before?.split('~') ?? []
    const before = query.data.before === undefined ? undefined : { since, message }
    if (before && !isTime(since)) return refuse(request, response, { refused: 'query-unreadable' })
    const deliveries = await deliveriesOf(db, webhook.id, { status, before, limit })
    const last = deliveries.at(-1)
    const next = last && deliveries.length === limit ? `${last.since.toISOString()}~${last.message}` : null
    response.json({ deliveries, next })
  })

  router.get(`${PATH}/:id/deliveries/:message`, door, async (request, response) => {
    const webhook = await owned(response, request.params.id)
    if (isRefusal(webhook)) return refuse(request, response, webhook)
    const delivery = await deliveryOf(db, webhook.id, String(request.params.message))
    if (!delivery) return refuse(request, response, { refused: 'delivery-unknown' })
    response.json(delivery)
  })

  async function owned(response: Response, id: unknown): Promise<Webhook | Refusal> {
    const checked = z.uuid().safeParse(id)
    const webhook = checked.success ? await webhookById(db, checked.data) : undefined
    return webhook && isOwn(response, webhook) ? webhook : { refused: 'webhook-unknown' }
  }

  async function shown(all: Webhook[]) {
    const counts = await deliveryCounts(
      db,
      all.map(({ id }) => id),
      now(),
    )
    return all.map(webhook => ({
      id: webhook.id,
      name: webhook.name,
      url: webhook.url,
      filter: webhook.filter,
      state: webhook.is_orphan ? 'disabled' : webhook.state,
      reason: webhook.is_orphan ? 'key-revoked' : webhook.reason,
      fault: webhook.fault,
      stoppedAt: webhook.stopped_at,
      /** What has happened before is being collected for it. */
      isToldPast: webhook.again_since !== null,
      arrivedAt: webhook.arrived_at,
      failingSince: webhook.failing_since,
      earlierSecretUntil:
        webhook.earlier_until && webhook.earlier_until > now() ? webhook.earlier_until : null,
      program: webhook.owner !== null,
      createdBy: webhook.created_by,
      createdAt: webhook.created_at,
      ...(counts.get(webhook.id) ?? { waiting: 0, arrived: 0, dead: 0 }),
    }))
  }

  return router
}

/** A program acts by its key. */
function byOf(response: Response): By {
  const { id, name, only } = officerOf(response)
  return { name, program: only ? id : null }
}

function isWithin(response: Response, regions: string[] | null): boolean {
  const own = officerOf(response).regions
  return own === null || (regions?.every(region => own.includes(region)) ?? false)
}

function isOwn(response: Response, { owner, filter }: Webhook): boolean {
  const { program } = byOf(response)
  return (program === null || owner === program) && isWithin(response, filter.regions)
}
