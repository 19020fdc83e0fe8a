// Starts a crowd of sockets (socket-crowd.ts) as a process of its own, and reads what the system knows of a process (Linux).
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FromCrowd, ToCrowd } from './socket-crowd.ts'

const program = fileURLToPath(new URL('./socket-crowd.ts', import.meta.url))
const loader = fileURLToPath(new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url))

export type Crowd = ReturnType<typeof startCrowd>

export function startCrowd() {
  const child: ChildProcess = fork(program, { execArgv: ['--import', loader], stdio: 'inherit' })

  function ask<What extends FromCrowd['what']>(message: ToCrowd, what: What, withinMs: number) {
    return new Promise<Extract<FromCrowd, { what: What }>>((resolve, reject) => {
      const late = setTimeout(
        () => settle(() => reject(new Error(`The crowd has not ${what} within ${withinMs} ms.`))),
        withinMs,
      )
      const hear = (given: FromCrowd) => {
        if (given.what === what) settle(() => resolve(given as Extract<FromCrowd, { what: What }>))
      }
      function settle(end: () => void) {
        clearTimeout(late)
        child.off('message', hear)
        end()
      }
      child.on('message', hear)
      child.send(message)
    })
  }

  return {
    pid: child.pid ?? 0,
    open: (given: Omit<Extract<ToCrowd, { what: 'open' }>, 'what'>) =>
      ask({ what: 'open', ...given }, 'opened', 180_000),
    /** When each socket hears something with this word in it, ms since 1970. */
    heard: async (word: string) => (await ask({ what: 'expect', word }, 'heard', 60_000)).times,
    follow: () => child.send({ what: 'follow' }),
    tell: async () => (await ask({ what: 'tell' }, 'told', 120_000)).told,
    end: () => child.disconnect(),
  }
}

/** Seconds of processor time that a process has taken. A tick is a hundredth. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Resident megabytes of a process. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
