// A report as a flat row, for programs that know tables: CSV, OGC features, map tiles, FlatGeobuf. One table says what each column is called,
// what it holds, its HXL tag and its line in the data dictionary. The point stands beside it as the geometry.
import { hazardKeys, hazardOf } from './hazards/index.ts'
import { type Audience, shownTo } from './privacy.ts'
import type { Report } from './report.ts'

type Kind = 'text' | 'integer' | 'boolean' | 'time'
export type Value = string | number | boolean | null
type Shown = { report: Report; incident: string | null; publicUrl: string }

export type Column = {
  name: string
  kind: Kind
  hxl: string
  /** One sentence for the data dictionary and the API's document. */
  about: string
  of: (shown: Shown) => Value
}

/** Rows are stable: new columns are added at the end, none is renamed. */
export const columns = [
  column(
    'id',
    'text',
    '#meta+id',
    'The report’s own id, a UUID; later reports have greater ones.',
    r => r.id,
  ),
  column(
    'number',
    'integer',
    '#meta+id+number',
    'The number that people and PetaBencana’s API (`pkey`) call it by.',
    r => r.number,
  ),
  column('hazard', 'text', '#crisis+type', `What was seen: ${hazardKeys.join(', ')}.`, r => r.hazard),
  column(
    'level',
    'integer',
    '#severity+level',
    'How bad: 0 unknown, 1 minor, 2 moderate, 3 severe.',
    r => r.level,
  ),
  column('state', 'text', '#status', 'unverified, verified (by an officer) or resolved.', r => r.state),
  column('at', 'time', '#date+occurred', 'When it was seen, UTC.', r => r.at),
  column('received_at', 'time', '#date+reported', 'When it reached the platform, UTC.', r => r.receivedAt),
  column('expires_at', 'time', '#date+end', 'When it leaves or left the live map, UTC.', r => r.expiresAt),
  column('depth_cm', 'integer', '#indicator+depth+cm', 'Depth of the water in centimetres, for floods.', r =>
    measured(r),
  ),
  column(
    'answers',
    'text',
    '#meta+answers',
    'What was answered, as JSON: its keys are told by the hazard.',
    r => JSON.stringify(r.answers),
  ),
  column(
    'words',
    'text',
    '#description',
    'What the citizen wrote, without telephone numbers and addresses of mail.',
    r => r.words,
  ),
  column(
    'title',
    'text',
    '#description+title',
    'The title that a feed gave; empty for our own reports.',
    r => r.title,
  ),
  column(
    'region',
    'text',
    '#adm1+code',
    'ISO 3166-2 code of the province.',
    r => r.tags?.instance_region_code ?? r.region,
  ),
  column('area', 'text', '#adm4+code', 'Id of the local area that covers the place.', r => r.area),
  column(
    'placed_by',
    'text',
    '#geo+method',
    'How the place was given: location, pin, name or feed.',
    r => r.placedBy,
  ),
  column(
    'exactness_m',
    'integer',
    '#geo+precision+m',
    'About how far off the point may be, in metres; a home is told to about 100, a secret report to about 1,000.',
    r => r.exactness,
  ),
  column(
    'photos',
    'text',
    '#meta+url+photos',
    'Addresses of the photos, with spaces in between.',
    (r, { publicUrl }) => r.photos.map(name => `${publicUrl}/photos/${name}`).join(' '),
  ),
  column(
    'source',
    'text',
    '#meta+source',
    'grasp for the platform’s own channels, else the feed’s name.',
    r => r.source,
  ),
  column('partner', 'text', '#org+code', 'Code of the partner who brought it.', r => r.partner),
  column(
    'about',
    'text',
    '#meta+about',
    'Id of the report that this one confirms or goes on from.',
    r => r.about,
  ),
  column(
    'incident',
    'text',
    '#event+id',
    'Id of the incident that it belongs to.',
    (_, { incident }) => incident,
  ),
] as const satisfies readonly Column[]

type ColumnName = (typeof columns)[number]['name']
/** Everything that an audience may see of a report, but for its point. */
export type Row = Record<ColumnName, Value>

export function rowOf(
  report: Report,
  incident: string | null,
  audience: Audience,
  publicUrl: string,
): { row: Row; point: Point } {
  const { values, point } = valuesOf(report, incident, audience, publicUrl)
  return { row: Object.fromEntries(columns.map(({ name }, index) => [name, values[index]])) as Row, point }
}

type Point = [lng: number, lat: number]

/** The same in the order of the columns, for who writes a million of them. */
export function valuesOf(
  report: Report,
  incident: string | null,
  audience: Audience,
  publicUrl: string,
): { values: Value[]; point: Point } {
  const shown = { report: shownTo(audience, report), incident, publicUrl }
  const { lng, lat } = shown.report.place
  return { values: columns.map(({ of }) => of(shown)), point: [lng, lat] }
}

function column<Name extends string>(
  name: Name,
  kind: Kind,
  hxl: string,
  about: string,
  of: (report: Report, shown: Shown) => Value,
) {
  return { name, kind, hxl, about, of: (shown: Shown) => of(shown.report, shown) }
}

/** Whole centimetres, in each format alike. */
function measured({ hazard, answers }: Report): number | null {
  const depth = hazardOf(hazard).measure?.(answers)
  return depth === undefined ? null : Math.round(depth)
}
