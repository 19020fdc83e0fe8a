// The queue where there are more reports than the desk should hold: the server tells the lines in sight, those that are open or chosen, and tiles for
// the map; what has come or was decided here since is folded in by the desk's own rules until the server has taken it in.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Case, StageRule } from '../../server/domain/case.ts'
import type { ReportFeature } from '../../server/domain/contract.ts'
import {
  byRank,
  type Counts,
  type Item,
  isCall,
  isInPart,
  isListed,
  isStanding,
  itemsOf,
  type Part,
} from '../../server/domain/queue.ts'
import type { Placed, QueuePart } from '../../server/domain/told.ts'
import { bySeverity } from '../map/ranked.ts'
import { saying } from '../map/shown.ts'
import type { Many } from '../map/told.ts'
import { followTold, hiddenOf, type News, textsOf } from '../map/told.ts'
import type { Picture } from '../picture.ts'

/** Lines that are asked for at a time, and how many of them come before the first in sight. */
const PAGE = 100
const BEFORE = 25
/** Lines that are asked for by name at most. */
const MOST_NAMES = 100

export type Long = Pick<QueuePart, 'total' | 'kept' | 'tabs' | 'counts'> & {
  /** Lines that are known by their places in the queue, and whatever else is known. */
  placed: ReadonlyMap<number, Item>
  items: Item[]
  reports: ReadonlyMap<string, ReportFeature>
  /** Incidents on the map; null: all. */
  incidents: ReadonlySet<string> | null
  many: Many
}

type Given = {
  isPart: ReadonlySignal<boolean>
  /** Whether the live picture follows: what came before it did is in the next list. */
  isFollowed: ReadonlySignal<boolean>
  isDrill: boolean
  part: ReadonlySignal<Part>
  /** What is open or chosen: its line is wanted wherever it stands. */
  names: ReadonlySignal<string[]>
  picture: ReadonlySignal<Picture>
  rules: ReadonlySignal<StageRule[]>
  /** Decided at this desk. */
  decided: ReadonlySignal<ReadonlyMap<string, ReportFeature>>
  moment: ReadonlySignal<number>
}

export function followQueue({
  isPart,
  isFollowed,
  isDrill,
  part,
  names,
  picture,
  rules,
  decided,
  moment,
}: Given) {
  const from = signal(0)
  const query = computed(() => {
    if (!isPart.value) return null
    const { tab, filters, agency } = part.value
    return new URLSearchParams({
      ...textsOf(filters, isDrill),
      ...(tab !== 'all' && { tab }),
      ...(agency !== null && { agency }),
    }).toString()
  })
  const { told, unlisted, undrawn, readAgain, drawn, heed } = followTold<QueuePart>({
    list: '/api/desk/queue',
    tiles: '/api/desk/queue/tiles/{z}/{x}/{y}.mvt',
    query,
    page: computed(() => `from=${from.value}&limit=${PAGE}`),
    more: () => (names.peek().length > 0 ? `&names=${names.peek().slice(0, MOST_NAMES)}` : ''),
    moment,
  })

  const long = computed((): Long | null => {
    const known = told.value
    if (!known) return null
    const items = mergedOf(known, {
      news: unlisted.value,
      decided: decided.value,
      picture: picture.value,
      rules: rules.value,
      now: moment.value,
    })
    const { placed, total } = placedOf(known, items, part.value, moment.value)
    const reports = new Map(
      items.flatMap(({ reports }) => reports.map(report => [report.properties.id, report] as const)),
    )
    const listed = new Set([...placed.values()].flatMap(({ reports }) => reports))
    const fresh = [...undrawn.value.values()].filter(
      report =>
        report !== null && isStanding(report) && listed.has(reports.get(report.properties.id) ?? report),
    )
    return {
      total,
      kept: known.kept,
      tabs: known.tabs,
      counts: countsWith(known.counts, decided.value),
      placed,
      items,
      reports,
      incidents: known.incidents && new Set(known.incidents),
      many: {
        total,
        all: known.all,
        reports: [],
        regarded: null,
        more: () => undefined,
        fresh: fresh as ReportFeature[],
        tiles: { url: known.url, hidden: hiddenOf(undrawn.value) },
        drawn,
      },
    }
  })

  effect(() => {
    if (isFollowed.value && long.peek()) readAgain()
  })

  /** What is open and not known, or only in part, is asked for. */
  effect(() => {
    const wanted = names.value
    const now = long.peek()
    if (now && wanted.some(name => !isKnown(now, name))) readAgain()
  })

  return {
    long,
    heed,
    /** These lines are in sight. */
    seek(first: number, end: number): void {
      const at = from.peek()
      if (first < at || end > at + PAGE) from.value = Math.max(0, first - BEFORE)
    },
  }
}

const isKnown = ({ items }: Long, name: string) =>
  items.some(
    ({ key, reports, count }) =>
      (key === name && reports.length === count) || reports.some(({ properties: { id } }) => id === name),
  )

type Since = {
  news: News
  decided: ReadonlyMap<string, ReportFeature>
  picture: Picture
  rules: StageRule[]
  now: number
}

/** `told`: as the server told it; undefined where it has changed since. */
type Merged = Item & { told?: Placed }

/** What was told, with what has happened since: lines that are known whole are made anew, of the others only what is urgent changes. */
function mergedOf(known: QueuePart, { news, decided, picture, rules, now }: Since): Merged[] {
  const lines = new Map([...known.lines, ...known.named].map(line => [line.key, line]))
  const isWhole = ({ reports, count }: Placed) => reports.length === count
  const whole = [...lines.values()].filter(isWhole)
  const toldIn = new Map(
    whole.flatMap(line => line.reports.map(({ properties: { id } }) => [id, line] as const)),
  )
  const reports = new Map(
    whole.flatMap(line => line.reports.map(report => [report.properties.id, report] as const)),
  )
  for (const [id, report] of news)
    if (report) reports.set(id, report)
    else reports.delete(id)
  for (const [id, report] of decided) {
    const other = reports.get(id) ?? picture.reports.get(id)
    if (!other || other.properties.version <= report.properties.version) reports.set(id, report)
  }
  const cases = casesOf(picture, lines, reports)
  const made = itemsOf({
    reports: [...reports.values()].sort(bySeverity),
    cases: cases.values(),
    citizensOf: id => picture.incidents.get(id)?.properties.citizens ?? 0,
    rules,
    now,
  })
  const fresh = made.flatMap((item): Merged[] => {
    const line = lines.get(item.key)
    if (line && !isWhole(line)) return []
    if (line && isSame(line, item)) return [{ ...line, told: line }]
    if (line || item.reports.some(({ properties: { id } }) => toldIn.has(id))) return [item]
    // A group of which only the news is known stands elsewhere in the queue, unless somebody calls for help.
    return item.reports.length > 0 && (!item.isGroup || item.rescue) ? [item] : []
  })
  const caseOf = casesByMember(cases.values())
  const partly = [...lines.values()]
    .filter(line => !isWhole(line))
    .map(line => patched(line, made.find(({ key }) => key === line.key)?.reports ?? [], caseOf(line)))
  return [...fresh, ...partly]
}

/** Of what is known here: the lines bring their own, and the live picture, where thousands may change, those that are newer. */
function casesOf(
  picture: Picture,
  lines: ReadonlyMap<string, Placed>,
  reports: ReadonlyMap<string, ReportFeature>,
): Map<string, Case> {
  const known = new Map<string, Case>()
  for (const { case: own } of lines.values()) if (own) known.set(own.id, own)
  const incidents = new Set(Array.from(reports.values(), ({ properties }) => properties.incident))
  const isKnown = ({ id, incidents: own, reports: alone }: Case) =>
    lines.has(id) ||
    alone.some(member => reports.has(member)) ||
    own.some(member => incidents.has(member) || lines.has(member))
  for (const one of picture.cases.values())
    if (isKnown(one) && (known.get(one.id)?.version ?? 0) <= one.version) known.set(one.id, one)
  return known
}

/** Whether nothing has happened to a line since it was told. */
const isSame = (line: Placed, item: Item): boolean =>
  line.version === item.version &&
  line.reports.length === item.reports.length &&
  item.reports.every(report => line.reports.includes(report))

function casesByMember(cases: Iterable<Case>): (line: Item) => Case | null {
  const byMember = new Map<string, Case>()
  for (const one of cases)
    if (one.closed === null) for (const member of [one.id, ...one.incidents]) byMember.set(member, one)
  return line => byMember.get(line.key) ?? null
}

function patched(line: Placed, news: ReportFeature[], own: Case | null): Merged {
  const isNews = new Set(news.map(({ properties: { id } }) => id))
  const added = news.filter(({ properties: { version } }) => version === 1).length
  const isTouched = news.length > 0 || (own?.version ?? 0) > line.version
  return {
    ...line,
    ...(own && own.version > line.version && caseWith(line, own)),
    reports: [...news, ...line.reports.filter(({ properties: { id } }) => !isNews.has(id))],
    count: line.count + added,
    rescue: line.rescue || news.some(isCall),
    ...(!isTouched && { told: line }),
  }
}

const caseWith = ({ key, stage }: Item, own: Case) => ({
  key: own.incidents.includes(key) ? own.id : key,
  on: { case: own.id },
  case: own,
  version: own.version,
  escalated: own.escalated,
  stage: own.stage === 'checked' || own.stage === 'resolved' ? stage : own.stage,
})

/** Where each known line stands. Among the lines of the page the desk puts what has changed in order itself; the others stand where they were told. */
function placedOf(
  { lines, named, total }: QueuePart,
  items: Merged[],
  part: Part,
  now: number,
): { placed: Map<number, Item>; total: number } {
  const [first] = lines
  const from = first?.place ?? 0
  const last = lines.at(-1)
  const isOnPage = (place: number) => place >= from && place < from + lines.length
  const isTold = new Set([...lines, ...named].map(({ key }) => key))
  const mayList = (item: Merged) =>
    item.told
      ? item.told.place >= 0
      : isInPart(part)(item) && isListed<ReportFeature>(part, now, saying(part.filters))(item)
  const isHere = (item: Merged) => {
    if (item.told) return isOnPage(item.told.place)
    if (isTold.has(item.key) && !lines.some(({ key }) => key === item.key)) return false
    const isBefore = first !== undefined && from > 0 && byRank(item, first) < 0
    const isAfter = last !== undefined && from + lines.length < total && byRank(item, last) > 0
    return !isBefore && !isAfter
  }
  const page = items.filter(item => isHere(item) && mayList(item)).sort(byRank)
  const placed = new Map<number, Item>(page.map((item, at) => [from + at, item]))
  for (const { key, place } of named)
    if (place >= 0 && !isOnPage(place)) {
      const item = items.find(each => each.key === key)
      if (item) placed.set(place, item)
    }
  return { placed, total: total - lines.length + page.length }
}

/** The server knows nothing of what has left its live picture; what was decided here is shown until the page is left. */
function countsWith(counts: Counts, decided: ReadonlyMap<string, ReportFeature>): Counts {
  const states = { ...counts.states }
  for (const report of decided.values()) {
    const { state } = report.properties
    if (state === 'dismissed' || state === 'resolved') states[state]++
  }
  return { ...counts, states }
}
