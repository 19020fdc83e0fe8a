// The incumbent's shapes (petabencana.id): a report as its clients know it, and sets of reports as GeoJSON or TopoJSON.
// Sets are written piece by piece, so that a year of reports streams through flat memory and a live one is written once.

import { hazardOf } from '../domain/hazards/index.ts'
import { type Audience, shownTo } from '../domain/privacy.ts'
import type { Report } from '../domain/report.ts'

export const geoformats = ['geojson', 'topojson'] as const
export type Geoformat = (typeof geoformats)[number]

export type WireProperties = ReturnType<typeof wireProperties>

/** By the region where a report lies; a researcher may have an agreement for some. */
type AudienceAt = (region: Report['region']) => Audience
const toAll: AudienceAt = () => 'public'

/** What anybody may see of a report, in the incumbent's words. */
export const wireProperties = (report: Report, publicUrl: string) =>
  propertiesOf(shownTo('public', report), publicUrl)

function propertiesOf(report: Report, publicUrl: string) {
  return {
    pkey: String(report.number),
    created_at: report.at,
    source: report.source,
    // The incumbent's word for a report that was taken in; it shows its own bots' reports without another check.
    status: 'confirmed',
    url: null,
    image_url: report.photos[0] ? `${publicUrl}/photos/${report.photos[0]}` : null,
    disaster_type: hazardOf(report.hazard).wire.disasterType,
    report_data: reportData(report),
    tags: {
      district_id: report.tags?.district_id ?? null,
      local_area_id: report.tags ? report.tags.local_area_id : report.area,
      instance_region_code: report.tags ? report.tags.instance_region_code : report.region,
      region_code: report.tags?.region_code === undefined ? report.region : report.tags.region_code,
    },
    title: report.title,
    text: report.words,
    partner_code: report.partner,
    partner_icon: null,
  }
}

/** What the hazard says of the answers, and what readers added. */
function reportData({ hazard, answers, points, flag }: Report): Record<string, unknown> | null {
  const said = hazardOf(hazard).wire.toReportData(answers)
  if (said === null && points === null && flag === null) return null
  return { ...said, ...(points !== null && { points }), ...(flag !== null && { flag }) }
}

/** Ten decimals are the incumbent's most, far below a millimetre. */
const rounded = (degrees: number) => Number(degrees.toFixed(10))

/** One report as text, without what stands around the set. */
export function writePiece(
  whole: Report,
  geoformat: Geoformat,
  publicUrl: string,
  audienceAt: AudienceAt = toAll,
): string {
  return pieceOf(shownTo(audienceAt(whole.region), whole), geoformat, publicUrl)
}

/** `report`: as it is shown. */
function pieceOf(report: Report, geoformat: Geoformat, publicUrl: string): string {
  const properties = propertiesOf(report, publicUrl)
  const point = { type: 'Point', coordinates: [rounded(report.place.lng), rounded(report.place.lat)] }
  return JSON.stringify(
    geoformat === 'geojson' ? { type: 'Feature', geometry: point, properties } : { ...point, properties },
  )
}

const OPEN = {
  geojson: '{"statusCode":200,"result":{"type":"FeatureCollection","features":[',
  topojson:
    '{"statusCode":200,"result":{"type":"Topology","objects":{"output":{"type":"GeometryCollection","geometries":[',
}

/** West, south, east, north; endless where there is nothing yet. */
type Bounds = [number, number, number, number]
const nowhere = (): Bounds => [
  Number.POSITIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
]

/** `reports`: as they are shown. */
function widen(bounds: Bounds, reports: Report[]): void {
  for (const { place } of reports) {
    bounds[0] = Math.min(bounds[0], place.lng)
    bounds[1] = Math.min(bounds[1], place.lat)
    bounds[2] = Math.max(bounds[2], place.lng)
    bounds[3] = Math.max(bounds[3], place.lat)
  }
}

const allShown = (reports: Report[], audienceAt: AudienceAt) =>
  reports.map(report => shownTo(audienceAt(report.region), report))

/** Points share no arcs, so that a topology of them is its geometries and their bounds. JSON writes what is endless as null. */
function close(geoformat: Geoformat, bounds: Bounds): string {
  return geoformat === 'geojson' ? ']}}' : `]}},"arcs":[],"bbox":${JSON.stringify(bounds.map(rounded))}}}`
}

/** The whole answer at once. `piece` may remember what it wrote. */
export function writeSet(
  reports: Report[],
  geoformat: Geoformat,
  piece: (report: Report) => string,
  audienceAt: AudienceAt = toAll,
): string {
  const bounds = nowhere()
  // Only a topology says them.
  if (geoformat === 'topojson') widen(bounds, allShown(reports, audienceAt))
  return OPEN[geoformat] + reports.map(piece).join(',') + close(geoformat, bounds)
}

/** The same answer in parts, a page of reports each. */
export async function* streamSet(
  pages: AsyncIterable<Report[]>,
  geoformat: Geoformat,
  publicUrl: string,
  audienceAt: AudienceAt,
): AsyncGenerator<string> {
  const bounds = nowhere()
  let before = OPEN[geoformat]
  for await (const page of pages) {
    if (page.length === 0) continue
    const shown = allShown(page, audienceAt)
    widen(bounds, shown)
    yield before + shown.map(report => pieceOf(report, geoformat, publicUrl)).join(',')
    before = ','
  }
  yield (before === ',' ? '' : before) + close(geoformat, bounds)
}
