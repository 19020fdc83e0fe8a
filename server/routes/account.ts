// An officer's own account: password, second factor, and the sessions that are open.
import { Router } from 'express'
import { z } from 'zod'
import { writeAudit } from '../../db/audit.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { credentialsOf, offerTotp, setBackupCodes } from '../../db/officers.ts'
import { sessionsOf } from '../../db/sessions.ts'
import type { Officer } from '../domain/permissions.ts'
import { isRefusal } from '../domain/refusal.ts'
import { factorOf, type Sealing } from '../secrets/sealing.ts'
import type { Auth } from '../sign-in/auth.ts'
import { allow } from '../sign-in/doors.ts'
import type { Officers } from '../sign-in/officers.ts'
import { addressOf, newBackupCodes, newSecret, takeCode } from '../sign-in/second-factor.ts'
import { doing, doingWith } from './doing.ts'

const text = z.string().max(1_000)
export const passwordBody = z.strictObject({ password: text, wanted: text })
export const codeBody = z.strictObject({ code: z.string().max(40) })
export const provenBody = z.strictObject({ password: text })

type Given = { db: Database; auth: Auth; officers: Officers; sealing: Sealing; now: () => Date }

export function accountRoutes({ db, auth, officers, sealing, now }: Given): Router {
  const router = Router()

  router.get(
    '/api/desk/account',
    allow('own'),
    doing(async ({ by, response }) => {
      const { id, name, role, agency, regions, only } = by
      const own = await credentialsOf(db, { id })
      const sessions = await sessionsOf(db, id, now())
      return {
        name,
        role,
        agency,
        regions,
        mayOnly: only ?? null,
        hasPassword: own?.password != null,
        secondFactor: own?.totp?.since ?? null,
        sessions: sessions.map(({ id, device, created_at, seen_at }) => ({
          id,
          device,
          since: created_at,
          seen: seen_at,
          isThis: id === response.locals.session,
        })),
      }
    }),
  )

  router.put(
    '/api/desk/account/password',
    allow('own'),
    doingWith(passwordBody, async ({ password, wanted }, { by, request, response }) => {
      const doubt = await auth.prove(by.id, password, request.ip ?? '')
      if (doubt) return doubt
      const keep = response.locals.session
      const outcome = await officers.setPassword({ id: by.id }, wanted, by.name, { keep })
      return isRefusal(outcome) ? outcome : undefined
    }),
  )

  /** A new secret, which holds when a code of it was right; the one before goes at once. */
  router.post(
    '/api/desk/account/second-factor',
    allow('own'),
    doingWith(
      provenBody,
      async ({ password }, { by, request }) => {
        const doubt = await auth.prove(by.id, password, request.ip ?? '')
        if (doubt) return doubt
        const secret = newSecret()
        await db.transaction(async client => {
          await offerTotp(client, by.id, sealing.seal(secret, factorOf(by.id)))
          await note(client, by, 'second-factor-offered')
        })
        return { secret, address: addressOf(secret, by.name) }
      },
      201,
    ),
  )

  router.put(
    '/api/desk/account/second-factor',
    allow('own'),
    doingWith(codeBody, async ({ code }, { by }) => {
      const own = await credentialsOf(db, { id: by.id })
      if (!own) return { refused: 'code-wrong' }
      const { codes, hashes } = newBackupCodes()
      const isTaken = await db.transaction(async client => {
        if (!(await takeCode(client, sealing, own, code, now()))) return false
        await setBackupCodes(client, by.id, hashes)
        await note(client, by, 'second-factor-on')
        return true
      })
      if (!isTaken) return { refused: 'code-wrong' }
      db.wake()
      return { codes }
    }),
  )

  router.delete(
    '/api/desk/account/second-factor',
    allow('own'),
    doingWith(provenBody, async ({ password }, { by, request }) => {
      const doubt = await auth.prove(by.id, password, request.ip ?? '')
      if (doubt) return doubt
      await db.transaction(async client => {
        await offerTotp(client, by.id, null)
        await note(client, by, 'second-factor-off')
      })
      db.wake()
      return undefined
    }),
  )

  /** All but this one. */
  router.delete(
    '/api/desk/account/sessions',
    allow('own'),
    doing(async ({ by, response }) => ({
      ended: await auth.revoke(by, { except: response.locals.session }, by.name),
    })),
  )

  router.delete(
    '/api/desk/account/sessions/:id',
    allow('own'),
    doing(async ({ by, id }) => {
      const ended = id ? await auth.revoke(by, { id }, by.name) : 0
      return ended === 0 ? { refused: 'session-unknown' } : undefined
    }),
  )

  const note = (client: Queryable, { id, name }: Officer, action: string) =>
    writeAudit(client, { at: now(), officer: name, action, kind: 'officer', subject: id })

  return router
}
