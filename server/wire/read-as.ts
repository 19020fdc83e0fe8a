// A body as it is awaited, or the refusal that names what in it is not so.
import type { z } from 'zod'
import { cut } from '../domain/cut.ts'
import type { Refusal } from '../domain/refusal.ts'

/** What is sent may be called anything, letters. */
const MOST_NAMED = 100

/** `field` of the refusal: the first that cannot be read or is missing, by dots, as in `place.lng`; none where it is the body itself. */
export function readAs<Body>(schema: z.ZodType<Body>, given: unknown): { read: Body } | Refusal {
  const body = schema.safeParse(given)
  if (body.success) return { read: body.data }
  const field = body.error.issues.map(nameOf).find(name => name !== '')
  return { refused: 'body-unreadable', ...(field && { details: { field: cut(field, MOST_NAMED) } }) }
}

const nameOf = (issue: z.core.$ZodIssue): string =>
  [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].map(String).join('.')
