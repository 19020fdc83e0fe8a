// A thread of a program of its own, named by its file from here (`./tiles/queue-worker.ts`): compiled or as it is written, whichever this program is.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** Node's own measure, MB: threads do not live on what comes and goes in a storm, as the server's own does (start.mjs). */
const YOUNG = { maxYoungGenerationSizeMb: 48 }

/** Compiled it stands beside this program (compile.mjs); else, as in db/embedded.ts, the thread reads TypeScript as CommonJS. */
export function openProgram(file: string, given: Pick<WorkerOptions, 'workerData'> = {}): Worker {
  const options = { ...given, resourceLimits: YOUNG }
  const compiled = join(import.meta.dirname, basename(file).replace(/\.ts$/, '.mjs'))
  if (existsSync(compiled)) return new Worker(compiled, options)
  const { resolve } = createRequire(import.meta.url)
  const program = `require(${JSON.stringify(resolve('tsx/cjs/api'))}).register()
require(${JSON.stringify(fileURLToPath(new URL(file, import.meta.url)))})`
  return new Worker(program, { ...options, eval: true })
}

/** A thread that is for the process and not the other way round: `ended` is called once, whatever has ended it. */
export function watched(worker: Worker, what: string, ended: (fault: Error) => void): Worker {
  let cause: unknown
  worker.unref()
  worker.on('error', fault => {
    cause = fault
  })
  worker.once('exit', code =>
    ended(new Error(`The thread of ${what} has ended with ${code}.`, cause === undefined ? {} : { cause })),
  )
  return worker
}

/** A fault on its way between threads: of an error only its words would arrive whole. */
export type ToldFault = { message: string; name?: string; stack?: string; code?: string; cause?: ToldFault }

export function tellFault(fault: unknown): ToldFault {
  if (!(fault instanceof Error)) return { message: String(fault) }
  const { message, name, stack, cause } = fault
  return {
    message,
    name,
    ...(stack !== undefined && { stack }),
    ...('code' in fault && typeof fault.code === 'string' && { code: fault.code }),
    ...(cause !== undefined && { cause: tellFault(cause) }),
  }
}

export function heardFault({ message, cause, ...told }: ToldFault): Error {
  const fault = new Error(message, cause && { cause: heardFault(cause) })
  return Object.assign(fault, told)
}
