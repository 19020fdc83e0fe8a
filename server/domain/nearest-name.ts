// The name of the nearest district or town, with its regency: what people call a place. Names lie in squares, so that few are looked at.
import type { LngLat } from './hazards/hazard.ts'

type Row = [lng: number, lat: number, holder: string, name: string, source: number]
export type Names = {
  provinces: [code: string, name: string, ...place: number[]][]
  regencies: [code: string, name: string, ...place: number[]][]
  districts: Row[]
  towns: Row[]
}
type Known = { lng: number; lat: number; name: string }

/** Farther than this from every name, the place is at sea or in a forest: its coordinates say more, km. */
const FARTHEST_KM = 40
const KM_PER_DEGREE = 111.2
/** A side of a square, degrees, and how far out squares are looked at: enough up to 78 degrees of latitude. */
const SIDE = 0.1
const MOST_RINGS = 20

export function createNearestName({ provinces, regencies, districts, towns }: Names) {
  const holders = new Map([...provinces, ...regencies].map(([code, name]) => [code, name]))
  const squares = new Map<string, Known[]>()
  for (const [lng, lat, holder, name] of [...districts, ...towns]) {
    const within = holders.get(holder) ?? holders.get(holder.slice(0, 2))
    const known = {
      lng,
      lat,
      name: within && within !== name ? `${name}, ${within.replace(/^(Kabupaten|Kota) /, '')}` : name,
    }
    const square = squareOf(Math.floor(lng / SIDE), Math.floor(lat / SIDE))
    const others = squares.get(square)
    if (others) others.push(known)
    else squares.set(square, [known])
  }

  return ({ lng, lat }: LngLat): string | null => {
    const narrowing = Math.cos((lat * Math.PI) / 180)
    let nearest: Known | undefined
    let least = (FARTHEST_KM / KM_PER_DEGREE) ** 2
    const [column, row] = [Math.floor(lng / SIDE), Math.floor(lat / SIDE)]
    /** Whatever lies in a ring farther out is at least so far away. */
    const isBeyond = (ring: number) => (Math.max(0, ring - 1) * SIDE * narrowing) ** 2 >= least
    for (let ring = 0; ring <= MOST_RINGS && !isBeyond(ring); ring++)
      for (const [x, y] of ringAround(column, row, ring))
        for (const each of squares.get(squareOf(x, y)) ?? []) {
          const square = ((each.lng - lng) * narrowing) ** 2 + (each.lat - lat) ** 2
          if (square >= least) continue
          least = square
          nearest = each
        }
    return nearest?.name ?? null
  }
}

const squareOf = (column: number, row: number) => `${column}/${row}`

function* ringAround(column: number, row: number, ring: number): Generator<[number, number]> {
  for (let x = -ring; x <= ring; x++)
    for (let y = -ring; y <= ring; y += Math.abs(x) === ring ? 1 : Math.max(1, 2 * ring))
      yield [column + x, row + y]
}
