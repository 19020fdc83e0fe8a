// The tiles' own thread: lists of what is live, and cut tiles.
import type { IncidentFeature } from '../domain/contract.ts'
import { answerOfBoard, nearestNames } from './board-answers.ts'
import { type Asked, createLayers, type LayerName, type Row } from './tile-layers.ts'

const layers = createLayers(nearestNames)

const answers = {
  list: ({ asked, ...page }: { asked: Asked; after: number; limit: number }) => layers.list(asked, page),
  tile: ({ layer, asked, at }: { layer: LayerName; asked: Asked; at: [number, number, number] }) =>
    new Uint8Array(layers.tile(layer, asked, at)),
}

export type TileAnswers = typeof answers
/** null: the incidents are those that it knows. */
export type BesideTiles = { incidents: IncidentFeature[] | null }

answerOfBoard<Row, BesideTiles>(layers.take, answers)
