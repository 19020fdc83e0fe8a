// What `npm start` runs. The embedded database takes seconds to boot in its own thread, so it begins before everything else is even read.
import './surge/thrift.ts'
import { openDatabase } from '../db/connect.ts'
import { readConfig } from './config.ts'
import { type Lines, openLines } from './process/log-lines.ts'

/** A database that hangs must not keep a process that is to go, ms. */
const STOPPED_MS = 25_000

let lines: Lines | undefined

async function start(): Promise<void> {
  const config = readConfig()
  lines = await openLines(config.logFormat)
  const { databaseUrl: url, read, directory } = config
  const opening = openDatabase({ url, read, directory, warn: lines.line })
  const [{ startServer }] = await Promise.all([import('./main.ts'), opening])
  const isDev = process.argv.includes('--dev')
  const running = await startServer(config, { opening, dev: isDev, lines })
  lines.line(`Kentongan stands at ${running.url}`)
  const stop = (leave: number) => {
    setTimeout(() => giveUp('it does not stop by itself'), leave + STOPPED_MS).unref()
    running.stop({ leave }).then(() => process.exit(0), giveUp)
  }
  // Whoever presses Ctrl-C is not behind a balancer.
  process.once('SIGINT', () => stop(0))
  process.once('SIGTERM', () => stop(isDev ? 0 : config.leaveSeconds * 1_000))
}

function giveUp(fault: unknown): never {
  const why = `Kentongan cannot go on: ${fault instanceof Error ? fault.message : fault}`
  // What is wrong with the settings is told as it is: whoever reads it has written them.
  if (lines?.format === 'json') lines.fault(new Error(why))
  else process.stderr.write(`${why}\n`)
  process.exit(1)
}

process.on('uncaughtException', fault => {
  lines?.fault(fault)
  giveUp('a fault that nobody has caught')
})
start().catch(giveUp)
