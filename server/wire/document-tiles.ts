// The OpenAPI document of vector tiles and of the live list beside them.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { hazardKeys } from '../domain/hazards/index.ts'
import { layerNames } from '../tiles/tile-layers.ts'
import { held, json, noOther, own, problem, text } from './shapes.ts'

export const several = (of: readonly (string | number)[], example: string) =>
  text.optional().meta({ description: `Of ${of.join(', ')}; several by commas, none: all.`, example })

export const liveFilters = {
  hazard: several(hazardKeys, 'flood'),
  level: several([0, 1, 2, 3], '2,3'),
  state: several(['unverified', 'verified'], 'verified'),
  hours: z
    .enum(['1', '3', '6', '12', '24'])
    .optional()
    .meta({ description: 'How far back; 24 unless told otherwise.' }),
  words: text.max(200).optional().meta({
    description: 'All of them stand in what was said, or in the name of the place.',
    example: 'gang',
  }),
  region: text.max(20).optional().meta({ description: 'ISO 3166-2 code of the region.', example: 'ID-JK' }),
  area: text.max(200).optional().meta({ description: 'Id of the local area.' }),
  drill: z.enum(['0', '1']).optional().meta({ description: '1: the drill and nothing else.' }),
}
/** Of reports alone: with one of the first two it is the past that is asked for, in which there is neither `hours`, `words` nor `drill`. */
const past = {
  from: text.optional().meta({
    description:
      'A day or moment: reports of any age from the database, from then on. 30 days before the end unless told otherwise. Without `from` and `to` the tile is live. With them there is no `hours`, `words` or `drill`, and `state` may be resolved.',
    example: '2026-02-01',
  }),
  to: text
    .optional()
    .meta({ description: 'The last day, or the moment before which it ends.', example: '2026-02-28' }),
  zone: text.optional().meta({
    description: 'Whose days they are: Asia/Jakarta unless told otherwise.',
    example: 'Asia/Makassar',
  }),
}
export const tilePath = z.object({
  z: z.int().meta({ description: '0 to 14.', example: 11 }),
  x: z.int().meta({ example: 1632 }),
  y: z.int().meta({ example: 1059 }),
})

export const tilePaths: RouteConfig[] = [
  ...layerNames.flatMap((layer): RouteConfig[] => [
    {
      ...own,
      method: 'get',
      path: `/tiles/${layer}.json`,
      summary: `TileJSON of the live ${layer}`,
      ...(layer === 'reports' && { request: { query: z.object(past) } }),
      responses: {
        200: json(z.looseObject({ tilejson: text, tiles: z.array(text) }), 'TileJSON 3.0.'),
        ...held,
        ...noOther,
      },
    },
    {
      ...own,
      method: 'get',
      path: `/tiles/${layer}/{z}/{x}/{y}.mvt`,
      summary: `A vector tile of the live ${layer}`,
      request: {
        params: tilePath,
        query: z.object({
          ...liveFilters,
          ...(layer === 'reports' && past),
          v: text.max(40).optional().meta({ description: 'Of no meaning: for caches.' }),
        }),
      },
      responses: {
        200: {
          description:
            'Mapbox Vector Tile 2, extent 4096. Where reports are crowded they stand as crowds up to zoom 13.',
          content: { 'application/vnd.mapbox-vector-tile': { schema: text.meta({ format: 'binary' }) } },
        },
        ...held,
        400: problem('An unknown filter.'),
        404: problem('There is no such tile.'),
        ...(layer === 'reports' && {
          422: problem('A span that ends before it begins, or is too long.'),
          503: problem('What was there before is still being counted.'),
        }),
      },
    },
  ]),
  {
    ...own,
    method: 'get',
    path: '/api/live',
    summary: 'Live reports under filters: how many, and a page of them, in step with the tiles',
    request: {
      query: z.object({
        ...liveFilters,
        incident: z.uuid().optional(),
        after: z.int().optional().meta({ description: 'So many are left out.', example: 0 }),
        limit: z
          .int()
          .optional()
          .meta({ description: 'At most 1,000; 100 unless told otherwise.', example: 100 }),
      }),
    },
    responses: {
      200: json(
        z.object({
          count: z.int(),
          all: z.int().meta({ description: 'Without any filter.' }),
          levels: z.array(z.int()).meta({ description: 'How many of level 0, 1, 2 and 3.' }),
          reports: z
            .array(z.looseObject({}))
            .meta({ description: 'The most severe first, then the latest.' }),
          cursor: text,
          generation: text,
        }),
        'GeoJSON features as in the live picture.',
      ),
      ...held,
      400: problem('An unknown filter.'),
    },
  },
]
