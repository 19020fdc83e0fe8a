// Feeds of reports and incidents in Atom with GeoRSS, for whoever reads with a feed reader, a map or GDAL: the latest, by filters, with an ETag.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { latestIncidents } from '../../db/incidents.ts'
import { type Found, pageOfReports } from '../../db/report-search.ts'
import { hazardKeys, hazardOf } from '../domain/hazards/index.ts'
import { type Language, languages, phrase, say } from '../domain/messages/index.ts'
import { type Audience, shownTo } from '../domain/privacy.ts'
import { regionByCode, regions } from '../domain/regions/index.ts'
import { languageOf, refuse } from '../problems.ts'
import { cachingOf, toldTo } from '../sign-in/viewer.ts'
import { type AtomEntry, writeAtomFeed } from '../wire/atom.ts'
import { openToAll } from '../wire/cors.ts'
import { refusalOfQuery } from '../wire/queried.ts'
import { sendTagged } from '../wire/tagged.ts'

const MOST = 1_000
/** Incidents that are over are told for so long, ms. */
const INCIDENTS_MS = 24 * 3_600_000

export const feedQuery = z.strictObject({
  region: z
    .string()
    .max(10)
    .refine(code => regionByCode(code) !== undefined)
    .optional()
    .meta({ description: `ISO 3166-2 code of a province.`, example: regions[0]?.code }),
  hazard: z.enum(hazardKeys).optional(),
  level: z.coerce.number().int().min(0).max(3).optional().meta({ description: 'At least so bad, 0 to 3.' }),
  verified: z.enum(['true', 'false']).optional().meta({
    description: 'true: only what an officer verified; of incidents those with a verified report.',
  }),
  training: z.enum(['true', 'false']).default('false').meta({
    description: 'true: the drill and nothing else.',
  }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .transform(limit => Math.min(limit, MOST))
    .default(100)
    .meta({ description: `At most ${MOST}.` }),
  lang: z.enum(languages).optional(),
})

type Given = { db: Queryable; now: () => Date; publicUrl: string }
type Asked = z.output<typeof feedQuery>

export function atomRoutes({ db, now, publicUrl }: Given): Router {
  const router = Router()
  router.use('/feeds', openToAll)

  const feed =
    (
      name: 'reports' | 'incidents',
      read: (asked: Asked, language: Language, response: Response) => Promise<AtomEntry[]>,
    ) =>
    async (request: Request, response: Response) => {
      const query = feedQuery.safeParse(request.query)
      if (!query.success) return refuse(request, response, refusalOfQuery(request, feedQuery, query.error))
      const language = languageOf(request)
      const text = writeAtomFeed({
        id: `${publicUrl}/feeds/${name}.atom`,
        self: `${publicUrl}${request.originalUrl}`,
        home: publicUrl,
        title: say(language, `atom.${name}`),
        author: say(language, 'warning.sender'),
        entries: await read(query.data, language, response),
        now: now(),
      })
      sendTagged(request, response, text, 'application/atom+xml', cachingOf(response))
    }

  router.get(
    '/feeds/reports.atom',
    feed('reports', async ({ region, hazard, level, verified, training, limit }, language, response) => {
      const found = await pageOfReports(
        db,
        {
          drill: training === 'true',
          ...(region && { regions: codesOf(region) }),
          ...(hazard && { hazards: [hazard] }),
          ...(level && { level }),
          ...(verified === 'true' && { states: ['verified' as const] }),
          ...(verified === 'false' && { states: ['unverified' as const] }),
        },
        { limit },
      )
      const { audienceAt } = toldTo(response)
      return found.map(report => reportEntry(report, language, audienceAt(report.region)))
    }),
  )

  router.get(
    '/feeds/incidents.atom',
    feed('incidents', async ({ region, hazard, level = 0, verified, training, limit }, language) => {
      const since = new Date(now().getTime() - INCIDENTS_MS)
      const all = await latestIncidents(db, { since, drill: training === 'true', limit: MOST })
      return all
        .filter(
          incident =>
            (region === undefined || codesOf(region).includes(incident.region ?? '')) &&
            (hazard === undefined || incident.hazard === hazard) &&
            incident.level >= level &&
            (verified === undefined || incident.verified > 0 === (verified === 'true')),
        )
        .slice(0, limit)
        .map(incident => {
          const { count, verified: sure } = incident
          const named = {
            hazard: nameOf(incident.hazard, language),
            place: placeName(incident.region, language),
          }
          return {
            id: `urn:uuid:${incident.id}`,
            title: say(language, 'atom.incident-title', { ...named, count }),
            summary: say(language, 'atom.incident-summary', { count, verified: sure }),
            published: incident.started,
            updated: incident.changedAt,
            page: `${publicUrl}/?incident=${incident.id}`,
            data: `${publicUrl}/collections/incidents/items/${incident.id}`,
            categories: categoriesOf({ ...incident, state: sure > 0 ? 'verified' : 'unverified' }),
            shape: { outline: incident.outline },
          }
        })
    }),
  )

  function reportEntry(
    { incident: _, changedAt, ...whole }: Found,
    language: Language,
    audience: Audience,
  ): AtomEntry {
    const report = shownTo(audience, whole)
    const said = hazardOf(report.hazard).describe(report.answers)
    const named = { hazard: nameOf(report.hazard, language), place: placeName(report.region, language) }
    return {
      id: `urn:uuid:${report.id}`,
      title: report.title || say(language, 'atom.report-title', named),
      summary: [said && phrase(language, said), report.words].filter(Boolean).join('. '),
      published: report.at,
      updated: changedAt,
      page: `${publicUrl}/?report=${report.id}`,
      data: `${publicUrl}/collections/reports/items/${report.id}`,
      categories: [...categoriesOf(report), { term: String(report.number), scheme: 'number' }],
      photo: report.photos[0] && `${publicUrl}/photos/${report.photos[0]}`,
      shape: { point: report.place },
    }
  }

  return router
}

const codesOf = (code: string) => {
  const region = regionByCode(code)
  return region ? [region.code, ...region.aliases] : [code]
}

const nameOf = (hazard: Found['hazard'], language: Language) => phrase(language, hazardOf(hazard).name)

const placeName = (code: string | null, language: Language) => {
  const region = regionByCode(code ?? '')
  return region ? phrase(language, region.name) : 'Indonesia'
}

type Sorted = Pick<Found, 'hazard' | 'level' | 'state' | 'region'>
const categoriesOf = ({ hazard, level, state, region }: Sorted): AtomEntry['categories'] => [
  { term: hazard, scheme: 'hazard' },
  { term: String(level), scheme: 'level' },
  { term: state, scheme: 'state' },
  ...(region ? [{ term: region, scheme: 'region' as const }] : []),
]
