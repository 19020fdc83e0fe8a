// Reports by their place, to find those near another. Of each cell of the map those that tell something are kept apart from those that say nothing of
// their own, both in the order they came: whoever looks for one kind never goes through the other.
import { distance } from '@turf/distance'

type Where = { lng: number; lat: number }

type Placed = Where & {
  hazard: string
  drill: boolean
  level: number
  /** Grows in the order they came. */
  nth: number
  isShown: boolean
  isEvident: boolean
  isRefuse: boolean
}

/** `telling`: it is shown, and says something of its own or is confirmed. `vague`: neither, and it is not refuse. */
export type Role = 'telling' | 'vague'

export type Reach = { metres: number; levels: number }

/** Degrees, about 550 m; never more than `CELL_M` high. */
const CELL = 0.005
const CELL_M = 550
/** So far apart are two latitudes of a degree's difference at least, m: most of those that are too far off are known by it alone. */
const DEGREE_M = 111_000

/** Neighbours that are looked at, at the most: one is found among many, or not at all. */
const MOST_NEAR = 300

export function roleOf({ isEvident, isShown, isRefuse }: Placed): Role | undefined {
  if (isEvident) return isShown ? 'telling' : undefined
  return isRefuse ? undefined : 'vague'
}

/** What is looked at of many lies side by side, in the order they came. */
type Cell<One> = { ones: One[]; levels: number[]; lngs: number[]; lats: number[] }

export function neighbours<One extends Placed>() {
  const cells: Record<Role, Map<string, Cell<One>>> = { telling: new Map(), vague: new Map() }

  return {
    add(one: One, role: Role | undefined): void {
      if (!role) return
      const key = cellOf(one)
      const cell = cells[role].get(key) ?? { ones: [], levels: [], lngs: [], lats: [] }
      cells[role].set(key, cell)
      const at = placeIn(cell.ones, one)
      cell.ones.splice(at, 0, one)
      cell.levels.splice(at, 0, one.level)
      cell.lngs.splice(at, 0, one.lng)
      cell.lats.splice(at, 0, one.lat)
    },
    delete(one: One, role: Role | undefined): void {
      const key = cellOf(one)
      const cell = role && cells[role].get(key)
      if (!cell) return
      const at = placeIn(cell.ones, one)
      for (const list of Object.values(cell)) list.splice(at, 1)
      if (cell.ones.length === 0) cells[role].delete(key)
    },
    /** Those of the same hazard within so many metres and levels, `but` one; none may change its role while this goes on. */
    *near(one: One, role: Role, { metres, levels }: Reach, but?: One): Generator<One> {
      let looked = 0
      const isLevel = (level = 0) => Math.abs(level - one.level) <= levels
      const isWithin = (lng = 0, lat = 0) =>
        Math.abs(lat - one.lat) <= metres / DEGREE_M && metresBetween(one, { lng, lat }) <= metres
      for (const { ones, levels: theirs, lngs, lats } of cellsWithin(one, role, metres))
        for (let at = 0; at < ones.length; at++) {
          const other = ones[at]
          if (!other || other === but) continue
          if (looked++ > MOST_NEAR) return
          if (isLevel(theirs[at]) && isWithin(lngs[at], lats[at])) yield other
        }
    },
  }

  function cellsWithin(place: One, role: Role, metres: number): Cell<One>[] {
    const found: Cell<One>[] = []
    const high = metres / CELL_M
    const wide = high / Math.max(0.1, Math.cos((place.lat * Math.PI) / 180))
    for (let x = -Math.ceil(wide); x <= Math.ceil(wide); x++)
      for (let y = -Math.ceil(high); y <= Math.ceil(high); y++) {
        const cell = cells[role].get(cellOf(place, x, y))
        if (cell) found.push(cell)
      }
    return found
  }
}

export const metresBetween = (a: Where, b: Where) =>
  distance([a.lng, a.lat], [b.lng, b.lat], { units: 'meters' })

const cellOf = ({ hazard, drill, lng, lat }: Placed, x = 0, y = 0) =>
  `${hazard} ${drill} ${Math.floor(lng / CELL) + x} ${Math.floor(lat / CELL) + y}`

/** Where it stands among those that came before it and after it, or would. */
function placeIn(list: Placed[], { nth }: Placed): number {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((list[middle]?.nth ?? nth) < nth) from = middle + 1
    else to = middle
  }
  return from
}
