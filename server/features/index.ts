// All collections of features that are open to everybody. To add one: its file here and its line.
import type { Queryable } from '../../db/connect.ts'
import type { Board } from '../live/board.ts'
import { areaCollection } from './areas.ts'
import type { Collection } from './collection.ts'
import { gaugeCollection } from './gauges.ts'
import { incidentCollection } from './incidents.ts'
import { reportCollection } from './reports.ts'
import { warningCollection } from './warnings.ts'

type Given = { db: Queryable; board: Board; now: () => Date; publicUrl: string }

export const openCollections = ({ db, board, now, publicUrl }: Given): Collection[] => [
  reportCollection(db, publicUrl),
  incidentCollection(db),
  areaCollection(db),
  gaugeCollection(board, now),
  warningCollection(db, publicUrl),
]
