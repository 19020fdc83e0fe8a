// How the tests run: real databases are made ready once (test/setup.ts), and at most two files run at a time.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A machine that is busy with something else is late once; what is broken fails twice.
    retry: process.env.CI === 'true' ? 1 : 0,
    // A browser without a graphics card takes its time.
    expect: { poll: { timeout: 15_000 } },
  },
})
