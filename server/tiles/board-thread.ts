// A thread that knows the board's reports in a shape of its own and answers what would keep everybody else waiting. It is started when somebody asks
// first, and told what has changed when somebody asks again: who asks for nothing costs nothing.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { Report } from '../domain/report.ts'
import type { Board } from '../live/board.ts'
import { heardFault, openProgram, watched } from '../thread.ts'
import { weighed } from '../weighed.ts'
import type { Answers, FromThread, ToThread } from './board-answers.ts'

/** Rows handed over at a time: more would keep everybody else waiting. */
const PAGE = 2_000
/** What was answered stands at least so long, and three times as long as it took, up to a limit, ms. */
const REST = { least: 200, times: 3, most: 4_000 }
/** Windows of hours move on in steps of this, ms. */
const STEP_MS = 30_000
/** Answers of one state of the board that are kept. */
const MOST_BYTES = 64 * 1024 * 1024

type Waiting = { take: (answer: unknown) => void; fail: (fault: Error) => void }

type Given<Row, Beside> = {
  board: Board
  now: () => Date
  /** Grows with every change that the thread has to know. */
  version: () => number
  /** The thread's program, beside this file. */
  file: string
  /** The reports that it knows. */
  shelves: ReadonlyMap<string, Report>[]
  rowOf: (report: Report, incident: string | null) => Row
  /** What it is told beside the reports: all of it to a thread that knows nothing yet; `isSame`: nothing that it has to know has changed since. */
  beside: (known: { isFirst: boolean; isSame: boolean }) => Promise<Beside>
}

/** `Can`: what the program answers, each by its name. */
export function openBoardThread<Can extends Answers, Row, Beside extends object>({
  board,
  now,
  version,
  file,
  shelves,
  rowOf,
  beside,
}: Given<Row, Beside>) {
  let worker: Worker | undefined
  const changed = board.gather()
  let turn = 0
  const waiting = new Map<number, Waiting>()
  /** What the thread knows. */
  let sent = new Map<string, { report: Report; incident: string | null }>()
  let state = { version: -1, step: -1, cursor: '0.0', generation: 0 }
  let restUntil = 0
  let refreshing: Promise<void> | undefined
  let answers = weighed<Promise<unknown>>(MOST_BYTES)

  function start(): Worker {
    const made = watched(openProgram(file), file, fault => {
      if (worker === made) forget(fault)
    })
    made.on('message', (found: FromThread) => {
      const one = waiting.get(found.turn)
      waiting.delete(found.turn)
      if ('fault' in found) one?.fail(heardFault(found.fault))
      else one?.take(found.answer)
    })
    return made
  }

  function forget(fault = new Error(`The thread of ${file} begins anew.`)): void {
    void worker?.terminate()
    worker = undefined
    sent = new Map()
    state = { ...state, version: -1 }
    answers = weighed(MOST_BYTES)
    for (const { fail } of waiting.values()) fail(fault)
    waiting.clear()
  }

  const find = (id: string): Report | undefined => {
    for (const shelf of shelves) {
      const report = shelf.get(id)
      if (report) return report
    }
    return undefined
  }

  /** What has changed on the board since the thread was told last. */
  async function refresh(): Promise<void> {
    worker ??= start()
    const own = worker
    const tell = (message: ToThread<Row, Beside>) => own.postMessage(message)
    const at = now()
    const { cursor } = board
    const toldVersion = version()
    const known = sent
    const isFirst = state.version < 0
    const ids = changed()
    const more = await beside({ isFirst, isSame: state.version === toldVersion })
    const looked = isFirst || ids === null ? shelves.flatMap(shelf => [...shelf.keys()]) : ids
    let put: Row[] = []
    for (const id of looked) {
      const report = find(id)
      const incident = board.incidentOf(id)
      const before = known.get(id)
      if (!report || (before?.report === report && before.incident === incident)) continue
      known.set(id, { report, incident })
      put.push(rowOf(report, incident))
      if (put.length < PAGE) continue
      tell({ what: 'rows', put })
      put = []
      await nextTurn()
    }
    tell({ what: 'rows', put })
    const gone = [...(ids ?? known.keys())].filter(id => known.has(id) && find(id) === undefined)
    for (const id of gone) known.delete(id)
    const generation = state.generation + 1
    const stamp = { cursor, generation: String(generation) }
    tell({ what: 'news', news: { ...more, gone, now: at.getTime(), ...stamp } })
    if (worker !== own) throw new Error(`The thread of ${file} has ended while it was told what stands.`)
    state = { version: toldVersion, step: stepOf(at), cursor, generation }
    answers = weighed(MOST_BYTES)
    restUntil = performance.now() + REST.least
  }

  return {
    /** Resolves when the thread knows what stands now, or what stood a moment ago while it rests. */
    async upToDate(): Promise<void> {
      const isFirst = state.version < 0
      const isOld = version() !== state.version || stepOf(now()) !== state.step
      if (!refreshing && isOld && (isFirst || performance.now() >= restUntil))
        refreshing = refresh()
          .catch(fault => {
            // What it was told is not known any more: the next one begins anew.
            forget()
            throw fault
          })
          .finally(() => {
            refreshing = undefined
          })
      await refreshing
    },

    /** Which state of the board is answered of: everything up to `cursor` is in it. */
    told: () => ({ cursor: state.cursor, generation: String(state.generation) }),

    async ask<Name extends keyof Can & string>(
      name: Name,
      asked: Parameters<Can[Name]>[0],
    ): Promise<ReturnType<Can[Name]>> {
      const own = ++turn
      const began = performance.now()
      const answer = new Promise<unknown>((take, fail) => waiting.set(own, { take, fail }))
      worker ??= start()
      worker.postMessage({ what: 'question', turn: own, name, asked } satisfies ToThread<Row, Beside>)
      try {
        return (await answer) as ReturnType<Can[Name]>
      } finally {
        const took = REST.times * (performance.now() - began)
        restUntil = Math.max(restUntil, performance.now() + Math.min(took, REST.most))
      }
    },

    /** Made once for a state of the board; kept by its bytes. */
    once<T>(key: string, make: () => Promise<T>, bytesOf: (made: T) => number): Promise<T> {
      const shelf = answers
      const known = shelf.get(key)
      if (known) return known as Promise<T>
      const made = make()
      shelf.put(key, made, 0)
      made.then(
        found => shelf.get(key) === made && shelf.put(key, made, bytesOf(found)),
        () => shelf.remove(key),
      )
      return made
    },

    async close() {
      const ending = worker
      worker = undefined
      await ending?.terminate()
    },
  }
}

const stepOf = (at: Date) => Math.floor(at.getTime() / STEP_MS)
