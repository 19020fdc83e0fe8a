// The desk's queue where there are more reports than a browser should hold: pages of it by each officer's rights, and tiles of what it lists.
import type { Queryable } from '../../db/connect.ts'
import { readStages } from '../../db/stages.ts'
import type { Case, StageRule } from '../domain/case.ts'
import { type ReportFeature, toFeature } from '../domain/contract.ts'
import { noFilters, saidIn } from '../domain/filters.ts'
import type { Officer } from '../domain/permissions.ts'
import { shownTo } from '../domain/privacy.ts'
import type { Part } from '../domain/queue.ts'
import type { Report } from '../domain/report.ts'
import type { Placed, QueuePart } from '../domain/told.ts'
import { callsForRescue } from '../domain/understanding/situation.ts'
import type { Board } from '../live/board.ts'
import { viewerFor } from '../sign-in/viewer.ts'
import { type Ready, readyAnswer } from '../wire/ready.ts'
import { openBoardThread } from './board-thread.ts'
import {
  type BesideQueue,
  cutName,
  type Line,
  type QueuePage,
  type QueueRow,
  type QueueRows,
} from './queue-cut.ts'
import type { QueueAnswers } from './queue-worker.ts'
import { TILE_TYPE } from './tiles.ts'

export type Queues = ReturnType<typeof openQueues>

type Given = { board: Board; db: Queryable; now: () => Date }

/** Who may look everywhere, and what the desk asks for when it is opened. */
const anybody: Officer = { id: '', name: '', role: 'viewer', agency: null, regions: null }
const everything: Omit<Part, 'me'> = {
  tab: 'all',
  filters: noFilters,
  agency: null,
}
const WORLD: [number, number, number] = [0, 0, 0]

export function openQueues({ board, db, now }: Given) {
  const thread = openBoardThread<QueueAnswers, QueueRows, BesideQueue>({
    board,
    now,
    version: () => board.version,
    file: './tiles/queue-worker.ts',
    shelves: [board.reports, board.held],
    rowOf: rowsOf,
    beside: async ({ isFirst }) => {
      // Nobody waits for the database: the rules that are known go on until it has told them again.
      const reading = readStages(db).then(
        found => {
          rules = found
        },
        () => undefined,
      )
      if (isFirst) await reading
      if (isFirst) told = tellBeside(board)
      return { ...told(), rules }
    },
  })
  let rules: StageRule[] = []
  let told = tellBeside(board)

  const asAsked = (officer: Officer, drill: boolean, part: Omit<Part, 'me'>) => ({
    ...part,
    me: officer.name,
    officer,
    sight: viewerFor(officer).key,
    drill,
  })

  async function tile(
    officer: Officer,
    drill: boolean,
    part: Omit<Part, 'me'>,
    at: [number, number, number],
  ): Promise<Ready> {
    await thread.upToDate()
    const asked = asAsked(officer, drill, part)
    const cut = async () => {
      const tile = await thread.ask('tile', { asked, at })
      return readyAnswer(Buffer.from(tile.buffer), TILE_TYPE)
    }
    return thread.once(`tile ${at} ${cutName(asked)}`, cut, ({ body }) => body.length)
  }

  async function list(
    officer: Officer,
    drill: boolean,
    part: Omit<Part, 'me'>,
    page: QueuePage,
  ): Promise<QueuePart> {
    await thread.upToDate()
    const { cursor } = thread.told()
    const asked = asAsked(officer, drill, part)
    const name = `list ${JSON.stringify({ ...page, me: officer.name })} ${cutName(asked)}`
    const ask = () => thread.ask('list', { asked, page })
    const listed = await thread.once(name, ask, list => JSON.stringify(list).length)
    const whole = (line: Line) => withReports(line, officer)
    return { ...listed, cursor, lines: listed.lines.map(whole), named: listed.named.map(whole) }
  }

  return {
    list,
    tile,
    /** Live reports. */
    count: () => board.reports.size,

    /** So that the first who comes need not wait for it: everything is known, and what most ask for is cut, the list first. */
    async warm() {
      await list(anybody, false, everything, { from: 0, limit: 0, names: [] })
      await tile(anybody, false, everything, WORLD)
    },
    close: thread.close,
  }

  /** Each report as this officer may see it now. */
  function withReports(line: Line, officer: Officer): Placed {
    const { audienceAt } = viewerFor(officer)
    return {
      ...line,
      reports: line.reports.flatMap((id): ReportFeature[] => {
        const report = board.reports.get(id) ?? board.held.get(id)
        const audience = report && audienceAt(report.region)
        if (!report || !audience || (report.state === 'held' && audience !== 'officer')) return []
        return [toFeature(report, board.incidentOf(id), audience)]
      }),
    }
  }
}

/** What has changed beside the reports since it was asked last; all of it at first. */
function tellBeside(board: Board): () => Omit<BesideQueue, 'rules'> {
  const cases = new Map<string, Case>()
  const citizens = new Map<string, number>()
  return () => {
    const news = [...board.cases.values()].filter(one => cases.get(one.id) !== one)
    for (const one of news) cases.set(one.id, one)
    const counted: BesideQueue['citizens'] = []
    for (const { id, citizens: count } of board.incidents.values()) {
      if (citizens.get(id) === count) continue
      citizens.set(id, count)
      counted.push([id, count])
    }
    const gone = [...citizens.keys()].filter(id => !board.incidents.has(id) && citizens.delete(id))
    return { cases: news, citizens: [...counted, ...gone.map(id => [id, null] as [string, null])] }
  }
}

function rowsOf(report: Report, incident: string | null): QueueRows {
  const rescue = callsForRescue(report)
  const officer = rowOf(report, { incident, rescue })
  if (report.state === 'held') return { id: report.id, officer, everybody: null }
  const shown = shownTo('public', report)
  const isSame =
    !report.secret &&
    !rescue &&
    shown.words === report.words &&
    shown.title === report.title &&
    shown.place === report.place
  return {
    id: report.id,
    officer,
    everybody: isSame ? 'same' : rowOf(shown, { incident, rescue: false }),
  }
}

/** Of a report as it is shown to somebody. */
function rowOf(shown: Report, { incident, rescue }: { incident: string | null; rescue: boolean }): QueueRow {
  const { id, number, version, hazard, level, state, at, receivedAt, region, area, drill } = shown
  const { answers, photos, place } = shown
  return {
    properties: {
      id,
      number,
      version,
      hazard,
      level,
      state,
      at,
      receivedAt,
      region,
      area,
      drill,
      answers,
      photos,
      incident,
      ...(rescue && { rescue }),
    },
    lng: place.lng,
    lat: place.lat,
    said: saidIn(shown).toLowerCase(),
  }
}
