// The agency's desk: sign in, decide about a report, read its history. Everything here asks for an officer first.
import express, { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { auditOf } from '../../db/audit.ts'
import type { Queryable } from '../../db/connect.ts'
import { incidentOfReport, reportById } from '../../db/reports.ts'
import type { Auth } from '../auth.ts'
import { toFeature } from '../domain/contract.ts'
import { isRefusal } from '../domain/report.ts'
import type { Act, Lifecycle } from '../lifecycle.ts'
import { refuse } from '../problems.ts'

export const signInBody = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1_000),
})
export const actBody = z.strictObject({
  reason: z.string().max(1_000).optional(),
  version: z.number().int().optional(),
})

const acts = ['verify', 'dismiss', 'resolve', 'reopen'] as const
const actPath = z.object({ id: z.uuid(), act: z.enum(acts) })

type Given = { db: Queryable; auth: Auth; lifecycle: Lifecycle }

export function deskRoutes({ db, auth, lifecycle }: Given): Router {
  const router = Router()
  router.use('/api/desk', onlyFromOurPages)
  // A warning carries the outline of its area.
  router.use('/api/desk/warnings', express.json({ limit: '1mb' }))
  router.use('/api/desk', express.json({ limit: '16kb' }))

  router.post('/api/desk/session', async (request, response) => {
    const body = signInBody.safeParse(request.body)
    if (!body.success) return refuse(request, response, { refused: 'sign-in-wrong' })
    const outcome = await auth.signIn(body.data.name.trim(), body.data.password, request.ip ?? '')
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.set('Set-Cookie', secured(request, outcome.cookie)).json({ officer: outcome.officer.name })
  })

  router.delete('/api/desk/session', async (request, response) => {
    response
      .set('Set-Cookie', secured(request, await auth.signOut(request.headers.cookie)))
      .status(204)
      .end()
  })

  router.use('/api/desk', async (request, response, next) => {
    const officer = await auth.officerOf(request.headers.cookie)
    if (!officer) return refuse(request, response, { refused: 'sign-in-needed' })
    response.locals.officer = officer.name
    next()
  })

  router.get('/api/desk/session', (_request, response) => {
    response.json({ officer: response.locals.officer })
  })

  router.post('/api/desk/reports/:id/:act', async (request, response, next) => {
    const path = actPath.safeParse(request.params)
    if (!path.success) return next()
    const body = actBody.safeParse(request.body ?? {})
    if (!body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const by: Act = { officer: String(response.locals.officer), ...body.data }
    const outcome = await lifecycle[path.data.act](path.data.id, by)
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.json(toFeature(outcome, await incidentOfReport(db, outcome.id), 'officer'))
  })

  router.get('/api/desk/reports/:id/history', async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const report = id.success ? await reportById(db, id.data) : undefined
    if (!report) return refuse(request, response, { refused: 'report-unknown' })
    response.json({ history: await auditOf(db, report.id) })
  })

  return router
}

/** A form on another site cannot act in an officer's name: browsers send Origin with every such request. */
const onlyFromOurPages: RequestHandler = (request, response, next) => {
  const origin = request.get('Origin')
  if (request.method === 'GET' || !origin) return next()
  if (URL.canParse(origin) && new URL(origin).host === request.get('Host')) return next()
  refuse(request, response, { refused: 'sign-in-needed' })
}

const secured = (request: Request, cookie: string) => (request.secure ? `${cookie}; Secure` : cookie)
