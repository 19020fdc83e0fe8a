// The incumbent's Floods API: flooded areas now and in the past, and how an agency sets their states.

import compression from 'compression'
import { type Request, type Response, Router } from 'express'
import { statesOfSpan } from '../../db/area-states.ts'
import type { Database } from '../../db/connect.ts'
import type { Areas } from '../areas.ts'
import { areaMessage } from '../domain/area-cap.ts'
import { say } from '../domain/messages/index.ts'
import { may } from '../domain/permissions.ts'
import { isRefusal } from '../domain/refusal.ts'
import { regionByCode, within } from '../domain/regions/index.ts'
import { readJson } from '../json-body.ts'
import { keyed, writerOf } from '../keyed.ts'
import type { Board } from '../live/board.ts'
import { languageOf } from '../problems.ts'
import type { Auth } from '../sign-in/auth.ts'
import { writeCarried } from '../warnings/cap-writer.ts'
import { read } from '../wire/complaint.ts'
import { openToAll } from '../wire/cors.ts'
import { deny } from '../wire/refused.ts'
import {
  filterOf,
  floodStateBody,
  floodStateQuery,
  floodsArchiveQuery,
  floodsQuery,
  floodsTimeSeriesQuery,
} from '../wire/requests.ts'
import { setOf } from '../wire/topology.ts'
import { unreadableBody } from './petabencana.ts'

type Given = {
  db: Database
  board: Board
  areas: Areas
  auth: Auth
  now: () => Date
  publicUrl: string
  /** Of CAP messages. */
  sender: string
}
type Ground = Awaited<ReturnType<Areas['all']>>['areas'][number]

const HOUR = 3_600_000

export function floodRoutes({ db, board, areas, auth, now, publicUrl, sender }: Given): Router {
  const router = Router()
  router.use('/floods', openToAll, compression())

  /** Those of the region, with the state that each has. */
  async function meant(query: { admin?: string; city?: string; minimum_state?: number; parent?: string }) {
    const filter = filterOf({ ...query, training: 'false' })
    const { areas: all } = await areas.all()
    return all
      .map(area => ({ area, now: board.areas.get(area.id) }))
      .filter(
        ({ area, now }) =>
          isIn(area, filter) &&
          (query.parent === undefined || area.parent === query.parent) &&
          (query.minimum_state === undefined || (now?.state ?? 0) >= query.minimum_state),
      )
  }

  router.get('/floods', async (request, response) => {
    const query = read(floodsQuery, 'query', request.query, response)
    if (!query) return
    if (query.geoformat === 'cap') {
      const feed = writeFeed(request, await meant({ minimum_state: 1, ...query }))
      return void response.type('application/atom+xml; charset=utf-8').send(feed)
    }
    const features = (await meant(query)).map(({ area, now }) => ({
      type: 'Feature' as const,
      geometry: area.outline,
      properties: { ...named(area), state: now?.state ?? null, last_updated: now?.since ?? null },
    }))
    response.json(setOf(features, query.geoformat))
  })

  function writeFeed(request: Request, flooded: Awaited<ReturnType<typeof meant>>): string {
    const language = languageOf(request)
    const messages = flooded.flatMap(({ area: { outline, region }, now: area }) => {
      if (!area || area.state === null) return []
      const timeZone = regionByCode(region ?? '')?.timeZone ?? 'Asia/Jakarta'
      const message = areaMessage({
        area: { ...area, state: area.state },
        outline,
        timeZone,
        sender,
        publicUrl,
        now: now(),
      })
      const { identifier, sent, place, alert } = message
      return [{ identifier, sent, title: say(language, 'area.cap-headline', { place }), alert }]
    })
    const latest = Math.max(...messages.map(({ sent }) => Date.parse(sent)))
    return writeCarried({
      self: `${publicUrl}${request.originalUrl}`,
      title: say(language, 'area.cap-feed'),
      author: say(language, 'warning.sender'),
      updated: new Date(messages.length > 0 ? latest : now()).toISOString(),
      messages,
    })
  }

  router.get('/floods/states', async (request, response) => {
    const query = read(floodsQuery, 'query', request.query, response)
    if (!query) return
    const result = (await meant({ minimum_state: 1, ...query })).map(({ area, now }) => ({
      area_id: area.id,
      state: now?.state ?? null,
      last_updated: now?.since ?? null,
    }))
    response.json({ statusCode: 200, result })
  })

  router.get('/floods/places', async (request, response) => {
    const query = read(floodsQuery, 'query', request.query, response)
    if (!query) return
    response.json({ statusCode: 200, result: (await meant(query)).map(({ area }) => named(area)) })
  })

  async function heldIn({ start, end, ...query }: { start: Date; end: Date; admin?: string; city?: string }) {
    const filter = filterOf({ ...query, training: 'false' })
    const { of } = await areas.all()
    return (await statesOfSpan(db, start, end)).filter(({ area }) => {
      const ground = of(area)
      return ground !== undefined && isIn(ground, filter)
    })
  }

  router.get('/floods/archive', async (request, response) => {
    const query = read(floodsArchiveQuery, 'query', request.query, response)
    if (!query) return
    const worst = new Map<string, { area_id: string; last_updated: string; max_state: number }>()
    for (const { area, state, since } of await heldIn(query)) {
      const max_state = Math.max(state, worst.get(area)?.max_state ?? 0)
      worst.set(area, { area_id: area, last_updated: since.toISOString(), max_state })
    }
    response.json({ statusCode: 200, result: [...worst.values()] })
  })

  router.get('/floods/timeseries', async (request, response) => {
    const query = read(floodsTimeSeriesQuery, 'query', request.query, response)
    if (!query) return
    const held = await heldIn(query)
    const [first, last] = [query.start, query.end].map(time => Math.floor(time.getTime() / HOUR)) as [
      number,
      number,
    ]
    const flooded = Array.from({ length: last - first + 1 }, () => new Set<string>())
    for (const { area, since, until } of held) {
      const from = Math.max(first, Math.floor(since.getTime() / HOUR))
      const to = Math.min(last, until === null ? last : Math.ceil(until.getTime() / HOUR) - 1)
      for (let hour = from; hour <= to; hour++) flooded[hour - first]?.add(area)
    }
    const result = flooded.map((own, index) => ({
      ts: new Date((first + index) * HOUR).toISOString(),
      count: String(own.size),
    }))
    response.json({ statusCode: 200, result })
  })

  const mayWrite = keyed(auth, 'set-area')
  const readBody = readJson('16kb')

  router.put('/floods/:localAreaId', mayWrite, readBody, unreadableBody)
  router.put('/floods/:localAreaId', async (request, response) => {
    const body = read(floodStateBody, 'body', request.body ?? {}, response)
    if (body) await set(request, response, body.state)
  })
  router.delete('/floods/:localAreaId', mayWrite, (request, response) => set(request, response, null))

  async function set(request: Request, response: Response, state: 1 | 2 | 3 | 4 | null): Promise<void> {
    const query = read(floodStateQuery, 'query', request.query, response)
    if (!query) return
    const officer = writerOf(response)
    const id = String(request.params.localAreaId)
    const area = (await areas.all()).of(id)
    if (!area) return void response.status(404).json({ statusCode: 404, found: false, result: null })
    if (!may(officer, 'set-area', area.region ?? ''))
      return deny(response, 403, 'Forbidden', 'Not allowed for this area')
    // The incumbent names a person in the query; who holds the token is what counts, the name is kept beside it.
    const outcome = await areas.set(id, {
      state,
      officer: officer.name,
      ...(query.username && { reason: `username=${query.username}` }),
    })
    if (isRefusal(outcome)) return deny(response, 409, 'Conflict', outcome.refused)
    response.json({ localAreaId: asNumber(id), state, updated: true })
  }

  return router
}

const named = ({ id, name, parent, city, region }: Ground) => ({
  area_id: id,
  geom_id: id,
  area_name: name,
  parent_name: parent,
  city_name: city ?? (region === null ? null : (regionByCode(region)?.name.id ?? null)),
})

/** In the answer to a change the incumbent writes the id as a number. */
const asNumber = (id: string) => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : id)

function isIn(area: Ground, { codes, box }: ReturnType<typeof filterOf>): boolean {
  if (codes !== null && !codes.includes(area.region ?? '')) return false
  if (box === null) return true
  const [lng = 0, lat = 0] = firstOf(area.outline.coordinates)
  return within(box, { lng, lat })
}

const firstOf = (coordinates: unknown): number[] =>
  Array.isArray(coordinates) && Array.isArray(coordinates[0])
    ? firstOf(coordinates[0])
    : (coordinates as number[])
