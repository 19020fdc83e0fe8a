// The OpenAPI 3.0 document of every open address, made from the very schemas that check the requests.
import { OpenAPIRegistry, OpenApiGeneratorV3, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import program from '../../package.json' with { type: 'json' }
import { hazardKeys } from '../domain/hazards/index.ts'
import { alertBody, alertChangeBody } from '../routes/alerts.ts'
import { actBody, signInBody } from '../routes/desk.ts'
import { figuresCsvQuery, figuresQuery } from '../routes/figures.ts'
import { momentQuery, timelineQuery } from '../routes/past.ts'
import { reportBody } from '../routes/reports.ts'
import { answers } from './answers.ts'
import { accountPaths } from './document-account.ts'
import { besidePaths } from './document-beside.ts'
import { featurePaths } from './document-features.ts'
import { floodPaths } from './document-floods.ts'
import { tilePaths } from './document-tiles.ts'
import { workPaths } from './document-work.ts'
import {
  archiveQuery,
  cardPath,
  cardPhotoBody,
  cardReportBody,
  flagBody,
  LONGEST_SPAN_DAYS,
  listQuery,
  newCardBody,
  numberPath,
  oneQuery,
  pointsBody,
  timeSeriesQuery,
} from './requests.ts'
import { body, desk, json, own, problem, text, uuidPath } from './shapes.ts'
import { warningPaths } from './warning-paths.ts'

const wrong = { 400: json(answers.badRequest, 'A wrong or unknown parameter.') }
const noReport = { 404: json(answers.told, 'No report has this number.') }
const noCard = { 404: json(answers.told, 'There is no such card.') }
const often = { 429: json(answers.told, 'Too often; Retry-After says how many seconds to wait.') }
const key = z.object({
  'Idempotency-Key': text
    .max(200)
    .meta({ description: 'Made once a report: the same key again is the same report.' }),
})
const ownFeature = {
  description: 'A GeoJSON feature.',
  content: { 'application/geo+json': { schema: z.looseObject({}) } },
}

const reports = { tags: ['Reports'] }
const cards = { tags: ['Cards'] }

const paths: RouteConfig[] = [
  {
    ...reports,
    method: 'get',
    path: '/reports',
    summary: 'Live reports, newest first',
    request: { query: listQuery },
    responses: { 200: json(answers.reports, 'The reports.'), ...wrong },
  },
  {
    ...reports,
    method: 'get',
    path: '/reports/archive',
    summary: `Reports of a span of at most ${LONGEST_SPAN_DAYS} days, newest first`,
    request: { query: archiveQuery },
    responses: { 200: json(answers.reports, 'The reports, as a stream.'), ...wrong },
  },
  {
    ...reports,
    method: 'get',
    path: '/reports/timeseries',
    summary: 'How many reports came in each hour of a span',
    request: { query: timeSeriesQuery },
    responses: { 200: json(answers.timeSeries, 'Every hour of the span.'), ...wrong },
  },
  {
    ...reports,
    method: 'get',
    path: '/reports/{id}',
    summary: 'One report by its number',
    request: { params: numberPath, query: oneQuery },
    responses: {
      200: json(answers.reports, 'The report.'),
      ...wrong,
      404: json(answers.notFound, 'No report has this number.'),
    },
  },
  {
    ...reports,
    method: 'patch',
    path: '/reports/{id}',
    summary: 'A reader’s thumb up or down, once an hour',
    request: { params: numberPath, body: body(pointsBody) },
    responses: { 200: json(answers.points, 'All thumbs together.'), ...wrong, ...noReport, ...often },
  },
  {
    ...reports,
    method: 'patch',
    path: '/reports/{id}/flag',
    summary: 'A reader’s warning about a report',
    request: { params: numberPath, body: body(flagBody) },
    responses: { 200: json(answers.flag, 'The flag as it is now.'), ...wrong, ...noReport, ...often },
  },
  {
    ...cards,
    method: 'post',
    path: '/cards',
    summary: 'Make a one-time link to the form',
    request: { body: body(newCardBody) },
    responses: { 200: json(answers.newCard, 'The card.'), ...wrong, ...often },
  },
  {
    ...cards,
    method: 'head',
    path: '/cards/{id}',
    summary: 'Whether there is such a card',
    request: { params: cardPath },
    responses: { 200: { description: 'There is.' }, 404: { description: 'There is none.' } },
  },
  {
    ...cards,
    method: 'get',
    path: '/cards/{id}',
    summary: 'A card and its report',
    description: 'A browser gets the form.',
    request: { params: cardPath },
    responses: {
      200: json(answers.card, 'The card.'),
      404: json(answers.notFound, 'There is no such card.'),
    },
  },
  {
    ...cards,
    method: 'put',
    path: '/cards/{id}',
    summary: 'Send the card’s report',
    request: { params: cardPath, body: body(cardReportBody) },
    responses: {
      200: json(answers.cardUsed, 'The report is stored.'),
      ...wrong,
      ...noCard,
      409: json(answers.told, 'The card was used before.'),
    },
  },
  {
    ...cards,
    method: 'patch',
    path: '/cards/{id}',
    summary: 'Give the card’s report its photo',
    request: { params: cardPath, body: body(cardPhotoBody) },
    responses: {
      200: json(answers.cardUpdated, 'The report shows the photo.'),
      ...wrong,
      403: json(answers.told, 'No report came yet, or it has a photo.'),
      ...noCard,
    },
  },
  {
    ...cards,
    method: 'get',
    path: '/cards/{id}/images',
    summary: 'Where to put the card’s photo',
    description: 'PUT the file at signedRequest within an hour.',
    request: {
      params: cardPath,
      headers: z.object({ 'Content-Type': z.enum(['image/png', 'image/jpeg', 'image/gif']).optional() }),
    },
    responses: { 200: json(answers.images, 'Two addresses.'), ...wrong, ...noCard },
  },
  {
    ...own,
    method: 'post',
    path: '/api/reports',
    summary: 'Send a report',
    request: {
      headers: key.extend({
        'Report-Ticket': z
          .string()
          .optional()
          .meta({ description: 'The solved task of /api/tickets, as base64url of JSON; not needed.' }),
      }),
      body: body(
        reportBody.meta({
          example: {
            hazard: hazardKeys[0],
            answers: { depth: 50 },
            place: { lng: 106.8166, lat: -6.2607 },
            words: 'Banjir di depan pasar',
          },
        }),
      ),
    },
    responses: {
      200: json(z.looseObject({}), 'It was known already.'),
      201: json(z.looseObject({}), 'It is stored.'),
      422: problem('It cannot be taken; code says why.'),
    },
  },
  {
    ...own,
    method: 'post',
    path: '/api/tickets',
    summary: 'Ask for a task whose solution is the ticket of one report',
    description:
      'The task is one of ALTCHA (PBKDF2/SHA-256, altcha.org). Send {challenge, solution} with the report under the same key: in a flood of reports without a ticket it is judged apart from them.',
    request: { headers: key },
    responses: { 200: json(z.looseObject({}), 'The task.'), 400: problem('The key is missing.') },
  },
  {
    ...own,
    method: 'get',
    path: '/api/reports/near',
    summary: 'What others have reported around a place in the last hours, the nearest first',
    request: {
      query: z.object({
        lng: z.number().meta({ example: 106.8166 }),
        lat: z.number().meta({ example: -6.2607 }),
        hazard: z.enum(hazardKeys).meta({ example: hazardKeys[0] }),
        exactness: z.number().optional().meta({ description: 'How far off the place may be, in metres.' }),
      }),
    },
    responses: {
      200: json(z.object({ near: z.array(z.looseObject({})) }), 'At most five.'),
      422: problem('The place or the hazard is missing.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/reports/{id}',
    summary: 'One report by id or number',
    request: { params: z.object({ id: text }) },
    responses: { 200: ownFeature, 404: problem('There is none.') },
  },
  {
    ...own,
    method: 'put',
    path: '/api/reports/{id}/photo',
    summary: 'Give a report a photo, up to four; the same photo again is one',
    request: {
      params: uuidPath,
      headers: key,
      body: { required: true, content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } },
    },
    responses: {
      200: json(z.object({ photo: text }), 'The photo’s name.'),
      404: problem('No such report was sent with this key.'),
      409: problem('It has four photos already.'),
      413: problem('Larger than 15 MB.'),
      415: problem('Neither JPEG, PNG, WebP, GIF nor HEIC.'),
      422: problem('A photo that cannot be opened, or that the operator’s scanner did not like.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/moments',
    summary: 'The map at a past moment, as it was live then',
    description:
      'What was said is left out where it was taken back, changed or dismissed since. `archived`: reports of that time that came in later; no live map showed them. Official notices that their source has taken back since are left out.',
    request: { query: momentQuery },
    responses: {
      200: json(
        z.object({
          at: text,
          reports: z.array(z.looseObject({})),
          incidents: z.array(z.looseObject({})),
          warnings: z.array(z.looseObject({})),
          gauges: z.array(z.looseObject({})),
          officials: z.array(z.looseObject({})),
          archived: z.array(z.looseObject({})),
        }),
        'GeoJSON features; gauges and officials as the sockets show them.',
      ),
      422: problem('The moment cannot be read, or has not come yet.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/timeline',
    summary: 'How many reports came in each step of a span, by hazard and level',
    request: { query: timelineQuery },
    responses: {
      200: json(
        z.object({
          from: text,
          to: text,
          step: z.int(),
          counts: z.array(z.object({ at: text, hazard: z.enum(hazardKeys), level: z.int(), count: z.int() })),
        }),
        'Steps in which reports came in.',
      ),
      422: problem('The span cannot be read, or has too many steps.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/figures',
    summary: 'How long reports waited, what is open and overdue, and when reports came in',
    request: { query: figuresQuery },
    responses: {
      200: json(
        z.object({
          from: text,
          to: text,
          timeZone: text,
          waiting: z.array(z.looseObject({})),
          standing: z.array(z.looseObject({})),
          hours: z.array(z.looseObject({})),
        }),
        'Waiting times are medians in seconds.',
      ),
      422: problem('The span cannot be read, or is longer than 366 days.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/figures.csv',
    summary: 'One table of the figures as CSV',
    request: { query: figuresCsvQuery },
    responses: {
      200: { description: 'A table.', content: { 'text/csv': { schema: text } } },
      422: problem('The span cannot be read, or is longer than 366 days.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/places',
    summary: 'Places by name',
    request: { query: z.object({ q: text.max(200) }) },
    responses: { 200: json(z.object({ places: z.array(z.looseObject({})) }), 'At most eight.') },
  },
  {
    ...own,
    method: 'get',
    path: '/api/config',
    summary: 'What a page has to know of this installation',
    responses: { 200: json(z.looseObject({}), 'Addresses and version.') },
  },
  {
    ...own,
    method: 'get',
    path: '/api/alerts/key',
    summary: 'The key by which a browser subscribes to web push (VAPID)',
    responses: { 200: json(z.object({ key: text }), 'Base64url.') },
  },
  {
    ...own,
    method: 'post',
    path: '/api/alerts',
    summary: 'Follow a place: this browser is told of what happens there',
    request: { body: body(alertBody) },
    responses: {
      201: json(
        z.object({ token: text, subscriptions: z.array(z.looseObject({})) }),
        'The token opens what this browser follows: it is the bearer token of the requests below.',
      ),
      409: problem('It follows as many places as it may.'),
      422: problem('The place or the push address cannot be used.'),
      429: problem('Too often; Retry-After says how many seconds to wait.'),
    },
  },
  {
    ...own,
    method: 'put',
    path: '/api/alerts/{id}',
    summary: 'Change what is followed, stop, or take the stopping back',
    request: { params: uuidPath, body: body(alertChangeBody) },
    responses: {
      200: json(z.object({ subscriptions: z.array(z.looseObject({})) }), 'What is followed now.'),
      404: problem('No such token or subscription.'),
    },
  },
  {
    ...own,
    method: 'delete',
    path: '/api/alerts',
    summary: 'Stop all of it; nothing is kept of this browser',
    responses: { 204: { description: 'Gone.' }, 404: problem('No such token.') },
  },
  {
    ...desk,
    method: 'post',
    path: '/api/desk/session',
    security: [],
    summary: 'Sign in',
    request: { body: body(signInBody) },
    responses: {
      200: json(z.looseObject({ officer: text }), 'Signed in; the cookie is set.'),
      401: problem('Name and password do not match, or a code of the second factor is needed.'),
      429: problem('Too many tries.'),
    },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/session',
    summary: 'Who is signed in',
    responses: { 200: json(z.looseObject({ officer: text }), 'The officer.'), 401: problem('Nobody.') },
  },
  {
    ...desk,
    method: 'delete',
    path: '/api/desk/session',
    summary: 'Sign out',
    responses: { 204: { description: 'Signed out.' } },
  },
  {
    ...desk,
    method: 'post',
    path: '/api/desk/reports/{id}/{act}',
    summary: 'Decide about a report',
    request: {
      params: uuidPath.extend({ act: z.enum(['verify', 'dismiss', 'resolve', 'reopen']) }),
      body: body(actBody),
    },
    responses: {
      200: json(z.looseObject({}), 'The report as it is now.'),
      401: problem('Nobody is signed in.'),
      409: problem('Another officer was quicker.'),
    },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/reports/{id}/history',
    summary: 'Who decided what',
    request: { params: uuidPath },
    responses: {
      200: json(z.object({ history: z.array(z.looseObject({})) }), 'Oldest first.'),
      401: problem('Nobody is signed in.'),
    },
  },
  ...warningPaths,
]

paths.push(...besidePaths, ...floodPaths, ...workPaths, ...accountPaths, ...tilePaths, ...featurePaths)

const description = `Laporan bencana dari warga, untuk siapa saja. Reports of disasters by citizens, open to all.

**Reports** and **Cards** answer as the PetaBencana.id data API does, so that its clients need change only the address. **Kentongan** and **Desk** are the platform's own.
Listed are reports that no officer has dismissed. Times are UTC; coordinates are longitude, latitude.`

export function openApiDocument(publicUrl: string) {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'desk', { type: 'apiKey', in: 'cookie', name: 'desk' })
  registry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' })
  for (const path of paths) registry.registerPath({ operationId: nameOf(path), ...path })
  const tags = new Set(paths.flatMap(path => path.tags ?? []))
  const document = new OpenApiGeneratorV3(registry.definitions).generateDocument({
    openapi: '3.0.3',
    info: { title: 'Kentongan', version: program.version, description, license: { name: program.license } },
    servers: [{ url: publicUrl }],
    tags: [...tags].map(name => ({ name })),
  })
  return whateverIsAnything(document)
}

/** A program made from the document calls its functions so: getApiReportsById. */
function nameOf({ method, path }: RouteConfig): string {
  const words = path
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  return method + words.map(word => word[0]?.toUpperCase() + word.slice(1)).join('')
}

/** OpenAPI 3.0 knows `nullable` only beside a type; a schema that says nothing takes null as well. */
function whateverIsAnything<T>(document: T): T {
  return JSON.parse(
    JSON.stringify(document, (_name, value) =>
      value?.nullable === true && Object.keys(value).every(key => key === 'nullable' || key === 'description')
        ? { ...value, nullable: undefined }
        : value,
    ),
  )
}
