// The part of the OpenAPI document about warnings: what everybody reads, and what officers do with them.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import {
  warningBody,
  warningEditBody,
  warningEndBody,
  warningReachBody,
  warningStepBody,
  warningSteps,
} from '../routes/warnings.ts'
import { body, desk, held, json, noOther, own, problem, text, uuidPath } from './shapes.ts'

const loose = z.looseObject({})
const xml = (type: string, description: string) => ({ description, content: { [type]: { schema: text } } })
const draft = json(loose, 'The draft as it is now.')
const nobody = { 401: problem('Nobody is signed in.'), 403: problem('Not with this role, or not there.') }
const stale = { 404: problem('There is none.'), 409: problem('It is not any more what was seen.') }
const unfit = { 422: problem('The area, the words or the times cannot be taken.') }

export const warningPaths: RouteConfig[] = [
  {
    ...own,
    method: 'get',
    path: '/api/warnings',
    summary: 'Warnings that hold, as GeoJSON',
    request: { query: z.object({ drill: z.enum(['0', '1']).optional() }) },
    responses: {
      200: { description: 'A collection.', content: { 'application/geo+json': { schema: loose } } },
      ...noOther,
    },
  },
  {
    ...own,
    method: 'get',
    path: '/cap',
    summary: 'The latest CAP 1.2 messages, as an Atom feed',
    responses: { 200: xml('application/atom+xml', 'Latest first.'), ...held, ...noOther },
  },
  {
    ...own,
    method: 'get',
    path: '/cap/exercise',
    summary: 'The latest CAP 1.2 messages of drills',
    responses: {
      200: xml('application/atom+xml', 'Latest first; each is an Exercise.'),
      ...held,
      ...noOther,
    },
  },
  {
    ...own,
    method: 'get',
    path: '/cap/incidents',
    summary: 'Incidents that officers have verified as CAP 1.2, under a sender of its own; no warnings',
    responses: { 200: xml('application/atom+xml', 'Latest first.'), ...held, ...noOther },
  },
  {
    ...own,
    method: 'get',
    path: '/cap/incidents/{id}.xml',
    summary: 'A CAP 1.2 message about a verified incident',
    request: { params: z.object({ id: text }) },
    responses: {
      200: xml('application/cap+xml', 'It never changes.'),
      ...held,
      ...noOther,
      404: problem('There is none.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/cap/{id}.xml',
    summary: 'A CAP 1.2 message as it was issued',
    request: { params: z.object({ id: text }) },
    responses: {
      200: xml('application/cap+xml', 'It never changes.'),
      ...held,
      ...noOther,
      404: problem('There is none.'),
    },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/warnings',
    summary: 'Drafts, warnings that hold, and those that ended',
    request: { query: z.object({ drill: z.enum(['0', '1']).optional() }) },
    responses: {
      200: json(
        z.object({ drafts: z.array(loose), warnings: z.array(loose), ended: z.array(loose) }),
        'Latest first.',
      ),
      ...nobody,
    },
  },
  {
    ...desk,
    method: 'post',
    path: '/api/desk/warnings',
    summary: 'Begin a warning: a draft, with words from a template where none are given',
    request: { body: body(warningBody) },
    responses: { 201: json(loose, 'The draft.'), ...nobody, 404: problem('No such incident.'), ...unfit },
  },
  {
    ...desk,
    method: 'post',
    path: '/api/desk/warnings/reach',
    summary: 'How many people an area would be told to',
    request: { body: body(warningReachBody) },
    responses: {
      200: json(z.looseObject({ people: z.number() }), 'People, provinces and clock.'),
      ...nobody,
      ...unfit,
    },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/warnings/areas',
    summary: 'Imported areas by name, with their outlines',
    request: { query: z.object({ q: text.optional() }) },
    responses: { 200: json(z.object({ areas: z.array(loose) }), 'At most twelve.'), ...nobody },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/warnings/drafts/{id}',
    summary: 'A draft with all its versions, the messages before it, and who did what',
    request: { params: uuidPath },
    responses: { 200: json(loose, 'The draft.'), ...nobody, 404: problem('There is none.') },
  },
  {
    ...desk,
    method: 'put',
    path: '/api/desk/warnings/drafts/{id}',
    summary: 'A new version of a draft',
    request: { params: uuidPath, body: body(warningEditBody) },
    responses: { 200: draft, ...nobody, ...stale, ...unfit },
  },
  {
    ...desk,
    method: 'post',
    path: '/api/desk/warnings/drafts/{id}/{step}',
    summary:
      'Submit, withdraw, hand back, approve, discard or restore a draft; who wrote in it never approves it',
    request: {
      params: uuidPath.extend({ step: z.enum(warningSteps) }),
      body: body(warningStepBody),
    },
    responses: { 200: draft, ...nobody, ...stale, ...unfit },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/warnings/{id}',
    summary: 'A warning with its messages, and who did what',
    request: { params: uuidPath },
    responses: { 200: json(loose, 'The warning.'), ...nobody, 404: problem('There is none.') },
  },
  {
    ...desk,
    method: 'post',
    path: '/api/desk/warnings/{id}/change',
    summary: 'Begin a change of a warning that holds',
    request: { params: uuidPath },
    responses: { 201: json(loose, 'The draft.'), ...nobody, ...stale },
  },
  {
    ...desk,
    method: 'post',
    path: '/api/desk/warnings/{id}/end',
    summary: 'Lift a warning: the all-clear, by one duty officer',
    request: { params: uuidPath, body: body(warningEndBody) },
    responses: { 200: json(loose, 'The warning as it is now.'), ...nobody, ...stale },
  },
]
