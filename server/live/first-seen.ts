// What a socket is shown when it begins to watch: what it has missed since its cursor, or else what stands in view, page by page where it asks so.
import { isTakenUp } from '../domain/case.ts'
import { type More, type Seen, toFeature, type Watch } from '../domain/contract.ts'
import type { Report } from '../domain/report.ts'
import type { Viewer } from '../sign-in/viewer.ts'
import type { Board } from './board.ts'
import { concerns, othersInView, reportFor, reportsInView, sees, toChange } from './watching.ts'

/** Reports, the most severe, for who asks tiles and lists for the rest. */
const PART = 200
/** Which they are is found out once in so long for all who watch the same, ms; what is told of them is as they stand now. */
const PART_MS = 1_000
/** Different views whose parts are known. */
const MOST_PARTS = 50

/** `isPart`: only the most severe of more than are wanted. `looked`: reports that had to be looked at for it. */
type Picture = { reports: Report[]; count: number; isPart: boolean; looked: number }
type Part = { ids: string[]; count: number; until: number }

/** Time is measured by a clock that nobody sets, ms. */
export function openFirstSeen(board: Board, clock = () => performance.now()) {
  const parts = new Map<string, Part>()

  function picture(watch: Watch, viewer: Viewer): Picture {
    const { most = Number.POSITIVE_INFINITY, drill = false, hazards, region, box } = watch
    const name = box ? undefined : JSON.stringify([viewer.key, drill, hazards, region])
    const known = name === undefined ? undefined : parts.get(name)
    if (known && known.until > clock() && known.count > most) {
      const reports = known.ids.flatMap(id => {
        const report = reportFor(board, viewer, id)
        return report && sees(watch, report, viewer) ? report : []
      })
      return { reports, count: known.count, isPart: true, looked: PART }
    }
    const all = reportsInView(board, watch, viewer)
    const count = all.length
    if (count <= most) return { reports: all, count, isPart: false, looked: count }
    const reports = all.slice(0, PART)
    if (parts.size >= MOST_PARTS) parts.clear()
    if (name !== undefined)
      parts.set(name, { ids: reports.map(({ id }) => id), count, until: clock() + PART_MS })
    return { reports, count, isPart: true, looked: count }
  }

  /** `rest`: the ids of reports in view that are told when it asks for more. */
  return function firstSeen(
    watch: Watch,
    viewer: Viewer,
    now: Date,
  ): { seen: Seen; rest: string[]; looked: number } {
    const head = { cursor: board.place, now: now.toISOString() }
    const missed = watch.cursor === undefined ? undefined : board.since(watch.cursor)
    if (missed) {
      const changes = missed
        .filter(delta => concerns(delta, watch, viewer))
        .flatMap(delta => toChange(board, delta, viewer) ?? [])
      return { seen: { ...head, whole: false, changes }, rest: [], looked: changes.length }
    }
    const { reports: all, count, isPart, looked } = picture(watch, viewer)
    const others = othersInView(board, watch, viewer)
    const reports = isPart ? all : all.slice(0, watch.page)
    return {
      seen: {
        ...head,
        whole: true,
        reports: reports.map(report =>
          toFeature(report, board.incidentOf(report.id), viewer.audienceAt(report.region)),
        ),
        ...(watch.page !== undefined && { left: count - reports.length }),
        ...others,
        ...(isPart && { isPart, ...(others.cases && { cases: others.cases.filter(isTakenUp) }) }),
      },
      rest: isPart ? [] : all.slice(reports.length).map(({ id }) => id),
      looked,
    }
  }
}

/** The next of them. What has left the board since is told of by changes already, and so is what has come to it. */
export function nextSeen(
  board: Board,
  { page }: Watch,
  viewer: Viewer,
  ids: string[],
): { more: More; rest: string[] } {
  const next = ids.slice(0, page)
  const rest = ids.slice(next.length)
  const reports = next.flatMap(id => {
    const report = reportFor(board, viewer, id)
    return report ? toFeature(report, board.incidentOf(id), viewer.audienceAt(report.region)) : []
  })
  return { more: { reports, left: rest.length }, rest }
}
