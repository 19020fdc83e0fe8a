// Whom a warning reaches: those whose place lies in its area or on its border, straight lines between its corners as on the map (RFC 7946);
// those who follow an imported area that it covers a part of; and those who have a live report inside. A place in a hole or outside is not told.
import type { HazardKey } from '../server/domain/hazards/index.ts'
import type { Outline, Warning } from '../server/domain/warning.ts'
import { type Bulletin, LEAST_LEVEL, postBulletins, tellThem } from './alerts.ts'
import type { Queryable } from './connect.ts'

/** $1 the outline, $2 hazard, $3 level, $4 drill, $5 now. `wide` only finds candidates: lines on the globe that follow the straight ones within metres. */
const reached = `given as materialized (
    select shape, ST_Segmentize(shape, 0.1)::geography as wide
    from (select ST_SetSRID(ST_GeomFromGeoJSON($1), 4326) as shape) as drawn
  ), wanted as (
    select * from subscriptions
    where removed_at is null and level <= $3 and (hazards is null or $2 = any(hazards)) and (drills or not $4)
  ), reached as (
    select citizen, name as near, null::integer as metres, quiet_from, quiet_until, time_zone
    from given join wanted on reach && wide and ST_Intersects(place::geometry, shape)
    union all
    select citizen, wanted.name, null, quiet_from, quiet_until, time_zone
    from given join areas on areas.outline && wide and ST_Intersects(areas.outline::geometry, shape)
      and not ST_Touches(areas.outline::geometry, shape)
    join wanted on area = areas.id
    union all
    select citizen, null, null, null, null, null
    from given join reports on place && wide and ST_Intersects(place::geometry, shape) join reporters on report = reports.id
    where not $4 and state in ('unverified', 'verified') and not drill and expires_at > $5
  )`

type Target = { outline: Outline; hazard: HazardKey; level: Warning['level']; drill: boolean }

const valuesOf = ({ outline, hazard, level, drill }: Target, at: Date) => [
  JSON.stringify(outline),
  hazard,
  Math.max(level, LEAST_LEVEL),
  drill,
  at,
]

/** How many people would be told now. */
export async function countReached(db: Queryable, target: Target, at: Date): Promise<number> {
  const { rows } = await db.query<{ people: number }>(
    `with ${reached}
     select count(distinct citizen)::integer as people from reached join citizens on citizens.id = citizen
     where not unreachable and forgotten_at is null and channel <> 'web'`,
    valuesOf(target, at),
  )
  return rows[0]?.people ?? 0
}

export async function tellWarned(client: Queryable, bulletin: Bulletin, target: Target): Promise<void> {
  await postBulletins(client, [bulletin])
  const { id, at, severe, urgent } = bulletin
  await client.query(
    `with ${reached} ${tellThem({ id: '$6::uuid', at: '$5::timestamptz', severe: '$7', urgent: '$8' })}`,
    [...valuesOf(target, at), id, severe, urgent],
  )
}

/** Those who believe that the warning holds for them, but for those who were just told otherwise by `newer`. */
export async function tellNoLongerWarned(
  client: Queryable,
  bulletin: Bulletin,
  newer: string | null,
): Promise<void> {
  await postBulletins(client, [bulletin])
  const { id, at, severe, urgent, subject } = bulletin
  await client.query(
    `with latest as (
       select distinct on (citizen) citizen, near, news
       from bulletins join tellings on bulletin = bulletins.id
       where subject = $5 and bulletins.id <> $1 order by citizen, bulletins.at desc, bulletins.id desc
     ), reached as (
       select latest.citizen, near, null::integer as metres, quiet_from, quiet_until, time_zone
       from latest left join lateral (
           select * from subscriptions where citizen = latest.citizen and removed_at is null order by name = near desc limit 1
         ) own on true
       where news ->> 'kind' <> 'warning-ended' and (near is null or own.id is not null)
         and not exists (select from tellings where bulletin = $6 and tellings.citizen = latest.citizen)
     ) ${tellThem()}`,
    [id, at, severe, urgent, subject, newer],
  )
}
