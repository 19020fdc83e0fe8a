// The digest of verified incidents: each CAP message as it was made, which the database keeps from being changed, and what waits to be told.
import { type Incident, renewed } from '../server/domain/incident.ts'
import type { Digest } from '../server/domain/incident-cap.ts'
import type { Queryable } from './connect.ts'

const columns = `identifier, incident, number, kind, sender, sent, sent_at as "sentAt", expires_at as "expiresAt", told`

/** One writer at a time, in whichever process: until the transaction ends. */
export async function holdDigest(client: Queryable): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('incident-documents', 0))`)
}

/** Incidents that hold a verified report, and those that a message still tells of. No drill is ever among them. */
export async function incidentsToTell(
  client: Queryable,
  now: Date,
): Promise<(Incident & { gone: boolean })[]> {
  const { rows } = await client.query<{ body: Incident; gone: boolean }>(
    `select body, gone_into is not null as gone from incidents
     where gone_into is null and expires_at > $1 and not drill and (body->>'verified')::integer > 0
     union
     select body, gone_into is not null from incidents
     where not drill and id in (select incident from incident_documents where expires_at > $1)`,
    [now],
  )
  return rows.map(({ body, gone }) => ({ ...renewed(body), gone }))
}

/** The last messages of these incidents, at most so many of each, the oldest first. */
export async function digestsOf(
  client: Queryable,
  incidents: string[],
  most: number,
): Promise<Map<string, Digest[]>> {
  const { rows } = await client.query<Digest>(
    `select ${columns} from unnest($1::uuid[]) as wanted (id) cross join lateral (
       select * from incident_documents where incident = wanted.id order by number desc limit $2
     ) as last order by incident, number`,
    [incidents, most],
  )
  const of = new Map<string, Digest[]>()
  for (const digest of rows) of.set(digest.incident, [...(of.get(digest.incident) ?? []), digest])
  return of
}

export async function insertDigest(client: Queryable, digest: Digest, xml: string): Promise<void> {
  await client.query(
    `insert into incident_documents (identifier, incident, number, kind, sender, sent, sent_at, expires_at, told, xml)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      digest.identifier,
      digest.incident,
      digest.number,
      digest.kind,
      digest.sender,
      digest.sent,
      digest.sentAt,
      digest.expiresAt,
      JSON.stringify(digest.told),
      xml,
    ],
  )
}

/** Latest first. */
export async function latestDigests(db: Queryable, limit: number): Promise<Digest[]> {
  const { rows } = await db.query<Digest>(
    `select ${columns} from incident_documents order by sent_at desc, incident, number desc limit $1`,
    [limit],
  )
  return rows
}

export async function digestText(db: Queryable, identifier: string): Promise<string | undefined> {
  const { rows } = await db.query<{ xml: string }>(
    'select xml from incident_documents where identifier = $1',
    [identifier],
  )
  return rows[0]?.xml
}
