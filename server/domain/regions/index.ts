// Which region a place lies in, and which region a code means. To add a country: its file here and a line in `countries`.
// Never import this from hazards or messages: the polygons must not reach the citizen's form.
import { bbox } from '@turf/bbox'
import { booleanIntersects } from '@turf/boolean-intersects'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { lineString, polygon } from '@turf/helpers'
import { pointToLineDistance } from '@turf/point-to-line-distance'
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'
import type { LngLat } from '../hazards/hazard.ts'
import { indonesia } from './indonesia.ts'
import { type Bounds, type City, type Country, type Region, within } from './region.ts'

export type { Bounds, City, Region }
export { within }

const countries: Country[] = [indonesia]
export const regions: Region[] = countries.flatMap(country => country.regions)
export const cities: City[] = countries.flatMap(country => country.cities)

/** Drawn coasts are off by a few kilometres; a harbour or a reef this near still belongs to its province. */
const coastMarginKm = 10
/** The margin in degrees, wide enough at any latitude of a country we serve. */
const marginDegrees = 0.1

/** One island or piece of mainland, so that most of a province is passed over by its box. */
type Part = { region: Region; bounds: Bounds; shape: Feature<Polygon>; rings: Position[][] }

const provinces = regions.map(region => {
  const { geometry } = region
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const parts: Part[] = polygons.map(rings => ({
    region,
    bounds: boundsOf(rings.flat()),
    shape: polygon(rings),
    rings,
  }))
  return { bounds: region.bounds, parts }
})

/** The region that covers the place, or the nearest within about 10 km; undefined farther out and abroad. */
export function regionAt(place: LngLat): Region | undefined {
  const near = provinces
    .filter(({ bounds }) => within(bounds, place, marginDegrees))
    .flatMap(({ parts }) => parts.filter(({ bounds }) => within(bounds, place, marginDegrees)))
  const inside = near.find(
    part => within(part.bounds, place) && booleanPointInPolygon([place.lng, place.lat], part.shape),
  )
  return inside?.region ?? nearest(near, place)
}

/** All regions that an outline touches; where it lies off every coast, those within the margin of its corners. */
export function regionsTouched(outline: Polygon | MultiPolygon): Region[] {
  const [west, south, east, north] = bbox(outline)
  const touched = provinces.flatMap(({ parts }) => {
    const part = parts.find(
      ({ bounds: [w, s, e, n], shape }) =>
        w <= east && e >= west && s <= north && n >= south && booleanIntersects(shape, outline),
    )
    return part ? [part.region] : []
  })
  if (touched.length > 0) return touched
  const corners = outline.type === 'Polygon' ? outline.coordinates.flat() : outline.coordinates.flat(2)
  return [...new Set(corners.flatMap(([lng = 0, lat = 0]) => regionAt({ lng, lat }) ?? []))]
}

function nearest(near: Part[], place: LngLat): Region | undefined {
  let found: Region | undefined
  let closest = coastMarginKm
  for (const part of near)
    for (const [from, to] of edgesNear(part.rings, place)) {
      const kilometres = pointToLineDistance([place.lng, place.lat], lineString([from, to]), {
        method: 'planar',
      })
      if (kilometres >= closest) continue
      closest = kilometres
      found = part.region
    }
  return found
}

function* edgesNear(rings: Position[][], place: LngLat): Generator<[Position, Position]> {
  for (const ring of rings)
    for (const [index, to] of ring.entries()) {
      const from = ring[index - 1]
      if (from && within(boundsOf([from, to]), place, marginDegrees)) yield [from, to]
    }
}

function boundsOf(positions: Position[]): Bounds {
  const bounds: Bounds = [180, 90, -180, -90]
  for (const [lng = 0, lat = 0] of positions) {
    bounds[0] = Math.min(bounds[0], lng)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lng)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

const byCode = new Map(
  regions.flatMap(region => [region.code, ...region.aliases].map(code => [code.toUpperCase(), region])),
)

/** By ISO code or any alias (`jbd` is DKI Jakarta), in any case. */
export const regionByCode = (code: string): Region | undefined => byCode.get(code.trim().toUpperCase())

/** A first-generation city by its code: its box, not its province, is what such a filter means. */
export const cityByCode = (code: string): City | undefined =>
  cities.find(city => city.code === code.trim().toLowerCase())
