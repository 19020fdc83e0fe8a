// More reports than a page should hold: the server cuts tiles of them and tells the first of the list, and what comes meanwhile stands on top of both
// until they have taken it in.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Filters } from '../../server/domain/filters.ts'
import type { LiveList } from '../../server/domain/told.ts'
import { bySeverity } from './ranked.ts'
import { matching } from './shown.ts'
import { followTold, hiddenOf, type Many, type News, textsOf } from './told.ts'

/** With more live reports than this the page holds only some. */
export const MOST = 5_000
/** Rows of the list that are asked for at a time. */
const PAGE = 100

type Given = {
  /** Whether the page holds only some of what it shows. */
  isPart: ReadonlySignal<boolean>
  /** Whether the live picture follows: what came before it did is in the next list. */
  isFollowed: ReadonlySignal<boolean>
  filters: ReadonlySignal<Filters>
  /** Steps on while nothing else happens. */
  moment: ReadonlySignal<number>
  isDrill: boolean
}

export function followMany({ isPart, isFollowed, filters, moment, isDrill }: Given) {
  const rows = signal(PAGE)
  const { told, unlisted, undrawn, drawn, readAgain, heed } = followTold<LiveList>({
    list: '/api/live',
    tiles: '/tiles/reports/{z}/{x}/{y}.mvt',
    query: computed(() =>
      isPart.value ? new URLSearchParams(textsOf(filters.value, isDrill)).toString() : null,
    ),
    page: computed(() => `limit=${rows.value}`),
    moment,
  })
  effect(() => {
    if (isFollowed.value && told.peek()) readAgain()
  })

  return {
    /** What is known of many; null where the page holds all that it shows, and until the server has told. */
    many: computed((): Many | null => {
      const known = told.value
      if (!known) return null
      const isWanted = matching(filters.value, moment.value)
      const wantedOf = (news: News) => [...news.values()].filter(report => report !== null).filter(isWanted)
      const added = wantedOf(unlisted.value)
      const listed = known.reports.filter(({ properties: { id } }) => !unlisted.value.has(id))
      return {
        total: known.count + added.filter(({ properties: { version } }) => version === 1).length,
        all: known.all,
        reports: [...listed, ...added].sort(bySeverity).slice(0, Math.max(known.reports.length, PAGE)),
        regarded: known.incidents && new Set(known.incidents),
        fresh: wantedOf(undrawn.value),
        tiles: { url: known.url, hidden: hiddenOf(undrawn.value) },
        more: () => {
          rows.value += PAGE
        },
        drawn,
      }
    }),
    heed,
  }
}
