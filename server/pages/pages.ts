// Serves the built pages: each address its page, hashed assets for ever. With --dev Vite builds them on the fly.
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Request, type RequestHandler, Router } from 'express'
import { give } from '../wire/ready.ts'
import { letFrame } from './browser-rules.ts'
import { builtFile, dist } from './built.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The page of a private link: nobody else is to learn the link from it. */
const MINE = 'mine'
/** The page that every site may show in a frame. */
const EMBED = 'embed'
/** Telegram in a browser shows the form in a frame of its own. */
const FORM = 'report'
const TELEGRAM = 'https://web.telegram.org'
/** Which page stands at which address. */
const PAGES: [addresses: string[], page: string][] = [
  [['/'], 'map'],
  [['/lapor', '/report', '/card/:id', '/cards/:id'], FORM],
  [['/waspada', '/alerts'], 'alerts'],
  [['/desk'], 'desk'],
  [['/embed'], EMBED],
  [['/laporan/:token'], MINE],
]
/** Stands at every other address that a person opens. Programs get the API's own answer. */
const LOST = 'lost'

export function builtPages(): RequestHandler {
  const router = Router()
  router.use(
    '/assets',
    express.static(join(dist, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  )
  router.use(express.static(dist, { index: false, redirect: false, maxAge: '1h' }))
  for (const [addresses, page] of PAGES) {
    router.get(addresses, async (request, response, next) => {
      const file = wantsPage(request) ? await builtFile(`${page}/index.html`) : undefined
      if (!file) return next()
      if (page === MINE) response.set({ 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'no-referrer' })
      if (page === EMBED) letFrame(response, '*')
      if (page === FORM) letFrame(response, TELEGRAM)
      await give(request, response, file)
    })
  }
  router.get('/{*address}', async (request, response, next) => {
    const lost = isPerson(request) ? await builtFile(`${LOST}/index.html`) : undefined
    if (!lost) return next()
    response.status(404).set('Cache-Control', 'no-cache').type('html').send(lost.body)
  })
  return router
}

export async function developedPages(): Promise<RequestHandler> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    root: join(root, 'web'),
    configFile: join(root, 'vite.config.ts'),
    appType: 'custom',
    server: { middlewareMode: true },
  })
  const router = Router()
  router.use((request, response, next) => vite.middlewares(request, response, next))
  for (const [addresses, page] of PAGES)
    router.get(addresses, async (request, response, next) => {
      if (!wantsPage(request)) return next()
      const html = await readFile(join(root, 'web', page, 'index.html'), 'utf8')
      response.type('html').send(await vite.transformIndexHtml(`/${page}/index.html`, html))
    })
  return router
}

const wantsPage = (request: Request) => request.accepts(['html', 'json']) === 'html'

/** A browser names HTML; a program that takes anything does not. */
const isPerson = (request: Request) =>
  !request.path.startsWith('/api/') && (request.get('Accept') ?? '').includes('text/html')
