// The map at any past moment, as it was live then: the log folded by the very board that folds it live, up to the entries that stood at that
// moment. Every report that stood then was written within the longest life of a report before it, so the fold begins there without any: exact
// without snapshots, and its cost follows the window, never the history around it. Gauges and official notices may have stood for longer: what
// was last told of them before the window is laid first.
import { warningsAt } from '../../db/cap-documents.ts'
import type { Queryable } from '../../db/connect.ts'
import { archivedAt, entriesUntil, presentOf } from '../../db/past.ts'
import { besideAt, takenBack } from '../../db/past-beside.ts'
import { toFeature, toIncidentFeature, toWarningFeature } from '../domain/contract.ts'
import type { Official } from '../domain/official.ts'
import { asStillSaid, longestLifeHours } from '../domain/past.ts'
import type { Report } from '../domain/report.ts'
import type { Moment } from '../domain/told.ts'
import { isOfficers, type Viewer } from '../sign-in/viewer.ts'
import { type Board, createBoard } from './board.ts'

export type Replay = ReturnType<typeof createReplay>

const HOUR = 3_600_000
/** Clocks of programs and database differ, and a report may be on its way for a while. */
const MARGIN_HOURS = 1
const WINDOW_MS = (longestLifeHours + MARGIN_HOURS) * HOUR
/** Boards that were played up to some moment, and go on from there to a later one. */
const MOST_PLAYERS = 4
/** What is younger may still get entries that belong before it, ms. */
const SETTLED_MS = 60_000

type Player = { board: Board; at: Date; after: string }

export function createReplay({ db, now }: { db: Queryable; now: () => Date }) {
  /** The one that was used last comes last. */
  let players: Player[] = []
  let turn: Promise<unknown> = Promise.resolve()

  async function play(player: Player, until: Date): Promise<void> {
    for await (const entries of entriesUntil(db, { since: player.at, after: player.after, until })) {
      player.board.apply(entries)
      player.after = entries.at(-1)?.cursor ?? player.after
    }
    player.at = until
    player.board.expire(until)
  }

  async function boardSince(since: Date): Promise<Board> {
    const board = createBoard()
    board.load({ reports: [], incidents: [], ...(await besideAt(db, since)) })
    return board
  }

  /** Goes on from the nearest earlier moment, where that is nearer than the beginning of the window. */
  async function boardAt(at: Date): Promise<Board> {
    const since = new Date(at.getTime() - WINDOW_MS)
    const near = players
      .filter(player => player.at <= at && player.at > since)
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
    const player = near ?? { board: await boardSince(since), at: since, after: '0.0' }
    players = players.filter(other => other !== player)
    await play(player, at)
    if (now().getTime() - at.getTime() > SETTLED_MS) players = [...players, player].slice(-MOST_PLAYERS)
    return player.board
  }

  /** What its source has taken back since was wrong: only officers see again that it was told. */
  async function stillTold(officials: Official[], viewer: Viewer): Promise<Official[]> {
    if (isOfficers(viewer)) return officials
    const gone = await takenBack(
      db,
      officials.map(({ id }) => id),
    )
    return officials.filter(({ id }) => !gone.has(id))
  }

  /** One at a time: whoever asks for much does not take the whole database. */
  function inTurn<T>(make: () => Promise<T>): Promise<T> {
    const own = turn.then(make)
    turn = own.catch(() => undefined)
    return own
  }

  return {
    at: (at: Date, { drill, viewer }: { drill: boolean; viewer: Viewer }): Promise<Moment> =>
      inTurn(async () => {
        const board = await boardAt(at)
        const isAsked = (thing: { drill: boolean }) => thing.drill === drill
        const reports = [...board.reports.values()].filter(isAsked)
        const audienceOf = ({ region }: Report) => viewer.audienceAt(region)
        const held = [...board.held.values()].filter(
          report => isAsked(report) && audienceOf(report) === 'officer',
        )
        const present = await presentOf(
          db,
          reports.filter(report => audienceOf(report) !== 'officer').map(({ id }) => id),
        )
        const asSeen = (report: Report) =>
          audienceOf(report) === 'officer' ? report : asStillSaid(report, present.get(report.id))
        const archived = await archivedAt(db, { at, since: new Date(at.getTime() - WINDOW_MS), drill })
        return {
          at: at.toISOString(),
          reports: [...reports, ...held].map(report =>
            toFeature(asSeen(report), board.incidentOf(report.id), audienceOf(report)),
          ),
          incidents: [...board.incidents.values()].filter(isAsked).map(toIncidentFeature),
          gauges: drill ? [] : [...board.gauges.values()],
          officials: drill ? [] : await stillTold([...board.officials.values()], viewer),
          warnings: (await warningsAt(db, at, drill)).map(toWarningFeature),
          archived: archived.map(report => toFeature(report, null, audienceOf(report))),
        }
      }),
  }
}
