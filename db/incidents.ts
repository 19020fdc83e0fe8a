// The table of incidents and which report belongs to which: written by the one elected incident builder, together with the log's entries
// and its own place in the log; read by every process that begins.
import type { Clustering } from '../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../server/domain/hazards/index.ts'
import { type Incident, renewed } from '../server/domain/incident.ts'
import { type Member, memberOf } from '../server/domain/member.ts'
import type { Report } from '../server/domain/report.ts'
import { followIncidents, hasCases } from './case-follow.ts'
import type { Database, Queryable } from './connect.ts'
import { followerCursor } from './followers.ts'
import type { Writing } from './log.ts'
import { fromRow, type ReportRow, reportColumns } from './reports.ts'

/** Every incident that stands and has not outlived its reports. */
export async function standingIncidents(client: Queryable, now: Date): Promise<Incident[]> {
  const { rows } = await client.query<{ body: Incident }>(
    'select body from incidents where gone_into is null and expires_at > $1',
    [now],
  )
  return rows.map(row => renewed(row.body))
}

/** The latest incidents that stand, each with when it changed: the live ones, and those of up to so long ago. */
export async function latestIncidents(
  db: Queryable,
  { since, drill, limit }: { since: Date; drill: boolean; limit: number },
): Promise<(Incident & { changedAt: string })[]> {
  const { rows } = await db.query<{ body: Incident; changed: Date }>(
    `select body, greatest(changed_at, latest) as changed from incidents
     where gone_into is null and expires_at > $1 and drill = $2 order by latest desc, id limit $3`,
    [since, drill, limit],
  )
  return rows.map(row => ({ ...renewed(row.body), changedAt: row.changed.toISOString() }))
}

export async function incidentsById(db: Queryable, ids: string[]): Promise<Incident[]> {
  const { rows } = await db.query<{ body: Incident }>('select body from incidents where id = any($1)', [ids])
  return rows.map(row => renewed(row.body))
}

/** Incidents that reach into the time after their hazard's limit. */
export async function incidentsSince(db: Queryable, since: Map<HazardKey, Date>): Promise<Incident[]> {
  const { rows } = await db.query<{ body: Incident }>(
    `select body from incidents join unnest($1::text[], $2::timestamptz[]) as held (hazard, since) using (hazard)
     where gone_into is null and latest >= since`,
    [[...since.keys()], [...since.values()]],
  )
  return rows.map(row => renewed(row.body))
}

export async function reportIdsSince(db: Queryable, since: Map<HazardKey, Date>): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from reports join unnest($1::text[], $2::timestamptz[]) as held (hazard, since) using (hazard)
     where at >= since`,
    [[...since.keys()], [...since.values()]],
  )
  return rows.map(row => row.id)
}

/** PostGIS measures on the spheroid and Turf on a sphere: ask for a little more, Turf decides. */
const MARGIN = 1.01

/** Reports of the incidents and everything that is near to any of them, as far as it is older than `before`. */
export async function reportIdsAround(
  db: Queryable,
  incidents: string[],
  { metres, hours }: Clustering,
  before: Date,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select r.id
     from incidents i join reports r on r.hazard = i.hazard and r.drill = i.drill
       and r.at between i.started - $2 * interval '1 hour' and i.latest + $2 * interval '1 hour'
       and r.at < $4 and ST_DWithin(r.place, i.outline, $3)
     where i.id = any($1) and i.started - $2 * interval '1 hour' < $4`,
    [incidents, hours, metres * MARGIN, before],
  )
  return rows.map(row => row.id)
}

/** Reports of one hazard within a distance and a time of any of the given ones, with the incidents that they belong to. */
export async function reportsNear(
  db: Queryable,
  { hazard, drill }: Pick<Report, 'hazard' | 'drill'>,
  given: Pick<Report, 'place' | 'at'>[],
  { metres, hours }: Pick<Clustering, 'metres' | 'hours'>,
): Promise<{ id: string; incident: string | null }[]> {
  const { rows } = await db.query<{ id: string; incident: string | null }>(
    `select distinct r.id, r.incident
     from unnest($3::float8[], $4::float8[], $5::timestamptz[]) as spot (lng, lat, at)
     join reports r on r.hazard = $1 and r.drill = $2
       and r.at between spot.at - $6 * interval '1 hour' and spot.at + $6 * interval '1 hour'
       and ST_DWithin(r.place, ST_MakePoint(spot.lng, spot.lat)::geography, $7)`,
    [
      hazard,
      drill,
      given.map(({ place }) => place.lng),
      given.map(({ place }) => place.lat),
      given.map(({ at }) => at),
      hours,
      metres * MARGIN,
    ],
  )
  return rows
}

export type Placing = Pick<Report, 'hazard' | 'drill'> & { member: Member; incident: string | null }

/**
 * Reports as the builder knew them at its cursor. One that has an entry after it is taken for what its incident says: a member where it has
 * one, else unknown still; the entry brings the rest. (A stored report never changes its place, time or hazard.)
 */
export async function placedReports(db: Queryable, ids: string[], cursor: string): Promise<Placing[]> {
  const [xid, seq] = cursor.split('.')
  const { rows } = await db.query<ReportRow & { incident: string | null; citizen: string | null }>(
    `with unread as materialized (
       select distinct subject from log where kind = 'report' and (xid, seq) > ($2::text::xid8, $3::bigint)
     )
     select ${reportColumns}, incident, citizen
     from reports left join reporters on report = id left join unread on subject = id
     where id = any($1) and (incident is not null or (subject is null and state in ('unverified', 'verified', 'resolved')))`,
    [ids, xid, seq],
  )
  return rows.map(row => {
    const report = fromRow(row)
    const { hazard, drill } = report
    return { hazard, drill, member: memberOf(report, row.citizen), incident: row.incident }
  })
}

/** The present version of each report, and who sent it: never shown, only counted. */
export async function sendersOf(
  db: Queryable,
  reports: string[],
): Promise<Map<string, { version: number; citizen: string | null }>> {
  const { rows } = await db.query<{ id: string; version: number; citizen: string | null }>(
    'select id, version, citizen from reports left join reporters on report = id where id = any($1)',
    [reports],
  )
  return new Map(rows.map(row => [row.id, row]))
}

const name = 'incidents'

/** Up to where in the log the incidents are made. */
export const builderCursor = async (db: Queryable): Promise<string> =>
  (await followerCursor(db, name)) ?? '0.0'

/** The newest report's place in the log. */
export async function newestReportCursor(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ cursor: string }>(
    `select xid::text || '.' || seq::text as cursor from log where kind = 'report' order by xid desc, seq desc limit 1`,
  )
  return rows[0]?.cursor ?? '0.0'
}

export type IncidentChanges = {
  /** The cursor that these changes follow on, and the one up to which they reach. */
  from: string
  to: string
  gone: { id: string; into: string | null }[]
  changed: { incident: Incident; joined: string[]; left: string[] }[]
}

/**
 * One transaction, and one statement where there are no cases: until it ends, nobody is shown what has come to the log since. Refuses when the cursor is
 * not where the builder left it: then another one has gone on in between.
 */
export async function writeIncidents(db: Database, changes: IncidentChanges): Promise<void> {
  if (!(await hasCases(db))) return putIncidents(db, changes)
  await db.transaction(async client => {
    await followIncidents(client, changes)
    await putIncidents(client, changes)
  })
}

async function putIncidents(client: Queryable, changes: IncidentChanges): Promise<void> {
  const { from, to, gone, changed } = changes
  const [fromXid, fromSeq] = from.split('.')
  const [toXid, toSeq] = to.split('.')
  const homes = homesOf(changed)
  const entries = entriesOf(changes)
  const { rowCount } = await client.query({
    name: 'incidents-put',
    text: `with advanced as (
        insert into followers (name, xid, seq) values ($1, $2::text::xid8, $3)
        on conflict (name) do update set xid = excluded.xid, seq = excluded.seq
        where (followers.xid, followers.seq) = ($4::text::xid8, $5::bigint)
        returning name
      ), taken as materialized (
        select gone, into_id from advanced, unnest($6::uuid[], $7::uuid[]) as taken (gone, into_id)
      ), moved as materialized (
        select report, home from advanced, unnest($8::uuid[], $9::uuid[]) as moved (report, home)
      ), put as (
        insert into incidents (id, version, hazard, drill, level, started, latest, expires_at, body, outline, changed_at)
        select (body->>'id')::uuid, (body->>'version')::int, body->>'hazard', (body->>'drill')::boolean, (body->>'level')::smallint,
          (body->>'started')::timestamptz, (body->>'latest')::timestamptz, (body->>'expiresAt')::timestamptz, body,
          ST_SetSRID(ST_GeomFromGeoJSON((body->'outline')::text), 4326)::geography, clock_timestamp()
        from advanced, unnest($10::jsonb[]) as body
        on conflict (id) do update set version = excluded.version, level = excluded.level, started = excluded.started, latest = excluded.latest,
          expires_at = excluded.expires_at, body = excluded.body, outline = excluded.outline, changed_at = excluded.changed_at
      ), ended as (
        update incidents set gone_into = coalesce(into_id, id), version = version + 1 from taken where id = gone
      ), assigned as (
        update reports set incident = home from (
          select report, home from moved
          union all
          select id, into_id from taken join reports on incident = gone where not exists (select from moved where report = id)
        ) as given where reports.id = report
      ), logged as (
        insert into log (kind, subject, body)
        select kind, subject, body from advanced, unnest($11::text[], $12::uuid[], $13::jsonb[]) with ordinality as entry (kind, subject, body, nth)
        order by nth
      )
      select from advanced`,
    values: [
      name,
      toXid,
      toSeq,
      fromXid,
      fromSeq,
      gone.map(({ id }) => id),
      gone.map(({ into }) => into),
      [...homes.keys()],
      [...homes.values()],
      changed.map(({ incident }) => JSON.stringify(incident)),
      entries.map(({ kind }) => kind),
      entries.map(({ subject }) => subject),
      entries.map(({ body }) => JSON.stringify(body)),
    ],
  })
  if (rowCount !== 1) throw new Error(`${name} went on beyond ${from} in another process`)
}

/** Where each report that left or joined belongs now. */
function homesOf(changed: IncidentChanges['changed']): Map<string, string | null> {
  const homes = new Map<string, string | null>()
  for (const { left } of changed) for (const report of left) homes.set(report, null)
  for (const { incident, joined } of changed) for (const report of joined) homes.set(report, incident.id)
  return homes
}

/** The gone ones first: what they hand over is then listed only where it did not stay. */
const entriesOf = ({ gone, changed }: IncidentChanges): Writing[] => [
  ...gone.map(({ id, into }): Writing => ({ kind: 'incident-gone', subject: id, body: { into, left: [] } })),
  ...changed.map(
    ({ incident, joined, left }): Writing => ({
      kind: 'incident',
      subject: incident.id,
      body: { incident, joined, left },
    }),
  ),
]
