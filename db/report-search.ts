// Public reports by what is asked of them, in pages that shift by nothing that arrives or changes in between. Every open interface that lists
// reports of any age asks here: OGC API, Open311, bulk files, feeds.

import type { Condition } from '../server/domain/condition.ts'
import type { HazardKey } from '../server/domain/hazards/index.ts'
import type { Bounds } from '../server/domain/regions/index.ts'
import type { Report, State } from '../server/domain/report.ts'
import { conditionSql, type Terms } from './condition-sql.ts'
import type { Queryable } from './connect.ts'
import { type Found, lastIn, PIECE, readPieces, reportsIn } from './report-rows.ts'

/** What is public of any age: what was dismissed, withdrawn or is held, only officers see. */
const publicStates: State[] = ['unverified', 'verified', 'resolved']

export type Wanted = {
  drill?: boolean
  states?: State[]
  /** When it was seen; both ends belong to it. */
  from?: Date
  to?: Date
  /** When it came in: later ones are left out, so that the same question has the same answer for ever (but for what was taken back). */
  receivedUntil?: Date
  hazards?: HazardKey[]
  /** 1 to 3, at least. */
  level?: number
  /** Region codes as an archive's tags or our own column have them. */
  regions?: string[]
  area?: string
  /** West, south, east, north in degrees; west above east crosses the antimeridian. */
  box?: Bounds
  numbers?: number[]
  ids?: string[]
  /** Those that may fulfil it: whoever shows them asks `holds` with what is shown. */
  condition?: Condition
}

/**
 * `newest`, `oldest`: by when it was seen. `received`: in the order in which they came in, for who wants each one once, and those to come.
 * The last four: by number or level, falling and rising.
 */
export type Order = 'newest' | 'oldest' | 'received' | 'last-number' | 'first-number' | 'worst' | 'mildest'

export type { Found }

/** Where a page ended. */
export type After = { at: string; number: number; id: string; level: number }

export const afterOf = ({ at, number, id, level }: Report): After => ({ at, number, id, level })

const orders: Record<Order, { by: string; after: string; keys: (after: After) => unknown[] }> = {
  newest: {
    by: 'at desc, number desc',
    after: '(at, number) < ($@::timestamptz, $@::bigint)',
    keys: ({ at, number }) => [at, number],
  },
  oldest: {
    by: 'at, number',
    after: '(at, number) > ($@::timestamptz, $@::bigint)',
    keys: ({ at, number }) => [at, number],
  },
  received: { by: 'id', after: 'id > $@::uuid', keys: ({ id }) => [id] },
  'last-number': { by: 'number desc', after: 'number < $@::bigint', keys: ({ number }) => [number] },
  'first-number': { by: 'number', after: 'number > $@::bigint', keys: ({ number }) => [number] },
  worst: {
    by: 'level desc, number desc',
    after: '(level, number) < ($@::smallint, $@::bigint)',
    keys: ({ level, number }) => [level, number],
  },
  mildest: {
    by: 'level, number',
    after: '(level, number) > ($@::smallint, $@::bigint)',
    keys: ({ level, number }) => [level, number],
  },
}

/** What a condition may ask of a report. A secret one shows neither words nor measures; contact details are taken out of words and titles. */
const tells = (column: string) =>
  `(secret or strpos(coalesce(${column}, ''), '@') > 0 or length(regexp_replace(coalesce(${column}, ''), '[^0-9]', '', 'g')) >= 9)`
export const reportTerms = {
  fields: {
    id: { sql: 'id', kind: 'uuid' },
    number: { sql: 'number', kind: 'integer' },
    hazard: { sql: 'hazard', kind: 'text' },
    level: { sql: 'level', kind: 'integer' },
    state: { sql: 'state', kind: 'text' },
    at: { sql: 'at', kind: 'time' },
    received_at: { sql: 'received_at', kind: 'time' },
    expires_at: { sql: 'expires_at', kind: 'time' },
    depth_cm: {
      sql: `(case when hazard = 'flood' and jsonb_typeof(answers->'depth') = 'number' then round((answers->>'depth')::numeric)::float8 end)`,
      kind: 'integer',
      unsure: 'secret',
    },
    words: { sql: 'words', kind: 'text', unsure: tells('words') },
    title: { sql: 'title', kind: 'text', unsure: tells('title') },
    region: { sql: `coalesce(tags->>'instance_region_code', region)`, kind: 'text', unsure: 'secret' },
    area: { sql: 'area', kind: 'text', unsure: 'secret' },
    placed_by: { sql: 'placed_by', kind: 'text' },
    source: { sql: 'source', kind: 'text' },
    partner: { sql: 'partner', kind: 'text' },
    about: { sql: 'about', kind: 'uuid' },
    incident: { sql: 'incident', kind: 'uuid' },
  },
  // A secret report is told to a hundredth of a degree: half of that in both directions.
  geometry: { sql: 'place::geometry', veil: 0.0072 },
} as const satisfies Terms

/** Only what is asked for stands in the query, so that the planner sees which index serves it. */
function conditions(wanted: Wanted) {
  const parts: string[] = []
  const values: unknown[] = []
  const add = (part: string, ...given: unknown[]) => {
    const slots = given.values()
    parts.push(part.replace(/\$@/g, () => `$${values.push(slots.next().value)}`))
  }
  add('drill = $@', wanted.drill ?? false)
  add('state = any($@)', wanted.states ?? publicStates)
  if (wanted.from) add('at >= $@', wanted.from)
  if (wanted.to) add('at <= $@', wanted.to)
  if (wanted.receivedUntil) add('received_at <= $@', wanted.receivedUntil)
  if (wanted.hazards) add('hazard = any($@)', wanted.hazards)
  if (wanted.level !== undefined) add('level >= $@', wanted.level)
  if (wanted.regions) add(`coalesce(tags->>'instance_region_code', region) = any($@)`, wanted.regions)
  if (wanted.area !== undefined) add('area = $@', wanted.area)
  if (wanted.numbers) add('number = any($@::bigint[])', wanted.numbers)
  if (wanted.ids) add('id = any($@::uuid[])', wanted.ids)
  if (wanted.box) {
    const [west, south, east, north] = wanted.box
    // The index knows boxes to single precision; the coordinates themselves decide at the edge.
    const inside = `(place::geometry && ST_MakeEnvelope($@, $@, $@, $@, 4326)
      and ST_X(place::geometry) between $@ and $@ and ST_Y(place::geometry) between $@ and $@)`
    const boxed = (from: number, to: number) => [from, south, to, north, from, to, south, north]
    if (west <= east) add(inside, ...boxed(west, east))
    else add(`(${inside} or ${inside})`, ...boxed(west, 180), ...boxed(-180, east))
  }
  const bind = (value: unknown) => `$${values.push(value)}`
  const asked = wanted.condition && conditionSql(wanted.condition, reportTerms, bind)
  if (asked) parts.push(asked.perhaps)
  return { parts, values, add, surely: asked?.surely === asked?.perhaps ? undefined : asked?.surely }
}

type Page = { order?: Order; after?: After | undefined; limit: number }

/** At most `limit` reports after where the last page ended. */
export async function pageOfReports(db: Queryable, wanted: Wanted, page: Page): Promise<Found[]> {
  return (await piecesOf(db, wanted, page, page.limit)).flatMap(reportsIn)
}

function piecesOf(
  db: Queryable,
  wanted: Wanted,
  { order = 'newest', after, limit }: Page,
  size: number,
): Promise<string[]> {
  const { parts, values, add } = conditions(wanted)
  const { by, after: behind, keys } = orders[order]
  if (after) add(behind, ...keys(after))
  const what = `where ${parts.join(' and ')} order by ${by} limit $${values.push(limit)}`
  return readPieces(db, what, values, size)
}

type Paging = { order?: Order; after?: After | undefined; page?: number }

/** All of them, a page at a time: memory stays flat however many there are. */
export async function* everyReport(
  db: Queryable,
  wanted: Wanted,
  { order = 'newest', after, page = 1_000 }: Paging = {},
): AsyncGenerator<Found[]> {
  for (let behind = after; ; ) {
    const reports = await pageOfReports(db, wanted, { order, after: behind, limit: page })
    if (reports.length > 0) yield reports
    const last = reports.at(-1)
    if (!last || reports.length < page) return
    behind = afterOf(last)
  }
}

/** Some 15 ms of this process' work. */
const AHEAD = 2_000

/** The same for who wants all of them: in pieces of `size`, and the next page is asked for while the last one is worked on. */
export async function* streamReports(
  db: Queryable,
  wanted: Wanted,
  { order = 'newest', after, size = PIECE }: { order?: Order; after?: After | undefined; size?: number } = {},
): AsyncGenerator<Found[]> {
  const read = (behind: After | undefined) => {
    const reading = piecesOf(db, wanted, { order, after: behind, limit: AHEAD }, size)
    // Whoever waits for it hears of its fault; whoever has left does not need to.
    reading.catch(() => undefined)
    return reading
  }
  for (let reading: Promise<string[]> | undefined = read(after); reading; ) {
    const pieces: string[] = await reading
    const last = pieces.length === Math.ceil(AHEAD / size) ? lastIn(pieces) : undefined
    reading = last && read(afterOf(last))
    for (const piece of pieces) yield reportsIn(piece)
  }
}

/** How many there are, where that is known without looking at more than so many. */
export async function countOfReports(
  db: Queryable,
  wanted: Wanted,
  isWanted: (report: Found) => boolean,
  most: { counted: number; looked: number },
): Promise<number | undefined> {
  const { parts, values, surely } = conditions(wanted)
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from
       (select from reports where ${[...parts, surely ?? 'true'].join(' and ')} limit ${most.counted + 1}) counted`,
    values,
  )
  const count = rows[0]?.count ?? 0
  if (count > most.counted) return undefined
  if (surely === undefined) return count
  const pieces = await readPieces(
    db,
    `where ${parts.join(' and ')} and not coalesce(${surely}, false) limit ${most.looked + 1}`,
    values,
  )
  const unsure = pieces.flatMap(reportsIn)
  if (unsure.length > most.looked) return undefined
  return count + unsure.filter(isWanted).length
}

/** Reports by hours since 1970 in UTC; hours without any are left out. */
export async function countsByHour(db: Queryable, wanted: Wanted): Promise<Map<number, number>> {
  const { parts, values } = conditions(wanted)
  const { rows } = await db.query<{ hour: number; count: number }>(
    `select floor(extract(epoch from at) / 3600)::bigint as hour, count(*) from reports where ${parts.join(' and ')} group by 1`,
    values,
  )
  return new Map(rows.map(({ hour, count }) => [hour, count]))
}
