// The OpenAPI document of the statistics.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { hazardKeys } from '../domain/hazards/index.ts'
import { kinds, steps } from '../domain/statistics.ts'
import { FINEST } from '../statistics/hexagons.ts'
import { LEAST, MOST_DAYS } from '../statistics/statistics.ts'
import { json, problem, text } from './shapes.ts'

const own = { tags: ['Statistics'] }
const several = (of: readonly (string | number)[], example: string) =>
  text.optional().meta({ description: `Of ${of.join(', ')}; several by commas, none: all.`, example })
const end = (description: string, example: string) => text.optional().meta({ description, example })

const common = {
  from: end(
    `The first day (of the zone) or moment; 30 days before \`to\` unless told otherwise. Ends go outward to whole hours.`,
    '2026-02-01',
  ),
  to: end(
    'The last day, which belongs to it, or the moment before which it ends; now unless told otherwise.',
    '2026-02-28',
  ),
  zone: text.optional().meta({
    description:
      'Name in the IANA database: whose days, weeks, months and years they are. Asia/Jakarta unless told otherwise.',
    example: 'Asia/Makassar',
  }),
  hazard: several(hazardKeys, 'flood'),
  level: several([0, 1, 2, 3], '2,3'),
  state: several(['unverified', 'verified', 'resolved'], 'verified'),
  region: text
    .max(400)
    .optional()
    .meta({ description: 'ISO 3166-2 codes, several by commas.', example: 'ID-JK,ID-BT' }),
  area: text.max(200).optional().meta({ description: 'Id of the local area.' }),
  lang: text.max(20).optional().meta({ description: 'id or en: in which language a refusal is told.' }),
}
const dimensions = [...steps, ...kinds].join(', ')
const table = z.object({
  by: text.optional().meta({
    description: `Up to three of ${dimensions}, at most one of them a time; empty: only the total. By the hour at most ${MOST_DAYS.hour} days, else ${MOST_DAYS.other}.`,
    example: 'day,hazard',
  }),
  ...common,
})
const cells = z.object({
  resolution: z
    .int()
    .optional()
    .meta({ description: `Of H3: 0 to ${FINEST}; 7 (5 km²) unless told otherwise.`, example: 7 }),
  box: text.optional().meta({
    description: 'West, south, east, north: cells whose middle lies in it. The total is that of all.',
    example: '106.6,-6.4,107,-6.1',
  }),
  by: text.optional().meta({ description: `One more of ${dimensions}.`, example: 'hazard' }),
  ...common,
})

const group = z.looseObject({ count: z.int() })
const told = {
  from: text,
  to: text.meta({ description: 'The moment before which the span ends.' }),
  zone: text,
  by: z.array(text).meta({ description: 'The columns of a group besides its count.' }),
  least: z.int().meta({ description: 'Groups with fewer reports are not told.' }),
  total: z
    .int()
    .nullable()
    .meta({ description: 'Of all groups, told or not; null where it is below `least`.' }),
}
const rule = `A group with fewer than ${LEAST} reports is not told, nor are as many others as it takes that no sum at a coarser level of the same question (its days, months, regions, larger cells, the total) gives it away. A group that is missing has no report, or is not told.`

const refusals = {
  304: { description: 'The program holds it already.' },
  400: problem('A parameter that is unknown or cannot be read.'),
  422: problem('A span that ends before it begins or is too long, or too many groups.'),
  503: problem('What was there before is still being counted.'),
}
const csv = { description: rule, content: { 'text/csv': { schema: text } } }

export const statisticsPaths: RouteConfig[] = [
  {
    ...own,
    method: 'get',
    path: '/api/statistics',
    summary: 'How many reports, by time, hazard, level, state, region and local area',
    request: { query: table },
    responses: { 200: json(z.object({ ...told, groups: z.array(group) }), rule), ...refusals },
  },
  {
    ...own,
    method: 'get',
    path: '/api/statistics.csv',
    summary: 'The same as CSV',
    request: { query: table },
    responses: { 200: csv, ...refusals },
  },
  {
    ...own,
    method: 'get',
    path: '/api/statistics/cells',
    summary: 'How many reports in each H3 cell, as GeoJSON polygons',
    request: { query: cells },
    responses: {
      200: {
        description: `${rule} Secret reports are told in cells of resolution 6 and larger.`,
        content: {
          'application/geo+json': {
            schema: z.object({
              type: z.literal('FeatureCollection'),
              ...told,
              features: z.array(
                z.looseObject({
                  type: z.literal('Feature'),
                  geometry: z.looseObject({ type: z.literal('Polygon') }),
                  properties: z.looseObject({ cell: text, count: z.int() }),
                }),
              ),
            }),
          },
        },
      },
      ...refusals,
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/statistics/cells.json',
    summary: 'The same without polygons',
    request: { query: cells },
    responses: { 200: json(z.object({ ...told, groups: z.array(group) }), rule), ...refusals },
  },
  {
    ...own,
    method: 'get',
    path: '/api/statistics/cells.csv',
    summary: 'The same as CSV',
    request: { query: cells },
    responses: { 200: csv, ...refusals },
  },
]
