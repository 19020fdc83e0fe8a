// The OpenAPI document of the desk's first doors: signing in, and deciding about a report.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { actBody, signInBody } from '../routes/desk.ts'
import { body, desk, json, problem, text, uuidPath } from './shapes.ts'

export const deskPaths: RouteConfig[] = [
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
]
