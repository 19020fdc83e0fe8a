// Views of the desk that an officer keeps under a name. They belong to the officer alone, and hold an address of the desk's own page.
import { Router } from 'express'
import { z } from 'zod'
import { writeAudit } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import { forgetView, keepView, MOST_VIEWS, viewsOf } from '../../db/officer-views.ts'
import { isRefusal } from '../domain/refusal.ts'
import { allow } from '../sign-in/doors.ts'
import { readAs } from '../wire/read-as.ts'
import { doing, doingWith } from './doing.ts'

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

  router.get(
    '/api/desk/account/views',
    allow('own'),
    doing(async ({ by }) => ({ views: await viewsOf(db, by.id) })),
  )

  router.put(
    '/api/desk/account/views/:name',
    allow('own'),
    doingWith(viewBody, async (body, { by, request }) => {
      const name = readAs(viewName, request.params.name)
      if (isRefusal(name)) return name
      const isKept = await db.transaction(async client => {
        const isKept = await keepView(client, by.id, { name: name.read, ...body }, now())
        if (isKept) await writeAudit(client, told('view-kept', by))
        return isKept
      })
      return isKept ? undefined : { refused: 'views-many', details: { limit: MOST_VIEWS } }
    }),
  )

  router.delete(
    '/api/desk/account/views/:name',
    allow('own'),
    doing(async ({ by, request }) => {
      const isGone = await db.transaction(async client => {
        const isGone = await forgetView(client, by.id, String(request.params.name))
        if (isGone) await writeAudit(client, told('view-forgotten', by))
        return isGone
      })
      return isGone ? undefined : { refused: 'view-unknown' }
    }),
  )

  return router

  function told(action: 'view-kept' | 'view-forgotten', { id, name }: { id: string; name: string }) {
    return { at: now(), officer: name, action, kind: 'officer', subject: id } as const
  }
}
