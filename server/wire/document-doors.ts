// The OpenAPI document of the doors for city systems and feed readers: Open311 GeoReport v2 and Atom with GeoRSS; and of the client.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { feedQuery } from '../routes/atom.ts'
import { formats, types } from './open311.ts'
import { requestsQuery, servicesQuery } from './open311-asked.ts'
import { problem, text } from './shapes.ts'

const loose = z.looseObject({})
const feeds = { tags: ['Feeds'] }
const open311 = { tags: ['Open311'] }

const feedPaths = (['reports', 'incidents'] as const).map(
  (name): RouteConfig => ({
    ...feeds,
    method: 'get',
    path: `/feeds/${name}.atom`,
    summary: `The latest ${name} as Atom with GeoRSS-Simple (points are latitude, longitude)`,
    request: { query: feedQuery },
    responses: {
      200: { description: 'The feed.', content: { 'application/atom+xml': { schema: text } } },
      304: { description: 'The program holds it already.' },
      400: problem('An unknown filter.'),
    },
  }),
)

/** `xml`: what an answer looks like in XML has no schema here, its elements are named as the JSON's keys are. */
const open311Paths = [...formats, undefined].flatMap((format): RouteConfig[] => {
  const ending = format ? `.${format}` : ''
  const as = format ? format.toUpperCase() : 'XML, or JSON where Accept prefers that'
  const answer = (schema: z.ZodType, description: string) => ({
    description,
    content: Object.fromEntries(
      (format ? [format] : formats).map(each => [types[each], { schema: each === 'json' ? schema : text }]),
    ),
  })
  const errors = z.array(z.object({ code: z.int(), description: text }))
  const wrong = (description: string) => answer(errors, description)
  const get = (
    path: string,
    summary: string,
    query: z.ZodObject,
    schema: z.ZodType,
    params?: z.ZodObject,
  ): RouteConfig => ({
    ...open311,
    method: 'get',
    path: `/open311/v2/${path}${ending}`,
    summary: `${summary}, as ${as}`,
    request: { query, ...(params && { params }) },
    responses: {
      200: answer(schema, 'As the standard says it.'),
      304: { description: 'The program holds it already.' },
      400: wrong('A parameter that is unknown or cannot be read.'),
      404: wrong('There is none, or no such jurisdiction.'),
    },
  })
  const id = z.object({ id: text })
  return [
    get('discovery', 'Where this Open311 server is, and that it is no emergency line', servicesQuery, loose),
    get('services', 'What can be reported', servicesQuery, z.array(loose)),
    get(
      'services/{code}',
      'What is asked with a report',
      servicesQuery,
      loose,
      z.object({ code: text.meta({ example: 'flood' }) }),
    ),
    get('requests', 'Reports, newest first: of 90 days, at most 1,000 a page', requestsQuery, z.array(loose)),
    get('requests/{id}', 'One report by its number or UUID', servicesQuery, z.array(loose), id),
    get('tokens/{id}', 'The number behind a token, which is a UUID', servicesQuery, z.array(loose), id),
    {
      ...open311,
      method: 'post',
      path: `/open311/v2/requests${ending}`,
      summary: `Send a report, answered as ${as}; again within minutes it stays one`,
      request: {
        headers: z.object({ 'Idempotency-Key': text.max(200).optional() }),
        body: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: z
                .looseObject({
                  service_code: text,
                  lat: text.optional(),
                  long: text.optional(),
                  address_string: text.optional(),
                  description: text.optional(),
                  api_key: text.optional(),
                })
                .meta({
                  description: 'Also attribute[code]=value. Who sends it is not kept; media_url is left out.',
                }),
            },
          },
        },
      },
      responses: {
        201: answer(z.array(loose), 'The number of the report.'),
        400: wrong('Something in it cannot be taken.'),
        403: wrong('The key is missing or not valid.'),
        404: wrong('There is no such service or jurisdiction.'),
        429: wrong('Too often; Retry-After says how many seconds to wait.'),
      },
    },
  ]
})

const clientPath: RouteConfig = {
  tags: ['Kentongan'],
  method: 'get',
  path: '/docs/kentongan-client.tgz',
  summary: 'The typed client, for npm install by this address',
  responses: {
    200: {
      description: 'A package as npm packs it.',
      content: { 'application/gzip': { schema: text.meta({ format: 'binary' }) } },
    },
    304: { description: 'The program holds it already.' },
  },
}

export const doorPaths: RouteConfig[] = [...feedPaths, ...open311Paths, clientPath]
