// Officers' sessions. The token is stored as a hash; `id` names a session to people and to the sockets that it has open.
import type { Officer } from '../server/domain/permissions.ts'
import type { Queryable } from './connect.ts'

export type Session = { id: string; device: string; created_at: Date; seen_at: Date | null; expires_at: Date }
export type Signed = Officer & { session: string; second_factor: boolean; expires_at: Date }

/** How exactly it is known when a session was last used: each request writing it down would be too much. */
const SEEN_EVERY = "interval '1 minute'"
/** Nobody has touched the desk for so long, and no socket of it was open: whoever sits there now may be somebody else. */
const IDLE = "interval '3 hours'"
const isFresh = `coalesce(seen_at, sessions.created_at) > $2::timestamptz - ${IDLE}`
const holds = `expires_at > $2 and ${isFresh} and not disabled`

export async function startSession(
  db: Queryable,
  session: {
    id: string
    token: Buffer
    officer: string
    device: string
    at: Date
    expires: Date
    strong: boolean
  },
): Promise<void> {
  await db.query('delete from sessions where expires_at < $1', [session.at])
  await db.query(
    `insert into sessions (id, token, officer, device, created_at, seen_at, expires_at, strong)
     values ($1, $2, $3, $4, $5, $5, $6, $7)`,
    [session.id, session.token, session.officer, session.device, session.at, session.expires, session.strong],
  )
}

const signed = `select officers.id, name, role, agency, regions, (strong or totp_since is not null or password is null) as second_factor,
  sessions.id as session, expires_at from sessions join officers on officers.id = officer`

export async function officerOfSession(db: Queryable, token: Buffer, now: Date): Promise<Signed | undefined> {
  const { rows } = await db.query<Signed & { seen: boolean }>(
    `${signed.replace(' from', `, seen_at > $2::timestamptz - ${SEEN_EVERY} as seen from`)}
     where token = $1 and ${holds}`,
    [token, now],
  )
  if (!rows[0]) return undefined
  const { seen, ...found } = rows[0]
  if (!seen) await db.query('update sessions set seen_at = $2 where id = $1', [found.session, now])
  return found
}

/** A socket that is open is use, too: the wall of a room that nobody touches stays. */
export async function keepSessionsSeen(db: Queryable, ids: string[], now: Date): Promise<void> {
  await db.query(
    `update sessions set seen_at = $2 where id = any($1) and seen_at < $2::timestamptz - ${SEEN_EVERY}`,
    [ids, now],
  )
}

/** Of these sessions the ones that still hold, with the officer as he is now. */
export async function standingSessions(db: Queryable, ids: string[], now: Date): Promise<Signed[]> {
  const { rows } = await db.query<Signed>(`${signed} where sessions.id = any($1) and ${holds}`, [ids, now])
  return rows
}

export async function sessionsOf(db: Queryable, officer: string, now: Date): Promise<Session[]> {
  const { rows } = await db.query<Session>(
    `select id, device, created_at, seen_at, expires_at from sessions
     where officer = $1 and expires_at > $2 and ${isFresh} order by created_at desc`,
    [officer, now],
  )
  return rows
}

/** Answers whose it was. */
export async function endSession(
  db: Queryable,
  token: Buffer,
): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await db.query<{ id: string; name: string }>(
    'delete from sessions using officers where token = $1 and officers.id = officer returning officers.id, name',
    [token],
  )
  return rows[0]
}

/** One of the officer's, or all but `except`. Answers how many. */
export async function endSessions(
  db: Queryable,
  officer: string,
  which: { id: string } | { except: string | null },
): Promise<number> {
  const { rowCount } =
    'id' in which
      ? await db.query('delete from sessions where officer = $1 and id = $2', [officer, which.id])
      : await db.query('delete from sessions where officer = $1 and id is distinct from $2', [
          officer,
          which.except,
        ])
  return rowCount ?? 0
}
