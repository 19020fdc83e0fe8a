// The web application: routers in order, the pages, and the one handler that answers faults. The same in production and in tests.
import compression from 'compression'
import express, { type Express, type RequestHandler, type Router } from 'express'
import helmet from 'helmet'
import { answerFaults } from './problems.ts'

type Given = {
  /** Answered before anything else is looked at, because everybody asks for them at once. */
  hot: (Router | RequestHandler)[]
  routers: Router[]
  pages: Router | RequestHandler
  notFound: RequestHandler
  trustedProxies: string[]
  logFault: (fault: unknown) => void
}

export function createApp({ hot, routers, pages, notFound, trustedProxies, logFault }: Given): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('trust proxy', trustedProxies)
  for (const router of hot) app.use(router)
  app.use(securityHeaders)
  app.use(compression())
  for (const router of routers) app.use(router)
  app.use(pages)
  app.use(notFound)
  app.use(answerFaults(logFault))
  return app
}

/** Maps come from wherever the operator's style lives, so pictures and connections may be https; scripts are ours alone. */
const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
      connectSrc: ["'self'", 'https:', 'ws:', 'wss:'],
      workerSrc: ["'self'", 'blob:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      frameAncestors: ["'self'", 'https://web.telegram.org'],
    },
  },
  frameguard: false,
  crossOriginEmbedderPolicy: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  strictTransportSecurity: false,
})
