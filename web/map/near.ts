// What people call the place of a report: the nearest district or town with its regency. Its data is fetched after the map stands.
import { signal } from '@preact/signals'
import type { LngLat } from '../../server/domain/hazards/hazard.ts'

type Row = [lng: number, lat: number, holder: string, name: string, source: number]
type Data = {
  provinces: [code: string, name: string, ...place: number[]][]
  regencies: [code: string, name: string, ...place: number[]][]
  districts: Row[]
  towns: Row[]
}

type Known = { lng: number; lat: number; name: string }

/** Farther than this from every name, the place is at sea or in a forest: its coordinates say more, km. */
const FARTHEST_KM = 40
const KM_PER_DEGREE = 111.2

const names = signal<Known[] | null>(null)
const found = new Map<string, string | null>()

export async function loadNames(): Promise<void> {
  if (names.value) return
  const { default: data } = await import('../../server/domain/regions/indonesia-places.json')
  const { provinces, regencies, districts, towns } = data as Data
  const holders = new Map([...provinces, ...regencies].map(([code, name]) => [code, name]))
  names.value = [...districts, ...towns].map(([lng, lat, holder, name]) => {
    const within = holders.get(holder) ?? holders.get(holder.slice(0, 2))
    return {
      lng,
      lat,
      name: within && within !== name ? `${name}, ${within.replace(/^(Kabupaten|Kota) /, '')}` : name,
    }
  })
}

/** Coordinates until the names are there, and far from all of them. */
export const nameOf = (place: LngLat): string => knownName(place) ?? pointOf(place)

const pointOf = ({ lng, lat }: LngLat) => `${lat.toFixed(4)}, ${lng.toFixed(4)}`

export function knownName(place: LngLat): string | null {
  const known = names.value
  if (!known) return null
  const { lng, lat } = place
  const point = pointOf(place)
  const before = found.get(point)
  if (before !== undefined) return before
  const narrowing = Math.cos((lat * Math.PI) / 180)
  let nearest: Known | undefined
  let least = (FARTHEST_KM / KM_PER_DEGREE) ** 2
  for (const each of known) {
    const square = ((each.lng - lng) * narrowing) ** 2 + (each.lat - lat) ** 2
    if (square >= least) continue
    least = square
    nearest = each
  }
  const name = nearest?.name ?? null
  found.set(point, name)
  return name
}

export const placeOf = ({ geometry }: { geometry: { coordinates: number[] } }): LngLat => ({
  lng: geometry.coordinates[0] ?? 0,
  lat: geometry.coordinates[1] ?? 0,
})
