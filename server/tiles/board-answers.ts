// The other side of board-thread.ts, inside the thread: hears what has changed on the board, and answers what is asked in the order in which it is asked.
import { parentPort } from 'node:worker_threads'
import { createNearestName, type Names } from '../domain/nearest-name.ts'
import names from '../domain/regions/indonesia-places.json' with { type: 'json' }
import { type ToldFault, tellFault } from '../thread.ts'

/** What the thread can be asked, each by its name. Arrays of bytes are answered in buffers of their own. */
export type Answers = Record<string, (asked: never) => unknown>
/** From here on what is asked is asked of this state of the board. */
type Told = { gone: string[]; now: number; cursor: string; generation: string }
/** What has come or changed since, and what has gone. `Beside`: what the thread knows beside rows. */
export type News<Row, Beside> = Beside & Told & { put: Row[] }

/** Rows come by the page, and stand with the news that follows them. */
export type ToThread<Row, Beside> =
  | { what: 'rows'; put: Row[] }
  | { what: 'news'; news: Beside & Told }
  | { what: 'question'; turn: number; name: string; asked: unknown }
export type FromThread = { turn: number } & ({ answer: unknown } | { fault: ToldFault })

export function answerOfBoard<Row, Beside>(take: (news: News<Row, Beside>) => void, answers: Answers): void {
  if (!parentPort) throw new Error('what answers of the board runs as a worker thread')
  const port = parentPort
  let put: Row[] = []

  function answerOf(name: string, asked: unknown): { answer: unknown } | { fault: ToldFault } {
    try {
      return { answer: answers[name]?.(asked as never) }
    } catch (fault) {
      return { fault: tellFault(fault) }
    }
  }

  port.on('message', (message: ToThread<Row, Beside>) => {
    if (message.what === 'rows') put.push(...message.put)
    else if (message.what === 'news') {
      take({ ...message.news, put })
      put = []
    } else
      port.postMessage({
        turn: message.turn,
        ...answerOf(message.name, message.asked),
      } satisfies FromThread)
  })
}

let nearest: ReturnType<typeof createNearestName> | undefined
/** What finds the name of the nearest place, made when it is first asked for. */
export function nearestNames() {
  nearest ??= createNearestName(names as Names)
  return nearest
}
