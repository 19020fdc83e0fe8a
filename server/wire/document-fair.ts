// What the OpenAPI document says of fairness, at every door where it is counted: the key that brings more, and the answer to who had enough.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { isCounted } from '../surge/fair-share.ts'
import { json, problem, text } from './shapes.ts'
import { shapeOf } from './too-many.ts'

const ENOUGH =
  'This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left.'
const refused = json(z.object({ statusCode: z.literal(429), error: text, message: text }), ENOUGH)
const shapes = {
  incumbent: refused,
  open311: {
    description: ENOUGH,
    content: {
      'application/json': { schema: z.array(z.object({ code: z.int(), description: text })) },
      'text/xml': { schema: text },
    },
  },
  own: problem(ENOUGH),
}

export function withFairness(path: RouteConfig): RouteConfig {
  if (path.method !== 'get' || !isCounted(path.path)) return path
  return {
    ...path,
    security: path.security ?? [{}, { key: [] }],
    responses: {
      ...path.responses,
      401: path.responses[401] ?? problem('The key opens nothing, or no longer does.'),
      429: shapes[shapeOf(path.path)],
    },
  }
}
