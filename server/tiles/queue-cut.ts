// What long queues of the desk and their tiles are cut from: every live report as officers see it, and as everybody does for whose regions end before it.
// Pure; queue-worker.ts runs it in a thread of its own. Nothing of it ever enters the thread of the public tiles.
import { type Case, MOST_AT_ONCE, type StageRule } from '../domain/case.ts'
import type { ReportFeature } from '../domain/contract.ts'
import { nameOfFilters, noFilters, wanted, wordsOf } from '../domain/filters.ts'
import { type KeptQueue, keepQueue, placeIn } from '../domain/kept-queue.ts'
import { may, type Officer } from '../domain/permissions.ts'
import {
  type Counts,
  countsOf,
  type Item,
  isInPart,
  isListed,
  isStanding,
  isUndecided,
  type Part,
  type Queued,
  type Tab,
  tabCountsOf,
} from '../domain/queue.ts'
import type { QueuePart } from '../domain/told.ts'
import type { News } from './board-answers.ts'
import { type Crowds, crowdsOf, tileOf } from './tile-layers.ts'

export type QueueRow = Queued & {
  properties: Pick<ReportFeature['properties'], 'number' | 'version' | 'drill'>
  lng: number
  lat: number
  /** What words are looked for in, in small letters. */
  said: string
}
/** `everybody` null: only who may look there sees it at all; 'same': everybody is told the same. */
export type QueueRows = { id: string; officer: QueueRow; everybody: QueueRow | 'same' | null }

/** What has changed beside the reports: cases, closed ones too, and citizens by incident, null where it is gone. */
export type BesideQueue = {
  cases: Case[]
  rules: StageRule[]
  citizens: [incident: string, citizens: number | null][]
}

/** `sight`: officers with the same see the same, but for what is their own. */
export type AskedQueue = Part & { sight: string; officer: Officer; drill: boolean }

/** A line as it is told: which reports are in it, the first of them. */
export type Line = Omit<Item, 'reports'> & { reports: string[]; place: number }
/** The generation of the tiles, and what is in them: they are not cut anew where nothing that they show has changed. */
export type QueueList = Omit<QueuePart, 'lines' | 'named' | 'cursor'> & { lines: Line[]; named: Line[] }
/** `from`: so many lines come before; `names`: of cases, incidents or reports. */
export type QueuePage = { from: number; limit: number; names: string[] }

/** What makes the difference between two cuts: officers with the same rights share theirs. */
export const cutName = ({ tab, filters, agency, sight, drill, me }: AskedQueue): string =>
  JSON.stringify([tab, nameOfFilters(filters), agency, sight, drill, tab === 'mine' && me])

/** Reports that are told of one line; of a line that was asked for by name as many as can be decided at once. */
const TOLD = 5
/** Filters whose lists are kept until something changes. */
const MOST_CUTS = 12
/** Kept up to date for officers with the same rights: so many, and so long after one of them has asked, ms; the last always. */
const MOST_SIGHTS = 6
const KEPT_MS = 60_000
/** Filters whose crowds are kept: the tiles that desks hold. */
const MOST_DRAWN = 6
/** Tiles of more reports than these are cut anew after so long at the soonest, ms: what has come since stands on top of them. */
const MANY = 5_000
const DRAWN_MS = 4_000

type RowItem = Item<QueueRow>
type Sight = {
  drill: boolean
  isTheirs: (region: string | null) => boolean
  rows: Map<string, QueueRow>
  queue: KeptQueue<QueueRow>
  counts?: Counts | undefined
  /** By officer. */
  tabs: Map<string, Record<Tab, number>>
  /** When somebody has asked last, ms. */
  askedAt: number
}
type Stamp = { generation: string; cursor: string }
type Drawn = Stamp & { rows: Set<QueueRow>; cutAt: number; crowds?: Crowds }
type Cut = { items: RowItem[]; kept: number; drawn?: Drawn }

export function createQueues(nameOf: () => (place: { lng: number; lat: number }) => string | null) {
  const rows = new Map<string, QueueRows>()
  /** Of each row its own: where a secret report is told to be about, another name stands than where it is. */
  const names = new WeakMap<QueueRow, string>()
  const cases = new Map<string, Case>()
  const citizens = new Map<string, number>()
  const sights = new Map<string, Sight>()
  let rules: StageRule[] = []
  let now = 0
  let stamp: Stamp = { generation: '0', cursor: '0.0' }
  let cuts = new Map<string, Cut>()
  const drawns = new Map<string, Drawn>()

  function says(row: QueueRow, words: string[]): boolean {
    const known = names.get(row)
    const name = known ?? (nameOf()(row) ?? '').toLowerCase()
    if (known === undefined) names.set(row, name)
    return words.every(word => row.said.includes(word) || name.includes(word))
  }

  type Changed = { put: Iterable<QueueRows>; gone: string[]; cases: Iterable<Case>; incidents: string[] }

  /** Takes in what has changed of what these officers see. */
  function follow(sight: Sight, changed: Changed): void {
    const { drill, isTheirs, rows: seen, queue } = sight
    const isRecent = wanted(noFilters, now)
    const put: QueueRow[] = []
    const gone = changed.gone.filter(id => seen.delete(id))
    for (const { id, officer, everybody } of changed.put) {
      const { region, drill: isDrill } = officer.properties
      const row = isDrill !== drill ? null : isTheirs(region) || everybody === 'same' ? officer : everybody
      if (row && isRecent(row.properties)) {
        seen.set(id, row)
        put.push(row)
      } else if (seen.delete(id)) gone.push(id)
    }
    for (const [id, { properties }] of seen) if (!isRecent(properties) && seen.delete(id)) gone.push(id)
    const standing = (one: Case) =>
      one.closed === null && one.drill === drill && isTheirs(one.region) ? one : null
    queue.take({
      put,
      gone,
      cases: Array.from(changed.cases, one => [one.id, standing(one)] as const),
      incidents: changed.incidents,
      now,
    })
    if (put.length + gone.length > 0) sight.counts = undefined
    sight.tabs = new Map()
  }

  function sightOf({ sight, officer, drill }: AskedQueue): Sight {
    const key = `${sight} ${drill}`
    const known = sights.get(key)
    const made: Sight = known ?? {
      drill,
      isTheirs: region => may(officer, 'look', region ?? ''),
      rows: new Map(),
      queue: keepQueue({
        rules,
        citizensOf: incident => citizens.get(incident) ?? 0,
        order: bySeverity,
      }),
      tabs: new Map(),
      askedAt: now,
    }
    if (!known) follow(made, { put: rows.values(), gone: [], cases: cases.values(), incidents: [] })
    made.askedAt = now
    // The last to have asked stands last.
    sights.delete(key)
    sights.set(key, made)
    dropOldest(sights, MOST_SIGHTS)
    return made
  }

  function cutOf(asked: AskedQueue): Cut {
    const key = cutName(asked)
    const known = cuts.get(key)
    if (known) return known
    const words = wordsOf(asked.filters)
    const inPart = sightOf(asked).queue.items().filter(isInPart(asked))
    const items = inPart.filter(isListed<QueueRow>(asked, now, row => words.length === 0 || says(row, words)))
    const made: Cut = { items, kept: inPart.length - items.length }
    cuts.set(key, made)
    dropOldest(cuts, MOST_CUTS)
    return made
  }

  /** What is drawn of a cut: what stands already where it shows the same, or is not old yet. */
  function drawnOf(asked: AskedQueue): Drawn {
    const cut = cutOf(asked)
    if (cut.drawn) return cut.drawn
    const key = cutName(asked)
    const before = drawns.get(key)
    const isFresh = before && before.rows.size > MANY && now >= before.cutAt && now - before.cutAt < DRAWN_MS
    if (before && isDrawn(cut, before)) cut.drawn = { ...before, cursor: stamp.cursor }
    else cut.drawn = isFresh ? before : { ...stamp, rows: standingIn(cut), cutAt: now }
    drawns.delete(key)
    drawns.set(key, cut.drawn)
    dropOldest(drawns, MOST_DRAWN)
    return cut.drawn
  }

  return {
    /** What has come or changed since, and what has gone. */
    take(news: News<QueueRows, BesideQueue>) {
      for (const id of news.gone) rows.delete(id)
      for (const row of news.put) rows.set(row.id, row)
      for (const one of news.cases)
        if (one.closed === null) cases.set(one.id, one)
        else cases.delete(one.id)
      for (const [incident, count] of news.citizens)
        if (count === null) citizens.delete(incident)
        else citizens.set(incident, count)
      // A clock that was set back, or another table of deadlines: everything is looked at again.
      if (news.now < now || JSON.stringify(news.rules) !== JSON.stringify(rules)) sights.clear()
      now = news.now
      rules = news.rules
      stamp = { generation: news.generation, cursor: news.cursor }
      const incidents = news.citizens.map(([incident]) => incident)
      const last = [...sights.keys()].at(-1)
      for (const [key, sight] of sights)
        if (now - sight.askedAt > KEPT_MS && key !== last) sights.delete(key)
        else follow(sight, { put: news.put, gone: news.gone, cases: news.cases, incidents })
      cuts = new Map()
    },

    list(asked: AskedQueue, { from, limit, names }: QueuePage): QueueList {
      const sight = sightOf(asked)
      const cut = cutOf(asked)
      sight.counts ??= countsOf(sight.rows.values())
      const tabs = sight.tabs.get(asked.me) ?? tabCountsOf(sight.queue.items(), asked.me)
      sight.tabs.set(asked.me, tabs)
      const named = new Set(names.flatMap(name => sight.queue.find(name) ?? []))
      const incidents = new Set<string>()
      for (const item of cut.items) for (const incident of item.incidents) incidents.add(incident)
      const drawn = drawnOf(asked)
      return {
        total: cut.items.length,
        kept: cut.kept,
        tabs,
        counts: sight.counts,
        all: sight.rows.size,
        lines: cut.items.slice(from, from + limit).map((item, at) => lineOf(item, from + at, firstOf(item))),
        named: [...named].map(item => lineOf(item, placeIn(cut.items, item), toDecideOf(item, names))),
        incidents: incidents.size < citizens.size ? [...incidents] : null,
        generation: drawn.generation,
        drawn: drawn.cursor,
      }
    },

    /** The reports that the queue lists and the public can see too, each where this officer may know that it is. */
    tile(asked: AskedQueue, at: [number, number, number]): Uint8Array {
      const drawn = drawnOf(asked)
      drawn.crowds ??= crowdsOf(
        Array.from(drawn.rows, ({ properties, lng, lat }) => ({ ...properties, lng, lat })),
      )
      return tileOf(drawn.crowds, at)
    },
  }
}

function dropOldest(kept: Map<string, unknown>, most: number): void {
  const [oldest] = kept.keys()
  if (oldest !== undefined && kept.size > most) kept.delete(oldest)
}

function standingIn({ items }: Cut): Set<QueueRow> {
  const standing = new Set<QueueRow>()
  for (const { reports } of items) for (const row of reports) if (isStanding(row)) standing.add(row)
  return standing
}

/** Whether exactly what stands in a cut is drawn. */
function isDrawn({ items }: Cut, { rows }: Drawn): boolean {
  let count = 0
  for (const { reports } of items)
    for (const row of reports) {
      if (!isStanding(row)) continue
      if (!rows.has(row)) return false
      count++
    }
  return count === rows.size
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
const bySeverity = ({ properties: a }: QueueRow, { properties: b }: QueueRow): number =>
  b.level - a.level || (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1)
