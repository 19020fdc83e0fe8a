// The private link's own door: whoever sent a report sees what became of it, mends it, takes it back, and says how it is there now.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { auditOf } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import { incidentsById } from '../../db/incidents.ts'
import { questionsOfReport } from '../../db/questions.ts'
import { incidentOfReport } from '../../db/reports.ts'
import type { Aftermath } from '../aftermath.ts'
import type { Cases } from '../cases/cases.ts'
import {
  isWorthAsking,
  type Mine,
  mayEdit,
  mayRestore,
  mayWithdraw,
  type Present,
  presents,
  storyOf,
} from '../domain/aftermath.ts'
import { toFeature } from '../domain/contract.ts'
import type { Incident } from '../domain/incident.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { clean, PHOTOS_LIMIT, type Report } from '../domain/report.ts'
import { readJson } from '../json-body.ts'
import type { Lifecycle } from '../lifecycle.ts'
import { attachPhoto } from '../photos/attaching.ts'
import type { Photos } from '../photos/photos.ts'
import { refuse } from '../problems.ts'
import type { PrivateLinks } from '../secrets/private-links.ts'
import { readAs } from '../wire/read-as.ts'
import { handlingOf } from './cases.ts'

type Given = {
  db: Database
  lifecycle: Pick<Lifecycle, 'addPhoto'>
  cases: Pick<Cases, 'answer'>
  aftermath: Aftermath
  links: PrivateLinks
  photos: Pick<Photos, 'take' | 'nameIn'>
  now: () => Date
}

export const editBody = z.object({ answers: z.unknown().optional(), words: z.unknown().optional() })
export const answerBody = z.object({ question: z.uuid(), words: z.string().trim().min(1).max(1_000) })
export const stillBody = z.object({ now: z.enum(presents), depth: z.number().optional() })

type Found = { report: Report; citizen: string | null }

export function mineRoutes({ db, lifecycle, aftermath, cases, links, photos, now }: Given): Router {
  const router = Router()
  const path = '/api/mine/:token'

  async function told({ report, citizen }: Found): Promise<Mine> {
    const [incidentId, audit, next, questions, handling] = await Promise.all([
      incidentOfReport(db, report.id),
      auditOf(db, report.id),
      aftermath.goneOnAs(report.id),
      questionsOfReport(db, report.id),
      handlingOf(db, report.id),
    ])
    const [incident] = incidentId ? await incidentsById(db, [incidentId]) : []
    const story = storyOf(report, audit)
    return {
      report: toFeature(report, incidentId, 'sender'),
      story,
      incident: incident ? pick(incident) : null,
      may: {
        edit: mayEdit(report, now()),
        photo: mayEdit(report, now()) && report.photos.length < PHOTOS_LIMIT,
        withdraw: mayWithdraw(report),
        restore: mayRestore(report, story),
        still: !next && isWorthAsking(report, now()),
      },
      next: next ? links.linkTo(next, citizen) : null,
      questions: questions.map(({ id, words, askedAt, answer }) => ({ id, words, askedAt, answer })),
      handling,
    }
  }

  /** Finds the report, does something with it, and tells how it is then. */
  const doing =
    (act: (found: Found, request: Request) => Promise<Refusal | object>) =>
    async (request: Request, response: Response): Promise<void> => {
      const found = await links.behind(String(request.params.token))
      if (!found) return refuse(request, response, { refused: 'report-unknown' })
      const outcome = await act(found, request)
      if (isRefusal(outcome)) return refuse(request, response, outcome)
      const after = await links.behind(String(request.params.token))
      response.json(await told(after ?? found))
    }

  router.use('/api/mine', (_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
    next()
  })

  router.get(
    path,
    doing(async () => ({})),
  )

  router.put(
    `${path}/photo`,
    doing(async ({ report }, request) =>
      mayEdit(report, now())
        ? attachPhoto({ lifecycle, photos }, report, request)
        : { refused: 'report-closed' },
    ),
  )

  router.use('/api/mine', readJson('64kb'))

  router.patch(
    path,
    doing(async ({ report }, request) => {
      const body = readAs(editBody, request.body)
      return isRefusal(body) ? body : aftermath.edit(report.id, body.read)
    }),
  )

  router.post(
    `${path}/withdraw`,
    doing(({ report }) => aftermath.withdraw(report.id)),
  )

  router.post(
    `${path}/restore`,
    doing(({ report }) => aftermath.restore(report.id)),
  )

  router.post(
    `${path}/still`,
    doing(async ({ report }, request) => {
      const body = readAs(stillBody, request.body)
      if (isRefusal(body)) return body
      const { now: present, depth }: { now: Present; depth?: number } = body.read
      return aftermath.still(report.id, present, depth)
    }),
  )

  router.post(
    `${path}/answer`,
    doing(async ({ report }, request) => {
      const body = readAs(answerBody, request.body)
      if (isRefusal(body)) return body
      const { question, words } = body.read
      const asked = (await questionsOfReport(db, report.id)).find(({ id }) => id === question)
      if (!asked) return { refused: 'not-found' }
      await db.transaction(client => cases.answer(client, { question, words: clean(words) }))
      db.wake()
      return {}
    }),
  )

  return router
}

const pick = ({ id, count, citizens, level, measure, expiresAt }: Incident): Mine['incident'] => ({
  id,
  count,
  citizens,
  level,
  measure,
  expiresAt,
})
