// What long queues of the desk and their tiles are cut from: every live report as officers see it, and as everybody does for whose regions end before it.
// Pure; queue-worker.ts runs it in a thread of its own. Nothing of it ever enters the thread of the public tiles.
import { type Case, MOST_AT_ONCE, type StageRule } from './domain/case.ts'
import type { ReportFeature } from './domain/contract.ts'
import { nameOfFilters, noFilters, wanted, wordsOf } from './domain/filters.ts'
import { may, type Officer } from './domain/permissions.ts'
import {
  type Counts,
  countsOf,
  type Item,
  isInPart,
  isListed,
  isStanding,
  isUndecided,
  itemsOf,
  type Part,
  type Queued,
  type Tab,
  tabCountsOf,
} from './domain/queue.ts'
import { type Crowds, crowdsOf, tileOf } from './tile-layers.ts'

export type QueueRow = Queued & {
  properties: Pick<ReportFeature['properties'], 'number' | 'version' | 'drill'>
  lng: number
  lat: number
  /** What words are looked for in, in small letters. */
  said: string
}
/** `everybody` null: only who may look there sees it at all. */
export type QueueRows = { id: string; officer: QueueRow; everybody: QueueRow | null }

/** What stands beside the reports. */
export type BesideQueue = {
  cases: Case[]
  rules: StageRule[]
  /** Citizens by incident. */
  citizens: Map<string, number>
}

/** `sight`: officers with the same see the same, but for what is their own. */
export type AskedQueue = Part & { sight: string; officer: Officer; drill: boolean }

/** A line as it is told: which reports are in it, the first of them. */
export type Line = Omit<Item, 'reports'> & { reports: string[]; place: number }
export type QueueList = {
  total: number
  /** Lines of this part that the filters keep back. */
  kept: number
  tabs: Record<Tab, number>
  counts: Counts
  all: number
  lines: Line[]
  /** What was asked for by name, listed or not (`place` −1). */
  named: Line[]
  /** Incidents on the map; null: all. */
  incidents: string[] | null
}
/** `from`: so many lines come before; `names`: of cases, incidents or reports. */
export type QueuePage = { from: number; limit: number; names: string[] }

/** What makes the difference between two cuts: officers with the same rights share theirs. */
export const cutName = ({ tab, filters, agency, sight, drill, me }: AskedQueue): string =>
  JSON.stringify([tab, nameOfFilters(filters), agency, sight, drill, tab === 'mine' && me])

/** Reports that are told of one line; of a line that was asked for by name as many as can be decided at once. */
const TOLD = 5
/** Filters whose lists are kept until something changes. */
const MOST_CUTS = 12

type RowItem = Item<QueueRow>
type Sight = {
  rows: QueueRow[]
  items: RowItem[]
  counts: Counts
  /** The line of each report, incident and case; made when a name is first asked for. */
  byName?: Map<string, RowItem>
  /** By officer. */
  tabs: Map<string, Record<Tab, number>>
}
type Cut = {
  items: RowItem[]
  kept: number
  places: Map<string, number>
  drawn?: { rows: QueueRow[]; crowds: Crowds }
}

export function createQueues(nameOf: () => (place: { lng: number; lat: number }) => string | null) {
  const rows = new Map<string, QueueRows>()
  /** Of each row its own: where a secret report is told to be about, another name stands than where it is. */
  const names = new WeakMap<QueueRow, string>()
  let ranked: QueueRows[] = []
  let beside: BesideQueue = { cases: [], rules: [], citizens: new Map() }
  let now = 0
  let sights = new Map<string, Sight>()
  let cuts = new Map<string, Cut>()
  let old = cuts

  function says(row: QueueRow, words: string[]): boolean {
    const known = names.get(row)
    const name = known ?? (nameOf()(row) ?? '').toLowerCase()
    if (known === undefined) names.set(row, name)
    return words.every(word => row.said.includes(word) || name.includes(word))
  }

  function sightOf({ sight, officer, drill }: AskedQueue): Sight {
    const key = `${sight} ${drill}`
    const known = sights.get(key)
    if (known) return known
    const isTheirs = (region: string | null) => may(officer, 'look', region ?? '')
    const isRecent = wanted(noFilters, now)
    const seen = ranked.flatMap(({ officer: whole, everybody }) => {
      const { region, drill: isDrill } = whole.properties
      const row = isDrill !== drill ? null : isTheirs(region) ? whole : everybody
      return row && isRecent(row.properties) ? [row] : []
    })
    const items = itemsOf({
      reports: seen,
      cases: beside.cases.filter(one => one.drill === drill && isTheirs(one.region)),
      citizensOf: incident => beside.citizens.get(incident) ?? 0,
      rules: beside.rules,
      now,
    })
    const made: Sight = { rows: seen, items, counts: countsOf(seen), tabs: new Map() }
    sights.set(key, made)
    return made
  }

  function cutOf(asked: AskedQueue): Cut {
    const key = cutName(asked)
    const known = cuts.get(key)
    if (known) return known
    const words = wordsOf(asked.filters)
    const inPart = sightOf(asked).items.filter(isInPart(asked))
    const items = inPart.filter(isListed<QueueRow>(asked, now, row => words.length === 0 || says(row, words)))
    const made: Cut = {
      items,
      kept: inPart.length - items.length,
      places: new Map(items.map(({ key }, place) => [key, place])),
    }
    cuts.set(key, made)
    const [oldest] = cuts.keys()
    if (oldest !== undefined && cuts.size > MOST_CUTS) cuts.delete(oldest)
    return made
  }

  return {
    /** What has come or changed since, and what has gone. */
    take(news: { put: QueueRows[]; gone: string[]; beside: BesideQueue; now: number }) {
      for (const id of news.gone) rows.delete(id)
      for (const row of news.put) rows.set(row.id, row)
      now = news.now
      beside = news.beside
      if (news.put.length + news.gone.length > 0) {
        const changed = new Set(news.put.map(({ id }) => id))
        ranked = ranked.filter(row => rows.get(row.id) === row && !changed.has(row.id))
        // Nearly in order already, which is what sorting is quick with.
        ranked = [...ranked, ...[...changed].map(id => rows.get(id) as QueueRows)].sort(bySeverity)
      }
      sights = new Map()
      old = cuts
      cuts = new Map()
    },

    list(asked: AskedQueue, { from, limit, names }: QueuePage): QueueList {
      const sight = sightOf(asked)
      const cut = cutOf(asked)
      const { counts, rows, items } = sight
      const tabs = sight.tabs.get(asked.me) ?? tabCountsOf(items, asked.me)
      sight.tabs.set(asked.me, tabs)
      if (names.length > 0) sight.byName ??= linesByName(items)
      const named = new Set(names.flatMap(name => sight.byName?.get(name) ?? []))
      const incidents = new Set(cut.items.flatMap(({ incidents }) => incidents))
      return {
        total: cut.items.length,
        kept: cut.kept,
        tabs,
        counts,
        all: rows.length,
        lines: cut.items.slice(from, from + limit).map((item, at) => lineOf(item, from + at, firstOf(item))),
        named: [...named].map(item => lineOf(item, cut.places.get(item.key) ?? -1, toDecideOf(item, names))),
        incidents: incidents.size < beside.citizens.size ? [...incidents] : null,
      }
    },

    /** The reports that the queue lists and the public can see too, each where this officer may know that it is. */
    tile(asked: AskedQueue, at: [number, number, number]): Uint8Array {
      const cut = cutOf(asked)
      cut.drawn ??= drawnOf(cut, sightOf(asked), old.get(cutName(asked)))
      return tileOf(cut.drawn.crowds, at)
    },
  }
}

function linesByName(items: RowItem[]): Map<string, RowItem> {
  const byName = new Map<string, RowItem>()
  for (const item of items) {
    byName.set(item.key, item)
    for (const incident of item.incidents) byName.set(incident, item)
    for (const { properties } of item.reports) byName.set(properties.id, item)
  }
  return byName
}

/** Where nothing that is drawn has changed, the crowds stand as they are. */
function drawnOf({ items }: Cut, sight: Sight, before: Cut | undefined): Required<Cut>['drawn'] {
  const listed = new Set(items.flatMap(({ reports }) => reports))
  const rows = sight.rows.filter(row => isStanding(row) && listed.has(row))
  const known = before?.drawn
  if (known?.rows.length === rows.length && rows.every((row, at) => row === known.rows[at])) return known
  return { rows, crowds: crowdsOf(rows.map(({ properties, lng, lat }) => ({ ...properties, lng, lat }))) }
}

const lineOf = ({ reports: _, ...item }: RowItem, place: number, told: QueueRow[]): Line => ({
  ...item,
  reports: told.map(({ properties }) => properties.id),
  place,
})

const firstOf = ({ reports }: RowItem): QueueRow[] => reports.slice(0, TOLD)

/** Of more than can be told: what was asked for by its own name, then what nobody has decided yet. */
function toDecideOf({ reports }: RowItem, names: string[]): QueueRow[] {
  if (reports.length <= MOST_AT_ONCE) return reports
  const isNamed = ({ properties: { id } }: QueueRow) => names.includes(id)
  const first = [...reports.filter(isNamed), ...reports.filter(isUndecided).slice(0, MOST_AT_ONCE)]
  return [...new Set([...first, ...reports.slice(0, MOST_AT_ONCE)])].slice(0, MOST_AT_ONCE)
}

/** Times are ISO 8601 in UTC to the millisecond: their letters are in order. */
function bySeverity({ officer: { properties: a } }: QueueRows, { officer: { properties: b } }: QueueRows) {
  return b.level - a.level || (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1)
}
