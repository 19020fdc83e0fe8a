// A condition as SQL with bound values. Where privacy shows another value than the one that is stored, the database alone cannot decide:
// `perhaps` finds all that may fulfil the condition, `surely` those that do whatever is shown; what lies in between is looked at row by row.
import type { Geometry } from 'geojson'
import { boxes, type Condition, type Kind, type Literal } from '../server/domain/condition.ts'

/** `unsure`: when what is shown may be another value; never null. */
type Term = { sql: string; kind: Kind | 'uuid'; unsure?: string }
export type Terms = {
  fields: Record<string, Term>
  /** `veil`: how far off the shown geometry may be from the stored one at most, in degrees; only points are. */
  geometry: { sql: string; veil: number }
}
type Both = { perhaps: string; surely: string }

/** As they are told: an id is text to who asks, and its letters are small. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const types: Record<Term['kind'], string> = {
  text: 'text',
  integer: 'float8',
  number: 'float8',
  boolean: 'boolean',
  time: 'timestamptz',
  uuid: 'uuid',
}
/** A box without any width is none to the database. */
const HAIR = 1e-9

/** `bind` keeps a value and answers its place in the statement. */
export function conditionSql(condition: Condition, terms: Terms, bind: (value: unknown) => string): Both {
  const inner = (one: Condition) => conditionSql(one, terms, bind)
  if ('all' in condition) return joined(condition.all.map(inner), ' and ', 'true')
  if ('any' in condition) return joined(condition.any.map(inner), ' or ', 'false')
  if ('not' in condition) {
    const { perhaps, surely } = inner(condition.not)
    return { perhaps: `(not ${surely})`, surely: `(not ${perhaps})` }
  }
  if ('always' in condition) return same(String(condition.always))
  if ('box' in condition)
    return joined(
      boxes(condition.box).map(box => inBox(box.map(bind), terms.geometry)),
      ' or ',
      'false',
    )
  if ('meets' in condition) return meeting(condition.meets, terms.geometry, bind)
  const term = terms.fields[condition.field]
  if (!term) throw new Error(`The database knows no field ${condition.field}.`)
  return veiled(leaf(condition, term, bind), term)
}

type Leaf = Extract<Condition, { field: string }>

function leaf(condition: Leaf, { sql, kind }: Term, bind: (value: unknown) => string): string {
  if ('missing' in condition) return `(${sql} is null)`
  const isText = kind === 'text' || kind === 'uuid'
  const text = kind === 'uuid' ? `${sql}::text` : sql
  const folded = condition.folded && isText
  const plain = folded ? `lower(${text})` : isText ? `${text} collate "C"` : sql
  const fold = (value: string) => (folded ? `lower(${value})` : value)
  if ('like' in condition) return `(${plain} like ${fold(`${bind(condition.like)}::text`)})`
  const values = 'oneOf' in condition ? condition.oneOf : [condition.value]
  const isExact = kind === 'uuid' && !folded && ('oneOf' in condition || condition.is === '=')
  // An index of ids serves whoever asks for whole ones.
  if (isExact) return `(${sql} = any(${bind(values.filter(value => UUID.test(String(value))))}::uuid[]))`
  const type = kind === 'uuid' ? 'text' : types[kind]
  const bound = (value: Literal) => fold(`${bind(value)}::${type}`)
  if ('oneOf' in condition) return `(${plain} in (${values.map(bound).join(', ')}))`
  return `(${plain} ${condition.is} ${bound(condition.value)})`
}

const same = (sql: string): Both => ({ perhaps: sql, surely: sql })

const veiled = (sql: string, { unsure }: Term): Both =>
  unsure === undefined
    ? same(sql)
    : { perhaps: `(${sql} or ${unsure})`, surely: `(${sql} and not ${unsure})` }

const joined = (parts: Both[], by: string, none: string): Both =>
  parts.length === 0
    ? same(none)
    : {
        perhaps: `(${parts.map(({ perhaps }) => perhaps).join(by)})`,
        surely: `(${parts.map(({ surely }) => surely).join(by)})`,
      }

function inBox([w, s, e, n]: string[], { sql, veil }: Terms['geometry']): Both {
  const envelope = (by: number) =>
    `ST_MakeEnvelope(${w}::float8 - ${by}, ${s}::float8 - ${by}, ${e}::float8 + ${by}, ${n}::float8 + ${by}, 4326)`
  if (veil === 0) return same(`ST_Intersects(${sql}, ${envelope(HAIR)})`)
  return {
    perhaps: `(${sql} && ${envelope(veil)})`,
    surely: `(${sql} && ${envelope(0)} and ST_X(${sql}) between ${w}::float8 + ${veil} and ${e}::float8 - ${veil}
      and ST_Y(${sql}) between ${s}::float8 + ${veil} and ${n}::float8 - ${veil})`,
  }
}

function meeting(
  geometry: Geometry,
  { sql, veil }: Terms['geometry'],
  bind: (value: unknown) => string,
): Both {
  const bound = (one: Geometry) => `ST_SetSRID(ST_GeomFromGeoJSON(${bind(JSON.stringify(one))}::text), 4326)`
  // A polygon that crosses itself is none to GEOS.
  const given = `ST_MakeValid(${bound(geometry)})`
  if (veil === 0) return same(`ST_Intersects(${sql}, ${given})`)
  const perhaps = `ST_DWithin(${sql}, ${given}, ${veil})`
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
    return { perhaps, surely: `(${perhaps} and false)` }
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  const border = bound({ type: 'MultiLineString', coordinates: rings })
  // Both ends of an uncertain answer name every value that is bound.
  return {
    perhaps: `(${perhaps} or (${border} is null))`,
    surely: `(ST_Intersects(${sql}, ${given}) and not ST_DWithin(${sql}, ${border}, ${veil}))`,
  }
}
