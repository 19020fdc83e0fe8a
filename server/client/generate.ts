// Makes document.d.mts, the client's types, from the OpenAPI document: `npm run client`. test/client.test.ts asks whether it is up to date.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { documentAnywhere } from '../wire/document-ahead.ts'

export const typesFile = fileURLToPath(new URL('document.d.mts', import.meta.url))

/** What our own pages and officers ask, and what is no program's business. */
const ours = /^\/(api\/(desk(?!\/webhooks)|mine|alerts|uploads|config|tickets)|healthz|readyz|metrics|docs)/
const methods = ['get', 'put', 'post', 'delete', 'head', 'patch'] as const

type Content = Record<string, object>
type Operation = { responses: Record<string, { description: string; content?: Content }> }
type Paths = Record<string, Partial<Record<(typeof methods)[number], Operation>>>

const HEAD = `// Made from the OpenAPI document by \`npm run client\`. Not to be edited.
`

export async function typesOfDocument(): Promise<string> {
  const document = await documentAnywhere()
  const paths = Object.entries(document.paths as Paths).filter(([path]) => !ours.test(path))
  const slim = {
    ...document,
    paths: Object.fromEntries(paths.map(([path, operations]) => [path, slimmed(operations)])),
  }
  const types = astToString(await openapiTS(JSON.stringify(slim)))
  return HEAD + NOTHING.reduce((text, nothing) => text.replaceAll(nothing, ''), types)
}

/** By which a type says that there is nothing, or nothing of note. */
const NOTHING = [
  /^ +(get|put|post|delete|options|head|patch|trace|query|header|path|cookie)\?: never;\n/gm,
  /^ +headers: \{\n +\[name: string\]: unknown;\n +\};\n/gm,
  /^ +parameters: \{\n +\};\n/gm,
]

const slimmed = (operations: Paths[string]) =>
  Object.fromEntries(
    methods.flatMap(method => {
      const operation = operations[method]
      if (!operation) return []
      const responses = Object.entries(operation.responses)
        .filter(([status]) => Number(status) < 500 && status !== '304')
        .map(([status, { description, content }]) => [
          status,
          { description, ...(content && { content: forPrograms(content) }) },
        ])
      return [[method, { ...operation, responses: Object.fromEntries(responses) }]]
    }),
  )

/** Where there is JSON, nothing else is asked for. */
function forPrograms(content: Content): Content {
  const json = Object.entries(content).filter(([kind]) => /[/+]json$/.test(kind))
  return json.length > 0 ? Object.fromEntries(json) : content
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(typesFile, await typesOfDocument())
