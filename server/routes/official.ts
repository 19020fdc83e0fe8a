// What official sources tell, with the age of each source.
import compression from 'compression'
import { Router } from 'express'
import { sources } from '../domain/official.ts'
import type { followFeeds } from '../feeds/index.ts'
import type { Board } from '../live/board.ts'
import { openToAll } from '../wire/cors.ts'
import { takesOnly } from '../wire/queried.ts'

type Given = { board: Board; states: ReturnType<typeof followFeeds>['states'] }

export function officialRoutes({ board, states }: Given): Router {
  const router = Router()
  router.use('/api/official', openToAll, takesOnly(), compression())

  router.get('/api/official', async (_request, response) => {
    const told = [...board.officials.values()].sort((a, b) => (a.at < b.at ? 1 : -1))
    response.json({
      sources: (await states()).map(state => ({ ...state, name: sources[state.source] })),
      official: told,
    })
  })
  return router
}
