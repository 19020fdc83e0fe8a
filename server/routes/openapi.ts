// The API's description for programs (/openapi.json) and for people (/docs): Swagger UI from our own address, without inline scripts.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express, { type Request, Router } from 'express'
import type { Collection } from '../features/collection.ts'
import { openHeaders } from '../wire/cors.ts'
import { openApiDocument } from '../wire/document.ts'
import { give, readyAnswer } from '../wire/ready.ts'

const swaggerFiles = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

type Given = { publicUrl: string; collections: Collection[] }

export function openApiRoutes({ publicUrl, collections }: Given): Router {
  const router = Router()
  const document = readyAnswer(
    JSON.stringify(openApiDocument(publicUrl, collections)),
    'application/vnd.oai.openapi+json;version=3.0',
  )

  router.get('/openapi.json', (request, response) => give(request, response, document, openHeaders))
  router.get('/docs', (request, response) => {
    response.set('Cache-Control', 'no-cache').vary('Accept-Language').type('html').send(page(request))
  })
  router.get('/docs/assets/start.js', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('js').send(START)
  })
  router.use('/docs/assets', express.static(swaggerFiles, { index: false, redirect: false, maxAge: '1d' }))
  return router
}

const TITLES = { id: 'Kentongan: API terbuka', en: 'Kentongan: the open API' }

function page(request: Request): string {
  const language = request.acceptsLanguages(['id', 'en']) === 'en' ? 'en' : 'id'
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLES[language]}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<main id="api"><noscript><a href="/openapi.json">openapi.json</a></noscript></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script>
</body>
</html>
`
}

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null, docExpansion: 'list' })\n`
