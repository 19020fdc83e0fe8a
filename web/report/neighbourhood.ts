// What people call the neighbourhood of a point: whoever pointed at a map or let the phone tell sees in words whether it is right.
// The names come with the app and are looked through in the phone, so this also works without a network.
import { useEffect, useState } from 'preact/hooks'
import { tell } from '../language.ts'
import type { Placed } from './draft.ts'

/** Farther than this from every name the coordinates say more, m. */
const FARTHEST_M = 40_000

/** "Dekat Kemang, Jakarta Selatan"; null until it is known, and for a place that has a name already. */
export function useNeighbourhood(place: Placed | null): string | null {
  const point = place && !(place.by === 'name' && place.name) ? place.point : null
  const [found, setFound] = useState<{ of: string; name: string } | null>(null)
  const of = point ? `${point.lng} ${point.lat}` : ''
  useEffect(() => {
    if (!point) return
    void import('../../server/domain/gazetteer.ts').then(
      ({ placeNear }) => {
        const { name, within, metres } = placeNear(point)
        const holder = within.split(', ')[0]?.replace(/^(Kabupaten|Kota) /, '')
        setFound(metres > FARTHEST_M ? null : { of, name: [name, holder].filter(Boolean).join(', ') })
      },
      // Without the names the place is as good as before.
      error => console.warn('The names of places could not be had.', error),
    )
  }, [of])
  return found?.of === of && of !== '' ? tell('map.near', { place: found.name }) : null
}
