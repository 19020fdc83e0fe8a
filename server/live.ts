// Pushes the board's changes to sockets: a snapshot or what was missed, then each change to the rooms that see its place.
// A change is encoded once per audience; a socket that does not watch the place costs nothing.
import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http'
import { bbox } from '@turf/bbox'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import { isCursor } from '../db/log.ts'
import type { Board, Delta } from './board.ts'
import { cellsOf, cellsTouching, WORLD } from './cells.ts'
import type { Case } from './domain/case.ts'
import type {
  Box,
  Change,
  ClientEvents,
  More,
  Presence,
  Seen,
  ServerEvents,
  Watch,
} from './domain/contract.ts'
import { toFeature, toIncidentFeature, toWarningFeature } from './domain/contract.ts'
import { type HazardKey, hazardKeys } from './domain/hazards/index.ts'
import type { Incident } from './domain/incident.ts'
import type { Report } from './domain/report.ts'
import type { Warning } from './domain/warning.ts'
import { everybody, type Viewer } from './viewer.ts'

/** `rest`: what the watch has not been shown yet. */
type SocketData = { viewer: Viewer; watch?: Watch; rest?: string[] }
type Client = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>
type Sockets = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>

const degrees = z.number().min(-180).max(180)

/** What a client may ask to watch; checked before anything else. */
const watchSchema = z.strictObject({
  box: z.tuple([degrees, degrees, degrees, degrees]).optional(),
  region: z.string().max(10).optional(),
  hazards: z.array(z.enum(hazardKeys)).max(hazardKeys.length).optional(),
  drill: z.boolean().optional(),
  page: z.number().int().min(1).max(10_000).optional(),
  most: z.number().int().min(1).max(100_000).optional(),
  cursor: z.string().refine(isCursor).optional(),
})

type Given = {
  board: Board
  /** Which officer has what open. */
  present: () => Presence[]
  now: () => Date
  /** Seconds that the board lies behind the database. */
  lag: () => number
  /** What a socket may see, by the headers that it came with; `close` ends it when that does not hold any more. Officers see what the public does not. */
  admit: (headers: IncomingHttpHeaders, close: () => void) => Promise<{ viewer: Viewer; left: () => void }>
}

const PULSE_MS = 10_000
/** Reports, the most severe, for who asks tiles and lists for the rest. */
const PART = 200
const ANY_HAZARD = '*'
/** The room of all who watch what is real: what stands beside the reports is little, and everybody's. */
const BESIDE = 'beside'
/** Of what has no place of its own, as a case: whoever watches a box is told of it, too. */
const NOWHERE = 'nowhere'

export function goLive(http: HttpServer, { board, now, lag, admit, present }: Given) {
  const io: Sockets = new Server(http, {
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: 100_000,
  })

  /** Those who are here, by their keys. */
  const viewers = new Map<string, { viewer: Viewer; sockets: number }>()

  io.use(async (socket, next) => {
    const { viewer, left } = await admit(socket.request.headers, () => socket.disconnect(true))
    socket.data.viewer = viewer
    const same = viewers.get(viewer.key) ?? { viewer, sockets: 0 }
    viewers.set(viewer.key, { viewer, sockets: same.sockets + 1 })
    let isGone = false
    const leave = () => {
      if (isGone) return
      isGone = true
      left()
      const { sockets = 0 } = viewers.get(viewer.key) ?? {}
      if (sockets > 1) viewers.set(viewer.key, { viewer, sockets: sockets - 1 })
      else viewers.delete(viewer.key)
    }
    // A client that goes away before it has come in never disconnects.
    socket.conn.once('close', leave)
    socket.once('disconnect', leave)
    if (socket.conn.readyState === 'closed') leave()
    next()
  })

  io.on('connection', socket => {
    socket.on('watch', (asked, answer) => {
      if (typeof answer !== 'function') return
      const watch = watchSchema.safeParse(asked)
      if (!watch.success) return answer({ refused: 'body-unreadable' })
      enter(socket, watch.data)
      answer(seenBy(socket, watch.data))
      if (isOfficer(socket)) socket.emit('presence', present())
    })
    socket.on('more', answer => {
      if (typeof answer === 'function') answer(moreFor(socket))
    })
  })

  const isOfficer = ({ data }: { data: SocketData }) => data.viewer.key !== everybody.key
  const officers = () => [...io.of('/').sockets.values()].filter(isOfficer)

  /** Leaves all rooms but its own and enters those of the watch. Done in one turn with the snapshot, so that nothing falls between. */
  function enter(socket: Socket, watch: Watch) {
    for (const room of socket.rooms) if (room !== socket.id) socket.leave(room)
    socket.join(roomsOfWatch(watch, socket.data.viewer))
    if (!watch.drill) socket.join(BESIDE)
  }

  function seenBy({ data }: Client, watch: Watch): Seen {
    const { viewer } = data
    data.watch = watch
    data.rest = []
    const head = { cursor: board.cursor, now: now().toISOString() }
    const missed = watch.cursor === undefined ? undefined : board.since(watch.cursor)
    if (missed)
      return {
        ...head,
        whole: false,
        changes: missed
          .filter(delta => concerns(delta, watch))
          .flatMap(delta => toChange(delta, viewer) ?? []),
      }
    const shown = watch.box ? board.reportsIn(watch.box) : [...board.reports.values()]
    const held = [...board.held.values()].filter(({ region }) => viewer.audienceAt(region) === 'officer')
    const all = worstFirst([...shown, ...held].filter(report => sees(watch, report)))
    const isPart = watch.most !== undefined && all.length > watch.most
    const reports = all.slice(0, isPart ? PART : watch.page)
    data.rest = isPart ? [] : all.slice(reports.length).map(({ id }) => id)
    const incidents = [...board.incidents.values()].filter(incident => sees(watch, incident))
    const warnings = [...board.warnings.values()].filter(warning => sees(watch, warning))
    return {
      ...head,
      whole: true,
      reports: reports.map(report =>
        toFeature(report, board.incidentOf(report.id), viewer.audienceAt(report.region)),
      ),
      ...(watch.page !== undefined && { left: all.length - reports.length }),
      ...(isPart && { isPart }),
      incidents: incidents.map(toIncidentFeature),
      ...(!watch.drill && {
        gauges: [...board.gauges.values()],
        officials: [...board.officials.values()],
        areas: [...board.areas.values()],
      }),
      warnings: warnings.map(toWarningFeature),
      ...(viewer.key !== everybody.key && {
        cases: [...board.cases.values()].filter(
          one => one.closed === null && sees(watch, one) && viewer.audienceAt(one.region) === 'officer',
        ),
      }),
    }
  }

  /** What has left the board since is told of by changes already, and so is what has come to it. */
  function moreFor({ data }: Client): More {
    const { watch = {}, viewer, rest = [] } = data
    const ids = rest.slice(0, watch.page)
    data.rest = rest.slice(ids.length)
    return {
      reports: ids.flatMap(id => {
        const report = board.reports.get(id) ?? board.held.get(id)
        const audience = report && viewer.audienceAt(report.region)
        if (!report || !audience || (report.state === 'held' && audience !== 'officer')) return []
        return toFeature(report, board.incidentOf(id), audience)
      }),
      left: data.rest.length,
    }
  }

  /** Nothing where the audience has not seen, and shall not see, what it is about. */
  function toChange(delta: Delta, viewer: Viewer): Change | undefined {
    if (isBeside(delta)) {
      const { cursor: _, ...change } = delta
      return change
    }
    if (delta.what === 'case')
      return viewer.audienceAt(delta.case.region) === 'officer'
        ? { what: 'case', case: delta.case }
        : undefined
    const { before } = delta
    const wasSeen =
      before !== undefined &&
      (isSeen(before) || ('region' in before && viewer.audienceAt(before.region ?? '') === 'officer'))
    const audience = 'report' in delta ? viewer.audienceAt(delta.report.region) : 'public'
    switch (delta.what) {
      case 'report-held':
        if (audience !== 'officer')
          return wasSeen ? { what: 'gone', kind: 'report', id: delta.report.id } : undefined
        return { what: 'report', feature: toFeature(delta.report, null, audience) }
      case 'report':
        return {
          what: 'report',
          feature: toFeature(delta.report, board.incidentOf(delta.report.id), audience),
        }
      case 'incident':
        return {
          what: 'incident',
          feature: toIncidentFeature(delta.incident),
          joined: delta.joined,
          left: delta.left,
        }
      case 'warning':
        return { what: 'warning', feature: toWarningFeature(delta.warning) }
      case 'warning-gone':
        return { what: 'gone', kind: 'warning', id: delta.before.id }
      case 'report-gone':
        return wasSeen ? { what: 'gone', kind: 'report', id: delta.before.id } : undefined
      case 'incident-gone':
        return { what: 'gone', kind: 'incident', id: delta.before.id, into: delta.into ?? undefined }
    }
  }

  function tell(deltas: Delta[]) {
    for (const delta of deltas) {
      if (isBeside(delta)) {
        const change = toChange(delta, everybody)
        if (change) io.to(BESIDE).emit('change', change, delta.cursor)
        continue
      }
      for (const { viewer } of viewers.values()) {
        const rooms = roomsOfDelta(delta, viewer).filter(room => io.of('/').adapter.rooms.has(room))
        const change = rooms.length > 0 && toChange(delta, viewer)
        if (change) io.to(rooms).emit('change', change, delta.cursor)
      }
    }
  }

  const pulse = setInterval(
    () => io.volatile.emit('pulse', { now: now().toISOString(), lag: lag(), cursor: board.cursor }),
    PULSE_MS,
  )

  return {
    tell,
    hasOfficers: () => officers().length > 0,
    tellPresence(all: Presence[]) {
      for (const socket of officers()) socket.emit('presence', all)
    },
    async close() {
      clearInterval(pulse)
      await io.close()
    },
  }
}

const room = (drill: boolean, { key }: Viewer, hazard: HazardKey | typeof ANY_HAZARD, where: string) =>
  `${drill ? 'drill' : 'real'}/${key}/${hazard}/${where}`

function roomsOfWatch(watch: Watch, viewer: Viewer): string[] {
  const wheres = watch.box ? [...cellsOf(watch.box), NOWHERE] : watch.region ? [watch.region] : ['world']
  const wanted = watch.hazards ?? [ANY_HAZARD]
  return wanted.flatMap(hazard => wheres.map(where => room(watch.drill ?? false, viewer, hazard, where)))
}

const levels = [3, 2, 1, 0] as const

/** The board's own order within a level: to sort a hundred thousand for each who comes would make all others wait. */
const worstFirst = (reports: Report[]): Report[] =>
  levels.flatMap(level => reports.filter(report => report.level === level))

type Beside = Extract<Delta, { what: 'gauge' | 'official' | 'area' | 'beside-gone' }>

const isBeside = (delta: Delta): delta is Beside =>
  delta.what === 'gauge' || delta.what === 'official' || delta.what === 'area' || delta.what === 'beside-gone'
type Thing = Report | Incident | Warning | Case

const isSeen = (thing: Thing) => !('state' in thing) || thing.state !== 'held'

function thingsOf(delta: Exclude<Delta, Beside>): Thing[] {
  switch (delta.what) {
    case 'case':
      return [delta.case]
    case 'report':
    case 'report-held':
      return delta.before ? [delta.report, delta.before] : [delta.report]
    case 'incident':
      return delta.before ? [delta.incident, delta.before] : [delta.incident]
    case 'warning':
      return delta.before ? [delta.warning, delta.before] : [delta.warning]
    default:
      return [delta.before]
  }
}

const regionsOf = (thing: Thing): string[] =>
  'regions' in thing ? thing.regions : thing.region ? [thing.region] : []

function roomsOfDelta(delta: Exclude<Delta, Beside>, viewer: Viewer): string[] {
  const rooms = new Set<string>()
  for (const thing of thingsOf(delta)) {
    const box = boxOf(thing)
    const wheres = [...(box ? cellsTouching(box) : [WORLD, NOWHERE]), ...regionsOf(thing)]
    for (const where of wheres)
      for (const hazard of [thing.hazard, ANY_HAZARD] as const)
        rooms.add(room(thing.drill, viewer, hazard, where))
  }
  return [...rooms]
}

const concerns = (delta: Delta, watch: Watch) =>
  isBeside(delta) ? !watch.drill : thingsOf(delta).some(thing => sees(watch, thing))

function sees(watch: Watch, thing: Thing): boolean {
  return (
    thing.drill === (watch.drill ?? false) &&
    (!watch.hazards || watch.hazards.includes(thing.hazard)) &&
    isWithin(watch, thing)
  )
}

function isWithin({ box: view, region }: Watch, thing: Thing): boolean {
  const box = boxOf(thing)
  if (!view || !box) return !region || regionsOf(thing).includes(region)
  return meet(view, box)
}

/** A case lies where its reports lie, and has no box of its own. */
const boxOf = (thing: Thing): Box | undefined =>
  'stage' in thing
    ? undefined
    : 'place' in thing
      ? [thing.place.lng, thing.place.lat, thing.place.lng, thing.place.lat]
      : (bbox(thing.outline).slice(0, 4) as Box)

const meet = ([w, s, e, n]: Box, [west, south, east, north]: Box) =>
  s <= north && n >= south && (w <= e ? w <= east && e >= west : w <= east || e >= west)
