// Who may write over the incumbent's API: a program by its key, as a bearer token or in the header that the incumbent's gateway reads, or an officer
// from our own pages. Turned away in the incumbent's words, before anything else is looked at.
import type { RequestHandler, Response } from 'express'
import { type Deed, may, type Officer } from './domain/permissions.ts'
import type { Auth } from './sign-in/auth.ts'
import { isCookieFromElsewhere } from './wire/cors.ts'
import { deny } from './wire/refused.ts'

export const keyed =
  (auth: Pick<Auth, 'officerOf'>, deed: Deed): RequestHandler =>
  async (request, response, next) => {
    const shown = request.get('x-api-key')
    const headers = shown === undefined ? request.headers : { authorization: `Bearer ${shown}` }
    const found = isCookieFromElsewhere(request) ? undefined : await auth.officerOf(headers)
    if (!found) return deny(response, 401, 'Unauthorized', 'No valid token')
    if (!may(found.officer, deed)) return deny(response, 403, 'Forbidden', 'Not allowed for this key')
    response.locals.writer = found.officer
    next()
  }

/** Who was let in. Only behind `keyed`. */
export function writerOf(response: Response): Officer {
  const { writer } = response.locals
  if (!writer) throw new Error('A writer was asked for on a route that lets everybody in.')
  return writer
}
