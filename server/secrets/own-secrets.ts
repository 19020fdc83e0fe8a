// The secrets that the platform makes for itself, the same for every process: they lie sealed in the database, so that a copy of it signs no private
// link and pushes no alert. Those of the time before are sealed at the start (server/secrets/sealing.ts).
import { randomBytes } from 'node:crypto'
import type { Queryable } from '../../db/connect.ts'
import { secretNamed } from '../../db/secrets.ts'
import { isSealed, ownSecretOf, type Sealing } from './sealing.ts'

export type OwnSecrets = (name: string, make?: () => string) => Promise<string>

const newSecret = (): string => randomBytes(32).toString('base64url')

export function ownSecrets(db: Queryable, sealing: Pick<Sealing, 'seal' | 'open'>): OwnSecrets {
  return async (name, make = newSecret) => {
    const stored = await secretNamed(db, name, () => sealing.seal(make(), ownSecretOf(name)))
    return isSealed(stored) ? sealing.open(stored, ownSecretOf(name)) : stored
  }
}
