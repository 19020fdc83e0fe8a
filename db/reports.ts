// The table of reports: each write carries its entry in the log, in the same statement or transaction.
import type { AcceptedReport, Report } from '../server/domain/report.ts'
import type { Door } from '../server/domain/trust/door.ts'
import { PLATFORM } from '../server/domain/trust/doubts.ts'
import type { Queryable } from './connect.ts'
import { appendEntries } from './log.ts'
import { readRows } from './report-rows.ts'

type Row = Omit<Report, 'at' | 'receivedAt' | 'expiresAt' | 'place' | 'placedBy'> & {
  at: Date
  received_at: Date
  expires_at: Date
  lng: number
  lat: number
  placed_by: Report['placedBy']
}

/** The columns of a report; `incident` is asked for where it is needed. */
export const reportColumns = `id, number, version, hazard, answers, level, at, received_at, expires_at,
  ST_X(place::geometry) as lng, ST_Y(place::geometry) as lat, placed_by, exactness, region, area, words, title, photos, source, partner, tags,
  points, flag, state, about, drill, secret`

export function fromRow(row: Row): Report {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    hazard: row.hazard,
    answers: row.answers,
    level: row.level,
    at: row.at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    place: { lng: row.lng, lat: row.lat },
    placedBy: row.placed_by,
    exactness: row.exactness,
    region: row.region,
    area: row.area,
    words: row.words,
    title: row.title,
    photos: row.photos,
    source: row.source,
    partner: row.partner,
    tags: row.tags,
    points: row.points,
    flag: row.flag,
    state: row.state,
    about: row.about,
    drill: row.drill,
    secret: row.secret,
  }
}

export type ReportRow = Row

export type Insertion = {
  report: AcceptedReport
  /** Hash of the idempotency key. */
  key: Buffer
  citizen: string | null
  /** The browser that it came from, by its address: it becomes the citizen of this id unless it is one already. */
  browser?: { address: string; id: string }
  /** Why the platform holds it for an officer. */
  doubt?: string
  /** An archive's own number; a fresh one is given where it is taken already. */
  number: number | null
  /** How it came in: other processes learn it from the log, and it is kept nowhere else. */
  door?: Door
}

export type Inserted = { report: Report; citizen: string | null }

/**
 * Stores reports, who reported them, why one is held, and their entries in the log, in one statement. Answers each report and its citizen, or
 * undefined where its key is known. The smallest imported area that covers the place becomes the report's. In the order of the keys: two groups
 * never wait for each other.
 */
export async function insertReports(
  client: Queryable,
  insertions: Insertion[],
): Promise<(Inserted | undefined)[]> {
  const inOrder = insertions.toSorted((a, b) => Buffer.compare(a.key, b.key))
  const { rows } = await client.query<{
    id: string
    number: number
    area: string | null
    citizen: string | null
  }>({
    name: 'reports-insert',
    text: `with given as materialized (
        select (report->>'id')::uuid as id, report, decode(key, 'hex') as key, citizen, browser, met, doubt, wanted, (report->>'drill')::boolean as drill,
          ST_MakePoint((report->'place'->>'lng')::float8, (report->'place'->>'lat')::float8)::geography as point
        from jsonb_to_recordset($1::jsonb) as one (report jsonb, key text, citizen uuid, browser text, met uuid, doubt text, wanted bigint)
      ), stored as (
        insert into reports (id, number, version, key, hazard, answers, level, at, received_at, expires_at, place, placed_by, exactness, region, area,
          words, title, photos, source, partner, tags, points, flag, state, about, drill, secret)
        select id,
          coalesce(
            (select wanted where not exists (select from reports where number = wanted and reports.drill = given.drill)),
            nextval('report_numbers')),
          (report->>'version')::integer, key, report->>'hazard', report->'answers', (report->>'level')::smallint,
          (report->>'at')::timestamptz, (report->>'receivedAt')::timestamptz, (report->>'expiresAt')::timestamptz,
          point, report->>'placedBy', (report->>'exactness')::real, report->>'region',
          (select areas.id from areas where ST_Covers(outline, point) order by size, areas.id limit 1),
          report->>'words', report->>'title', array(select jsonb_array_elements_text(report->'photos')), report->>'source', report->>'partner',
          nullif(report->'tags', 'null'), (report->>'points')::integer, (report->>'flag')::boolean, report->>'state', (report->>'about')::uuid, drill,
          coalesce((report->>'secret')::boolean, false)
        from given
        on conflict do nothing
        returning id, number, area
      ), browsers as (
        insert into citizens (id, channel, address, language, created_at)
        select distinct on (browser) met, 'web', browser, 'id', (report->>'receivedAt')::timestamptz from given where browser is not null order by browser
        on conflict (channel, address) do update set channel = excluded.channel
        returning id as met, address as browser
      ), sent as (
        select stored.id, number, area, report, doubt, coalesce(citizen, browsers.met) as citizen
        from stored join given using (id) left join browsers using (browser)
      ), told as (
        insert into reporters (report, citizen) select id, citizen from sent where citizen is not null
      ), noted as (
        insert into audit (at, officer, action, kind, subject, report, before, after, reason)
        select (report->>'receivedAt')::timestamptz, $2, 'held', 'report', id, id, 'unverified', 'held', doubt from sent where doubt is not null
      ), logged as (
        insert into log (kind, subject, body)
        select 'report', id, report || jsonb_build_object('number', number, 'area', area) from sent
      )
      select id, number, area, citizen from sent`,
    values: [
      JSON.stringify(
        inOrder.map(({ report, key, citizen, browser, doubt, number, door }) => ({
          report: { ...report, door },
          key: key.toString('hex'),
          citizen,
          browser: browser?.address,
          met: browser?.id,
          doubt,
          wanted: number,
        })),
      ),
      PLATFORM,
    ],
  })
  const stored = new Map(rows.map(row => [row.id, row]))
  return insertions.map(({ report }) => {
    const given = stored.get(report.id)
    return given && { report: { ...report, number: given.number, area: given.area }, citizen: given.citizen }
  })
}

export type Belonging = { report: Report; incident: string | null }

/** Each of these and the incident that it belongs to, in their order; undefined: there is none. */
export async function reportsByIds(db: Queryable, ids: string[]): Promise<(Belonging | undefined)[]> {
  const { rows } = await db.query<Row & { incident: string | null }>({
    name: 'reports-by-ids',
    text: `select ${reportColumns}, incident from reports where id = any($1::uuid[])`,
    values: [ids],
  })
  const found = new Map(rows.map(row => [row.id, { report: fromRow(row), incident: row.incident }]))
  return ids.map(id => found.get(id.toLowerCase()))
}

async function oneReport(db: Queryable, condition: string, values: unknown[]): Promise<Report | undefined> {
  const { rows } = await db.query<Row>(`select ${reportColumns} from reports where ${condition}`, values)
  return rows[0] && fromRow(rows[0])
}

export const reportById = (db: Queryable, id: string) => oneReport(db, 'id = $1', [id])

export const reportByKey = (db: Queryable, key: Buffer) => oneReport(db, 'key = $1', [key])

/** The one that shows this photo. */
export const reportWithPhoto = (db: Queryable, name: string) =>
  oneReport(db, `photos <> '{}' and photos @> array[$1::text] limit 1`, [name])

export const reportByNumber = (db: Queryable, number: number, drill: boolean) =>
  oneReport(db, 'number = $1 and drill = $2', [number, drill])

/** Holds the row until the transaction ends, so that two changes of one report follow each other. */
export const lockReport = (client: Queryable, id: string) => oneReport(client, 'id = $1 for update', [id])

export async function incidentOfReport(db: Queryable, id: string): Promise<string | null> {
  const { rows } = await db.query<{ incident: string | null }>('select incident from reports where id = $1', [
    id,
  ])
  return rows[0]?.incident ?? null
}

/** What may change after a report is stored. */
export type ReportChange = Partial<
  Pick<Report, 'state' | 'photos' | 'answers' | 'level' | 'words' | 'secret'> & {
    points: number
    flag: boolean
  }
>

/** Writes the changed fields, the next version and the log entry. The row has to be locked by this transaction. */
export async function updateReport(client: Queryable, report: Report, change: ReportChange): Promise<Report> {
  const changed = { ...report, ...change, version: report.version + 1 }
  const { rows } = await client.query<{ incident: string | null }>(
    `update reports set version = $2, state = $3, photos = $4, points = $5, flag = $6, answers = $7, level = $8, words = $9, secret = $10,
       changed_at = clock_timestamp()
     where id = $1 returning incident`,
    [
      changed.id,
      changed.version,
      changed.state,
      changed.photos,
      changed.points,
      changed.flag,
      JSON.stringify(changed.answers),
      changed.level,
      changed.words,
      changed.secret,
    ],
  )
  const incident = rows[0]?.incident ?? null
  await appendEntries(client, [{ kind: 'report', subject: changed.id, body: { ...changed, incident } }])
  return changed
}

/** A report in its next version, and what the audit tells of it. */
export type Moved = Belonging & { audit: { officer: string; before: string; reason: string } }

/**
 * Writes the state of each, an entry in the log and a line in the audit, in one statement: nobody waits for it to be shown what came since. Answers the
 * ids of those that it found as they were read; the others have changed meanwhile, and stay.
 */
export async function moveReports(db: Queryable, moved: Moved[], at: Date): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>({
    name: 'reports-move',
    text: `with given as materialized (
        select (body->>'id')::uuid as id, (body->>'version')::integer as version, body->>'state' as state, (body->>'incident')::uuid as incident,
          body, officer, before, reason, nth
        from unnest($1::jsonb[], $2::text[], $3::text[], $4::text[]) with ordinality as one (body, officer, before, reason, nth)
      ), moved as (
        update reports set version = given.version, state = given.state, changed_at = clock_timestamp()
        from given where reports.id = given.id and reports.version = given.version - 1 and reports.incident is not distinct from given.incident
        returning reports.id
      ), logged as (
        insert into log (kind, subject, body) select 'report', id, body from moved join given using (id) order by nth
      ), noted as (
        insert into audit (at, officer, action, kind, subject, report, before, after, reason)
        select $5::timestamptz, officer, state, 'report', id, id, before, state, reason from moved join given using (id) order by nth
      )
      select id from moved`,
    values: [
      moved.map(({ report, incident }) => JSON.stringify({ ...report, incident })),
      moved.map(({ audit }) => audit.officer),
      moved.map(({ audit }) => audit.before),
      moved.map(({ audit }) => audit.reason),
      at,
    ],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Every report that is alive at `now` with its incident, in pages. All pages belong together only inside a repeatable-read transaction. */
export const aliveReports = (client: Queryable, now: Date) =>
  readRows(client, `where state in ('unverified', 'verified') and ${UNEXPIRED}`, [now])

/** Those that wait for an officer's look and would be alive else. */
export const heldReports = (client: Queryable, now: Date) =>
  readRows(client, `where state = 'held' and ${UNEXPIRED}`, [now])

const UNEXPIRED = 'expires_at > $1 order by expires_at, id'

/** The pseudonymous citizen who sent a report; null where nobody knows, or no longer. */
export async function senderOf(db: Queryable, report: string): Promise<string | null> {
  const { rows } = await db.query<{ citizen: string }>('select citizen from reporters where report = $1', [
    report,
  ])
  return rows[0]?.citizen ?? null
}

/** The citizen who sent a report and can be answered, for the courier alone: a browser has no way back. */
export async function reporterOf(
  client: Queryable,
  report: string,
): Promise<{ citizen: string; language: string; channel: string } | undefined> {
  const { rows } = await client.query<{ citizen: string; language: string; channel: string }>(
    `select citizens.id as citizen, language, channel from reporters join citizens on citizens.id = citizen
     where report = $1 and channel <> 'web'`,
    [report],
  )
  return rows[0]
}
