// The incumbent's Reports API (petabencana.id), so that its clients need change nothing but the address.
// The live list is answered from the board, with bytes that were made once; spans of time stream from the database.

import compression from 'compression'
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import type { z } from 'zod'
import type { Database } from '../../db/connect.ts'
import { countsByHour, streamReports, type Wanted } from '../../db/report-search.ts'
import { reportByNumber } from '../../db/reports.ts'
import { hazardKeys, hazardOf } from '../domain/hazards/index.ts'
import { isRefusal } from '../domain/refusal.ts'
import { within } from '../domain/regions/index.ts'
import type { Report, State } from '../domain/report.ts'
import { isPublic } from '../domain/state.ts'
import { readJson } from '../json-body.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { Board } from '../live/board.ts'
import { languageOf, refuse } from '../problems.ts'
import { cachingOf, everybody, readerOf, toldTo, type Viewer } from '../sign-in/viewer.ts'
import { paid } from '../surge/fair-share.ts'
import { addressBlock, limit } from '../surge/limits.ts'
import { reportFeed } from '../warnings/report-feed.ts'
import { complain, read } from '../wire/complaint.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { type Geoformat, streamSet, writePiece, writeSet } from '../wire/petabencana.ts'
import { give, type Ready, readyAnswer, shelf } from '../wire/ready.ts'
import {
  archiveQuery,
  type Filter,
  filterOf,
  flagBody,
  listQuery,
  numberPath,
  oneQuery,
  pointsBody,
  timeSeriesQuery,
} from '../wire/requests.ts'
import { streamTo } from '../wire/streamed.ts'
import { sendTagged } from '../wire/tagged.ts'

type Given = {
  db: Database
  board: Board
  lifecycle: Lifecycle
  now: () => Date
  publicUrl: string
  /** Of CAP messages. */
  sender: string
}

type Listed = z.output<typeof listQuery>

const SECOND = 1_000
const HOUR = 3_600 * SECOND
/** A list of more stands for so long a report in it, up to a limit, ms: it is megabytes, and in a rush it changes all the time. */
const MANY = 5_000
const REST_MS = 0.1
const LONGEST_REST_MS = 5 * SECOND
/** What the live list shows; the archive keeps what is over, too. Nobody but officers sees what was dismissed. */
const ALIVE: State[] = ['unverified', 'verified']
/** From one block of addresses to one report: a thumb an hour, and the flag a few times. */
const VOTES_AN_HOUR = 1
const FLAGS_AN_HOUR = 10

export function petabencanaRoutes({ db, board, lifecycle, now, publicUrl, sender }: Given): Router {
  const router = Router()
  const lists = shelf()
  const pieces = { geojson: new WeakMap<Report, string>(), topojson: new WeakMap<Report, string>() }
  const votes = limit(VOTES_AN_HOUR, HOUR)
  const flags = limit(FLAGS_AN_HOUR, HOUR)

  /** Reports never change in place, so that what was written of one stands as long as it does. */
  const pieceOf = (geoformat: Geoformat) => (report: Report) => {
    const known = pieces[geoformat].get(report)
    if (known !== undefined) return known
    const piece = writePiece(report, geoformat, publicUrl)
    pieces[geoformat].set(report, piece)
    return piece
  }

  function listOf(address: string, query: Listed, geoformat: Geoformat, time: number, reader: Viewer): Ready {
    const filter = filterOf(query)
    const { listed, until } = liveReports(board, filter, query.timeperiod, time)
    if (reader !== everybody) return readyAnswer(setFor(reader, listed, geoformat))
    const ready = readyAnswer(writeSet(listed, geoformat, pieceOf(geoformat)))
    const rests = listed.length > MANY ? time + Math.min(listed.length * REST_MS, LONGEST_REST_MS) : 0
    return lists.put(address, { ready, version: board.version, until, rests }, time)
  }

  /** Written anew: what researchers are told is kept nowhere. */
  const setFor = ({ audienceAt }: Viewer, reports: Report[], geoformat: Geoformat) =>
    writeSet(reports, geoformat, report => writePiece(report, geoformat, publicUrl, audienceAt), audienceAt)

  router.get('/reports', async (request, response, next) => {
    const time = now().getTime()
    const reader = readerOf(response)
    const known = reader === everybody && lists.find(request.url, board.version, time)
    if (known) return give(request, response, known, openHeaders)
    const query = read(listQuery, 'query', request.query, response.set(openHeaders))
    if (!query) return
    const { geoformat } = query
    if (geoformat === 'cap' || !isOnBoard(query.timeperiod, filterOf(query))) {
      response.locals.query = query
      return next()
    }
    const caching = { 'Cache-Control': cachingOf(response) }
    return give(request, response, listOf(request.url, query, geoformat, time, toldTo(response)), {
      ...openHeaders,
      ...caching,
    })
  })

  router.use('/reports', openToAll, compression())

  router.get('/reports', async (request, response) => {
    const query: Listed = response.locals.query
    const { geoformat, timeperiod } = query
    const to = now()
    if (geoformat === 'cap') {
      const language = languageOf(request)
      const wanted = { states: ALIVE, ...wantedOf(filterOf(query)) }
      const self = `${publicUrl}${request.originalUrl}`
      const given = { wanted, timeperiod, now: to, language, self, sender, publicUrl }
      return sendTagged(request, response, await reportFeed(db, given), 'application/atom+xml')
    }
    const from = new Date(to.getTime() - (timeperiod ?? 0) * SECOND + 1)
    return sendSpan(response, { from, to, states: ALIVE, ...wantedOf(filterOf(query)) }, geoformat)
  })

  router.get('/reports/archive', (request, response) => {
    const query = read(archiveQuery, 'query', request.query, response)
    if (!query) return
    const { start: from, end: to } = query
    return sendSpan(response, { from, to, ...wantedOf(filterOf(query)) }, query.geoformat)
  })

  router.get('/reports/timeseries', async (request, response) => {
    const query = read(timeSeriesQuery, 'query', request.query, response)
    if (!query) return
    const { start: from, end: to } = query
    const counts = await countsByHour(db.reading, { from, to, ...wantedOf(filterOf(query)) })
    const [first, last] = [Math.floor(from.getTime() / HOUR), Math.floor(to.getTime() / HOUR)]
    const result = Array.from({ length: last - first + 1 }, (_, index) => first + index).map(hour => ({
      ts: new Date(hour * HOUR).toISOString(),
      count: String(counts.get(hour) ?? 0),
    }))
    response.json({ statusCode: 200, result })
  })

  router.get('/reports/:id', async (request, response) => {
    const path = read(numberPath, 'params', request.params, response)
    const query = path && read(oneQuery, 'query', request.query, response)
    if (!query) return
    const report = await reportByNumber(db, path.id, query.training === 'true')
    if (!report || !isPublic(report))
      return response.status(404).json({ statusCode: 404, found: false, result: null })
    const reader = toldTo(response)
    const { geoformat } = query
    response
      .set('Cache-Control', cachingOf(response))
      .vary('Authorization')
      .type('json')
      .send(
        reader === everybody
          ? writeSet([report], geoformat, pieceOf(geoformat))
          : setFor(reader, [report], geoformat),
      )
  })

  router.patch(['/reports/:id', '/reports/:id/flag'], readJson('16kb'), unreadableBody)

  router.patch('/reports/:id', async (request, response) => {
    const body = read(pointsBody, 'body', request.body ?? {}, response)
    const report = body && (await reportOf(request, response))
    if (!report || !allow(votes, request, response, report)) return
    const outcome = await lifecycle.vote(report.id, body.points)
    if (isRefusal(outcome)) return unknownNumber(response, report.number)
    response.json({ statusCode: 200, id: outcome.number, points: String(outcome.points) })
  })

  router.patch('/reports/:id/flag', async (request, response) => {
    const body = read(flagBody, 'body', request.body ?? {}, response)
    const report = body && (await reportOf(request, response))
    if (!report || !allow(flags, request, response, report)) return
    const outcome = report.flag === body.flag ? report : await lifecycle.flag(report.id, body.flag)
    if (isRefusal(outcome)) return unknownNumber(response, report.number)
    response.json({ statusCode: 200, id: outcome.number, flag: String(outcome.flag) })
  })

  async function sendSpan(response: Response, wanted: Wanted, geoformat: Geoformat): Promise<void> {
    const source = (await db.reading.hasAll()) ? db.reading : db
    const parts = streamSet(
      paid(response, streamReports(source, wanted), page => page.length),
      geoformat,
      publicUrl,
      toldTo(response).audienceAt,
    )
    // A database that is away shows in the first part, while the answer can still say so.
    const first = await parts.next()
    if (response.destroyed) return void (await parts.return(undefined))
    response.set('Cache-Control', cachingOf(response)).vary('Authorization').type('json').write(first.value)
    await streamTo(response, parts)
  }

  async function reportOf(request: Request, response: Response): Promise<Report | undefined> {
    const path = read(numberPath, 'params', request.params, response)
    if (!path) return undefined
    const report = await reportByNumber(db, path.id, false)
    if (report && isPublic(report)) return report
    unknownNumber(response, path.id)
    return undefined
  }

  function allow(
    limited: ReturnType<typeof limit>,
    request: Request,
    response: Response,
    report: Report,
  ): boolean {
    const wait = limited(`${addressBlock(request.ip)} ${report.id}`, now().getTime())
    if (wait > 0)
      response
        .status(429)
        .set('Retry-After', String(wait))
        .json({
          statusCode: 429,
          error: 'Too Many Requests',
          message: `Report ${report.number} was rated from here already`,
        })
    return wait === 0
  }

  return router
}

const unknownNumber = (response: Response, id: number): void => {
  response.status(404).json({ statusCode: 404, message: `Report id ${id} not found` })
}

const wantedOf = ({ codes, box, hazard, drill }: Filter): Wanted => ({
  drill,
  ...(codes && { regions: codes }),
  ...(box && { box }),
  ...(hazard && { hazards: [hazard] }),
})

const lifeMs = (hazard: Report['hazard']) => hazardOf(hazard).lifeHours * HOUR

/** Whether everything asked for is still on the board: it lets go of a report when its hazard's life is over. */
function isOnBoard(timeperiod: number | undefined, { hazard }: Filter): boolean {
  const shortest = hazard ? lifeMs(hazard) : Math.min(...hazardKeys.map(lifeMs))
  return timeperiod === undefined || timeperiod * SECOND <= shortest
}

/** Newest first, and the time when the first of them drops out. */
function liveReports(board: Board, filter: Filter, timeperiod: number | undefined, time: number) {
  const listed: Report[] = []
  let until = Number.POSITIVE_INFINITY
  for (const report of board.reports.values()) {
    if (!isMeant(report, filter)) continue
    const window =
      timeperiod === undefined ? hazardOf(report.hazard).wire.windowHours * HOUR : timeperiod * SECOND
    const leaves = Date.parse(report.at) + window
    if (leaves <= time) continue
    listed.push(report)
    until = Math.min(until, leaves)
  }
  listed.sort((a, b) => (a.at === b.at ? b.number - a.number : a.at < b.at ? 1 : -1))
  return { listed, until }
}

function isMeant({ drill, hazard, tags, region, place }: Report, filter: Filter): boolean {
  return (
    drill === filter.drill &&
    (filter.hazard === null || filter.hazard === hazard) &&
    (filter.codes === null || filter.codes.includes(tags?.instance_region_code ?? region ?? '')) &&
    (filter.box === null || within(filter.box, place))
  )
}

/** A body that is no JSON is a wrong parameter, in the incumbent's shape. */
export const unreadableBody: express.ErrorRequestHandler = (fault, _request, response, next) => {
  if (!String(fault?.type).startsWith('entity.')) return next(fault)
  response.status(400).json(complain('body', 'the body has to be JSON of a sensible size', ['value']))
}

/** What nobody answered: programs hear it in the incumbent's words, people and our own API in ours. */
export const notFound: RequestHandler = (request, response) => {
  if (request.path.startsWith('/api/') || request.accepts(['json', 'html']) === 'html')
    return refuse(request, response, { refused: 'not-found' })
  response.status(404).set(openHeaders).json({ message: 'URL not found', url: request.originalUrl })
}
