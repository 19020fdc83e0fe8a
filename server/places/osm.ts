// OpenStreetMap for the gazetteer: which tags make a place that people would name, and what of it stands in an extract (.osm.pbf).
// The extract is read twice, ways first: only the few nodes that stand for a named way are then kept, whatever the size of the file.
import { createReadStream } from 'node:fs'
import type { Transform } from 'node:stream'
import { OSMTransform } from 'osm-pbf-parser-node'
import type { LngLat } from '../domain/hazards/hazard.ts'
import type { ImportedKind } from '../domain/place-index.ts'

export type Tags = Record<string, string>

/** `spread`: metres between the ends of what the point stands for. */
export type OsmPlace = { ref: string; tags: Tags; place: LngLat; spread: number }

/** Tags that make a landmark out of anything that has a name. */
const LANDMARKS = [
  'amenity',
  'shop',
  'tourism',
  'leisure',
  'office',
  'building',
  'place',
  'railway',
  'public_transport',
  'historic',
  'man_made',
  'bridge',
  'landuse',
  'healthcare',
  'emergency',
  'social_facility',
  'waterway',
]

/** What people would call it, or undefined where nobody would look for it. Tags as in the OpenStreetMap wiki's "Map features". */
export function kindOfTags(tags: Tags): ImportedKind | undefined {
  const { amenity, emergency, social_facility, man_made, waterway } = tags
  if (amenity === 'hospital' || amenity === 'clinic' || tags.healthcare === 'hospital') return 'hospital'
  if (emergency === 'assembly_point' || social_facility === 'shelter' || amenity === 'refugee_site')
    return 'shelter'
  if (man_made === 'monitoring_station' && tags['monitoring:water_level'] === 'yes') return 'gauge'
  if (man_made === 'pumping_station') return 'pump'
  if (waterway === 'sluice_gate' || waterway === 'lock_gate' || man_made === 'floodgate') return 'floodgate'
  if (tags.highway && tags.name) return 'street'
  return tags.name && LANDMARKS.some(key => tags[key] !== undefined) ? 'landmark' : undefined
}

type Node = { type: 'node'; id: number; lat: number; lon: number; tags?: Tags }
type Way = { type: 'way'; id: number; refs: number[]; tags?: Tags }
type Item = Node | Way | { type?: 'relation' }

/** Throws where the file is no extract. `read` is told how many bytes of how often the file have passed: twice its size in all. */
export async function* readExtract(path: string, read: (bytes: number) => void): AsyncGenerator<OsmPlace> {
  const ways: { id: number; tags: Tags; ends: [number, number, number] }[] = []
  const spots = new Map<number, LngLat | undefined>()
  for await (const item of itemsOf(path, { node: false, way: true, relation: false }, read)) {
    if (item.type !== 'way' || !item.tags || !kindOfTags(item.tags)) continue
    const { id, tags, refs } = item
    const [first, middle, last] = [refs[0], refs[refs.length >> 1], refs.at(-1)]
    if (first === undefined || middle === undefined || last === undefined) continue
    const ends: [number, number, number] = [
      first,
      middle,
      last === first ? (refs[refs.length >> 2] ?? last) : last,
    ]
    for (const ref of ends) spots.set(ref, undefined)
    ways.push({ id, tags, ends })
  }
  for await (const item of itemsOf(path, { node: true, way: false, relation: false }, read)) {
    if (item.type !== 'node') continue
    const place = { lng: item.lon, lat: item.lat }
    if (spots.has(item.id)) spots.set(item.id, place)
    if (item.tags && kindOfTags(item.tags)) yield { ref: `n${item.id}`, tags: item.tags, place, spread: 0 }
  }
  for (const { id, tags, ends } of ways) {
    const [first, middle, last] = ends.map(ref => spots.get(ref))
    const place = middle ?? first ?? last
    if (place) yield { ref: `w${id}`, tags, place, spread: first && last ? metresBetween(first, last) : 0 }
  }
}

type Wanted = { node: boolean; way: boolean; relation: boolean }

async function* itemsOf(path: string, withTags: Wanted, read: (bytes: number) => void): AsyncGenerator<Item> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 })
  file.on('data', chunk => read(chunk.length))
  const parser: Transform = new OSMTransform({ withTags })
  file.on('error', fault => parser.destroy(fault))
  try {
    for await (const batch of file.pipe(parser)) yield* batch as Item[]
  } finally {
    file.destroy()
  }
}

/** Well enough over a few km. */
const metresBetween = (a: LngLat, b: LngLat) =>
  111_320 * Math.hypot(a.lat - b.lat, (a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180))
