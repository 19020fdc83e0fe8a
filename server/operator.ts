// The operators' command line: `npm run kentongan -- COMMAND`. On the embedded database a command goes to the running server
// where there is one; without a server, and on PostgreSQL, it opens the database and runs the same function here.
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command as Program } from 'commander'
import { v7 as newUuid } from 'uuid'
import { openDatabase } from '../db/connect.ts'
import { type Holder, readHolder } from '../db/directory-lock.ts'
import { migrate } from '../db/migrate.ts'
import { type Command, FAILED, type Out, STOPPED, type Terminal } from './commands/command.ts'
import { commands } from './commands/index.ts'
import { type Config, operatorDirectory, readConfig, settingsFor } from './config.ts'
import { regionAt } from './domain/regions/index.ts'
import { createLifecycle } from './lifecycle.ts'
import { type Ask, controlOf, explain, sendCommand } from './process/control.ts'
import { snapshotsIn } from './snapshots/shelf.ts'

/** How long a process that has the directory but takes no commands may still be starting, ms. */
const STARTING_MS = 15_000
/** Where nobody watches, progress is a line every few seconds. */
const PROGRESS_MS = 5_000

function readArguments(argv: string[]): Promise<{ command: Command; args: Record<string, unknown> }> {
  return new Promise(resolve => {
    const root = new Program('kentongan')
      .description("The operators' command line of Kentongan.")
      .showHelpAfterError()
      .configureHelp({ showGlobalOptions: false })
    const groups = new Map<string, Program>()
    for (const command of commands) {
      const [first = '', second] = command.name.split(' ')
      const group = groups.get(first) ?? root.command(first)
      groups.set(first, group)
      const program = second ? group.command(second) : group
      command.describe(program)
      if (!program.description()) program.description(capitalised(program.summary()))
      program.action(() => {
        const named = program.registeredArguments.map((argument, index) => [
          argument.name(),
          program.processedArgs[index],
        ])
        resolve({ command, args: { ...Object.fromEntries(named), ...program.opts() } })
      })
    }
    groups.get('officer')?.summary('who may sign in at the desk')
    groups.get('second-factors')?.summary('for who has lost the key that second factors are sealed with')
    groups.get('key')?.summary('keys with which programs work at the desk')
    groups.get('audit')?.summary('the record of who did what: whether it is whole, and all of it')
    groups.get('agency')?.summary('the agencies that officers belong to')
    groups.get('places')?.summary('streets, landmarks, shelters, hospitals, gauges')
    groups.get('areas')?.summary('villages, districts and other local areas')
    root.parse(argv)
  })
}

/** Answers the exit code. */
async function operate(argv: string[], out: Out, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const chosen = await readArguments(argv)
  try {
    const args = await chosen.command.prepare(chosen.args, terminal)
    const { runAlone } = chosen.command
    if (runAlone) return await runAlone({ cwd: operatorDirectory(), stop }, args, out)
    const config = readConfig()
    const ask = { command: chosen.command.name, args, cwd: operatorDirectory() }
    const holder = config.databaseUrl === undefined ? await readHolder(config.directory) : null
    if (holder) return await askServer(holder, config, ask, out, stop)
    return await runHere(chosen.command, config, ask, out, stop)
  } catch (fault) {
    out.error(explain(fault))
    return FAILED
  }
}

async function askServer(
  found: Holder,
  config: Config,
  ask: Ask,
  out: Out,
  stop: AbortSignal,
): Promise<number> {
  const until = Date.now() + STARTING_MS
  let holder: Holder | null = found
  while (holder && !controlOf(holder) && Date.now() < until && !stop.aborted) {
    out.progress(`Waiting for process ${holder.pid}, which has the data directory …`)
    await sleep(200, undefined, { signal: stop }).catch(() => undefined)
    holder = await readHolder(config.directory)
  }
  if (stop.aborted) return STOPPED
  if (!holder) {
    const command = commands.find(({ name }) => name === ask.command)
    return command ? runHere(command, config, ask, out, stop) : FAILED
  }
  const control = controlOf(holder)
  const who = `process ${holder.pid} on host ${holder.host}`
  if (!control)
    throw new Error(
      `The data directory ${config.directory} is used by ${who}, which takes no commands. Is another command running? Wait for it, or stop it.`,
    )
  try {
    return await sendCommand(control, ask, out, stop)
  } catch (cause) {
    throw new Error(
      `The data directory ${config.directory} is used by ${who}, which could not be reached or broke off. Look at its output, and restart it if it hangs`,
      { cause },
    )
  }
}

async function runHere(
  command: Command,
  config: Config,
  { args, cwd }: Ask,
  out: Out,
  stop: AbortSignal,
): Promise<number> {
  if (config.databaseUrl === undefined && !existsSync(config.directory))
    out.line(`A new database is made in ${config.directory}.`)
  const db = await openDatabase({ url: config.databaseUrl, directory: config.directory, warn: out.error })
  try {
    if (!command.migrates) await migrate(db)
    const now = () => new Date()
    const newId = () => newUuid()
    const lifecycle = createLifecycle({ db, now, newId, regionAt })
    const snapshots = { ...config.snapshots, directory: snapshotsIn(config.directory) }
    return await command.run(
      {
        db,
        lifecycle,
        now,
        newId,
        publicUrl: config.publicUrl,
        snapshots,
        ...settingsFor(config),
        cwd,
        stop,
      },
      args,
      out,
    )
  } finally {
    await db.close()
  }
}

/** Progress goes beside the output, which another program may read. */
function terminalOut(): Out {
  const { isTTY } = process.stderr
  let open = false
  let last = 0
  const clear = () => {
    if (open) process.stderr.write('\r\x1b[K')
    open = false
  }
  return {
    line(text) {
      clear()
      process.stdout.write(`${text}\n`)
    },
    error(text) {
      clear()
      process.stderr.write(`${text}\n`)
    },
    progress(text) {
      if (isTTY) {
        process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`)
        open = true
      } else if (Date.now() - last >= PROGRESS_MS) {
        last = Date.now()
        process.stderr.write(`${text}\n`)
      }
    },
  }
}

const terminal: Terminal = {
  async askSecret(question) {
    if (!process.stdin.isTTY)
      throw new Error('There is no terminal to ask for the password: give --password-stdin or --generate.')
    process.stdout.write(question)
    const lines = createInterface({ input: process.stdin, terminal: true, historySize: 0 })
    try {
      return await new Promise<string>((resolve, reject) => {
        lines.once('line', resolve)
        lines.once('SIGINT', () => reject(new Error('Nothing was changed.')))
      })
    } finally {
      lines.close()
      process.stdout.write('\n')
    }
  },
  readAll: () => text(process.stdin),
}

const capitalised = (summary: string) => `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(STOPPED)
    stop.abort()
  })
process.exitCode = await operate(process.argv, terminalOut(), terminal, stop.signal)
