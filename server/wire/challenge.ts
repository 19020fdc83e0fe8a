// With each 401 stands how one signs in (RFC 9110, RFC 6750). A browser asks nobody for a password because of it.
import type { Response } from 'express'

/** A key that was shown, and is not enough, is a wrong one. */
export function challenge(response: Response): void {
  const { authorization = '', 'x-api-key': key } = response.req.headers
  const isWrong = key !== undefined || /^Bearer\b/i.test(authorization)
  response.set('WWW-Authenticate', `Bearer realm="kentongan"${isWrong ? ', error="invalid_token"' : ''}`)
}
