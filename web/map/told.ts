// What the server tells of more than a page should hold: a list by the page, tiles of the same, and what has come since, which stands on top of both
// until they have taken it in.
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Change, ReportFeature } from '../../server/domain/contract.ts'
import { compareCursors } from '../../server/domain/cursor.ts'
import type { Filters } from '../../server/domain/filters.ts'
import { ask } from '../api.ts'

/** Lists and tiles are asked for again at most so often while reports come in, ms; and after a failure. */
const AGAIN_MS = 1_000
const FAILED_MS = 3_000
/** Typing is faster than the server answers, and so is a hand that scrolls, ms. */
const SETTLE_MS = 150
const TURN_MS = 30
/** What comes in one moment is drawn together, ms. */
const TOGETHER_MS = 100
/** News that is kept on top at most: a map that does not draw must not gather it for ever. */
const MOST_NEWS = 5_000

/** `hidden`: reports that stand elsewhere, otherwise, or no longer. */
type Tiles = { url: string; hidden: readonly string[] }
/** More reports than the page holds, as it shows them. */
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

/** Of what is told: everything up to `cursor` is in it, and in the tiles of the same generation, or there everything up to `drawn`. */
type Stamp = { cursor: string; generation: string; drawn?: string }
/** null: gone. */
export type News = ReadonlyMap<string, ReportFeature | null>

type Given = {
  /** The list's address, and the tiles'. */
  list: string
  tiles: string
  /** What is asked of both; null: nothing, for the page holds everything. */
  query: ReadonlySignal<string | null>
  /** What is asked of the list alone; and what is added to it when it is asked. */
  page: ReadonlySignal<string>
  more?: () => string
  /** Steps on while nothing else happens. */
  moment: ReadonlySignal<number>
}

export function followTold<Answer extends Stamp>({ list, tiles, query, page, more, moment }: Given) {
  const told = signal<(Answer & { url: string }) | null>(null)
  const news = new Map<string, { cursor: string; report: ReportFeature | null }>()
  const newsAt = signal(0)
  /** Everything up to here is in the tiles that are drawn. */
  const drawnUntil = signal('0.0')
  const cursors = new Map<string, string>()
  let drawnUrl = ''
  let asked: string | null = null
  let turn = 0
  let askedAt = 0
  let waiting: ReturnType<typeof setTimeout> | undefined
  let gathering: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    const now = query.peek()
    clearTimeout(waiting)
    waiting = undefined
    if (now === null) return
    const own = ++turn
    asked = now
    askedAt = Date.now()
    const answer = await ask<Answer>(`${list}?${now}&${page.peek()}${more?.() ?? ''}`)
    if (own !== turn) return
    if (!('found' in answer))
      return readIn(Math.max(FAILED_MS, 1_000 * (('problem' in answer && answer.problem.seconds) || 0)))
    const url = `${location.origin}${tiles}?${now}&v=${answer.found.generation}`
    cursors.set(url, answer.found.drawn ?? answer.found.cursor)
    batch(() => {
      told.value = { ...answer.found, url }
      // The map holds these tiles already, and more is known to be in them.
      if (url === drawnUrl) drawn(url)
    })
    // It was answered of a moment ago: what has come since is asked for until it is in it.
    if ([...news.values()].some(({ cursor }) => isAfter(cursor, answer.found.cursor))) readIn(AGAIN_MS)
  }

  function readIn(ms: number): void {
    waiting ??= setTimeout(() => void read(), ms)
  }

  effect(() => {
    clearTimeout(waiting)
    waiting = undefined
    void page.value
    if (query.value === null) {
      turn++
      told.value = null
    } else readIn(!told.peek() ? 0 : query.value === asked ? TURN_MS : SETTLE_MS)
  })
  effect(() => {
    if (moment.value > 0 && told.peek()) readIn(AGAIN_MS)
  })

  const since = (cursor: string): News =>
    new Map([...news].flatMap(([id, one]) => (isAfter(one.cursor, cursor) ? [[id, one.report]] : [])))

  /** The map has drawn these tiles. */
  function drawn(url: string): void {
    const until = cursors.get(url)
    if (until === undefined) return
    drawnUrl = url
    for (const other of cursors.keys()) if (other !== url && other !== told.peek()?.url) cursors.delete(other)
    for (const [id, { cursor }] of news) if (!isAfter(cursor, until)) news.delete(id)
    drawnUntil.value = until
  }

  return {
    told: told as ReadonlySignal<(Answer & { url: string }) | null>,
    /** What the list does not know yet, and what no drawn tile does. */
    unlisted: computed((): News => (newsAt.value < 0 || !told.value ? new Map() : since(told.value.cursor))),
    undrawn: computed((): News => (newsAt.value < 0 ? new Map() : since(drawnUntil.value))),
    /** Asks for the list again, soon. */
    readAgain: () => readIn(TURN_MS),
    drawn,
    /** Each change as it comes. */
    heed(change: Change, cursor: string): void {
      if (query.peek() === null) return
      if (change.what === 'report') news.set(change.feature.properties.id, { cursor, report: change.feature })
      else if (change.what === 'gone' && change.kind === 'report')
        news.set(change.id, { cursor, report: null })
      else if (change.what !== 'case' && change.what !== 'incident') return
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

/** Of the undrawn those that stand in the tiles as they were. */
export const hiddenOf = (undrawn: News): string[] =>
  [...undrawn].filter(([, report]) => report === null || report.properties.version > 1).map(([id]) => id)

const isAfter = (cursor: string, other: string) => compareCursors(cursor, other) > 0

/** Filters as the server's lists and tiles read them. */
export const textsOf = (
  { hazards, hours, levels = [], states = [], words = '', region, area }: Filters,
  drill: boolean,
): Record<string, string> => ({
  ...(hazards.length > 0 && { hazard: hazards.join(',') }),
  hours: String(hours),
  ...(levels.length > 0 && { level: levels.join(',') }),
  ...(states.length > 0 && { state: states.join(',') }),
  ...(words.trim() && { words: words.trim() }),
  ...(region && { region }),
  ...(area && { area: area.id }),
  ...(drill && { drill: '1' }),
})
