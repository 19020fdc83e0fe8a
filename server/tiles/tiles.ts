// Vector tiles and lists of what is live, from the board: for maps with more reports than a browser should hold.
import { type ReportFeature, toFeature, toIncidentFeature } from '../domain/contract.ts'
import { noFilters, saidIn } from '../domain/filters.ts'
import type { Report } from '../domain/report.ts'
import type { LiveList } from '../domain/told.ts'
import type { Board } from '../live/board.ts'
import { type Ready, readyAnswer } from '../wire/ready.ts'
import { openBoardThread } from './board-thread.ts'
import { type Asked, type LayerName, nameOfAsked, type Row } from './tile-layers.ts'
import type { BesideTiles, TileAnswers } from './tile-worker.ts'

export type Tiles = ReturnType<typeof openTiles>

/** With more reports than this tiles are made ready before somebody asks. */
export const MANY = 2_000

export const TILE_TYPE = 'application/vnd.mapbox-vector-tile'

/** What the map asks for when it is opened. */
const everything: Asked = { ...noFilters, drill: false }

export function openTiles({ board, now }: { board: Board; now: () => Date }) {
  const thread = openBoardThread<TileAnswers, Row, BesideTiles>({
    board,
    now,
    version: () => board.shownVersion,
    file: './tiles/tile-worker.ts',
    shelves: [board.reports],
    rowOf,
    beside: async ({ isSame }) => ({
      incidents: isSame ? null : [...board.incidents.values()].map(toIncidentFeature),
    }),
  })

  async function tile(layer: LayerName, asked: Asked, at: [number, number, number]): Promise<Ready> {
    await thread.upToDate()
    const cut = async () => {
      const tile = await thread.ask('tile', { layer, asked, at })
      return readyAnswer(Buffer.from(tile.buffer), TILE_TYPE)
    }
    return thread.once(`tile ${layer} ${at} ${nameOfAsked(asked)}`, cut, bytesOf)
  }

  return {
    /** The list as JSON, written once for all who ask. `cursor`: everything up to it is in the list, and in the tiles of the same generation. */
    async list(asked: Asked, page: { after: number; limit: number }): Promise<Ready> {
      await thread.upToDate()
      const told = thread.told()
      const write = async () => {
        const { ids, ...listed } = await thread.ask('list', { asked, ...page })
        const reports = ids.flatMap((id): ReportFeature[] => {
          const report = board.reports.get(id)
          return report ? [toFeature(report, board.incidentOf(id), 'public')] : []
        })
        return readyAnswer(JSON.stringify({ ...listed, ...told, reports } satisfies LiveList))
      }
      return thread.once(`list ${JSON.stringify(page)} ${nameOfAsked(asked)}`, write, bytesOf)
    },

    tile,

    /** So that the first who comes need not wait for it: everything is known, and what most ask for is cut. */
    warm: async () => void (await tile('reports', everything, [0, 0, 0])),
    close: thread.close,
  }
}

const bytesOf = ({ body }: Ready): number => body.length

/** Only what everybody may see goes over to where tiles are made. */
function rowOf(report: Report, incident: string | null): Row {
  const { geometry, properties } = toFeature(report, incident, 'public')
  const { id, number, version, hazard, level, state, at, region, area, drill } = properties
  const [lng = 0, lat = 0] = geometry.coordinates
  return {
    id,
    number,
    version,
    hazard,
    level,
    state,
    at,
    lng,
    lat,
    incident,
    region,
    area,
    drill,
    said: saidIn(properties).toLowerCase(),
  }
}
