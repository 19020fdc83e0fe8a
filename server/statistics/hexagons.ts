// Reports in H3 cells: the finest cell that a report is told in is that of the place as everybody sees it, and a secret one is told in coarse cells alone.
import { cellToBoundary, cellToLatLng, getHexagonEdgeLengthAvg, latLngToCell, UNITS } from 'h3-js'
import type { Counted, Parents } from '../../db/counted.ts'
import { shownTo } from '../domain/privacy.ts'
import type { Report } from '../domain/report.ts'
import { all } from '../domain/statistics.ts'
import type { Levels } from '../domain/suppression.ts'

/** About 0.1 km² each: a home is told to 100 m. */
export const FINEST = 9
/** About 36 km² each: a secret report is told to a kilometre. */
const SECRET = 6

/** The row that a report is counted by. */
export function countedOf(whole: Report): Counted {
  const report = shownTo('public', whole)
  const { lng, lat } = report.place
  return {
    report: report.id,
    at: report.at,
    hazard: report.hazard,
    level: report.level,
    state: report.state,
    region: report.tags?.instance_region_code ?? report.region,
    area: report.area,
    cell: latLngToCell(lat, lng, whole.secret ? SECRET : FINEST),
    lng,
    lat,
  }
}

const RESOLUTION_BIT = 52n
const BITS_PER_STEP = 3n
const STEPS = 15

/** The bits with which a database makes a parent of a finer cell: the resolution, and every step below it unused. */
export function parentsAt(resolution: number): Parents {
  const unused = (1n << (BITS_PER_STEP * BigInt(STEPS - resolution))) - 1n
  return {
    resolution,
    clear: String(BigInt.asIntN(64, ~(15n << RESOLUTION_BIT))),
    set: String((BigInt(resolution) << RESOLUTION_BIT) | unused),
  }
}

/** The first digit tells that it is a cell, the second one its resolution. */
const resolutionOf = (cell: string): number => Number.parseInt(cell[1] ?? '', 16)

/** From a resolution to the whole world. A cell that is coarser already keeps its own key, and is vague there. */
export function levelsOfCells(resolution: number): Levels {
  const levels: Levels = []
  for (let at = resolution; at >= 0; at--) {
    const { clear, set } = parentsAt(at)
    const [kept, own] = [BigInt(clear), BigInt(set)]
    levels.push({
      keyOf: cell => (resolutionOf(cell) > at ? ((BigInt(`0x${cell}`) & kept) | own).toString(16) : cell),
      isVague: cell => resolutionOf(cell) < at,
      above: [resolution - at + 1],
    })
  }
  return [...levels, all]
}

export function centreOf(cell: string): { lng: number; lat: number } {
  const [lat, lng] = cellToLatLng(cell)
  return { lng: degrees(lng), lat: degrees(lat) }
}

/** A closed ring of longitudes and latitudes, anticlockwise. */
export const outlineOf = (cell: string): [number, number][] =>
  cellToBoundary(cell, true).map(([lng, lat]) => [degrees(lng), degrees(lat)])

/** To about ten centimetres. */
const degrees = (value: number) => Math.round(value * 1e6) / 1e6

/** How far a cell may reach beyond a border that it crosses: more than its diameter, for cells differ in size. */
export const reachKm = (resolution: number): number => 3 * getHexagonEdgeLengthAvg(resolution, UNITS.km)
