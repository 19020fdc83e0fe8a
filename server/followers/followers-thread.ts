// Runs those who follow the log for all processes where they keep nobody waiting: on PostgreSQL, and where there is a second core, in a thread of their
// own, which is started again when it ends; else here. While it is away another process takes over, as when a whole process has gone.
import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import type { Config } from '../config.ts'
import type { Lines } from '../process/log-lines.ts'
import { heardFault, openProgram, watched } from '../thread.ts'
import { endProcess, isBranched } from './follow.ts'
import { followedIn, startFollowers } from './followers.ts'
import type { FollowersSettings, FromFollowers } from './followers-worker.ts'

const PROGRAM = './followers/followers-worker.ts'
/** How long before one that has ended is started again: longer and longer, until one has lived for the longest of these. */
const PAUSE = { first: 250, longest: 5_000 }
/** How long it may take to stop: whoever is told by a webhook has a second to answer. */
const STOP_MS = 8_000

type Given = Omit<Parameters<typeof startFollowers>[0], 'allowPrivate'> & {
  config: Config
  lines: Pick<Lines, 'line' | 'event'>
  /** Whether what runs here may run beside. */
  threads: boolean
}

export function openFollowers({ config, lines, threads, ...given }: Given) {
  const { databaseUrl: url, directory, publicUrl, secretKeys, webhooksPrivate, traces } = config
  const isBeside = threads && url !== undefined && availableParallelism() > 1
  const { stop } = isBeside
    ? followBeside({
        ...given,
        settings: { url, directory, publicUrl, secretKeys, webhooksPrivate, isTraced: traces !== undefined },
        lines,
      })
    : startFollowers({ ...given, allowPrivate: webhooksPrivate })
  return { ...followedIn(given), stop }
}

type Beside = Pick<Given, 'logFault' | 'stage' | 'lines'> & {
  settings: FollowersSettings
  open?: (settings: FollowersSettings) => Worker
  /** The database has lost what the thread has read. */
  branched?: () => void
}

export function followBeside({
  settings,
  logFault,
  stage,
  lines,
  open = workerData => openProgram(PROGRAM, { workerData }),
  branched = endProcess,
}: Beside) {
  let pause = PAUSE.first
  let isStopping = false
  let again: NodeJS.Timeout | undefined
  let thread = start()

  function start() {
    const began = performance.now()
    const worker = watched(open(settings), 'those who follow the log', fault => {
      if (isBranched(fault.cause)) branched()
      else if (fault.cause !== undefined || !isStopping) logFault(fault)
      if (isStopping) return
      pause = performance.now() - began > PAUSE.longest ? PAUSE.first : Math.min(2 * pause, PAUSE.longest)
      again = setTimeout(() => {
        thread = start()
      }, pause)
    })
    worker.on('message', hear)
    const ended = new Promise(resolve => worker.once('exit', resolve))
    return { worker, ended }
  }

  function hear(message: FromFollowers): void {
    if (message.what === 'fault') logFault(heardFault(message.fault))
    else if (message.what === 'line') lines.line(message.text)
    else if (message.what === 'event') lines.event(...message.event)
    else for (const one of message.stages) stage?.(...one)
  }

  return {
    async stop(): Promise<void> {
      isStopping = true
      clearTimeout(again)
      const { worker, ended } = thread
      worker.ref()
      worker.postMessage('stop')
      const late = setTimeout(() => void worker.terminate(), STOP_MS)
      await ended
      clearTimeout(late)
    },
  }
}
