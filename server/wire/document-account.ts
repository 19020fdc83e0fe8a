// Officers' accounts, who may do what, keys of programs and the audit, in the OpenAPI document.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { codeBody, passwordBody, provenBody } from '../routes/account.ts'
import { agencyBody, auditQuery, keyBody, officerBody, officerChangeBody } from '../routes/administer.ts'
import { passkeyBody, passkeyOfferBody, passkeySignInBody } from '../routes/passkeys.ts'
import { viewBody, viewName } from '../routes/views.ts'
import { body, desk, json, problem, text, uuidPath } from './shapes.ts'

const whole = z.looseObject({})
const refused = {
  401: problem('Nobody is signed in, and no key is shown.'),
  403: problem('Not with this role or key, or not in these regions.'),
}
const gone = { 204: { description: 'Done.' } }

type Method = RouteConfig['method']
const route = (
  method: Method,
  path: string,
  summary: string,
  responses: RouteConfig['responses'],
  request?: RouteConfig['request'],
): RouteConfig => ({
  ...desk,
  // A program shows its key instead of a cookie.
  security: path.includes('/account') ? desk.security : [...desk.security, { key: [] }],
  method,
  path: `/api/desk${path}`,
  summary,
  responses: { ...responses, ...refused },
  ...(request && { request }),
})

export const accountPaths: RouteConfig[] = [
  {
    ...route('get', '/session/ways', 'Which ways in there are', {}),
    security: [],
    responses: {
      200: json(
        z.object({ password: z.boolean(), passkey: z.boolean(), agency: text.nullable() }),
        'By password, by passkey, and through which agency.',
      ),
    },
  },
  {
    ...route('post', '/session/passkey/ask', 'What a passkey has to answer', {}),
    security: [],
    responses: {
      200: json(whole, 'For `navigator.credentials.get`; a cookie remembers it for five minutes.'),
    },
  },
  {
    ...route('post', '/session/passkey', 'Sign in by passkey', {}, { body: body(passkeySignInBody) }),
    security: [],
    responses: { 200: json(whole, 'The officer.'), 401: problem('It does not fit, or came too late.') },
  },
  route('get', '/account/passkeys', 'The own passkeys', { 200: json(whole, 'The oldest first.') }),
  route(
    'post',
    '/account/passkeys/offer',
    'Begin to add a passkey',
    { 200: json(whole, 'For `navigator.credentials.create`.'), 409: problem('There are twenty already.') },
    { body: body(passkeyOfferBody) },
  ),
  route(
    'post',
    '/account/passkeys',
    'Keep the passkey that the browser made',
    { 201: json(whole, 'Its id and name.') },
    { body: body(passkeyBody) },
  ),
  route(
    'delete',
    '/account/passkeys/{id}',
    'Remove a passkey',
    { ...gone, 404: problem('There is no such passkey.') },
    { params: z.object({ id: text }) },
  ),
  route('get', '/account', 'The own account and its sessions', { 200: json(whole, 'The account.') }),
  route('put', '/account/password', 'Change the password; other sessions end', gone, {
    body: body(passwordBody),
  }),
  route(
    'post',
    '/account/second-factor',
    'Begin to set up a second factor',
    { 201: json(z.object({ secret: text, address: text }), 'What an authenticator has to know.') },
    { body: body(provenBody) },
  ),
  route(
    'put',
    '/account/second-factor',
    'Show that the second factor works',
    { 200: json(z.object({ codes: z.array(text) }), 'Backup codes, shown only now.') },
    { body: body(codeBody) },
  ),
  route('delete', '/account/second-factor', 'Take the second factor away', gone, { body: body(provenBody) }),
  route('delete', '/account/sessions', 'End all sessions but this one', { 200: json(whole, 'How many.') }),
  route(
    'delete',
    '/account/sessions/{id}',
    'End one session',
    { ...gone, 404: problem('There is no such session.') },
    { params: uuidPath },
  ),
  route('get', '/account/views', 'The own saved views of the desk', {
    200: json(
      z.object({ views: z.array(z.object({ name: text, address: text })) }),
      'The oldest first; an address is what stands after the path of the desk.',
    ),
  }),
  route(
    'put',
    '/account/views/{name}',
    'Keep a view under a name, in place of one that had it',
    { ...gone, 409: problem('There are thirty already.') },
    { params: z.object({ name: viewName }), body: body(viewBody) },
  ),
  route(
    'delete',
    '/account/views/{name}',
    'Forget a saved view',
    { ...gone, 404: problem('There is no such view.') },
    { params: z.object({ name: viewName }) },
  ),
  route('get', '/officers', 'The officers', { 200: json(whole, 'By name.') }),
  route(
    'post',
    '/officers',
    'Add an officer',
    { 201: json(whole, 'With a password that is shown only now.') },
    { body: body(officerBody) },
  ),
  route(
    'patch',
    '/officers/{id}',
    'Change role, agency or regions, or shut out; it holds at once',
    { 200: json(whole, 'The officer.'), 409: problem('It is the last administrator.') },
    { params: uuidPath, body: body(officerChangeBody) },
  ),
  route(
    'post',
    '/officers/{id}/reset',
    'A new password, no second factor, all sessions ended',
    { 200: json(z.object({ password: text }), 'Shown only now.') },
    { params: uuidPath },
  ),
  route(
    'delete',
    '/officers/{id}/sessions',
    'End all sessions of an officer',
    { 200: json(whole, 'How many.') },
    {
      params: uuidPath,
    },
  ),
  route('get', '/agencies', 'The agencies', { 200: json(whole, 'By name.') }),
  route(
    'post',
    '/agencies',
    'Add an agency',
    { 201: json(whole, 'The agency.') },
    { body: body(agencyBody) },
  ),
  route('get', '/keys', 'Keys of programs', { 200: json(whole, 'The newest first.') }),
  route(
    'post',
    '/keys',
    'Make a key',
    { 201: json(whole, 'The key, shown only now.') },
    { body: body(keyBody) },
  ),
  route('delete', '/keys/{id}', 'Revoke a key', gone, { params: uuidPath }),
  route(
    'get',
    '/audit',
    'The audit, oldest first; a Link header leads to the next page',
    {
      200: {
        description: 'A row a line, each with its place in the chain and its seal.',
        content: { 'application/x-ndjson': { schema: text } },
      },
    },
    { query: auditQuery },
  ),
  route('get', '/audit/verify', 'Whether every row is as it was written', {
    200: json(whole, 'The verdict.'),
  }),
]
