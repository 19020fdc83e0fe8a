// What people call the place of a report: the nearest district or town with its regency. Its data is fetched after the map stands.
import { signal } from '@preact/signals'
import type { LngLat } from '../../server/domain/hazards/hazard.ts'
import { createNearestName, type Names } from '../../server/domain/nearest-name.ts'

const nearest = signal<ReturnType<typeof createNearestName> | null>(null)
const found = new Map<string, string | null>()

export async function loadNames(): Promise<void> {
  if (nearest.value) return
  const { default: data } = await import('../../server/domain/regions/indonesia-places.json')
  nearest.value = createNearestName(data as Names)
}

/** Coordinates until the names are there, and far from all of them. */
export const nameOf = (place: LngLat): string => knownName(place) ?? pointOf(place)

const pointOf = ({ lng, lat }: LngLat) => `${lat.toFixed(4)}, ${lng.toFixed(4)}`

export function knownName(place: LngLat): string | null {
  const nameAt = nearest.value
  if (!nameAt) return null
  const point = pointOf(place)
  const before = found.get(point)
  if (before !== undefined) return before
  const name = nameAt(place)
  found.set(point, name)
  return name
}

export const placeOf = ({ geometry }: { geometry: { coordinates: number[] } }): LngLat => ({
  lng: geometry.coordinates[0] ?? 0,
  lat: geometry.coordinates[1] ?? 0,
})
