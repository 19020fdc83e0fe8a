// Whether cores that may have lost what held them together still are together: by ways from cell to cell, as the cores of one cell are all
// near each other. In the usual case the ways meet after a few cells, however large the incident is.
import type { Cell, Neighbourhood, Spot } from './neighbourhood.ts'

type Core = Spot & { core: boolean }

/** The cells found so far, and the pairs of cells still to be looked at, first come first served. */
type Walk<T> = { cells: Cell<T>[]; close: Queue<T>; distant: Queue<T> }
type Queue<T> = { pairs: [from: Cell<T>, to: Cell<T>][]; next: number }

/**
 * The parts that are cut off from each other, as cells, but for one that was not walked to its end. All walk at once and walk on together
 * when they meet, so of two real parts the smaller is walked through first.
 */
export function* separated<T extends Core>(
  cores: T[],
  space: Neighbourhood<T>,
): Generator<void, Cell<T>[][]> {
  const walkOf = new Map<Cell<T>, Walk<T>>()
  const walking = new Set<Walk<T>>()
  const parts: Cell<T>[][] = []
  for (const core of cores) {
    const cell = space.cellOf(core)
    if (walkOf.has(cell)) continue
    const walk: Walk<T> = { cells: [], close: newQueue(), distant: newQueue() }
    walking.add(walk)
    enter(walk, cell)
  }

  function enter(walk: Walk<T>, cell: Cell<T>) {
    walkOf.set(cell, walk)
    walk.cells.push(cell)
    // Crowded cells that touch are nearly always joined by the first cores looked at, and the distant ones then through them.
    for (const other of cell.around) {
      const queue = touches(cell, other) ? walk.close : walk.distant
      if (other !== cell) queue.pairs.push([cell, other])
    }
  }

  function meet(walk: Walk<T>, other: Walk<T>) {
    const [large, small] = walk.cells.length < other.cells.length ? [other, walk] : [walk, other]
    for (const cell of small.cells) {
      walkOf.set(cell, large)
      large.cells.push(cell)
    }
    hand(small.close, large.close)
    hand(small.distant, large.distant)
    walking.delete(small)
  }

  while (walking.size > 1)
    for (const walk of walking) {
      const pair = take(walk.close) ?? take(walk.distant)
      if (!pair) {
        parts.push(walk.cells)
        walking.delete(walk)
      } else {
        const [from, to] = pair
        const known = walkOf.get(to)
        if (known !== walk && (yield* adjoin(from, to, space))) known ? meet(walk, known) : enter(walk, to)
      }
      if (walking.size === 1) break
    }
  return parts
}

/** Whether a core of one cell is near to a core of the other. */
function* adjoin<T extends Core>(
  from: Cell<T>,
  to: Cell<T>,
  space: Neighbourhood<T>,
): Generator<void, boolean> {
  if (!to.spots.some(isCore)) return false
  for (const spot of from.spots) {
    if (isCore(spot) && space.oneNearIn(to, spot, isCore)) return true
    yield
  }
  return false
}

const touches = <T>(a: Cell<T>, b: Cell<T>) =>
  Math.abs(a.row - b.row) <= 1 && Math.abs(a.column - b.column) <= 1

const newQueue = <T>(): Queue<T> => ({ pairs: [], next: 0 })

const take = <T>(queue: Queue<T>) => (queue.next < queue.pairs.length ? queue.pairs[queue.next++] : undefined)

function hand<T>(from: Queue<T>, to: Queue<T>) {
  for (let next = from.next; next < from.pairs.length; next++) {
    const pair = from.pairs[next]
    if (pair) to.pairs.push(pair)
  }
}

const isCore = (spot: Core) => spot.core
