// The second factor: codes of an authenticator (TOTP, RFC 6238) that change every 30 s, and backup codes for who has lost it. Each is taken once.
import { createHash, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Queryable } from '../../db/connect.ts'
import { type Credentials, takeBackupCode, takeTotpStep } from '../../db/officers.ts'
import { factorOf, type Sealing } from '../secrets/sealing.ts'

const STEP_S = 30
const BACKUP_CODES = 10
/** Letters and digits that are not mistaken for each other. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

const totpOf = (secret: Secret, name?: string) =>
  new TOTP({ issuer: 'Kentongan', secret, period: STEP_S, ...(name !== undefined && { label: name }) })

/** 160 bits, as RFC 4226 advises. */
export const newSecret = (): string => new Secret({ size: 20 }).base32

/** What an authenticator reads from the QR code. */
export const addressOf = (secret: string, name: string): string =>
  totpOf(Secret.fromBase32(secret), name).toString()

/** The code of an authenticator at a moment. */
export const codeAt = (secret: string, at: Date): string =>
  totpOf(Secret.fromBase32(secret)).generate({ timestamp: at.getTime() })

/** Takes an authenticator's code, of now or half a minute before or after, or a backup code. */
export async function takeCode(
  db: Queryable,
  sealing: Pick<Sealing, 'open'>,
  { id, totp }: Pick<Credentials, 'id' | 'totp'>,
  given: string,
  now: Date,
): Promise<boolean> {
  if (!totp) return false
  const code = given.replace(/[\s-]/g, '').toLowerCase()
  if (!/^\d{6}$/.test(code))
    return totp.since !== null && /^[a-z2-9]{10}$/.test(code) && takeBackupCode(db, id, hashCode(code))
  const delta = totpOf(Secret.fromBase32(sealing.open(totp.secret, factorOf(id)))).validate({
    token: code,
    timestamp: now.getTime(),
    window: 1,
  })
  if (delta === null) return false
  return takeTotpStep(db, id, Math.floor(now.getTime() / 1_000 / STEP_S) + delta, now)
}

/** Ten codes of 50 bits, and the hashes that are kept of them. */
export function newBackupCodes(): { codes: string[]; hashes: Buffer[] } {
  const draw = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const codes = Array.from({ length: BACKUP_CODES }, () => `${draw()}-${draw()}`)
  return { codes, hashes: codes.map(code => hashCode(code.replace('-', ''))) }
}

const hashCode = (code: string) => createHash('sha256').update(code).digest()
