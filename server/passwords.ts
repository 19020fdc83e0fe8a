// Passwords as they are stored: argon2id, in the PHC string that says its own cost. Hashes by scrypt from earlier are still read.
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
