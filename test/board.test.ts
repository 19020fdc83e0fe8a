// The board is the database: after any history of reports, decisions and passing time both say the same.
import fc from 'fast-check'
import { v7 as newUuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hazardKeys } from '../server/domain/hazards/index.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import { regionAt } from '../server/domain/regions/index.ts'
import { followLog } from '../server/followers/follow.ts'
import { buildIncidents } from '../server/incidents/incidents.ts'
import { createLifecycle } from '../server/lifecycle.ts'
import { loadBoard } from '../server/live/picture.ts'
import { engines, type FreshDatabase, freshDatabase } from './database.ts'

type Step =
  | { do: 'submit'; hazard: number; spot: number; minutesAgo: number; drill: boolean }
  | { do: 'verify' | 'dismiss' | 'resolve' | 'reopen' | 'vote'; which: number }
  | { do: 'wait'; hours: number }

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      hazard: fc.nat(hazardKeys.length - 1),
      spot: fc.nat(5),
      minutesAgo: fc.nat(2_000),
      drill: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'verify' as const,
        'dismiss' as const,
        'resolve' as const,
        'reopen' as const,
        'vote' as const,
      ),
      which: fc.nat(30),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.nat(20) }) },
)

describe.each(engines)('the board on %s', engine => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(engine)
  })
  afterAll(() => fresh.drop())

  test('equals what is read anew from the database, after any history', async () => {
    const { db } = fresh
    let time = Date.parse('2026-02-24T06:00:00Z')
    const now = () => new Date(time)
    const lifecycle = createLifecycle({ db, now, newId: () => newUuid(), regionAt })
    const incidents = buildIncidents({ db, now, newId: () => newUuid(), logFault: console.error })
    const ids: string[] = []

    async function perform(step: Step) {
      const id = 'which' in step ? ids.at(-1 - (step.which % ids.length)) : undefined
      if (step.do === 'submit') {
        const outcome = await lifecycle.submit(
          {
            hazard: hazardKeys[step.hazard % 2],
            place: { lng: 106.8 + step.spot * 0.002, lat: -6.2 },
            at: new Date(time - step.minutesAgo * 60_000).toISOString(),
            drill: step.drill,
          },
          { key: newUuid(), channel: 'test' },
        )
        if (!isRefusal(outcome)) ids.push(outcome.report.id)
      } else if (step.do === 'wait') time += step.hours * 3_600_000
      else if (id && step.do === 'vote') await lifecycle.vote(id, 1)
      else if (id && step.do !== 'vote') await lifecycle[step.do](id, { officer: 'Sari', reason: 'because' })
    }

    const picture = (board: Awaited<ReturnType<typeof loadBoard>>) => ({
      reports: [...board.reports.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      held: [...board.held.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      incidents: [...board.incidents.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      membership: [...board.reports.keys()].toSorted().map(id => [id, board.incidentOf(id)]),
    })

    const board = await loadBoard(db, now())
    const follower = followLog({
      db,
      from: board.cursor,
      take: entries => void board.apply(entries),
      failed: fault => expect.fail(String(fault)),
      rest: { least: 0, most: 0 },
    })
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 12 }), async history => {
        for (const step of history) await perform(step)
        await incidents.caughtUp()
        await follower.caughtUp()
        board.expire(now())
        expect(picture(board)).toEqual(picture(await loadBoard(db, now())))
      }),
      { numRuns: 60, seed: 24022020 },
    )
    await follower.stop()
    await incidents.stop()
  })

  test('is read to its end also where somebody else has written a time finer than a millisecond', async () => {
    const { db } = fresh
    const now = () => new Date('2026-03-01T06:00:00Z')
    const lifecycle = createLifecycle({ db, now, newId: () => newUuid(), regionAt })
    const draft = { hazard: 'flood', place: { lng: 106.8, lat: -6.2 }, at: now().toISOString() }
    const outcome = await lifecycle.submit(draft, { key: newUuid(), channel: 'test' })
    if (isRefusal(outcome)) throw new Error(outcome.refused)
    const { id } = outcome.report
    await db.query(`update reports set expires_at = expires_at + interval '1 microsecond' where id = $1`, [
      id,
    ])
    expect((await loadBoard(db, now())).reports.has(id)).toBe(true)
  })
})
