// Who is an officer: passwords by scrypt, sessions by a random token in a cookie, and patience with wrong passwords.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Database } from '../db/connect.ts'
import { endSession, type Officer, officerByName, officerOfSession, startSession } from '../db/officers.ts'
import type { Refusal } from './domain/report.ts'

const derive = promisify<
  string | Buffer,
  Buffer,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt)
/** OWASP's password storage advice for scrypt: N 2^17, r 8, p 1 (128 MB for about 0.3 s). */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const SESSION_MS = 12 * 3_600_000
const COOKIE = 'desk'

/** Wrong tries of one name from one address before each further one has to wait, doubling from a second to a minute. */
const FREE_TRIES = 4

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password.normalize('NFC'), salt, 32, COST)
  return `scrypt$${salt.toString('base64')}$${hash.toString('base64')}`
}

async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, salt = '', hash = ''] = stored.split('$')
  const expected = Buffer.from(hash, 'base64')
  const given = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64'), 32, COST)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

const hashToken = (token: string) => createHash('sha256').update(token).digest()

export type Auth = ReturnType<typeof createAuth>

export function createAuth({ db, now }: { db: Database; now: () => Date }) {
  const tries = new Map<string, { wrong: number; until: number }>()
  /** Checked when the name is unknown, so that the answer takes as long as for a known one. */
  const nobody = hashPassword(randomBytes(16).toString('hex'))

  return {
    async signIn(
      name: string,
      password: string,
      address: string,
    ): Promise<{ officer: Officer; cookie: string } | Refusal> {
      const who = `${address} ${name}`
      const earlier = tries.get(who)
      const time = now().getTime()
      if (earlier && earlier.until > time)
        return {
          refused: 'sign-in-too-often',
          details: { seconds: Math.ceil((earlier.until - time) / 1_000) },
        }
      const officer = await officerByName(db, name)
      const right = await isPassword(password, officer?.password ?? (await nobody))
      if (!officer || !right) {
        const wrong = (earlier?.wrong ?? 0) + 1
        const wait = wrong < FREE_TRIES ? 0 : Math.min(60, 2 ** (wrong - FREE_TRIES)) * 1_000
        if (tries.size > 10_000) tries.clear()
        tries.set(who, { wrong, until: time + wait })
        return { refused: 'sign-in-wrong' }
      }
      tries.delete(who)
      const token = randomBytes(32).toString('base64url')
      await startSession(db, {
        token: hashToken(token),
        officer: officer.id,
        at: now(),
        expires: new Date(time + SESSION_MS),
      })
      return { officer: { id: officer.id, name: officer.name }, cookie: setCookie(token, SESSION_MS / 1_000) }
    },

    officerOf(cookies: string | undefined): Promise<Officer | undefined> {
      const token = readCookie(cookies)
      return token ? officerOfSession(db, hashToken(token), now()) : Promise.resolve(undefined)
    },

    async signOut(cookies: string | undefined): Promise<string> {
      const token = readCookie(cookies)
      if (token) await endSession(db, hashToken(token))
      return setCookie('', 0)
    },
  }
}

const setCookie = (token: string, seconds: number) =>
  `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`

function readCookie(cookies: string | undefined): string | undefined {
  for (const part of cookies?.split(';') ?? []) {
    const [name, value] = part.trim().split('=')
    if (name === COOKIE && value) return value
  }
  return undefined
}
