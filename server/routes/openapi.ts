// The API's description for programs: /openapi.json. For people it stands at /docs/api.
import { Router } from 'express'
import type { Collection } from '../features/collection.ts'
import { openHeaders } from '../wire/cors.ts'
import { openApiDocument } from '../wire/document.ts'
import { give, readyAnswer } from '../wire/ready.ts'

type Given = { publicUrl: string; collections: Collection[] }

export function openApiRoutes({ publicUrl, collections }: Given): Router {
  const router = Router()
  const document = readyAnswer(
    JSON.stringify(openApiDocument(publicUrl, collections)),
    'application/vnd.oai.openapi+json;version=3.0',
  )
  router.get('/openapi.json', (request, response) => give(request, response, document, openHeaders))
  return router
}
