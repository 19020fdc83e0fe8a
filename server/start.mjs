// What starts Kentongan: the compiled server where there is one of these very sources, else the sources themselves (start.ts), read by tsx. An image
// and systemd give it room (--max-semi-space-size=64, MB): what a storm's requests leave behind is then swept while it is young, and reports wait a
// third less. It costs some 100 MB, which a laptop may not have.

import * as nodeModule from 'node:module'
import { pathToFileURL } from 'node:url'
import { compiledProgram } from './compiled.mjs'

// Newer than the oldest Node that will do: what V8 has made of the sources is kept for the next start.
nodeModule.enableCompileCache?.()
const program = compiledProgram()
if (program === undefined) {
  await import('tsx')
  await import('./start.ts')
} else await import(pathToFileURL(program).href)
