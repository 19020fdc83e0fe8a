// What `npm start` runs. The embedded database takes seconds to boot in its own thread, so it begins before everything else is even read.
import { openDatabase } from '../db/connect.ts'
import { readConfig } from './config.ts'

async function start(): Promise<void> {
  const config = readConfig()
  const opening = openDatabase({ url: config.databaseUrl, directory: config.directory })
  const [{ startServer }] = await Promise.all([import('./main.ts'), opening])
  const running = await startServer(config, { opening, dev: process.argv.includes('--dev') })
  console.log(`Kentongan stands at ${running.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => running.stop().then(() => process.exit(0), giveUp))
}

function giveUp(fault: unknown): never {
  console.error(`Kentongan cannot go on: ${fault instanceof Error ? fault.message : fault}`)
  process.exit(1)
}

start().catch(giveUp)
