// Where a fault happened in our sources, although a compiled file ran (server/compile.mjs). The map that lies beside such a file is read when the first
// of its faults is told, so that a start does without.
import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const maps = new Map<string, SourceMap | undefined>()

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) {
    const beside = `${file}.map`
    maps.set(file, existsSync(beside) ? new SourceMap(JSON.parse(readFileSync(beside, 'utf8'))) : undefined)
  }
  return maps.get(file)
}

/** A line of a stack; as it is where no map knows its place. */
export const inSources = (frame: string): string =>
  frame.replace(/(file:\/\/\S+\.mjs):(\d+):(\d+)/, (whole, address: string, line: string, column: string) => {
    const file = fileURLToPath(address)
    const found = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1)
    if (!found || !('originalSource' in found)) return whole
    const source = pathToFileURL(join(dirname(file), found.originalSource)).href
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`
  })
