// The OpenAPI document of what stands beside the reports: gauges, infrastructure, official sources.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { gaugeQuery, observationsBody } from '../routes/gauges.ts'
import { answers } from './answers.ts'
import { infrastructurePath, placesQuery } from './requests.ts'
import { json, noOther, own, problem } from './shapes.ts'

const set = z.strictObject({ statusCode: z.literal(200), result: z.looseObject({ type: z.string() }) })
const wrong = { 400: json(answers.badRequest, 'A wrong or unknown parameter.') }
const gaugePath = z.object({
  id: z.string().meta({ description: 'Its id, number, or the name of its import.' }),
})
const incumbent = { tags: ['Reports'] }

export const besidePaths: RouteConfig[] = [
  {
    ...own,
    method: 'get',
    path: '/api/gauges',
    summary: 'Water gauges with what they read last',
    responses: {
      200: json(z.object({ gauges: z.array(z.looseObject({})) }), 'Depths in centimetres.'),
      ...noOther,
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/gauges/{id}',
    summary: 'One gauge with its readings of the last 72 hours',
    request: { params: gaugePath, query: gaugeQuery },
    responses: {
      200: json(z.looseObject({}), 'The gauge as it is now, with its readings.'),
      404: problem('There is none.'),
      400: problem('The moment cannot be read.'),
    },
  },
  {
    ...own,
    method: 'post',
    path: '/api/gauges/{id}/observations',
    security: [{ desk: [] }, { key: [] }],
    summary: 'Tell what a gauge reads',
    request: {
      params: gaugePath,
      body: { required: true, content: { 'application/json': { schema: observationsBody } } },
    },
    responses: {
      201: json(z.looseObject({}), 'The gauge as it is now.'),
      401: problem('Nobody is signed in, and no key is shown.'),
      403: problem('Not with this role or key, or not there.'),
      404: problem('There is no such gauge.'),
      422: problem('A time or depth that cannot be.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/infrastructure',
    summary: 'Pumps, floodgates, shelters, hospitals, basins, sites, waterways in a box',
    request: {
      query: z.object({
        kind: z.string().meta({ example: 'pump,shelter', description: 'One or more, with commas.' }),
        box: z.string().meta({ example: '106.7,-6.4,107,-6.1', description: 'West, south, east, north.' }),
      }),
    },
    responses: {
      200: json(z.looseObject({ type: z.string() }), 'GeoJSON; `more` where not all are told.'),
      400: problem('A kind or box that is none.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/official',
    summary:
      'Earthquakes, weather warnings and disasters as official sources tell them, with the age of each source',
    responses: {
      200: json(
        z.object({ sources: z.array(z.looseObject({})), official: z.array(z.looseObject({})) }),
        'Latest first.',
      ),
      ...noOther,
    },
  },
  {
    ...incumbent,
    method: 'get',
    path: '/floodgauges',
    summary: 'Water gauges that were read in the last 12 hours, with those readings',
    request: { query: placesQuery },
    responses: { 200: json(set, 'The gauges.'), ...wrong },
  },
  {
    ...incumbent,
    method: 'get',
    path: '/floodgauges/{id}',
    summary: 'One water gauge',
    request: { params: gaugePath, query: placesQuery },
    responses: { 200: json(set, 'The gauge.'), ...wrong, 404: json(answers.notFound, 'There is none.') },
  },
  {
    ...incumbent,
    method: 'get',
    path: '/infrastructure/{type}',
    summary: 'Imported infrastructure of one type',
    request: { params: infrastructurePath, query: placesQuery },
    responses: { 200: json(set, 'Name and tags of each.'), ...wrong },
  },
]
