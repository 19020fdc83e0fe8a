// What a request asks of a collection: read from its parameters, every one of which is known, or a refusal that names the wrong one.
import type { Condition, Kind } from '../domain/condition.ts'
import { together } from '../domain/condition.ts'
import { readCql } from '../domain/cql.ts'
import { type Language, say } from '../domain/messages/index.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { Bounds } from '../domain/regions/index.ts'
import { readSpan, readTime } from '../domain/time-span.ts'
import type { Asked, Collection } from './collection.ts'

export const LIMIT = { usual: 10, most: 10_000, offset: 10_000 }
export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
/** Every resource takes these. */
const everywhere = ['f', 'lang']
const itemParameters = (collection: Collection): string[] => [
  'limit',
  'bbox',
  'datetime',
  'filter',
  'filter-lang',
  'filter-crs',
  ...(collection.orders.length > 0 ? ['sortby'] : []),
  'after',
  'offset',
  ...collection.queryables,
]

type Query = Record<string, unknown>

/** Undefined where every parameter is known, and stands there once. */
export function strange(query: Query, known: string[], language: Language): Refusal | undefined {
  for (const [parameter, value] of Object.entries(query)) {
    if (![...everywhere, ...known].includes(parameter))
      return {
        refused: 'parameter-unknown',
        details: { parameter, known: [...known, ...everywhere].join(', ') },
      }
    if (typeof value !== 'string') return wrong(parameter, say(language, 'feature.once'))
  }
  const { f } = query
  if (f !== undefined && f !== 'json' && f !== 'html')
    return wrong('f', say(language, 'feature.choice', { choices: 'json, html' }))
  return undefined
}

export const wrong = (parameter: string, reason: string): Refusal => ({
  refused: 'parameter-wrong',
  details: { parameter, reason },
})

export function askedOf(query: Query, collection: Collection, language: Language): Asked | Refusal {
  const unknown = strange(query, itemParameters(collection), language)
  if (unknown) return unknown
  const given = query as Record<string, string | undefined>
  const conditions: Condition[] = []

  const limit =
    given.limit === undefined ? LIMIT.usual : /^\d{1,15}$/.test(given.limit) ? Number(given.limit) : 0
  if (limit < 1) return wrong('limit', say(language, 'feature.limit'))

  const offset = Number(given.offset ?? 0)
  if (!/^\d+$/.test(given.offset ?? '0') || offset > LIMIT.offset)
    return wrong('offset', say(language, 'feature.offset', { most: LIMIT.offset }))

  if (given.bbox !== undefined) {
    const box = readBox(given.bbox)
    if (!box) return wrong('bbox', say(language, 'cql.awaited-box'))
    conditions.push({ box })
  }
  if (given.datetime !== undefined) {
    const span = readSpan(given.datetime)
    if (!span) return wrong('datetime', say(language, 'feature.span'))
    conditions.push(...collection.during(span.from, span.to))
  }
  const kinds = kindsOf(collection)
  for (const [field, kind] of Object.entries(kinds)) {
    const value = given[field]
    if (value === undefined) continue
    const condition = propertyIs(field, kind, value)
    if (!condition)
      return wrong(
        field,
        say(
          language,
          kind === 'time'
            ? 'cql.awaited-time'
            : kind === 'boolean'
              ? 'cql.awaited-truth'
              : 'cql.awaited-number',
        ),
      )
    conditions.push(condition)
  }
  const choices: [string, string[]][] = [
    ['filter-lang', ['cql2-text']],
    ['filter-crs', [CRS84]],
    ['sortby', [...collection.orders]],
  ]
  for (const [parameter, known] of choices) {
    const chosen = given[parameter]
    if (chosen !== undefined && !known.includes(chosen.trim()))
      return wrong(parameter, say(language, 'feature.choice', { choices: known.join(', ') }))
  }
  if (given.filter !== undefined && given.filter.trim() !== '') {
    const read = readCql(given.filter, kinds)
    if ('unreadable' in read) {
      const { position, reason, near } = read.unreadable
      return { refused: 'filter-unreadable', details: { position, near, reason: say(language, reason) } }
    }
    conditions.push(read)
  }
  const after = given.after === undefined ? undefined : placeOf(given.after)
  if (given.after !== undefined && after === undefined) return wrongPlace(language)
  return {
    condition: together(conditions),
    order: given.sortby?.trim(),
    after,
    offset,
    limit: Math.min(limit, LIMIT.most),
  }
}

export const wrongPlace = (language: Language): Refusal => wrong('after', say(language, 'feature.place'))

/** The queryables and what they hold. */
export const kindsOf = ({ properties, queryables }: Collection): Record<string, Kind> =>
  Object.fromEntries(
    properties.filter(({ name }) => queryables.includes(name)).map(({ name, kind }) => [name, kind]),
  )

function propertyIs(field: string, kind: Kind, value: string): Condition | undefined {
  if (kind === 'text') return { field, is: '=', value }
  if (kind === 'time') {
    const time = readTime(value)
    return (
      time && {
        all: [
          { field, is: '>=', value: time.from },
          { field, is: '<=', value: time.to },
        ],
      }
    )
  }
  if (kind === 'boolean')
    return value === 'true' || value === 'false' ? { field, is: '=', value: value === 'true' } : undefined
  const number = value.trim() === '' ? Number.NaN : Number(value)
  return Number.isFinite(number) ? { field, is: '=', value: number } : undefined
}

/** Four numbers, or six with heights, which nothing here has. */
export function readBox(text: string): Bounds | undefined {
  const numbers = text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)))
  if (!numbers.every(Number.isFinite) || (numbers.length !== 4 && numbers.length !== 6)) return undefined
  const [w = 0, s = 0, e = 0, n = 0] =
    numbers.length === 4 ? numbers : [0, 1, 3, 4].map(at => numbers[at] ?? 0)
  const isOnEarth = Math.abs(s) <= 90 && Math.abs(n) <= 90 && Math.abs(w) <= 180 && Math.abs(e) <= 180
  return isOnEarth && s <= n ? [w, s, e, n] : undefined
}

/** Where a page ended, as it stands in the address of the next one. */
export const placeText = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url')

function placeOf(text: string): unknown {
  const written = Buffer.from(text, 'base64url').toString('utf8')
  try {
    return JSON.parse(written)
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined
    throw fault
  }
}
