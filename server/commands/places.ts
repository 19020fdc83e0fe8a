// kentongan places …: streets, landmarks, shelters, hospitals, gauges and the like, from an OpenStreetMap extract or a GeoJSON file.
import { basename, resolve } from 'node:path'
import { bbox } from '@turf/bbox'
import { distance } from '@turf/distance'
import { pointOnFeature } from '@turf/point-on-feature'
import { truncate } from '@turf/truncate'
import type { Feature, Geometry } from 'geojson'
import { z } from 'zod'
import { tellImportedGauges } from '../../db/gauges.ts'
import { dropPlaces, type ImportedPlace, placeSources, putPlaces } from '../../db/places.ts'
import { placeNear } from '../domain/gazetteer.ts'
import type { LngLat } from '../domain/hazards/hazard.ts'
import { type ImportedKind, importedKinds } from '../domain/place-index.ts'
import { regionAt } from '../domain/regions/index.ts'
import { placeKey } from '../domain/regions/place-words.ts'
import { readFeatures, sizeOf } from '../feature-file.ts'
import { kindOfTags, readExtract } from '../places/osm.ts'
import { command, counted, DONE, FAILED, progressOf, STOPPED } from './command.ts'

const args = z.object({
  file: z.string().min(1),
  source: z.string().min(1).max(100).optional(),
  kind: z.enum(importedKinds).optional(),
  nameProperty: z.string().optional(),
})

/** A place of the file, or why it is none. */
type Found = {
  ref: string
  kind: ImportedKind
  name: string
  place: LngLat
  spread: number
  properties: object
  outline?: Geometry | null
}
type Row = Found | { fault: string } | 'nameless'

const NAMES = ['name', 'nama', 'name:id', 'namobj', 'nama_posko', 'nama_tempat', 'title']
/** Rows stored at a time. */
const BATCH = 500
/** A point of a file is exact to this, metres; what it stands for may be larger. */
const EXACT = 30
/** Parts of a street of one name within a square of this many degrees (about 2 km) are one place. */
const SAME_STREET = 0.02

export const placesImport = command({
  name: 'places import',
  audit: 'told',
  args,
  describe: program =>
    void program
      .summary('load streets, landmarks, shelters and gauges')
      .argument('<file>', 'an OpenStreetMap extract (.osm.pbf), or GeoJSON in WGS 84 degrees')
      .option(
        '--kind <kind>',
        `what everything in the file is: ${importedKinds.join(', ')} (default: as its OpenStreetMap tags say)`,
      )
      .option('--source <name>', "a name for this import (default: the file's)")
      .option('--name-property <name>', 'property with the name (default: guessed)')
      .addHelpText(
        'after',
        '\nAn import under the same name replaces the one before. © OpenStreetMap contributors, ODbL, where the data is theirs.',
      ),
  async run(context, given, out) {
    const path = resolve(context.cwd, given.file)
    const size = await sizeOf(path)
    const source = given.source ?? basename(path)
    const at = context.now()
    const tally = { read: 0, stored: 0, nameless: 0, outside: 0, odd: 0 }
    let bytes = 0
    const isExtract = path.endsWith('.pbf')
    const whole = isExtract ? 2 * size : size
    const tell = progressOf(
      out,
      () => `${counted(tally.stored, 'place')} (${Math.floor((bytes / whole) * 100)}%)`,
    )
    const rows = isExtract
      ? rowsOfExtract(path, given.kind, read => {
          bytes += read
          tell()
        })
      : rowsOfFeatures(path, given, end => {
          bytes = end
        })
    const streets = new Set<string>()
    const batch = new Map<string, ImportedPlace>()
    const store = async () => {
      await putPlaces(context.db, source, [...batch.values()], at)
      tally.stored += batch.size
      batch.clear()
      tell()
    }
    for await (const row of rows) {
      if (context.stop.aborted) break
      tally.read++
      if (row === 'nameless') tally.nameless++
      else if ('fault' in row) {
        tally.odd++
        out.line(row.fault)
      } else if (!regionAt(row.place)) tally.outside++
      else if (row.kind !== 'street' || isFirstPart(row, streets)) batch.set(row.ref, asImported(row))
      if (batch.size >= BATCH) await store()
    }
    if (batch.size > 0) await store()
    if (context.stop.aborted) {
      out.error(`Stopped after ${counted(tally.stored, 'place')}. Run it again to replace them.`)
      return STOPPED
    }
    const gone = await context.db.transaction(async client => {
      const dropped = await dropPlaces(client, source, at)
      await tellImportedGauges(client, source)
      return dropped
    })
    context.db.wake()
    out.line(
      `${counted(tally.read, 'row')}: ${counted(tally.stored, 'place')} stored as "${source}", ${tally.nameless} without a name, ${tally.outside} outside every region, ${tally.odd} odd; ${gone} of an earlier import are gone.`,
    )
    return tally.odd === 0 ? DONE : FAILED
  },
})

export const placesList = command({
  name: 'places list',
  args: z.object({}),
  describe: program => void program.summary('show what was imported'),
  async run({ db }, _args, out) {
    const sources = await placeSources(db)
    if (sources.length === 0) out.line('No places were imported yet: kentongan places import FILE')
    for (const { source, kind, count, at } of sources)
      out.line(`${source}  ${kind}  ${count.toLocaleString('en')}  ${at.toISOString().slice(0, 16)}Z`)
    return DONE
  },
})

export const placesRemove = command({
  name: 'places remove',
  audit: 'told',
  args: z.object({ source: z.string() }),
  describe: program =>
    void program.summary('take an import away').argument('<source>', 'its name, as `places list` shows it'),
  async run({ db }, { source }, out) {
    const gone = await db.transaction(client => dropPlaces(client, source))
    db.wake()
    if (gone === 0) out.error(`No import is named "${source}".`)
    else out.line(`${counted(gone, 'place')} of "${source}" are gone.`)
    return gone === 0 ? FAILED : DONE
  },
})

async function* rowsOfExtract(
  path: string,
  kind: ImportedKind | undefined,
  read: (bytes: number) => void,
): AsyncGenerator<Row> {
  for await (const { ref, tags, place, spread } of readExtract(path, read)) {
    const known = kind ?? kindOfTags(tags)
    const name = nameOf(tags)
    yield known && name ? { ref, kind: known, name, place, spread, properties: tags } : 'nameless'
  }
}

async function* rowsOfFeatures(
  path: string,
  { kind, nameProperty }: z.infer<typeof args>,
  passed: (end: number) => void,
): AsyncGenerator<Row> {
  for await (const row of readFeatures(path)) {
    passed(row.end)
    if ('fault' in row) yield { fault: `Row ${row.row}: ${row.fault}; not taken.` }
    else yield rowOf(row.feature, row.row, kind, nameProperty)
  }
}

const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.looseObject({ type: z.string() }),
})

function rowOf(given: unknown, number: number, wanted: ImportedKind | undefined, nameProperty?: string): Row {
  const parsed = featureSchema.safeParse(given)
  if (!parsed.success) return { fault: `Row ${number}: this is no feature with a geometry; not taken.` }
  const { id, properties } = parsed.data
  const tags = Object.fromEntries(
    Object.entries(properties ?? {}).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [],
    ),
  )
  const name = nameProperty ? tags[nameProperty] : nameOf(tags)
  const kind = wanted ?? kindOfTags(name ? { ...tags, name } : tags) ?? 'landmark'
  if (!name) return 'nameless'
  const where = pointOf(parsed.data as unknown as Feature)
  if (!where) return { fault: `Row ${number}, ${name}: its geometry cannot be read; not taken.` }
  return {
    ref: String(id ?? tags['@id'] ?? tags.id ?? `row ${number}`),
    kind,
    name,
    ...where,
    outline: outlineOf(kind, parsed.data as unknown as Feature),
    properties: tags,
  }
}

const nameOf = (tags: Record<string, string>): string | undefined => {
  const key = NAMES.find(name => tags[name]?.trim())
  const other = Object.keys(tags).find(each => NAMES.includes(each.toLowerCase()) && tags[each]?.trim())
  const found = key ?? other
  return found === undefined ? undefined : tags[found]?.trim().slice(0, 200)
}

/** A point on the geometry, and how wide that is in metres; undefined where it is none. */
function pointOf(feature: Feature): { place: LngLat; spread: number } | undefined {
  try {
    const [lng = Number.NaN, lat = Number.NaN] = pointOnFeature(feature).geometry.coordinates
    const [west = lng, south = lat, east = lng, north = lat] = bbox(feature)
    const isRight = Math.abs(lng) <= 180 && Math.abs(lat) <= 90
    const spread = distance([west, south], [east, north], { units: 'meters' })
    return isRight ? { place: { lng, lat }, spread } : undefined
  } catch {
    // Turf throws where coordinates are missing or of the wrong kind: the row is named as odd.
    return undefined
  }
}

/** A street comes in many parts, each its own way: one of a neighbourhood stands for all. */
function isFirstPart({ name, place }: Found, seen: Set<string>): boolean {
  const key = `${placeKey(name)} ${Math.round(place.lng / SAME_STREET)} ${Math.round(place.lat / SAME_STREET)}`
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

/** These are drawn as they lie; of the others a point is enough. */
const DRAWN: ImportedKind[] = ['basin', 'site', 'waterway']
/** Of an outline, numbers in all. */
const MOST_NUMBERS = 20_000

function outlineOf(kind: ImportedKind, { geometry }: Feature): Geometry | null {
  if (!DRAWN.includes(kind) || geometry.type === 'Point' || geometry.type === 'GeometryCollection')
    return null
  const numbers = geometry.coordinates.flat(4) as unknown[]
  const isRight = numbers.length <= MOST_NUMBERS && numbers.every(Number.isFinite)
  return isRight ? truncate({ ...geometry }, { precision: 6, coordinates: 2 }) : null
}

function asImported({ spread, properties, outline, ...found }: Found): ImportedPlace {
  const { name, within } = placeNear(found.place)
  return {
    ...found,
    key: placeKey(found.name),
    within: [name, within].filter(Boolean).join(', '),
    exactness: Math.round(EXACT + spread / 2),
    properties: { ...properties },
    outline: outline ?? null,
  }
}
