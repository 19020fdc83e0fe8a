// The API's description for programs: /openapi.json. For people it stands at /docs/api.
import { Router } from 'express'
import type { Collection } from '../features/collection.ts'
import { onDemand } from '../made-once.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { documentText } from '../wire/document-ahead.ts'
import { give, readyAnswer } from '../wire/ready.ts'

type Given = { publicUrl: string; collections: Collection[] }

export function openApiRoutes({ publicUrl, collections }: Given): Router {
  const router = Router()
  /** Got when it is first asked for: a start does without. */
  const document = onDemand(async () =>
    readyAnswer(await documentText(publicUrl, collections), 'application/vnd.oai.openapi+json;version=3.0'),
  )
  router.use('/openapi.json', openToAll)
  router.get('/openapi.json', async (request, response) =>
    give(request, response, await document(), openHeaders),
  )
  return router
}
