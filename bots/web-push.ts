// Web push (RFC 8030): alerts to browsers, encrypted for each (RFC 8291) and signed by our own keys (VAPID, RFC 8292). A channel without a way
// back: the address is the browser's endpoint with its keys, as JSON. Endpoints inside a private network are never called.
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { cut } from '../server/domain/cut.ts'
import { isLanguage, say } from '../server/domain/messages/index.ts'
import type { PushAddress } from '../server/domain/push-address.ts'
import type { Reply } from '../server/domain/reply.ts'
import { secondsAsked } from '../server/domain/retry-after.ts'
import type { Channel, Correspondent, Fate } from './channel.ts'
import { aborted } from './waiting.ts'

export type WebPushSettings = {
  /** Asked for with the first message. */
  keys: () => Promise<{ publicKey: string; privateKey: string }>
  /** Origins of push services in the operator's own network. */
  own: string[]
  /** Finds the address of every other, and none in that network: a name may lead anywhere. */
  lookUpPublic: LookupFunction
}
type WebPushGiven = WebPushSettings & { publicUrl: string }

const CALL_LIMIT_MS = 20_000
/** Later than this an alert is no news to a phone that was off, s. */
const TTL_S = 12 * 3_600
/** Push services take 4,096 bytes with the encryption's own. */
const BODY_LIMIT = 900

export function webPush({ keys, own, lookUpPublic, publicUrl }: WebPushGiven): Channel {
  const subject = publicUrl.startsWith('https://') ? publicUrl : 'mailto:operator@localhost'

  async function send(address: string, reply: Reply, { language }: Correspondent): Promise<Fate> {
    const { endpoint, p256dh, auth }: PushAddress = JSON.parse(address)
    const { default: library } = await import('web-push')
    const { method, headers, body } = library.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(notification(reply, language, publicUrl)),
      {
        vapidDetails: { subject, ...(await keys()) },
        TTL: TTL_S,
        urgency: reply.alert?.urgent ? 'high' : 'normal',
        // A later message about the same takes the place of one that has not arrived yet.
        ...(reply.alert?.topic && { topic: reply.alert.topic }),
      },
    )
    try {
      return fateOf(await call(new URL(endpoint), { method, headers, body }))
    } catch (fault) {
      // The fault may hold the address.
      return {
        is: 'delayed',
        why: fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown',
      }
    }
  }

  type Call = { method: string; headers: object; body: Buffer }
  const call = (url: URL, { method, headers, body }: Call) =>
    new Promise<{ status: number; retryAfter: string | undefined }>((resolve, reject) => {
      const request = url.protocol === 'http:' ? httpRequest : httpsRequest
      const lookup = own.includes(url.origin) ? undefined : lookUpPublic
      const sent = request(
        url,
        { method, headers: { ...headers }, lookup, signal: AbortSignal.timeout(CALL_LIMIT_MS) },
        response => {
          response.resume()
          response.once('end', () =>
            resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }),
          )
          response.once('error', reject)
        },
      )
      sent.once('error', reject)
      sent.end(body)
    })

  return {
    name: 'web-push',
    username: () => undefined,
    pace: { all: 100, chat: 1, chatAtOnce: 3 },
    send,
    fetchFile: () => Promise.reject(new Error('A browser sends no files by push.')),
    lead: (_, signal) => aborted(signal),
  }
}

/** The first line is the title; how to stop is on the page that subscribed. */
function notification({ text, links = [] }: Reply, language: string, publicUrl: string) {
  const manage = say(isLanguage(language) ? language : 'id', 'alert.manage')
  const [title = '', ...lines] = text.split('\n').filter(line => line !== '' && line !== manage)
  return { title, body: cut(lines.join('\n'), BODY_LIMIT), url: links[0]?.url ?? publicUrl }
}

function fateOf({ status, retryAfter }: { status: number; retryAfter: string | undefined }): Fate {
  const why = String(status)
  if (status >= 200 && status < 300) return { is: 'sent' }
  if (status === 404 || status === 410) return { is: 'blocked', why }
  const seconds = secondsAsked(retryAfter, new Date())
  const wait = seconds === undefined ? {} : { seconds }
  // Each browser has a service of its own: one that is busy holds nobody else up.
  if (status === 429) return { is: 'delayed', why, seconds: 30, ...wait }
  return status >= 500 ? { is: 'delayed', why, ...wait } : { is: 'refused', why }
}
