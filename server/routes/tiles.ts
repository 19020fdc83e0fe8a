// Vector tiles of live reports and incidents (MVT with TileJSON), and the list that says the same: for maps with more than a browser should hold.
import { Router } from 'express'
import { z } from 'zod'
import { type Filters, HOURS } from '../domain/filters.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import type { State } from '../domain/state.ts'
import { refuse } from '../problems.ts'
import { type Asked, LAST_ZOOM, type LayerName, layerNames } from '../tiles/tile-layers.ts'
import type { Tiles } from '../tiles/tiles.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { refusalOfQuery, takesOnly } from '../wire/queried.ts'
import { give, readyAnswer } from '../wire/ready.ts'

/** Several are separated by commas; none: all. */
export const listOf = <T extends string>(values: readonly T[]) =>
  z
    .string()
    .max(200)
    .default('')
    .transform(text => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(values)))

export const filterQuery = {
  hazard: listOf(hazardKeys),
  level: listOf(['0', '1', '2', '3']),
  state: listOf(['unverified', 'verified']),
  hours: z.coerce.number().pipe(z.literal(HOURS)).default(24),
  words: z.string().max(200).default(''),
  region: z.string().max(20).optional(),
  area: z.string().max(200).optional(),
  drill: z.enum(['0', '1']).default('0'),
}
type FilterQuery = Omit<z.infer<z.ZodObject<typeof filterQuery>>, 'state' | 'drill'> & { state: State[] }
/** `v`: of no meaning but to a browser, which holds each generation under an address of its own. */
const tileQuery = z.strictObject({ ...filterQuery, v: z.string().max(40).optional() })
const liveQuery = z.strictObject({
  ...filterQuery,
  incident: z.uuid().optional(),
  after: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(0).max(1_000).default(100),
})
export const tilePath = z.object({
  layer: z.enum(layerNames),
  z: z.coerce.number().int().min(0).max(LAST_ZOOM),
  x: z.coerce.number().int().min(0),
  y: z.coerce.number().int().min(0),
})

type Given = { tiles: Tiles; publicUrl: string }

export function tileRoutes({ tiles, publicUrl }: Given): Router {
  const router = Router()
  const indexes = new Map(
    layerNames.map(layer => [layer, readyAnswer(JSON.stringify(tileJson(layer, publicUrl)))]),
  )

  router.use(['/tiles', '/api/live'], openToAll)

  for (const [layer, index] of indexes)
    router.get(`/tiles/${layer}.json`, takesOnly(), (request, response) =>
      give(request, response, index, openHeaders),
    )

  router.get('/tiles/:layer/:z/:x/:y.mvt', async (request, response) => {
    const path = tilePath.safeParse(request.params)
    const query = tileQuery.safeParse(request.query)
    if (!path.success || Math.max(path.data.x, path.data.y) >= 2 ** path.data.z)
      return refuse(request, response, { refused: 'not-found' })
    if (!query.success) return refuse(request, response, refusalOfQuery(request, tileQuery, query.error))
    const { layer, z, x, y } = path.data
    const tile = await tiles.tile(layer, askedBy(query.data), [z, x, y])
    await give(request, response, tile, openHeaders)
  })

  /** The list beside the tiles: how many reports are wanted, and a page of them. Of the same generation, it is in step with them. */
  router.get('/api/live', async (request, response) => {
    const query = liveQuery.safeParse(request.query)
    if (!query.success) return refuse(request, response, refusalOfQuery(request, liveQuery, query.error))
    const { incident, after, limit } = query.data
    const asked = { ...askedBy(query.data), ...(incident && { incident }) }
    await give(request, response, await tiles.list(asked, { after, limit }), openHeaders)
  })

  return router
}

export function filtersOf({ hazard, level, state, hours, words, region, area }: FilterQuery): Filters {
  return {
    ...(region && { region }),
    ...(area && { area: { id: area, name: '' } }),
    hazards: hazard,
    levels: level.map(Number) as Filters['levels'],
    states: state,
    hours,
    words: words.trim().toLowerCase(),
  }
}

const askedBy = (query: z.infer<typeof tileQuery>): Asked => ({
  ...filtersOf(query),
  drill: query.drill === '1',
})

const fields: Record<LayerName, Record<string, string>> = {
  reports: {
    id: 'Of the report; a crowd has none.',
    number: 'The number that people were given.',
    version: 'Rises with each change.',
    hazard: hazardKeys.join(', '),
    level: '0 to 3.',
    state: 'unverified or verified.',
    at: 'ISO 8601.',
    incident: 'The incident that it belongs to.',
    cluster: 'true: a crowd of reports.',
    point_count: 'Reports in a crowd.',
    worst: 'The highest level in a crowd.',
    opens: 'The zoom at which a crowd comes apart.',
  },
  incidents: {
    id: 'Of the incident.',
    hazard: hazardKeys.join(', '),
    level: '0 to 3.',
    count: 'Reports in it.',
    verified: 'Verified reports in it.',
    latest: 'When its latest report was seen, ISO 8601.',
  },
}

/** TileJSON 3.0. `past`: the query that asks for a span of the past. */
export function tileJson(layer: LayerName, publicUrl: string, past = '') {
  return {
    tilejson: '3.0.0',
    name: `Kentongan ${layer}`,
    description: past
      ? `All ${layer} of a span of time.`
      : `Live ${layer} of the last 24 hours; filters go on in the query as for /api/live. With \`from\` or \`to\`: reports of the past.`,
    attribution: 'Kentongan',
    scheme: 'xyz',
    tiles: [`${publicUrl}/tiles/${layer}/{z}/{x}/{y}.mvt${past}`],
    minzoom: 0,
    maxzoom: LAST_ZOOM,
    bounds: [-180, -85.05, 180, 85.05],
    vector_layers: [{ id: layer, fields: fields[layer], minzoom: 0, maxzoom: LAST_ZOOM }],
  }
}
