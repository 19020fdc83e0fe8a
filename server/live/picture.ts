// The live picture of this process: the board loaded from the database, kept true by the log, and pushed to the sockets.
import type { Server as HttpServer } from 'node:http'
import { standingAreas } from '../../db/area-states.ts'
import { standingCases } from '../../db/cases.ts'
import type { Database } from '../../db/connect.ts'
import { allGauges } from '../../db/gauges.ts'
import { standingIncidents } from '../../db/incidents.ts'
import { type Entry, presentCursor } from '../../db/log.ts'
import { standingOfficials } from '../../db/officials.ts'
import { aliveReports, heldReports } from '../../db/reports.ts'
import { standingWarnings } from '../../db/warnings.ts'
import { followLog } from '../followers/follow.ts'
import type { Staged } from '../process/under-way.ts'
import type { Admitted } from '../sign-in/admitted.ts'
import { followerFor } from '../sign-in/viewer.ts'
import { type Board, createBoard } from './board.ts'
import type { Delta } from './delta.ts'
import type { Events } from './events.ts'
import { goLive } from './live.ts'
import { openPresence } from './presence.ts'
import type { SocketPlaces } from './sockets.ts'

type Given = {
  db: Database
  board: Board
  http: HttpServer
  now: () => Date
  admitted: Admitted
  events: Events
  socketPlaces: SocketPlaces
  /** Who else wants to know what the log tells. */
  heed?: (entries: Entry[]) => void
  logFault: (fault: unknown) => void
  stage?: Staged
}

/** Cases that were resolved longer ago are looked up where they are asked for. */
const RESOLVED_KEPT_MS = 24 * 3_600_000
const EXPIRY_MS = 1_000
/** A part of the second in which a report has to stand on every map. */
const REST = { least: 40, most: 200 }

/** `http` has to know its other listeners already: Socket.IO goes before them and takes only its own path. */
export function openLivePicture({
  db,
  board,
  http,
  now,
  admitted,
  events,
  socketPlaces,
  heed,
  logFault,
  stage,
}: Given) {
  const live = goLive(http, {
    board,
    now,
    lag: () => follower.lag(),
    admit: (headers, close) => admitted.admit(headers, close, followerFor),
    socketPlaces,
    present: () => presence.present(),
    logFault,
  })
  /** What the board holds is told once: one thing that cannot be told must not keep back the rest. */
  function tell(deltas: Delta[]) {
    live.tell(deltas)
    try {
      events.tell(deltas)
    } catch (fault) {
      logFault(fault)
    }
  }
  function hear(entries: Entry[]) {
    try {
      heed?.(entries)
    } catch (fault) {
      logFault(fault)
    }
  }
  const follower = followLog({
    db,
    from: board.cursor,
    take(entries) {
      // First what has ended by now: a clock that was set anew holds for what comes, too.
      tell(board.expire(now()))
      tell(board.apply(entries, logFault))
      hear(entries)
      for (const { kind, subject, body, at } of entries)
        if (kind === 'report' && body.version === 1) stage?.('board', subject, new Date(at))
    },
    failed: logFault,
    rest: REST,
  })
  const presence = openPresence({
    db,
    now,
    isWanted: live.hasOfficers,
    tell: live.tellPresence,
    logFault,
  })
  const expiry = setInterval(() => tell(board.expire(now())), EXPIRY_MS)

  return {
    caughtUp: follower.caughtUp,
    lag: follower.lag,
    sockets: live.count,
    sendAway: live.sendAway,
    presence,
    async close() {
      clearInterval(expiry)
      await presence.close()
      await follower.stop()
      events.close()
      await live.close()
    },
  }
}

/** One snapshot of everything alive, and the cursor from which the log continues it. */
export async function loadBoard(db: Database, now: Date) {
  const board = createBoard()
  await db.transaction(async client => {
    await client.query('set transaction isolation level repeatable read, read only')
    board.loaded(await presentCursor(client), now)
    board.load({
      reports: [],
      incidents: await standingIncidents(client, now),
      gauges: await allGauges(client),
      officials: await standingOfficials(client, now),
      areas: await standingAreas(client, now),
      warnings: await standingWarnings(client, now),
      cases: await standingCases(client, new Date(now.getTime() - RESOLVED_KEPT_MS)),
    })
    for (const pages of [aliveReports(client, now), heldReports(client, now)])
      for await (const reports of pages) board.load({ reports, incidents: [] })
  })
  return board
}
