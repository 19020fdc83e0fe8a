// What the fuzzer sends besides what the API's document describes: headers, kinds of bodies, beginnings of files, views to watch.
import { anyText, type Dice, pick, type Schema } from './random-values.ts'

/** What Node lets into a header. */
export const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 500)

export const oddHeaders: ((dice: Dice) => Record<string, string>)[] = [
  () => ({ Origin: 'https://jahat.example' }),
  () => ({ 'Sec-Fetch-Site': 'cross-site' }),
  dice => ({
    Accept: pick(dice, ['text/html', 'application/json', '*/*;q=0', 'application/xml', 'x', ',,,;;q=q']),
  }),
  dice => ({ 'Accept-Language': pick(dice, ['id', 'en-GB,en;q=0.9', '*', 'x'.repeat(3_000)]) }),
  dice => ({ 'If-None-Match': pick(dice, ['*', '""', 'W/"x"', '"'.repeat(500)]) }),
  dice => ({ 'If-Modified-Since': pick(dice, ['kemarin', 'Thu, 01 Jan 1970 00:00:00 GMT']) }),
  dice => ({ Range: pick(dice, ['bytes=0-', 'bytes=-1', 'bytes=5-1', 'bytes=0-0,1-1,2-2', 'x']) }),
  dice => ({ 'Last-Event-ID': pick(dice, ['0', '-1', '1.1', '9'.repeat(50), 'x']) }),
  dice => ({
    Authorization: pick(dice, [
      'Bearer',
      'Bearer x',
      'Basic Og==',
      'Bearer '.repeat(200),
      `Bearer kt_${'a'.repeat(43)}`,
    ]),
  }),
  dice => ({
    Cookie: pick(dice, [
      'desk',
      'desk=',
      'desk=a; desk=b',
      '__Host-desk=x',
      ';'.repeat(4_000),
      'desk-known=a.b.c',
    ]),
  }),
  dice => ({ 'X-API-Key': headerText(anyText(dice)) }),
  dice => ({
    'X-Forwarded-For': pick(dice, ['', '::1', 'x', '1.2.3.4, 5.6.7.8', '127.0.0.1', ','.repeat(2_000)]),
  }),
  () => ({ 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'jahat.example' }),
  () => ({ 'X-HTTP-Method-Override': 'DELETE' }),
  () => ({ Host: 'jahat.example' }),
  dice => ({
    'Tus-Resumable': pick(dice, ['1.0.0', '0.0.0']),
    'Upload-Length': pick(dice, ['-1', '5', '1e9', 'x']),
    'Upload-Metadata': headerText(anyText(dice)),
  }),
]
export const otherKinds = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-7',
  'application/offset+octet-stream',
  'x',
]
/** The beginning of files: a pixel as JPEG, GIF and PNG, a HEIC's head, an SVG, a ZIP. */
export const files = [
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'AAAAGGZ0eXBoZWljAAAAAGhlaWNtaWYx',
  'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD48L3N2Zz4=',
  'UEsDBBQAAAAIAA==',
]
/** What a client may ask to watch: Watch in server/domain/contract.ts. */
export const watching: Schema = {
  type: 'object',
  properties: {
    box: { type: 'array', minItems: 4, maxItems: 4, items: { type: 'number', minimum: -180, maximum: 180 } },
    region: { type: 'string', enum: ['ID-JK', 'ID-JI', '', '__proto__'] },
    hazards: { type: 'array', items: { type: 'string', enum: ['flood', 'fire', 'haze', 'x', '*'] } },
    drill: { type: 'boolean' },
    page: { type: 'integer', minimum: 1, maximum: 10_000 },
    most: { type: 'integer', minimum: 1, maximum: 100_000 },
    cursor: { type: 'string', enum: ['0.0', '1.1', '999999999999.1', '-1.-1', 'x', '1e9.1e9'] },
  },
}
