// The server compiled into a few files, as `compile.mjs` leaves it: it starts with a third of the work that its hundred of sources cost, and is only
// taken where they are still what it was made of. Plain JavaScript on Node alone, for nothing is to be read before it.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const folder = join(root, 'compiled')
const record = join(folder, 'made-of.json')

/** What was compiled last: its folder within, the sources below the root, and what was in them. */
export function lastCompiled() {
  return existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : undefined
}

/** What is in those sources; undefined where one of them has gone. */
export function stateOf(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    const file = join(root, source)
    if (!existsSync(file)) return undefined
    hash.update(`${source}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** The program to run; undefined where it was never compiled, or its sources have changed since. */
export function compiledProgram() {
  const last = lastCompiled()
  if (!last || stateOf(last.sources) !== last.state) return undefined
  return join(folder, last.name, 'start.mjs')
}
