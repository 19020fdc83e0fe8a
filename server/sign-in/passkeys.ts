// Signing in by passkey (WebAuthn): a key of the officer's phone, computer or security key, unlocked by finger, face or PIN. It is bound to this
// site's own name, so no look-alike page can ask for it, and it counts as both factors. What was asked travels in a signed cookie; nothing is kept.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Database } from '../../db/connect.ts'
import { credentialsOf } from '../../db/officers.ts'
import {
  keepPasskey,
  type Passkey,
  passkeyById,
  passkeysOf,
  passkeyUsed,
  takeChallenge,
} from '../../db/passkeys.ts'
import type { Refusal } from '../domain/refusal.ts'
import { onDemand } from '../made-once.ts'
import type { OwnSecrets } from '../secrets/own-secrets.ts'
import type { Auth, SignedIn } from './auth.ts'
import { readCookie } from './cookies.ts'

/** How long somebody may look for the key. */
const UNDER_WAY_S = 300
const COOKIE = 'desk-passkey'
/** More than anybody carries. */
const MOST = 20
const WRONG = { refused: 'passkey-wrong' } satisfies Refusal

type Given = {
  db: Database
  now: () => Date
  auth: Auth
  secrets: OwnSecrets
  publicUrl: string
  logFault: (fault: unknown) => void
}
type Asked<Options> = { options: Options; cookie: string }
/** `origin`, `headers`: of the request that brings it. */
type Brought<Answer> = { answer: Answer; origin: string | undefined; headers: IncomingHttpHeaders }

export type Passkeys = ReturnType<typeof createPasskeys>

export function createPasskeys({ db, now, auth, secrets, publicUrl, logFault }: Given) {
  const site = new URL(publicUrl)
  /** The same on every process. */
  const secret = onDemand(() => secrets('passkeys'))

  /** Where the browser has to stand; on this machine itself at any port. */
  function originOf(given: string | undefined): string {
    if (site.hostname !== 'localhost' || given === undefined || !URL.canParse(given)) return site.origin
    return new URL(given).hostname === 'localhost' ? given : site.origin
  }

  const sign = async (text: string) =>
    createHmac('sha256', await secret())
      .update(text)
      .digest('base64url')

  /** `whose`: an officer's id, or empty for who is still to be known. */
  async function remember(challenge: string, whose: string): Promise<string> {
    const kept = `${challenge}.${whose}.${now().getTime() + UNDER_WAY_S * 1_000}`
    return `${COOKIE}=${kept}.${await sign(kept)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${UNDER_WAY_S}`
  }

  async function remembered(headers: IncomingHttpHeaders, whose: string) {
    const kept = readCookie(headers, COOKIE) ?? ''
    const [challenge = '', owner = '', until = '', signature = ''] = kept.split('.')
    const expected = Buffer.from(await sign(`${challenge}.${owner}.${until}`))
    const given = Buffer.from(signature)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
    if (owner !== whose || Number(until) < now().getTime()) return undefined
    return { challenge, until: new Date(Number(until)) }
  }

  const once = ({ challenge, until }: { challenge: string; until: Date }) =>
    takeChallenge(db, createHash('sha256').update(challenge).digest(), until, now())

  /** What the library refuses is an answer that does not hold; why, only the operator is told. */
  const refusing = (fault: unknown) => {
    logFault(fault)
    return undefined
  }

  return {
    async offer(officer: {
      id: string
      name: string
    }): Promise<Asked<PublicKeyCredentialCreationOptionsJSON> | Refusal> {
      const known = await passkeysOf(db, officer.id)
      if (known.length >= MOST) return { refused: 'passkeys-many' }
      const options = await generateRegistrationOptions({
        rpName: 'Kentongan',
        rpID: site.hostname,
        userName: officer.name,
        userID: new TextEncoder().encode(officer.id),
        excludeCredentials: known.map(descriptor),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return { options, cookie: await remember(options.challenge, officer.id) }
    },

    /** Keeps the key that the browser made, under the name that the officer gives it. */
    async add(
      officer: { id: string; name: string },
      name: string,
      { answer, origin, headers }: Brought<RegistrationResponseJSON>,
      written: (db: Parameters<typeof keepPasskey>[0]) => Promise<void>,
    ): Promise<Refusal | undefined> {
      const asked = await remembered(headers, officer.id)
      if (!asked) return WRONG
      const checked = await verifyRegistrationResponse({
        response: answer,
        expectedChallenge: asked.challenge,
        expectedOrigin: originOf(origin),
        expectedRPID: site.hostname,
      }).catch(refusing)
      if (!checked?.verified || !(await once(asked))) return WRONG
      const { credential } = checked.registrationInfo
      const isKept = await db.transaction(async client => {
        const kept = await keepPasskey(client, {
          id: credential.id,
          officer: officer.id,
          name,
          public_key: Buffer.from(credential.publicKey),
          counter: credential.counter,
          transports: credential.transports ?? [],
          created_at: now(),
        })
        if (kept) await written(client)
        return kept
      })
      return isKept ? undefined : WRONG
    },

    /** For whoever stands at the door: the authenticator itself knows whose key it has. */
    async ask(): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>> {
      const options = await generateAuthenticationOptions({
        rpID: site.hostname,
        userVerification: 'required',
      })
      return { options, cookie: await remember(options.challenge, '') }
    },

    async signIn(
      { answer, origin, headers }: Brought<AuthenticationResponseJSON>,
      device: string,
    ): Promise<SignedIn | Refusal> {
      const asked = await remembered(headers, '')
      const key = asked && (await passkeyById(db, answer.id))
      const officer = key && (await credentialsOf(db, { id: key.officer }))
      if (!asked || !key || !officer) return WRONG
      const checked = await verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: asked.challenge,
        expectedOrigin: originOf(origin),
        expectedRPID: site.hostname,
        requireUserVerification: true,
        credential: { ...descriptor(key), publicKey: new Uint8Array(key.public_key), counter: key.counter },
      }).catch(refusing)
      if (!checked?.verified || !(await once(asked))) return WRONG
      await passkeyUsed(db, key.id, checked.authenticationInfo.newCounter, now())
      return auth.enter(officer, device, `passkey ${key.name}`, { strong: true })
    },
  }
}

const descriptor = ({ id, transports }: Passkey) => ({
  id,
  transports: transports as AuthenticatorTransport[],
})
