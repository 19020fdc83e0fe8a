// The OpenAPI 3.0 document of every open address, made from the very schemas that check the requests.
import { OpenAPIRegistry, OpenApiGeneratorV3, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import program from '../../package.json' with { type: 'json' }
import type { Collection } from '../features/collection.ts'
import { accountPaths } from './document-account.ts'
import { besidePaths } from './document-beside.ts'
import { deskPaths } from './document-desk.ts'
import { doorPaths } from './document-doors.ts'
import { eventPaths } from './document-events.ts'
import { exportPaths } from './document-exports.ts'
import { withFairness } from './document-fair.ts'
import { featurePaths } from './document-features.ts'
import { floodPaths } from './document-floods.ts'
import { healthPaths } from './document-health.ts'
import { incumbentPaths } from './document-incumbent.ts'
import { minePaths } from './document-mine.ts'
import { openPaths } from './document-open.ts'
import { queuePaths } from './document-queue.ts'
import { statisticsPaths } from './document-statistics.ts'
import { tilePaths } from './document-tiles.ts'
import { webhookPaths } from './document-webhooks.ts'
import { workPaths } from './document-work.ts'
import { problem } from './shapes.ts'
import { warningPaths } from './warning-paths.ts'

const description = `Laporan bencana dari warga, untuk siapa saja. Reports of disasters by citizens, open to all.

**Reports** and **Cards** answer as the PetaBencana.id data API does, so that its clients need change only the address. **Kentongan** and **Desk** are the platform's own.
Listed are reports that no officer has dismissed. Times are UTC; coordinates are longitude, latitude. While the database is away what is live is still answered,
as it last was: \`Data-As-Of\` then says when that was, and reports are refused with 503 and \`Retry-After\`.`

export function openApiDocument(publicUrl: string, collections: Collection[]) {
  const paths: RouteConfig[] = [
    ...incumbentPaths,
    ...openPaths,
    ...deskPaths,
    ...warningPaths,
    ...besidePaths,
    ...floodPaths,
    ...workPaths,
    ...accountPaths,
    ...webhookPaths,
    ...minePaths,
    ...tilePaths,
    ...queuePaths,
    ...doorPaths,
    ...statisticsPaths,
    ...eventPaths,
    ...exportPaths,
    ...healthPaths,
    ...featurePaths(collections),
  ]
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'desk', { type: 'apiKey', in: 'cookie', name: 'desk' })
  registry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' })
  for (const path of paths.map(withFairness))
    registry.registerPath({ operationId: nameOf(path), ...path, responses: withFaults(path) })
  const tags = new Set(paths.flatMap(path => path.tags ?? []))
  const document = new OpenApiGeneratorV3(registry.definitions).generateDocument({
    openapi: '3.0.3',
    info: { title: 'Kentongan', version: program.version, description, license: { name: program.license } },
    servers: [{ url: publicUrl }],
    tags: [...tags].map(name => ({ name })),
    // Unless an address says otherwise: without anything, or with a key, which gives more.
    security: [{}, { key: [] }],
  })
  return withNull(document)
}

/** What may happen at each address beside what its own paths tell. */
function withFaults({ path, request, responses, security }: RouteConfig): RouteConfig['responses'] {
  const isDesk = path.startsWith('/api/desk/')
  return {
    ...(request?.body && {
      400: problem('The body cannot be read.'),
      408: problem('The body arrives too slowly; nothing was done.'),
      413: problem('The body is too large.'),
    }),
    ...(isDesk &&
      security?.length !== 0 && {
        401: problem('Nobody is signed in, and no key is shown.'),
        403: problem('Not with this role or key, or not there.'),
      }),
    ...(isDesk && (request?.body || path.includes('{')) && { 404: problem('There is no such thing.') }),
    ...(isDesk &&
      request?.body && {
        409: problem('It is not any more what was seen, or somebody has it.'),
        422: problem('It cannot be taken; code says why.'),
      }),
    500: problem('A fault of ours.'),
    503: problem(
      'The database is away, or more is asked than can be answered (busy); nothing was done. Retry-After says how many seconds to wait.',
    ),
    ...responses,
    429: alsoBusy(responses?.[429]),
  }
}

/** Any line of addresses may have its part of what is answered at a time; that is told as everywhere, however else the address says "too often". */
function alsoBusy(own: RouteConfig['responses'][string] | undefined): RouteConfig['responses'][string] {
  const busy = problem(
    'From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait.',
  )
  if (!own || '$ref' in own) return busy
  return {
    ...own,
    description: `${own.description} ${busy.description}`,
    content: { ...('content' in own && own.content), ...busy.content },
  }
}

/** A program made from the document calls its functions so: getApiReportsById. */
function nameOf({ method, path }: RouteConfig): string {
  const words = path
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  return method + words.map(word => word[0]?.toUpperCase() + word.slice(1)).join('')
}

/** null and no other, as OpenAPI 3.0 can say it. */
const NOTHING = { type: 'object', nullable: true, enum: [null] }
const isAnything = (schema?: { nullable?: boolean }): boolean =>
  schema?.nullable === true && Object.keys(schema).every(key => key === 'nullable' || key === 'description')

/**
 * OpenAPI 3.0 knows `nullable` only beside a type: a schema that says nothing takes null as well, and what is something described elsewhere or
 * null is said as one of two. Among those of which one alone may hold, null has to be null: else it held beside each of them.
 */
function withNull<T>(document: T): T {
  return JSON.parse(
    JSON.stringify(document, (_name, value) => {
      const [of, none, ...more] = value?.allOf ?? []
      if (of?.$ref && none?.nullable === true && more.length === 0) return { anyOf: [of, NOTHING] }
      if (value?.oneOf?.some(isAnything))
        return { ...value, oneOf: value.oneOf.map((one: object) => (isAnything(one) ? NOTHING : one)) }
      if (isAnything(value)) return { ...value, nullable: undefined }
      return value?.nullable === true && value.enum && !value.enum.includes(null)
        ? { ...value, enum: [...value.enum, null] }
        : value
    }),
  )
}
