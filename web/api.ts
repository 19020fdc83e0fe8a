// The platform's own addresses as the browser asks them. Three ways to end, all of them values: found, refused in the reader's language, unreachable.
import type { ReportFeature } from '../server/domain/contract.ts'
import type { Found } from '../server/domain/gazetteer.ts'
import type { Answers, LngLat } from '../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../server/domain/hazards/index.ts'
import type { RefusalCode } from '../server/domain/refusal.ts'
import type { Report } from '../server/domain/report.ts'
import type { Seen } from '../server/domain/seen.ts'
import type { PublicConfig } from '../server/domain/told.ts'
import { language } from './language.ts'

/** A refusal as it crosses the wire (RFC 9457); `detail` is the sentence for the reader. */
export type Problem = {
  type: string
  title: string
  status: number
  code: RefusalCode
  detail: string
  /** When to come back, where the server says so. */
  seconds?: number
}

export type Answered<T> = { found: T; status: number } | { problem: Problem } | { unreachable: true }

/** Long enough for a photo over a bad line. */
const PATIENCE_MS = 60_000
export const patience = () => AbortSignal.timeout(PATIENCE_MS)

export async function ask<T>(path: string, init: RequestInit = {}): Promise<Answered<T>> {
  const headers = new Headers(init.headers)
  headers.set('Accept', 'application/json')
  headers.set('Accept-Language', language.value)
  if (typeof init.body === 'string') headers.set('Content-Type', 'application/json')
  try {
    const response = await fetch(path, { signal: patience(), ...init, headers })
    const body = response.status === 204 || init.method === 'HEAD' ? undefined : await response.json()
    if (response.ok) return { found: body, status: response.status }
    const seconds = Number(response.headers.get('Retry-After')) || undefined
    return { problem: { status: response.status, code: 'internal', detail: '', ...body, seconds } }
  } catch (error) {
    // No network, no answer in time, or a proxy's page instead of ours.
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError)
      return { unreachable: true }
    throw error
  }
}

export type NewReport = {
  hazard: HazardKey
  answers: Answers
  place: LngLat
  placedBy: Report['placedBy']
  /** Metres. */
  exactness?: number
  words: string
  at?: string
  /** The report that this one confirms. */
  about?: string
  /** A random id that this browser keeps: a citizen without a name. */
  device?: string
  drill?: boolean
  /** Words, photos and the exact place are for officers alone. */
  secret?: boolean
  /** What only a program fills in. */
  website?: string
}

/** `key` is made once a report: the same key twice is one report. */
export const sendReport = (report: NewReport, key: string, ticket?: string) =>
  ask<{ report: ReportFeature; created: boolean; link: string }>('/api/reports', {
    method: 'POST',
    headers: { 'Idempotency-Key': key, ...(ticket && { 'Report-Ticket': ticket }) },
    body: JSON.stringify(report),
  })

/** What others have reported around a place. */
export function findSeenNear(hazard: HazardKey, { lng, lat }: LngLat, exactness?: number) {
  const query = new URLSearchParams({ hazard, lng: String(lng), lat: String(lat) })
  if (exactness !== undefined) query.set('exactness', String(exactness))
  return ask<{ near: Seen[] }>(`/api/reports/near?${query}`)
}

export const findReport = (id: string) => ask<ReportFeature>(`/api/reports/${encodeURIComponent(id)}`)

/** `finished`: the person waits for an answer, and is not typing any more. */
export const findPlaces = (words: string, finished = false) =>
  ask<{ places: Found[] }>(`/api/places?q=${encodeURIComponent(words)}${finished ? '&finished=1' : ''}`)

let config: ReturnType<typeof ask<PublicConfig>> | undefined

/** Asked once a page, and again after a failure. */
export async function findConfig() {
  config ??= ask<PublicConfig>('/api/config')
  const answer = await config
  if (!('found' in answer)) config = undefined
  return answer
}
