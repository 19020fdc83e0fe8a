// The composition root: loads the board from the database, joins every room and serves them. `start.ts` runs it, and so do the tests.
import { randomUUID } from 'node:crypto'
import express from 'express'
import { v7 as newUuid } from 'uuid'
import { startBots } from '../bots/index.ts'
import { createCard } from '../db/cards.ts'
import { type Database, openDatabase, type Queryable } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { keepPrint } from '../db/photo-prints.ts'
import { reportById } from '../db/reports.ts'
import { createAftermath } from './aftermath.ts'
import { createApp } from './app.ts'
import { createAreas } from './areas.ts'
import { botStores } from './bot-stores.ts'
import { createCases } from './cases/cases.ts'
import { createGrouping } from './cases/grouping.ts'
import { watchDeadlines } from './cases/overdue.ts'
import { type Config, settingsFor } from './config.ts'
import { regionAt } from './domain/regions/index.ts'
import { type Around, seenAround } from './domain/seen.ts'
import type { PublicConfig } from './domain/told.ts'
import { whereIs } from './domain/warning-place.ts'
import { openCollections } from './features/index.ts'
import { followFeeds } from './feeds/index.ts'
import { openFollowers } from './followers/followers-thread.ts'
import { leadsTold } from './followers/leads.ts'
import { createLifecycle } from './lifecycle.ts'
import { openEvents } from './live/events.ts'
import { loadBoard, openLivePicture } from './live/picture.ts'
import { onDemand } from './made-once.ts'
import {
  agencySignInOnDemand,
  judgingOnDemand,
  passkeysOnDemand,
  placesOnDemand,
  pushKeysOnDemand,
  sharedPhotos,
} from './on-demand.ts'
import { browserRules } from './pages/browser-rules.ts'
import { builtPages, developedPages } from './pages/pages.ts'
import { photoDoor } from './photos/photo-door.ts'
import { openPhotos, photoRoutes } from './photos/photos.ts'
import { openUploads } from './photos/uploads.ts'
import { openControl } from './process/control.ts'
import { openFarewell } from './process/farewell.ts'
import { httpServer, listen } from './process/listening.ts'
import { type Lines, openLines } from './process/log-lines.ts'
import { openMetrics } from './process/metrics.ts'
import { openTraces } from './process/traces.ts'
import { openPrograms } from './programs.ts'
import { lookUpPublic } from './public-addresses.ts'
import { keepRetention } from './retention.ts'
import { alertRoutes } from './routes/alerts.ts'
import { cardsRoutes } from './routes/cards.ts'
import { confidenceRoutes } from './routes/confidence.ts'
import { deskSide } from './routes/desk-side.ts'
import { healthRoutes } from './routes/health.ts'
import { mineRoutes } from './routes/mine.ts'
import { nearbyRoutes } from './routes/nearby.ts'
import { openSide } from './routes/open-side.ts'
import { notFound } from './routes/petabencana.ts'
import { intakeRoutes, reportRoutes } from './routes/reports.ts'
import { openLetters } from './secrets/letters.ts'
import { ownSecrets } from './secrets/own-secrets.ts'
import { openPrivateLinks } from './secrets/private-links.ts'
import { openSealing } from './secrets/sealing.ts'
import { watchAdmitted } from './sign-in/admitted.ts'
import { createAuth } from './sign-in/auth.ts'
import { checkDoors, gate } from './sign-in/doors.ts'
import { createOfficers } from './sign-in/officers.ts'
import { createServiceKeys } from './sign-in/service-keys.ts'
import { keepSnapshots } from './snapshots/keep.ts'
import { snapshotsIn } from './snapshots/shelf.ts'
import { openOverload } from './surge/overload.ts'
import { givenAgain } from './surge/rush.ts'
import { inTime } from './surge/slow-bodies.ts'
import { openQueues } from './tiles/queues.ts'
import { MANY, openTiles } from './tiles/tiles.ts'
import { createDoubts } from './trust/doubts.ts'
import { createTickets } from './trust/tickets.ts'
import { keepDigest } from './warnings/digest.ts'
import { createWarnings } from './warnings/warnings.ts'
import { createWebhooks } from './webhooks/webhooks.ts'
import { readLines } from './wire/from.ts'
import { stale } from './wire/stale.ts'

export type Options = {
  now?: () => Date
  newId?: () => string
  /** Build the pages on the fly. */
  dev?: boolean
  /** Takes each line instead of the output. */
  log?: (line: string) => void
  lines?: Lines
  /** A database that is being opened already. */
  opening?: Promise<Database>
  limits?: Parameters<typeof openOverload>[0]['limits']
  /** Open sockets at most. */
  sockets?: number
  /** Whether what keeps nobody waiting may run beside: always, unless time or ids are given, which no thread can be. */
  threads?: boolean
}

export type Running = Awaited<ReturnType<typeof startServer>>

export async function startServer(config: Config, options: Options = {}) {
  const { publicUrl, directory, databaseUrl: url, read } = config
  const now = options.now ?? (() => new Date())
  const newId = options.newId ?? (() => newUuid())
  const lines = options.lines ?? (await openLines(config.logFormat, options.log))
  const { line: log, fault: logFault } = lines
  const { stage, ...traces } = await openTraces(config.traces, log)
  const db = leadsTold(await (options.opening ?? openDatabase({ url, read, directory, warn: log })), lines)
  await migrate(db)

  const sealing = await openSealing({ db, directory, keys: config.secretKeys }).catch(fault =>
    db.close().then(() => Promise.reject(fault)),
  )
  const secrets = ownSecrets(db, sealing)
  const links = await openPrivateLinks(db, publicUrl, secrets)
  const letters = { ...openLetters(sealing), linkTo: links.linkTo, publicUrl }
  const tickets = createTickets({ db, now })
  const threads = options.threads ?? !(options.now || options.newId)
  const loadJudging = judgingOnDemand({ db, logFault, threads })
  const doubts = createDoubts({ db, now, loadJudging, logFault })
  const lifecycle = createLifecycle({ db, now, newId, regionAt, letters, doubts, stage })
  const aftermath = createAftermath({ db, lifecycle, now })
  const auth = createAuth({ db, now, newId, sealing, secrets, secondFactor: config.secondFactor })
  const officers = createOfficers({ db, now, newId, keepsOne: true })
  const needed = { db, now, secrets, config, log, logFault }
  const admitted = watchAdmitted({ db, auth, now, logFault })
  const work = { db, now, newId, lifecycle }
  const cases = createCases(work)
  const about: PublicConfig = {
    mapStyle: config.mapStyle ?? null,
    publicUrl,
    get bot() {
      const username = bots.username('telegram')
      return username === undefined ? null : { username }
    },
    get reports() {
      return board.reports.size
    },
  }
  const [photos, board] = await Promise.all([
    openPhotos(directory, now, {
      scan: config.photoScan,
      keepPrint: photo => keepPrint(db, { ...photo, at: now() }),
      ...(config.s3 && (await sharedPhotos(secrets, config.s3))),
    }),
    loadBoard(db, now()),
  ])
  const places = placesOnDemand({ ...needed, board })
  const areas = createAreas({ db, board, now, newId })
  const seenNear = (around: Around) => seenAround(board.reports.values(), around, now())
  const warnings = createWarnings({ db, now, newId, publicUrl, sender: config.capSender, whereIs })
  const followers = openFollowers({ ...needed, newId, publicUrl, sealing, stage, lines, threads })

  const pushKeys = pushKeysOnDemand({ secrets })
  const channels = {
    ...config,
    webPush: { keys: pushKeys, own: config.pushServices, lookUpPublic: lookUpPublic() },
  }
  const bots = await startBots<Queryable>(channels, {
    db,
    stores: botStores(letters),
    lifecycle,
    aftermath,
    answerQuestion: cases.answer,
    linkTo: links.linkTo,
    seenNear,
    keepPhoto: photos.keep,
    createCard: (client, { id, citizen, channel, language }) =>
      createCard(client, { id, citizen, username: citizen, network: channel, language, at: now() }),
    loadPlaces: async () => {
      const [{ lookUp, lookAround }, { asText, tellNearby }, { placeIn }] = await Promise.all([
        places(),
        import('./domain/nearby.ts'),
        import('./domain/understanding/place.ts'),
      ])
      return {
        lookUp,
        placeIn,
        lookAround: async (place, language, name) =>
          asText(tellNearby(await lookAround(place, name), language, now()), publicUrl),
      }
    },
    regionAt,
    publicUrl,
    now,
    newId,
    newCard: randomUUID,
    log,
  })
  const uploads = openUploads({
    directory,
    lifecycle,
    reportById: id => reportById(db, id),
    keepPhoto: photos.keep,
    logFault,
  })
  const webhooks = express.Router()
  for (const { path, handle } of bots.webhooks)
    webhooks.all(path, (request, response, next) => handle(request, response).catch(next))

  const feeds = followFeeds({
    ...needed,
    feeds: config.feeds.list,
    newId,
    publicUrl,
    allowPrivate: config.feeds.allowPrivate,
  })

  const tiles = openTiles({ board, now })
  const queues = openQueues({ board, db, now })
  const programs = openPrograms({ db, now, logFault })
  const events = openEvents({ board, now })
  const snapshots = keepSnapshots({
    ...needed,
    directory: snapshotsIn(directory),
    about: config.snapshots,
    publicUrl,
  })
  const collections = openCollections({ db: db.reading, board, now, publicUrl })

  const openDoors = openSide({
    db,
    board,
    lifecycle,
    auth,
    areas,
    warnings,
    photos,
    places,
    tiles,
    events,
    snapshots,
    collections,
    programs,
    admit: admitted.admit,
    isReady: followers.isFilled,
    states: feeds.states,
    publicUrl,
    now,
    config,
  })
  const app = createApp({
    rules: browserRules(config),
    hot: [
      stale({ lag: () => picture.lag(), now }),
      intakeRoutes({ lifecycle, tickets, links }),
      ...openDoors.hot,
    ],
    routers: [
      healthRoutes({
        db,
        metrics: () => metrics,
        lag: () => picture.lag(),
        isStopping: () => farewell.isLeaving(),
        key: config.metricsKey,
      }),
      webhooks,
      gate(auth),
      reportRoutes({ db, lifecycle, photos, places, about, seenNear }),
      mineRoutes({ db, lifecycle, aftermath, cases, links, photos, now }),
      cardsRoutes({ db, lifecycle, photos, now, newId, publicUrl, links, letters }),
      nearbyRoutes({ places, now, publicUrl }),
      confidenceRoutes(),
      uploads.router,
      photoRoutes(photos, photoDoor({ db, board, auth, links })),
      alertRoutes({
        db,
        now,
        newId,
        regionAt,
        pushKey: async () => (await pushKeys()).publicKey,
        tokenSecret: onDemand(() => secrets('alerts')),
        ownServices: config.pushServices,
      }),
      ...deskSide({
        db,
        auth,
        lifecycle,
        cases,
        grouping: createGrouping(work),
        queues,
        presence: { enter: one => picture.presence.enter(one) },
        officers,
        sealing,
        keys: createServiceKeys({ db, now, newId }),
        warnings,
        webhooks: createWebhooks({ ...work, sealing, allowPrivate: config.webhooksPrivate }),
        agencySignIn: agencySignInOnDemand({ ...needed, auth }),
        passkeys: passkeysOnDemand({ ...needed, auth }),
        now,
        config,
      }),
      ...openDoors.routers,
    ],
    pages: options.dev ? await developedPages() : builtPages(),
    notFound,
    trustedProxies: config.trustedProxies,
    logFault,
  })
  checkDoors(app)
  const overload = openOverload({
    load: db.load,
    ...readLines(config.trustedProxies),
    isOn: config.overload,
    limits: options.limits,
    sockets: options.sockets,
  })
  const http = httpServer(lines.around(traces.around(givenAgain(inTime(overload.before(app))))))
    .on('connection', overload.connected)
    .once('close', overload.close)
  const farewell = openFarewell(http)
  const picture = openLivePicture({
    db,
    board,
    http,
    now,
    admitted,
    events,
    socketPlaces: overload.sockets,
    heed(entries) {
      doubts.heed(entries)
      areas.heed(entries).catch(logFault)
    },
    logFault,
    stage,
  })

  const metrics = openMetrics({ db, board, http, now, picture, overload, streams: events.count, doubts })
  const digest = keepDigest({ db, now, publicUrl, sender: config.digestSender, logFault })
  const retention = keepRetention({ db, kept: config.retention, now, logFault })
  const deadlines = watchDeadlines({ db, board, cases, now, newId, logFault })

  const port = await listen(http, config.port)
  if (board.reports.size > MANY) Promise.all([tiles.warm(), queues.warm()]).catch(logFault)
  const control = await openControl({
    db,
    lifecycle,
    now,
    newId,
    publicUrl,
    snapshots: { ...config.snapshots, directory: snapshots.directory },
    ...settingsFor(config),
  })

  return {
    port,
    url: `http://localhost:${port}`,
    db,
    app,
    board,
    lifecycle,
    /** Tells of what is overdue now; it happens by itself every two seconds. */
    lookAtDeadlines: deadlines.look,
    /** Tells in CAP what verified incidents have become; it happens by itself every ten seconds. */
    tellDigest: digest.look,
    /** Writes down what programs have asked; it happens by itself every ten seconds. */
    writeUses: programs.write,
    /** Takes away what has been kept long enough; it happens by itself once a day. */
    lookAtRetention: () => retention.look(),
    /** Makes the snapshots that are due, and those again in which something has changed; it happens by itself once an hour. */
    lookAtSnapshots: () => snapshots.look(),
    /** Throws away the uploads that were never finished; it happens by itself once an hour. */
    sweepUploads: uploads.sweep,
    /** Resolves when everything committed before the call is in the incidents, counted, told to who follows the place, and stands on the board. */
    async caughtUp() {
      await doubts.settled()
      await followers.caughtUp()
      await picture.caughtUp()
    },
    /** `leave`: how long it still answers and says that it goes, ms; who works for all processes stops at once, and another goes on. */
    async stop({ leave = 0 } = {}) {
      const left = farewell.begin(leave, picture.sendAway)
      await control.close()
      for (const each of [bots, retention, deadlines, digest, feeds, snapshots, followers]) await each.stop()
      await left
      await Promise.all([tiles.close(), queues.close()])
      uploads.close()
      admitted.close()
      const answered = farewell.close()
      await picture.close()
      await answered
      await doubts.close()
      await programs.close()
      await Promise.all([db.close(), traces.close()])
    },
  }
}
