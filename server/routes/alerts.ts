// Alerts for browsers: follow a place, see and change what is followed, and stop. A browser is known by its push address; its own token, which
// nobody can guess, opens what it follows.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { eraseForgotten, forgetCitizen, greetCitizen } from '../../db/citizens.ts'
import type { Database } from '../../db/connect.ts'
import { saveSubscription, subscriptionsOf } from '../../db/subscriptions.ts'
import type { Level, LngLat } from '../domain/hazards/hazard.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { pushAddress } from '../domain/push-address.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { type Acceptance, acceptPlace } from '../domain/report.ts'
import { REACH, SUBSCRIPTIONS_LIMIT, type Subscription } from '../domain/subscription.ts'
import { readJson } from '../json-body.ts'
import { languageOf, refuse } from '../problems.ts'
import { addressBlock, limit } from '../surge/limits.ts'
import { readAs } from '../wire/read-as.ts'
import { type Asked, doing, doingWith, type Outcome } from './doing.ts'

const minutes = z.number().int().min(0).max(1_439)
const wishes = {
  hazards: z.array(z.enum(hazardKeys)).min(1).max(hazardKeys.length).nullable(),
  level: z.number().int().min(0).max(3),
  quiet: z.strictObject({ from: minutes, until: minutes }).nullable(),
  drills: z
    .boolean()
    .optional()
    .meta({ description: 'Be told of drills as well; they are called so. Off unless asked for.' }),
}
export const alertBody = z.strictObject({
  push: z.object({
    endpoint: z.string(),
    keys: z.object({ p256dh: z.string(), auth: z.string() }),
  }),
  name: z.string().trim().min(1).max(60),
  place: z.strictObject({ lng: z.number(), lat: z.number() }),
  metres: z.number().int().min(REACH.least).max(REACH.most),
  /** The imported area around the place, to be followed as it is. */
  area: z.string().min(1).max(200).optional(),
  ...wishes,
})
export const alertChangeBody = z.strictObject({ ...wishes, removed: z.boolean() })

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  regionAt: (
    place: LngLat,
  ) => (NonNullable<ReturnType<Acceptance['regionAt']>> & { timeZone?: string }) | undefined
  /** The public half of our own keys. */
  pushKey: () => Promise<string>
  /** Signs the browsers' tokens. */
  tokenSecret: () => Promise<string>
  /** Origins of push services inside the operator's network. */
  ownServices: string[]
}

const CHANNEL = 'web-push'
const HOUR = 3_600_000
/** A whole office behind one address may want alerts. */
const AN_HOUR = 120

export function alertRoutes(given: Given): Router {
  const { db, now, newId, regionAt, pushKey, tokenSecret, ownServices } = given
  const router = Router()
  const knocking = limit(AN_HOUR, HOUR)

  router.get(
    '/api/alerts/key',
    doing(async () => ({ key: await pushKey() })),
  )

  const heard: RequestHandler = (request, response, next) => {
    const seconds = knocking(addressBlock(request.ip), now().getTime())
    if (seconds > 0) return refuse(request, response, { refused: 'too-often', details: { seconds } })
    next()
  }

  router.post(
    '/api/alerts',
    heard,
    readJson('16kb'),
    doingWith(
      alertBody,
      async (body, { request }) => {
        const { push, name, place, metres, area, hazards, level, quiet, drills = false } = body
        const address = pushAddress({ endpoint: push.endpoint, ...push.keys }, ownServices)
        if (!address) return { refused: 'push-address-wrong' }
        const accepted = acceptPlace(place, regionAt)
        if (isRefusal(accepted)) return accepted
        const subscription: Subscription = {
          id: newId(),
          name,
          where: area ? { area } : { place: accepted.place, metres },
          hazards,
          level: level as Level,
          quiet,
          timeZone: regionAt(accepted.place)?.timeZone ?? 'Asia/Jakarta',
          drills,
          removed: false,
        }
        const outcome = await follow(address, languageOf(request), subscription)
        if (isRefusal(outcome)) return outcome
        return { token: await tokenOf(outcome.citizen), subscriptions: standing(outcome.subscriptions) }
      },
      201,
    ),
  )

  router.get(
    '/api/alerts',
    ofOwn(async citizen => ({ subscriptions: standing(await subscriptionsOf(db, citizen)) })),
  )

  router.put(
    '/api/alerts/:id',
    readJson('16kb'),
    ofOwn(async (citizen, { request }) => {
      const body = readAs(alertChangeBody, request.body)
      if (isRefusal(body)) return body
      const own = await subscriptionsOf(db, citizen)
      const before = own.find(({ id }) => id === request.params.id)
      if (!before) return UNKNOWN
      if (before.removed && !body.read.removed && standing(own).length >= SUBSCRIPTIONS_LIMIT) return enough
      const { level, drills = before.drills, ...rest } = body.read
      const subscription = { ...before, ...rest, level: level as Level, drills }
      await saveSubscription(db, { citizen, at: now(), subscription })
      return { subscriptions: standing(await subscriptionsOf(db, citizen)) }
    }),
  )

  router.delete(
    '/api/alerts/:id',
    ofOwn(async (citizen, { request }) => {
      const before = (await subscriptionsOf(db, citizen)).find(({ id }) => id === request.params.id)
      if (!before) return UNKNOWN
      await saveSubscription(db, { citizen, at: now(), subscription: { ...before, removed: true } })
      return undefined
    }),
  )

  /** Nothing is kept of this browser. */
  router.delete(
    '/api/alerts',
    ofOwn(async citizen => {
      await db.transaction(client => forgetCitizen(client, citizen, now()))
      await eraseForgotten(db)
      return undefined
    }),
  )

  const follow = (address: string, language: string, subscription: Subscription) =>
    db.transaction(async client => {
      const meeting = { id: newId(), channel: CHANNEL, address, language, at: now() }
      // Holds the citizen's row, so that two at once are counted one after the other.
      const citizen = await greetCitizen(client, meeting)
      if (standing(await subscriptionsOf(client, citizen)).length >= SUBSCRIPTIONS_LIMIT) return enough
      if (!(await saveSubscription(client, { citizen, at: now(), subscription }))) return nowhere
      return { citizen, subscriptions: await subscriptionsOf(client, citizen) }
    })

  async function signed(citizen: string): Promise<Buffer> {
    return createHmac('sha256', await tokenSecret())
      .update(citizen)
      .digest()
  }

  const tokenOf = async (citizen: string) => `${citizen}.${(await signed(citizen)).toString('base64url')}`

  async function citizenOf(request: Request): Promise<string | undefined> {
    const [citizen = '', signature = ''] = (request.get('Authorization') ?? '')
      .replace(/^Bearer /, '')
      .split('.')
    const given = Buffer.from(signature, 'base64url')
    const own = await signed(citizen)
    const isOwn =
      given.length === own.length && timingSafeEqual(given, own) && z.uuid().safeParse(citizen).success
    return isOwn ? citizen : undefined
  }

  /** For whoever shows the token of this browser. */
  function ofOwn(act: (citizen: string, asked: Asked) => Promise<Outcome>) {
    return doing(async asked => {
      const citizen = await citizenOf(asked.request)
      return citizen ? act(citizen, asked) : UNKNOWN
    })
  }

  return router
}

const UNKNOWN = { refused: 'alerts-unknown' } satisfies Refusal

const nowhere: Refusal = { refused: 'alert-place-wrong' }

const enough = { refused: 'alerts-enough', details: { limit: SUBSCRIPTIONS_LIMIT } } satisfies Refusal

const standing = (subscriptions: Subscription[]) => subscriptions.filter(({ removed }) => !removed)
