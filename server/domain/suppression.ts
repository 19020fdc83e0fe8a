// Which counts of a table may be told. A group with fewer than `least` is hidden, and so are as many of its neighbours as it takes that no sum that is
// told, at whatever coarser level, gives it away: what is hidden of a sum is nothing or at least `least` reports, and two groups where the sum has two.
// It holds for one question at all its levels, not for the difference of two questions with different filters.

/** How a dimension's keys are told, from its own to the one in which all are one; `above`: the levels that are next coarser, by their place in the list. */
export type Levels = {
  keyOf: (key: string) => string
  above: number[]
  /** Groups whose own key is too coarse to be told at this level: they are counted and never shown. */
  isVague?: (key: string) => boolean
}[]

export type Group = { keys: string[]; count: number }

type Entry = {
  key: string
  /** Of any group in it: all of them have the same keys from this level on. */
  keys: string[]
  count: number
  hidden: boolean
}
type Table = { at: number[]; entries: Map<string, Entry>; parents: Parent[]; alone: Set<Entry> }
/** Entries of a table by the entry of a coarser one that they are parts of. */
type Parent = { lines: { whole: Entry; parts: Entry[] }[] }

const nameOf = (at: number[]) => at.join('.')

/** The groups that may be told, in the order in which they came, and the sum of all where that may be told. */
export function suppress<G extends Group>(
  groups: G[],
  dimensions: Levels[],
  least: number,
): { shown: G[]; total: number | null } {
  const tables = tablesOf(groups, dimensions)
  for (const table of tables.toReversed()) {
    for (const entry of table.entries.values()) {
      const isVague = dimensions.some((levels, nth) =>
        levels[table.at[nth] ?? 0]?.isVague?.(entry.keys[nth] ?? ''),
      )
      entry.hidden = isVague || (entry.count > 0 && entry.count < least)
    }
    for (const { lines } of table.parents)
      for (const { whole, parts } of lines) if (whole.hidden) for (const part of parts) part.hidden = true
    let isCovered = false
    while (!isCovered) isCovered = !table.parents.some(({ lines }) => cover(table, lines, least))
  }
  const [finest] = tables
  const top = tables.at(-1)
  const own = dimensions.map(() => 0)
  const [whole] = [...(top?.entries.values() ?? [])]
  return {
    shown: groups.filter(({ keys }) => !finest?.entries.get(keyAt(own, keys, dimensions))?.hidden),
    total: whole === undefined ? 0 : whole.hidden ? null : whole.count,
  }
}

/** The key of a group in a coarser table; no key holds what stands in between. */
const keyAt = (at: number[], keys: string[], dimensions: Levels[]): string =>
  dimensions.map((levels, nth) => levels[at[nth] ?? 0]?.keyOf(keys[nth] ?? '')).join(BETWEEN_KEYS)
const BETWEEN_KEYS = '\u0001'

/** Hides more where what is hidden of a sum that is told could be told from it. Answers whether it did. */
function cover(table: Table, lines: Parent['lines'], least: number): boolean {
  let changed = false
  for (const { whole, parts } of lines) {
    if (whole.hidden) continue
    const hidden = parts.filter(part => part.hidden)
    if (hidden.length === 0) continue
    let sum = hidden.reduce((total, { count }) => total + count, 0)
    let number = hidden.length
    // The smallest first; one that stands alone in another sum only where there is no other.
    const rest = parts
      .filter(part => !part.hidden)
      .sort(
        (a, b) => Number(table.alone.has(a)) - Number(table.alone.has(b)) || a.count - b.count || byKey(a, b),
      )
    for (const part of rest) {
      if (number >= 2 && sum >= least) break
      part.hidden = true
      changed = true
      sum += part.count
      number++
    }
  }
  return changed
}

const byKey = (a: Entry, b: Entry) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** All tables that could be asked for beside this one, each after those it is made of. */
function tablesOf(groups: Group[], dimensions: Levels[]): Table[] {
  const places = dimensions.reduce<number[][]>(
    (before, levels) => before.flatMap(at => levels.map((_, level) => [...at, level])),
    [[]],
  )
  const sum = (at: number[]) => at.reduce((total, level) => total + level, 0)
  places.sort((a, b) => sum(a) - sum(b))
  const tables = new Map<string, Table>()
  for (const at of places) {
    const finer = belowOf(at, dimensions)
      .map(below => tables.get(nameOf(below)))
      .find(Boolean)
    const entries = new Map<string, Entry>()
    for (const { keys, count } of finer ? finer.entries.values() : groups) {
      const key = keyAt(at, keys, dimensions)
      const known = entries.get(key)
      if (known) known.count += count
      else entries.set(key, { key, keys, count, hidden: false })
    }
    tables.set(nameOf(at), { at, entries, parents: [], alone: new Set() })
  }
  for (const table of tables.values())
    for (const above of aboveOf(table.at, dimensions)) {
      const coarser = tables.get(nameOf(above))
      if (!coarser) continue
      const lines = linesOf(table, coarser, dimensions)
      table.parents.push({ lines })
      for (const { parts } of lines) if (parts.length === 1) for (const part of parts) table.alone.add(part)
    }
  return [...tables.values()]
}

function linesOf(table: Table, coarser: Table, dimensions: Levels[]): Parent['lines'] {
  const lines = new Map<string, { whole: Entry; parts: Entry[] }>()
  for (const part of table.entries.values()) {
    const key = keyAt(coarser.at, part.keys, dimensions)
    const whole = coarser.entries.get(key)
    const line = lines.get(key)
    if (line) line.parts.push(part)
    else if (whole) lines.set(key, { whole, parts: [part] })
  }
  return [...lines.values()]
}

const aboveOf = (at: number[], dimensions: Levels[]): number[][] =>
  at.flatMap((level, nth) => (dimensions[nth]?.[level]?.above ?? []).map(above => at.with(nth, above)))

const belowOf = (at: number[], dimensions: Levels[]): number[][] =>
  at.flatMap((level, nth) =>
    (dimensions[nth] ?? []).flatMap(({ above }, below) =>
      above.includes(level) ? [at.with(nth, below)] : [],
    ),
  )
