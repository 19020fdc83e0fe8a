// What people call the neighbourhood of a point: whoever pointed at a map or let the phone tell sees in words whether it is right.
// The names come with the app and are looked through in the phone, so this also works without a network.
import { useEffect } from 'preact/hooks'
import { tell } from '../language.ts'
import { knownName, loadNames } from '../map/near.ts'
import type { Placed } from './filled-in.ts'

/** "Dekat Kemang, Jakarta Selatan"; null until it is known, and for a place that has a name already. */
export function useNeighbourhood(place: Placed | null): string | null {
  const point = place && !(place.by === 'name' && place.name) ? place.point : null
  const isWanted = point !== null
  useEffect(() => {
    // Without the names the place is as good as before.
    if (isWanted) loadNames().catch(error => console.warn('The names of places could not be had.', error))
  }, [isWanted])
  const name = point && knownName(point)
  return name ? tell('map.near', { place: name }) : null
}
