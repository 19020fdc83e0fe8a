// Starts `plain-server.ts` as a process of its own, for the benches that measure against it.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const fileAt = (address: string) => fileURLToPath(new URL(address, import.meta.url))

export type Plain = { child: ChildProcess; url: string }

/** `express` and `http` send the bytes of the file, `echo` is express that reads a JSON body and sends it back, `ws` sends a body to all WebSockets. */
export function servePlain(kind: 'express' | 'http' | 'echo' | 'ws', file = ''): Promise<Plain> {
  const child = spawn(
    process.execPath,
    ['--import', fileAt('../../node_modules/tsx/dist/loader.mjs'), fileAt('./plain-server.ts'), kind, file],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', url => resolve({ child, url }))
    child.once('error', reject)
  })
}
