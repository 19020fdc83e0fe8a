// The table of agencies' warnings; each change carries its entry in the log.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Warning } from '../server/domain/warning.ts'
import type { Queryable } from './connect.ts'
import { appendEntries } from './log.ts'

type Row = Omit<Warning, 'issued' | 'expiresAt' | 'endedAt'> & {
  issued: Date
  expires_at: Date
  ended_at: Date | null
}

const columns = `id, version, hazard, level, ST_AsGeoJSON(outline)::jsonb as outline, words, officer, incident, issued, expires_at, ended_at`

const fromRow = ({ issued, expires_at, ended_at, ...rest }: Row): Warning => ({
  ...rest,
  issued: issued.toISOString(),
  expiresAt: expires_at.toISOString(),
  endedAt: ended_at?.toISOString() ?? null,
})

export async function insertWarning(client: Queryable, warning: Warning): Promise<void> {
  await client.query(
    `insert into warnings (id, version, hazard, level, outline, words, officer, incident, issued, expires_at, ended_at)
     values ($1, $2, $3, $4, ST_SetSRID(ST_GeomFromGeoJSON($5), 4326)::geography, $6, $7, $8, $9, $10, $11)`,
    [
      warning.id,
      warning.version,
      warning.hazard,
      warning.level,
      JSON.stringify(warning.outline),
      JSON.stringify(warning.words),
      warning.officer,
      warning.incident,
      warning.issued,
      warning.expiresAt,
      warning.endedAt,
    ],
  )
  await log(client, warning)
}

/** Held until the transaction ends. */
export async function lockWarning(client: Queryable, id: string): Promise<Warning | undefined> {
  const { rows } = await client.query<Row>(`select ${columns} from warnings where id = $1 for update`, [id])
  return rows[0] && fromRow(rows[0])
}

export async function endWarning(client: Queryable, warning: Warning, at: Date): Promise<Warning> {
  const ended = { ...warning, version: warning.version + 1, endedAt: at.toISOString() }
  await client.query('update warnings set version = $2, ended_at = $3 where id = $1', [
    ended.id,
    ended.version,
    at,
  ])
  await log(client, ended)
  return ended
}

/** Those that hold, the latest first. */
export async function standingWarnings(db: Queryable, now: Date): Promise<Warning[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from warnings where ended_at is null and expires_at > $1 order by issued desc, id`,
    [now],
  )
  return rows.map(fromRow)
}

/** Whether the outline is one that the database can work with. Asked before it is stored. */
export async function isValidOutline(db: Queryable, outline: Polygon | MultiPolygon): Promise<boolean> {
  const { rows } = await db.query<{ valid: boolean }>(
    `select ST_IsValid(ST_SetSRID(ST_GeomFromGeoJSON($1), 4326)) as valid`,
    [JSON.stringify(outline)],
  )
  return rows[0]?.valid === true
}

const log = (client: Queryable, warning: Warning): Promise<void> =>
  appendEntries(client, [{ kind: 'warning', subject: warning.id, body: warning }])
