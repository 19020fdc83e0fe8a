// The thread of those who follow the log for all processes: the same as they are in a process, with connections of their own.
import { parentPort, workerData } from 'node:worker_threads'
import { v7 as newUuid } from 'uuid'
import { openDatabase } from '../../db/connect.ts'
import type { Config } from '../config.ts'
import type { Lines } from '../process/log-lines.ts'
import type { Staged } from '../process/under-way.ts'
import { sealingAgain } from '../secrets/sealing.ts'
import { type ToldFault, tellFault } from '../thread.ts'
import { startFollowers } from './followers.ts'
import { leadsTold } from './leads.ts'

export type FollowersSettings = Pick<Config, 'directory' | 'publicUrl' | 'secretKeys' | 'webhooksPrivate'> & {
  url: string
  /** Whether anybody wants to hear of stages. */
  isTraced: boolean
}

export type FromFollowers =
  | { what: 'fault'; fault: ToldFault }
  | { what: 'line'; text: string }
  | { what: 'event'; event: Parameters<Lines['event']> }
  | { what: 'stages'; stages: Parameters<Staged>[] }

/** Each of the four has one statement under way, and some two. */
const POOL = 4

if (!parentPort) throw new Error('followers-worker.ts runs as a worker thread')
const port = parentPort
const settings: FollowersSettings = workerData
const send = (message: FromFollowers) => port.postMessage(message)

/** What ends in the same moment is told together. */
let stages: Parameters<Staged>[] = []
const stage: Staged = (...one) => {
  if (stages.push(one) > 1) return
  queueMicrotask(() => {
    send({ what: 'stages', stages })
    stages = []
  })
}

async function start() {
  const { url, secretKeys, webhooksPrivate: allowPrivate, isTraced } = settings
  const keys = secretKeys?.map(key => Buffer.from(key))
  const sealing = await sealingAgain({ ...settings, keys })
  const warn = (text: string) => send({ what: 'line', text })
  const db = await openDatabase({ url, directory: null, pool: POOL, warn })
  const followers = startFollowers({
    ...settings,
    db: leadsTold(db, { event: (...event) => send({ what: 'event', event }) }),
    now: () => new Date(),
    newId: () => newUuid(),
    sealing,
    allowPrivate,
    logFault: fault => send({ what: 'fault', fault: tellFault(fault) }),
    ...(isTraced && { stage }),
  })
  return async () => {
    await followers.stop()
    await db.close()
  }
}

const started = start()
/** The only thing that it is ever told is to stop. */
port.once('message', async () => {
  const stop = await started
  await stop()
  // Ends the thread alone, and does not wait for timers that nobody needs any more.
  process.exit(0)
})
