// The desk's work in the OpenAPI document: cases, what is done with them, the table of states and deadlines.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { actNames } from '../domain/case.ts'
import {
  caseActBody,
  mergeBody,
  presenceBody,
  secretBody,
  severalBody,
  severalReportsBody,
  splitBody,
  stageBody,
  undoBody,
} from '../routes/cases.ts'
import { answers } from './answers.ts'

const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: answers.problem } },
})
const body = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } })

const idPath = z.object({ id: z.uuid() })
const whole = z.looseObject({})
const desk = { tags: ['Desk'], security: [{ desk: [] }] }
const signedIn = { 401: problem('Nobody is signed in.'), 403: problem('Not with this role, or not there.') }
const unchanged = {
  ...signedIn,
  404: problem('There is no such case.'),
  409: problem('Another officer was quicker: `officer` and `change` say who and with what.'),
}

const reading = (path: string, summary: string, schema: z.ZodType, told: string): RouteConfig => ({
  ...desk,
  method: 'get',
  path,
  summary,
  responses: { 200: json(schema, told), ...signedIn },
})
const acting = (path: string, summary: string, schema: z.ZodType, told: string): RouteConfig => ({
  ...desk,
  method: 'post',
  path,
  summary,
  request: { body: body(schema) },
  responses: { 200: json(whole, told), ...unchanged },
})

export const workPaths: RouteConfig[] = [
  {
    tags: ['Kentongan'],
    method: 'get',
    path: '/api/reports/{id}/handling',
    summary: 'Who handles a report and until when',
    request: { params: idPath },
    responses: {
      200: json(z.object({ handling: whole.nullable() }), 'null: nobody has taken it up yet.'),
      404: problem('No such report.'),
    },
  },
  reading('/api/desk/cases', 'Cases that stand', z.object({ cases: z.array(whole) }), 'By number.'),
  {
    ...reading('/api/desk/cases/{id}', 'A case with its reports, history and questions', whole, 'The case.'),
    request: { params: idPath },
  },
  // One path each: `{act}` and `{id}` in the same place would be the same path to whoever reads the document.
  ...actNames.map(act =>
    acting(
      `/api/desk/cases/${act}`,
      `What is done with a case: ${act}`,
      caseActBody,
      'The case as it is now.',
    ),
  ),
  acting('/api/desk/cases/merge', 'Join cases', mergeBody, 'The case that holds all of it.'),
  acting('/api/desk/cases/split', 'Split reports or incidents off', splitBody, 'Both cases.'),
  acting('/api/desk/cases/undo', 'Take the last step of a case back', undoBody, 'The case as it is now.'),
  acting('/api/desk/cases/several', 'One act for many', severalBody, 'One result each.'),
  acting('/api/desk/reports/several', 'One decision about many', severalReportsBody, 'One result each.'),
  {
    ...acting('/api/desk/reports/{id}/secret', 'Keep a report secret, or not', secretBody, 'The report.'),
    request: { params: idPath, body: body(secretBody) },
  },
  reading('/api/desk/stages', 'States and deadlines', z.object({ stages: z.array(whole) }), 'In order.'),
  {
    ...desk,
    method: 'put',
    path: '/api/desk/stages/{stage}',
    summary: 'Change a state: hours by level, who is told, what it may follow',
    request: { params: z.object({ stage: z.string() }), body: body(stageBody) },
    responses: { 200: json(whole, 'The whole table.'), ...signedIn },
  },
  {
    ...desk,
    method: 'post',
    path: '/api/desk/presence',
    summary: 'What an officer has open; said again every 20 seconds',
    request: { body: body(presenceBody) },
    responses: { 204: { description: 'Told to all desks.' }, ...signedIn },
  },
]
