// Officers: their role, agency and regions, and how they prove who they are. Passwords are stored only as hashes, made by server/sign-in/passwords.ts.
import type { Officer, Role } from '../server/domain/permissions.ts'
import type { Queryable } from './connect.ts'

export type Rights = Pick<Officer, 'role' | 'agency' | 'regions'>

/** What an officer signs in with. */
export type Credentials = Officer & { password: string | null; totp: Totp | null }
/** `secret`: sealed (server/secrets/sealing.ts). `since`: null until a first code was right; `step`: the one whose code was taken last. */
type Totp = { secret: string; since: Date | null; step: number | null }

export type Listed = Rights & {
  id: string
  name: string
  created_at: Date
  disabled: boolean
  second_factor: boolean
}

/** False when the name is taken. Without rights: an administrator when there is no other officer, else a verifier of all regions. */
export async function addOfficer(
  db: Queryable,
  officer: { id: string; name: string; password: string | null; at: Date } & Partial<Rights>,
): Promise<Role | false> {
  const { rows } = await db.query<{ role: Role }>(
    `insert into officers (id, name, password, created_at, role, agency, regions)
     values ($1, $2, $3, $4,
       coalesce($5, case when exists (select from officers where not disabled) then 'verifier' else 'administrator' end), $6, $7)
     on conflict (name) do nothing returning role`,
    [
      officer.id,
      officer.name,
      officer.password,
      officer.at,
      officer.role ?? null,
      officer.agency ?? null,
      officer.regions ?? null,
    ],
  )
  return rows[0]?.role ?? false
}

export async function setPassword(db: Queryable, name: string, password: string): Promise<boolean> {
  const { rowCount } = await db.query('update officers set password = $2 where name = $1', [name, password])
  return rowCount === 1
}

/** The same password under a newer hash, unless it was changed meanwhile. */
export async function renewHash(db: Queryable, id: string, from: string, to: string): Promise<void> {
  await db.query('update officers set password = $3 where id = $1 and password = $2', [id, from, to])
}

export async function setRights(db: Queryable, id: string, rights: Rights): Promise<boolean> {
  const { rowCount } = await db.query(
    'update officers set role = $2, agency = $3, regions = $4 where id = $1',
    [id, rights.role, rights.agency, rights.regions],
  )
  return rowCount === 1
}

export async function setDisabled(db: Queryable, id: string, disabled: boolean): Promise<void> {
  await db.query('update officers set disabled = $2 where id = $1', [id, disabled])
}

/** Held until the transaction ends, so that two administrators cannot demote each other at once. */
export async function lockAdministrators(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from officers where role = 'administrator' and not disabled order by id for update`,
  )
  return rows.map(({ id }) => id)
}

const listed = `select id, name, created_at, disabled, role, agency, regions, totp_since is not null as second_factor from officers`

export async function listOfficers(db: Queryable): Promise<Listed[]> {
  const { rows } = await db.query<Listed>(`${listed} order by name`)
  return rows
}

export async function findOfficer(
  db: Queryable,
  by: { name: string } | { id: string },
): Promise<Listed | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['name', by.name]
  const { rows } = await db.query<Listed>(`${listed} where ${column} = $1`, [value])
  return rows[0]
}

type CredentialsRow = Officer & {
  password: string | null
  totp_secret: string | null
  totp_since: Date | null
  totp_step: number | null
}

/** Of one who is not shut out. */
export async function credentialsOf(
  db: Queryable,
  by: { name: string } | { id: string },
): Promise<Credentials | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['name', by.name]
  const { rows } = await db.query<CredentialsRow>(
    `select id, name, role, agency, regions, password, totp_secret, totp_since, totp_step
     from officers where ${column} = $1 and not disabled`,
    [value],
  )
  const [row] = rows
  if (!row) return undefined
  const { totp_secret, totp_since, totp_step, ...officer } = row
  return {
    ...officer,
    totp: totp_secret === null ? null : { secret: totp_secret, since: totp_since, step: totp_step },
  }
}

/** A secret that is on offer until a code of it was right; null takes the second factor away. */
export async function offerTotp(db: Queryable, id: string, secret: string | null): Promise<void> {
  await db.query('update officers set totp_secret = $2, totp_since = null, totp_step = null where id = $1', [
    id,
    secret,
  ])
  await db.query('delete from backup_codes where officer = $1', [id])
}

export async function allTotpSecrets(db: Queryable): Promise<{ id: string; secret: string }[]> {
  const { rows } = await db.query<{ id: string; secret: string }>(
    'select id, totp_secret as secret from officers where totp_secret is not null order by id',
  )
  return rows
}

/** Unless it was changed meanwhile. */
export async function replaceTotpSecret(db: Queryable, id: string, from: string, to: string): Promise<void> {
  await db.query('update officers set totp_secret = $3 where id = $1 and totp_secret = $2', [id, from, to])
}

export async function dropAllTotp(client: Queryable): Promise<number> {
  await client.query('delete from backup_codes')
  const { rowCount } = await client.query(
    'update officers set totp_secret = null, totp_since = null, totp_step = null where totp_secret is not null',
  )
  return rowCount ?? 0
}

/** Takes the code of a step once: false when it, or a later one, was taken before. */
export async function takeTotpStep(db: Queryable, id: string, step: number, at: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `update officers set totp_step = $2, totp_since = coalesce(totp_since, $3)
     where id = $1 and (totp_step is null or totp_step < $2)`,
    [id, step, at],
  )
  return rowCount === 1
}

export async function setBackupCodes(db: Queryable, id: string, hashes: Buffer[]): Promise<void> {
  await db.query('delete from backup_codes where officer = $1', [id])
  await db.query('insert into backup_codes (officer, code) select $1, unnest($2::bytea[])', [id, hashes])
}

export async function takeBackupCode(db: Queryable, id: string, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query('delete from backup_codes where officer = $1 and code = $2', [id, hash])
  return rowCount === 1
}

/** The officer behind an account at an agency's OpenID provider. */
export async function officerOfIdentity(
  db: Queryable,
  issuer: string,
  subject: string,
): Promise<string | undefined> {
  const { rows } = await db.query<{ officer: string }>(
    'select officer from officer_identities where issuer = $1 and subject = $2',
    [issuer, subject],
  )
  return rows[0]?.officer
}

export async function keepIdentity(
  db: Queryable,
  identity: { issuer: string; subject: string; officer: string; at: Date },
): Promise<void> {
  await db.query(
    'insert into officer_identities (issuer, subject, officer, created_at) values ($1, $2, $3, $4)',
    [identity.issuer, identity.subject, identity.officer, identity.at],
  )
}
