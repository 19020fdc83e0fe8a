// The composition root: loads the board from the database, joins every room and serves them. `start.ts` runs it, and so do the tests.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { v7 as newUuid } from 'uuid'
import { startBots } from '../bots/index.ts'
import { createCard } from '../db/cards.ts'
import * as citizens from '../db/citizens.ts'
import { type Database, openDatabase, type Queryable } from '../db/connect.ts'
import * as conversations from '../db/conversations.ts'
import * as deliveries from '../db/deliveries.ts'
import { migrate } from '../db/migrate.ts'
import * as outbox from '../db/outbox.ts'
import { keepPrint } from '../db/photo-prints.ts'
import { reportById, senderOf } from '../db/reports.ts'
import { secretNamed } from '../db/secrets.ts'
import * as stillQuestions from '../db/still-questions.ts'
import * as subscriptions from '../db/subscriptions.ts'
import { watchAdmitted } from './admitted.ts'
import { createAftermath } from './aftermath.ts'
import { tellAlerts } from './alerts.ts'
import { createApp } from './app.ts'
import { createAreas } from './areas.ts'
import { createAuth } from './auth.ts'
import { createCases } from './cases.ts'
import type { Config } from './config.ts'
import { openControl } from './control.ts'
import { countReports } from './counting.ts'
import { keepDigest } from './digest.ts'
import { regionAt } from './domain/regions/index.ts'
import { type Around, seenAround } from './domain/seen.ts'
import { whereIs } from './domain/warning-place.ts'
import { checkDoors, gate } from './doors.ts'
import { createDoubts } from './doubts.ts'
import { openEvents } from './events.ts'
import { fairShare } from './fair-share.ts'
import { openCollections } from './features/index.ts'
import { followFeeds } from './feeds/index.ts'
import { createGrouping } from './grouping.ts'
import { buildIncidents } from './incidents.ts'
import { createLifecycle } from './lifecycle.ts'
import { openMetrics } from './metrics.ts'
import { createOfficers } from './officers.ts'
import { watchDeadlines } from './overdue.ts'
import { builtPages, developedPages } from './pages.ts'
import { photoDoor } from './photo-door.ts'
import { openPhotos, photoRoutes } from './photos.ts'
import { loadBoard, openLivePicture } from './picture.ts'
import { openPrivateLinks } from './private-links.ts'
import { openPrograms } from './programs.ts'
import { createReplay } from './replay.ts'
import { accountRoutes } from './routes/account.ts'
import { administerRoutes } from './routes/administer.ts'
import { agencySignInRoutes } from './routes/agency-sign-in.ts'
import { alertRoutes } from './routes/alerts.ts'
import { areaRoutes } from './routes/areas.ts'
import { atomRoutes } from './routes/atom.ts'
import { capRoutes } from './routes/cap.ts'
import { cardsRoutes } from './routes/cards.ts'
import { caseRoutes, handlingRoutes } from './routes/cases.ts'
import { citiesRoutes } from './routes/cities.ts'
import { confidenceRoutes } from './routes/confidence.ts'
import { deskRoutes } from './routes/desk.ts'
import { docsRoutes } from './routes/docs.ts'
import { eventRoutes } from './routes/events.ts'
import { exportRoutes } from './routes/exports.ts'
import { figuresRoutes } from './routes/figures.ts'
import { floodRoutes } from './routes/floods.ts'
import { gaugeRoutes } from './routes/gauges.ts'
import { healthRoutes } from './routes/health.ts'
import { infrastructureRoutes } from './routes/infrastructure.ts'
import { mineRoutes } from './routes/mine.ts'
import { nearbyRoutes } from './routes/nearby.ts'
import { officialRoutes } from './routes/official.ts'
import { ogcRoutes } from './routes/ogc.ts'
import { open311Routes } from './routes/open311.ts'
import { openApiRoutes } from './routes/openapi.ts'
import { partnerFeedRoutes } from './routes/partner-feeds.ts'
import { passkeyRoutes } from './routes/passkeys.ts'
import { pastRoutes } from './routes/past.ts'
import { pastTileRoutes } from './routes/past-tiles.ts'
import { notFound, petabencanaRoutes } from './routes/petabencana.ts'
import { publicWarningRoutes } from './routes/public-warnings.ts'
import { intakeRoutes, reportRoutes } from './routes/reports.ts'
import { situationRoutes } from './routes/situation.ts'
import { snapshotRoutes } from './routes/snapshots.ts'
import { statisticsRoutes } from './routes/statistics.ts'
import { tileRoutes } from './routes/tiles.ts'
import { warningRoutes } from './routes/warnings.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { openSealing } from './sealing.ts'
import { createServiceKeys } from './service-keys.ts'
import { keepSnapshots } from './snapshots/keep.ts'
import { snapshotsIn } from './snapshots/shelf.ts'
import { createTickets } from './tickets.ts'
import { openTiles } from './tiles.ts'
import { openUploads } from './uploads.ts'
import { createWarnings } from './warnings.ts'
import { openWebhooks } from './webhooks.ts'

export type Options = {
  now?: () => Date
  newId?: () => string
  /** Build the pages on the fly. */
  dev?: boolean
  log?: (line: string) => void
  /** A database that is being opened already. */
  opening?: Promise<Database>
}

export type Running = Awaited<ReturnType<typeof startServer>>

/** With more reports than this tiles are made ready before somebody asks. */
const MANY = 2_000
/** How long answers under way may still take when the server stops. */
const LAST_ANSWERS_MS = 2_000

export async function startServer(config: Config, options: Options = {}) {
  const now = options.now ?? (() => new Date())
  const newId = options.newId ?? (() => newUuid())
  const log = options.log ?? console.log
  const logFault = (fault: unknown) =>
    log(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault))

  const db = await (options.opening ??
    openDatabase({ url: config.databaseUrl, directory: config.directory, warn: log }))
  await migrate(db)

  const links = await openPrivateLinks(db, config.publicUrl)
  const addresses = { publicUrl: config.publicUrl, linkTo: links.linkTo }
  const loadTrust = once(async () => {
    const { createTrust } = await import('./trust.ts')
    return createTrust({ standingOf: citizen => citizens.standingOf(db, citizen) })
  })
  const tickets = createTickets({ db, now })
  const doubts = createDoubts({ db, now, loadTrust, logFault })
  const lifecycle = createLifecycle({ db, now, newId, regionAt, addresses, doubts })
  const aftermath = createAftermath({ db, lifecycle, now })
  const sealing = await openSealing({ db, directory: config.directory, keys: config.secretKeys }).catch(
    async fault => {
      await db.close()
      throw fault
    },
  )
  const auth = createAuth({ db, now, newId, sealing, secondFactor: config.secondFactor })
  const officers = createOfficers({ db, now, newId, keepsOne: true })
  const agencySignIn = once(async () => {
    if (!config.oidc) throw new Error('No provider is set up.')
    const { createAgencySignIn } = await import('./agency-sign-in.ts')
    return createAgencySignIn({
      db,
      now,
      auth,
      settings: config.oidc,
      publicUrl: config.publicUrl,
      logFault,
    })
  })
  const passkeys = once(async () => {
    const { createPasskeys } = await import('./passkeys.ts')
    return createPasskeys({ db, now, auth, publicUrl: config.publicUrl, logFault })
  })
  const admitted = watchAdmitted({ db, auth, now, logFault })
  const work = { db, now, newId, lifecycle }
  const cases = createCases(work)
  const citizenOf = (device: string) =>
    citizens.citizenAt(db, {
      id: newId(),
      channel: 'web',
      address: createHash('sha256').update(device).digest('hex'),
      language: 'id',
      at: now(),
    })
  const about = {
    mapStyle: config.mapStyle ?? null,
    publicUrl: config.publicUrl,
    get bot() {
      const username = bots.username('telegram')
      return username === undefined ? null : { username }
    },
  }
  const { publicUrl } = config
  const [photos, board] = await Promise.all([
    openPhotos(config.directory, now, {
      scan: config.photoScan,
      keepPrint: photo => keepPrint(db, { ...photo, at: now() }),
      ...(config.s3 && (await sharedPhotos(db, config.s3))),
    }),
    loadBoard(db, now()),
  ])
  const places = once(async () => {
    const [{ createLookUp }, { createLookAround }, { createGeocoder }] = await Promise.all([
      import('./places.ts'),
      import('./nearby.ts'),
      import('./geocoder.ts'),
    ])
    const geocoder =
      config.geocoder === undefined
        ? undefined
        : createGeocoder({ db, address: config.geocoder, publicUrl, now, log })
    return {
      lookUp: createLookUp({ db, geocoder, logFault }),
      lookAround: createLookAround({ db, board, logFault }),
    }
  })
  const areas = createAreas({ db, board, now, newId })
  const seenNear = (around: Around) => seenAround(board.reports.values(), around, now())
  const warnings = createWarnings({ db, now, newId, publicUrl, sender: config.capSender, whereIs })
  const incidents = buildIncidents({ db, now, newId, logFault })
  const counting = countReports({ db, logFault })
  const alerts = tellAlerts({ db, now, newId, publicUrl, logFault })
  const hooks = openWebhooks({ ...work, sealing, allowPrivate: config.webhooksPrivate, publicUrl, logFault })

  const pushKeys = once(async () => {
    const { default: push } = await import('web-push')
    const make = () => JSON.stringify(push.generateVAPIDKeys())
    const keys: ReturnType<typeof push.generateVAPIDKeys> = JSON.parse(
      await secretNamed(db, 'web-push', make),
    )
    return keys
  })
  const channels = { ...config, webPush: { keys: pushKeys, own: config.pushServices } }
  const bots = await startBots<Queryable>(channels, {
    db,
    stores: {
      ...citizens,
      ...conversations,
      ...deliveries,
      ...outbox,
      ...stillQuestions,
      ...subscriptions,
    },
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
    publicUrl: config.publicUrl,
    now,
    newId,
    newCard: randomUUID,
    log,
  })
  const uploads = openUploads({
    directory: config.directory,
    lifecycle,
    reportById: id => reportById(db, id),
    keepPhoto: photos.keep,
    logFault,
  })
  const webhooks = express.Router()
  for (const { path, handle } of bots.webhooks)
    webhooks.all(path, (request, response, next) => handle(request, response).catch(next))

  const feeds = followFeeds({
    db,
    feeds: config.feeds.list,
    now,
    newId,
    publicUrl,
    allowPrivate: config.feeds.allowPrivate,
    log,
  })

  const tiles = openTiles({ board, now })
  const programs = openPrograms({ db, now, logFault })
  const events = openEvents({ board, now })
  const snapshots = keepSnapshots({
    db,
    directory: snapshotsIn(config.directory),
    about: config.snapshots,
    publicUrl,
    now,
    logFault,
  })
  const collections = openCollections({ db, board, now, publicUrl })

  const app = createApp({
    hot: [
      fairShare({ budget: config.openBudget, now, programOf: programs.find, used: programs.used }),
      intakeRoutes({
        lifecycle,
        citizenOf,
        tickets,
        linkTo: async (report, citizen) =>
          links.linkTo(report, citizen === undefined ? await senderOf(db, report.id) : citizen),
      }),
      petabencanaRoutes({ db, board, lifecycle, now, publicUrl, sender: config.digestSender }),
      pastTileRoutes({ db, isReady: counting.isFilled, version: () => board.version, now, publicUrl }),
      tileRoutes({ board, tiles, publicUrl }),
      eventRoutes({ events, admit: admitted.admit }),
    ],
    routers: [
      healthRoutes({
        db,
        metrics: () => metrics,
        lag: () => picture.lag(),
        isStopping: () => isStopping,
        key: config.metricsKey,
      }),
      webhooks,
      gate(auth),
      reportRoutes({ db, lifecycle, photos, places, about, seenNear }),
      mineRoutes({ db, lifecycle, aftermath, cases, links, photos, now }),
      cardsRoutes({ db, lifecycle, photos, now, newId, publicUrl, links }),
      pastRoutes({ db, now, replay: createReplay({ db, now }) }),
      exportRoutes({ db, now, publicUrl }),
      snapshotRoutes({ snapshots, publicUrl }),
      figuresRoutes({ db, now }),
      situationRoutes({ db, now }),
      statisticsRoutes({ db, isReady: counting.isFilled, now }),
      nearbyRoutes({ places, now, publicUrl }),
      confidenceRoutes(),
      gaugeRoutes({ db, board, now }),
      infrastructureRoutes({ db }),
      officialRoutes({ board, states: feeds.states }),
      areaRoutes({ db, board, areas }),
      floodRoutes({ db, board, areas, auth, now, publicUrl, sender: config.capSender }),
      uploads.router,
      photoRoutes(photos, photoDoor({ db, board, auth, links })),
      deskRoutes({ db, auth, lifecycle }),
      caseRoutes({
        db,
        cases,
        grouping: createGrouping(work),
        lifecycle,
        presence: { enter: one => picture.presence.enter(one) },
        now,
      }),
      handlingRoutes({ db }),
      agencySignInRoutes(config.oidc && agencySignIn, publicUrl, config.oidc?.name),
      passkeyRoutes({ db, auth, now, load: passkeys }),
      accountRoutes({ db, auth, officers, sealing, now }),
      administerRoutes({ db, auth, officers, now, keys: createServiceKeys({ db, now, newId }) }),
      alertRoutes({
        db,
        now,
        newId,
        regionAt,
        pushKey: async () => (await pushKeys()).publicKey,
        tokenSecret: once(() => secretNamed(db, 'alerts', () => randomBytes(32).toString('base64url'))),
        ownServices: config.pushServices,
      }),
      warningRoutes({ db, warnings }),
      webhookRoutes({ db, webhooks: hooks.webhooks, now }),
      capRoutes({ db, publicUrl, now }),
      publicWarningRoutes({ board, warnings, now }),
      ogcRoutes({ collections, toldUrl: config.toldUrl, now }),
      partnerFeedRoutes({ auth, lifecycle }),
      citiesRoutes(),
      atomRoutes({ db, now, publicUrl }),
      open311Routes({ db, lifecycle, places, now, publicUrl, keyRequired: config.open311Key }),
      openApiRoutes({ publicUrl, collections }),
      docsRoutes({ publicUrl, now }),
    ],
    pages: options.dev ? await developedPages() : builtPages(),
    notFound,
    logFault,
  })
  checkDoors(app)
  const http = createServer(app)
  let isStopping = false
  const picture = openLivePicture({
    db,
    board,
    http,
    now,
    admitted,
    events,
    heed(entries) {
      doubts.heed(entries)
      areas.heed(entries).catch(logFault)
    },
    logFault,
  })

  const metrics = openMetrics({
    db,
    board,
    http,
    now,
    lag: picture.lag,
    sockets: picture.sockets,
    streams: events.count,
  })
  const digest = keepDigest({ db, now, publicUrl, sender: config.digestSender, logFault })
  const deadlines = watchDeadlines({ db, board, cases, now, newId, logFault })

  await new Promise<void>((resolve, reject) => http.once('error', reject).listen(config.port, resolve))
  const { port } = http.address() as AddressInfo
  if (board.reports.size > MANY) tiles.warm().catch(logFault)
  const control = await openControl({
    db,
    lifecycle,
    now,
    newId,
    publicUrl,
    snapshots: { ...config.snapshots, directory: snapshots.directory },
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
    /** Makes the snapshots that are due, and those again in which something has changed; it happens by itself once an hour. */
    lookAtSnapshots: () => snapshots.look(),
    /** Throws away the uploads that were never finished; it happens by itself once an hour. */
    sweepUploads: uploads.sweep,
    /** Resolves when everything committed before the call is in the incidents, counted, told to who follows the place, and stands on the board. */
    async caughtUp() {
      await doubts.settled()
      await incidents.caughtUp()
      await counting.caughtUp()
      await alerts.caughtUp()
      await hooks.caughtUp()
      await picture.caughtUp()
    },
    async stop() {
      isStopping = true
      await control.close()
      await tiles.close()
      uploads.close()
      await bots.stop()
      await doubts.settled()
      await deadlines.stop()
      await digest.stop()
      await feeds.stop()
      await snapshots.stop()
      await incidents.stop()
      await counting.stop()
      await alerts.stop()
      await hooks.stop()
      // A browser keeps spare connections open on which nothing is ever asked: nobody waits for those.
      const cut = setTimeout(() => http.closeAllConnections(), LAST_ANSWERS_MS)
      admitted.close()
      await picture.close()
      await programs.close()
      clearTimeout(cut)
      await db.close()
    },
  }
}

/** A store for many machines, and the secret that they share. */
async function sharedPhotos(db: Database, settings: NonNullable<Config['s3']>) {
  const { s3Store } = await import('./s3-store.ts')
  const secret = await secretNamed(db, 'photos', () => randomBytes(32).toString('base64url'))
  return { store: s3Store(settings), secret }
}

/** Made when it is first asked for: what only some need shall not keep everybody waiting at the start. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
