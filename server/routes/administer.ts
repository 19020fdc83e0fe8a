// For administrators: officers, agencies, keys of programs, and the audit. An administrator of some regions gives away no more than these.
import { type Response, Router } from 'express'
import { z } from 'zod'
import { listAgencies } from '../../db/agencies.ts'
import { sealedAfter, verifyAudit, writeAudit } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import { usesSince } from '../../db/key-use.ts'
import { findOfficer, type Listed, listOfficers } from '../../db/officers.ts'
import { listKeys } from '../../db/service-keys.ts'
import { isAgencyKey } from '../domain/agency.ts'
import { deedNames, roles } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { refuse } from '../problems.ts'
import type { Auth } from '../sign-in/auth.ts'
import { allow, everywhere, officerOf } from '../sign-in/doors.ts'
import { madeUpPassword, type Officers } from '../sign-in/officers.ts'
import type { createServiceKeys } from '../sign-in/service-keys.ts'

const regions = z.array(z.string().max(20)).min(1).max(60).nullable()
const name = z.string().trim().min(1).max(80)
const rights = { role: z.enum(roles), agency: z.string().max(40).nullable(), regions }
export const officerBody = z.strictObject({ name, ...rights, byAgency: z.boolean().default(false) })
export const officerChangeBody = z.strictObject({ ...rights, disabled: z.boolean() }).partial()
export const agencyBody = z.strictObject({
  key: z.string().refine(isAgencyKey),
  name: z.string().trim().min(1).max(200),
  contact: z.string().trim().max(500).nullable().default(null),
})
export const keyBody = z.strictObject({ name, deeds: z.array(z.enum(deedNames)).min(1), regions })
export const auditQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
})
const anchorQuery = z.object({
  place: z.coerce.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

/** How far back the use of keys is shown: a week with today. */
const USE_MS = 6 * 24 * 3_600_000

type Given = {
  db: Database
  auth: Auth
  officers: Officers
  keys: ReturnType<typeof createServiceKeys>
  now: () => Date
}

export function administerRoutes({ db, auth, officers, keys, now }: Given): Router {
  const router = Router()

  router.get('/api/desk/officers', allow('administer'), async (_request, response) => {
    const all = await listOfficers(db)
    response.json({ officers: all.filter(officer => isWithin(response, officer.regions)).map(shown) })
  })

  router.post('/api/desk/officers', allow('administer'), async (request, response) => {
    const body = officerBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    if (!isWithin(response, body.data.regions))
      return refuse(request, response, { refused: 'region-not-yours' })
    const { byAgency, ...wanted } = body.data
    const password = byAgency ? null : madeUpPassword()
    const added = await officers.add({ ...wanted, password }, officerOf(response).name)
    if (isRefusal(added)) return refuse(request, response, added)
    response.status(201).json({ id: added.id, password })
  })

  router.patch('/api/desk/officers/:id', allow('administer'), async (request, response) => {
    const body = officerChangeBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const { disabled, ...wanted } = body.data
    const officer = await within(response, String(request.params.id))
    if (isRefusal(officer)) return refuse(request, response, officer)
    if (wanted.regions !== undefined && !isWithin(response, wanted.regions))
      return refuse(request, response, { refused: 'region-not-yours' })
    const by = officerOf(response).name
    let outcome: Listed | Refusal = officer
    if (Object.keys(wanted).length > 0) outcome = await officers.setRights({ id: officer.id }, wanted, by)
    if (disabled !== undefined && !isRefusal(outcome))
      outcome = await officers.setDisabled({ id: officer.id }, disabled, by)
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.json(shown(outcome))
  })

  router.post('/api/desk/officers/:id/reset', allow('administer'), async (request, response) => {
    const officer = await within(response, String(request.params.id))
    if (isRefusal(officer)) return refuse(request, response, officer)
    const password = madeUpPassword()
    const by = officerOf(response).name
    const outcome = await officers.setPassword({ id: officer.id }, password, by, { whole: true })
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.json({ password })
  })

  router.delete('/api/desk/officers/:id/sessions', allow('administer'), async (request, response) => {
    const officer = await within(response, String(request.params.id))
    if (isRefusal(officer)) return refuse(request, response, officer)
    response.json({ ended: await auth.revoke(officer, { except: null }, officerOf(response).name) })
  })

  router.get('/api/desk/agencies', allow('look'), async (_request, response) => {
    response.json({ agencies: await listAgencies(db) })
  })

  router.post('/api/desk/agencies', allow('administer'), async (request, response) => {
    const body = agencyBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const added = await officers.addAgency(body.data, officerOf(response).name)
    if (isRefusal(added)) return refuse(request, response, added)
    response.status(201).json(added)
  })

  router.get('/api/desk/keys', allow('administer'), async (_request, response) => {
    const all = await listKeys(db)
    const uses = await usesSince(db, new Date(now().getTime() - USE_MS))
    const keys = all.filter(key => isWithin(response, key.regions))
    response.json({ keys: keys.map(key => ({ ...key, use: uses.get(key.id) ?? { requests: 0, cost: 0 } })) })
  })

  router.post('/api/desk/keys', allow('administer'), async (request, response) => {
    const body = keyBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    if (!isWithin(response, body.data.regions))
      return refuse(request, response, { refused: 'region-not-yours' })
    const made = await keys.add(body.data, officerOf(response).name)
    if (isRefusal(made)) return refuse(request, response, made)
    response.status(201).json(made)
  })

  router.delete('/api/desk/keys/:id', allow('administer'), async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const key = (await listKeys(db)).find(each => each.id === id.data)
    if (!key || !isWithin(response, key.regions)) return refuse(request, response, { refused: 'key-unknown' })
    const revoked = await keys.revoke(key.id, officerOf(response).name)
    if (isRefusal(revoked)) return refuse(request, response, revoked)
    response.status(204).end()
  })

  /** Oldest first, a row a line, each with its place in the chain and its seal. */
  router.get('/api/desk/audit', allow('audit', everywhere), async (request, response) => {
    const query = auditQuery.safeParse(request.query)
    if (!query.success) return refuse(request, response, { refused: 'body-unreadable' })
    const { after, limit } = query.data
    await writeAudit(db, {
      at: now(),
      officer: officerOf(response).name,
      action: 'exported',
      kind: 'export',
      subject: 'audit',
      after: `${after}+${limit}`,
    })
    const rows = await sealedAfter(db, after, limit)
    response.type('application/x-ndjson')
    const last = rows.at(-1)
    if (last && rows.length === limit)
      response.set('Link', `</api/desk/audit?after=${last.place}&limit=${limit}>; rel="next"`)
    response.send(rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  })

  /** `place` and `hash` of an earlier answer find out whether the end was cut off since. */
  router.get('/api/desk/audit/verify', allow('audit', everywhere), async (request, response) => {
    const anchor = anchorQuery.safeParse(request.query)
    response.json(await verifyAudit(db, anchor.success ? anchor.data : undefined))
  })

  async function within(response: Response, id: string): Promise<Listed | Refusal> {
    const checked = z.uuid().safeParse(id)
    const officer = checked.success ? await findOfficer(db, { id: checked.data }) : undefined
    if (!officer) return { refused: 'officer-unknown' }
    return isWithin(response, officer.regions) ? officer : { refused: 'region-not-yours' }
  }

  return router
}

/** Whether these regions are all of them the administrator's own. */
function isWithin(response: Response, given: string[] | null): boolean {
  const own = officerOf(response).regions
  return own === null || (given?.every(region => own.includes(region)) ?? false)
}

const shown = ({ id, name, created_at, disabled, role, agency, regions, second_factor }: Listed) => ({
  id,
  name,
  role,
  agency,
  regions,
  disabled,
  since: created_at,
  secondFactor: second_factor,
})
