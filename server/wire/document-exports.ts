// The OpenAPI document of bulk files.
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { hazardKeys } from '../domain/hazards/index.ts'
import { formatNames, formats } from '../exports/formats.ts'
import { json, noOther, problem, text } from './shapes.ts'

const bulk = { tags: ['Bulk'] }
const time = text.optional()

const filters = {
  start: time.meta({
    description: 'Seen then or later. RFC 3339, or a day.',
    example: '2026-02-24T00:00:00+07:00',
  }),
  end: time.meta({ description: 'Seen then or earlier; a day is meant to its end.', example: '2026-02-26' }),
  hazard: text
    .optional()
    .meta({ description: `Of ${hazardKeys.join(', ')}; several by commas.`, example: 'flood' }),
  level: z.enum(['0', '1', '2', '3']).optional().meta({ description: 'At least so severe.', example: '1' }),
  state: text.optional().meta({
    description: 'Of unverified, verified, resolved; several by commas.',
    example: 'verified,resolved',
  }),
  region: text
    .optional()
    .meta({ description: 'ISO 3166-2 codes of provinces; several by commas.', example: 'ID-JK' }),
  area: text.optional().meta({ description: 'Id of a local area.', example: 'rw-1' }),
  bbox: text.optional().meta({
    description: 'West, south, east, north in degrees, asked of the point that is shown.',
    example: '106.6,-6.4,107.1,-6.0',
  }),
  training: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'true: the reports of drills, and nothing else.', example: 'false' }),
  as_of: time.meta({
    description:
      'Reports that had come in by then, as each stood then: the same question has the same answer next year, but for what was withdrawn, dismissed or taken back since. At least a minute back. Which incident a report belonged to is not told.',
    example: '2026-01-01T00:00:00Z',
  }),
  received_until: time.meta({
    description:
      'Reports that had come in by then, as they are now; the time of the request unless told. To go on with a file that was cut, take it from the first answer’s Link.',
    example: '2026-01-01T00:00:00Z',
  }),
  after: z.uuid().optional().meta({
    description:
      'The id of the last whole report that came: goes on behind it, where a connection was cut. Reports come in the order of their ids. Not for following what comes: a report that was held and let out later keeps its id. Who follows listens to /events or to a webhook.',
    example: '01890000-0000-7000-8000-000000000000',
  }),
}
const language = {
  lang: z.enum(['id', 'en']).optional().meta({ description: 'Of what is refused.', example: 'en' }),
}

export const exportPaths: RouteConfig[] = [
  {
    ...bulk,
    method: 'get',
    path: '/exports',
    summary: 'The formats of bulk files, their parameters and their columns',
    responses: {
      200: json(
        z.object({
          parameters: z.array(text),
          formats: z.array(z.object({ format: text, href: text, type: text, about: text })),
          columns: z.array(z.object({ name: text, kind: text, hxl: text, about: text })),
        }),
        'What each column holds.',
      ),
      ...noOther,
    },
  },
  ...formatNames.map(
    (name): RouteConfig => ({
      ...bulk,
      method: 'get',
      path: `/exports/reports.${name}`,
      summary: `All reports that fit: ${name}`,
      description: `${formats[name].about} Streamed, however many there are, in the order in which they came in; gzip where it is accepted. Link rel="canonical" is the same file for ever: with \`after\` it goes on where a connection was cut.`,
      request: {
        query: z.object({
          ...filters,
          hxl: z
            .enum(['true', 'false'])
            .optional()
            .meta({ description: 'false: CSV without its line of HXL tags.', example: 'true' }),
          ...language,
        }),
      },
      responses: {
        200: {
          description: formats[name].about,
          content: {
            [formats[name].type]: {
              schema:
                name === 'geojson'
                  ? z.looseObject({
                      type: z.enum(['FeatureCollection']),
                      features: z.array(z.looseObject({})),
                    })
                  : name === 'fgb' || name === 'gpkg'
                    ? text.meta({ format: 'binary' })
                    : text,
            },
          },
        },
        400: problem('A parameter that is unknown or cannot be read.'),
        ...(name === 'gpkg' && { 422: problem('More reports than one such file holds.') }),
        429: problem('Too many files at a time; Retry-After says how many seconds to wait.'),
        503: problem('The database is away.'),
      },
    }),
  ),
  {
    ...bulk,
    method: 'get',
    path: '/snapshots/{period}/{file}',
    summary: 'One file of a snapshot',
    description: 'Its name and checksum stand in /snapshots.json; parts of it may be asked for by Range.',
    request: { params: z.object({ period: text, file: text }) },
    responses: {
      ...Object.fromEntries(
        [200, 206].map(status => [
          status,
          {
            description: 'The file.',
            content: Object.fromEntries(
              [
                'application/octet-stream',
                'application/gzip',
                'application/flatgeobuf',
                'application/json',
                'text/plain',
                'text/csv',
                'text/markdown',
              ].map(type => [
                type,
                { schema: type === 'application/json' ? z.looseObject({}) : text.meta({ format: 'binary' }) },
              ]),
            ),
          },
        ]),
      ),
      404: problem('There is no such file.'),
    },
  },
  {
    ...bulk,
    method: 'get',
    path: '/snapshots.json',
    summary: 'Whole months and years as files, with checksums',
    description:
      'Each lies at /snapshots/PERIOD/NAME, beside SHA256SUMS and manifest.json: reports as NDJSON and CSV (gzip) and FlatGeobuf, a README with licence, citation and known biases, and a data dictionary. A snapshot in which something was taken back is made again, as its next edition.',
    responses: {
      ...noOther,
      200: json(
        z.object({
          snapshots: z.array(
            z.object({
              period: text.meta({ example: '2026-10' }),
              from: text,
              to: text,
              made: text,
              edition: z.int(),
              reports: z.int(),
              publisher: text,
              licence: text.nullable(),
              files: z.array(z.object({ name: text, type: text, bytes: z.int(), sha256: text, href: text })),
            }),
          ),
        }),
        'The latest first.',
      ),
    },
  },
]
