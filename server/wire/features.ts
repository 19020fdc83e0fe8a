// How features, collections and their links look on the wire (OGC API - Features 1.0, RFC 7946).
import rewind from '@turf/rewind'
import type { Request } from 'express'
import type { Feature, Geometry } from 'geojson'
import type { Kind } from '../domain/condition.ts'
import { type Language, say } from '../domain/messages/index.ts'
import type { Collection, Item } from '../features/collection.ts'
import { CRS84 } from '../features/question.ts'

export type Link = { href: string; rel: string; type: string; title?: string }

const CORE = 'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf'
const FILTERING = 'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf'
const CQL2 = 'http://www.opengis.net/spec/cql2/1.0/conf'
const RELATIONS = 'http://www.opengis.net/def/rel/ogc/1.0'

export const conformance = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
  ...['core', 'geojson', 'html', 'oas30'].map(name => `${CORE}/${name}`),
  ...['queryables', 'queryables-query-parameters', 'filter', 'features-filter'].map(
    name => `${FILTERING}/${name}`,
  ),
  ...[
    'cql2-text',
    'basic-cql2',
    'advanced-comparison-operators',
    'case-insensitive-comparison',
    'basic-spatial-functions',
    'basic-spatial-functions-plus',
  ].map(name => `${CQL2}/${name}`),
]

export const serviceLinks = (base: string): Link[] => [
  {
    href: `${base}/openapi.json`,
    rel: 'service-desc',
    type: 'application/vnd.oai.openapi+json;version=3.0',
    title: 'OpenAPI 3.0',
  },
  { href: `${base}/docs`, rel: 'service-doc', type: 'text/html' },
  { href: `${base}/conformance`, rel: 'conformance', type: 'application/json' },
  { href: `${base}/conformance`, rel: `${RELATIONS}/conformance`, type: 'application/json' },
  { href: `${base}/collections`, rel: 'data', type: 'application/json' },
  { href: `${base}/collections`, rel: `${RELATIONS}/data`, type: 'application/json' },
]

/** To itself and to the same as a page. */
export function linksOf(base: string, request: Request, type = 'application/json'): Link[] {
  const as = (f: string) => {
    const address = new URL(request.originalUrl, base)
    address.searchParams.set('f', f)
    return address.href
  }
  return [
    { href: new URL(request.originalUrl, base).href, rel: 'self', type },
    { href: as('html'), rel: 'alternate', type: 'text/html' },
  ]
}

export async function collectionOf(collection: Collection, base: string, language: Language) {
  const { id } = collection
  const { box, from } = await collection.extent()
  const at = `${base}/collections/${id}`
  return {
    id,
    title: say(language, `feature.${id}`),
    description: say(language, `feature.${id}-about`),
    itemType: 'feature',
    crs: [CRS84],
    extent: {
      spatial: { bbox: [box], crs: CRS84 },
      temporal: {
        interval: [[from, null]],
        trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
      },
    },
    links: [
      {
        href: `${at}/items`,
        rel: 'items',
        type: 'application/geo+json',
        title: say(language, `feature.${id}`),
      },
      { href: `${at}/items?f=html`, rel: 'items', type: 'text/html', title: say(language, `feature.${id}`) },
      { href: `${at}/queryables`, rel: `${RELATIONS}/queryables`, type: 'application/schema+json' },
      { href: `${at}/schema`, rel: 'describedby', type: 'application/schema+json' },
    ] satisfies Link[],
  }
}

const types: Record<Kind, object> = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  time: { type: 'string', format: 'date-time' },
}

/** JSON Schema of what may be asked, or of all that is told. */
export function queryablesOf(collection: Collection, base: string, language: Language, isAll: boolean) {
  const { id, properties, queryables } = collection
  const listed = properties.filter(({ name }) => isAll || queryables.includes(name))
  const shape = id === 'reports' || id === 'gauges' ? 'geometry-point' : 'geometry-multipolygon'
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${base}/collections/${id}/${isAll ? 'schema' : 'queryables'}`,
    type: 'object',
    title: say(language, `feature.${id}`),
    properties: {
      geometry: { format: shape, 'x-ogc-role': 'primary-geometry' },
      ...Object.fromEntries(
        listed.map(({ name, kind, about, values }) => [
          name,
          { title: name, description: about, ...types[kind], ...(values && { enum: values }) },
        ]),
      ),
    },
    additionalProperties: false,
  }
}

export const featureOf = ({ id, geometry, properties }: Item): Feature => ({
  type: 'Feature',
  id,
  geometry: rightHanded(geometry),
  properties,
})

/** RFC 7946: outer rings run against the clock. */
const rightHanded = (geometry: Geometry): Geometry =>
  geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
    ? (rewind(geometry, { mutate: false }) as Geometry)
    : geometry
