// What is wrong with a query of our own doors, named by its parameter: one that is not known, or one that cannot be read.
import type { Request, RequestHandler } from 'express'
import type { z } from 'zod'
import { say } from '../domain/messages/index.ts'
import type { Refusal } from '../domain/refusal.ts'
import { wrong } from '../features/question.ts'
import { languageOf, refuse } from '../problems.ts'

/** For a door that takes no other parameters, and the language of what it refuses; none is passed over in silence. */
export const takesOnly =
  (...known: string[]): RequestHandler =>
  (request, response, next) => {
    const all = [...known, 'lang']
    const unknown = Object.keys(request.query).find(parameter => !all.includes(parameter))
    if (unknown === undefined) return next()
    const details = { parameter: unknown, known: all.join(', ') }
    refuse(request, response, { refused: 'parameter-unknown', details })
  }

/** `unread`: what is said, in a door's own words, of a known parameter that cannot be read. */
export function refusalOfQuery(
  request: Request,
  { shape }: z.ZodObject,
  { issues }: z.ZodError,
  unread?: Refusal,
): Refusal {
  const unknown = issues.find(issue => issue.code === 'unrecognized_keys')
  if (unknown)
    return {
      refused: 'parameter-unknown',
      details: { parameter: unknown.keys[0] ?? '', known: Object.keys(shape).join(', ') },
    }
  if (unread) return unread
  const language = languageOf(request)
  const [issue] = issues
  const reason =
    issue?.code === 'invalid_value'
      ? say(language, 'feature.choice', { choices: issue.values.join(', ') })
      : say(language, 'feature.as-documented')
  return wrong(String(issue?.path[0] ?? ''), reason)
}
