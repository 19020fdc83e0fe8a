// The thread of the desk's long queues: pages of them, and cut tiles.
import { answerOfBoard, nearestNames } from './board-answers.ts'
import {
  type AskedQueue,
  type BesideQueue,
  createQueues,
  type QueuePage,
  type QueueRows,
} from './queue-cut.ts'

const queues = createQueues(nearestNames)

const answers = {
  list: ({ asked, page }: { asked: AskedQueue; page: QueuePage }) => queues.list(asked, page),
  tile: ({ asked, at }: { asked: AskedQueue; at: [number, number, number] }) =>
    new Uint8Array(queues.tile(asked, at)),
}

export type QueueAnswers = typeof answers

answerOfBoard<QueueRows, BesideQueue>(queues.take, answers)
