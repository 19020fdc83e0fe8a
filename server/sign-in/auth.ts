// Who is an officer: names with their proofs, sessions by a random token in a cookie, and patience with wrong passwords.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { writeAudit } from '../../db/audit.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { type Credentials, credentialsOf, renewHash } from '../../db/officers.ts'
import { keysById } from '../../db/service-keys.ts'
import {
  endSession,
  endSessions,
  keepSessionsSeen,
  officerOfSession,
  type Signed,
  standingSessions,
  startSession,
} from '../../db/sessions.ts'
import type { Officer, Role } from '../domain/permissions.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { OwnSecrets } from '../secrets/own-secrets.ts'
import type { Sealing } from '../secrets/sealing.ts'
import { readCookie } from './cookies.ts'
import { hashPassword, isOutdated, isPassword } from './passwords.ts'
import { createPatience } from './patience.ts'
import { takeCode } from './second-factor.ts'
import { asOfficer, programOf } from './service-keys.ts'

const SESSION_MS = 12 * 3_600_000
const COOKIE = 'desk'
/** Tells a browser that has signed in before from a stranger; it opens nothing. */
const KNOWN_COOKIE = 'desk-known'
const KNOWN_S = 180 * 24 * 3_600

/** What a program's key is called where an officer's session has its id. */
const KEY = 'key '

export type Knock = {
  name: string
  password: string
  /** Of the second factor, where there is one. */
  code?: string | undefined
  address: string
  /** What the browser says it is. */
  device: string
  headers: IncomingHttpHeaders
}

export type SignedIn = { officer: Officer; cookies: string[] }

/** Who a request or a socket belongs to, and until when. */
export type Found = { officer: Officer; session: string; until: Date | null }

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  sealing: Pick<Sealing, 'open'>
  secrets: OwnSecrets
  /** Roles that have to set up a second factor before they may do anything else. */
  secondFactor?: readonly Role[]
}

export type Auth = ReturnType<typeof createAuth>

export function createAuth({ db, now, newId, sealing, secrets, secondFactor = [] }: Given) {
  const patience = createPatience()
  /** Checked when the name is unknown, so that the answer takes as long as for a known one. */
  const nobody = hashPassword(randomBytes(16).toString('hex'))
  const secret = () => secrets('known-browsers')

  async function signIn(knock: Knock): Promise<SignedIn | Refusal> {
    const name = knock.name.trim()
    const known = await knownBrowser(knock.headers, name)
    const who = { name, address: knock.address, known }
    const seconds = patience.knock(who, now().getTime())
    if (seconds > 0) return { refused: 'sign-in-too-often', details: { seconds } }
    const officer = await credentialsOf(db, { name })
    const stored = officer?.password ?? (await nobody)
    const isRight = await isPassword(knock.password, stored)
    if (!officer?.password || !isRight) return { refused: 'sign-in-wrong' }
    if (officer.totp?.since) {
      if (!knock.code?.trim()) {
        patience.opened(who)
        return { refused: 'code-needed' }
      }
      if (!(await takeCode(db, sealing, officer, knock.code, now()))) return { refused: 'code-wrong' }
    }
    patience.opened(who)
    if (isOutdated(stored)) await renewHash(db, officer.id, stored, await hashPassword(knock.password))
    return enter(officer, knock.device, 'password')
  }

  const note = (
    client: Queryable,
    officer: { id: string; name: string },
    action: string,
    after: string | null = null,
    by = officer.name,
  ) => writeAudit(client, { at: now(), officer: by, action, kind: 'officer', subject: officer.id, after })

  /** Opens a session for who has proved to be this officer, in whatever way; `strong`: by one that holds two factors at once. */
  async function enter(
    officer: Credentials,
    device: string,
    way: string,
    { strong = false }: { strong?: boolean } = {},
  ): Promise<SignedIn> {
    const token = randomBytes(32).toString('base64url')
    const at = now()
    const session = {
      id: newId(),
      token: hashToken(token),
      officer: officer.id,
      device: device.slice(0, 300),
      at,
      expires: new Date(at.getTime() + SESSION_MS),
      strong,
    }
    await db.transaction(async client => {
      await startSession(client, session)
      await note(client, officer, 'signed-in', way)
    })
    const nonce = randomBytes(12).toString('base64url')
    const mark = `${nonce}.${await markOf(officer.name, nonce)}`
    return {
      officer: restricted({
        ...officer,
        second_factor: strong || officer.totp?.since != null || officer.password === null,
      }),
      cookies: [setCookie(COOKIE, token, SESSION_MS / 1_000), setCookie(KNOWN_COOKIE, mark, KNOWN_S)],
    }
  }

  /** An officer who lacks the second factor that the role asks for may set it up, and nothing else. */
  function restricted({ second_factor, ...found }: Officer & { second_factor: boolean }): Officer {
    const { id, name, role, agency, regions } = found
    const officer = { id, name, role, agency, regions }
    return secondFactor.includes(role) && !second_factor ? { ...officer, only: ['own'] } : officer
  }

  const foundOf = (signed: Signed): Found => ({
    officer: restricted(signed),
    session: signed.session,
    until: signed.expires_at,
  })

  async function markOf(name: string, nonce: string): Promise<string> {
    return createHmac('sha256', await secret())
      .update(`${nonce} ${name.toLowerCase()}`)
      .digest('base64url')
  }

  async function knownBrowser(headers: IncomingHttpHeaders, name: string): Promise<string | undefined> {
    const [nonce, mark] = readCookie(headers, KNOWN_COOKIE)?.split('.') ?? []
    if (!nonce || !mark) return undefined
    return isSame(mark, await markOf(name, nonce)) ? nonce : undefined
  }

  return {
    signIn,
    enter,
    foundOf,

    async officerOf(headers: IncomingHttpHeaders): Promise<Found | undefined> {
      if (headers.authorization !== undefined) {
        const key = await programOf(db, headers.authorization, now())
        return key && { officer: asOfficer(key), session: KEY + key.id, until: null }
      }
      const token = readCookie(headers, COOKIE)
      const signed = token && (await officerOfSession(db, hashToken(token), now()))
      return signed ? foundOf(signed) : undefined
    },

    /** Asks a signed-in officer for the password once more; as patient as the door itself. */
    async prove(id: string, password: string, address: string): Promise<Refusal | undefined> {
      const who = { name: id, address, known: undefined }
      const seconds = patience.knock(who, now().getTime())
      if (seconds > 0) return { refused: 'sign-in-too-often', details: { seconds } }
      const stored = (await credentialsOf(db, { id }))?.password
      if (!stored || !(await isPassword(password, stored))) return { refused: 'password-wrong' }
      patience.opened(who)
      return undefined
    },

    /** Which of these still hold, by session, with the officer as he is now. */
    async standing(found: Found[]): Promise<Map<string, Found>> {
      const names = found.map(({ session }) => session)
      const keyNames = names.filter(name => name.startsWith(KEY))
      const sessions = await standingSessions(
        db,
        names.filter(name => !name.startsWith(KEY)),
        now(),
      )
      await keepSessionsSeen(
        db,
        sessions.map(({ session }) => session),
        now(),
      )
      const keys =
        keyNames.length > 0
          ? await keysById(
              db,
              keyNames.map(name => name.slice(KEY.length)),
            )
          : []
      return new Map([
        ...sessions.map(signed => [signed.session, foundOf(signed)] as const),
        ...keys.map(
          key => [KEY + key.id, { officer: asOfficer(key), session: KEY + key.id, until: null }] as const,
        ),
      ])
    },

    async signOut(headers: IncomingHttpHeaders): Promise<string> {
      const token = readCookie(headers, COOKIE)
      if (token)
        await db.transaction(async client => {
          const officer = await endSession(client, hashToken(token))
          if (officer) await note(client, officer, 'signed-out')
        })
      db.wake()
      return setCookie(COOKIE, '', 0)
    },

    /** Ends sessions of an officer; their sockets close in a moment, on every process. */
    async revoke(
      officer: { id: string; name: string },
      which: { id: string } | { except: string | null },
      by: string,
    ): Promise<number> {
      const ended = await db.transaction(async client => {
        const ended = await endSessions(client, officer.id, which)
        if (ended > 0) await note(client, officer, 'sessions-ended', String(ended), by)
        return ended
      })
      db.wake()
      return ended
    },
  }
}

const hashToken = (token: string) => createHash('sha256').update(token).digest()

function isSame(a: string, b: string): boolean {
  const [given, expected] = [Buffer.from(a), Buffer.from(b)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const setCookie = (name: string, value: string, seconds: number) =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`
