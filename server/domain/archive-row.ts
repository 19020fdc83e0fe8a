// One row of an archive in the incumbent's format: the draft that it is, its number and its key, or why it is odd.
import { z } from 'zod'
import { hazardByDisasterType, hazardOf } from './hazards/index.ts'
import { clean, type Draft, type Report, type Tags, titleOf } from './report.ts'

export type ArchiveRow = {
  /** Tells one report from another: the archive's number, or for rows without one all of their content. */
  key: string
  number: number | null
  /** When it was made, ms since 1970. */
  time: number
  draft: Draft
  /** What the row says that a report has no place for. */
  lost: string[]
}

export type OddRow = { odd: string; pkey: string | null }

/** Up to ten digits: what the incumbent numbers with, and what leaves room above for our own numbers. */
const PKEY = /^[1-9]\d{0,9}$/

const text = z.string().nullish()
const code = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform(value => value ?? null)

const featureSchema = z.object({
  type: z.literal('Feature'),
  geometry: z.object({
    type: z.literal('Point'),
    coordinates: z.tuple([z.number(), z.number()]).rest(z.number()),
  }),
  properties: z.looseObject({
    pkey: z.union([z.string(), z.number().transform(String)]).nullish(),
    created_at: z.string(),
    source: text,
    disaster_type: text,
    report_data: z.record(z.string(), z.unknown()).nullish(),
    tags: z
      .object({
        district_id: code,
        local_area_id: code,
        instance_region_code: code,
        region_code: code.optional(),
      })
      .nullish(),
    title: text,
    text,
    partner_code: text,
    image_url: text,
  }),
})

export function readArchiveRow(feature: unknown): ArchiveRow | OddRow {
  const parsed = featureSchema.safeParse(feature)
  const pkey = pkeyOf(feature)
  const odd = (why: string): OddRow => ({ odd: why, pkey })
  if (!parsed.success) return odd(firstIssue(parsed.error))
  const { geometry, properties } = parsed.data
  const time = Date.parse(inUtc(properties.created_at))
  if (Number.isNaN(time)) return odd(`created_at is ${shown(properties.created_at)}, which is no time`)
  if (properties.pkey != null && !PKEY.test(properties.pkey))
    return odd(`pkey is ${shown(properties.pkey)}, not a number of at most ten digits`)
  // The first generation knew floods only and did not say so.
  const hazard = hazardByDisasterType(properties.disaster_type ?? 'flood')
  if (!hazard)
    return odd(`disaster_type is ${shown(properties.disaster_type)}, which Kentongan does not know`)
  const { points, flag, ...data } = properties.report_data ?? {}
  const answers = withoutGaps(hazardOf(hazard).wire.fromReportData(data))
  const [lng, lat] = geometry.coordinates
  return {
    key: properties.pkey == null ? canonical({ geometry, properties }) : properties.pkey,
    number: properties.pkey == null ? null : Number(properties.pkey),
    time,
    draft: {
      hazard,
      answers,
      place: { lng, lat },
      at: new Date(time),
      words: properties.text ?? '',
      title: properties.title ?? null,
      source: properties.source ?? 'grasp',
      partner: properties.partner_code ?? null,
      tags: properties.tags ? tagsOf(properties.tags) : null,
      points: isPoints(points) ? points : null,
      flag: typeof flag === 'boolean' ? flag : null,
    },
    lost: [
      ...lostData(data, hazardOf(hazard).wire.toReportData(answers as Report['answers'])),
      ...(points == null || isPoints(points) ? [] : ['points']),
      ...(flag == null || typeof flag === 'boolean' ? [] : ['flag']),
      ...(properties.image_url ? ['image_url'] : []),
    ],
  }
}

/** What differs between a row and the report that is stored under its key; undefined when they say the same. */
export function differenceOf({ draft }: ArchiveRow, report: Report): string | undefined {
  const said: Record<string, [given: unknown, stored: unknown]> = {
    disaster_type: [draft.hazard, report.hazard],
    report_data: [draft.answers, withoutGaps(report.answers)],
    created_at: [new Date(draft.at as Date).toISOString(), report.at],
    text: [clean(draft.words, true), report.words],
    title: [titleOf(draft.title, true), report.title],
    source: [draft.source, report.source],
    partner_code: [draft.partner, report.partner],
    tags: [draft.tags, report.tags],
    // In any order: swapped ones are put right where a report is accepted.
    coordinates: [bothOf(draft.place as Report['place']), bothOf(report.place)],
  }
  // Readers' thumbs may have changed the stored ones since.
  if (report.version === 1) {
    said.points = [draft.points, report.points]
    said.flag = [draft.flag, report.flag]
  }
  return Object.entries(said).find(([, [given, stored]]) => canonical(given) !== canonical(stored))?.[0]
}

/** The same text for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
    .join(',')}}`
}

function tagsOf({ region_code, ...tags }: Tags): Tags {
  return region_code === undefined ? tags : { ...tags, region_code }
}

function lostData(data: Record<string, unknown>, kept: Record<string, unknown> | null): string[] {
  const said = Object.entries(data).filter(([key, value]) => value !== null && key !== 'report_type')
  const lost = said.filter(([key, value]) => canonical(value) !== canonical(kept?.[key])).map(([key]) => key)
  const type = data.report_type
  return type != null && said.length > 0 && type !== kept?.report_type ? ['report_type', ...lost] : lost
}

const isPoints = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31

const bothOf = ({ lng, lat }: Report['place']) => [lng, lat].sort((a, b) => a - b)

const withoutGaps = (answers: object) =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value != null))

/** The archive's times are in UTC, and say so in more than one way or not at all. */
function inUtc(time: string): string {
  const spelt = time.trim().replace(/^(\d{4}-\d\d-\d\d) /, '$1T')
  if (/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(spelt)) return `${spelt}Z`
  return spelt.replace(/([+-]\d\d)$/, '$1:00')
}

function pkeyOf(feature: unknown): string | null {
  const found = z
    .object({ properties: z.object({ pkey: z.union([z.string(), z.number()]) }) })
    .safeParse(feature)
  return found.success ? shown(found.data.properties.pkey) : null
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue || issue.path.length === 0) return 'this is no GeoJSON feature'
  return `${issue.path.join('.')}: ${issue.message}`
}

const shown = (value: unknown) => String(value).slice(0, 40)
