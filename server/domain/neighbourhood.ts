// Who is near whom: reports in a grid of cells over place and time. Turf's distance decides, on the few that a rough measure leaves open.
// All reports of one cell are neighbours of each other, so a crowd counts as a crowd without being counted through.
import { distance } from '@turf/distance'
import type { Clustering } from './hazards/hazard.ts'

/** WGS 84 degrees, and milliseconds since 1970. */
export type Spot = { readonly lng: number; readonly lat: number; readonly at: number }

export type Cell<T> = {
  /** Its number among those of its time slot. */
  key: number
  slot: number
  row: number
  column: number
  spots: T[]
  /** The cells that exist within reach of any spot in this one, itself included. */
  around: Cell<T>[]
  /** How much shorter a degree of longitude is than one of latitude. */
  narrowing: number
}

export type Neighbourhood<T extends Spot> = ReturnType<typeof createNeighbourhood<T>>

const HOUR = 3_600_000
/** Nobody reports from nearer to a pole, where degrees of longitude shrink to nothing. */
const MOST_NORTHERN = 89
const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180
/** More columns than there are around the earth: numbers are found several times sooner than texts, and a cell looks for a hundred others. */
const COLUMNS = 2 ** 25

export function createNeighbourhood<T extends Spot>({ metres, hours }: Omit<Clustering, 'minimum'>) {
  const span = hours * HOUR
  const reach = metres / METRES_PER_DEGREE
  /** Degrees: the diagonal of a cell stays below `metres`. */
  const side = (reach / Math.SQRT2) * 0.99
  /** By time slot and key. */
  const slots = new Map<number, Map<number, Cell<T>>>()
  const cellOf = new Map<T, Cell<T>>()

  function cellAt(spot: T): Cell<T> {
    const row = Math.floor(spot.lat / side)
    const column = Math.floor(spot.lng / side)
    const slot = Math.floor(spot.at / span)
    return slots.get(slot)?.get(row * COLUMNS + column) ?? openCell(row, column, slot)
  }

  function openCell(row: number, column: number, slot: number): Cell<T> {
    const key = row * COLUMNS + column
    const narrowing = cosine((row + 0.5) * side)
    const cell: Cell<T> = { key, slot, row, column, spots: [], around: [], narrowing }
    const own = slots.get(slot)
    if (own) own.set(key, cell)
    else slots.set(slot, new Map([[key, cell]]))
    const farthest = Math.max(Math.abs(row), Math.abs(row + 1)) * side + reach
    const columns = Math.ceil(reach / cosine(farthest) / side)
    for (let s = slot - 1; s <= slot + 1; s++) {
      const cells = slots.get(s)
      if (!cells) continue
      for (let r = row - 2; r <= row + 2; r++)
        for (let c = column - columns; c <= column + columns; c++) {
          const other = cells.get(r * COLUMNS + c)
          if (!other) continue
          cell.around.push(other)
          if (other !== cell) other.around.push(cell)
        }
    }
    return cell
  }

  /** Within `metres` and `hours`, both inclusive. The rough measure is off by far less than the hundredth that it leaves to Turf. */
  function isNear(a: T, b: T, narrowing: number): boolean {
    if (Math.abs(a.at - b.at) > span) return false
    const x = (a.lng - b.lng) * narrowing
    const y = a.lat - b.lat
    const share = (x * x + y * y) / (reach * reach)
    if (share < 0.98) return true
    return share < 1.02 && distance([a.lng, a.lat], [b.lng, b.lat], { units: 'meters' }) <= metres
  }

  function cellOfKnown(spot: T): Cell<T> {
    const cell = cellOf.get(spot)
    if (!cell) throw new Error('a spot was asked about that is not in the neighbourhood')
    return cell
  }

  return {
    add(spot: T) {
      const cell = cellAt(spot)
      cell.spots.push(spot)
      cellOf.set(spot, cell)
    },

    remove(spot: T) {
      const cell = cellOfKnown(spot)
      takeOut(cell.spots, spot)
      cellOf.delete(spot)
      if (cell.spots.length > 0) return
      const cells = slots.get(cell.slot)
      cells?.delete(cell.key)
      if (cells?.size === 0) slots.delete(cell.slot)
      for (const other of cell.around) if (other !== cell) takeOut(other.around, cell)
    },

    cellOf: cellOfKnown,

    /** The neighbours of a spot that pass the test; it is its own neighbour. */
    near(spot: T, test: (other: T) => boolean): T[] {
      const { around, narrowing } = cellOfKnown(spot)
      return around.flatMap(cell => cell.spots.filter(other => test(other) && isNear(spot, other, narrowing)))
    },

    /** Those of them in one cell. */
    nearIn(cell: Cell<T>, spot: T, test: (other: T) => boolean): T[] {
      const { narrowing } = cellOfKnown(spot)
      return cell.spots.filter(other => test(other) && isNear(spot, other, narrowing))
    },

    /** Any neighbour of a spot in this one cell that passes the test. */
    oneNearIn(cell: Cell<T>, spot: T, test: (other: T) => boolean): T | undefined {
      const { narrowing } = cellOfKnown(spot)
      return cell.spots.find(other => test(other) && isNear(spot, other, narrowing))
    },

    /** Whether a spot has at least so many neighbours, itself included. */
    hasNear(spot: T, minimum: number): boolean {
      const own = cellOfKnown(spot)
      let count = own.spots.length
      if (count >= minimum) return true
      for (const cell of own.around) {
        if (cell === own) continue
        for (const other of cell.spots)
          if (isNear(spot, other, own.narrowing) && ++count >= minimum) return true
      }
      return false
    },
  }
}

/** The order of the list is of no meaning. */
function takeOut<U>(list: U[], item: U) {
  const last = list.pop()
  if (last !== undefined && last !== item) list[list.indexOf(item)] = last
}

const cosine = (degrees: number) => Math.cos((Math.min(degrees, MOST_NORTHERN) * Math.PI) / 180)
