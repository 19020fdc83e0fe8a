// kentongan areas …: loads villages, districts or other local areas of any country, and tags the reports that lie in them.
import { resolve } from 'node:path'
import { pointOnFeature } from '@turf/point-on-feature'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { z } from 'zod'
import { importArea, listAreas, tagReports } from '../../db/areas.ts'
import { regionAt, regionByCode } from '../domain/regions/index.ts'
import { readFeatures, sizeOf } from '../feature-file.ts'
import { type Context, command, counted, DONE, FAILED, type Out, progressOf, STOPPED } from './command.ts'

/** Names that agencies and the incumbent give to these properties, in lower case, the most telling first. */
const GUESSES = {
  id: [
    'area_id',
    'local_area_id',
    'pkey',
    'id',
    'gid',
    'fid',
    'objectid',
    'kode',
    'kode_desa',
    'kdepum',
    'kode_kec',
    'code',
    'geom_id',
  ],
  name: [
    'area_name',
    'name',
    'nama',
    'namobj',
    'nama_desa',
    'nama_kelurahan',
    'wadmkd',
    'village',
    'kelurahan',
    'desa',
    'nama_kec',
  ],
  parent: [
    'parent_name',
    'parent',
    'kecamatan',
    'wadmkc',
    'nama_kecamatan',
    'district',
    'city_name',
    'kabupaten',
  ],
}
type Role = keyof typeof GUESSES

const args = z.object({
  file: z.string().min(1),
  region: z.string().optional(),
  idProperty: z.string().optional(),
  nameProperty: z.string().optional(),
  parentProperty: z.string().optional(),
})
type Args = z.infer<typeof args>

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number())
const rings = z.array(z.array(position).min(3)).min(1)
const outlineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
])
const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.unknown(),
})

/** Positions of one outline; more is a drawing error or a whole coast, and costs the database minutes. */
const MOST_POSITIONS = 200_000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

export const areasImport = command({
  name: 'areas import',
  audit: 'told',
  args,
  describe: program =>
    void program
      .summary('load local areas from a GeoJSON file')
      .argument('<file>', 'polygons in WGS 84 degrees: a FeatureCollection, or one feature a line')
      .option('--region <code>', 'ISO 3166-2 code of the region they belong to (default: where they lie)')
      .option('--id-property <name>', 'property that tells an area from the others (default: guessed)')
      .option('--name-property <name>', 'property with the name (default: guessed)')
      .option(
        '--parent-property <name>',
        'property with the name of what the area is part of (default: guessed)',
      )
      .addHelpText(
        'after',
        '\nAn area that comes again under its id is replaced. Stored reports without an area get theirs.',
      ),
  async run(context, given, out) {
    if (given.region !== undefined && !regionByCode(given.region))
      throw new Error(`No region has the code ${given.region}; an ISO 3166-2 code such as ID-JK is one.`)
    const path = resolve(context.cwd, given.file)
    const size = await sizeOf(path)
    const tally = { rows: 0, new: 0, changed: 0, same: 0, mended: 0, odd: 0, end: 0 }
    const roles = roleFinder(given)
    const seen = new Set<string>()
    const tell = progressOf(
      out,
      () => `${counted(tally.rows, 'area')} (${Math.floor((tally.end / size) * 100)}%)`,
    )
    for await (const row of readFeatures(path)) {
      if (context.stop.aborted) break
      tally.rows++
      tally.end = row.end
      const area = 'fault' in row ? row.fault : readArea(row.feature, roles, given.region)
      const why =
        typeof area === 'string' ? area : seen.has(area.id) ? 'this id came before in the file' : undefined
      if (typeof area === 'string' || why !== undefined) {
        tally.odd++
        out.line(`Row ${row.row}${typeof area === 'string' ? '' : `, id ${area.id}`}: ${why}; not taken.`)
        continue
      }
      seen.add(area.id)
      const { outcome, mended } = await importArea(context.db, area, area.outline)
      if (outcome === 'empty') {
        tally.odd++
        out.line(`Row ${row.row}, id ${area.id}: its outline encloses nothing (${mended}); not taken.`)
        continue
      }
      tally[outcome]++
      if (mended) {
        tally.mended++
        out.line(`Row ${row.row}, id ${area.id}: outline mended (${mended}).`)
      }
      tell()
    }
    const tagged = await tagAll(context, out)
    out.line(
      `${counted(tally.rows, 'area')}: ${tally.new} new, ${tally.changed} changed, ${tally.same} as before, ${tally.mended} mended, ${tally.odd} odd. ${counted(tagged, 'stored report')} got an area.`,
    )
    if (context.stop.aborted) {
      out.error('Stopped. Run it again to go on.')
      return STOPPED
    }
    return tally.odd === 0 ? DONE : FAILED
  },
})

async function tagAll({ db, stop }: Context, out: Out): Promise<number> {
  let tagged = 0
  const tell = progressOf(out, () => `${counted(tagged, 'stored report')} tagged …`)
  for (let after: string | undefined = FIRST_ID; after !== undefined && !stop.aborted; ) {
    const page: { tagged: number; last: string | undefined } = await tagReports(db, after)
    tagged += page.tagged
    after = page.last
    if (page.tagged > 0) db.wake()
    tell()
  }
  return tagged
}

/** Finds properties by the names given or, once for the whole file, by the names that are usual. */
function roleFinder(given: Args) {
  const named: Partial<Record<Role, string>> = {
    id: given.idProperty,
    name: given.nameProperty,
    parent: given.parentProperty,
  }
  return (role: Role, properties: Record<string, unknown>): unknown => {
    named[role] ??= GUESSES[role]
      .map(guess =>
        Object.keys(properties).find(key => key.toLowerCase() === guess && properties[key] != null),
      )
      .find(key => key !== undefined)
    return named[role] === undefined ? undefined : properties[named[role]]
  }
}

type ReadArea = Parameters<typeof importArea>[1] & { outline: Polygon | MultiPolygon }

/** An area, or why the feature is none. */
function readArea(
  feature: unknown,
  find: ReturnType<typeof roleFinder>,
  region: string | undefined,
): ReadArea | string {
  const parsed = featureSchema.safeParse(feature)
  if (!parsed.success) return 'this is no GeoJSON feature'
  const properties = parsed.data.properties ?? {}
  const id = textOf(find('id', properties) ?? parsed.data.id)
  const has = `its properties are ${Object.keys(properties).join(', ') || 'none'}`
  if (id === undefined) return `there is no id (${has}): name it with --id-property`
  const name = textOf(find('name', properties))
  if (name === undefined) return `there is no name (${has}): name it with --name-property`
  const outline = outlineSchema.safeParse(parsed.data.geometry)
  if (!outline.success) return `its geometry is no polygon in degrees (${issueOf(outline.error)})`
  const shape = closed(outline.data)
  const positions = shape.coordinates.flat(shape.type === 'Polygon' ? 1 : 2).length
  if (positions > MOST_POSITIONS) return `its outline has ${positions} positions, more than ${MOST_POSITIONS}`
  return {
    id,
    name,
    parent: textOf(find('parent', properties)) ?? null,
    region: region === undefined ? (regionOf(shape)?.code ?? null) : (regionByCode(region)?.code ?? null),
    properties,
    outline: shape,
  }
}

/** Rings that end where they began, in two dimensions. */
function closed(outline: z.infer<typeof outlineSchema>): Polygon | MultiPolygon {
  const ring = (positions: Position[]): Position[] => {
    const flat = positions.map(([lng = 0, lat = 0]) => [lng, lat])
    const [first] = flat
    const last = flat.at(-1)
    return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...flat, first] : flat
  }
  return outline.type === 'Polygon'
    ? { type: 'Polygon', coordinates: outline.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: outline.coordinates.map(polygon => polygon.map(ring)) }
}

function regionOf(outline: Polygon | MultiPolygon) {
  const [lng = 0, lat = 0] = pointOnFeature(outline).geometry.coordinates
  return regionAt({ lng, lat })
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
  return text === '' ? undefined : text.slice(0, 200)
}

const issueOf = (error: z.ZodError) =>
  error.issues[0]
    ? `${error.issues[0].path.slice(0, 4).join('.')} ${error.issues[0].message}`.trim()
    : 'unreadable'

export const areasList = command({
  name: 'areas list',
  args: z.object({ region: z.string().optional() }),
  describe: program =>
    void program.summary('list the local areas').option('--region <code>', 'only those of one region'),
  async run({ db, stop }, { region }, out) {
    let count = 0
    for (;;) {
      const page = await listAreas(
        db,
        region === undefined ? null : (regionByCode(region)?.code ?? region),
        count,
      )
      for (const area of page)
        out.line(
          [
            area.id,
            area.name,
            area.parent ?? '-',
            area.region ?? '-',
            `${(area.squareMetres / 1e6).toFixed(2)} km²`,
            counted(area.reports, 'report'),
          ].join('  '),
        )
      count += page.length
      if (page.length === 0 || stop.aborted) break
    }
    out.line(count === 0 ? 'There are no areas yet; "areas import FILE" loads some.' : counted(count, 'area'))
    return DONE
  },
})
