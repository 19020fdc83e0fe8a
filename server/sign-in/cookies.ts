// Cookies of the desk. Over https their names promise that nobody but this very host has set them: a neighbour under the same domain cannot.
// Whether a line is https says the proxy, here alone: who says so himself only binds his own cookies.
import type { IncomingHttpHeaders } from 'node:http'

/** Over https it promises that this very host has set the cookie, for all paths; one that a neighbour may have set has no such name. */
const HOST = '__Host-'

type Asking = { headers: IncomingHttpHeaders }

/** As it is sent over this line. */
export function secured({ headers }: Asking, cookie: string): string {
  return isHttps(headers) ? `${HOST}${cookie}; Secure` : cookie
}

/** Over https none counts but what this host has set. */
export function readCookie(headers: IncomingHttpHeaders, wanted: string): string | undefined {
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
