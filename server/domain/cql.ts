// CQL2 text (OGC 21-065r2), read into a condition: comparisons, AND, OR, NOT, IS NULL, IN, BETWEEN, LIKE, CASEI, S_INTERSECTS and times of
// instants. Whoever writes one learns where it cannot be read and what was awaited there.
import type { Comparison, Condition, Kind, Literal } from './condition.ts'
import { readGeometry } from './cql-geometry.ts'
import { openTokens, type Unreadable, unquoted } from './cql-tokens.ts'
import { readTime } from './time-span.ts'

/** Deeper ones nobody writes by hand. */
const DEEPEST = 60
/** What the geometry of every collection may be called. */
const GEOMETRY = /^(geometry|geom|shape|the_geom)$/i

const COMPARISONS: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']
const turned: Record<Comparison, Comparison> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}
const NOTHING: Condition = { always: false }

/** `fields`: what may be asked, and of which kind it is. */
export function readCql(text: string, fields: Record<string, Kind>): Condition | { unreadable: Unreadable } {
  const tokens = openTokens(text)
  const { peek, isWord, isSign, skip, takeIf, sign, stop, listOf } = tokens

  function anyOf(depth: number): Condition {
    const parts = [allOf(depth)]
    while (takeIf(isWord('OR'))) parts.push(allOf(depth))
    return parts.length === 1 && parts[0] ? parts[0] : { any: parts }
  }

  function allOf(depth: number): Condition {
    const parts = [one(depth)]
    while (takeIf(isWord('AND'))) parts.push(one(depth))
    return parts.length === 1 && parts[0] ? parts[0] : { all: parts }
  }

  function one(depth: number): Condition {
    if (depth > DEEPEST) return stop('cql.too-deep', peek().at) ?? NOTHING
    if (takeIf(isWord('NOT'))) return { not: one(depth + 1) }
    if (takeIf(isSign('('))) {
      const inner = anyOf(depth + 1)
      sign(')')
      return inner
    }
    const word = peek().text.toUpperCase()
    if (peek().kind === 'word' && isSign('(', 1)) {
      if (word === 'S_INTERSECTS') return meets()
      if (word.startsWith('T_')) return temporal(word)
    }
    const isTruth = (word === 'TRUE' || word === 'FALSE') && peek().kind === 'word'
    if (isTruth && !COMPARISONS.includes(peek(1).text)) {
      skip()
      return { always: word === 'TRUE' }
    }
    return predicate()
  }

  function predicate(): Condition {
    const at = peek().at
    if (GEOMETRY.test(nameAt()) && isWord('IS', 1)) return located()
    if (!isField()) {
      const value = raw()
      const is = comparison()
      const right = field()
      if (!value || !is || !right) return NOTHING
      return compared(right, turned[is], value)
    }
    const left = field()
    if (!left) return NOTHING
    const { name, folded } = left
    if (takeIf(isWord('IS'))) {
      const isNegated = takeIf(isWord('NOT'))
      if (!takeIf(isWord('NULL'))) stop('cql.awaited-null', peek().at)
      const missing: Condition = { field: name, missing: true }
      return isNegated ? { not: missing } : missing
    }
    const isNegated = takeIf(isWord('NOT'))
    const found = member(left)
    if (found) return isNegated ? { not: found } : found
    if (isNegated) return stop('cql.awaited-member', peek().at) ?? NOTHING
    const is = comparison()
    const value = is && raw()
    if (!is || !value) return NOTHING
    if (GEOMETRY.test(name)) return stop('cql.field-unknown', at) ?? NOTHING
    return compared({ name, folded }, is, value)
  }

  /** Everything that is told lies somewhere. */
  function located(): Condition {
    skip(2)
    const always = takeIf(isWord('NOT'))
    if (!takeIf(isWord('NULL'))) stop('cql.awaited-null', peek().at)
    return { always }
  }

  /** LIKE, IN or BETWEEN, where one of them comes next. */
  function member({ name, folded }: Named): Condition | undefined {
    const isFolding = isWord('ILIKE')
    if (takeIf(isFolding || isWord('LIKE'))) {
      const at = peek().at
      const pattern = raw()
      if (!pattern) return NOTHING
      if (fields[name] !== 'text' || typeof pattern.value !== 'string')
        return stop('cql.awaited-text', at) ?? NOTHING
      return { field: name, like: pattern.value, ...((folded || isFolding) && { folded: true }) }
    }
    if (takeIf(isWord('IN'))) {
      const values = listOf(raw)
      if (fields[name] === 'time') return { any: values.map(value => compared({ name }, '=', value)) }
      const oneOf = values.flatMap(value => fitted(name, value)?.from ?? [])
      return { field: name, oneOf, ...(folded && { folded: true }) }
    }
    if (takeIf(isWord('BETWEEN'))) {
      const low = raw()
      if (!takeIf(isWord('AND'))) stop('cql.awaited-and', peek().at)
      const high = raw()
      if (!low || !high) return NOTHING
      return { all: [compared({ name }, '>=', low), compared({ name }, '<=', high)] }
    }
    return undefined
  }

  type Named = { name: string; folded?: boolean }
  type Value = { value: Literal; at: number; folded?: boolean; isTime?: boolean }

  /** A day is all of its moments. */
  function compared({ name, folded }: Named, is: Comparison, value: Value): Condition {
    const fitting = fitted(name, value)
    if (!fitting) return NOTHING
    const { from, to } = fitting
    const ask = (how: Comparison, what: Literal): Condition => ({
      field: name,
      is: how,
      value: what,
      ...((folded || value.folded) && { folded: true }),
    })
    if (from === to) return ask(is, from)
    if (is === '=') return { all: [ask('>=', from), ask('<=', to)] }
    if (is === '<>') return { any: [ask('<', from), ask('>', to)] }
    return ask(is, is === '<' || is === '>=' ? from : to)
  }

  function fitted(name: string, { value, at }: Value): { from: Literal; to: Literal } | undefined {
    const kind = fields[name]
    if (kind === 'time') {
      const time = typeof value === 'string' ? readTime(value) : undefined
      return time ?? stop('cql.awaited-time', at)
    }
    const isFitting =
      kind === 'text'
        ? typeof value === 'string'
        : kind === 'boolean'
          ? typeof value === 'boolean'
          : typeof value === 'number'
    if (isFitting) return { from: value, to: value }
    return stop(
      kind === 'text' ? 'cql.awaited-text' : kind === 'boolean' ? 'cql.awaited-truth' : 'cql.awaited-number',
      at,
    )
  }

  const isField = () =>
    peek().kind === 'name' ||
    (isWord('CASEI') && (peek(2).kind === 'name' || peek(2).kind === 'word')) ||
    (peek().kind === 'word' && !isSign('(', 1) && !/^(TRUE|FALSE)$/i.test(peek().text))

  function field(): Named | undefined {
    if (isWord('CASEI') && isSign('(', 1)) {
      skip(2)
      const inner = field()
      sign(')')
      return inner && { ...inner, folded: true }
    }
    const { kind, text: written, at } = peek()
    if (kind !== 'name' && kind !== 'word') return stop('cql.awaited-field', at)
    skip()
    const name = kind === 'name' ? written.slice(1, -1).replaceAll('""', '"') : written
    return Object.hasOwn(fields, name) ? { name } : stop('cql.field-unknown', at)
  }

  function comparison(): Comparison | undefined {
    const { text: is, at } = peek()
    if (!COMPARISONS.includes(is)) return stop('cql.awaited-comparison', at)
    skip()
    return is as Comparison
  }

  function raw(): Value | undefined {
    const { kind, text: written, at } = peek()
    skip()
    if (kind === 'number') return { value: Number(written), at }
    if (kind === 'text') return { value: unquoted(written), at }
    const word = written.toUpperCase()
    if (kind === 'word' && (word === 'TRUE' || word === 'FALSE')) return { value: word === 'TRUE', at }
    if (kind === 'word' && ['TIMESTAMP', 'DATE', 'CASEI'].includes(word) && isSign('(')) {
      skip()
      const inner = raw()
      sign(')')
      return inner && { ...inner, at, ...(word === 'CASEI' && { folded: true }) }
    }
    skip(-1)
    return stop('cql.awaited-value', at)
  }

  /** Of instants; `p` the field. An interval is open at an end that is `..`. */
  function temporal(word: string): Condition {
    const at = peek().at
    skip(2)
    const left = field()
    if (left && fields[left.name] !== 'time') stop('cql.awaited-time', at)
    sign(',')
    const [from, to] = span()
    sign(')')
    if (!left) return NOTHING
    const ask = (is: Comparison, value: string | undefined): Condition[] =>
      value === undefined ? [] : [{ field: left.name, is, value }]
    switch (word) {
      case 'T_AFTER':
        return { all: to === undefined ? [NOTHING] : ask('>', to) }
      case 'T_BEFORE':
        return { all: from === undefined ? [NOTHING] : ask('<', from) }
      case 'T_DURING':
        return { all: [...ask('>', from), ...ask('<', to)] }
      case 'T_INTERSECTS':
        return { all: [...ask('>=', from), ...ask('<=', to)] }
      case 'T_EQUALS':
        return { all: from === to ? ask('=', from) : [NOTHING] }
      default:
        return stop('cql.function-unknown', at) ?? NOTHING
    }
  }

  function span(): [from: string | undefined, to: string | undefined] {
    const endOf = (side: 'from' | 'to') => {
      const value = raw()
      if (!value || value.value === '..') return undefined
      const time = typeof value.value === 'string' ? readTime(value.value) : undefined
      return time ? time[side] : stop('cql.awaited-time', value.at)
    }
    if (isWord('INTERVAL') && isSign('(', 1)) {
      skip(2)
      const from = endOf('from')
      sign(',')
      const to = endOf('to')
      sign(')')
      return [from, to]
    }
    const value = raw()
    const time = typeof value?.value === 'string' ? readTime(value.value) : undefined
    if (value && !time) stop('cql.awaited-time', value.at)
    return [time?.from, time?.to]
  }

  function meets(): Condition {
    skip(2)
    const isFirst = GEOMETRY.test(nameAt())
    if (isFirst) skip()
    if (isFirst) sign(',')
    const found = readGeometry(tokens)
    if (!isFirst) {
      sign(',')
      if (!GEOMETRY.test(nameAt())) stop('cql.awaited-geometry', peek().at)
      skip()
    }
    sign(')')
    return found ?? NOTHING
  }

  const nameAt = () => peek().text.replaceAll('"', '')

  const condition = anyOf(0)
  if (peek().kind !== 'end') stop('cql.left-over', peek().at)
  const unreadable = tokens.fault()
  return unreadable ? { unreadable } : condition
}
