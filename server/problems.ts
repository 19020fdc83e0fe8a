// How a refusal or a fault is answered over HTTP: RFC 9457 problem details in the reader's language, with a stable code.
import type { ErrorRequestHandler, Request, Response } from 'express'
import { isAway } from '../db/away.ts'
import { isLanguage, type Language, languages, sayRefusal } from './domain/messages/index.ts'
import type { Refusal, RefusalCode } from './domain/report.ts'
import { isStoreAway } from './photos/photo-store.ts'

/** Every refusal that is not simply 422: the draft was read, and something in it cannot be taken. */
const STATUS: Partial<Record<RefusalCode, number>> = {
  'key-missing': 400,
  'program-key-wrong': 401,
  'body-unreadable': 400,
  'body-too-large': 413,
  'words-too-long': 413,
  'report-unknown': 404,
  'report-changed': 409,
  'report-closed': 409,
  'card-unknown': 404,
  'card-used': 409,
  'photo-too-large': 413,
  'file-too-large': 422,
  'photo-kind': 415,
  'photo-unsafe': 422,
  'photo-exists': 409,
  'photos-enough': 409,
  'sign-in-needed': 401,
  'sign-in-wrong': 401,
  'sign-in-too-often': 429,
  'code-needed': 401,
  'code-wrong': 401,
  'second-factor-needed': 403,
  'passkey-wrong': 401,
  'passkeys-many': 409,
  'passkey-unknown': 404,
  'not-allowed': 403,
  'region-not-yours': 403,
  'name-taken': 409,
  'officer-unknown': 404,
  'administrator-last': 409,
  'session-unknown': 404,
  'views-many': 409,
  'view-unknown': 404,
  'key-unknown': 404,
  'password-wrong': 422,
  'sign-in-elsewhere-failed': 401,
  'incident-unknown': 404,
  'case-unknown': 404,
  'case-changed': 409,
  'case-claimed': 409,
  'stage-wrong': 409,
  'stages-changed': 409,
  'nothing-to-undo': 409,
  'undo-followed': 409,
  'warning-unknown': 404,
  'gauge-unknown': 404,
  'area-unknown': 404,
  'area-changed': 409,
  'query-unreadable': 400,
  'parameter-unknown': 400,
  'parameter-wrong': 400,
  'filter-unreadable': 400,
  'collection-unknown': 404,
  'feature-unknown': 404,
  'warning-changed': 409,
  'warning-state': 409,
  'warning-own': 403,
  'warning-over': 409,
  'warning-open': 409,
  'alerts-enough': 409,
  'alerts-unknown': 404,
  'webhook-unknown': 404,
  'webhook-state': 409,
  'webhooks-enough': 409,
  'delivery-unknown': 404,
  'too-often': 429,
  busy: 503,
  'statistics-wrong': 400,
  'statistics-unready': 503,
  'not-found': 404,
  'database-away': 503,
  'photos-away': 503,
  internal: 500,
}

/** What is usually there again in a moment. */
const AFTER_5_S: RefusalCode[] = ['database-away', 'photos-away', 'statistics-unready']

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
    status: STATUS[refusal.refused] ?? 422,
    code: refusal.refused,
    detail,
    ...refusal.details,
  }
}

export function refuse(request: Request, response: Response, refusal: Refusal): void {
  const language = languageOf(request)
  const problem = problemOf(language, refusal)
  if (AFTER_5_S.includes(refusal.refused)) response.set('Retry-After', '5')
  if (refusal.refused === 'sign-in-too-often' || refusal.refused === 'too-often')
    response.set('Retry-After', String(refusal.details?.seconds ?? 60))
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
