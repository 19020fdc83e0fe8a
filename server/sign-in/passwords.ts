// Passwords: which ones are refused because they are tried first, and how they are stored: argon2id, in the PHC string that says its own cost. Hashes by scrypt from earlier are still read.
import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's password storage advice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const IS_NEW = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
)
/** What the earlier hashes were made with (128 MB). */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

export const SHORTEST_PASSWORD = 12

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST)

export const isPassword = (password: string, stored: string): Promise<boolean> =>
  stored.startsWith('scrypt$')
    ? isScrypt(password.normalize('NFC'), stored)
    : verify(stored, password.normalize('NFC'))

/** Made otherwise than today: it is renewed at the next sign-in. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(IS_NEW)

async function isScrypt(password: string, stored: string): Promise<boolean> {
  const [, salt = '', hashed = ''] = stored.split('$')
  const expected = Buffer.from(hashed, 'base64')
  const given = await derive(password, Buffer.from(salt, 'base64'), 32, SCRYPT)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** Below this zxcvbn counts fewer than 10^8 guesses: one of the 40,000 most common, a run of the keyboard, a date, or such with little around it. */
const LEAST_SCORE = 3
/** What people write at a desk of this name. */
const NEAR = ['kentongan', 'petugas', 'bencana', 'bpbd', 'bnpb', 'banjir']

/** The lists are read when the first password is set, and never leave the machine. */
export async function isGuessable(password: string, own: string[]): Promise<boolean> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const { score } = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(password.slice(0, 100), [
    ...own,
    ...NEAR,
  ])
  return score < LEAST_SCORE
}
