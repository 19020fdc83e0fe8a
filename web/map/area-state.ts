// How an area's flood state is said and coloured: the agencies' four states on the platform's four levels, and nothing is told by colour alone.

import type { MultiPolygon, Polygon } from 'geojson'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import { tell } from '../language.ts'

export type State = 1 | 2 | 3 | 4 | null

export const states = [1, 2, 3, 4] as const
export const levelOfState = (state: State): Level => ((state ?? 1) - 1) as Level
export const sayState = (state: State): string => tell(`area.state-${state ?? 0}`)
export const sayShortly = (state: State): string => tell(`area.short-${state ?? 0}`)

/** Where the map looks to see an area: the middle of its outline, near enough to read its name. */
export function middleOf({ type, coordinates }: Polygon | MultiPolygon) {
  const ring = (type === 'Polygon' ? coordinates[0] : coordinates[0]?.[0]) ?? []
  const half = (axis: 0 | 1) => {
    const values = ring.map(position => position[axis] ?? 0)
    return (Math.min(...values) + Math.max(...values)) / 2
  }
  return { lng: half(0), lat: half(1), zoom: 13.5 }
}
