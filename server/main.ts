// The composition root: opens the database, loads the board, joins every room and serves them. `npm start` runs this file.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { v7 as newUuid } from 'uuid'
import { citizenAt } from '../db/citizens.ts'
import { openDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { createApp } from './app.ts'
import { createAuth } from './auth.ts'
import { type Config, readConfig } from './config.ts'
import { regionAt } from './domain/regions/index.ts'
import { createLifecycle } from './lifecycle.ts'
import { loadBoard, openLivePicture } from './picture.ts'
import { builtPages, developedPages } from './pages.ts'
import { openPhotos, photoRoutes } from './photos.ts'
import { cardsRoutes } from './routes/cards.ts'
import { deskRoutes } from './routes/desk.ts'
import { openApiRoutes } from './routes/openapi.ts'
import { notFound, petabencanaRoutes } from './routes/petabencana.ts'
import { reportRoutes } from './routes/reports.ts'

export type Options = {
  now?: () => Date
  newId?: () => string
  /** Build the pages on the fly. */
  dev?: boolean
  log?: (line: string) => void
}

export type Running = Awaited<ReturnType<typeof startServer>>

export async function startServer(config: Config, options: Options = {}) {
  const now = options.now ?? (() => new Date())
  const newId = options.newId ?? (() => newUuid())
  const log = options.log ?? console.log
  const logFault = (fault: unknown) => log(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault))

  const db = await openDatabase({ url: config.databaseUrl, directory: config.directory, warn: log })
  await migrate(db)

  const lifecycle = createLifecycle({ db, now, newId, regionAt })
  const auth = createAuth({ db, now })
  const citizenOf = (device: string) =>
    citizenAt(db, { id: newId(), channel: 'web', address: createHash('sha256').update(device).digest('hex'), language: 'id', at: now() })
  const about = { mapStyle: config.mapStyle ?? null, publicUrl: config.publicUrl, bot: null }
  const { publicUrl } = config
  const photos = await openPhotos(config.directory, now)
  const board = await loadBoard(db, now())

  const app = createApp({
    hot: [petabencanaRoutes({ db, board, lifecycle, now, publicUrl })],
    routers: [
      reportRoutes({ db, lifecycle, keepPhoto: photos.keep, citizenOf, about }),
      cardsRoutes({ db, lifecycle, photos, now, publicUrl }),
      photoRoutes(photos),
      deskRoutes({ db, auth, lifecycle }),
      openApiRoutes({ publicUrl }),
    ],
    pages: options.dev ? await developedPages() : builtPages(),
    notFound,
    logFault,
  })
  const http = createServer(app)
  const picture = openLivePicture({ db, board, http, now, auth, logFault })

  await new Promise<void>((resolve, reject) => http.once('error', reject).listen(config.port, resolve))
  const { port } = http.address() as AddressInfo

  return {
    port,
    url: `http://localhost:${port}`,
    db,
    board,
    lifecycle,
    /** Resolves when everything committed before the call stands on the board. */
    caughtUp: picture.caughtUp,
    async stop() {
      http.closeIdleConnections()
      await picture.close()
      await db.close()
    },
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const config = readConfig()
  const running = await startServer(config, { dev: process.argv.includes('--dev') })
  console.log(`Kentongan stands at ${running.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      running.stop().then(
        () => process.exit(0),
        fault => {
          console.error(fault)
          process.exit(1)
        },
      )
    })
}
