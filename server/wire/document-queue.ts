// The OpenAPI document of the desk's queue by the page, and of its tiles.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { tabs } from '../domain/queue.ts'
import { states } from '../domain/state.ts'
import { TILE_TYPE } from '../tiles/tiles.ts'
import { liveFilters, several, tilePath } from './document-tiles.ts'
import { desk, json, problem, text } from './shapes.ts'

const part = {
  ...liveFilters,
  state: several(states, 'held'),
  tab: z.enum(tabs).optional().meta({ description: 'A part of the queue; all of it unless told otherwise.' }),
  agency: text.max(100).optional().meta({ description: 'Key of the agency that the work is assigned to.' }),
}
const line = z.looseObject({
  key: text.meta({ description: 'Of the case, the incident or the report.' }),
  place: z.int().meta({ description: 'How many lines stand before it; −1: not listed.' }),
  count: z.int().meta({ description: 'Reports in it; of many only the first are told.' }),
  reports: z.array(z.looseObject({})),
})

export const queuePaths: RouteConfig[] = [
  {
    ...desk,
    method: 'get',
    path: '/api/desk/queue',
    summary: 'A page of the queue, the most urgent first',
    request: {
      query: z.object({
        ...part,
        from: z.coerce.number().int().min(0).optional().meta({ description: 'Lines that come before.' }),
        limit: z.coerce.number().int().min(0).max(200).optional().meta({ description: '100 unless told.' }),
        names: text.max(4_000).optional().meta({
          description: 'Cases, incidents or reports whose lines are wanted wherever they stand; by commas.',
        }),
      }),
    },
    responses: {
      200: json(
        z.looseObject({
          total: z.int(),
          lines: z.array(line),
          named: z.array(line),
          cursor: text.meta({ description: 'Everything up to here is in the list.' }),
          generation: text.meta({ description: 'The `v` of the tiles that go with the list.' }),
          drawn: text.meta({ description: 'Everything up to here is in those tiles.' }),
        }),
        'The page, and how many there are.',
      ),
      400: problem('An unknown filter.'),
    },
  },
  {
    ...desk,
    method: 'get',
    path: '/api/desk/queue/tiles/{z}/{x}/{y}.mvt',
    summary: 'A vector tile of the reports that the queue lists',
    request: { params: tilePath, query: z.object({ ...part, v: text.max(40).optional() }) },
    responses: {
      200: { description: 'MVT with the layer `reports`.', content: { [TILE_TYPE]: { schema: text } } },
      400: problem('An unknown filter.'),
      404: problem('There is no such tile.'),
    },
  },
]
