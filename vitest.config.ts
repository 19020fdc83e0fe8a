// How the tests run: real databases are made ready once (test/setup.ts), and at most three files run at a time.
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes minutes begins first, so that none of it is left over at the end: what works beside what waits. */
const long = [
  'screens',
  'telegram',
  'telegram-faults',
  'aftermath',
  'shift',
  'channels',
  'kills',
  'map',
  'trust',
  'operator',
]
const rank = ({ moduleId }: TestSpecification) => {
  const place = long.findIndex(name => moduleId.endsWith(`/${name}.test.ts`))
  return place < 0 ? long.length : place
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/setup.ts',
    setupFiles: 'test/every-answer.ts',
    pool: 'forks',
    // Many wait rather than work: for a chat's pace, for a process that was killed.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A machine that is busy with something else is late once; what is broken fails twice.
    retry: process.env.CI === 'true' ? 1 : 0,
    // A browser without a graphics card takes its time.
    expect: { poll: { timeout: 15_000 } },
  },
})
