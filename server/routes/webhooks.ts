// Webhooks over HTTP: endpoints and their filters, the secret once, a test, the log of deliveries, and what is sent again. An administrator of some
// regions keeps webhooks of these alone; a program with a key keeps its own.
import { Router } from 'express'
import { z } from 'zod'
import type { Database } from '../../db/connect.ts'
import { deliveriesOf, deliveryCounts, deliveryOf } from '../../db/webhook-deliveries.ts'
import { listWebhooks, type Webhook, webhookById } from '../../db/webhooks.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { isWithin, type Officer } from '../domain/permissions.ts'
import { isRefusal } from '../domain/refusal.ts'
import { isTime } from '../domain/time-span.ts'
import { deliveryStatuses, webhookKinds } from '../domain/webhook.ts'
import { allow } from '../sign-in/doors.ts'
import type { By, Webhooks } from '../webhooks/webhooks.ts'
import { type Asked, doing, doingWith, NOT_YOURS, type Outcome } from './doing.ts'

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

  router.get(
    PATH,
    door,
    doing(async ({ by }) => {
      const own = (await listWebhooks(db)).filter(webhook => isOwn(by, webhook))
      return { webhooks: await shown(own) }
    }),
  )

  router.post(
    PATH,
    door,
    doingWith(
      webhookBody,
      async (body, { by }) => {
        if (!isWithin(by, body.filter.regions)) return NOT_YOURS
        const made = await webhooks.add(body, inTheNameOf(by))
        if (isRefusal(made)) return made
        const [webhook] = await shown([made.webhook])
        return { webhook, secret: made.secret }
      },
      201,
    ),
  )

  router.get(
    `${PATH}/:id`,
    door,
    owning(async webhook => (await shown([webhook]))[0]),
  )

  router.patch(
    `${PATH}/:id`,
    door,
    owningWith(webhookChangeBody, async (webhook, body, { by }) => {
      if (body.filter && !isWithin(by, body.filter.regions)) return NOT_YOURS
      const changed = await webhooks.change(webhook, body, inTheNameOf(by))
      return isRefusal(changed) ? changed : (await shown([changed]))[0]
    }),
  )

  router.delete(
    `${PATH}/:id`,
    door,
    owning(async (webhook, { by }) => {
      await webhooks.remove(webhook, inTheNameOf(by))
      return undefined
    }),
  )

  router.post(
    `${PATH}/:id/secret`,
    door,
    owning((webhook, { by }) => webhooks.replaceSecret(webhook, inTheNameOf(by)), 201),
  )

  router.post(
    `${PATH}/:id/test`,
    door,
    owning((webhook, { by }) => webhooks.sendTest(webhook, inTheNameOf(by)), 202),
  )

  router.post(
    `${PATH}/:id/pause`,
    door,
    owning((webhook, { by }) => webhooks.pause(webhook, inTheNameOf(by))),
  )

  router.post(
    `${PATH}/:id/resume`,
    door,
    owningWith(resumeBody.prefault({}), (webhook, { missed }, { by }) =>
      webhooks.resume(webhook, missed, inTheNameOf(by)),
    ),
  )

  router.post(
    `${PATH}/:id/replay`,
    door,
    owningWith(
      againBody,
      async (webhook, which, { by }) => {
        const again =
          'delivery' in which
            ? { message: which.delivery }
            : 'from' in which
              ? { from: new Date(which.from) }
              : which
        const sent = await webhooks.sendAgain(webhook, again, inTheNameOf(by))
        return 'message' in again && sent.count === 0 ? { refused: 'delivery-unknown' } : sent
      },
      202,
    ),
  )

  /** The latest first; `next` is what `before` takes. */
  router.get(
    `${PATH}/:id/deliveries`,
    door,
    owning(async ({ id }, { request }) => {
      const query = deliveriesQuery.safeParse(request.query)
      if (!query.success) return { refused: 'query-unreadable' }
      const { status, limit } = query.data
      const [since = '', message = ''] = query.data.before?.split('~') ?? []
      const before = query.data.before === undefined ? undefined : { since, message }
      if (before && !isTime(since)) return { refused: 'query-unreadable' }
      const deliveries = await deliveriesOf(db, id, { status, before, limit })
      const last = deliveries.at(-1)
      const next = last && deliveries.length === limit ? `${last.since.toISOString()}~${last.message}` : null
      return { deliveries, next }
    }),
  )

  router.get(
    `${PATH}/:id/deliveries/:message`,
    door,
    owning(async ({ id }, { request }) => {
      const delivery = await deliveryOf(db, id, String(request.params.message))
      return delivery ?? { refused: 'delivery-unknown' }
    }),
  )

  /** Of a webhook that whoever asks may have to do with; of any other nobody learns that it is there. */
  async function owned({ id, by }: Asked, act: (webhook: Webhook) => Promise<Outcome>): Promise<Outcome> {
    const webhook = id && (await webhookById(db, id))
    return webhook && isOwn(by, webhook) ? act(webhook) : { refused: 'webhook-unknown' }
  }

  function owning(act: (webhook: Webhook, asked: Asked) => Promise<Outcome>, status?: number) {
    return doing(asked => owned(asked, webhook => act(webhook, asked)), status)
  }

  function owningWith<Body>(
    schema: z.ZodType<Body>,
    act: (webhook: Webhook, body: Body, asked: Asked) => Promise<Outcome>,
    status?: number,
  ) {
    return doingWith(schema, (body, asked) => owned(asked, webhook => act(webhook, body, asked)), status)
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
const inTheNameOf = ({ id, name, only }: Officer): By => ({ name, program: only ? id : null })

const isOwn = (by: Officer, { owner, filter }: Webhook): boolean =>
  (!by.only || owner === by.id) && isWithin(by, filter.regions)
