// Views of the desk that an officer keeps under a name. They belong to the officer alone, and hold an address of the desk's own page.
import { Router } from 'express'
import { z } from 'zod'
import { writeAudit } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import { forgetView, keepView, MOST_VIEWS, viewsOf } from '../../db/officer-views.ts'
import { refuse } from '../problems.ts'
import { allow, officerOf } from '../sign-in/doors.ts'

export const viewName = z.string().trim().min(1).max(60)
/** What stands after the page's own path: nothing that leads elsewhere. */
export const viewBody = z.strictObject({
  address: z
    .string()
    .max(2_000)
    .regex(/^(#|$)/),
})

type Given = { db: Database; now: () => Date }

export function viewRoutes({ db, now }: Given): Router {
  const router = Router()

  router.get('/api/desk/account/views', allow('own'), async (_request, response) => {
    response.json({ views: await viewsOf(db, officerOf(response).id) })
  })

  router.put('/api/desk/account/views/:name', allow('own'), async (request, response) => {
    const name = viewName.safeParse(request.params.name)
    const body = viewBody.safeParse(request.body)
    if (!name.success || !body.success) return refuse(request, response, { refused: 'body-unreadable' })
    const officer = officerOf(response)
    const isKept = await db.transaction(async client => {
      const isKept = await keepView(client, officer.id, { name: name.data, ...body.data }, now())
      if (isKept) await writeAudit(client, told('view-kept', officer))
      return isKept
    })
    if (!isKept) return refuse(request, response, { refused: 'views-many', details: { limit: MOST_VIEWS } })
    response.status(204).end()
  })

  router.delete('/api/desk/account/views/:name', allow('own'), async (request, response) => {
    const officer = officerOf(response)
    const isGone = await db.transaction(async client => {
      const isGone = await forgetView(client, officer.id, String(request.params.name))
      if (isGone) await writeAudit(client, told('view-forgotten', officer))
      return isGone
    })
    if (!isGone) return refuse(request, response, { refused: 'view-unknown' })
    response.status(204).end()
  })

  return router

  function told(action: 'view-kept' | 'view-forgotten', { id, name }: { id: string; name: string }) {
    return { at: now(), officer: name, action, kind: 'officer', subject: id } as const
  }
}
