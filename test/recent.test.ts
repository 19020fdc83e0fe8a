// What the board remembers for those who come back: a law over any history, told by two boards that see entries and time each in its own pace.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../db/log.ts'
import { movedTo } from '../server/domain/cursor.ts'
import type { Report } from '../server/domain/report.ts'
import { createBoard } from '../server/live/board.ts'

const START = Date.parse('2026-02-24T06:00:00Z')
const at = (ms: number) => new Date(START + ms)

type Step =
  | { do: 'write'; which: number; lives: number }
  | { do: 'wait'; ms: number }
  /** A board follows the log for some entries, or looks for what has outlived its time. */
  | { do: 'follow'; board: 0 | 1; entries: number }
  | { do: 'sweep'; board: 0 | 1 }
  | { do: 'read'; board: 0 | 1; most: number }

const board = fc.constantFrom(0 as const, 1 as const)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('write' as const), which: fc.nat(4), lives: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constant('follow' as const), board, entries: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constant('sweep' as const), board }),
    fc.record({ do: fc.constant('read' as const), board, most: fc.integer({ min: 1, max: 4 }) }),
  ),
  { minLength: 5, maxLength: 80 },
)

test('a reader who goes to and fro between two boards knows in the end what stands, and is told each change once', () => {
  fc.assert(
    fc.property(steps, history => {
      const boards = [createBoard(), createBoard()] as const
      for (const one of boards) one.loaded('1.0', at(0))
      let time = 0
      const log: Entry[] = []
      const followed = [0, 0]
      let place = boards[0].place
      const known = new Map<string, number>()
      const told: string[] = []

      function follow(which: 0 | 1, entries: number) {
        const next = log.slice(followed[which], (followed[which] ?? 0) + entries)
        boards[which].apply(next)
        followed[which] = (followed[which] ?? 0) + next.length
      }

      /** Answers whether there was something. */
      function read(which: 0 | 1, most: number): boolean {
        if (boards[which].isAhead(place)) return false
        const news = boards[which].since(place, most)
        if (!news) throw new Error('There was a gap.')
        for (const delta of news) {
          place = movedTo(place, delta.cursor)
          if (delta.what === 'report') {
            known.set(delta.report.id, delta.report.version)
            told.push(`${delta.report.id} ${delta.report.version}`)
          } else if (delta.what === 'report-gone') known.delete(delta.before.id)
        }
        return news.length > 0
      }

      const versions = new Map<number, number>()
      for (const step of history)
        switch (step.do) {
          case 'write': {
            const version = (versions.get(step.which) ?? 0) + 1
            versions.set(step.which, version)
            const id = `report-${step.which}`
            const shown = { words: '', place: { lng: 106.8, lat: -6.2 }, placedBy: 'location' }
            const body = {
              ...shown,
              id,
              version,
              state: 'unverified',
              expiresAt: at(time + step.lives).toISOString(),
            }
            log.push({
              kind: 'report',
              subject: id,
              body: body as Report,
              cursor: `${2 + log.length}.1`,
              at: at(time).toISOString(),
            })
            break
          }
          case 'wait':
            time += step.ms
            break
          case 'follow':
            follow(step.board, step.entries)
            break
          case 'sweep':
            boards[step.board].expire(at(time))
            break
          case 'read':
            read(step.board, step.most)
        }

      for (const which of [0, 1] as const) {
        follow(which, log.length)
        boards[which].expire(at(time))
        while (read(which, 3));
        expect([...known].toSorted()).toEqual(
          [...boards[which].reports].map(([id, { version }]) => [id, version]).toSorted(),
        )
      }
      expect(new Set(told).size).toBe(told.length)
    }),
    { numRuns: 2_000, seed: 24022020 },
  )
})
