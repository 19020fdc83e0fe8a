// The pieces that the paths of the OpenAPI document are made of.
import { z } from 'zod'
import { answers } from './answers.ts'

export const text = z.string()
export const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: answers.problem } },
})
export const body = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } })
/** Of several literals zod-to-openapi tells the first alone. */
export const oneOf = <const T extends readonly number[]>(values: T) =>
  z.literal(values).meta({ enum: [...values] })
/** Where an ETag is sent. */
export const held = { 304: { description: 'The program holds it already (If-None-Match).' } }
/** Where `takesOnly` stands (queried.ts). */
export const noOther = { 400: problem('A parameter that is not known here.') }
export const own = { tags: ['Kentongan'] }
export const desk = { tags: ['Desk'], security: [{ desk: [] }] }
export const uuidPath = z.object({ id: z.uuid() })
