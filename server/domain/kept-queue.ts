// The desk's queue kept line by line: what changes makes its own lines anew and moves them, and all others stay as they are and where they are.
// At every moment it is the very queue that domain/queue.ts makes of everything at once. Pure.
import { type Case, isOverdue, type StageRule } from './case.ts'
import { byRank, type Group, type Item, itemOf, type Queued, ruleOfNew } from './queue.ts'

type Given<Report> = {
  rules: readonly StageRule[]
  citizensOf: (incident: string) => number
  /** The worst and latest first. */
  order: (a: Report, b: Report) => number
}

/** `incidents`: those whose citizens are other ones now; null: the case stands no longer. */
export type QueueNews<Report> = {
  put: Iterable<Report>
  gone: Iterable<string>
  cases: Iterable<readonly [id: string, standing: Case | null]>
  incidents: Iterable<string>
  now: number
}

export type KeptQueue<Report extends Queued> = ReturnType<typeof keepQueue<Report>>

export function keepQueue<Report extends Queued>({ rules, citizensOf, order }: Given<Report>) {
  const groups = new Map<string, Group<Report>>()
  const itemBy = new Map<string, Item<Report>>()
  /** The line that a report is in. */
  const keyOf = new Map<string, string>()
  const cases = new Map<string, Case>()
  const caseOf = new Map<string, Case>()
  const rule = ruleOfNew(rules)
  let items: Item<Report>[] = []

  const keyWith = (name: string) => keyOf.get(name) ?? caseOf.get(name)?.id ?? name

  function take({ put, gone, cases: changed, incidents, now }: QueueNews<Report>): void {
    /** Lines that are made anew, and the reports that are put into lines again. */
    const anew = new Set<string>()
    const loose = new Map<string, Report>()
    const touched = new Map<string, Group<Report>>()

    function dissolve(key: string): void {
      const group = groups.get(key)
      if (!group) return
      groups.delete(key)
      anew.add(key)
      for (const report of group.reports) loose.set(report.properties.id, report)
    }

    const news = [...changed]
    for (const [id, next] of news) {
      anew.add(id)
      for (const name of [id, ...membersOf(cases.get(id)), ...membersOf(next)]) dissolve(keyWith(name))
    }
    for (const [id] of news) {
      for (const member of membersOf(cases.get(id))) if (caseOf.get(member)?.id === id) caseOf.delete(member)
      cases.delete(id)
    }
    for (const [id, next] of news) {
      if (next) cases.set(id, next)
      for (const member of membersOf(next)) if (next) caseOf.set(member, next)
    }
    for (const incident of incidents) dissolve(keyWith(incident))
    for (const item of items) if (item.isOverdue !== isOverdue(item.due, now)) dissolve(item.key)
    for (const id of gone) {
      dissolve(keyWith(id))
      loose.delete(id)
      keyOf.delete(id)
    }
    for (const report of put) {
      const { id } = report.properties
      const before = keyOf.get(id)
      if (before !== undefined) dissolve(before)
      loose.set(id, report)
    }

    for (const report of loose.values()) {
      const { id, incident } = report.properties
      const own = caseOf.get(id) ?? (incident === null ? undefined : caseOf.get(incident))
      const key = own?.id ?? incident ?? id
      // A list of its own: who still has the line as it was keeps it so.
      const group = touched.get(key) ?? {
        case: own ?? null,
        incident,
        reports: [...(groups.get(key)?.reports ?? [])],
      }
      group.reports.push(report)
      touched.set(key, group)
      keyOf.set(id, key)
    }
    // Work that is not done stays, also when its reports have left the map.
    for (const key of anew) {
      const own = cases.get(key)
      if (!own || own.stage === 'resolved' || groups.has(key) || touched.has(key)) continue
      touched.set(key, { case: own, incident: null, reports: [] })
    }

    for (const key of touched.keys()) anew.add(key)
    if (anew.size === 0) return
    for (const key of anew) itemBy.delete(key)
    const made = [...touched].map(([key, group]) => {
      group.reports.sort(order)
      groups.set(key, group)
      const item = itemOf(key, group, { citizensOf, rule, now })
      itemBy.set(key, item)
      return item
    })
    items = merged(
      items.filter(({ key }) => !anew.has(key)),
      made.sort(byRank),
    )
  }

  return {
    take,
    /** The most urgent first. */
    items: (): readonly Item<Report>[] => items,
    /** The line of a report, an incident or a case. */
    find: (name: string): Item<Report> | undefined => itemBy.get(keyWith(name)),
  }
}

const membersOf = (one: Case | null | undefined) => (one ? [...one.incidents, ...one.reports] : [])

/** Two lists that are in order as one. */
function merged<One extends Item<Queued>>(some: One[], more: One[]): One[] {
  if (some.length === 0) return more
  const all: One[] = []
  let at = 0
  for (const one of some) {
    for (let next = more[at]; next && byRank(next, one) < 0; next = more[++at]) all.push(next)
    all.push(one)
  }
  return [...all, ...more.slice(at)]
}

/** Where a line stands among those that are in order; −1: nowhere. */
export function placeIn(items: readonly Item<Queued>[], item: Item<Queued>): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = items[middle]
    if (other && other.key !== item.key && byRank(other, item) < 0) low = middle + 1
    else high = middle
  }
  return items[low]?.key === item.key ? low : -1
}
