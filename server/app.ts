// The web application: routers in order, the pages, and the one handler that answers faults. The same in production and in tests.
import compression from 'compression'
import express, { type Express, type RequestHandler, type Router } from 'express'
import type { BrowserRules } from './pages/browser-rules.ts'
import { answerFaults, refuse } from './problems.ts'
import { wrongMethod } from './wrong-method.ts'

type Given = {
  /** What browsers may do with the answers. */
  rules: BrowserRules
  /** Answered before anything else is looked at, because everybody asks for them at once. */
  hot: (Router | RequestHandler)[]
  routers: Router[]
  pages: Router | RequestHandler
  notFound: RequestHandler
  trustedProxies: string[]
  logFault: (fault: unknown) => void
}

export function createApp({
  rules,
  hot,
  routers,
  pages,
  notFound,
  trustedProxies,
  logFault,
}: Given): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('trust proxy', trustedProxies)
  app.use(rules.first)
  app.use(withoutZeroes)
  for (const router of hot) app.use(router)
  app.use(...rules.pages)
  app.use(compression())
  for (const router of routers) app.use(router)
  app.use(pages)
  app.use(wrongMethod(app))
  app.use(notFound)
  app.use(answerFaults(logFault))
  return app
}

/** No address of ours holds a zero character, and no database takes one. */
const withoutZeroes: RequestHandler = (request, response, next) =>
  request.url.includes('%00') ? refuse(request, response, { refused: 'query-unreadable' }) : next()
