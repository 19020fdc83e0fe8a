// What may be asked for over the incumbent's API. The same schemas check each request and make the OpenAPI document.
import { z } from 'zod'
import { type HazardKey, hazardByDisasterType, hazardKeys, hazardOf } from '../domain/hazards/index.ts'
import { languages } from '../domain/messages/index.ts'
import { type Bounds, cities, cityByCode, regionByCode, regions } from '../domain/regions/index.ts'
import { geoformats } from './petabencana.ts'

/** The incumbent serves the Philippines too: its clients' codes are understood, and nothing lies there. */
const philippines = [
  ...Array.from({ length: 17 }, (_, n) => String(n).padStart(2, '0')),
  '40',
  '41',
  'QC',
  'PG',
]

const adminCodes = [
  ...regions.map(region => region.code),
  ...regions.flatMap(region => region.aliases.filter(alias => alias.startsWith('ID-'))),
  ...cities.map(city => city.code),
  ...philippines.map(code => `PH-${code}`),
]

/** The incumbent's most: 217 days. */
const LONGEST_PERIOD_S = 18_748_800
/** Researchers ask for a whole year, and 2020 had 366 days. */
export const LONGEST_SPAN_DAYS = 366
const DAY = 86_400_000

export const admin = z.enum(adminCodes).optional().meta({
  description:
    'ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it).',
})
const city = admin.meta({ description: 'The same filter under its older name.' })
export const disasterType = z.enum(hazardKeys.map(key => hazardOf(key).wire.disasterType))
const disaster = disasterType.optional().meta({ description: 'Only this kind of disaster.' })
export const geoformat = z.enum(geoformats).default('topojson')
const training = z
  .enum(['true', 'false'])
  .default('false')
  .meta({ description: 'true: the reports of drills, which never stand among real ones.' })

const timeperiod = z.coerce.number().int().min(1).max(LONGEST_PERIOD_S).optional().meta({
  description:
    'Seconds to look back. Without it each hazard has its own window: flood 3 h, earthquake, volcano and landslide 12 h, wind 2 h, haze and fire 6 h.',
})

const FORM = 'must be a string with one of the following formats [YYYY-MM-DDTHH:mm:ssZ]'
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?)(?:Z|([+\- ])(\d{2}):?(\d{2}))$/

/** `+0700`, `+07:00` or `Z`; a plus sign that a query turned into a blank is still one. */
function readInstant(text: string): Date | undefined {
  const [, day, time, sign, hours = '00', minutes = '00'] = INSTANT.exec(text) ?? []
  if (!day || !time || !isDay(day) || Number(hours) > 14 || Number(minutes) > 59) return undefined
  return new Date(`${day}T${time}${sign === '-' ? '-' : '+'}${hours}:${minutes}`)
}

/** Date.parse takes 31 February for 2 March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
}

const instant = z.string().transform((text, context) => {
  const time = readInstant(text)
  if (time) return time
  context.addIssue({ code: 'custom', message: FORM })
  return z.NEVER
})
const start = instant.meta({
  example: '2020-02-24T00:00:00+0700',
  description: 'Zone as +0700, +07:00 or Z.',
})
const end = instant.meta({
  example: '2020-02-26T00:00:00+0700',
  description: `At most ${LONGEST_SPAN_DAYS} days after start.`,
})

const inOrder: z.core.CheckFn<{ start: Date; end: Date }> = ({ value, issues }) => {
  const length = value.end.getTime() - value.start.getTime()
  const complain = (message: string) => issues.push({ code: 'custom', path: ['end'], message, input: value })
  if (length < 0) complain(`must be larger than or equal to "${value.start.toISOString()}"`)
  if (length > LONGEST_SPAN_DAYS * DAY) complain(`must be at most ${LONGEST_SPAN_DAYS} days after "start"`)
}

/** Where it may be CAP, too. */
const orCap = z.enum([...geoformats, 'cap']).default('topojson')
export const listQuery = z.strictObject({
  admin,
  city,
  timeperiod,
  disaster,
  geoformat: orCap.meta({
    description:
      'cap: an Atom feed whose entries carry the newest reports, at most 1,000, as CAP 1.2 messages.',
  }),
  training,
})
export const archiveQuery = z
  .strictObject({ start, end, admin, city, disaster, geoformat, training })
  .check(inOrder)
export const timeSeriesQuery = z.strictObject({ start, end, admin, city, disaster, training }).check(inOrder)
export const oneQuery = z.strictObject({ geoformat, format: z.enum(['json']).default('json'), training })
const minimumState = z.coerce
  .number()
  .int()
  .min(1)
  .max(4)
  .optional()
  .meta({ description: 'Only areas with this state or a worse one; without it all areas, null where dry.' })
const parent = z.string().max(200).optional().meta({ description: 'Only areas that are part of this.' })
export const floodsQuery = z.strictObject({
  admin,
  city,
  minimum_state: minimumState,
  parent,
  geoformat: orCap.meta({
    description:
      'cap: an Atom feed whose entries carry the flooded areas as CAP 1.2 messages. Of /floods alone.',
  }),
  format: z.enum(['json']).default('json'),
})
export const floodsArchiveQuery = z.strictObject({ start, end, admin, city, geoformat }).check(inOrder)
export const floodsTimeSeriesQuery = z.strictObject({ start, end, admin, city }).check(inOrder)
export const floodStatePath = z.object({ localAreaId: z.string() })
export const floodStateQuery = z.strictObject({
  username: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Whom the agency names; kept in the history.' }),
})
export const floodStateBody = z.strictObject({
  state: z.literal([1, 2, 3, 4]),
})

export const placesQuery = z.strictObject({
  admin,
  city,
  geoformat,
  format: z.enum(['json']).default('json'),
})
/** The incumbent's types, and what they are here. Its clients know the first five. */
export const infrastructureTypes = {
  basins: 'basin',
  floodgates: 'floodgate',
  pumps: 'pump',
  sites: 'site',
  waterways: 'waterway',
  shelters: 'shelter',
  hospitals: 'hospital',
} as const
export const infrastructurePath = z.object({
  type: z
    .enum(Object.keys(infrastructureTypes) as [keyof typeof infrastructureTypes])
    .meta({ example: 'pumps' }),
})
export const numberPath = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })
export const pointsBody = z.strictObject({ points: z.literal([1, -1]).meta({ enum: [1, -1] }) })
export const flagBody = z.strictObject({ flag: z.boolean() })

export const cardPath = z.object({ id: z.uuid() })
export const newCardBody = z.strictObject({
  username: z.string().min(1).max(200),
  network: z.string().min(1).max(50),
  language: z.enum(languages),
  network_data: z.record(z.string(), z.unknown()).optional(),
})
export const cardReportBody = z.strictObject({
  disaster_type: disasterType,
  card_data: z.looseObject({ report_type: z.string().max(50) }).meta({
    description: 'What was seen, as in report_data of a report.',
    example: { report_type: 'flood', flood_depth: 50 },
  }),
  text: z.string().max(4_000).nullish(),
  image_url: z
    .string()
    .max(500)
    .nullish()
    .meta({ description: 'Given when the photo was put at the signedRequest before.' }),
  created_at: z
    .string()
    .refine(text => !Number.isNaN(Date.parse(text)), 'must be a valid ISO 8601 date')
    .meta({ format: 'date-time', example: '2026-01-15T07:30:00.000Z' }),
  location: z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }),
  sub_submission: z.boolean().default(false).meta({
    description:
      'The second report of an earthquake’s card: the road after the building, or the other way round.',
  }),
  partnerCode: z.string().max(50).nullish(),
  is_training: z.boolean().default(false),
})
export const cardPhotoBody = z.strictObject({ image_url: z.string().min(1).max(500) })

/** Which reports a query means. */
export type Filter = {
  /** Codes of one region, as they may stand in a report's tags. */
  codes: string[] | null
  box: Bounds | null
  hazard: HazardKey | null
  drill: boolean
}

type Asked = { admin?: string; city?: string; disaster?: string; training: 'true' | 'false' }

export function filterOf({ admin, city, disaster, training }: Asked): Filter {
  const code = admin ?? city
  const asCity = code === undefined ? undefined : cityByCode(code)
  const region = code === undefined ? undefined : regionByCode(code)
  return {
    codes: code === undefined || asCity ? null : region ? [region.code, ...region.aliases] : [code],
    box: asCity?.bounds ?? null,
    hazard: (disaster === undefined ? undefined : hazardByDisasterType(disaster)) ?? null,
    drill: training === 'true',
  }
}
