// More reports than a page should hold: the server cuts tiles of them and tells the first of the list, and what comes meanwhile stands on top of both
// until they have taken it in.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Change, ReportFeature } from '../../server/domain/contract.ts'
import { compareCursors } from '../../server/domain/cursor.ts'
import type { Filters } from '../../server/domain/filters.ts'
import { ask } from '../api.ts'
import { bySeverity } from './ranked.ts'
import { matching } from './shown.ts'

/** With more live reports than this the page holds only some. */
export const MOST = 5_000
/** Rows of the list that are asked for at a time. */
const PAGE = 100
/** Lists and tiles are asked for again at most so often while reports come in, ms; and after a failure. */
const AGAIN_MS = 1_000
const FAILED_MS = 3_000
/** Typing is faster than the server answers, ms. */
const SETTLE_MS = 150
/** What comes in one moment is drawn together, ms. */
const TOGETHER_MS = 100
/** News that is kept on top at most: a map that does not draw must not gather it for ever. */
const MOST_NEWS = 5_000

/** `hidden`: reports that stand elsewhere, otherwise, or no longer. */
type Tiles = { url: string; hidden: readonly string[] }

export type Many = {
  /** Under the filters, and without them. */
  total: number
  all: number
  /** What no tile holds yet. */
  fresh: ReportFeature[]
  tiles: Tiles
  /** Incidents that have a report among them, where only those are wanted. */
  regarded: ReadonlySet<string> | null
  reports: ReportFeature[]
  more: () => void
  /** The map has drawn these tiles. */
  drawn: (url: string) => void
}

type Told = {
  url: string
  count: number
  all: number
  reports: ReportFeature[]
  incidents: string[] | null
  cursor: string
  generation: string
}

type News = { cursor: string; report: ReportFeature | null }

type Given = {
  /** Whether the page holds only some of what it shows. */
  isPart: ReadonlySignal<boolean>
  filters: ReadonlySignal<Filters>
  /** Steps on while nothing else happens. */
  moment: ReadonlySignal<number>
  isDrill: boolean
}

export function followMany({ isPart, filters, moment, isDrill }: Given) {
  const told = signal<Told | null>(null)
  const rows = signal(PAGE)
  const news = new Map<string, News>()
  const newsAt = signal(0)
  /** Everything up to here is in the tiles that are drawn. */
  const drawnUntil = signal('0.0')
  const cursors = new Map<string, string>()
  const query = computed(() => (isPart.value ? queryOf(filters.value, isDrill) : null))
  let turn = 0
  let askedAt = 0
  let waiting: ReturnType<typeof setTimeout> | undefined
  let gathering: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    const asked = query.peek()
    clearTimeout(waiting)
    waiting = undefined
    if (asked === null) return
    const own = ++turn
    askedAt = Date.now()
    const answer = await ask<Omit<Told, 'url'>>(`/api/live?${asked}&limit=${rows.peek()}`)
    if (own !== turn) return
    if (!('found' in answer))
      return readIn(Math.max(FAILED_MS, 1_000 * (('problem' in answer && answer.problem.seconds) || 0)))
    const url = `${location.origin}/tiles/reports/{z}/{x}/{y}.mvt?${asked}&v=${answer.found.generation}`
    cursors.set(url, answer.found.cursor)
    told.value = { ...answer.found, url }
  }

  function readIn(ms: number): void {
    waiting ??= setTimeout(() => void read(), ms)
  }

  effect(() => {
    clearTimeout(waiting)
    waiting = undefined
    if (query.value === null || rows.value === 0) {
      turn++
      told.value = null
    } else readIn(told.peek() ? SETTLE_MS : 0)
  })
  effect(() => {
    if (moment.value > 0 && told.peek()) readIn(AGAIN_MS)
  })

  function drawn(url: string): void {
    const until = cursors.get(url)
    if (until === undefined) return
    for (const other of cursors.keys()) if (other !== url && other !== told.peek()?.url) cursors.delete(other)
    for (const [id, { cursor }] of news) if (!isAfter(cursor, until)) news.delete(id)
    drawnUntil.value = until
  }

  return {
    /** What is known of many; null where the page holds all that it shows, and until the server has told. */
    many: computed((): Many | null => {
      const known = told.value
      if (!known || newsAt.value < 0) return null
      const isWanted = matching(filters.value, moment.value)
      const unlisted = [...news].filter(([, { cursor }]) => isAfter(cursor, known.cursor))
      const undrawn = [...news].filter(([, { cursor }]) => isAfter(cursor, drawnUntil.value))
      const wantedOf = (some: [string, News][]) =>
        some.flatMap(([, { report }]) => (report && isWanted(report) ? [report] : []))
      const added = wantedOf(unlisted)
      const isNew = new Set(unlisted.map(([id]) => id))
      const reports = [...known.reports.filter(({ properties: { id } }) => !isNew.has(id)), ...added]
      return {
        total: known.count + added.filter(({ properties: { version } }) => version === 1).length,
        all: known.all,
        reports: reports.sort(bySeverity).slice(0, Math.max(known.reports.length, PAGE)),
        regarded: known.incidents && new Set(known.incidents),
        fresh: wantedOf(undrawn),
        tiles: {
          url: known.url,
          hidden: undrawn
            .filter(([, { report }]) => report === null || report.properties.version > 1)
            .map(([id]) => id),
        },
        more: () => {
          rows.value += PAGE
        },
        drawn,
      }
    }),
    heed(change: Change, cursor: string): void {
      if (!isPart.peek()) return
      if (change.what === 'report') news.set(change.feature.properties.id, { cursor, report: change.feature })
      else if (change.what === 'gone' && change.kind === 'report')
        news.set(change.id, { cursor, report: null })
      else return
      const [oldest] = news.keys()
      if (oldest !== undefined && news.size > MOST_NEWS) news.delete(oldest)
      readIn(Math.max(0, AGAIN_MS - (Date.now() - askedAt)))
      if (gathering === undefined)
        gathering = setTimeout(() => {
          gathering = undefined
          newsAt.value++
        }, TOGETHER_MS)
    },
  }
}

const isAfter = (cursor: string, other: string) => compareCursors(cursor, other) > 0

function queryOf(
  { hazards, hours, levels = [], states = [], words = '', region, area }: Filters,
  drill: boolean,
): string {
  return new URLSearchParams({
    ...(hazards.length > 0 && { hazard: hazards.join(',') }),
    hours: String(hours),
    ...(levels.length > 0 && { level: levels.join(',') }),
    ...(states.length > 0 && { state: states.join(',') }),
    ...(words.trim() && { words: words.trim() }),
    ...(region && { region }),
    ...(area && { area: area.id }),
    ...(drill && { drill: '1' }),
  }).toString()
}
