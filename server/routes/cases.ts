// The desk's work over HTTP: cases and what is done with them, one at a time or many at once, the table of states and deadlines, and who looks at what.
import { type Request, Router } from 'express'
import { z } from 'zod'
import { agencyName } from '../../db/agencies.ts'
import { reportsOfCase } from '../../db/case-reports.ts'
import { caseById, caseIdOf, standingCases, stepsOf } from '../../db/cases.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { questionsOfCase } from '../../db/questions.ts'
import { incidentOfReport, reportById } from '../../db/reports.ts'
import { readStages } from '../../db/stages.ts'
import type { Cases } from '../cases/cases.ts'
import type { Grouping } from '../cases/grouping.ts'
import type { Seen } from '../cases/holding.ts'
import { changeRule } from '../cases/stages.ts'
import { actNames, asHandling, MOST_AT_ONCE, MOST_HOURS, stages } from '../domain/case.ts'
import { toFeature } from '../domain/contract.ts'
import { may } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { Report } from '../domain/report.ts'
import { isPublic } from '../domain/state.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { PresenceBook } from '../live/presence.ts'
import { languageOf, problemOf } from '../problems.ts'
import { allow, everywhere } from '../sign-in/doors.ts'
import { doing, doingWith } from './doing.ts'

const thing = z.union([
  z.strictObject({ case: z.uuid() }),
  z.strictObject({ incident: z.uuid() }),
  z.strictObject({ report: z.uuid() }),
])
/** What an act is about, and the version of its case that was seen; 0: it had none. */
const seen = z.strictObject({ on: thing, version: z.number().int().min(0) })
const rest = {
  words: z.string().max(1_000).optional(),
  agency: z.string().max(40).optional(),
  due: z.iso.datetime({ offset: true }).optional(),
  report: z.uuid().optional(),
}
export const caseActBody = seen.extend(rest)
export const severalBody = z.strictObject({
  act: z.enum(actNames),
  items: z.array(seen).min(1).max(MOST_AT_ONCE),
  ...rest,
})
export const severalReportsBody = z.strictObject({
  act: z.enum(['verify', 'dismiss', 'resolve', 'reopen']),
  items: z
    .array(z.strictObject({ id: z.uuid(), version: z.number().int() }))
    .min(1)
    .max(MOST_AT_ONCE),
  reason: z.string().max(1_000).optional(),
})
export const mergeBody = z.strictObject({ into: seen, from: z.array(seen).min(1).max(MOST_AT_ONCE) })
export const splitBody = z.strictObject({
  from: seen,
  reports: z.array(z.uuid()).max(1_000).default([]),
  incidents: z.array(z.uuid()).max(MOST_AT_ONCE).default([]),
  into: seen.optional(),
})
export const undoBody = z.strictObject({ case: z.uuid(), version: z.number().int() })
const stageRule = z.strictObject({
  follows: z.array(z.enum(stages)),
  hours: z.array(z.number().positive().max(MOST_HOURS).nullable()).length(4),
  told: z.enum(['verifier', 'duty-officer', 'administrator']),
  higherHours: z.number().positive().max(MOST_HOURS).nullable(),
})
export const stageBody = stageRule.extend({
  /** The rule that is changed, as it was seen: whoever was quicker is not overwritten. */
  seen: stageRule.optional(),
})
export const secretBody = z.strictObject({ secret: z.boolean(), version: z.number().int() })
export const presenceBody = z.strictObject({ page: z.string().min(8).max(40), subject: z.uuid().nullable() })

type Given = {
  db: Database
  cases: Cases
  grouping: Grouping
  lifecycle: Lifecycle
  presence: Pick<PresenceBook, 'enter'>
  now: () => Date
}

const RESOLVED_SHOWN_MS = 24 * 3_600_000

export function caseRoutes({ db, cases, grouping, lifecycle, presence, now }: Given): Router {
  const router = Router()

  router.get(
    '/api/desk/cases',
    allow('look'),
    doing(async ({ by }) => {
      const standing = await standingCases(db, new Date(now().getTime() - RESOLVED_SHOWN_MS))
      return { cases: standing.filter(({ region }) => may(by, 'look', region)) }
    }),
  )

  router.get(
    '/api/desk/cases/:id',
    allow('look'),
    doing(async ({ by, id }) => {
      const one = id && (await caseById(db, id))
      if (!one) return { refused: 'case-unknown' }
      if (!may(by, 'look', one.region)) return NOT_ALLOWED
      const [reports, steps, questions] = await Promise.all([
        reportsOfCase(db, one.id),
        stepsOf(db, one.id),
        questionsOfCase(db, one.id),
      ])
      return { case: one, reports: await Promise.all(reports.map(featureOf)), steps, questions }
    }),
  )

  router.post(
    '/api/desk/cases/merge',
    allow('organise'),
    doingWith(mergeBody, ({ into, from }, { by }) => grouping.merge(into, from, by)),
  )
  router.post(
    '/api/desk/cases/split',
    allow('organise'),
    doingWith(splitBody, ({ from, into, ...chosen }, { by }) => grouping.split(from, chosen, into, by)),
  )
  router.post(
    '/api/desk/cases/undo',
    allow('decide'),
    doingWith(undoBody, (body, { by }) => grouping.undo({ case: body.case }, body.version, by)),
  )
  router.post(
    '/api/desk/cases/several',
    allow('decide'),
    doingWith(severalBody, ({ act, items, ...more }, { by, request }) =>
      each(items, request, (item: Seen) => cases.act(act, { ...item, ...more, by })),
    ),
  )
  router.post(
    '/api/desk/reports/several',
    allow('decide'),
    doingWith(severalReportsBody, ({ act, items, reason }, { by, request }) =>
      each(items, request, async ({ id, version }) => {
        const report = await reportById(db, id)
        if (report && !may(by, 'decide', report.region)) return NOT_ALLOWED
        const outcome = await lifecycle[act](id, { officer: by.name, version, ...(reason && { reason }) })
        return isRefusal(outcome) ? outcome : featureOf(outcome)
      }),
    ),
  )
  for (const act of actNames)
    router.post(
      `/api/desk/cases/${act}`,
      allow(act === 'assign' ? 'organise' : 'decide'),
      doingWith(caseActBody, (body, { by }) => cases.act(act, { ...body, by })),
    )

  router.post(
    '/api/desk/reports/:id/secret',
    allow('decide'),
    doingWith(secretBody, async ({ secret, version }, { by, id }) => {
      const report = id && (await reportById(db, id))
      if (!report) return { refused: 'report-unknown' }
      if (!may(by, 'decide', report.region)) return NOT_ALLOWED
      const outcome = await lifecycle.keepSecret(report.id, secret, { officer: by.name, version })
      return isRefusal(outcome) ? outcome : featureOf(outcome)
    }),
  )

  router.get(
    '/api/desk/stages',
    allow('look'),
    doing(async () => ({ stages: await readStages(db) })),
  )

  router.put(
    '/api/desk/stages/:stage',
    allow('administer', everywhere),
    doingWith(stageBody, async ({ seen, ...rule }, { by, request }) => {
      const stage = stages.find(each => each === request.params.stage)
      if (!stage) return { refused: 'stages-wrong' }
      return changeRule({ db, now }, { stage, ...rule }, seen && { stage, ...seen }, by.name)
    }),
  )

  router.post(
    '/api/desk/presence',
    allow('look'),
    doingWith(presenceBody, async (body, { by }) => {
      await presence.enter({ officer: by.name, ...body })
    }),
  )

  const featureOf = async (report: Report) =>
    toFeature(report, await incidentOfReport(db, report.id), 'officer')

  return router
}

/** Who handles a report and until when, for everybody; no officer's name. */
export function handlingRoutes({ db }: { db: Queryable }): Router {
  const router = Router()
  router.get(
    '/api/reports/:id/handling',
    doing(async ({ id }) => {
      const report = id && (await reportById(db, id))
      if (!report || !isPublic(report)) return { refused: 'report-unknown' }
      return { handling: await handlingOf(db, report.id) }
    }),
  )
  return router
}

/** How a report is handled as its case says it; null: nobody has taken it up yet. */
export async function handlingOf(db: Queryable, report: string) {
  const id = await caseIdOf(db, { report })
  const one = id === undefined ? undefined : await caseById(db, id)
  return one ? asHandling(one, one.agency && (await agencyName(db, one.agency))) : null
}

const NOT_ALLOWED = { refused: 'not-allowed' } satisfies Refusal

/** One after the other; each has its own result, and none stops the others. */
async function each<Item>(
  items: Item[],
  request: Request,
  act: (item: Item) => Promise<object>,
): Promise<{ results: object[] }> {
  const results: object[] = []
  for (const item of items) {
    const outcome = await act(item)
    results.push(
      isRefusal(outcome) ? { problem: problemOf(languageOf(request), outcome) } : { found: outcome },
    )
  }
  return { results }
}
