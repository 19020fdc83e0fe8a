// Cookies of the desk. Over https their names promise that nobody but this very host has set them: a neighbour under the same domain cannot.
// Whether a line is https says the proxy, here alone: who says so himself only binds his own cookies.
import type { IncomingHttpHeaders } from 'node:http'

const HOST = '__Host-'
const SECURE = '__Secure-'

type Asking = { headers: IncomingHttpHeaders }

/** As it is sent over this line. */
export function secured({ headers }: Asking, cookie: string): string {
  if (!isHttps(headers)) return cookie
  return `${cookie.includes('; Path=/;') ? HOST : SECURE}${cookie}; Secure`
}

/** What came over this line, over https without those that anybody may have set. */
export function ownCookies(headers: IncomingHttpHeaders): string | undefined {
  if (!isHttps(headers)) return headers.cookie
  return headers.cookie
    ?.split(';')
    .filter(part => [HOST, SECURE].some(prefix => part.trim().startsWith(prefix)))
    .join(';')
}

export function readCookie(cookies: string | undefined, wanted: string): string | undefined {
  const found = cookiesIn(cookies)
  return found.get(HOST + wanted) ?? found.get(SECURE + wanted) ?? found.get(wanted)
}

/** One that was set for all paths: over https a neighbour may set even `__Secure-`, and never `__Host-`. */
export function readHostCookie(headers: IncomingHttpHeaders, wanted: string): string | undefined {
  const found = cookiesIn(headers.cookie)
  return found.get(HOST + wanted) ?? (isHttps(headers) ? undefined : found.get(wanted))
}

function cookiesIn(cookies: string | undefined): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of cookies?.split(';') ?? []) {
    const [name = '', value] = part.trim().split('=')
    if (value) found.set(name, value)
  }
  return found
}

/** Proxies name the line of a socket wss. */
const isHttps = (headers: IncomingHttpHeaders): boolean =>
  /^\s*(https|wss)\b/i.test(String(headers['x-forwarded-proto'] ?? ''))
