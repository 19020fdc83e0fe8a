// The order of the list, kept from picture to picture: the same as if everything were sorted anew.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportFeature } from '../server/domain/contract.ts'
import { bySeverity, rankedOf } from '../web/map/ranked.ts'

const feature = (id: number, level: number, minute: number) =>
  ({
    properties: { id: `r${id}`, level, at: new Date(Date.UTC(2026, 1, 24, 6, minute)).toISOString() },
  }) as unknown as ReportFeature

const change = fc.record({
  id: fc.nat(60),
  level: fc.nat(3),
  minute: fc.nat(59),
  isGone: fc.boolean(),
})

test('whatever comes, changes and goes, the ranking is that of a full sort', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 20 }), rounds => {
      let reports = new Map<string, ReportFeature>()
      for (const round of rounds) {
        reports = new Map(reports)
        for (const { id, level, minute, isGone } of round)
          if (isGone) reports.delete(`r${id}`)
          else reports.set(`r${id}`, feature(id, level, minute))
        expect(rankedOf(reports)).toEqual([...reports.values()].sort(bySeverity))
      }
    }),
  )
})
