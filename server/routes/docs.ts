// The pages for those who write programs: /docs with examples, /docs/api with the whole description (Swagger UI). All of it comes from our own
// address, and no script stands in a page.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express, { type Request, type Response, Router } from 'express'
import { packClient } from '../docs/client-package.ts'
import { apiPage, docsPage } from '../docs/page.ts'
import { languageOf } from '../problems.ts'
import type { Publisher } from '../snapshots/papers.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { give, type Ready, readyAnswer } from '../wire/ready.ts'

const swaggerFiles = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** What npm installs by its address. */
const CLIENT = '/docs/kentongan-client.tgz'

/** The colours and sizes of every page, and what these two add. */
const files: [name: string, content: string][] = [
  ['page.css', read('../../web/tokens.css') + read('../docs/page.css')],
  ['api.css', read('../docs/api.css')],
  ['theme.js', read('../docs/theme.mjs')],
  ['copy.js', read('../docs/copy.mjs')],
  ['api.js', read('../docs/api.mjs')],
]

type Given = { publicUrl: string; now: () => Date; data: Publisher }

export function docsRoutes({ publicUrl, now, data }: Given): Router {
  const router = Router()
  const show = (page: typeof docsPage) => (request: Request, response: Response) => {
    const language = languageOf(request)
    response
      .set({ 'Cache-Control': 'no-cache', 'Content-Language': language })
      .vary('Accept-Language')
      .type('html')
      .send(page({ language, publicUrl, now: now(), data }))
  }
  router.get('/docs', show(docsPage))
  router.get('/docs/api', show(apiPage))
  for (const [name, content] of files)
    router.get(`/docs/${name}`, (_request, response) => {
      response.set('Cache-Control', 'no-cache').type(name).send(content)
    })
  let packed: Promise<Ready> | undefined
  router.use(CLIENT, openToAll)
  router.get(CLIENT, async (request, response) => {
    packed ??= packClient().then(bytes => readyAnswer(bytes, 'application/gzip'))
    await give(request, response, await packed, openHeaders)
  })
  router.use('/docs/assets', express.static(swaggerFiles, { index: false, redirect: false, maxAge: '1d' }))
  return router
}
