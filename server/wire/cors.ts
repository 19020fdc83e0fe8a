// Any page on any site may read and write the open APIs: they take no cookies from elsewhere, so nothing is done in anybody's name.
import type { Request, RequestHandler } from 'express'

export const openHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Link, ETag, Retry-After, RateLimit, RateLimit-Policy, Data-As-Of, Data-Audience, Content-Disposition',
}

export const openToAll: RequestHandler = (request, response, next) => {
  response.set(openHeaders)
  if (request.method !== 'OPTIONS') return next()
  response
    .set({
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': request.get('Access-Control-Request-Headers') ?? 'Content-Type',
      'Access-Control-Max-Age': '86400',
      Vary: 'Access-Control-Request-Headers',
    })
    .status(204)
    .end()
}

/** Where an officer's own cookie counts beside keys: only from our own pages. */
export function isCookieFromElsewhere(request: Request): boolean {
  const origin = request.get('Origin')
  if (!origin || !request.headers.cookie) return false
  return !(URL.canParse(origin) && new URL(origin).host === request.get('Host'))
}
