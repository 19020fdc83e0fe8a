// For balancers and the machine room: does the process live, may it be sent people, and how is it. Without a key only this machine is told figures.
import { createHash, timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import type { Database } from '../../db/connect.ts'
import { answers } from '../../db/vitals.ts'
import { refuse } from '../problems.ts'
import { type Metrics, within } from '../process/metrics.ts'
import { lineOf } from '../wire/from.ts'

/** A database that has not answered by then is as good as away, ms: less than any balancer waits, or a database that hangs would cost people the map. */
const PATIENCE_MS = 500

type Given = {
  db: Database
  metrics: () => Metrics
  /** Seconds that the board lies behind the database. */
  lag: () => number
  isStopping: () => boolean
  key: string | undefined
}

export function healthRoutes({ db, metrics, lag, isStopping, key }: Given): Router {
  const router = Router()

  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('text').send('ok')
  })

  /**
   * Ready as long as it is not about to stop: without the database the map is still read from the board, and reports are refused honestly. A balancer
   * that took all processes away for that would leave people with nothing.
   */
  router.get('/readyz', async (_request, response) => {
    const database =
      (await within(
        answers(db).then(() => true),
        PATIENCE_MS,
      )) ?? false
    const isReady = !isStopping()
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready: isReady, database, lag: Math.round(lag() * 10) / 10 })
  })

  router.get('/metrics', async (request, response) => {
    const shown = /^Bearer (.+)$/.exec(request.get('Authorization') ?? '')?.[1]
    const isOwn = key === undefined ? lineOf(request) === undefined : isSame(shown ?? '', key)
    if (!isOwn) return refuse(request, response, { refused: 'not-allowed' })
    response
      .type(metrics().type)
      .set('Cache-Control', 'no-store')
      .send(await metrics().text())
  })

  return router
}

const isSame = (a: string, b: string) =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
