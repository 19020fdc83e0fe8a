// The API's description for programs: /openapi.json. For people it stands at /docs/api.
import { Router } from 'express'
import type { Collection } from '../features/collection.ts'
import { onDemand } from '../on-demand.ts'
import { openHeaders } from '../wire/cors.ts'
import { give, readyAnswer } from '../wire/ready.ts'

type Given = { publicUrl: string; collections: Collection[] }

export function openApiRoutes({ publicUrl, collections }: Given): Router {
  const router = Router()
  /** Written when it is first asked for: it is a quarter of the work of a start. */
  const document = onDemand(async () => {
    const { openApiDocument } = await import('../wire/document.ts')
    return readyAnswer(
      JSON.stringify(openApiDocument(publicUrl, collections)),
      'application/vnd.oai.openapi+json;version=3.0',
    )
  })
  router.get('/openapi.json', async (request, response) =>
    give(request, response, await document(), openHeaders),
  )
  return router
}
