// For administrators: officers, agencies, keys of programs, and the audit. An administrator of some regions gives away no more than these.
import { Router } from 'express'
import { z } from 'zod'
import { listAgencies } from '../../db/agencies.ts'
import { sealedAfter, verifyAudit, writeAudit } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import { usesSince } from '../../db/key-use.ts'
import { findOfficer, type Listed, listOfficers } from '../../db/officers.ts'
import { listKeys } from '../../db/service-keys.ts'
import { isAgencyKey } from '../domain/agency.ts'
import { deedNames, isWithin, type Officer, roles } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { refuse } from '../problems.ts'
import type { Auth } from '../sign-in/auth.ts'
import { allow, everywhere, officerOf } from '../sign-in/doors.ts'
import { madeUpPassword, type Officers } from '../sign-in/officers.ts'
import type { createServiceKeys } from '../sign-in/service-keys.ts'
import { readAs } from '../wire/read-as.ts'
import { doing, doingWith, NOT_YOURS } from './doing.ts'

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

  router.get(
    '/api/desk/officers',
    allow('administer'),
    doing(async ({ by }) => {
      const all = await listOfficers(db)
      return { officers: all.filter(officer => isWithin(by, officer.regions)).map(shown) }
    }),
  )

  router.post(
    '/api/desk/officers',
    allow('administer'),
    doingWith(
      officerBody,
      async ({ byAgency, ...wanted }, { by }) => {
        if (!isWithin(by, wanted.regions)) return NOT_YOURS
        const password = byAgency ? null : madeUpPassword()
        const added = await officers.add({ ...wanted, password }, by.name)
        return isRefusal(added) ? added : { id: added.id, password }
      },
      201,
    ),
  )

  router.patch(
    '/api/desk/officers/:id',
    allow('administer'),
    doingWith(officerChangeBody, async ({ disabled, ...wanted }, { by, id }) => {
      const officer = await within(by, id)
      if (isRefusal(officer)) return officer
      if (wanted.regions !== undefined && !isWithin(by, wanted.regions)) return NOT_YOURS
      let outcome: Listed | Refusal = officer
      if (Object.keys(wanted).length > 0) outcome = await officers.setRights(officer, wanted, by.name)
      if (disabled !== undefined && !isRefusal(outcome))
        outcome = await officers.setDisabled(officer, disabled, by.name)
      return isRefusal(outcome) ? outcome : shown(outcome)
    }),
  )

  router.post(
    '/api/desk/officers/:id/reset',
    allow('administer'),
    doing(async ({ by, id }) => {
      const officer = await within(by, id)
      if (isRefusal(officer)) return officer
      const password = madeUpPassword()
      const outcome = await officers.setPassword({ id: officer.id }, password, by.name, { whole: true })
      return isRefusal(outcome) ? outcome : { password }
    }),
  )

  router.delete(
    '/api/desk/officers/:id/sessions',
    allow('administer'),
    doing(async ({ by, id }) => {
      const officer = await within(by, id)
      if (isRefusal(officer)) return officer
      return { ended: await auth.revoke(officer, { except: null }, by.name) }
    }),
  )

  router.get(
    '/api/desk/agencies',
    allow('look'),
    doing(async () => ({ agencies: await listAgencies(db) })),
  )

  router.post(
    '/api/desk/agencies',
    allow('administer'),
    doingWith(agencyBody, (agency, { by }) => officers.addAgency(agency, by.name), 201),
  )

  router.get(
    '/api/desk/keys',
    allow('administer'),
    doing(async ({ by }) => {
      const all = await listKeys(db)
      const uses = await usesSince(db, new Date(now().getTime() - USE_MS))
      const own = all.filter(key => isWithin(by, key.regions))
      return { keys: own.map(key => ({ ...key, use: uses.get(key.id) ?? { requests: 0, cost: 0 } })) }
    }),
  )

  router.post(
    '/api/desk/keys',
    allow('administer'),
    doingWith(
      keyBody,
      async (key, { by }) => (isWithin(by, key.regions) ? keys.add(key, by.name) : NOT_YOURS),
      201,
    ),
  )

  router.delete(
    '/api/desk/keys/:id',
    allow('administer'),
    doing(async ({ by, id }) => {
      const key = (await listKeys(db)).find(each => each.id === id)
      if (!key || !isWithin(by, key.regions)) return { refused: 'key-unknown' }
      const revoked = await keys.revoke(key.id, by.name)
      return isRefusal(revoked) ? revoked : undefined
    }),
  )

  /** Oldest first, a row a line, each with its place in the chain and its seal. */
  router.get('/api/desk/audit', allow('audit', everywhere), async (request, response) => {
    const query = readAs(auditQuery, request.query)
    if (isRefusal(query)) return refuse(request, response, query)
    const { after, limit } = query.read
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
  router.get(
    '/api/desk/audit/verify',
    allow('audit', everywhere),
    doing(({ request }) => verifyAudit(db, anchorQuery.safeParse(request.query).data)),
  )

  async function within(by: Officer, id: string | undefined): Promise<Listed | Refusal> {
    const officer = id && (await findOfficer(db, { id }))
    if (!officer) return { refused: 'officer-unknown' }
    return isWithin(by, officer.regions) ? officer : NOT_YOURS
  }

  return router
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
