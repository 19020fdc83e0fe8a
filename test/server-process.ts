// The real server as a process of its own, which may be killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
/** As `npm start` does it: options of node, and the program. */
const [, ...words]: string[] = scripts.start.split(' ')
const main = `${root}${words.pop()}`

export type ServerProcess = {
  url: string
  pid: number /** The last lines that it has written. */
  said(): string[]
  end(signal: NodeJS.Signals): Promise<void>
}

const MOST_LINES = 1_000

/** Resolves when it serves. */
export async function startProcess(
  settings: NodeJS.ProcessEnv,
  nodeOptions: string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...words, ...nodeOptions, main], {
    env: {
      ...process.env,
      TELEGRAM_BOT_TOKEN: '',
      DATABASE_URL: '',
      PORT: '0',
      OVERLOAD: 'off',
      LEAVE_SECONDS: '0',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  const lines: string[] = []
  const keep = (line: string) => {
    lines.push(line)
    if (lines.length > MOST_LINES) lines.shift()
  }
  child.stderr.on('data', text => {
    complaints = (complaints + text).slice(-20_000)
    keep(String(text))
  })
  const exited = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      keep(line)
      const found = /http:\/\/localhost:\d+/.exec(line)
      if (found) resolve(found[0])
    })
    exited.then(() => reject(new Error(`the server ended while it started: ${complaints}`)), reject)
  })
  return {
    url,
    pid: child.pid ?? 0,
    said: () => [...lines],
    async end(signal) {
      child.kill(signal)
      await exited
    },
  }
}
