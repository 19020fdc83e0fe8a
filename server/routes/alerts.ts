// Alerts for browsers: follow a place, see and change what is followed, and stop. A browser is known by its push address; its own token, which
// nobody can guess, opens what it follows.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
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

  router.get('/api/alerts/key', async (_request, response) => {
    response.json({ key: await pushKey() })
  })

  router.post('/api/alerts', readJson('16kb'), async (request, response) => {
    const seconds = knocking(addressBlock(request.ip), now().getTime())
    if (seconds > 0) return refuse(request, response, { refused: 'too-often', details: { seconds } })
    const body = alertBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const { push, name, place, metres, area, hazards, level, quiet, drills = false } = body.data
    const address = pushAddress({ endpoint: push.endpoint, ...push.keys }, ownServices)
    if (!address) return refuse(request, response, { refused: 'push-address-wrong' })
    const accepted = acceptPlace(place, regionAt)
    if (isRefusal(accepted)) return refuse(request, response, accepted)
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
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response
      .status(201)
      .json({ token: await tokenOf(outcome.citizen), subscriptions: standing(outcome.subscriptions) })
  })

  router.get('/api/alerts', async (request, response) => {
    const citizen = await citizenOf(request, response)
    if (citizen) response.json({ subscriptions: standing(await subscriptionsOf(db, citizen)) })
  })

  router.put('/api/alerts/:id', readJson('16kb'), async (request, response) => {
    const citizen = await citizenOf(request, response)
    if (!citizen) return
    const body = alertChangeBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const own = await subscriptionsOf(db, citizen)
    const before = own.find(({ id }) => id === request.params.id)
    if (!before) return refuse(request, response, { refused: 'alerts-unknown' })
    if (before.removed && !body.data.removed && standing(own).length >= SUBSCRIPTIONS_LIMIT)
      return refuse(request, response, enough)
    const { level, drills = before.drills, ...rest } = body.data
    const subscription = { ...before, ...rest, level: level as Level, drills }
    await saveSubscription(db, { citizen, at: now(), subscription })
    response.json({ subscriptions: standing(await subscriptionsOf(db, citizen)) })
  })

  router.delete('/api/alerts/:id', async (request, response) => {
    const citizen = await citizenOf(request, response)
    if (!citizen) return
    const before = (await subscriptionsOf(db, citizen)).find(({ id }) => id === request.params.id)
    if (!before) return refuse(request, response, { refused: 'alerts-unknown' })
    await saveSubscription(db, { citizen, at: now(), subscription: { ...before, removed: true } })
    response.status(204).end()
  })

  /** Nothing is kept of this browser. */
  router.delete('/api/alerts', async (request, response) => {
    const citizen = await citizenOf(request, response)
    if (!citizen) return
    await db.transaction(client => forgetCitizen(client, citizen, now()))
    await eraseForgotten(db)
    response.status(204).end()
  })

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

  async function citizenOf(request: Request, response: Response): Promise<string | undefined> {
    const [citizen = '', signature = ''] = (request.get('Authorization') ?? '')
      .replace(/^Bearer /, '')
      .split('.')
    const given = Buffer.from(signature, 'base64url')
    const own = await signed(citizen)
    if (given.length === own.length && timingSafeEqual(given, own) && z.uuid().safeParse(citizen).success)
      return citizen
    refuse(request, response, { refused: 'alerts-unknown' })
    return undefined
  }

  return router
}

const nowhere: Refusal = { refused: 'alert-place-wrong' }

const enough = { refused: 'alerts-enough', details: { limit: SUBSCRIPTIONS_LIMIT } } satisfies Refusal

const standing = (subscriptions: Subscription[]) => subscriptions.filter(({ removed }) => !removed)
