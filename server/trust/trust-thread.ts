// The judge of reports in a thread of its own, so that a storm of them leaves the server's to everybody else. What is asked within a turn of the event
// loop goes in one message and comes back in one. A thread that ends, or hangs, is started again and knows nothing; what it was asked is asked once more
// and then fails (judging.ts). One that cannot even be started twice running is done without: reports are judged here from then on.
import type { Worker } from 'node:worker_threads'
import { heardFault, openProgram, watched } from '../thread.ts'
import { type Home, judgeHere } from './judging.ts'
import type { FromTrust, Question } from './trust-worker.ts'

type Waiting = {
  question: Question
  take: (answer: unknown) => void
  fail: (fault: Error) => void
  since: number
  wasAsked: boolean
}

type Given = {
  begunAnew: () => void
  logFault: (fault: unknown) => void
  open?: () => Worker
  /** It hangs where the same question is still unanswered at so many looks in a row, `ms` apart. Looks are counted and not time: while the whole process was stopped there were none. */
  patience?: { ms: number; looks: number }
}

const MOST_UNREADY = 2

export function openTrustThread({
  begunAnew,
  logFault,
  open = () => openProgram('./trust/trust-worker.ts'),
  patience = { ms: 5_000, looks: 6 },
}: Given): Home {
  let worker: Worker | undefined
  /** What is asked next, and what was asked, a message each. */
  let next: Waiting[] = []
  let asked: Waiting[][] = []
  let unready = 0
  let here: Home | undefined
  let isClosed = false
  let stuck: { at: Waiting | undefined; looks: number } = { at: undefined, looks: 0 }
  const looking = setInterval(look, patience.ms).unref()

  function start(): Worker {
    let isReady = false
    const made = watched(open(), 'the judge of reports', fault => {
      if (worker !== made) return
      worker = undefined
      if (!isReady) unready++
      logFault(fault)
      begin(isReady)
    })
    made.on('message', (told: FromTrust) => {
      if (worker !== made) return
      if (told === 'ready') {
        isReady = true
        unready = 0
      } else take(told)
    })
    return made
  }

  function take(answers: Exclude<FromTrust, 'ready'>): void {
    for (const [index, one] of (asked.shift() ?? []).entries()) {
      const answer = answers[index]
      if (answer && 'fault' in answer) one.fail(heardFault(answer.fault))
      else one.take(answer)
    }
  }

  /** Anew, with what the last one has not answered; nothing may be asked before it. One that was not ready has looked at none of it. */
  function begin(wasReady: boolean): void {
    begunAnew()
    const again = asked.flat()
    asked = []
    const [failed, once] = wasReady
      ? [again.filter(one => one.wasAsked), again.filter(one => !one.wasAsked)]
      : [[], again]
    for (const { fail } of failed)
      fail(new Error('The thread that judges reports has ended twice at a question.'))
    for (const one of once) one.wasAsked ||= wasReady
    next = [...once, ...next]
    if (unready >= MOST_UNREADY) comeHere().catch(logFault)
    else send()
  }

  async function comeHere(): Promise<void> {
    const { createTrust } = await import('./trust.ts')
    logFault(
      new Error('The thread that judges reports cannot be started: they are judged in the server’s own.'),
    )
    const home = judgeHere(createTrust())
    here = home
    for (const { question, take, fail } of next.splice(0)) {
      const [what, about] = question
      home.ask(what, about as never).then(take, fail)
    }
  }

  function send(): void {
    if (isClosed || unready >= MOST_UNREADY || next.length === 0) return
    worker ??= start()
    worker.postMessage(next.map(({ question }) => question))
    asked.push(next)
    next = []
  }

  const oldest = () => asked[0]?.[0] ?? next[0]

  function look(): void {
    const at = oldest()
    stuck = { at, looks: at !== undefined && at === stuck.at ? stuck.looks + 1 : 0 }
    if (stuck.looks < patience.looks) return
    stuck = { at: undefined, looks: 0 }
    worker?.terminate().catch(logFault)
  }

  return {
    ask(what, about) {
      if (here) return here.ask(what, about)
      if (isClosed) return Promise.reject(new Error('The server has stopped: no report is judged any more.'))
      return new Promise((take, fail) => {
        if (next.length === 0) setImmediate(send)
        const question = [what, about] as Question
        next.push({
          question,
          take: take as Waiting['take'],
          fail,
          since: performance.now(),
          wasAsked: false,
        })
      })
    },
    wait() {
      const one = oldest()
      return one ? performance.now() - one.since : 0
    },
    async close() {
      isClosed = true
      clearInterval(looking)
      const ending = worker
      worker = undefined
      for (const { fail } of [...asked.flat(), ...next]) fail(new Error('The server stops.'))
      await ending?.terminate()
    },
  }
}
