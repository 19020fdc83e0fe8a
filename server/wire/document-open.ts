// The OpenAPI document of the platform's own open addresses: sending and reading reports, the past, figures, places, alerts.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { hazardKeys } from '../domain/hazards/index.ts'
import { alertBody, alertChangeBody } from '../routes/alerts.ts'
import { figuresCsvQuery, figuresQuery } from '../routes/figures.ts'
import { momentQuery, timelineQuery } from '../routes/past.ts'
import { reportBody } from '../routes/reports.ts'
import { reportFeature, sentReport } from './report-shape.ts'
import { body, json, noOther, own, problem, text, uuidPath } from './shapes.ts'

const key = z.object({
  'Idempotency-Key': text
    .max(200)
    .meta({ description: 'Made once a report: the same key again is the same report.' }),
})
const ownFeature = {
  description: 'A GeoJSON feature.',
  content: { 'application/geo+json': { schema: reportFeature } },
}

const textOrPage = { 'text/plain': { schema: text }, 'text/html': { schema: text } }

export const openPaths: RouteConfig[] = [
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
          required: ['hazard', 'place'],
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
      200: json(sentReport, 'It was known already.'),
      201: json(sentReport, 'It is stored.'),
      422: problem('It cannot be taken; code says why.'),
      429: problem('Too many from here; Retry-After says how many seconds to wait.'),
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
      ...noOther,
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
      ...noOther,
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
      ...noOther,
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
      ...noOther,
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
      ...noOther,
      422: problem('The span cannot be read, or is longer than 366 days.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/places',
    summary: 'Places by name',
    request: {
      query: z.object({
        q: text.max(200),
        finished: z
          .enum(['0', '1'])
          .optional()
          .meta({ description: '1: typed to the end, so that the operator’s geocoder may be asked, too.' }),
      }),
    },
    responses: {
      200: json(z.object({ places: z.array(z.looseObject({})) }), 'At most eight.'),
      ...noOther,
    },
  },
  ...['/dekat', '/near'].map(
    (path): RouteConfig => ({
      ...own,
      method: 'get',
      path,
      summary: 'What is around a place, in plain words below 10 kB',
      request: {
        query: z.object({
          lat: text.optional().meta({ example: '-6.2607' }),
          lng: text.optional().meta({ example: '106.8166' }),
          q: text.max(200).optional().meta({ description: 'A place by name, instead of lat and lng.' }),
          lang: z.enum(['id', 'en']).optional(),
        }),
      },
      responses: {
        200: { description: 'Text, or a page for a browser.', content: textOrPage },
        404: { description: 'No such place here.', content: textOrPage },
      },
    }),
  ),
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
    request: { query: z.object({ lang: z.enum(['id', 'en']).optional() }), body: body(alertBody) },
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
    method: 'get',
    path: '/api/alerts',
    summary: 'What this browser follows',
    responses: {
      200: json(z.object({ subscriptions: z.array(z.looseObject({})) }), 'What is followed now.'),
      404: problem('No such token.'),
    },
  },
  {
    ...own,
    method: 'delete',
    path: '/api/alerts/{id}',
    summary: 'Follow one place no longer',
    request: { params: uuidPath },
    responses: { 204: { description: 'Gone.' }, 404: problem('No such token or subscription.') },
  },
  {
    ...own,
    method: 'delete',
    path: '/api/alerts',
    summary: 'Stop all of it; nothing is kept of this browser',
    responses: { 204: { description: 'Gone.' }, 404: problem('No such token.') },
  },
]
