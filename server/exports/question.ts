// What is asked of a bulk file: read from the parameters, every one of which is known, or a refusal that names the wrong one.
import { type Condition, together } from '../domain/condition.ts'
import { type HazardKey, hazardKeys } from '../domain/hazards/index.ts'
import { type Language, type MessageKey, say } from '../domain/messages/index.ts'
import type { Refusal } from '../domain/refusal.ts'
import { regionByCode } from '../domain/regions/index.ts'
import type { State } from '../domain/report.ts'
import { readTime } from '../domain/time-span.ts'
import { readBox, wrong } from '../features/question.ts'
import type { Asked } from './stream.ts'

/** `lang`: of what is refused. `hxl`: of CSV alone. */
export const parameters = [
  'start',
  'end',
  'hazard',
  'level',
  'state',
  'region',
  'area',
  'bbox',
  'training',
  'as_of',
  'received_until',
  'after',
  'hxl',
  'lang',
] as const
type Parameter = (typeof parameters)[number]

const publicStates = ['unverified', 'verified', 'resolved'] as const satisfies State[]
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
/** No writing transaction is open for longer: what the log tells of a time does not change any more. */
const SETTLED_MS = 60_000

export type Question = { asked: Asked & { until: Date }; hxl: boolean }

export function questionOf(
  query: Record<string, unknown>,
  now: Date,
  language: Language,
): Question | Refusal {
  const told = (key: MessageKey, gaps?: Record<string, string | number>) => say(language, key, gaps)
  for (const [parameter, value] of Object.entries(query)) {
    if (!parameters.some(known => known === parameter))
      return { refused: 'parameter-unknown', details: { parameter, known: parameters.join(', ') } }
    if (typeof value !== 'string') return wrong(parameter, told('feature.once'))
  }
  const given = query as Partial<Record<Parameter, string>>
  const choice = <T extends string>(parameter: Parameter, choices: readonly T[], usual: T): T | Refusal => {
    const text = given[parameter] ?? usual
    return (
      choices.find(each => each === text) ??
      wrong(parameter, told('feature.choice', { choices: choices.join(', ') }))
    )
  }
  const several = <T extends string>(
    parameter: Parameter,
    choices: readonly T[],
  ): T[] | Refusal | undefined => {
    const words = given[parameter]?.split(',')
    const known = words?.flatMap(word => choices.find(each => each === word.trim()) ?? [])
    if (known && (known.length === 0 || known.length < (words?.length ?? 0)))
      return wrong(parameter, told('feature.choice', { choices: choices.join(', ') }))
    return known
  }
  const time = (parameter: Parameter, end: 'from' | 'to'): Date | Refusal | undefined => {
    const text = given[parameter]
    // A plus sign that a query turned into a blank is still one.
    const read = text === undefined ? undefined : readTime(text.replace(/ (?=\d{2}:?\d{2}$)/, '+'))
    if (text !== undefined && !read) return wrong(parameter, told('cql.awaited-time'))
    return read && new Date(read[end])
  }

  const start = time('start', 'from')
  const end = time('end', 'to')
  const asOf = time('as_of', 'from')
  const receivedUntil = time('received_until', 'to')
  const hazards = several<HazardKey>('hazard', hazardKeys)
  const states = several<State>('state', publicStates)
  const training = choice('training', ['true', 'false'], 'false')
  const hxl = choice('hxl', ['true', 'false'], 'true')
  const level = choice('level', ['0', '1', '2', '3'], '0')
  for (const read of [start, end, asOf, receivedUntil, hazards, states, training, hxl, level])
    if (isWrong(read)) return read
  if (start instanceof Date && end instanceof Date && start > end) return wrong('end', told('export.order'))
  if (asOf instanceof Date && now.getTime() - asOf.getTime() < SETTLED_MS)
    return wrong('as_of', told('export.past'))
  if (receivedUntil instanceof Date && receivedUntil > now)
    return wrong('received_until', told('export.not-to-come'))
  if (given.after !== undefined && !UUID.test(given.after)) return wrong('after', told('export.after'))

  const conditions: Condition[] = []
  const box = given.bbox === undefined ? undefined : readBox(given.bbox)
  if (given.bbox !== undefined && !box) return wrong('bbox', told('cql.awaited-box'))
  if (box) conditions.push({ box })
  if (given.area !== undefined) conditions.push({ field: 'area', is: '=', value: given.area })
  if (given.region !== undefined) {
    const regions = given.region.split(',').map(code => regionByCode(code))
    const codes = regions.flatMap(region => (region ? [region.code, ...region.aliases] : []))
    if (regions.includes(undefined)) return wrong('region', told('export.region'))
    conditions.push({ field: 'region', oneOf: codes })
  }
  const times = [now, asOf, receivedUntil].flatMap(each => (each instanceof Date ? each.getTime() : []))
  const until = new Date(Math.min(...times))
  return {
    hxl: hxl === 'true',
    asked: {
      until,
      wanted: {
        drill: training === 'true',
        receivedUntil: until,
        ...(start instanceof Date && { from: start }),
        ...(end instanceof Date && { to: end }),
        ...(Array.isArray(hazards) && { hazards }),
      },
      condition: together(conditions),
      ...(asOf instanceof Date && { asOf }),
      ...(Array.isArray(states) && { states }),
      ...(level !== '0' && { level: Number(level) }),
      ...(given.after !== undefined && { after: given.after.toLowerCase() }),
    },
  }
}

const isWrong = (read: unknown): read is Refusal =>
  typeof read === 'object' && read !== null && 'refused' in read
