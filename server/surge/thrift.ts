// How far the heap may grow before it is swept: by half of what lives in it, and by a quarter while files stream out. Left to itself, V8 lets it double,
// and a process that streams a million reports grows by 90 MB that nobody needs; swept so it stays below 64 MB. Imported first of all.
import { setFlagsFromString } from 'node:v8'

const grow = (percent: number) => setFlagsFromString(`--heap-growing-percent=${percent}`)
const [USUALLY, STREAMING] = [50, 25]
let streams = 0

grow(USUALLY)
// How much may stay young (start.mjs) holds for the server's own thread alone: those that are started from here on have a measure each (thread.ts).
setFlagsFromString('--max-semi-space-size=0')

/** The same pages, one after the other, from a heap that is kept small meanwhile. */
export async function* thrifty<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  if (streams++ === 0) grow(STREAMING)
  try {
    yield* pages
  } finally {
    if (--streams === 0) grow(USUALLY)
  }
}
