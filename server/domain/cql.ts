// CQL2 text (OGC 21-065r2), read into a condition: comparisons, AND, OR, NOT, IS NULL, IN, BETWEEN, LIKE, CASEI, S_INTERSECTS and times of
// instants. Whoever writes one learns where it cannot be read and what was awaited there.
import type { Position } from 'geojson'
import type { Comparison, Condition, Kind, Literal } from './condition.ts'
import type { MessageKey } from './messages/index.ts'
import { readTime } from './time-span.ts'

/** `position` counts letters from 1. */
export type Unreadable = { position: number; reason: MessageKey; near: string }

/** Longer or deeper ones nobody writes by hand. */
const LONGEST = 8_000
const DEEPEST = 60
/** What the geometry of every collection may be called. */
const GEOMETRY = /^(geometry|geom|shape|the_geom)$/i

type TokenKind = 'name' | 'word' | 'text' | 'number' | 'sign' | 'end'
type Token = { kind: TokenKind; text: string; at: number }
const TOKEN =
  /\s*(?:(?<name>"(?:[^"]|"")+")|(?<word>[A-Za-z_][A-Za-z0-9_.]*)|(?<text>'(?:[^'\\]|''|\\.)*')|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<sign><>|<=|>=|[<>=(),]))/uy
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
  let fault: Unreadable | undefined
  const tokens: Token[] = []
  let next = 0

  /** The first fault counts; then nothing is left to read, and everything returns. */
  function stop(reason: MessageKey, at: number): undefined {
    fault ??= { position: at + 1, reason, near: text.slice(at, at + 20) }
    next = tokens.length
    return undefined
  }

  const end: Token = { kind: 'end', text: '', at: text.length }
  const peek = (ahead = 0): Token => tokens[next + ahead] ?? end
  const isWord = (word: string, ahead = 0) =>
    peek(ahead).kind === 'word' && peek(ahead).text.toUpperCase() === word
  const isSign = (sign: string, ahead = 0) => peek(ahead).kind === 'sign' && peek(ahead).text === sign
  const takeIf = (found: boolean) => {
    if (found) next++
    return found
  }
  const sign = (wanted: string) => {
    if (!takeIf(isSign(wanted))) stop(`cql.awaited-${wanted as '(' | ')' | ','}`, peek().at)
  }

  function tokenise() {
    TOKEN.lastIndex = 0
    for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
      TOKEN.lastIndex = at
      const found = TOKEN.exec(text)
      if (!found) return stop('cql.sign', at + (text.slice(at).length - text.slice(at).trimStart().length))
      const [kind, raw = ''] =
        Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined) ?? []
      tokens.push({ kind: kind as TokenKind, text: raw, at: TOKEN.lastIndex - raw.length })
    }
  }

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
      next++
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
    next += 2
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
      next += 2
      const inner = field()
      sign(')')
      return inner && { ...inner, folded: true }
    }
    const { kind, text: written, at } = peek()
    if (kind !== 'name' && kind !== 'word') return stop('cql.awaited-field', at)
    next++
    const name = kind === 'name' ? written.slice(1, -1).replaceAll('""', '"') : written
    return Object.hasOwn(fields, name) ? { name } : stop('cql.field-unknown', at)
  }

  function comparison(): Comparison | undefined {
    const { text: is, at } = peek()
    if (!COMPARISONS.includes(is)) return stop('cql.awaited-comparison', at)
    next++
    return is as Comparison
  }

  function raw(): Value | undefined {
    const { kind, text: written, at } = peek()
    next++
    if (kind === 'number') return { value: Number(written), at }
    if (kind === 'text') return { value: unquoted(written), at }
    const word = written.toUpperCase()
    if (kind === 'word' && (word === 'TRUE' || word === 'FALSE')) return { value: word === 'TRUE', at }
    if (kind === 'word' && ['TIMESTAMP', 'DATE', 'CASEI'].includes(word) && isSign('(')) {
      next++
      const inner = raw()
      sign(')')
      return inner && { ...inner, at, ...(word === 'CASEI' && { folded: true }) }
    }
    next--
    return stop('cql.awaited-value', at)
  }

  /** Of instants; `p` the field. An interval is open at an end that is `..`. */
  function temporal(word: string): Condition {
    const at = peek().at
    next += 2
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
      next += 2
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
    next += 2
    const isFirst = GEOMETRY.test(nameAt())
    if (isFirst) next++
    if (isFirst) sign(',')
    const found = geometry()
    if (!isFirst) {
      sign(',')
      if (!GEOMETRY.test(nameAt())) stop('cql.awaited-geometry', peek().at)
      next++
    }
    sign(')')
    return found ?? NOTHING
  }

  const nameAt = () => peek().text.replaceAll('"', '')

  function geometry(): Condition | undefined {
    const { text: written, at } = peek()
    next++
    switch (written.toUpperCase()) {
      case 'BBOX': {
        const sides = listOf(number)
        const [w, s, e, n] = sides.length === 6 ? [0, 1, 3, 4].map(index => sides[index]) : sides
        const isWhole = sides.length === 4 || sides.length === 6
        if (!isWhole || w === undefined || s === undefined || e === undefined || n === undefined || s > n)
          return stop('cql.awaited-box', at)
        return { box: [w, s, e, n] }
      }
      case 'POINT': {
        const [only] = listOf(position)
        return only && meetsPoint(only)
      }
      case 'LINESTRING':
        return { meets: { type: 'LineString', coordinates: line() } }
      case 'MULTIPOINT':
        return {
          any: listOf(() => listOf(position))
            .flat()
            .map(meetsPoint),
        }
      case 'MULTILINESTRING':
        return { meets: { type: 'MultiLineString', coordinates: listOf(line) } }
      case 'GEOMETRYCOLLECTION':
        return { any: listOf(geometry) }
      case 'POLYGON':
        return { meets: { type: 'Polygon', coordinates: listOf(ring) } }
      case 'MULTIPOLYGON':
        return { meets: { type: 'MultiPolygon', coordinates: listOf(() => listOf(ring)) } }
      default:
        return stop('cql.awaited-geometry', at)
    }
  }

  const meetsPoint = (coordinates: Position): Condition => ({ meets: { type: 'Point', coordinates } })

  function line(): Position[] {
    const at = peek().at
    const corners = listOf(position)
    if (corners.length < 2) stop('cql.ring-open', at)
    return corners
  }

  function listOf<T>(read: () => T | undefined): T[] {
    const list: T[] = []
    sign('(')
    do {
      const found = read()
      if (found !== undefined) list.push(found)
    } while (takeIf(isSign(',')))
    sign(')')
    return list
  }

  function ring(): Position[] {
    const at = peek().at
    const corners = listOf(position)
    const [first, last] = [corners[0], corners.at(-1)]
    if (corners.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) stop('cql.ring-open', at)
    return corners
  }

  function position(): Position | undefined {
    const at = peek().at
    const [lng, lat] = [number(), number()]
    if (lng === undefined || lat === undefined) return undefined
    if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return stop('cql.off-the-earth', at)
    return [lng, lat]
  }

  function number(): number | undefined {
    const { kind, text: written, at } = peek()
    if (kind !== 'number') return stop('cql.awaited-number', at)
    next++
    return Number(written)
  }

  if (text.length > LONGEST) stop('cql.too-long', LONGEST)
  else tokenise()
  const condition = anyOf(0)
  if (peek().kind !== 'end') stop('cql.left-over', peek().at)
  return fault ? { unreadable: fault } : condition
}

/** What a backslash makes of a letter, by the requirement cql2-text/escaping. */
const escapes: Record<string, string> = {
  "'": "'",
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
}

/** A backslash before anything else belongs to LIKE. */
const unquoted = (written: string) =>
  written
    .slice(1, -1)
    .replace(/''|\\([\s\S])/g, (found, escaped?: string) =>
      escaped === undefined ? "'" : (escapes[escaped] ?? found),
    )
