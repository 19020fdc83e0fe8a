// What browsers may do with our answers: a strict Content-Security-Policy, and the headers that stand beside it. A page starts from the strictest
// and opens what it alone needs: its one stylesheet by hash (`sendPage`), or who may show it in a frame (`letFrame`).
import { createHash } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Config } from '../config.ts'

const CSP = 'Content-Security-Policy'
const YEAR_S = 365 * 24 * 3_600
/** Whatever a page does not use, no script that found a way into it shall use either. */
const UNUSED =
  'accelerometer=(), autoplay=(), camera=(), display-capture=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()'
const USED =
  'geolocation=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self)'

type Given = Pick<Config, 'mapStyle' | 'toldUrl'> & { mapOrigins?: Config['mapOrigins'] }

export type BrowserRules = {
  /** On every answer, also those that are given before all else. */
  first: RequestHandler
  pages: RequestHandler[]
}

export function browserRules({ mapStyle, mapOrigins = [], toldUrl }: Given): BrowserRules {
  const maps = [...(mapStyle && URL.canParse(mapStyle) ? [new URL(mapStyle).origin] : []), ...mapOrigins]
  const isSecure = toldUrl?.startsWith('https:') ?? false
  // Older Safaris do not count a socket to the own address as 'self'.
  const socket = toldUrl ? [toldUrl.replace(/^http(s?:\/\/[^/]+).*$/, 'ws$1')] : []
  const rules = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...maps],
        connectSrc: ["'self'", ...socket, ...maps],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: false,
    crossOriginEmbedderPolicy: false,
    // The open data is for every site; what is an officer's own is closed by its door.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  })
  const always = {
    'X-Content-Type-Options': 'nosniff',
    ...(isSecure && { 'Strict-Transport-Security': `max-age=${YEAR_S}; includeSubDomains` }),
  }
  return {
    first(_request, response, next) {
      for (const [name, value] of Object.entries(always)) response.setHeader(name, value)
      next()
    },
    pages: [
      rules,
      (_request, response, next) => {
        response.set('Permissions-Policy', `${USED}, ${UNUSED}`)
        next()
      },
    ],
  }
}

/** Lets sites show this page in a frame. */
export const letFrame = (response: Response, by: string): void =>
  changePolicy(response, /frame-ancestors[^;]*/, `frame-ancestors ${by}`)

/** A whole page without a script, with one stylesheet of ours in its head: that one is applied, and none that somebody else brought in. */
export function sendPage(response: Response, page: string): void {
  changePolicy(response, /style-src [^;]*/, styleOf(page))
  changePolicy(response, /script-src [^;]*/, `script-src 'none'`)
  response.type('html').send(page)
}

/** The one stylesheet in a page's head, by its hash. */
export function styleOf(page: string): string {
  const [, style = ''] = /<style>([^<]*)<\/style>/.exec(page) ?? []
  return `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`
}

function changePolicy(response: Response, rule: RegExp, to: string): void {
  const policy = response.get(CSP)
  if (policy !== undefined) response.set(CSP, policy.replace(rule, to))
}
