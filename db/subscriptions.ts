// The table of subscriptions: what each citizen wants to be told of.
import type { Subscription } from '../server/domain/subscription.ts'
import type { Queryable } from './connect.ts'

type Row = Omit<Subscription, 'where' | 'quiet' | 'timeZone'> & {
  lng: number | null
  lat: number | null
  metres: number | null
  area: string | null
  quiet_from: number | null
  quiet_until: number | null
  time_zone: string
}

const fromRow = ({
  lng,
  lat,
  metres,
  area,
  quiet_from,
  quiet_until,
  time_zone,
  ...rest
}: Row): Subscription => ({
  ...rest,
  where: area === null ? { place: { lng: lng ?? 0, lat: lat ?? 0 }, metres: metres ?? 0 } : { area },
  quiet: quiet_from === null || quiet_until === null ? null : { from: quiet_from, until: quiet_until },
  timeZone: time_zone,
})

/** The citizen's own, oldest first; those that were taken back are among them as long as they can be had again. */
export async function subscriptionsOf(db: Queryable, citizen: string): Promise<Subscription[]> {
  const { rows } = await db.query<Row>(
    `select id, name, ST_X(place::geometry) as lng, ST_Y(place::geometry) as lat, metres, area, hazards, level,
       quiet_from, quiet_until, time_zone, drills, removed_at is not null as removed
     from subscriptions where citizen = $1 order by created_at, id`,
    [citizen],
  )
  return rows.map(fromRow)
}

/** Makes it or changes it. False, and nothing happens, where the id is another citizen's or the area is no longer there. */
export async function saveSubscription(
  client: Queryable,
  { citizen, at, subscription }: { citizen: string; at: Date; subscription: Subscription },
): Promise<boolean> {
  const { id, name, where, hazards, level, quiet, timeZone, drills, removed } = subscription
  const spot = 'place' in where ? where : null
  const { rowCount } = await client.query(
    `insert into subscriptions (id, citizen, name, place, metres, reach, area, hazards, level, quiet_from, quiet_until,
       time_zone, created_at, removed_at, drills)
     select $1, $2, $3, point, $6::integer, ST_Buffer(point, $6::integer), $7, $8::text[], $9, $10, $11, $12, $13,
       case when $14 then $13::timestamptz end, $15
     from (select ST_SetSRID(ST_MakePoint($4::float8, $5::float8), 4326)::geography as point) as given
     where $7::text is null or exists (select from areas where areas.id = $7)
     on conflict (id) do update set hazards = excluded.hazards, level = excluded.level, quiet_from = excluded.quiet_from,
       quiet_until = excluded.quiet_until, drills = excluded.drills, removed_at = excluded.removed_at
     where subscriptions.citizen = excluded.citizen`,
    [
      id,
      citizen,
      name,
      spot?.place.lng ?? null,
      spot?.place.lat ?? null,
      spot?.metres ?? null,
      'area' in where ? where.area : null,
      hazards,
      level,
      quiet?.from ?? null,
      quiet?.until ?? null,
      timeZone,
      at,
      removed,
      drills,
    ],
  )
  return rowCount === 1
}

/** Those that were taken back before this moment are gone for good. */
export async function eraseRemoved(db: Queryable, before: Date): Promise<void> {
  await db.query('delete from subscriptions where removed_at < $1', [before])
}
