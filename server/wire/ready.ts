// Answers that many ask for at once: made once, kept as bytes with their ETag and their gzip, and given out as they are.
import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { weighed } from '../weighed.ts'
import { isHeld } from './tagged.ts'

const compress = promisify(gzip)
/** Less is not worth a header. */
const SMALLEST_GZIP = 1_000

export type Ready = {
  body: Buffer
  etag: string
  type: string
  /** Made when the first client asks for it, and shared by all who do. */
  gzipped?: Promise<Buffer>
}

export function readyAnswer(content: string | Buffer, type = 'application/json; charset=utf-8'): Ready {
  const body = typeof content === 'string' ? Buffer.from(content) : content
  return { body, type, etag: `W/"${createHash('sha1').update(body).digest('base64url')}"` }
}

type Heed = (ready: Ready, headers: OutgoingHttpHeaders) => void
const heeded = new WeakMap<ServerResponse, Heed>()

/** Hears what is given to this response, with all its headers. */
export const whenGiven = (response: ServerResponse, heed: Heed) => heeded.set(response, heed)

/** Written straight to the response: Express would hash the body again for each client. */
export async function give(
  { headers }: IncomingMessage,
  response: ServerResponse,
  ready: Ready,
  more: OutgoingHttpHeaders = {},
): Promise<void> {
  const common = {
    ...more,
    ETag: ready.etag,
    'Cache-Control': more['Cache-Control'] ?? 'no-cache',
    Vary: 'Accept-Encoding, Authorization',
    'X-Content-Type-Options': 'nosniff',
  }
  heeded.get(response)?.(ready, { ...besides(common, response), ...more })
  if (isHeld(headers['if-none-match'], ready.etag)) {
    response.writeHead(304, common).end()
    return
  }
  const squeezed = ready.body.length >= SMALLEST_GZIP && takesGzip(headers['accept-encoding'])
  if (squeezed) ready.gzipped ??= compress(ready.body, { level: 4 })
  const body = (squeezed ? await ready.gzipped : undefined) ?? ready.body
  response
    .writeHead(200, {
      ...common,
      'Content-Type': ready.type,
      'Content-Length': body.length,
      ...(squeezed && { 'Content-Encoding': 'gzip' }),
    })
    .end(body)
}

/** The headers that were set before, and are not set again. */
function besides(common: OutgoingHttpHeaders, response: ServerResponse): OutgoingHttpHeaders {
  const names = new Set(Object.keys(common).map(name => name.toLowerCase()))
  return Object.fromEntries(Object.entries(response.getHeaders()).filter(([name]) => !names.has(name)))
}

export const takesGzip = (accepted: string | undefined) =>
  accepted !== undefined && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted)

/** `rests`: what is long stands until then, whatever comes meanwhile. */
type Kept = { ready: Ready; version: number; until: number; rests?: number }

/** Remembers the answers last asked for, by address, as long as the board's version stands and their time has not come. */
export function shelf(limitBytes = 64 * 1024 * 1024) {
  const kept = weighed<Kept>(limitBytes)
  const isGood = (found: Kept, version: number, time: number) =>
    (found.version === version && found.until > time) || (found.rests ?? 0) > time

  return {
    find(address: string, version: number, time: number): Ready | undefined {
      const found = kept.get(address)
      return found && isGood(found, version, time) ? found.ready : undefined
    },
    put(address: string, entry: Kept, time: number): Ready {
      kept.dropWhile(older => !isGood(older, entry.version, time))
      kept.put(address, entry, entry.ready.body.length)
      return entry.ready
    },
    count: kept.count,
  }
}
