// How a refusal or a fault is answered over HTTP: RFC 9457 problem details in the reader's language, with a stable code.
import type { ErrorRequestHandler, Request, Response } from 'express'
import { isAway } from '../db/away.ts'
import { isLanguage, type Language, languages, sayRefusal } from './domain/messages/index.ts'
import { answerOf, type Refusal, type RefusalCode } from './domain/refusal.ts'
import { isStoreAway } from './photos/photo-store.ts'
import { challenge } from './wire/challenge.ts'

export function languageOf(request: Request): Language {
  const asked = request.query.lang
  if (isLanguage(asked)) return asked
  const accepted = request.acceptsLanguages([...languages])
  return isLanguage(accepted) ? accepted : 'id'
}

/** A refusal as it crosses the wire. */
export function problemOf(language: Language, refusal: Refusal) {
  const detail = sayRefusal(language, refusal)
  return {
    type: `/docs#${refusal.refused}`,
    title: detail,
    status: answerOf(refusal.refused).status,
    code: refusal.refused,
    detail,
    ...refusal.details,
  }
}

export function refuse(request: Request, response: Response, refusal: Refusal): void {
  const language = languageOf(request)
  const problem = problemOf(language, refusal)
  if (problem.status === 401) challenge(response)
  const { retryS } = answerOf(refusal.refused)
  if (retryS) response.set('Retry-After', String(refusal.details?.seconds ?? retryS))
  response
    .status(problem.status)
    .type('application/problem+json')
    .set('Content-Language', language)
    .send(JSON.stringify(problem))
}

/** What Express and its readers of bodies and files cannot read, as a body that is not packed as it says: the request's fault, and no news. */
const isRefusedByReader = (fault: unknown): fault is Error & { status: number } =>
  fault instanceof Error &&
  !(fault instanceof URIError) &&
  'status' in fault &&
  typeof fault.status === 'number' &&
  fault.status >= 400 &&
  fault.status < 500

const refusalOf = (fault: unknown): RefusalCode =>
  isStoreAway(fault) ? 'photos-away' : isAway(fault) ? 'database-away' : 'internal'

/** PostgreSQL's words for text with half a character in it, which JSON may carry and no database holds. */
const isUnstorable = (fault: unknown): boolean =>
  fault instanceof Error &&
  'code' in fault &&
  (fault.code === '22P05' ||
    fault.code === '22021' ||
    (fault.code === '22P02' && /type json/.test(fault.message)))

export const answerFaults =
  (log: (fault: unknown) => void): ErrorRequestHandler =>
  (fault, request, response, next) => {
    if (response.headersSent) return next(fault)
    const type: unknown = fault?.type
    if (type === 'entity.too.large') return refuse(request, response, { refused: 'body-too-large' })
    if (typeof type === 'string' && /^(entity|encoding|charset|request)\./.test(type))
      return refuse(request, response, { refused: 'body-unreadable' })
    if (isRefusedByReader(fault))
      return refuse(request, response, {
        refused:
          fault.status === 404 ? 'not-found' : fault.status === 413 ? 'body-too-large' : 'body-unreadable',
      })
    if (fault instanceof URIError) return refuse(request, response, { refused: 'not-found' })
    if (isUnstorable(fault)) return refuse(request, response, { refused: 'body-unreadable' })
    log(fault)
    refuse(request, response, { refused: refusalOf(fault) })
  }
