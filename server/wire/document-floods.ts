// The OpenAPI document of flooded areas: the incumbent's Floods API and our own.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { areaStateBody, floodedQuery } from '../routes/areas.ts'
import { answers } from './answers.ts'
import {
  floodStateBody,
  floodStatePath,
  floodStateQuery,
  floodsArchiveQuery,
  floodsQuery,
  floodsTimeSeriesQuery,
} from './requests.ts'
import { oneOf } from './shapes.ts'

const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: answers.problem } },
})
const list = (of: z.ZodType) => z.strictObject({ statusCode: z.literal(200), result: z.array(of) })
const text = z.string()
const state = oneOf([1, 2, 3, 4])
const time = z.iso.datetime({ precision: 3 })
const names = {
  area_id: text,
  geom_id: text,
  area_name: text,
  parent_name: text.nullable(),
  city_name: text.nullable(),
}
const wrong = { 400: json(answers.badRequest, 'A wrong or unknown parameter.') }
const told = z.strictObject({
  localAreaId: z.union([z.int(), text]),
  state: state.nullable(),
  updated: z.literal(true),
})
const denied = z.object({ statusCode: z.int(), error: text, message: text })
const setting = {
  401: json(denied, 'No valid token.'),
  403: json(denied, 'The area is not of this agency.'),
  404: json(answers.notFound, 'There is no such area.'),
}
const incumbent = { tags: ['Floods'] }
const own = { tags: ['Kentongan'] }
const areaPath = z.object({ id: text })
const anArea = z.looseObject({ id: text, name: text, state: state.nullable() })

export const floodPaths: RouteConfig[] = [
  {
    ...incumbent,
    method: 'get',
    path: '/floods',
    summary: 'Local areas with their flood states, as polygons',
    request: { query: floodsQuery },
    responses: {
      200: {
        description:
          'All areas, or with minimum_state the flooded ones. 1 unknown, use caution; 2 up to 70 cm; 3 up to 150 cm; 4 over 150 cm. As CAP the flooded ones alone.',
        content: {
          'application/json': {
            schema: z.strictObject({ statusCode: z.literal(200), result: z.looseObject({ type: text }) }),
          },
          'application/atom+xml': { schema: text },
        },
      },
      ...wrong,
    },
  },
  {
    ...incumbent,
    method: 'get',
    path: '/floods/states',
    summary: 'States of flooded areas without geometry',
    request: { query: floodsQuery },
    responses: {
      200: json(list(z.strictObject({ area_id: text, state, last_updated: time })), 'Flooded areas.'),
      ...wrong,
    },
  },
  {
    ...incumbent,
    method: 'get',
    path: '/floods/places',
    summary: 'The local areas',
    request: { query: floodsQuery },
    responses: { 200: json(list(z.strictObject(names)), 'Their names.'), ...wrong },
  },
  {
    ...incumbent,
    method: 'get',
    path: '/floods/archive',
    summary: 'The worst state of each area in a span',
    request: { query: floodsArchiveQuery },
    responses: {
      200: json(list(z.strictObject({ area_id: text, last_updated: time, max_state: state })), 'By area.'),
      ...wrong,
    },
  },
  {
    ...incumbent,
    method: 'get',
    path: '/floods/timeseries',
    summary: 'How many areas were flooded in each hour of a span',
    request: { query: floodsTimeSeriesQuery },
    responses: { 200: json(answers.timeSeries, 'Every hour of the span.'), ...wrong },
  },
  {
    ...incumbent,
    method: 'put',
    path: '/floods/{localAreaId}',
    security: [{ desk: [] }],
    summary: 'Set the state of an area',
    request: {
      params: floodStatePath,
      query: floodStateQuery,
      body: { required: true, content: { 'application/json': { schema: floodStateBody } } },
    },
    responses: { 200: json(told, 'It is set.'), ...wrong, ...setting },
  },
  {
    ...incumbent,
    method: 'delete',
    path: '/floods/{localAreaId}',
    security: [{ desk: [] }],
    summary: 'Clear the state of an area',
    request: { params: floodStatePath, query: floodStateQuery },
    responses: { 200: json(told, 'It is cleared.'), ...wrong, ...setting },
  },
  {
    ...own,
    method: 'get',
    path: '/api/areas/flooded',
    summary: 'Flooded areas as GeoJSON',
    request: { query: floodedQuery },
    responses: {
      400: problem('A time that cannot be read.'),
      200: json(z.looseObject({ type: text, features: z.array(z.looseObject({})) }), 'Those with a state.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/desk/areas',
    security: [{ desk: [] }],
    summary: 'Areas with a state or a suggested one, or found by name',
    request: { query: z.object({ words: text.max(100).optional() }) },
    responses: {
      200: json(z.object({ areas: z.array(anArea) }), 'The areas.'),
      401: problem('Nobody is signed in.'),
    },
  },
  {
    ...own,
    method: 'get',
    path: '/api/desk/areas/{id}',
    security: [{ desk: [] }],
    summary: 'One area with its suggestion and its history',
    request: { params: areaPath },
    responses: {
      200: json(anArea, 'The area.'),
      401: problem('Nobody is signed in.'),
      404: problem('There is none.'),
    },
  },
  {
    ...own,
    method: 'put',
    path: '/api/desk/areas/{id}/state',
    security: [{ desk: [] }],
    summary: 'Set or clear the state of an area',
    request: {
      params: areaPath,
      body: { required: true, content: { 'application/json': { schema: areaStateBody } } },
    },
    responses: {
      200: json(anArea, 'The area as it is now.'),
      401: problem('Nobody is signed in.'),
      403: problem('The area is not of this officer.'),
      404: problem('There is none.'),
      409: problem('Another officer was faster.'),
    },
  },
]
