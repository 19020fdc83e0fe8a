// The thread of the judge of reports: hears questions, many in one message, and answers them in their order in one. What fails fails alone.
import { parentPort } from 'node:worker_threads'
import { type ToldFault, tellFault } from '../thread.ts'
import { answerOf } from './judging.ts'
import { createTrust, type Trust } from './trust.ts'

export type Question = { [What in keyof Trust]: [What, Parameters<Trust[What]>[0]] }[keyof Trust]
type Answer = ReturnType<Trust[keyof Trust]> | { fault: ToldFault }
/** `ready` comes first: it stands. */
export type FromTrust = 'ready' | Answer[]

if (!parentPort) throw new Error('trust-worker.ts runs as a worker thread')
const port = parentPort
const trust = createTrust()
const send = (told: FromTrust) => port.postMessage(told)

function answer([what, about]: Question): Answer {
  try {
    return answerOf(trust, what, about)
  } catch (fault) {
    return { fault: tellFault(fault) }
  }
}

port.on('message', (questions: Question[]) => send(questions.map(answer)))
send('ready')
