// Cookies of the desk. Over https their names promise that nobody but this very host has set them: a neighbour under the same domain cannot.
import type { Request } from 'express'

const HOST = '__Host-'
const SECURE = '__Secure-'

/** As it is sent over this line. */
export function secured(request: Request, cookie: string): string {
  if (!request.secure) return cookie
  return `${cookie.includes('; Path=/;') ? HOST : SECURE}${cookie}; Secure`
}

export function readCookie(cookies: string | undefined, wanted: string): string | undefined {
  const found = new Map<string, string>()
  for (const part of cookies?.split(';') ?? []) {
    const [name = '', value] = part.trim().split('=')
    if (value) found.set(name, value)
  }
  return found.get(HOST + wanted) ?? found.get(SECURE + wanted) ?? found.get(wanted)
}
