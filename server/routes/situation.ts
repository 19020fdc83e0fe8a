// The situation report of an incident, or of a shift: a page to print, for officers in full or with nothing but what everybody may read.
import { Router } from 'express'
import { z } from 'zod'
import { documentsWithin } from '../../db/cap-documents.ts'
import type { Queryable } from '../../db/connect.ts'
import { incidentsById } from '../../db/incidents.ts'
import { decisionsOn, reportsOfIncident, reportsOfSpan } from '../../db/situation.ts'
import { toFeature } from '../domain/contract.ts'
import { regionByCode } from '../domain/regions/index.ts'
import { coursesOf } from '../domain/warning-course.ts'
import { sendPage } from '../pages/browser-rules.ts'
import { situationPage } from '../pages/situation-page.ts'
import { languageOf, refuse } from '../problems.ts'
import { allow, officerOf } from '../sign-in/doors.ts'
import { viewerFor } from '../sign-in/viewer.ts'

const HOUR_MS = 3_600_000
/** A shift; what is asked for without times. */
const SHIFT_HOURS = 12
const LONGEST_MS = 31 * 24 * HOUR_MS

export const situationQuery = z.object({
  incident: z.uuid().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  region: z.string().max(10).optional(),
  drill: z.enum(['0', '1']).default('0'),
  public: z
    .enum(['0', '1'])
    .default('0')
    .meta({ description: '1: with nothing but what everybody may read.' }),
})

type Given = { db: Queryable; now: () => Date }

export function situationRoutes({ db, now }: Given): Router {
  const router = Router()

  router.get('/desk/situation', (request, response) => {
    const { search } = new URL(request.originalUrl, 'http://here')
    response.redirect(`/api/desk/situation${search}`)
  })

  router.get('/api/desk/situation', allow('look'), async (request, response) => {
    const query = situationQuery.safeParse(request.query)
    if (!query.success) return refuse(request, response, { refused: 'moment-unreadable' })
    const asked = query.data
    const officer = officerOf(response)
    const [incident] = asked.incident === undefined ? [] : await incidentsById(db, [asked.incident])
    if (asked.incident !== undefined && !incident)
      return refuse(request, response, { refused: 'incident-unknown' })
    const to = asked.to ? new Date(asked.to) : incident ? new Date(incident.latest) : now()
    const from = asked.from
      ? new Date(asked.from)
      : incident
        ? new Date(incident.started)
        : new Date(to.getTime() - SHIFT_HOURS * HOUR_MS)
    if (from > to || to.getTime() - from.getTime() > LONGEST_MS)
      return refuse(request, response, { refused: 'span-wrong', details: { most: 31 } })
    const isPublic = asked.public === '1'
    const drill = incident?.drill ?? asked.drill === '1'
    const viewer = viewerFor(officer)
    const found = incident
      ? await reportsOfIncident(db, incident.id)
      : await reportsOfSpan(db, { from, to }, drill)
    const own = found.filter(({ report }) => asked.region === undefined || report.region === asked.region)
    const ids = [...new Set(own.flatMap(({ incident }) => incident ?? []))]
    const until = incident ? now() : to
    const messages = await documentsWithin(db, { from, to: until }, drill)
    const warnings = coursesOf(
      messages.filter(({ content }) => !incident || content.incident === incident.id),
      from,
      until,
    )
    const language = languageOf(request)
    const address = new URL(request.originalUrl, 'http://here')
    address.searchParams.set('public', isPublic ? '0' : '1')
    response.set('Cache-Control', 'private, no-store')
    sendPage(
      response,
      situationPage(language, {
        from,
        to,
        now: now(),
        timeZone: regionByCode(incident?.region ?? asked.region ?? '')?.timeZone ?? 'Asia/Jakarta',
        drill,
        isPublic,
        officer: officer.name,
        incidents: incident ? [incident] : await incidentsById(db, ids),
        reports: own.map(({ report, incident }) =>
          toFeature(report, incident, isPublic ? 'public' : viewer.audienceAt(report.region)),
        ),
        warnings,
        decisions: isPublic
          ? []
          : await decisionsOn(
              db,
              own.map(({ report }) => report.id),
              { from, to: until },
            ),
        url: address.pathname + address.search,
      }),
    )
  })

  return router
}
