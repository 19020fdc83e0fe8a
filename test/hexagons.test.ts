// H3 cells as the database makes them by their bits are those that the library makes.
import fc from 'fast-check'
import { cellToParent, latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import { levelsOfCells, parentsAt } from '../server/statistics/hexagons.ts'

const place = fc.record({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
})
const resolution = fc.integer({ min: 0, max: 9 })

test('the parent of a cell is the library’s own, in the program and in the arithmetic of 64 bits', () => {
  fc.assert(
    fc.property(place, resolution, ({ lng, lat }, coarse) => {
      const cell = latLngToCell(lat, lng, 9)
      const parent = cellToParent(cell, coarse)
      const { clear, set } = parentsAt(coarse)
      const bits = (BigInt.asIntN(64, BigInt(`0x${cell}`)) & BigInt(clear)) | BigInt(set)
      if (coarse < 9) expect(bits.toString(16)).toBe(parent)
      expect(levelsOfCells(9)[9 - coarse]?.keyOf(cell)).toBe(parent)
    }),
  )
})

test('a coarse cell keeps its key at finer levels, where it is vague', () => {
  const cell = latLngToCell(-6.2, 106.8, 6)
  const levels = levelsOfCells(9)
  expect(levels.slice(0, 10).map(({ isVague }) => isVague?.(cell))).toEqual([
    ...Array(3).fill(true),
    ...Array(7).fill(false),
  ])
  expect(levels[0]?.keyOf(cell)).toBe(cell)
  expect(levels[4]?.keyOf(cell)).toBe(cellToParent(cell, 5))
})
