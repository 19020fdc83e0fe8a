// Officers' passkeys: the public half of a key pair whose other half never leaves the officer's phone, computer or security key.
import type { Queryable } from './connect.ts'

export type Passkey = {
  /** As the authenticator calls it, base64url. */
  id: string
  officer: string
  name: string
  public_key: Buffer
  /** How often it was used, where the authenticator counts; else 0. */
  counter: number
  transports: string[]
  created_at: Date
  used_at: Date | null
}

const columns = 'id, officer, name, public_key, counter::float8 as counter, transports, created_at, used_at'

export async function passkeysOf(db: Queryable, officer: string): Promise<Passkey[]> {
  const { rows } = await db.query<Passkey>(
    `select ${columns} from passkeys where officer = $1 order by created_at`,
    [officer],
  )
  return rows
}

export async function passkeyById(db: Queryable, id: string): Promise<Passkey | undefined> {
  const { rows } = await db.query<Passkey>(`select ${columns} from passkeys where id = $1`, [id])
  return rows[0]
}

/** False where that key is somebody's already. */
export async function keepPasskey(
  db: Queryable,
  { id, officer, name, public_key, counter, transports, created_at }: Omit<Passkey, 'used_at'>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into passkeys (id, officer, name, public_key, counter, transports, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [id, officer, name, public_key, counter, transports, created_at],
  )
  return rowCount === 1
}

export async function passkeyUsed(db: Queryable, id: string, counter: number, at: Date): Promise<void> {
  await db.query('update passkeys set counter = $2, used_at = $3 where id = $1', [id, counter, at])
}

/** The name of what was taken away. */
export async function dropPasskey(db: Queryable, officer: string, id: string): Promise<string | undefined> {
  const { rows } = await db.query<{ name: string }>(
    'delete from passkeys where officer = $1 and id = $2 returning name',
    [officer, id],
  )
  return rows[0]?.name
}

export async function dropAllPasskeys(db: Queryable, officer: string): Promise<void> {
  await db.query('delete from passkeys where officer = $1', [officer])
}

/** False when it was answered before. */
export async function takeChallenge(db: Queryable, hash: Buffer, until: Date, now: Date): Promise<boolean> {
  await db.query('delete from answered_challenges where until < $1', [now])
  const { rowCount } = await db.query(
    'insert into answered_challenges (hash, until) values ($1, $2) on conflict do nothing',
    [hash, until],
  )
  return rowCount === 1
}
