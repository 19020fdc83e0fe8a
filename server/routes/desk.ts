// The agency's desk: sign in, decide about a report, read its history. Each route names its deed (server/sign-in/doors.ts).
import { Router } from 'express'
import { z } from 'zod'
import { auditOf } from '../../db/audit.ts'
import type { Queryable } from '../../db/connect.ts'
import { incidentOfReport, reportById } from '../../db/reports.ts'
import { toFeature } from '../domain/contract.ts'
import type { Officer } from '../domain/permissions.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { Lifecycle } from '../lifecycle.ts'
import { refuse } from '../problems.ts'
import type { Auth } from '../sign-in/auth.ts'
import { secured } from '../sign-in/cookies.ts'
import { allow, open, type RegionOf } from '../sign-in/doors.ts'
import type { Queues } from '../tiles/queues.ts'
import { doing, doingWith } from './doing.ts'

export const signInBody = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1_000),
  /** Of the second factor. */
  code: z.string().max(40).optional(),
})
export const actBody = z.strictObject({
  reason: z.string().max(1_000).optional(),
  version: z.number().int().optional(),
})

const acts = ['verify', 'dismiss', 'resolve', 'reopen'] as const

type Given = { db: Queryable; auth: Auth; lifecycle: Lifecycle; queues: Pick<Queues, 'count'> }

/** Where the report of a route's `:id` lies. */
const regionOfReport =
  (db: Queryable): RegionOf =>
  async ({ params }) => {
    const id = z.uuid().safeParse(params.id)
    return id.success ? (await reportById(db, id.data))?.region : undefined
  }

export function deskRoutes({ db, auth, lifecycle, queues }: Given): Router {
  const router = Router()
  const there = regionOfReport(db)

  router.post('/api/desk/session', open, async (request, response) => {
    const body = signInBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'sign-in-wrong' })
    const outcome = await auth.signIn({
      ...body.data,
      address: request.ip ?? '',
      device: request.get('User-Agent') ?? '',
      headers: request.headers,
    })
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response
      .set(
        'Set-Cookie',
        outcome.cookies.map(cookie => secured(request, cookie)),
      )
      .json(seated(outcome.officer, queues))
  })

  router.delete('/api/desk/session', open, async (request, response) => {
    response
      .set('Set-Cookie', secured(request, await auth.signOut(request.headers)))
      .status(204)
      .end()
  })

  router.get(
    '/api/desk/session',
    allow('own'),
    doing(async ({ by }) => seated(by, queues)),
  )

  for (const act of acts)
    router.post(
      `/api/desk/reports/:id/${act}`,
      allow('decide', there),
      doingWith(actBody.prefault({}), async (body, { by, id }) => {
        if (!id) return { refused: 'not-found' }
        const outcome = await lifecycle[act](id, { officer: by.name, ...body })
        if (isRefusal(outcome)) return outcome
        return toFeature(outcome, await incidentOfReport(db, outcome.id), 'officer')
      }),
    )

  router.get(
    '/api/desk/reports/:id/history',
    allow('look', there),
    doing(async ({ id }) => {
      const report = id && (await reportById(db, id))
      if (!report) return { refused: 'report-unknown' }
      return { history: await auditOf(db, report.id) }
    }),
  )

  return router
}

/**
 * What whoever has signed in is told, in whatever way: `officer` alone was there first; programs read it. With how many reports are live, because a
 * desk that cannot hold them all asks for its queue at once.
 */
export const seated = ({ name, role, agency, regions, only }: Officer, queues: Pick<Queues, 'count'>) => ({
  officer: name,
  role,
  agency,
  regions,
  mayOnly: only ?? null,
  reports: queues.count(),
})
