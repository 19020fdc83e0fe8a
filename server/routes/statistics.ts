// How many reports, by time, hazard, level, state, region, local area or H3 cell: as JSON, CSV and GeoJSON. Groups too small to be told are
// suppressed, with as many others as it takes that no sum gives them away.
import { stringify } from 'csv-stringify/sync'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { Bounds } from '../domain/regions/index.ts'
import { kinds, steps } from '../domain/statistics.ts'
import { refuse } from '../problems.ts'
import { FINEST, outlineOf } from '../statistics/hexagons.ts'
import { type Asked, createStatistics, type Told } from '../statistics/statistics.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { give, readyAnswer } from '../wire/ready.ts'
import { severalOf, texts } from '../wire/several.ts'
import { spanOf, spanParameters } from '../wire/span.ts'

const HOUR_MS = 3_600_000
const MOST_DIMENSIONS = 3
const CSV = 'text/csv; charset=utf-8'
const GEOJSON = 'application/geo+json; charset=utf-8'

const common = {
  ...spanParameters,
  hazard: severalOf(hazardKeys).optional(),
  level: severalOf(['0', '1', '2', '3']).optional(),
  state: severalOf(['unverified', 'verified', 'resolved']).optional(),
  region: texts.optional(),
  area: z.string().max(200).optional(),
  lang: z.string().max(20).optional(),
}
const tableQuery = z.strictObject({
  ...common,
  by: severalOf([...steps, ...kinds], MOST_DIMENSIONS).default(['day']),
})
const cellsQuery = z.strictObject({
  ...common,
  by: severalOf([...steps, ...kinds], 1).default([]),
  resolution: z.coerce.number().int().min(0).max(FINEST).default(7),
  box: z
    .string()
    .transform(text => text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part))))
    .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))
    .optional(),
})

type Given = { db: Queryable; isReady: () => Promise<boolean>; now: () => Date }

export function statisticsRoutes({ db, isReady, now }: Given): Router {
  const router = Router()
  const ask = createStatistics({ db, isReady })

  async function tableOf(query: unknown): Promise<Told | Refusal> {
    const read = tableQuery.safeParse(query)
    return read.success ? ask({ ...filtersOf(read.data, now()), by: read.data.by }) : complaint(read.error)
  }

  async function cellsOf(query: unknown): Promise<Told | Refusal> {
    const read = cellsQuery.safeParse(query)
    if (!read.success) return complaint(read.error)
    const { by, resolution, box } = read.data
    return ask({
      ...filtersOf(read.data, now()),
      by: ['cell', ...by],
      resolution,
      box: box as Bounds | undefined,
    })
  }

  const answering =
    (answer: (query: unknown) => Promise<Told | Refusal>, write: (told: Told) => string, type?: string) =>
    async (request: Request, response: Response) => {
      const told = await answer(request.query)
      if (isRefusal(told)) return refuse(request, response, told)
      await give(request, response, readyAnswer(write(told), type), openHeaders)
    }

  router.use(['/api/statistics', '/api/statistics.csv'], openToAll)
  router.get('/api/statistics', answering(tableOf, JSON.stringify))
  router.get('/api/statistics.csv', answering(tableOf, asCsv, CSV))
  router.get('/api/statistics/cells', answering(cellsOf, asGeoJson, GEOJSON))
  router.get('/api/statistics/cells.json', answering(cellsOf, JSON.stringify))
  router.get('/api/statistics/cells.csv', answering(cellsOf, asCsv, CSV))
  return router
}

const asCsv = ({ by, groups }: Told): string =>
  stringify(groups, {
    header: true,
    columns: [...by, 'count'],
    record_delimiter: 'windows',
    escape_formulas: true,
  })

/** Every cell as its hexagon (twelve in the world are pentagons). */
const asGeoJson = ({ groups, ...rest }: Told): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    ...rest,
    features: groups.map(group => ({
      type: 'Feature',
      ...(rest.by.length === 1 && { id: group.cell }),
      geometry: { type: 'Polygon', coordinates: [outlineOf(String(group.cell))] },
      properties: group,
    })),
  })

function complaint({ issues: [issue] }: z.ZodError): Refusal {
  const parameter = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]
  return { refused: 'statistics-wrong', details: { parameter: String(parameter) } }
}

function filtersOf(query: z.infer<z.ZodObject<typeof common>>, now: Date): Omit<Asked, 'by'> {
  const { zone, hazard, level, state, region, area } = query
  return {
    ...wholeHours(spanOf(query, now)),
    zone,
    ...(hazard && { hazards: hazard }),
    ...(level && { levels: level.map(Number) }),
    ...(state && { states: state }),
    ...(region && { regions: region }),
    ...(area !== undefined && { area }),
  }
}

/** Outward to whole hours: spans a minute apart shall not tell of a single report. */
function wholeHours({ from, to }: { from: Date; to: Date }): { from: Date; to: Date } {
  const whole = (time: Date, round: (hours: number) => number) =>
    new Date(round(time.getTime() / HOUR_MS) * HOUR_MS)
  return { from: whole(from, Math.floor), to: whole(to, Math.ceil) }
}
