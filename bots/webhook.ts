// What every door for a vendor's deliveries needs: a body of bounded size, read as bytes, and secrets compared in constant time.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { secondsAsked } from '../server/domain/retry-after.ts'

/** The raw bytes of the body; undefined when there are too many. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

export function isSame(given: string | string[] | null | undefined, secret: string): boolean {
  const bytes = Buffer.from(String(given ?? ''))
  const own = Buffer.from(secret)
  return bytes.length === own.length && timingSafeEqual(bytes, own)
}

/** Whether the header is `sha256=` and the body's HMAC under the secret, in hexadecimal. */
export const isSigned = (header: string | string[] | undefined, body: Buffer, secret: string): boolean =>
  isSame(header, `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)

/** Seconds of a Retry-After header, if it says any. */
export const retryAfter = (response: Response): number | undefined =>
  secondsAsked(response.headers.get('Retry-After'), new Date())
