// Signing in through an agency's own OpenID Connect provider: authorization code with PKCE, state and nonce. An officer who was added without a
// password is known there by name (preferred_username or a verified e-mail address) the first time, and by the provider's own id from then on.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Database } from '../../db/connect.ts'
import { type Credentials, credentialsOf, keepIdentity, officerOfIdentity } from '../../db/officers.ts'
import type { Config } from '../config.ts'
import type { Refusal } from '../domain/refusal.ts'
import { onDemand } from '../made-once.ts'
import type { OwnSecrets } from '../secrets/own-secrets.ts'
import type { Auth, SignedIn } from './auth.ts'
import { readCookie } from './cookies.ts'

/** How long somebody may take at the provider. */
const UNDER_WAY_S = 600
const COOKIE = 'desk-oidc'
const BACK = '/api/desk/session/oidc/back'
const FAILED = { refused: 'sign-in-elsewhere-failed' } satisfies Refusal

type Given = {
  db: Database
  now: () => Date
  auth: Auth
  secrets: OwnSecrets
  settings: NonNullable<Config['oidc']>
  publicUrl: string
  logFault: (fault: unknown) => void
}

export type AgencySignIn = ReturnType<typeof createAgencySignIn>

export function createAgencySignIn({ db, now, auth, secrets, settings, publicUrl, logFault }: Given) {
  /** The same on every process: the browser may come back to another one. */
  const secret = onDemand(() => secrets('agency-sign-in'))
  const issuer = new URL(settings.issuer)
  const provider = onDemand(() =>
    discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
      ...(isThisMachine(issuer) && { execute: [allowInsecureRequests] }),
    }),
  )

  const sign = async (text: string) =>
    createHmac('sha256', await secret())
      .update(text)
      .digest('base64url')

  return {
    name: settings.name,

    /** Where to send the browser, and the cookie by which it is known when it comes back. */
    async begin(): Promise<{ address: string; cookie: string } | Refusal> {
      const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()]
      const config = await provider().catch(fault => {
        logFault(fault)
        return undefined
      })
      if (!config) return FAILED
      const address = buildAuthorizationUrl(config, {
        redirect_uri: publicUrl + BACK,
        scope: 'openid profile email',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      const kept = `${verifier}.${state}.${nonce}.${now().getTime() + UNDER_WAY_S * 1_000}`
      // Lax: the provider sends the browser back from another site.
      const cookie = `${COOKIE}=${kept}.${await sign(kept)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${UNDER_WAY_S}`
      return { address: address.href, cookie }
    },

    /** `query`: what the provider sent the browser back with. */
    async end(query: string, headers: IncomingHttpHeaders, device: string): Promise<SignedIn | Refusal> {
      const kept = readCookie(headers, COOKIE) ?? ''
      const [verifier = '', state = '', nonce = '', until = '', signature = ''] = kept.split('.')
      const expected = Buffer.from(await sign(`${verifier}.${state}.${nonce}.${until}`))
      const given = Buffer.from(signature)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return FAILED
      if (Number(until) < now().getTime()) return FAILED
      const claims = await provider()
        .then(config =>
          authorizationCodeGrant(config, new URL(publicUrl + BACK + query), {
            pkceCodeVerifier: verifier,
            expectedState: state,
            expectedNonce: nonce,
            idTokenExpected: true,
          }),
        )
        .then(tokens => tokens.claims())
        .catch(fault => {
          logFault(fault)
          return undefined
        })
      const officer = claims && (await officerBehind(claims))
      return officer ? auth.enter(officer, device, `OpenID ${claims.iss}`) : FAILED
    },
  }

  async function officerBehind(claims: IDToken): Promise<Credentials | undefined> {
    const id = await officerOfIdentity(db, claims.iss, claims.sub)
    if (id !== undefined) return credentialsOf(db, { id })
    const names = [claims.preferred_username, claims.email_verified === true ? claims.email : undefined]
    for (const name of names) {
      const officer = typeof name === 'string' ? await credentialsOf(db, { name }) : undefined
      // Who has a password here is not anybody's who happens to have the same name there.
      if (!officer || officer.password !== null) continue
      await keepIdentity(db, { issuer: claims.iss, subject: claims.sub, officer: officer.id, at: now() })
      return officer
    }
    return undefined
  }
}

const isThisMachine = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
