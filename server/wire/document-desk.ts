// The OpenAPI document of the desk's first doors: signing in, and deciding about a report.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { actBody, signInBody } from '../routes/desk.ts'
import { situationQuery } from '../routes/situation.ts'
import { body, desk, json, problem, text, uuidPath } from './shapes.ts'

const sitting = z.looseObject({
  officer: text,
  reports: z.int().meta({ description: 'How many are live.' }),
})

export const deskPaths: RouteConfig[] = [
  {
    ...desk,
    method: 'post',
    path: '/api/desk/session',
    security: [],
    summary: 'Sign in',
    request: { body: body(signInBody) },
    responses: {
      200: json(sitting, 'Signed in; the cookie is set.'),
      401: problem('Name and password do not match, or a code of the second factor is needed.'),
      429: problem('Too many tries.'),
    },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/session',
    summary: 'Who is signed in',
    responses: { 200: json(sitting, 'The officer.'), 401: problem('Nobody.') },
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
  {
    ...desk,
    method: 'get',
    path: '/api/desk/situation',
    summary: 'The situation report of an incident or a shift, as a page to print',
    request: { query: situationQuery.extend({ lang: z.enum(['id', 'en']).optional() }) },
    responses: {
      200: { description: 'A page.', content: { 'text/html': { schema: text } } },
      401: problem('Nobody is signed in.'),
      403: problem('Not with this role.'),
      404: problem('There is no such incident.'),
      422: problem('The span cannot be read, or is longer than 31 days.'),
    },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/session/oidc',
    security: [],
    summary: 'Sign in through the agency’s own provider',
    responses: {
      302: { description: 'To the provider.' },
      401: problem('The provider cannot be reached.'),
      404: problem('None is set up.'),
    },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/session/oidc/back',
    security: [],
    summary: 'Back from the agency’s provider, with what it adds to the address',
    responses: { 302: { description: 'To the desk.' }, 404: problem('None is set up.') },
  },
]
