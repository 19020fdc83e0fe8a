// What starts Kentongan: the compiled server where there is one of these very sources, else the sources themselves (start.ts), read by tsx. How much
// may stay young (--max-semi-space-size, MB) is said where node is started: little by `npm start`, for a laptop; much in the image and by systemd, where a
// report then waits a third less in a storm and the process takes some 100 MB more.

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
