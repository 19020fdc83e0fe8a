// Operators in the tests: they type commands into a real process, or have one run where the test can look on.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { v7 as newUuid } from 'uuid'
import { afterAll } from 'vitest'
import type { Database } from '../db/connect.ts'
import { commands } from '../server/commands/index.ts'
import { regionAt } from '../server/domain/regions/index.ts'
import { createLifecycle } from '../server/lifecycle.ts'

const project = fileURLToPath(new URL('..', import.meta.url))

export type Typed = {
  code: number | null
  out: string
  err: string
}

export type Typing = { process: ChildProcess; until(text: string): Promise<void>; ended: Promise<Typed> }

/** Types `kentongan ARGS` and goes on; `input` is what comes on standard input. */
export function type(args: string[], settings: NodeJS.ProcessEnv, input = '', cwd = project): Typing {
  const child = spawn(
    process.execPath,
    [
      '--import',
      join(project, 'node_modules/tsx/dist/loader.mjs'),
      join(project, 'server/operator.ts'),
      ...args,
    ],
    {
      cwd,
      env: { ...process.env, DATABASE_URL: '', INIT_CWD: '', ...settings },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    said.err += text
  })
  child.stdin.end(input)
  const ended = new Promise<Typed>(resolve => child.on('close', code => resolve({ code, ...said })))
  return {
    process: child,
    ended,
    until: text =>
      new Promise((resolve, reject) => {
        const look = () => said.out.includes(text) && resolve()
        child.stdout.on('data', look)
        child.on('close', () => reject(new Error(`ended before it said "${text}": ${said.out}${said.err}`)))
        look()
      }),
  }
}

export const kentongan = (
  args: string[],
  settings: NodeJS.ProcessEnv,
  input?: string,
  cwd?: string,
): Promise<Typed> => type(args, settings, input, cwd).ended

/** Runs a command on a database in this process. */
export async function perform(
  db: Database,
  name: string,
  args: object,
  { now = () => new Date(), stop = new AbortController().signal } = {},
): Promise<Typed> {
  const said = { out: '', err: '' }
  const newId = () => newUuid()
  const lifecycle = createLifecycle({ db, now, newId, regionAt })
  const command = commands.find(command => command.name === name)
  if (!command) throw new Error(`there is no command ${name}`)
  const out = {
    line: (text: string) => {
      said.out += `${text}\n`
    },
    error: (text: string) => {
      said.err += `${text}\n`
    },
    progress: () => undefined,
  }
  const snapshots = { directory: join(tmpdir(), 'kentongan-no-snapshots'), publisher: 'BPBD', licence: null }
  const files = {
    ...{ directory: join(tmpdir(), 'kentongan-no-files'), hasPhotoStore: false, hasKeyFile: true },
    retention: {},
  }
  const room = {
    ...{ db, lifecycle, now, newId, publicUrl: 'http://localhost', snapshots, ...files },
    ...{ cwd: project, stop },
  }
  const code = await command.run(room, args, out)
  return { code, ...said }
}

const given: string[] = []
afterAll(() => {
  for (const folder of given) rmSync(folder, { recursive: true, force: true })
})

/** Gone when the tests of the file are over. */
export function fileOf(content: string | object): string {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-file-'))
  given.push(folder)
  const path = join(folder, 'given.geojson')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

export const collection = (features: unknown[]) => ({ type: 'FeatureCollection', features })
