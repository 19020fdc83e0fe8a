// Documents that are read again and again: with their ETag, so that who holds one is told so in a line, and open to any page.
import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { openHeaders } from './cors.ts'

const HOUR_MS = 3_600_000

/** When a feed without an entry changed: who holds it is not told otherwise each second. */
export const emptySince = (now: Date): Date => new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS)

/** Whether a program holds what has this tag: `*` is whatever there is. */
export const isHeld = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch?.trim() === '*' || ifNoneMatch?.includes(tag) === true

export function sendTagged(
  request: Request,
  response: Response,
  text: string,
  type: string,
  kept = 'no-cache',
): void {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  response
    .set({ ...openHeaders, ETag: tag, 'Cache-Control': kept })
    .vary('Accept-Language, Authorization, Accept-Encoding')
  if (isHeld(request.get('If-None-Match'), tag)) response.status(304).end()
  else response.type(`${type}; charset=utf-8`).send(text)
}
