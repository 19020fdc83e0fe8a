// What may be asked over Open311: the same schemas check each request and make the OpenAPI document.
import { z } from 'zod'
import { languages } from '../domain/messages/index.ts'

/** The standard's. */
const MOST_REQUESTS = 1_000
/** Pages reach so far; who wants everything takes the bulk files. */
const MOST_PAGES = 100

const everywhere = {
  jurisdiction_id: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'A province, such as ID-JK, or our own host; all without it.' }),
  api_key: z.string().max(200).optional().meta({ description: 'Reading needs none.' }),
  lang: z.enum(languages).optional().meta({ description: 'Else what Accept-Language prefers.' }),
}
export const servicesQuery = z.strictObject(everywhere)

const list = z
  .string()
  .max(40_000)
  .transform(text =>
    text
      .split(',')
      .map(each => each.trim())
      .filter(Boolean),
  )
const ids = list.pipe(
  z
    .array(z.string().regex(/^(\d{1,15}|[0-9a-f-]{36})$/i))
    .min(1)
    .max(MOST_REQUESTS),
)
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+\- ]\d{2}:?\d{2})?)?$/)
  .transform(text => new Date(text.replace(/ (\d{2}:?\d{2})$/, '+$1')))
  .refine(time => !Number.isNaN(time.getTime()))

export const requestsQuery = z.strictObject({
  ...everywhere,
  service_request_id: ids.optional().meta({
    description: `Numbers (or UUIDs) with commas, at most ${MOST_REQUESTS}; then nothing else counts.`,
  }),
  service_code: list.optional().meta({ description: 'Hazards with commas.', example: 'flood' }),
  start_date: instant.optional().meta({ description: 'When it was seen, from; ISO 8601.' }),
  end_date: instant.optional().meta({
    description: 'Until; without both the last 90 days, with one 90 days from or until there.',
  }),
  status: list.pipe(z.array(z.enum(['open', 'closed']))).optional(),
  page: z.coerce.number().int().min(1).max(MOST_PAGES).default(1),
  page_size: z.coerce
    .number()
    .int()
    .min(1)
    .transform(size => Math.min(size, MOST_REQUESTS))
    .default(MOST_REQUESTS)
    .meta({ description: `At most ${MOST_REQUESTS}.` }),
})

/** A form's fields by name, each with all that was given for it. */
export function postedRequest(body: unknown): Map<string, string[]> {
  const fields = body !== null && typeof body === 'object' ? Object.entries(body) : []
  return new Map(
    fields.map(([name, value]) => [name, [value].flat().filter(each => typeof each === 'string')]),
  )
}
