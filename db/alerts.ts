// The tables behind alerts: what was announced, each piece of news, and one row for each citizen who is told of it. That row is written
// with the news and marked with the letter that tells it, each in one transaction: so nobody is left out, and nobody is told twice.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Announcement, News } from '../server/domain/alert.ts'
import type { Incident } from '../server/domain/incident.ts'
import type { Queryable } from './connect.ts'

export async function announcementsOf(
  client: Queryable,
  incidents: string[],
): Promise<Map<string, Announcement>> {
  const { rows } = await client.query<Omit<Announcement, 'expiresAt'> & { expires_at: Date }>(
    'select * from announcements where incident = any($1)',
    [incidents],
  )
  return new Map(
    rows.map(({ expires_at, ...row }) => [row.incident, { ...row, expiresAt: expires_at.toISOString() }]),
  )
}

export async function putAnnouncements(client: Queryable, told: Announcement[]): Promise<void> {
  if (told.length === 0) return
  await client.query(
    `insert into announcements (incident, level, citizens, verified, expires_at, ended)
     select * from unnest($1::uuid[], $2::smallint[], $3::integer[], $4::integer[], $5::timestamptz[], $6::boolean[])
     on conflict (incident) do update set level = excluded.level, citizens = excluded.citizens, verified = excluded.verified,
       expires_at = excluded.expires_at, ended = excluded.ended`,
    [
      told.map(({ incident }) => incident),
      told.map(({ level }) => level),
      told.map(({ citizens }) => citizens),
      told.map(({ verified }) => verified),
      told.map(({ expiresAt }) => expiresAt),
      told.map(({ ended }) => ended),
    ],
  )
}

/** Incidents go on as others: what was told of each was told of the one that took it over. */
export async function moveAnnouncements(client: Queryable, moves: Map<string, string>): Promise<void> {
  if (moves.size === 0) return
  const [from, into] = [[...moves.keys()], [...moves.values()]]
  await client.query('delete from announcements where incident = any($1::uuid[])', [from])
  await client.query(
    `update bulletins set subject = into_id from unnest($1::uuid[], $2::uuid[]) as moved (from_id, into_id) where subject = from_id`,
    [from, into],
  )
}

/** Announced incidents whose time is over, in the log and in their row, and of which nobody was told that. The rows are held until the transaction ends. */
export async function outlived(
  client: Queryable,
  now: Date,
): Promise<{ incident: Incident; isGone: boolean }[]> {
  const { rows } = await client.query<{ incident: Incident; isGone: boolean }>(
    `select incidents.body as incident, gone_into is not null as "isGone"
     from announcements join incidents on incidents.id = incident
     where not ended and announcements.expires_at <= $1
       and (gone_into = incidents.id or (gone_into is null and incidents.expires_at <= $1))
     order by announcements.expires_at limit 20 for update of announcements`,
    [now],
  )
  return rows
}

export async function endAnnouncement(client: Queryable, incident: string): Promise<void> {
  await client.query('update announcements set ended = true where incident = $1', [incident])
}

export type Bulletin = {
  id: string
  at: Date
  /** The incident or the warning. */
  subject: string
  news: News
  /** Comes through quiet hours. */
  severe: boolean
  /** Does not wait for the pause after the last message. */
  urgent: boolean
}

/** Minutes between two messages to one citizen. */
const PAUSE_MINUTES = 15

/** How the statement names what the bulletin says; `per`: the bulletin, where it tells of several. */
type Said = { id: string; at: string; severe: string; urgent: string; per?: string }

/** Writes a row for each citizen in `reached`, due when the citizen's quiet hours and the pause after the last message allow it; a drill makes nothing real wait. */
export const tellThem = (
  { id, at, severe, urgent, per }: Said = {
    id: '$1::uuid',
    at: '$2::timestamptz',
    severe: '$3',
    urgent: '$4',
  },
) => `insert into tellings (bulletin, citizen, near, metres, due)
  select distinct on (${per ? `${per}, ` : ''}citizen) ${id}, citizen, near, metres,
    greatest(
      case when ${severe} or not quiet then ${at}
        else date_trunc('minute', ${at}) + ((quiet_until - minute + 1440) % 1440) * interval '1 minute' end,
      case when not ${urgent} then (
        select max(told_at) + interval '${PAUSE_MINUTES} minutes' from tellings before join bulletins on bulletins.id = before.bulletin
        where before.citizen = reached.citizen and news ->> 'drill' is null
      ) end
    ) as due
  from reached join citizens on citizens.id = citizen,
    lateral (
      select extract(hour from ${at} at time zone coalesce(time_zone, 'UTC')) * 60
        + extract(minute from ${at} at time zone coalesce(time_zone, 'UTC')) as minute
    ) as clock,
    lateral (
      select case when quiet_from is null or quiet_from = quiet_until then false
        when quiet_from < quiet_until then minute >= quiet_from and minute < quiet_until
        else minute >= quiet_from or minute < quiet_until end as quiet
    ) as night
  where not unreachable and forgotten_at is null and channel <> 'web'
  order by ${per ? `${per}, ` : ''}citizen, due, metres nulls last
  on conflict do nothing`

export async function postBulletins(client: Queryable, bulletins: Bulletin[]): Promise<void> {
  await client.query(
    'insert into bulletins (id, at, subject, news) select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::jsonb[])',
    [
      bulletins.map(({ id }) => id),
      bulletins.map(({ at }) => at),
      bulletins.map(({ subject }) => subject),
      bulletins.map(({ news }) => JSON.stringify(news)),
    ],
  )
}

/** Level 0 says that nobody told how bad it is. It is sent as if it were this one, so that nobody misses what may be bad. */
export const LEAST_LEVEL = 1

/** Of each bulletin everyone who follows a place that its outline reaches. All in one statement: whoever waits for the log waits for this. */
export async function tellSubscribers(
  client: Queryable,
  told: { bulletin: Bulletin; outline: Polygon | MultiPolygon }[],
): Promise<void> {
  if (told.length === 0) return
  const bulletins = told.map(({ bulletin }) => bulletin)
  await postBulletins(client, bulletins)
  const asked = `removed_at is null and wanted.level <= given.level and (hazards is null or hazard = any(hazards))`
  const said = `given.id as bulletin, given.at, severe, urgent, citizen`
  const when = `quiet_from, quiet_until, time_zone`
  await client.query(
    `with given as materialized (
       select id, at, severe, urgent, hazard, level, ST_SetSRID(ST_GeomFromGeoJSON(outline), 4326)::geography as outline
       from unnest($1::uuid[], $2::timestamptz[], $3::boolean[], $4::boolean[], $5::text[], $6::integer[], $7::text[])
         as each (id, at, severe, urgent, hazard, level, outline)
     ), reached as (
       select ${said}, wanted.name as near, ST_Distance(place, given.outline)::integer as metres, ${when}
       from given join subscriptions wanted on reach && given.outline and ST_DWithin(place, given.outline, wanted.metres) and ${asked}
       union all
       select ${said}, wanted.name, null, ${when}
       from given join areas on ST_Intersects(areas.outline, given.outline) join subscriptions wanted on area = areas.id and ${asked}
     ) ${tellThem({ id: 'bulletin', at: 'reached.at', severe: 'severe', urgent: 'urgent', per: 'bulletin' })}`,
    [
      bulletins.map(({ id }) => id),
      bulletins.map(({ at }) => at),
      bulletins.map(({ severe }) => severe),
      bulletins.map(({ urgent }) => urgent),
      bulletins.map(({ news }) => news.hazard),
      bulletins.map(({ news }) => Math.max(news.level, LEAST_LEVEL)),
      told.map(({ outline }) => JSON.stringify(outline)),
    ],
  )
}

/** Everyone who was told of the same before, as far as they still follow a place; reporters who follow none as well. */
export async function tellThoseTold(client: Queryable, bulletin: Bulletin): Promise<void> {
  await postBulletins(client, [bulletin])
  const { id, at, severe, urgent, subject } = bulletin
  await client.query(
    `with reached as (
       select earlier.citizen, near, earlier.metres, quiet_from, quiet_until, time_zone
       from bulletins join tellings earlier on bulletin = bulletins.id
         left join lateral (
           select * from subscriptions where citizen = earlier.citizen and removed_at is null order by name = near desc limit 1
         ) own on true
       where subject = $5 and (near is null or own.id is not null)
     ) ${tellThem()}`,
    [id, at, severe, urgent, subject],
  )
}

export type Telling = {
  citizen: string
  language: string
  subject: string
  news: News
  /** The name of the subscription, and how far its place is from the outline, m. */
  near: string | null
  metres: number | null
}

/** Marks as told all that is pending for the next citizens for whom something is due, but of drills only what is due itself; oldest news first. */
export async function takeDue(client: Queryable, now: Date, citizens: number): Promise<Telling[]> {
  const { rows } = await client.query<Telling>(
    `with due as (
       select citizen from tellings where told_at is null and due <= $1 group by citizen order by min(due) limit $2
     ), told as (
       update tellings set told_at = $1 from due, bulletins
       where tellings.citizen = due.citizen and told_at is null and bulletins.id = bulletin
         and (tellings.due <= $1 or news ->> 'drill' is null)
       returning tellings.citizen, bulletin, near, metres
     )
     select told.citizen, language, subject, news, near, metres
     from told join bulletins on bulletins.id = bulletin join citizens on citizens.id = told.citizen
     where not unreachable
     order by bulletins.at, bulletins.id`,
    [now, citizens],
  )
  return rows
}

/** Whether somebody is to be told by now, of what is known or of an end that nobody noticed yet. */
export async function isAnyDue(db: Queryable, now: Date): Promise<boolean> {
  const { rows } = await db.query(
    `select from tellings where told_at is null and due <= $1
     union all select from announcements where not ended and expires_at <= $1 limit 1`,
    [now],
  )
  return rows.length > 0
}

/** The newest entry of the log that may be news to subscribers. */
export async function newestNewsCursor(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ cursor: string }>(
    `select xid::text || '.' || seq::text as cursor from log where kind <> 'report' order by xid desc, seq desc limit 1`,
  )
  return rows[0]?.cursor ?? '0.0'
}

/** Old news is let go, with who was told of it. */
export async function forgetBulletins(db: Queryable, before: Date): Promise<void> {
  await db.query('delete from bulletins where at < $1', [before])
  await db.query('delete from announcements where ended and expires_at < $1', [before])
}
