// Passkeys: a way in at the desk's door, and the officer's own list of them.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { writeAudit } from '../../db/audit.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { credentialsOf } from '../../db/officers.ts'
import { dropPasskey, passkeysOf } from '../../db/passkeys.ts'
import type { Officer } from '../domain/permissions.ts'
import { isRefusal } from '../domain/refusal.ts'
import { refuse } from '../problems.ts'
import type { Auth } from '../sign-in/auth.ts'
import { secured } from '../sign-in/cookies.ts'
import { allow, open } from '../sign-in/doors.ts'
import type { Passkeys } from '../sign-in/passkeys.ts'
import type { Queues } from '../tiles/queues.ts'
import { seated } from './desk.ts'
import { doing, doingWith } from './doing.ts'

const base64url = z.string().regex(/^[\w-]{1,8192}$/)
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.looseObject({}),
}
const transports = z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).max(10)

/** What a browser answers to `navigator.credentials.create` and `.get`, as WebAuthn Level 3 writes it in JSON. */
export const passkeyBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  answer: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: transports.optional(),
    }),
  }),
})
export const passkeySignInBody = z.strictObject({
  answer: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.optional(),
    }),
  }),
})
/** Left out by who has no password here. */
export const passkeyOfferBody = z.strictObject({ password: z.string().max(1_000).optional() })

type Given = {
  db: Database
  auth: Auth
  queues: Pick<Queues, 'count'>
  load: () => Promise<Passkeys>
  now: () => Date
}

export function passkeyRoutes({ db, auth, queues, load, now }: Given): Router {
  const router = Router()
  const note = (client: Queryable, { id, name }: Officer, action: string, after: string) =>
    writeAudit(client, { at: now(), officer: name, action, kind: 'officer', subject: id, after })
  const cookie = (request: Request, response: Response, ...cookies: string[]) =>
    response.set(
      'Set-Cookie',
      cookies.map(each => secured(request, each)),
    )

  router.post('/api/desk/session/passkey/ask', open, async (request, response) => {
    const asked = await (await load()).ask()
    cookie(request, response, asked.cookie).json(asked.options)
  })

  router.post('/api/desk/session/passkey', open, async (request, response) => {
    const body = passkeySignInBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'passkey-wrong' })
    const outcome = await (await load()).signIn(
      { answer: body.data.answer, origin: request.get('Origin'), headers: request.headers },
      request.get('User-Agent') ?? '',
    )
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    cookie(request, response, ...outcome.cookies).json(seated(outcome.officer, queues))
  })

  router.get(
    '/api/desk/account/passkeys',
    allow('own'),
    doing(async ({ by }) => {
      const own = await passkeysOf(db, by.id)
      return {
        passkeys: own.map(({ id, name, created_at, used_at }) => ({
          id,
          name,
          since: created_at,
          used: used_at,
        })),
      }
    }),
  )

  router.post(
    '/api/desk/account/passkeys/offer',
    allow('own'),
    doingWith(passkeyOfferBody.prefault({}), async ({ password = '' }, { by, request, response }) => {
      const own = await credentialsOf(db, { id: by.id })
      const doubt = own?.password == null ? undefined : await auth.prove(by.id, password, request.ip ?? '')
      if (doubt) return doubt
      const offered = await (await load()).offer(by)
      if (isRefusal(offered)) return offered
      cookie(request, response, offered.cookie)
      return offered.options
    }),
  )

  router.post(
    '/api/desk/account/passkeys',
    allow('own'),
    doingWith(
      passkeyBody,
      async ({ name, answer }, { by, request }) => {
        const refusal = await (await load()).add(
          by,
          name,
          { answer, origin: request.get('Origin'), headers: request.headers },
          client => note(client, by, 'passkey-added', name),
        )
        return refusal ?? { id: answer.id, name }
      },
      201,
    ),
  )

  router.delete(
    '/api/desk/account/passkeys/:id',
    allow('own'),
    doing(async ({ by, request }) => {
      const dropped = await db.transaction(async client => {
        const name = await dropPasskey(client, by.id, String(request.params.id))
        if (name !== undefined) await note(client, by, 'passkey-removed', name)
        return name
      })
      return dropped === undefined ? { refused: 'passkey-unknown' } : undefined
    }),
  )

  return router
}
