// The OpenAPI document of what belongs to whoever sent a report: the private link, photos in pieces, and the address of a card's photo.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { answerBody, editBody, stillBody } from '../routes/mine.ts'
import { body, held, json, own, problem, text } from './shapes.ts'

const whole = z.looseObject({})
const mine = json(
  z.object({
    report: whole,
    story: z.array(whole),
    incident: whole.nullable(),
    may: z.record(text, z.boolean()),
    next: text.nullable(),
    questions: z.array(whole),
    handling: whole.nullable(),
  }),
  'The report as its sender sees it, what became of it, and what may be done with it.',
)
const unknown = { 404: problem('Nobody’s private link.') }
const closed = { 409: problem('Officers have decided, or it was taken back.') }
const unfit = { 422: problem('It cannot be taken; code says why.') }
const token = z.object({ token: text.meta({ description: 'The last part of the private link.' }) })
const photoFile = {
  required: true,
  content: { 'image/*': { schema: text.meta({ format: 'binary' }) } },
}
const photoRefused = {
  413: problem('Larger than 15 MB.'),
  415: problem('Neither JPEG, PNG, WebP, GIF nor HEIC.'),
}

const sizes = [
  ['/photos/small/{name}', 'small for lists'],
  ['/photos/full/{name}', 'as large as it is kept'],
  ['/photos/{name}', 'as large as it is kept, at the incumbent’s address'],
] as const

const doing = (path: string, summary: string, taken?: z.ZodType): RouteConfig => ({
  ...own,
  method: 'post',
  path: `/api/mine/{token}/${path}`,
  summary,
  request: { params: token, ...(taken && { body: body(taken) }) },
  responses: { 200: mine, ...unknown, ...closed, ...unfit },
})

/** tus 1.0 (tus.io): what has arrived stays over a cut. */
const tus = z.object({ 'Tus-Resumable': z.enum(['1.0.0']) })
const told = (description: string) => ({ description, content: { 'text/plain': { schema: text } } })

export const minePaths: RouteConfig[] = [
  {
    ...own,
    method: 'get',
    path: '/api/mine/{token}',
    summary: 'The own report, by its private link',
    request: { params: token },
    responses: { 200: mine, ...unknown },
  },
  {
    ...own,
    method: 'patch',
    path: '/api/mine/{token}',
    summary: 'Change answers or words of the own report',
    request: { params: token, body: body(editBody) },
    responses: { 200: mine, ...unknown, ...closed, ...unfit },
  },
  {
    ...own,
    method: 'put',
    path: '/api/mine/{token}/photo',
    summary: 'Give the own report a photo, up to four',
    request: { params: token, body: photoFile },
    responses: { 200: mine, ...unknown, ...closed, ...photoRefused, ...unfit },
  },
  doing('withdraw', 'Take the own report back'),
  doing('restore', 'Bring a report back that was taken back'),
  doing('still', 'Say how it is there now', stillBody),
  doing('answer', 'Answer what an officer has asked', answerBody),
  {
    ...own,
    method: 'post',
    path: '/api/uploads',
    summary: 'Begin a photo that comes in pieces (tus 1.0)',
    description:
      'Upload-Metadata names `report` (its id) and `slot` (1 to 4); the Idempotency-Key is the one that the report was sent with.',
    request: {
      headers: tus.extend({ 'Idempotency-Key': text, 'Upload-Length': text, 'Upload-Metadata': text }),
    },
    responses: {
      201: { description: 'Location is where the pieces go.' },
      404: told('No such report was sent with this key.'),
      409: told('The photo stands already.'),
      413: told('Larger than 15 MB.'),
    },
  },
  {
    ...own,
    method: 'patch',
    path: '/api/uploads/{id}',
    summary: 'The next piece of a photo (tus 1.0)',
    request: {
      params: z.object({ id: text }),
      headers: tus.extend({ 'Upload-Offset': text }),
      body: {
        required: true,
        content: { 'application/offset+octet-stream': { schema: text.meta({ format: 'binary' }) } },
      },
    },
    responses: {
      204: { description: 'It has arrived; with the last piece the report has its photo.' },
      404: told('No such upload.'),
      409: told('It goes on from another place.'),
      415: told('What has arrived whole is no photo.'),
      422: told('What has arrived whole cannot be opened as a photo.'),
    },
  },
  {
    ...own,
    method: 'head',
    path: '/api/uploads/{id}',
    summary: 'How much of a photo has arrived (tus 1.0)',
    request: { params: z.object({ id: text }), headers: tus },
    responses: {
      200: { description: 'Upload-Offset says it.' },
      404: { description: 'No such upload, or it is whole and attached.' },
    },
  },
  {
    tags: ['Cards'],
    method: 'put',
    path: '/photos/{name}',
    summary: 'Put a card’s photo at the address that `/cards/{id}/images` has given',
    request: {
      params: z.object({ name: text }),
      query: z.object({ until: text, signature: text }),
      body: photoFile,
    },
    responses: {
      200: json(z.object({ photo: text }), 'The photo’s name.'),
      404: problem('The address is none, or its hour is over.'),
      409: problem('A photo was put there already.'),
      ...photoRefused,
      ...unfit,
    },
  },
  ...sizes.map(
    ([path, size]): RouteConfig => ({
      ...own,
      method: 'get',
      path,
      summary: `A photo of a report, ${size}, without anything that the camera wrote into it`,
      request: {
        params: z.object({ name: text }),
        query: z.object({ mine: text.optional().meta({ description: 'The token of a private link.' }) }),
      },
      responses: {
        200: {
          description: 'The photo.',
          content: { 'image/jpeg': { schema: text.meta({ format: 'binary' }) } },
        },
        ...held,
        400: problem('The address holds what no address may.'),
        404: json(z.object({ message: text, url: text }), 'There is none, or it is not open to all.'),
      },
    }),
  ),
]
