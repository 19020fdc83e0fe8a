// What a command of the operators' command line is. The same function runs inside a running server (control.ts) and
// in the operator's own process, so it sees only what it is given here and never a terminal or process.env.
import type { Command as Program } from 'commander'
import type { z } from 'zod'
import { writeAudit } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import type { KeptDays } from '../../db/retention.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { Publisher } from '../snapshots/papers.ts'

/** What a command works with, wherever it runs. */
export type Room = {
  db: Database
  lifecycle: Lifecycle
  now: () => Date
  newId: () => string
  /** Where people find the map. */
  publicUrl: string
  /** Where snapshots of the open data lie, and whose they are. */
  snapshots: Publisher & { directory: string }
  /** Where the photos lie, unless they are in a store, and the key that second factors are sealed with, unless it is a setting. */
  directory: string
  hasPhotoStore: boolean
  hasKeyFile: boolean
  retention: KeptDays
}

/** Who runs a command, and from where. */
type Caller = {
  /** The operator's directory, from which file names count. */
  cwd: string
  /** Aborts when the operator pressed Ctrl-C or went away: long work ends at the next safe point. */
  stop: AbortSignal
}

export type Context = Room & Caller

export type Out = {
  line(text: string): void
  /** What went wrong; goes to standard error. */
  error(text: string): void
  /** How far long work is: one line that each new one replaces. */
  progress(text: string): void
}

/** What only the operator's own process can ask. */
export type Terminal = {
  askSecret(question: string): Promise<string>
  readAll(): Promise<string>
}

/** Whom the audit names. */
export const OPERATOR = 'operator'

export const DONE = 0
export const FAILED = 1
/** What shells know as "ended by Ctrl-C". */
export const STOPPED = 130

type Definition<Args> = {
  /** As it is typed, such as "officer add". */
  name: string
  args: z.ZodType<Args>
  /** Adds summary, arguments and options, from which --help is made. */
  describe(program: Program): void
  /** Completes the arguments at the operator's terminal, before the command is sent. */
  prepare?(args: Args, terminal: Terminal): Promise<Args>
  /** It brings the database to its schema by itself. */
  migrates?: boolean
  /**
   * `told`: it changes something, and stands in the audit before it begins, with its arguments. `itself`: it writes its own line, in the
   * transaction of the change. Without it nothing is changed.
   */
  audit?: 'told' | 'itself'
} & (
  | { run: Work<Context, Args> }
  /** Needs no database: it runs in the operator's own process, and neither waits for a server nor troubles one. */
  | { runAlone: Work<Caller, Args> }
)

/** Answers the exit code: DONE only when all went well. What it throws is shown to the operator by its message. */
type Work<From, Args> = (from: From, args: Args, out: Out) => Promise<number>

export type Command = {
  name: string
  describe(program: Program): void
  prepare(args: unknown, terminal: Terminal): Promise<unknown>
  migrates: boolean
  audit?: 'told' | 'itself' | undefined
  run: Work<Context, unknown>
  runAlone?: Work<Caller, unknown>
}

export function command<Args>({
  name,
  args,
  describe,
  prepare,
  audit,
  migrates = false,
  ...work
}: Definition<Args>): Command {
  const run: Work<Context, Args> = 'run' in work ? work.run : work.runAlone
  return {
    name,
    describe,
    audit,
    migrates,
    prepare: async (given, terminal) => {
      const parsed = args.parse(given)
      return prepare ? prepare(parsed, terminal) : parsed
    },
    async run(context, given, out) {
      const parsed = args.parse(given)
      if (audit === 'told')
        await writeAudit(context.db, {
          at: context.now(),
          officer: OPERATOR,
          action: name.replaceAll(' ', '-'),
          kind: 'command',
          subject: name,
          after: JSON.stringify(parsed),
        })
      return run(context, parsed, out)
    },
    ...('runAlone' in work && {
      runAlone: (caller: Caller, given: unknown, out: Out) => work.runAlone(caller, args.parse(given), out),
    }),
  }
}

export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** At most four times a second, so that quick work is not slowed by telling of it. */
export function progressOf(out: Out, tell: () => string): () => void {
  let last = 0
  return () => {
    const time = performance.now()
    if (time - last < 250) return
    last = time
    out.progress(tell())
  }
}

/** Undefined where the operator has stopped it; any other fault goes on. */
export const unlessStopped = <Done>(stop: AbortSignal, work: Promise<Done>): Promise<Done | undefined> =>
  work.catch(fault => {
    if (!stop.aborted) throw fault
    return undefined
  })

/** What a long work tells as it goes on: of what, and how many so far. */
export function countingOf(out: Out): (what: string, count: number) => void {
  let told = ''
  const tell = progressOf(out, () => told)
  return (what, count) => {
    told = `${what}: ${count.toLocaleString('en')}`
    tell()
  }
}
