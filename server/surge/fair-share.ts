// Fairness at the open doors: what is asked is counted by what it costs us, for each line of addresses or for each program with a key.
// A page costs about 1, long ones and files by their rows. The map, the forms, the chats and the desk never ask here.
import type { RequestHandler, Response } from 'express'
import type { ServiceKey } from '../../db/service-keys.ts'
import { refuse } from '../problems.ts'
import { asOfficer } from '../sign-in/service-keys.ts'
import { setReader } from '../sign-in/viewer.ts'
import { openHeaders } from '../wire/cors.ts'
import { lineOf } from '../wire/from.ts'
import { tooMany } from '../wire/too-many.ts'
import { type Bucket, tokenBuckets } from './limits.ts'
import { thrifty } from './thrift.ts'

/** A bucket fills in so many seconds. */
const WINDOW_S = 100
/** A program with a key may ask so many times as much. */
const WITH_KEY = 10
/** What cannot be told by its rows: how many times a page. */
const WEIGHTS: Record<string, number> = { statistics: 4, timeseries: 2 }

const doors = new Set([
  'reports',
  'floods',
  'floodgauges',
  'infrastructure',
  'cities',
  'collections',
  'open311',
  'exports',
  'feeds',
  'cap',
])
const STATISTICS = '/api/statistics'

type Given = {
  /** Of one line in the window; undefined: no limits. */
  budget: number | undefined
  now: () => Date
  /** Whose key an Authorization header shows; undefined: a wrong one. */
  programOf: (header: string) => Promise<ServiceKey | undefined>
  /** A program has asked something that cost so much. */
  used: (key: string, requests: number, cost: number) => void
}

/** What this very machine asks is its operator's own, and not counted. */
export function fairShare({
  budget = Number.POSITIVE_INFINITY,
  now,
  programOf,
  used,
}: Given): RequestHandler {
  const ofLine = kindOf('open', budget)
  const ofKey = kindOf('key', budget * WITH_KEY)

  return async function fairShare(request, response, next) {
    const { authorization: header } = request.headers
    const isProgram = header !== undefined && /^Bearer +kt_/i.test(header)
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !isCounted(request.url)) return next()
    const line = lineOf(request)
    if (isProgram) {
      // A database that is away makes nobody a program, and leaves open what is open.
      const key = await programOf(header).catch(() => 'away' as const)
      if (!key) return refuse(request, response.set(openHeaders), { refused: 'program-key-wrong' })
      if (key !== 'away') {
        setReader(response, asOfficer(key))
        const purse = ofKey.open(response, key.id, now().getTime(), cost => used(key.id, 0, cost))
        used(key.id, 1, 0)
        return enter(purse)
      }
    }
    if (line === undefined || budget === Number.POSITIVE_INFINITY) return next()
    enter(ofLine.open(response, line, now().getTime()))

    function enter(wait: number) {
      if (wait > 0) tooMany(request, response, wait)
      else {
        spend(response, weightOf(request.url))
        next()
      }
    }
  }
}

function spend(response: Response, cost: number): void {
  const purse: Purse | undefined = response.locals.purse
  if (!purse) return
  purse.bucket.left -= cost
  purse.tell?.(cost)
}

/** Rows of a page are looked for, sorted and counted; those of a file run through. */
const ROWS = { page: 250, file: 1_000 }

export const spendPage = (response: Response, rows: number) => spend(response, rows / ROWS.page)

/** The same pages, paid as they go: each by the rows in it. */
export async function* paid<T>(
  response: Response,
  pages: AsyncIterable<T>,
  rowsIn: (page: T) => number,
): AsyncGenerator<T> {
  for await (const page of thrifty(pages)) {
    spend(response, rowsIn(page) / ROWS.file)
    yield page
  }
}

type Purse = { bucket: Bucket; tell?: ((cost: number) => void) | undefined }

function kindOf(name: string, most: number) {
  const buckets = tokenBuckets({ most, perSecond: most / WINDOW_S })
  const policy = `"${name}";q=${most};w=${WINDOW_S}`
  return {
    /** Seconds to wait, or 0 and a purse from which the answer is paid. The headers are those of the IETF's draft. */
    open(response: Response, key: string, time: number, tell?: Purse['tell']): number {
      const bucket = buckets.of(key, time)
      const wait = bucket.left >= 1 ? 0 : Math.max(1, buckets.wait(bucket, 1))
      if (wait === 0) response.locals.purse = { bucket, tell } satisfies Purse
      // What is let in is paid from it in a moment.
      const asked = wait === 0 ? 1 : 0
      const left = Math.max(0, Math.floor(bucket.left) - asked)
      if (most < Number.POSITIVE_INFINITY)
        response.set({
          'RateLimit-Policy': policy,
          RateLimit: `"${name}";r=${left};t=${buckets.wait({ ...bucket, left: bucket.left - asked }, most)}`,
        })
      return wait
    },
  }
}

/** Looks no further than it must: everybody comes by here. */
export function isCounted(url: string): boolean {
  let end = 1
  while (end < url.length && url[end] !== '/' && url[end] !== '?') end++
  return doors.has(url.slice(1, end)) || url.startsWith(STATISTICS)
}

function weightOf(url: string): number {
  if (url.startsWith(STATISTICS)) return WEIGHTS.statistics ?? 1
  return /^\/(reports|floods)\/timeseries\b/.test(url) ? (WEIGHTS.timeseries ?? 1) : 1
}
