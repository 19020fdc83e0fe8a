// All reports that somebody wants, a page at a time in the order in which they came in: each page a short query of its own, so that nothing of the
// database is held while a slow client reads, and memory stays flat.
import type { Queryable } from '../../db/connect.ts'
import { reportsAsOf } from '../../db/past.ts'
import { type Found, streamReports, type Wanted } from '../../db/report-search.ts'
import { rowOf } from '../domain/columns.ts'
import { type Condition, holds } from '../domain/condition.ts'
import { asStillSaid } from '../domain/past.ts'
import type { State } from '../domain/report.ts'
import { isPublic } from '../domain/state.ts'
import type { AudienceAt } from '../features/collection.ts'

export type Asked = {
  wanted: Wanted
  /** Decided on what is shown, so that nobody learns by asking what is not told. */
  condition?: Condition | undefined
  /** As they stood then; `states` and `level` are asked of that. */
  asOf?: Date | undefined
  states?: State[] | undefined
  level?: number | undefined
  /** The id of the last report that the client holds. */
  after?: string | undefined
}

/** What the log tells of is asked for so many at a time. */
const ASKED = 1_000

export async function* wantedReports(
  db: Queryable,
  { wanted, condition, asOf, states, level, after }: Asked,
  audienceAt: AudienceAt,
): AsyncGenerator<Found[]> {
  const all: Wanted = {
    ...wanted,
    ...(condition && { condition }),
    ...(asOf === undefined && { ...(states && { states }), ...(level !== undefined && { level }) }),
  }
  const behind = after === undefined ? undefined : { id: after, at: '', number: 0, level: 0 }
  const paging = { order: 'received', after: behind, ...(asOf && { size: ASKED }) } as const
  for await (const page of streamReports(db, all, paging)) {
    const then = asOf === undefined ? page : await asTheyStood(db, page, asOf)
    yield asOf === undefined && condition === undefined
      ? then
      : then.filter(
          report =>
            (asOf === undefined || (isAmong(states, report.state) && report.level >= (level ?? 0))) &&
            (condition === undefined || isShownTo(condition, report, audienceAt)),
        )
  }
}

const isAmong = (states: State[] | undefined, state: State) => states === undefined || states.includes(state)

function isShownTo(condition: Condition, report: Found, audienceAt: AudienceAt): boolean {
  const { row, point } = rowOf(report, report.incident, audienceAt(report.region), '')
  return holds(condition, { row, geometry: { type: 'Point', coordinates: point } }) === true
}

/**
 * As each report stood, and in which incident nobody can say. What was not public then is left out; what is not any more is not in the page. Words
 * and photos that were taken back or changed since do not come again, and what is secret now is told as such.
 */
async function asTheyStood(db: Queryable, page: Found[], asOf: Date): Promise<Found[]> {
  const changed = page.filter(({ version }) => version > 1).map(({ id }) => id)
  const told = await reportsAsOf(db, changed, asOf)
  return page.flatMap((now): Found[] => {
    const then = told.get(now.id) ?? now
    if (!isPublic(then)) return []
    const { title, area, changedAt, secret } = now
    return [
      { ...asStillSaid(then, now), title, area, changedAt, secret: secret || then.secret, incident: null },
    ]
  })
}
