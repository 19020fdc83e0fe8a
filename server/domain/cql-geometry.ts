// The geometries of CQL2 text: what has to meet one of them. BBOX is a box; what consists of several points or geometries is met where one of them is.
import type { Position } from 'geojson'
import type { Condition } from './condition.ts'
import type { Tokens } from './cql-tokens.ts'

/** Undefined: it cannot be read, and `tokens` say why. */
export function readGeometry({ peek, skip, stop, listOf, number }: Tokens): Condition | undefined {
  return geometry()

  function geometry(): Condition | undefined {
    const { text: written, at } = peek()
    skip()
    switch (written.toUpperCase()) {
      case 'BBOX': {
        const sides = listOf(number)
        const [w, s, e, n] = sides.length === 6 ? [0, 1, 3, 4].map(index => sides[index]) : sides
        const isWhole = sides.length === 4 || sides.length === 6
        if (!isWhole || w === undefined || s === undefined || e === undefined || n === undefined || s > n)
          return stop('cql.awaited-box', at)
        return { box: [w, s, e, n] }
      }
      case 'POINT': {
        const [only] = listOf(position)
        return only && meetsPoint(only)
      }
      case 'LINESTRING':
        return { meets: { type: 'LineString', coordinates: line() } }
      case 'MULTIPOINT':
        return {
          any: listOf(() => listOf(position))
            .flat()
            .map(meetsPoint),
        }
      case 'MULTILINESTRING':
        return { meets: { type: 'MultiLineString', coordinates: listOf(line) } }
      case 'GEOMETRYCOLLECTION':
        return { any: listOf(geometry) }
      case 'POLYGON':
        return { meets: { type: 'Polygon', coordinates: listOf(ring) } }
      case 'MULTIPOLYGON':
        return { meets: { type: 'MultiPolygon', coordinates: listOf(() => listOf(ring)) } }
      default:
        return stop('cql.awaited-geometry', at)
    }
  }

  function line(): Position[] {
    const at = peek().at
    const corners = listOf(position)
    if (corners.length < 2) stop('cql.ring-open', at)
    return corners
  }

  function ring(): Position[] {
    const at = peek().at
    const corners = listOf(position)
    const [first, last] = [corners[0], corners.at(-1)]
    if (corners.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) stop('cql.ring-open', at)
    return corners
  }

  function position(): Position | undefined {
    const at = peek().at
    const [lng, lat] = [number(), number()]
    if (lng === undefined || lat === undefined) return undefined
    if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return stop('cql.off-the-earth', at)
    return [lng, lat]
  }
}

const meetsPoint = (coordinates: Position): Condition => ({ meets: { type: 'Point', coordinates } })
