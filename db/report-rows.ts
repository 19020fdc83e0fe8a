// Reports read by the thousand. What is short and of our own making comes as one text with its parts in between bars, which costs a program a
// quarter of what a column each does; what people or feeds wrote comes in columns of its own.

import type { HazardKey } from '../server/domain/hazards/index.ts'
import type { Report } from '../server/domain/report.ts'

type Packed = {
  packed: string
  answers: Report['answers']
  area: string | null
  words: string
  title: string | null
  photos: string[]
  source: string
  partner: string | null
  tags: Report['tags']
}

export type { Packed as PackedRow }

const parts = [
  'id',
  'number',
  'version',
  'hazard',
  'level',
  ...['at', 'received_at', 'expires_at'].map(time => `${time} at time zone 'UTC'`),
  'ST_X(place::geometry)',
  'ST_Y(place::geometry)',
  'placed_by',
  ...['exactness', 'region', 'points', 'flag'].map(maybe => `coalesce(${maybe}::text, '')`),
  'state',
  `coalesce(about::text, '')`,
  'drill',
  'secret',
  `coalesce(incident::text, '')`,
  `greatest(changed_at, received_at) at time zone 'UTC'`,
]

/** For a select from `reports`; `found` reads it. */
export const packedColumns = `concat_ws('|', ${parts.join(', ')}) as packed, answers, area, words, title, photos, source, partner, tags`

/** `incident`: where it belongs, if it does. `changedAt`: when it came, or was changed last. */
export type Found = Report & { incident: string | null; changedAt: string }

export function found({ packed, ...row }: Packed): Found {
  const part = packed.split('|') as [string, string, string, ...string[]]
  const [
    id,
    number,
    version,
    hazard,
    level,
    at,
    receivedAt,
    expiresAt,
    lng,
    lat,
    placedBy,
    exactness,
    region,
  ] = part
  const [points, flag, state, about, drill, secret, incident, changedAt] = part.slice(13)
  return {
    id,
    number: Number(number),
    version: Number(version),
    hazard: hazard as HazardKey,
    answers: row.answers,
    level: Number(level) as Report['level'],
    at: instant(at),
    receivedAt: instant(receivedAt),
    expiresAt: instant(expiresAt),
    place: { lng: Number(lng), lat: Number(lat) },
    placedBy: placedBy as Report['placedBy'],
    exactness: exactness ? Number(exactness) : null,
    region: region || null,
    area: row.area,
    words: row.words,
    title: row.title,
    photos: row.photos,
    source: row.source,
    partner: row.partner,
    tags: row.tags,
    points: points ? Number(points) : null,
    flag: flag ? flag === 't' || flag === 'true' : null,
    state: state as Report['state'],
    about: about || null,
    drill: drill === 't' || drill === 'true',
    secret: secret === 't' || secret === 'true',
    incident: incident || null,
    changedAt: instant(changedAt),
  }
}

/** `2026-02-24 01:00:00.12`, as the database writes it, to ISO 8601 with milliseconds: a Date each would cost more than all the rest. */
function instant(text = ''): string {
  const [day, time, fraction] = [text.slice(0, 10), text.slice(11, 19), text.slice(20, 23)]
  if (text[4] !== '-' || text[10] !== ' ' || text[16] !== ':')
    throw new RangeError(`the database wrote the time "${text}": its DateStyle has to be ISO`)
  return `${day}T${time}.${fraction.padEnd(3, '0')}Z`
}
