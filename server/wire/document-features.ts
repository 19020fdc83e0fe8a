// The OpenAPI document of OGC API - Features: each collection with the parameters that it takes, so that GDAL leaves the filtering to us.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import type { Kind } from '../domain/condition.ts'
import type { Collection, Property } from '../features/collection.ts'
import { CRS84, LIMIT } from '../features/question.ts'
import { json, problem, text } from './shapes.ts'

const tag = { tags: ['Features'] }
const f = z
  .enum(['json', 'html'])
  .optional()
  .meta({ description: 'Without it by what the Accept header prefers.' })
const lang = z.enum(['id', 'en']).optional().meta({ description: 'The language of titles and pages.' })
const everywhere = { f, lang }
const page = { 'text/html': { schema: text } }
const links = z.array(z.looseObject({ href: text, rel: text }))
const wrong = { 400: problem('A parameter that is unknown or cannot be read; detail says which and why.') }

const geojson = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/geo+json': { schema }, ...page },
})
const both = (schema: z.ZodType, description: string) => {
  const { content } = json(schema, description)
  return { description, content: { ...content, ...page } }
}

const collection = z.looseObject({ id: text, title: text, extent: z.looseObject({}), links })

const kinds: Record<Kind, () => z.ZodType> = {
  text: () => text,
  integer: () => z.int(),
  number: () => z.number(),
  boolean: () => z.boolean(),
  time: () => z.iso.datetime(),
}
const geometries = {
  point: z.looseObject({
    type: z.enum(['Point']),
    coordinates: z.array(z.number()).min(2).meta({ description: 'Longitude, latitude in degrees.' }),
  }),
  outline: z.looseObject({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) }),
}

/** With each property by its name, so that programs made from the document know them. */
const featureOf = ({ id, properties }: Collection) =>
  z.looseObject({
    type: z.enum(['Feature']),
    id: text,
    geometry: id === 'reports' || id === 'gauges' ? geometries.point : geometries.outline,
    properties: z.object(
      Object.fromEntries(
        properties.map(({ name, kind, about }) => [
          name,
          kinds[kind]().nullable().meta({ description: about }),
        ]),
      ),
    ),
  })
const featureSetOf = (collection: Collection) =>
  z.looseObject({
    type: z.enum(['FeatureCollection']),
    timeStamp: text,
    numberMatched: z.int().optional().meta({ description: 'Only where it is known without much counting.' }),
    numberReturned: z.int(),
    features: z.array(featureOf(collection)),
    links,
  })

const read = (path: string, summary: string, response: object, more: object = {}): RouteConfig => ({
  ...tag,
  method: 'get',
  path,
  summary,
  request: { query: z.object(everywhere), ...more },
  responses: { 200: response as RouteConfig['responses'][string], ...wrong },
})

const filterExamples: Record<Collection['id'], string> = {
  reports: "hazard = 'flood' AND level >= 2 AND at >= TIMESTAMP('2020-02-24T00:00:00Z')",
  incidents: 'reports >= 5',
  areas: 'state >= 3',
  gauges: 'level >= 1 AND stale = FALSE',
  warnings: "severity IN ('Severe', 'Extreme')",
}

export const featurePaths = (collections: Collection[]): RouteConfig[] => [
  read(
    '/',
    'Landing page of OGC API - Features; a browser gets the map',
    both(z.looseObject({ version: text, links }), 'Where everything is.'),
  ),
  read(
    '/conformance',
    'The standards that are met',
    both(z.object({ conformsTo: z.array(text), links }), 'Their classes.'),
  ),
  read(
    '/collections',
    'All collections of features',
    both(z.object({ collections: z.array(collection), links }), 'What there is.'),
  ),
  ...collections.flatMap(pathsOf),
]

function pathsOf(of: Collection): RouteConfig[] {
  const at = `/collections/${of.id}`
  const schema = (description: string) => ({
    description,
    content: { 'application/schema+json': { schema: z.looseObject({}) }, ...page },
  })
  const one = read(`${at}/items/{id}`, `One of the ${of.id}`, geojson(featureOf(of), 'A GeoJSON feature.'), {
    params: z.object({ id: text }),
  })
  return [
    read(at, `The collection of ${of.id}`, both(collection, 'What it is and where it reaches.')),
    read(`${at}/queryables`, `What ${of.id} can be found by`, schema('JSON Schema.')),
    read(`${at}/schema`, `What is told of ${of.id}`, schema('JSON Schema: the data dictionary.')),
    {
      ...read(`${at}/items`, `Features of ${of.id}, a page at a time`, geojson(featureSetOf(of), 'A page.')),
      request: { query: z.object({ ...everywhere, ...asked(of) }) },
    },
    {
      ...one,
      responses: { ...one.responses, 404: problem('Nothing has this id, or it is not open to all.') },
    },
  ]
}

/** As OGC API - Features defines its parameters: a list is one value, with commas. */
const inCommas = { style: 'form', explode: false } as const

function asked({ id, orders, properties, queryables }: Collection) {
  return {
    limit: z
      .int()
      .min(1)
      .max(LIMIT.most)
      .default(LIMIT.usual)
      .optional()
      .meta({ description: `More are ${LIMIT.most}.`, example: 100, param: inCommas }),
    bbox: z
      .array(z.number())
      .min(4)
      .max(6)
      .optional()
      .meta({
        description: 'West, south, east, north in degrees; west above east crosses the antimeridian.',
        example: [106.6, -6.4, 107, -6],
        param: inCommas,
      }),
    datetime: text.optional().meta({
      description: 'An instant or a span; `..` is an open end.',
      example: '2020-02-24T00:00:00Z/..',
      param: inCommas,
    }),
    filter: text.optional().meta({ description: 'CQL2 text.', example: filterExamples[id] }),
    'filter-lang': z.enum(['cql2-text']).optional(),
    'filter-crs': z.enum([CRS84]).optional(),
    ...(orders.length > 0 && {
      sortby: z
        .enum(orders as [string, ...string[]])
        .optional()
        .meta({ description: 'Without it -at.' }),
    }),
    offset: z
      .int()
      .min(0)
      .optional()
      .meta({
        description: `Passes over so many first, at most ${LIMIT.offset}; what arrives shifts such pages, the next link is never shifted.`,
        example: 0,
      }),
    after: text.optional().meta({ description: 'Where the last page ended: stands in its `next` link.' }),
    ...Object.fromEntries(
      properties.filter(({ name }) => queryables.includes(name)).map(one => [one.name, parameter(one)]),
    ),
  }
}

function parameter({ kind, about, values }: Property) {
  const schema =
    kind === 'integer'
      ? z.int()
      : kind === 'number'
        ? z.number()
        : kind === 'boolean'
          ? z.enum(['true', 'false'])
          : text
  return schema
    .optional()
    .meta({ description: about, ...(values?.[0] !== undefined && { example: values[0] }) })
}
