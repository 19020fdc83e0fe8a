// A crowd that follows one place, and the flood that it is told of: for the test of the kill and for the bench.
import { v7 as newId } from 'uuid'
import type { Queryable } from '../db/connect.ts'
import type { BotApi } from './bot-api.ts'

const place = { lng: 106.8166, lat: -6.2607 }
/** Addresses of the crowd begin here. */
const FIRST_CHAT = 5_000_000

/** Half of them follow a local area, half a point within it; none has quiet hours. */
export async function gatherCrowd(db: Queryable, count: number): Promise<void> {
  const half = 0.02
  const [west, south, east, north] = [place.lng - half, place.lat - half, place.lng + half, place.lat + half]
  await db.query(
    `insert into areas (id, name, outline, size)
     select 'crowd', 'Kemang', ST_Multi(box)::geography, ST_Area(box::geography) from ST_MakeEnvelope($1, $2, $3, $4, 4326) as box`,
    [west, south, east, north],
  )
  const ids = Array.from({ length: count }, () => newId())
  await db.query(
    `insert into citizens (id, channel, address, language, created_at)
     select id, 'telegram', (${FIRST_CHAT} + number)::text, 'id', now() from unnest($1::uuid[]) with ordinality as crowd (id, number)`,
    [ids],
  )
  await db.query(
    `insert into subscriptions (id, citizen, name, place, metres, reach, area, level, time_zone, created_at)
     select gen_random_uuid(), id, 'Kemang', point, case when point is not null then 3000 end, ST_Buffer(point, 3000),
       case when point is null then 'crowd' end, 1, 'Asia/Jakarta', now()
     from (
       select id, case when number % 2 = 0
         then ST_SetSRID(ST_MakePoint($2::float8 + random() * 0.01, $3::float8 + random() * 0.01), 4326)::geography end as point
       from unnest($1::uuid[]) with ordinality as crowd (id, number)
     ) as placed`,
    [ids, place.lng, place.lat],
  )
}

/** Three citizens confirm a flood. */
export async function floodThere({ url }: { url: string }): Promise<void> {
  for (const step of [0, 1, 2])
    await fetch(`${url}/api/reports`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `crowd-${step}` },
      body: JSON.stringify({
        hazard: 'flood',
        answers: { depth: 50 },
        place: { lng: place.lng + step * 0.0005, lat: place.lat },
        words: 'Banjir di depan pasar',
        device: `device-of-crowd-${step}`,
      }),
    })
}

/** How often each of the crowd was told, and the calls that tell them. */
export function toldTo(telegram: BotApi) {
  const calls = telegram.calls.filter(
    ({ method, fields }) => method === 'sendMessage' && Number(fields.chat_id) >= FIRST_CHAT,
  )
  const times = new Map<number, number>()
  for (const { fields } of calls)
    times.set(Number(fields.chat_id), (times.get(Number(fields.chat_id)) ?? 0) + 1)
  return { calls, times, twice: [...times].filter(([, count]) => count > 1).map(([chat]) => chat) }
}
