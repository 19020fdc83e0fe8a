// The ways in, and the one through an agency's own provider, where one is set up.
import { isIP } from 'node:net'
import { Router } from 'express'
import { isRefusal } from '../domain/refusal.ts'
import { refuse } from '../problems.ts'
import type { AgencySignIn } from '../sign-in/agency-sign-in.ts'
import { secured } from '../sign-in/cookies.ts'
import { open } from '../sign-in/doors.ts'

export function agencySignInRoutes(
  load: (() => Promise<AgencySignIn>) | undefined,
  publicUrl: string,
  name?: string,
): Router {
  const { hostname } = new URL(publicUrl)
  const router = Router()

  /** Which ways in there are. */
  router.get('/api/desk/session/ways', open, (request, response) => {
    // A passkey belongs to the site's own name; browsers make none for an address of numbers.
    const passkey = request.hostname === hostname && isIP(hostname) === 0
    response.json({ password: true, passkey, agency: load ? (name ?? '') : null })
  })

  router.get('/api/desk/session/oidc', open, async (request, response) => {
    if (!load) return refuse(request, response, { refused: 'not-found' })
    const outcome = await (await load()).begin()
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.set('Set-Cookie', secured(request, outcome.cookie)).redirect(outcome.address)
  })

  router.get('/api/desk/session/oidc/back', open, async (request, response) => {
    if (!load) return refuse(request, response, { refused: 'not-found' })
    const { search } = new URL(request.originalUrl, 'http://here')
    const device = request.get('User-Agent') ?? ''
    const outcome = await (await load()).end(search, request.headers, device)
    if (isRefusal(outcome)) return response.redirect('/desk?refused=1')
    response
      .set(
        'Set-Cookie',
        outcome.cookies.map(cookie => secured(request, cookie)),
      )
      .redirect('/desk')
  })

  return router
}
