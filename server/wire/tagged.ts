// Documents that are read again and again: with their ETag, so that who holds one is told so in a line, and open to any page.
import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { openHeaders } from './cors.ts'

export function sendTagged(
  request: Request,
  response: Response,
  text: string,
  type: string,
  kept = 'no-cache',
): void {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  response.set({ ...openHeaders, ETag: tag, 'Cache-Control': kept }).vary('Accept-Language')
  if (request.get('If-None-Match')?.includes(tag)) response.status(304).end()
  else response.type(`${type}; charset=utf-8`).send(text)
}
