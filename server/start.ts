// What `npm start` runs. The embedded database takes seconds to boot in its own thread, so it begins before everything else is even read.
import { openDatabase } from '../db/connect.ts'
import { readConfig } from './config.ts'

/** A database that hangs must not keep a process that is to go, ms. */
const STOPPED_MS = 25_000

async function start(): Promise<void> {
  const config = readConfig()
  const opening = openDatabase({ url: config.databaseUrl, directory: config.directory })
  const [{ startServer }] = await Promise.all([import('./main.ts'), opening])
  const isDev = process.argv.includes('--dev')
  const running = await startServer(config, { opening, dev: isDev })
  console.log(`Kentongan stands at ${running.url}`)
  const stop = (leave: number) => {
    setTimeout(() => giveUp('it does not stop by itself'), leave + STOPPED_MS).unref()
    running.stop({ leave }).then(() => process.exit(0), giveUp)
  }
  // Whoever presses Ctrl-C is not behind a balancer.
  process.once('SIGINT', () => stop(0))
  process.once('SIGTERM', () => stop(isDev ? 0 : config.leaveSeconds * 1_000))
}

function giveUp(fault: unknown): never {
  console.error(`Kentongan cannot go on: ${fault instanceof Error ? fault.message : fault}`)
  process.exit(1)
}

start().catch(giveUp)
