// Every answer of a world that a test reads by fetch is held to the API's own document: its path, method, status, kind and shape, and each
// parameter that was taken. What does not stand in it fails the test that asked. Runs before each test file (vitest.config.ts).
import type { ValidateFunction } from 'ajv'
import { afterAll, afterEach } from 'vitest'

type Content = Record<string, { schema?: object }>
type Operation = {
  parameters?: { name: string; in: string }[]
  responses: Record<string, { content?: Content }>
}
type Route = { path: string; matches: RegExp; methods: Record<string, Operation> }
type Held = {
  routes: Route[]
  /** Compiled when it is first needed: few test files meet many of them. */
  validatorOf(schema: object): ValidateFunction
}

/** What is no API: pages and their files, and what vendors call. */
const PAGES =
  /^\/(assets|docs|sms|whatsapp|telegram|[^/]*\.(js|css|html|png|svg|ico|webmanifest|json|pbf|woff2))(\/|$)/

const plainFetch = globalThis.fetch
const origins = new Set<string>()
const complaints: string[] = []
let held: Promise<Held> | undefined

/** Called by openWorld: from now on its answers are looked at. */
export const holdAnswersOf = (url: string): void => {
  origins.add(new URL(url).port)
}

globalThis.fetch = async (input, init) => {
  const response = await plainFetch(input, init)
  const url = new URL(response.url || (input instanceof Request ? input.url : String(input)))
  if (origins.has(url.port) && url.hostname === 'localhost') {
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toLowerCase()
    held ??= readDocument(url.origin)
    for (const complaint of await complaintsAbout(await held, method, url, response))
      complaints.push(
        `${method.toUpperCase()} ${url.pathname}${url.search} → ${response.status}: ${complaint}`,
      )
  }
  return response
}

const fail = () => {
  const all = [...new Set(complaints.splice(0))]
  if (all.length > 0) throw new Error(`Not as the API's document says:\n${all.join('\n')}`)
}
afterEach(fail)
afterAll(fail)

async function complaintsAbout(
  { routes, validatorOf }: Held,
  method: string,
  url: URL,
  response: Response,
): Promise<string[]> {
  const type = response.headers.get('Content-Type')?.split(';')[0]?.trim() ?? ''
  const route =
    routes.find(({ matches, methods }) => matches.test(url.pathname) && methods[method]) ??
    routes.find(({ matches }) => matches.test(url.pathname))
  if (method === 'options' || (type === 'text/html' && !route)) return []
  if (!route) return response.status === 404 || PAGES.test(url.pathname) ? [] : ['no such path is declared']
  const operation = route.methods[method] ?? (method === 'head' ? route.methods.get : undefined)
  if (!operation) return [404, 405].includes(response.status) ? [] : [`${route.path} does not declare it`]
  const declared = operation.responses[response.status]
  if (!declared) return [`this status is not declared for ${route.path}`]
  const asked = new Set((operation.parameters ?? []).flatMap(one => (one.in === 'query' ? [one.name] : [])))
  const unknown = response.ok ? [...new Set(url.searchParams.keys())].filter(name => !asked.has(name)) : []
  const wrong = unknown.map(name => `takes ${name}, which is not declared`)
  // What a redirect says beside its Location is read by nobody.
  const isBare = response.status === 204 || (response.status >= 300 && response.status < 400)
  if (method === 'head' || isBare) return wrong
  const kinds = Object.entries(declared.content ?? {})
  if (kinds.length === 0)
    return (await isEmpty(response)) ? wrong : [...wrong, `a body (${type}) is not declared`]
  const kind = kinds.find(
    ([name]) => name.split(';')[0] === type || (name.endsWith('/*') && type.startsWith(name.slice(0, -1))),
  )
  if (!kind) return [...wrong, `the kind ${type} is not declared, but ${kinds.map(([name]) => name)}`]
  const schema = kind[1].schema
  if (!schema || !/[/+]json$/.test(type)) return wrong
  const validate = validatorOf(schema)
  if (validate(await response.clone().json())) return wrong
  return [
    ...wrong,
    ...(validate.errors ?? [])
      .slice(0, 3)
      .map(
        ({ instancePath, message, params }) =>
          `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
      ),
  ]
}

const isEmpty = async (response: Response) => (await response.clone().arrayBuffer()).byteLength === 0

async function readDocument(origin: string): Promise<Held> {
  const [{ Ajv }, { default: formats }, document] = await Promise.all([
    import('ajv'),
    import('ajv-formats'),
    plainFetch(`${origin}/openapi.json`).then(answer => answer.json()),
  ])
  const ajv = new Ajv({ strict: false, allErrors: false })
  formats.default(ajv)
  ajv.addSchema({ $id: 'document', components: asJsonSchema(document.components) })
  const compiled = new WeakMap<object, ValidateFunction>()
  const routes = Object.entries<Route['methods']>(document.paths).map(([path, methods]) => ({
    path,
    methods,
    matches: new RegExp(`^${path.replaceAll(/[.+]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
  }))
  // What names each word comes before what leaves one open.
  const open = ({ path }: Route) => path.split('{').length
  const named = ({ path }: Route) => path.replaceAll(/\{\w+\}/g, '').length
  routes.sort((one, other) => open(one) - open(other) || named(other) - named(one))
  return {
    routes,
    validatorOf(schema) {
      const known = compiled.get(schema)
      if (known) return known
      const made = ajv.compile(asJsonSchema(schema))
      compiled.set(schema, made)
      return made
    },
  }
}

/** OpenAPI 3.0 has words of its own: `nullable`, true and false for exclusive limits, references from the document's root. */
function asJsonSchema<T extends object>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (_name, value) => {
    if (!value || typeof value !== 'object' || Array.isArray(value)) return value
    const { nullable, ...rest } = value
    if (typeof rest.$ref === 'string') rest.$ref = rest.$ref.replace(/^#/, 'document#')
    for (const [limit, exclusive] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
    ] as const)
      if (rest[exclusive] === true) {
        rest[exclusive] = rest[limit]
        delete rest[limit]
      } else if (rest[exclusive] === false) delete rest[exclusive]
    return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest
  })
}
