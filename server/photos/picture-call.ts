// A picture at an address that a program names: asked for once, from public https hosts alone (unless the operator lets calls go inside), with no
// redirect followed and a limit of time. What comes is handed on as it comes; who takes it counts its bytes.
import type { lookup } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { lookUpPublic } from '../public-addresses.ts'
import { webhookAddress } from '../webhooks/webhook-call.ts'

const LIMIT_MS = 10_000
/** Calls under way at a time: whoever names slow addresses holds up nobody but other pictures. */
const AT_ONCE = 8

type Given = { allowPrivate: boolean; publicUrl: string; limitMs?: number; lookUp?: typeof lookup }

export type PictureCaller = ReturnType<typeof createPictureCaller>

export function createPictureCaller({ allowPrivate, publicUrl, limitMs = LIMIT_MS, lookUp }: Given) {
  const guard = allowPrivate ? {} : { lookup: lookUpPublic(lookUp) }
  let underWay = 0

  /** Undefined: it may not be called, does not answer in time, or has no picture. */
  return async <T>(given: string, take: (picture: IncomingMessage) => Promise<T>): Promise<T | undefined> => {
    const url = webhookAddress(given, allowPrivate)
    if (url === undefined || underWay >= AT_ONCE) return undefined
    underWay++
    try {
      const picture = await answerOf(new URL(url))
      return picture && (await take(picture).finally(() => picture.destroy()))
    } finally {
      underWay--
    }
  }

  function answerOf(url: URL): Promise<IncomingMessage | undefined> {
    return new Promise(resolve => {
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
        url,
        {
          agent: false,
          signal: AbortSignal.timeout(limitMs),
          ...guard,
          headers: { Accept: 'image/*', 'User-Agent': `Kentongan (${publicUrl})` },
        },
        response => {
          if (response.statusCode === 200) return resolve(response)
          response.destroy()
          resolve(undefined)
        },
      )
      request.once('error', () => resolve(undefined))
      request.end()
    })
  }
}
