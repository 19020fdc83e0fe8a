// Reports read by the thousand: a page comes from the database as one text, with ASCII's own separators between rows and columns. A value a column
// costs a program four times as much, most of it in objects that are thrown away at once.

import type { HazardKey } from '../server/domain/hazards/index.ts'
import type { Report } from '../server/domain/report.ts'
import type { Queryable } from './connect.ts'

const [NOTHING, ROW, COLUMN] = ['\x1d', '\x1e', '\x1f']
/** None of the three says anything in what people write: they are left out there. */
const written = (column: string) => `translate(${column}, E'\\x1d\\x1e\\x1f', '')`
const perhaps = (value: string) => `coalesce(${value}, E'\\x1d')`

const parts = [
  'id',
  'number',
  'version',
  'hazard',
  'answers',
  'level',
  ...['at', 'received_at', 'expires_at'].map(time => `${time} at time zone 'UTC'`),
  'ST_X(place::geometry)',
  'ST_Y(place::geometry)',
  'placed_by',
  ...['exactness::text', 'region', written('area')].map(perhaps),
  written('words'),
  perhaps(written('title')),
  `array_to_string(photos, '/')`,
  ...['source', 'partner', 'tags::text'].map(column => perhaps(written(column))),
  ...['points::text', 'flag::text'].map(perhaps),
  'state',
  perhaps('about::text'),
  'drill',
  'secret',
  perhaps('incident::text'),
  `greatest(changed_at, received_at) at time zone 'UTC'`,
]

/** In order; `what` stands behind `from reports`. Read by `reportsIn` when they are needed: a text is no burden until then. */
export async function readPieces(
  db: Queryable,
  what: string,
  values: unknown[],
  size = PIECE,
): Promise<string[]> {
  const { rows } = await db.query<{ piece: string }>(
    `select string_agg(row, E'\\x1e' order by nth) as piece
     from (
       select row, row_number() over () - 1 as nth
       from (select concat_ws(E'\\x1f', ${parts.join(', ')}) as row from reports ${what}) as sorted
     ) as numbered
     group by nth / ${Math.floor(size)} order by min(nth)`,
    values,
  )
  return rows.map(({ piece }) => piece)
}

/**
 * Page by page from a cursor, within the transaction that the client has open; for who wants all of many and begins with nothing. Row by row, so that
 * what is kept of a report does not keep the others' text.
 */
export async function* readRows(
  client: Queryable,
  what: string,
  values: unknown[],
  size = PAGE,
): AsyncGenerator<{ report: Report; incident: string | null }[]> {
  await client.query(
    `declare rows no scroll cursor for select concat_ws(E'\\x1f', ${parts.join(', ')}) as row from reports ${what}`,
    values,
  )
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${Math.floor(size)} from rows`)
    if (rows.length > 0) yield rows.map(({ row }) => placedOf(row.split(COLUMN)))
    if (rows.length < size) break
  }
  await client.query('close rows')
}

const PAGE = 2_000

/** So many reports are a few dozen kilobytes: what is made of them is thrown away before the heap has to grow for it. */
export const PIECE = 100

export const reportsIn = (piece: string): Found[] => piece.split(ROW).map(foundOf)

/** The last one in a page, without reading all of it. */
export function lastIn(pieces: string[]): Found | undefined {
  const piece = pieces.at(-1)
  return piece === undefined ? undefined : foundOf(piece.slice(piece.lastIndexOf(ROW) + 1))
}

/** `incident`: where it belongs, if it does. `changedAt`: when it came, or was changed last. */
export type Found = Report & { incident: string | null; changedAt: string }

function foundOf(row: string): Found {
  const columns = row.split(COLUMN)
  const { report, incident } = placedOf(columns)
  return Object.assign(report, { incident, changedAt: instant(columns.at(-1)) })
}

function placedOf([
  id = '',
  number,
  version,
  hazard,
  answers = '',
  level,
  at,
  receivedAt,
  expiresAt,
  lng,
  lat,
  placedBy,
  exactness,
  region,
  area,
  words = '',
  title,
  photos,
  source = '',
  partner,
  tags,
  points,
  flag,
  state,
  about,
  drill,
  secret,
  incident,
]: string[]): { report: Report; incident: string | null } {
  const report: Report = {
    id,
    number: Number(number),
    version: Number(version),
    hazard: hazard as HazardKey,
    answers: JSON.parse(answers),
    level: Number(level) as Report['level'],
    at: instant(at),
    receivedAt: instant(receivedAt),
    expiresAt: instant(expiresAt),
    place: { lng: Number(lng), lat: Number(lat) },
    placedBy: placedBy as Report['placedBy'],
    exactness: exactness === NOTHING ? null : Number(exactness),
    region: maybe(region),
    area: maybe(area),
    words,
    title: maybe(title),
    photos: photos ? photos.split('/') : [],
    source,
    partner: maybe(partner),
    tags: tags === NOTHING || tags === undefined ? null : JSON.parse(tags),
    points: points === NOTHING ? null : Number(points),
    flag: flag === NOTHING ? null : flag === 'true',
    state: state as Report['state'],
    about: maybe(about),
    drill: drill === 't',
    secret: secret === 't',
  }
  return { report, incident: maybe(incident) }
}

const maybe = (value: string | undefined) => (value === NOTHING || value === undefined ? null : value)

/** `2026-02-24 01:00:00.12`, as the database writes it, to ISO 8601 with milliseconds: a Date each would cost more than all the rest. */
function instant(text = ''): string {
  if (text[4] !== '-' || text[10] !== ' ' || text[16] !== ':')
    throw new RangeError(`the database wrote the time "${text}": its DateStyle has to be ISO`)
  const [day, time] = [text.slice(0, 10), text.slice(11, 23)]
  return time.length === 12
    ? `${day}T${time}Z`
    : `${day}T${time.slice(0, 8)}.${time.slice(9).padEnd(3, '0')}Z`
}
