// What a socket is shown when it begins to watch: what it has missed since its cursor, or else what stands in view, page by page where it asks so.
import { isTakenUp } from '../domain/case.ts'
import { type More, type Seen, toFeature, type Watch } from '../domain/contract.ts'
import type { Viewer } from '../sign-in/viewer.ts'
import type { Board } from './board.ts'
import { concerns, inView, toChange } from './watching.ts'

/** Reports, the most severe, for who asks tiles and lists for the rest. */
const PART = 200

/** `rest`: the ids of reports in view that are told when it asks for more. */
export function firstSeen(
  board: Board,
  watch: Watch,
  viewer: Viewer,
  now: Date,
): { seen: Seen; rest: string[] } {
  const head = { cursor: board.place, now: now.toISOString() }
  const missed = watch.cursor === undefined ? undefined : board.since(watch.cursor)
  if (missed) {
    const changes = missed
      .filter(delta => concerns(delta, watch, viewer))
      .flatMap(delta => toChange(board, delta, viewer) ?? [])
    return { seen: { ...head, whole: false, changes }, rest: [] }
  }
  const { reports: all, others } = inView(board, watch, viewer)
  const isPart = watch.most !== undefined && all.length > watch.most
  const reports = all.slice(0, isPart ? PART : watch.page)
  return {
    seen: {
      ...head,
      whole: true,
      reports: reports.map(report =>
        toFeature(report, board.incidentOf(report.id), viewer.audienceAt(report.region)),
      ),
      ...(watch.page !== undefined && { left: all.length - reports.length }),
      ...others,
      ...(isPart && { isPart, ...(others.cases && { cases: others.cases.filter(isTakenUp) }) }),
    },
    rest: isPart ? [] : all.slice(reports.length).map(({ id }) => id),
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
    const report = board.reports.get(id) ?? board.held.get(id)
    const audience = report && viewer.audienceAt(report.region)
    if (!report || !audience || (report.state === 'held' && audience !== 'officer')) return []
    return toFeature(report, board.incidentOf(id), audience)
  })
  return { more: { reports, left: rest.length }, rest }
}
