// Sets of any features in the incumbent's envelope, as GeoJSON or TopoJSON. In the topology each line and ring is an arc of its own: valid, and
// nothing is shared that a reader would have to care about.
import type { Feature, Geometry, Position } from 'geojson'
import type { Geoformat } from './petabencana.ts'

export type Wire = Feature<Geometry, Record<string, unknown>>

const rounded = (position: Position): Position => position.slice(0, 2).map(each => Number(each.toFixed(10)))

export function setOf(features: Wire[], geoformat: Geoformat) {
  if (geoformat === 'geojson')
    return { statusCode: 200, result: { type: 'FeatureCollection', features: features.map(plain) } }
  const arcs: Position[][] = []
  const arc = (line: Position[]) => arcs.push(line.map(rounded)) - 1
  const geometries = features.map(({ geometry, properties }) => ({
    ...topologyOf(geometry, arc),
    properties,
  }))
  return {
    statusCode: 200,
    result: {
      type: 'Topology',
      objects: { output: { type: 'GeometryCollection', geometries } },
      arcs,
      bbox: boundsOf(features),
    },
  }
}

const plain = ({ geometry, properties }: Wire) => ({ type: 'Feature', geometry, properties })

function topologyOf(geometry: Geometry, arc: (line: Position[]) => number) {
  switch (geometry.type) {
    case 'Point':
      return { type: geometry.type, coordinates: rounded(geometry.coordinates) }
    case 'MultiPoint':
      return { type: geometry.type, coordinates: geometry.coordinates.map(rounded) }
    case 'LineString':
      return { type: geometry.type, arcs: [arc(geometry.coordinates)] }
    case 'MultiLineString':
      return { type: geometry.type, arcs: geometry.coordinates.map(line => [arc(line)]) }
    case 'Polygon':
      return { type: geometry.type, arcs: geometry.coordinates.map(ring => [arc(ring)]) }
    case 'MultiPolygon':
      return {
        type: geometry.type,
        arcs: geometry.coordinates.map(rings => rings.map(ring => [arc(ring)])),
      }
    case 'GeometryCollection':
      throw new Error('A collection of geometries is never kept of a place.')
  }
}

/** Nulls where there is nothing, as the incumbent answers. */
function boundsOf(features: Wire[]): (number | null)[] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const walk = (given: unknown): void => {
    if (!Array.isArray(given)) return
    const [lng, lat] = given
    if (typeof lng === 'number' && typeof lat === 'number') {
      west = Math.min(west, lng)
      east = Math.max(east, lng)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    } else for (const each of given) walk(each)
  }
  for (const { geometry } of features) if ('coordinates' in geometry) walk(geometry.coordinates)
  return west > east ? [null, null, null, null] : [west, south, east, north]
}
