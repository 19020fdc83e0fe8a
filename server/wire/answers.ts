// What the incumbent's API and our own answer, as schemas: the OpenAPI document shows them, and the tests hold real answers to them.
import { z } from 'zod'
import { refusalCodes } from '../domain/refusal.ts'
import { disasterType } from './requests.ts'

const text = z.string()
const count = z.string().regex(/^-?\d+$/)
const point = z.strictObject({ type: z.literal('Point'), coordinates: z.array(z.number()).length(2) })

const wireProperties = z
  .strictObject({
    pkey: count,
    created_at: z.iso.datetime({ precision: 3 }),
    source: text.meta({ description: 'grasp for our own channels, else the feed’s name.' }),
    status: z.literal('confirmed'),
    url: text.nullable(),
    image_url: text.nullable(),
    disaster_type: disasterType,
    report_data: z.record(text, z.unknown()).nullable(),
    tags: z.strictObject({
      district_id: text.nullable(),
      local_area_id: text.nullable(),
      instance_region_code: text.nullable(),
      region_code: text.nullable(),
    }),
    title: text.nullable(),
    text,
    partner_code: text.nullable(),
    partner_icon: text.nullable(),
  })
  .meta({ id: 'ReportProperties' })

const collection = z.strictObject({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.strictObject({ type: z.literal('Feature'), geometry: point, properties: wireProperties }),
  ),
})
const topology = z.strictObject({
  type: z.literal('Topology'),
  objects: z.strictObject({
    output: z.strictObject({
      type: z.literal('GeometryCollection'),
      geometries: z.array(point.extend({ properties: wireProperties })),
    }),
  }),
  arcs: z.array(z.unknown()),
  bbox: z.array(z.number().nullable()).length(4),
})
const ok = z.literal(200)
const card = { cardId: z.uuid() }

/** What is answered, by name; the tests hold real answers against them. */
export const answers = {
  reports: z
    .strictObject({ statusCode: ok, result: z.union([collection, topology]) })
    .meta({ id: 'Reports' }),
  timeSeries: z
    .strictObject({ statusCode: ok, result: z.array(z.strictObject({ ts: z.iso.datetime(), count })) })
    .meta({ id: 'TimeSeries' }),
  points: z.strictObject({ statusCode: ok, id: z.int(), points: count }).meta({ id: 'Points' }),
  flag: z.strictObject({ statusCode: ok, id: z.int(), flag: z.enum(['true', 'false']) }).meta({ id: 'Flag' }),
  newCard: z.strictObject({ ...card, created: z.literal(true) }).meta({ id: 'NewCard' }),
  card: z
    .strictObject({
      statusCode: ok,
      result: z.strictObject({
        card_id: z.uuid(),
        network: text,
        language: text,
        received: z.boolean(),
        report: wireProperties.nullable(),
        sub_report: wireProperties.nullable().optional(),
      }),
    })
    .meta({ id: 'Card' }),
  cardUsed: z
    .strictObject({ statusCode: ok, ...card, created: z.literal(true) })
    .meta({ id: 'CardReceived' }),
  cardUpdated: z
    .strictObject({ statusCode: ok, ...card, updated: z.literal(true) })
    .meta({ id: 'CardUpdated' }),
  images: z.strictObject({ signedRequest: z.url(), url: z.url() }).meta({ id: 'ImageAddress' }),
  brought: z.object({ created: z.boolean(), message: text.optional() }).meta({
    id: 'Brought',
    description: 'With the id that was given; created: false when it had come before.',
  }),
  cities: z.strictObject({ statusCode: ok, result: z.looseObject({ type: text }) }).meta({ id: 'Cities' }),
  cityBounds: z
    .strictObject({
      statusCode: ok,
      result: z.strictObject({ pointInCity: z.boolean(), cityName: text.nullable() }),
    })
    .meta({ id: 'CityBounds' }),
  badRequest: z
    .object({
      statusCode: z.literal(400),
      error: z.literal('Bad Request'),
      message: text.meta({ example: 'child "end" fails because ["end" is required]' }),
      validation: z.strictObject({
        source: z.enum(['query', 'params', 'body', 'headers']),
        keys: z.array(text),
      }),
    })
    .meta({ id: 'BadRequest' }),
  notFound: z
    .strictObject({ statusCode: z.literal(404), found: z.literal(false), result: z.null() })
    .meta({ id: 'NotFound' }),
  told: z.object({ statusCode: z.int(), message: text }).meta({ id: 'Message' }),
  problem: z
    .looseObject({ type: text, title: text, status: z.int(), code: z.enum(refusalCodes), detail: text })
    .meta({ id: 'Problem', description: 'RFC 9457, in the language that was asked for.' }),
}
