// Asks a stranger's server for a file: within a time and a size, never an address inside the operator's own network unless told so, and with what
// it gave last time, so that nothing is sent twice.
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { createGunzip } from 'node:zlib'
import type { Validators } from '../../db/officials.ts'
import { secondsAsked } from '../domain/retry-after.ts'
import { isNumber, isPrivate, lookUpPublic } from '../public-addresses.ts'

export type Answer =
  | { kind: 'body'; text: string; validators: Validators }
  | { kind: 'same' }
  /** `wait`: seconds that the server asks for. */
  | { kind: 'fault'; fault: string; wait?: number }

export type Fetching = {
  address: string
  validators?: Validators
  /** Bytes, after unpacking. */
  most: number
  limitMs: number
  userAgent: string
  /** The operator says that private addresses are meant. */
  allowPrivate: boolean
}

const REDIRECTS = 3

export async function fetchBounded(given: Fetching): Promise<Answer> {
  let { address } = given
  const over = AbortSignal.timeout(given.limitMs)
  for (let turn = 0; turn <= REDIRECTS; turn++) {
    const answer = await once({ ...given, address }, over)
    if (answer.kind !== 'elsewhere') return answer
    if (!URL.canParse(answer.location, address)) return { kind: 'fault', fault: 'it leads nowhere' }
    const next = new URL(answer.location, address)
    if (address.startsWith('https:') && next.protocol !== 'https:')
      return { kind: 'fault', fault: 'it leads from https to http' }
    address = next.href
  }
  return { kind: 'fault', fault: 'it leads on and on' }
}

function once(
  { address, validators, most, userAgent, allowPrivate }: Fetching,
  signal: AbortSignal,
): Promise<Answer | { kind: 'elsewhere'; location: string }> {
  return new Promise(resolve => {
    const fail = (fault: string) => resolve({ kind: 'fault', fault })
    if (!URL.canParse(address)) return fail('it is no address')
    const url = new URL(address)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return fail('it is neither http nor https')
    if (url.username || url.password) return fail('its address holds a password')
    if (!allowPrivate && isNumber(url.hostname) && isPrivate(url.hostname))
      return fail(`${url.hostname} lies inside a private network`)
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        signal,
        agent: false,
        ...(!allowPrivate && { lookup: lookUpPublic() }),
        headers: {
          Accept: 'application/json, application/xml, text/xml, */*;q=0.1',
          'Accept-Encoding': 'gzip',
          'User-Agent': userAgent,
          ...(validators?.etag && { 'If-None-Match': validators.etag }),
          ...(validators?.modified && { 'If-Modified-Since': validators.modified }),
        },
      },
      response => {
        const { statusCode = 0, headers } = response
        const stop = () => {
          response.destroy()
          request.destroy()
        }
        if (statusCode === 304) {
          stop()
          return resolve({ kind: 'same' })
        }
        if (statusCode >= 301 && statusCode <= 308 && headers.location) {
          stop()
          return resolve({ kind: 'elsewhere', location: headers.location })
        }
        if (statusCode !== 200) {
          stop()
          const wait = secondsAsked(headers['retry-after'], new Date())
          return resolve({
            kind: 'fault',
            fault: `it answered ${statusCode}`,
            ...(wait !== undefined && { wait }),
          })
        }
        const isPacked = headers['content-encoding'] === 'gzip'
        const stream = isPacked ? response.pipe(createGunzip()) : response
        const parts: Buffer[] = []
        let size = 0
        stream.on('data', (part: Buffer) => {
          size += part.length
          if (size > most) {
            fail(`it is larger than ${Math.round(most / 1_000)} kB`)
            stop()
          } else parts.push(part)
        })
        stream.on('error', fault => fail(fault.message))
        response.on('error', fault => fail(fault.message))
        response.on('aborted', () => fail('it broke off'))
        stream.on('end', () =>
          resolve({
            kind: 'body',
            text: Buffer.concat(parts).toString('utf8'),
            validators: {
              ...(headers.etag && { etag: headers.etag.slice(0, 500) }),
              ...(headers['last-modified'] && { modified: headers['last-modified'].slice(0, 100) }),
            },
          }),
        )
      },
    )
    request.on('error', fault => fail(signal.aborted ? 'it took too long' : fault.message))
    request.end()
  })
}
