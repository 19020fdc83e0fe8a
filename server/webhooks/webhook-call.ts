// One signed call to an endpoint (Standard Webhooks): the headers, the signature over id.timestamp.body, and what came of it. Nothing is followed,
// little of the answer is read, and no address inside the operator's own network is called unless told so.
import { createHmac, randomBytes } from 'node:crypto'
import type { lookup } from 'node:dns'
import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import { clean } from '../domain/report.ts'
import { secondsAsked } from '../domain/retry-after.ts'
import { isNumber, isPrivate, lookUpPublic } from '../public-addresses.ts'

const SIGN = 'whsec_'
const SECRET_BYTES = 32
const CALL_LIMIT_MS = 15_000
/** Of an answer that is not good so much is read, to be shown; of a good one nothing. */
const READ_BYTES = 2_000
const SHOWN = 200
const LONGEST_ADDRESS = 1_000

export const newWebhookSecret = (): string => SIGN + randomBytes(SECRET_BYTES).toString('base64')

/** One signature for each secret, the present one first. */
const signaturesOf = (secrets: string[], id: string, timestamp: number, body: string): string =>
  secrets
    .map(secret => {
      const key = Buffer.from(secret.slice(SIGN.length), 'base64')
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
    })
    .join(' ')

/** The address as it is called, or undefined where it may not be: https to a public host, unless the operator lets webhooks go inside. */
export function webhookAddress(given: string, allowPrivate: boolean): string | undefined {
  if (given.length > LONGEST_ADDRESS || !URL.canParse(given)) return undefined
  const url = new URL(given)
  if (url.username || url.password || url.hash) return undefined
  if (allowPrivate) return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
  if (url.protocol !== 'https:') return undefined
  if (isNumber(url.hostname) ? isPrivate(url.hostname) : isInside(url.hostname)) return undefined
  return url.href
}

/** Names that lead into a network of one's own; what others lead to is looked at with each call. */
const isInside = (host: string) =>
  !host.includes('.') || /(^|\.)(localhost|local|internal|lan|home|corp|intranet|arpa)\.?$/.test(host)

export type WebhookCall = { url: string; id: string; body: string; secrets: string[] }

/** `wait`: seconds that the endpoint asks for. */
export type WebhookAnswer = { status: number | null; fault: string | null; wait?: number }

type Given = {
  now: () => Date
  allowPrivate: boolean
  userAgent: string
  limitMs?: number
  /** How names are looked up. */
  lookUp?: typeof lookup
}

export function createWebhookCaller({
  now,
  allowPrivate,
  userAgent,
  limitMs = CALL_LIMIT_MS,
  lookUp,
}: Given) {
  // Every endpoint has calls of its own at the same time, counted elsewhere.
  const settings = { keepAlive: true, maxFreeSockets: 4, timeout: 5_000 }
  const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) }
  const guard = allowPrivate ? {} : { lookup: lookUpPublic(lookUp) }

  async function call(given: WebhookCall, over: AbortSignal): Promise<WebhookAnswer> {
    const url = webhookAddress(given.url, allowPrivate)
    if (url === undefined) return { status: null, fault: 'its address may not be called' }
    const limit = AbortSignal.timeout(limitMs)
    const signal = AbortSignal.any([limit, over])
    const outcome = await once(new URL(url), given, signal)
    // A connection that was kept open may have been closed at the other end in the moment of the call.
    const again = outcome === 'stale' ? await once(new URL(url), given, signal) : outcome
    if (again === 'stale') return { status: null, fault: 'it broke off' }
    return limit.aborted && again.status === null ? { status: null, fault: 'it took too long' } : again
  }

  function once(
    url: URL,
    { id, body, secrets }: WebhookCall,
    signal: AbortSignal,
  ): Promise<WebhookAnswer | 'stale'> {
    const timestamp = Math.floor(now().getTime() / 1_000)
    const isHttps = url.protocol === 'https:'
    return new Promise(resolve => {
      const fail = (fault: string) => resolve({ status: null, fault: shown(fault) })
      const request = (isHttps ? requestHttps : requestHttp)(
        url,
        {
          method: 'POST',
          signal,
          agent: isHttps ? agents.https : agents.http,
          ...guard,
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
            'User-Agent': userAgent,
            'webhook-id': id,
            'webhook-timestamp': String(timestamp),
            'webhook-signature': signaturesOf(secrets, id, timestamp, body),
          },
        },
        response => {
          const { statusCode = 0, headers } = response
          const wait = secondsAsked(headers['retry-after'], now())
          const conclude = (said: string) =>
            resolve({
              status: statusCode,
              fault: faultOf(statusCode, said),
              ...(wait !== undefined && { wait }),
            })
          if (statusCode >= 200 && statusCode < 300) {
            // Read to its end if that is near, so that the connection can be used again.
            let size = 0
            response.on('data', (part: Buffer) => {
              size += part.length
              if (size > READ_BYTES) response.destroy()
            })
            response.on('error', () => response.destroy())
            return conclude('')
          }
          let said = ''
          response.on('data', (part: Buffer) => {
            said += part.toString('utf8')
            if (said.length > READ_BYTES) response.destroy()
          })
          response.on('error', () => conclude(said))
          response.on('close', () => conclude(said))
        },
      )
      request.on('socket', (socket: Socket) => {
        const judge = () => {
          if (!allowPrivate && isPrivate(socket.remoteAddress ?? ''))
            socket.destroy(new Error('it lies inside a private network'))
        }
        if (socket.connecting) socket.once('connect', judge)
        else judge()
      })
      request.on('error', (fault: NodeJS.ErrnoException) => {
        if (request.reusedSocket && fault.code === 'ECONNRESET') resolve('stale')
        else fail(fault.message || fault.code || 'it cannot be reached')
      })
      request.end(body)
    })
  }

  return {
    call,
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

function faultOf(status: number, said: string): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return `it answered ${status}: redirects are not followed`
  const words = shown(said)
  return words === '' ? `it answered ${status}` : `it answered ${status}: ${words}`
}

/** What a stranger's server says, as far as it may be kept: the cut may leave half a character, which no database takes. */
const shown = (text: string) => clean(clean(text).replace(/\s+/g, ' ').slice(0, SHOWN))
