// The OpenAPI document of what balancers and the machine room ask.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { json, own, problem, text } from './shapes.ts'

const readiness = z.object({
  ready: z.boolean(),
  database: z.boolean().meta({ description: 'Whether it answers.' }),
  lag: z.number().meta({ description: 'How far the map lies behind the database, s.' }),
})
const asText = (description: string) => ({
  description,
  content: { 'text/plain': { schema: text } },
})

export const healthPaths: RouteConfig[] = [
  {
    ...own,
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process lives',
    responses: { 200: asText('It does.') },
  },
  {
    ...own,
    method: 'get',
    path: '/readyz',
    summary: 'Whether people may be sent to this process',
    description:
      'Ready also while the database is away: the map is then read as it last was, and reports are refused with `database-away`. Not ready while it stops.',
    responses: { 200: json(readiness, 'It is ready.'), 503: json(readiness, 'It is about to stop.') },
  },
  {
    ...own,
    method: 'get',
    path: '/metrics',
    summary: 'Figures for Prometheus',
    description:
      'Read from this machine, or with the key that the operator has set. Nothing in it names a person, an address or a place.',
    security: [{}, { key: [] }],
    responses: {
      200: asText('In the text format of Prometheus.'),
      403: problem('Only programs on this machine, or with the key, are told.'),
    },
  },
]
