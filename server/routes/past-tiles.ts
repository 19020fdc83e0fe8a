// Vector tiles of the past: the tiles of live reports, asked for with `from` or `to`. Without those the live ones answer.
import { Router } from 'express'
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { refuse } from '../problems.ts'
import { pastTile } from '../tiles/past-tiles.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { refusalOfQuery } from '../wire/queried.ts'
import { give, readyAnswer, shelf } from '../wire/ready.ts'
import { severalOf } from '../wire/several.ts'
import { spanOf, spanParameters } from '../wire/span.ts'
import { tileJson, tilePath } from './tiles.ts'

const TILE_TYPE = 'application/vnd.mapbox-vector-tile'
const DAY_MS = 86_400_000
const MOST_DAYS = 7_320
/** A tile that was made stands so long while nothing else is reported, ms. */
const KEPT_MS = 10_000
const KEPT_BYTES = 16 * 1024 * 1024

const query = z.strictObject({
  ...spanParameters,
  hazard: severalOf(hazardKeys).optional(),
  level: severalOf(['0', '1', '2', '3']).optional(),
  state: severalOf(['unverified', 'verified', 'resolved']).optional(),
  region: z.string().max(20).optional(),
  area: z.string().max(200).optional(),
  v: z.string().max(40).optional(),
})

type Given = {
  db: Queryable
  isReady: () => Promise<boolean>
  /** What everything live stands at. */
  version: () => number
  now: () => Date
  publicUrl: string
}

export function pastTileRoutes({ db, isReady, version, now, publicUrl }: Given): Router {
  const router = Router()
  const kept = shelf(KEPT_BYTES)

  router.use('/tiles', openToAll)

  router.get('/tiles/reports.json', async (request, response, next) => {
    if (!isPast(request.query)) return next()
    const asked = query.safeParse(request.query)
    if (!asked.success) return refuse(request, response, refusalOfQuery(request, query, asked.error))
    const wanted = request.url.slice(request.url.indexOf('?'))
    const described = tileJson('reports', publicUrl, wanted)
    await give(request, response, readyAnswer(JSON.stringify(described)), openHeaders)
  })

  router.get('/tiles/reports/:z/:x/:y.mvt', async (request, response, next) => {
    if (!isPast(request.query)) return next()
    const path = tilePath.safeParse({ layer: 'reports', ...request.params })
    const asked = query.safeParse(request.query)
    if (!path.success || Math.max(path.data.x, path.data.y) >= 2 ** path.data.z)
      return refuse(request, response, { refused: 'not-found' })
    if (!asked.success) return refuse(request, response, refusalOfQuery(request, query, asked.error))
    const time = now().getTime()
    const known = kept.find(request.url, version(), time)
    if (known) return give(request, response, known, openHeaders)

    const { hazard, level, state, region, area } = asked.data
    const span = spanOf(asked.data, now())
    if (span.from >= span.to || span.to.getTime() - span.from.getTime() > MOST_DAYS * DAY_MS)
      return refuse(request, response, { refused: 'span-wrong', details: { most: MOST_DAYS } })
    if (!(await isReady())) return refuse(request, response, { refused: 'statistics-unready' })
    const shown = {
      ...span,
      ...(hazard && { hazards: hazard }),
      ...(level && { levels: level.map(Number) }),
      ...(state && { states: state }),
      ...(region && { regions: [region] }),
      ...(area !== undefined && { area }),
    }
    const stands = version()
    const tile = await pastTile(db, shown, [path.data.z, path.data.x, path.data.y])
    const ready = readyAnswer(Buffer.from(tile), TILE_TYPE)
    kept.put(request.url, { ready, version: stands, until: time + KEPT_MS }, time)
    await give(request, response, ready, openHeaders)
  })

  return router
}

const isPast = (asked: object) => 'from' in asked || 'to' in asked
