// The board's last changes in their order, for those who come back: what they missed is told from here, as long as it is not too long ago.
import type { Entry } from '../../db/log.ts'
import { compareCursors, compareLapses, isLapse, lateId, placeOf, splitPlace } from '../domain/cursor.ts'
import type { Delta } from './delta.ts'

/** At least so many are kept, and at most twice as many. */
const KEPT = 20_000
/** What ended longer ago when its entry comes was told of by nobody as standing: an archive was imported, ms. */
const LATE_MS = 60_000

/** `standsAgain`: whether what a change took away has come back since. */
export function rememberChanges(standsAgain: (delta: Delta) => boolean) {
  let recent: Delta[] = []
  /** Everything after this place is in `recent`. */
  let from = '0.0@0'
  let late = 0

  return {
    /** Of an entry about what had ended before this board heard of it: another process may have shown it for a moment. */
    lateOf(entry: Entry, swept: number): Delta | undefined {
      const gone = goneBy(entry, placeOf(entry.cursor, { ms: swept, id: lateId(late + 1) }))
      const end = gone && 'before' in gone && gone.before && Date.parse(gone.before.expiresAt)
      if (!end || end > swept || end <= swept - LATE_MS || standsAgain(gone)) return undefined
      late++
      return gone
    },

    begin(place: string) {
      from = place
      recent = []
    },

    add(deltas: Delta[]) {
      for (const delta of deltas) recent.push(delta)
      if (recent.length <= 2 * KEPT) return
      from = recent[recent.length - KEPT - 1]?.cursor ?? from
      recent = recent.slice(-KEPT)
    },

    /**
     * Entries go by the log's cursor, and what has outlived its time by that time: another process may have seen it between other entries
     * (who comes from there may hear a second time that something is gone, and never of its being there).
     * Cursors and times both only rise from change to change, so the first that may be news is searched for by halves.
     */
    since(after: string, most = Number.POSITIVE_INFINITY): Delta[] | undefined {
      const { lapse } = splitPlace(after)
      if (compareCursors(after, from) < 0 || compareLapses(lapse, splitPlace(from).lapse) < 0)
        return undefined
      const isLater = ({ cursor }: Delta) => compareCursors(cursor, after) > 0
      const hasLapsed = ({ cursor }: Delta) => compareLapses(splitPlace(cursor).lapse, lapse) > 0
      const mayBeNews = (delta: Delta) => isLater(delta) || hasLapsed(delta)
      const isNews = (delta: Delta) =>
        isLapse(delta.cursor) ? mayBeNews(delta) && !standsAgain(delta) : isLater(delta)
      let [low, high] = [0, recent.length]
      while (low < high) {
        const middle = (low + high) >> 1
        const delta = recent[middle]
        if (delta && !mayBeNews(delta)) low = middle + 1
        else high = middle
      }
      const news: Delta[] = []
      for (let at = low; at < recent.length && news.length < most; at++) {
        const delta = recent[at]
        if (delta && isNews(delta)) news.push(delta)
      }
      return news
    },
  }
}

/** What there is to tell when time alone has ended what an entry is about. */
function goneBy(entry: Entry, cursor: string): Delta | undefined {
  switch (entry.kind) {
    case 'report': {
      const { incident: _, door: __, ...before } = entry.body
      const isStanding = ['unverified', 'verified', 'held'].includes(before.state)
      return isStanding ? { cursor, what: 'report-gone', before } : undefined
    }
    case 'incident':
      return { cursor, what: 'incident-gone', before: entry.body.incident, into: null }
    case 'warning':
      return entry.body.endedAt === null ? { cursor, what: 'warning-gone', before: entry.body } : undefined
    default:
      return undefined
  }
}
