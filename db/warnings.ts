// The table of agencies' warnings as they stand; each change carries its entry in the log.
import { type Outline, renewedWarning, type Warning } from '../server/domain/warning.ts'
import type { Queryable } from './connect.ts'
import { appendEntries } from './log.ts'

/** A first message, or a newer state of the same warning. */
export async function putWarning(client: Queryable, warning: Warning): Promise<void> {
  await client.query(
    `insert into warnings (id, issued, expires_at, ended_at, drill, body) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set expires_at = excluded.expires_at, ended_at = excluded.ended_at, body = excluded.body`,
    [warning.id, warning.issued, warning.expiresAt, warning.endedAt, warning.drill, JSON.stringify(warning)],
  )
  await appendEntries(client, [{ kind: 'warning', subject: warning.id, body: warning }])
}

/** Held until the transaction ends. */
export async function lockWarning(client: Queryable, id: string): Promise<Warning | undefined> {
  const { rows } = await client.query<{ body: Warning }>(
    'select body from warnings where id = $1 for update',
    [id],
  )
  return rows[0] && renewedWarning(rows[0].body)
}

export async function warningById(db: Queryable, id: string): Promise<Warning | undefined> {
  const { rows } = await db.query<{ body: Warning }>('select body from warnings where id = $1', [id])
  return rows[0] && renewedWarning(rows[0].body)
}

/** Those that hold, drills among them, the latest first. */
export async function standingWarnings(db: Queryable, now: Date): Promise<Warning[]> {
  const { rows } = await db.query<{ body: Warning }>(
    'select body from warnings where ended_at is null and expires_at > $1 order by issued desc, id',
    [now],
  )
  return rows.map(({ body }) => renewedWarning(body))
}

/** Those that were lifted or whose time is over, the latest first. */
export async function endedWarnings(db: Queryable, now: Date, drill: boolean): Promise<Warning[]> {
  const { rows } = await db.query<{ body: Warning }>(
    `select body from warnings where drill = $2 and (ended_at is not null or expires_at <= $1)
     order by coalesce(ended_at, expires_at) desc, id limit 50`,
    [now, drill],
  )
  return rows.map(({ body }) => renewedWarning(body))
}

/** Whether the outline is one that the database can work with. Asked before it is stored. */
export async function isValidOutline(db: Queryable, outline: Outline): Promise<boolean> {
  const { rows } = await db.query<{ valid: boolean }>(
    `select ST_IsValid(ST_SetSRID(ST_GeomFromGeoJSON($1), 4326)) as valid`,
    [JSON.stringify(outline)],
  )
  return rows[0]?.valid === true
}
