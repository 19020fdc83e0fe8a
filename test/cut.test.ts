// Texts that are cut to what a database, a message or a list takes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut } from '../server/domain/cut.ts'

test('a text is cut to its first letters, one fewer where a character would be halved', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, most) => {
      const kept = cut(text, most)
      expect(text.startsWith(kept)).toBe(true)
      expect(kept.isWellFormed()).toBe(true)
      expect(kept.length).toBeLessThanOrEqual(most)
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(text.length, most) - 1)
    }),
  )
  expect([cut('air 🌊', 5), cut('air 🌊', 6), cut('air 🌊', 0)]).toEqual(['air ', 'air 🌊', ''])
})
