// An officer's own account: password, second factor, and the sessions that are open.
import { Router } from 'express'
import { z } from 'zod'
import { writeAudit } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import { credentialsOf, offerTotp, setBackupCodes } from '../../db/officers.ts'
import { sessionsOf } from '../../db/sessions.ts'
import { isRefusal } from '../domain/refusal.ts'
import { refuse } from '../problems.ts'
import { factorOf, type Sealing } from '../secrets/sealing.ts'
import type { Auth } from '../sign-in/auth.ts'
import { allow, officerOf } from '../sign-in/doors.ts'
import type { Officers } from '../sign-in/officers.ts'
import { addressOf, newBackupCodes, newSecret, takeCode } from '../sign-in/second-factor.ts'

const text = z.string().max(1_000)
export const passwordBody = z.strictObject({ password: text, wanted: text })
export const codeBody = z.strictObject({ code: z.string().max(40) })
export const provenBody = z.strictObject({ password: text })

type Given = { db: Database; auth: Auth; officers: Officers; sealing: Sealing; now: () => Date }

export function accountRoutes({ db, auth, officers, sealing, now }: Given): Router {
  const router = Router()

  router.get('/api/desk/account', allow('own'), async (_request, response) => {
    const { id, name, role, agency, regions, only } = officerOf(response)
    const own = await credentialsOf(db, { id })
    const sessions = await sessionsOf(db, id, now())
    response.json({
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
    })
  })

  router.put('/api/desk/account/password', allow('own'), async (request, response) => {
    const body = passwordBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const { id, name } = officerOf(response)
    const doubt = await auth.prove(id, body.data.password, request.ip ?? '')
    if (doubt) return refuse(request, response, doubt)
    const outcome = await officers.setPassword({ id }, body.data.wanted, name, {
      keep: response.locals.session,
    })
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.status(204).end()
  })

  /** A new secret, which holds when a code of it was right; the one before goes at once. */
  router.post('/api/desk/account/second-factor', allow('own'), async (request, response) => {
    const { id, name } = officerOf(response)
    const body = provenBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const doubt = await auth.prove(id, body.data.password, request.ip ?? '')
    if (doubt) return refuse(request, response, doubt)
    const secret = newSecret()
    await db.transaction(async client => {
      await offerTotp(client, id, sealing.seal(secret, factorOf(id)))
      await writeAudit(client, {
        at: now(),
        officer: name,
        action: 'second-factor-offered',
        kind: 'officer',
        subject: id,
      })
    })
    response.status(201).json({ secret, address: addressOf(secret, name) })
  })

  router.put('/api/desk/account/second-factor', allow('own'), async (request, response) => {
    const body = codeBody.safeParse(request.body)
    const { id, name } = officerOf(response)
    const own = await credentialsOf(db, { id })
    if (!body.success || !own) return refuse(request, response, { refused: 'body-unreadable' })
    const { codes, hashes } = newBackupCodes()
    const isTaken = await db.transaction(async client => {
      if (!(await takeCode(client, sealing, own, body.data.code, now()))) return false
      await setBackupCodes(client, id, hashes)
      await writeAudit(client, {
        at: now(),
        officer: name,
        action: 'second-factor-on',
        kind: 'officer',
        subject: id,
      })
      return true
    })
    if (!isTaken) return refuse(request, response, { refused: 'code-wrong' })
    db.wake()
    response.json({ codes })
  })

  router.delete('/api/desk/account/second-factor', allow('own'), async (request, response) => {
    const body = provenBody.safeParse(request.body)
    const { id, name } = officerOf(response)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const doubt = await auth.prove(id, body.data.password, request.ip ?? '')
    if (doubt) return refuse(request, response, doubt)
    await db.transaction(async client => {
      await offerTotp(client, id, null)
      await writeAudit(client, {
        at: now(),
        officer: name,
        action: 'second-factor-off',
        kind: 'officer',
        subject: id,
      })
    })
    db.wake()
    response.status(204).end()
  })

  /** All but this one. */
  router.delete('/api/desk/account/sessions', allow('own'), async (_request, response) => {
    const officer = officerOf(response)
    response.json({ ended: await auth.revoke(officer, { except: response.locals.session }, officer.name) })
  })

  router.delete('/api/desk/account/sessions/:id', allow('own'), async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const officer = officerOf(response)
    const ended = id.success ? await auth.revoke(officer, { id: id.data }, officer.name) : 0
    if (ended === 0) return refuse(request, response, { refused: 'session-unknown' })
    response.status(204).end()
  })

  return router
}
