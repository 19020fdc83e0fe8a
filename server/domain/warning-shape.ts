// The area of a warning as CAP 1.2 can say it: closed rings of "lat,lon" without holes, counter-clockwise on the map.
import { bbox } from '@turf/bbox'
import { bboxPolygon } from '@turf/bbox-polygon'
import { featureCollection, polygon } from '@turf/helpers'
import { intersect } from '@turf/intersect'
import { rewind } from '@turf/rewind'
import type { Polygon, Position } from 'geojson'
import type { Outline } from './warning.ts'

/** About a centimetre. */
const DECIMALS = 7

/** Outer rings counter-clockwise and holes clockwise (RFC 7946). */
export const righted = (outline: Outline): Outline => rewind(outline) as Outline

const polygonsOf = (outline: Outline): Position[][][] =>
  outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates

/** CAP knows no holes: a polygon with some is cut through the middle of its first one, until no part has any. */
function withoutHoles(rings: Position[][]): Position[][] {
  const [outer, hole] = rings
  if (!outer) return []
  if (!hole) return [outer]
  const whole = polygon(rings)
  const [west, south, east, north] = bbox(whole)
  const [holeWest, , holeEast] = bbox(polygon([hole]))
  const middle = ((holeWest ?? 0) + (holeEast ?? 0)) / 2
  const halves = [
    bboxPolygon([west - 1, south - 1, middle, north + 1]),
    bboxPolygon([middle, south - 1, east + 1, north + 1]),
  ]
  return halves.flatMap(half => {
    const part = intersect(featureCollection<Polygon>([whole, half]))
    return part ? polygonsOf(part.geometry).flatMap(withoutHoles) : []
  })
}

/** Without an exponent and without needless noughts. */
const degrees = (value = 0): string => value.toFixed(DECIMALS).replace(/\.?0+$/, '')

/** One text a polygon. */
export function capPolygons(outline: Outline): string[] {
  const rings = polygonsOf(righted(outline)).flatMap(withoutHoles)
  return rings.map(ring => {
    const [outer = []] = polygonsOf(righted({ type: 'Polygon', coordinates: [ring] }))[0] ?? []
    return outer.map(([lng, lat]) => `${degrees(lat)},${degrees(lng)}`).join(' ')
  })
}
