// The desk's queue where there are more reports than a browser should hold: pages of it by each officer's rights, and tiles of what it lists.
import type { Queryable } from '../db/connect.ts'
import { readStages } from '../db/work.ts'
import type { Board } from './board.ts'
import { openBoardThread } from './board-thread.ts'
import type { StageRule } from './domain/case.ts'
import { type ReportFeature, toFeature } from './domain/contract.ts'
import { noFilters, saidIn } from './domain/filters.ts'
import type { Officer } from './domain/permissions.ts'
import type { Item, Part } from './domain/queue.ts'
import type { Report } from './domain/report.ts'
import {
  type BesideQueue,
  cutName,
  type Line,
  type QueueList,
  type QueuePage,
  type QueueRow,
  type QueueRows,
} from './queue-cut.ts'
import type { FromQueues } from './queue-worker.ts'
import { TILE_TYPE } from './tiles.ts'
import { viewerFor } from './viewer.ts'
import { type Ready, readyAnswer } from './wire/ready.ts'

export type Queues = ReturnType<typeof openQueues>

export type Placed = Item & { place: number }
/** `cursor`: everything up to it is in the list, and in the tiles of the same generation. */
export type QueueAnswer = Omit<QueueList, 'lines' | 'named'> & {
  lines: Placed[]
  named: Placed[]
  cursor: string
  generation: string
}

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
  const thread = openBoardThread<QueueRows, FromQueues>({
    board,
    now,
    version: () => board.version,
    file: './queue-worker.ts',
    shelves: [board.reports, board.held],
    rowOf: rowsOf,
    beside: async () => {
      // Without the database the rules that are known go on.
      rules = await readStages(db).catch(() => rules)
      return { beside: besideOf(board, rules) }
    },
  })
  let rules: StageRule[] = []

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
    return thread.once(`tile ${at} ${cutName(asked)}`, async () => {
      const found = await thread.ask({ what: 'tile', asked, at })
      if ('tile' in found) return readyAnswer(Buffer.from(found.tile.buffer), TILE_TYPE)
      throw new Error('The thread of the queues answered something else.')
    })
  }

  return {
    async list(
      officer: Officer,
      drill: boolean,
      part: Omit<Part, 'me'>,
      page: QueuePage,
    ): Promise<QueueAnswer> {
      await thread.upToDate()
      const told = thread.told()
      const asked = asAsked(officer, drill, part)
      const name = `list ${JSON.stringify({ ...page, me: officer.name })} ${cutName(asked)}`
      const listed = await thread.once(name, async () => {
        const found = await thread.ask({ what: 'list', asked, page })
        if ('list' in found) return found.list
        throw new Error('The thread of the queues answered something else.')
      })
      const whole = (line: Line) => withReports(line, officer)
      return { ...listed, ...told, lines: listed.lines.map(whole), named: listed.named.map(whole) }
    },

    tile,

    /** So that the first who comes need not wait for it: everything is known, and what most ask for is cut. */
    warm: async () => void (await tile(anybody, false, everything, WORLD)),
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

function besideOf(board: Board, rules: StageRule[]): BesideQueue {
  return {
    cases: [...board.cases.values()].filter(({ closed }) => closed === null),
    rules,
    citizens: new Map([...board.incidents.values()].map(({ id, citizens }) => [id, citizens])),
  }
}

function rowsOf(report: Report, incident: string | null): QueueRows {
  const officer = rowOf(toFeature(report, incident, 'officer'))
  return {
    id: report.id,
    officer,
    everybody: report.state === 'held' ? null : rowOf(toFeature(report, incident, 'public')),
  }
}

function rowOf({ geometry, properties }: ReportFeature): QueueRow {
  const { id, number, version, hazard, level, state, at, receivedAt, region, area, drill } = properties
  const { answers, photos, incident, rescue } = properties
  const [lng = 0, lat = 0] = geometry.coordinates
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
    lng,
    lat,
    said: saidIn(properties).toLowerCase(),
  }
}
