// What is asked of an address in a way that it does not know: 405, with the ways that it does (RFC 9110, 15.5.6). Which those are the application
// itself tells.
import type { Express, RequestHandler } from 'express'
import { match } from 'path-to-regexp'
import { refuse } from './problems.ts'
import { doorsOf } from './sign-in/doors.ts'

/** In a path that stands for whatever is asked: the pages' own, which look whether there is such a one. */
const ANYTHING = '/{*'

/** `app`: as it stands when the first such request comes, with all its routes. */
export function wrongMethod(app: Express): RequestHandler {
  let doors: { method: string; fits: (path: string) => unknown }[] | undefined
  return (request, response, next) => {
    // What is not there to be read is not there: a file's name stands beside the address that takes it.
    if (request.method === 'GET' || request.method === 'HEAD') return next()
    doors ??= doorsOf(app)
      .filter(({ method, path }) => method !== '*' && !path.includes(ANYTHING))
      .map(({ method, path }) => ({ method, fits: match(path, { decode: false }) }))
    const known = new Set(doors.filter(({ fits }) => fits(request.path)).map(({ method }) => method))
    if (known.has('GET')) known.add('HEAD')
    if (known.size === 0 || known.has(request.method)) return next()
    const methods = [...known].join(', ')
    response.set('Allow', methods)
    refuse(request, response, { refused: 'method-unknown', details: { methods } })
  }
}
