// Webhooks in the OpenAPI document: how they are kept, and what they tell.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { TEST_KIND, webhookKinds } from '../domain/webhook.ts'
import { againBody, deliveriesQuery, resumeBody, webhookBody, webhookChangeBody } from '../routes/webhooks.ts'
import { body, desk, json, problem, text, uuidPath } from './shapes.ts'

const time = z.iso.datetime().nullable()
const webhook = z.looseObject({
  id: z.uuid(),
  name: text,
  url: text,
  state: text,
  reason: text.nullable(),
  arrivedAt: time,
  failingSince: time,
  waiting: z.int(),
  arrived: z.int(),
  dead: z.int(),
})
const delivery = z.looseObject({
  message: text,
  kind: text,
  status: text,
  attempts: z.int(),
  tries: z.array(z.object({ at: text, status: z.int().nullable(), ms: z.int(), fault: text.nullable() })),
})
const secret = z.looseObject({ secret: text })

const route = (
  method: RouteConfig['method'],
  path: string,
  summary: string,
  responses: RouteConfig['responses'],
  request?: RouteConfig['request'],
): RouteConfig => ({
  ...desk,
  security: [...desk.security, { key: [] }],
  method,
  path: `/api/desk/webhooks${path}`,
  summary,
  responses: {
    ...responses,
    401: problem('Nobody is signed in, and no key is shown.'),
    403: problem('Not with this role or key, or not in these regions.'),
    ...(path.includes('{id}') && { 404: problem('There is no such webhook, or it is another’s.') }),
  },
  ...(request && { request }),
})
const gone = { 204: { description: 'Done.' } }
const stopped = { 409: problem('It is in another state.') }
const wrong = { 422: problem('The address or a region cannot be used.') }

const told = {
  operationId: 'tellWebhook',
  tags: desk.tags,
  summary: 'What an endpoint is told',
  description:
    'Each time as a POST with the headers of Standard Webhooks: `webhook-id` (the same whenever this is sent again), `webhook-timestamp` and `webhook-signature`. Any answer of 2xx within 15 seconds is taken as heard; redirects are not followed; 410 stops the webhook. Everything arrives at least once, and not always in its order: of two the higher `version` is newer. What merely grows old is not told: see `expiresAt`. What is sent late or again leaves out words and photos that a report has no more.',
  parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name => ({
    name,
    in: 'header' as const,
    required: true,
    schema: { type: 'string' as const },
  })),
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object' as const,
          required: ['type', 'timestamp', 'data'],
          properties: {
            type: { type: 'string' as const, enum: [...webhookKinds, TEST_KIND] },
            timestamp: { type: 'string' as const, format: 'date-time' },
            data: {
              type: 'object' as const,
              description:
                'A GeoJSON feature of a report, an incident or a warning as everybody may see it; a flooded area; or only the `id` of what is no more.',
            },
          },
        },
      },
    },
  },
  responses: { '204': { description: 'It was heard.' } },
}

export const webhookPaths: RouteConfig[] = [
  route('get', '', 'The webhooks', {
    200: json(z.object({ webhooks: z.array(webhook) }), 'The newest first.'),
  }),
  {
    ...route(
      'post',
      '',
      'Make a webhook',
      {
        201: json(z.object({ webhook, secret: text }), 'With its secret, shown only now.'),
        ...wrong,
        409: problem('There are enough.'),
      },
      { body: body(webhookBody) },
    ),
    callbacks: { told: { '{$request.body#/url}': { post: told } } },
  },
  route('get', '/{id}', 'A webhook', { 200: json(webhook, 'How it does.') }, { params: uuidPath }),
  route(
    'patch',
    '/{id}',
    'Change the name, the address or the filter',
    { 200: json(webhook, 'The webhook.'), ...wrong },
    { params: uuidPath, body: body(webhookChangeBody) },
  ),
  route('delete', '/{id}', 'Remove a webhook and its log', gone, { params: uuidPath }),
  route(
    'post',
    '/{id}/secret',
    'A new secret; for 24 hours both sign',
    { 201: json(secret, 'Shown only now.') },
    { params: uuidPath },
  ),
  route(
    'post',
    '/{id}/test',
    'Send a test',
    { 202: json(z.object({ message: text }), 'It is on its way.'), ...stopped },
    { params: uuidPath },
  ),
  route('post', '/{id}/pause', 'Pause', { ...gone, ...stopped }, { params: uuidPath }),
  route(
    'post',
    '/{id}/resume',
    'Go on, with what was missed unless told otherwise',
    { ...gone, ...stopped },
    { params: uuidPath, body: body(resumeBody) },
  ),
  route(
    'post',
    '/{id}/replay',
    'Send again: one delivery, all dead letters, or everything from a time',
    { 202: json(z.object({ count: z.int().nullable() }), 'How many; null where that shows later.') },
    { params: uuidPath, body: body(againBody) },
  ),
  route(
    'get',
    '/{id}/deliveries',
    'The log of deliveries, kept for 14 days',
    {
      200: json(
        z.object({ deliveries: z.array(delivery), next: text.nullable() }),
        'The latest first; `next` is what `before` takes.',
      ),
      400: problem('The query cannot be read.'),
    },
    { params: uuidPath, query: deliveriesQuery },
  ),
  route(
    'get',
    '/{id}/deliveries/{message}',
    'A delivery with what was told',
    { 200: json(delivery, 'With its `body`; null: it was taken back.') },
    { params: uuidPath.extend({ message: text }) },
  ),
]
