// Open311's two writings of one answer: JSON, and XML with a name around each list. Its errors have a shape of their own.
import type { Request, Response } from 'express'
import { sendTagged } from './tagged.ts'
import { writeXml } from './xml.ts'

export const formats = ['xml', 'json'] as const
export type Format = (typeof formats)[number]

export const types: Record<Format, string> = { xml: 'text/xml', json: 'application/json' }

/** A list is named by what is around it and by what each is called: <services><service>… */
type Names = readonly [around: string, each: string]
const inner: Record<string, string> = {
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
}

function asTree(value: unknown, each?: string): unknown {
  if (Array.isArray(value))
    return each === undefined ? value.map(one => asTree(one)) : { [each]: asTree(value) }
  if (value === null) return ''
  if (typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, asTree(own, inner[name])]))
}

const write = (format: Format, body: object, names: Names | string): string =>
  format === 'json'
    ? JSON.stringify(body)
    : writeXml(
        typeof names === 'string' ? { [names]: asTree(body) } : { [names[0]]: { [names[1]]: asTree(body) } },
      )

const typeOf = (format: Format) => `${types[format]}; charset=utf-8`

export const giveAs = (
  request: Request,
  response: Response,
  format: Format,
  body: object,
  names: Names | string,
  kept?: string,
): void => sendTagged(request, response.vary('Accept'), write(format, body, names), types[format], kept)

export function created(response: Response, format: Format, body: object): void {
  response
    .status(201)
    .set('Cache-Control', 'no-store')
    .type(typeOf(format))
    .send(write(format, body, ['service_requests', 'request']))
}

export function deny(response: Response, format: Format, code: number, description: string): void {
  response
    .status(code)
    .set('Cache-Control', 'no-store')
    .type(typeOf(format))
    .send(write(format, [{ code, description }], ['errors', 'error']))
}

/** By the end of the address, else by what the program prefers; the standard knows XML first. */
export function formatOf(request: Request): Format {
  const [, ending] = /\.(xml|json)$/.exec(request.path) ?? []
  if (ending === 'json' || ending === 'xml') return ending
  return request.accepts(['text/xml', 'application/xml', 'application/json']) === 'application/json'
    ? 'json'
    : 'xml'
}
