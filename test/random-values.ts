// Values at random for the fuzzer: what a schema asks for, what lies on its edges, and what nobody should send. The same seed gives the same.
export type Dice = () => number

/** Mulberry32: small, even enough, and begun anew for each turn, so that one turn can be played again alone. */
export function diceOf(seed: number, turn: number): Dice {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(turn + 1, 0x85ebca6b)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const chance = (dice: Dice, part: number): boolean => dice() < part
export const whole = (dice: Dice, below: number): number => Math.floor(dice() * below)
export function pick<T>(dice: Dice, list: readonly T[]): T {
  const found = list[whole(dice, list.length)]
  if (found === undefined) throw new Error('There is nothing to pick from.')
  return found
}

export const uuid = (dice: Dice): string =>
  'xxxxxxxx-xxxx-7xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => whole(dice, 16).toString(16))

const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff tengah \ud800',
  '\ufeff',
  '\u202e\u2066⁦kanan ke kiri',
  'Z̸̡̢̛a̷̧l̶̨g̵̛o̸',
  '👩‍👩‍👧‍👦🇮🇩🌊',
  'İıſß',
  '﷽'.repeat(40),
  "'; drop table reports; --",
  "' or '1'='1",
  '%',
  '_%\\',
  '$1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  ']]>&lol;<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
  '=cmd|" /C calc"!A0',
  '@SUM(1+1)',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '\r\nSet-Cookie: desk=x',
  '{{7*7}} #{7*7}',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '0x10',
  '1,2,3,4',
  '9'.repeat(400),
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '*',
  'a'.repeat(5_000),
  'banjir '.repeat(2_000),
  '('.repeat(3_000),
]
const times = [
  '2026-11-27T03:00:00Z',
  '2026-11-27',
  '0000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999999999Z',
  '294277-01-01T00:00:00Z',
  '2026-02-30T25:61:61Z',
  '2026-11-27T03:00:00+99:99',
  '2026-11-27T03:00:00+0700',
  '2026-W48',
  'kemarin',
  '1732676400000',
]
const numbers = [
  0, -0, 1, -1, 0.5, 90, 90.000001, -90, 180, -180.000001, 255, 256, 32_767, 32_768, 65_536, 2_147_483_647,
  2_147_483_648, -2_147_483_649, 9_007_199_254_740_992, 9.3e18, 1e21, 1e308, -1e308, 5e-324, 1e-7,
]
const urls = [
  'https://riset.example/terima',
  'http://169.254.169.254/latest/meta-data',
  'http://[::1]:80/',
  'https://user:pass@localhost/',
  'file:///etc/passwd',
  'gopher://x',
  'javascript:alert(1)',
  'https://127.1/',
  'https://0x7f000001/',
  'https://',
  `https://${'a'.repeat(300)}.id/`,
]

export const anyText = (dice: Dice): string => pick(dice, chance(dice, 0.15) ? times : texts)

/** Of whatever kind; what JSON cannot say becomes null there. */
export function anything(dice: Dice): unknown {
  const kinds: (() => unknown)[] = [
    () => anyText(dice),
    () => anyText(dice),
    () => pick(dice, numbers),
    () => pick(dice, times),
    () => pick(dice, urls),
    () => null,
    () => chance(dice, 0.5),
    () => [],
    () => ({}),
    () => [anything(dice), anything(dice)],
    () => ({ [anyText(dice)]: anything(dice) }),
    () => nested(3 + whole(dice, 40)),
    () => Array.from({ length: whole(dice, 3_000) }, () => 0),
    () => uuid(dice),
    () => JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'),
  ]
  return pick(dice, kinds)()
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

export type Schema = {
  $ref?: string
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  nullable?: boolean
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  example?: unknown
}

/** What a schema is drawn with: its named parts, ids that are known to exist, and how often a part becomes something else. */
export type Drawing = {
  dice: Dice
  named: (ref: string) => Schema | undefined
  known: () => string | undefined
  wrong: number
}

const DEEPEST = 7

export function drawnFrom(schema: Schema, drawing: Drawing, depth = 0): unknown {
  const { dice, named, known, wrong } = drawing
  if (depth > DEEPEST || chance(dice, wrong)) return anything(dice)
  const inner = (one: Schema) => drawnFrom(one, drawing, depth + 1)
  if (schema.$ref) return inner(named(schema.$ref) ?? {})
  if (schema.nullable && chance(dice, 0.2)) return null
  if (schema.example !== undefined && depth > 0 && chance(dice, 0.4)) return schema.example
  if (schema.enum?.length) return pick(dice, schema.enum)
  const choice = schema.oneOf ?? schema.anyOf
  if (choice?.length) return inner(pick(dice, choice))
  if (schema.allOf?.length) return Object.assign({}, ...schema.allOf.map(inner))
  switch (schema.type) {
    case 'object': {
      const all = Object.entries(schema.properties ?? {})
      const drawn = all.filter(([name]) => chance(dice, schema.required?.includes(name) ? 0.97 : 0.5))
      const more = chance(dice, 0.04) ? [[anyText(dice), anything(dice)] as const] : []
      return Object.fromEntries([
        ...drawn.map(([name, one]) => [name, near(name, dice) ?? inner(one)] as const),
        ...more,
      ])
    }
    case 'array': {
      const least = schema.minItems ?? 0
      const most = Math.min(schema.maxItems ?? least + 4, least + 6)
      const length = chance(dice, 0.05) ? most + 1 : least + whole(dice, most - least + 1)
      return Array.from({ length }, () => inner(schema.items ?? {}))
    }
    case 'integer':
    case 'number':
      return numberOf(schema, dice)
    case 'boolean':
      return chance(dice, 0.5)
    case 'string':
      return textOf(schema, dice, known)
    default:
      return anything(dice)
  }
}

/** Most places lie in Jakarta, else nearly all would be refused. */
function near(name: string, dice: Dice): number | undefined {
  if (!chance(dice, 0.85)) return undefined
  if (/^(lng|lon|longitude)$/.test(name)) return 106.75 + dice() / 5
  return /^(lat|latitude)$/.test(name) ? -6.3 + dice() / 5 : undefined
}

function numberOf({ type, minimum = -10, maximum = 1_000 }: Schema, dice: Dice): number {
  if (chance(dice, 0.25)) return pick(dice, [minimum, maximum, minimum - 1, maximum + 1, ...numbers])
  const value = minimum + dice() * (maximum - minimum)
  return type === 'integer' ? Math.round(value) : value
}

function textOf(
  { format, minLength = 0, maxLength = 200 }: Schema,
  dice: Dice,
  known: Drawing['known'],
): string {
  if (format === 'uuid') return (chance(dice, 0.7) ? known() : undefined) ?? uuid(dice)
  if (format === 'date-time')
    return chance(dice, 0.5) ? new Date(Date.now() - whole(dice, 7_200_000)).toISOString() : pick(dice, times)
  if (format === 'uri') return pick(dice, urls)
  if (chance(dice, 0.3)) return anyText(dice)
  if (chance(dice, 0.1)) return 'x'.repeat(chance(dice, 0.5) ? maxLength : maxLength + 1)
  return 'Air naik sampai lutut di Gang Melati '.slice(0, Math.max(minLength, 3 + whole(dice, 34)))
}
