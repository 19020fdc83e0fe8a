// Officers and their sessions. Passwords and session tokens are stored only as hashes, made by server/auth.ts.
import type { Queryable } from './connect.ts'

export type Officer = { id: string; name: string }

/** False when the name is taken. */
export async function addOfficer(
  db: Queryable,
  officer: Officer & { password: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into officers (id, name, password, created_at) values ($1, $2, $3, $4) on conflict (name) do nothing',
    [officer.id, officer.name, officer.password, officer.at],
  )
  return rowCount === 1
}

export async function setPassword(db: Queryable, name: string, password: string): Promise<boolean> {
  const { rowCount } = await db.query('update officers set password = $2 where name = $1', [name, password])
  return rowCount === 1
}

/** Disables the officer and ends all sessions. */
export async function disableOfficer(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query('update officers set disabled = true where name = $1', [name])
  await db.query('delete from sessions using officers where officers.id = officer and name = $1', [name])
  return rowCount === 1
}

export async function listOfficers(
  db: Queryable,
): Promise<{ name: string; created_at: Date; disabled: boolean }[]> {
  const { rows } = await db.query<{ name: string; created_at: Date; disabled: boolean }>(
    'select name, created_at, disabled from officers order by name',
  )
  return rows
}

export async function officerByName(
  db: Queryable,
  name: string,
): Promise<(Officer & { password: string }) | undefined> {
  const { rows } = await db.query<Officer & { password: string }>(
    'select id, name, password from officers where name = $1 and not disabled',
    [name],
  )
  return rows[0]
}

export async function startSession(
  db: Queryable,
  session: { token: Buffer; officer: string; at: Date; expires: Date },
): Promise<void> {
  await db.query('delete from sessions where expires_at < $1', [session.at])
  await db.query('insert into sessions (token, officer, created_at, expires_at) values ($1, $2, $3, $4)', [
    session.token,
    session.officer,
    session.at,
    session.expires,
  ])
}

export async function officerOfSession(
  db: Queryable,
  token: Buffer,
  now: Date,
): Promise<Officer | undefined> {
  const { rows } = await db.query<Officer>(
    `select officers.id, name from sessions join officers on officers.id = officer
     where token = $1 and expires_at > $2 and not disabled`,
    [token, now],
  )
  return rows[0]
}

export async function endSession(db: Queryable, token: Buffer): Promise<void> {
  await db.query('delete from sessions where token = $1', [token])
}
