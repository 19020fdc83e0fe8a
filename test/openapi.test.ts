// The API's description: whole, true to what is answered, and readable without the rest of the world.
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importArea } from '../db/areas.ts'
import { addressed, documentAnywhere } from '../server/wire/document-ahead.ts'
import { desktop, hasBrowser, openBrowser } from './browser.ts'
import { freshDirectory } from './database.ts'
import { importGauges } from './gauge-file.ts'
import {
  aKey,
  aReport,
  aSquare,
  aWarning,
  decide,
  openWorld,
  postReport,
  signIn,
  type World,
  warn,
} from './world.ts'

type Schema = { $ref?: string; required?: string[]; properties?: Record<string, Schema> }
type Operation = {
  summary?: string
  parameters?: {
    name: string
    in: string
    required?: boolean
    schema: Schema & { example?: unknown }
    example?: unknown
  }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}
type Document = {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; securitySchemes: object }
}

const aSquareOfRed = { width: 8, height: 8, channels: 3, background: 'red' } as const

let world: World
let document: Document
beforeAll(async () => {
  world = await openWorld('embedded')
  document = await (await fetch(`${world.url}/openapi.json`)).json()
})
afterAll(() => world.close())

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

test('it is the one that compiling makes ahead, with the own address', async () => {
  const ahead = addressed(JSON.stringify(await documentAnywhere()), document.servers[0]?.url ?? '')
  expect(document.servers).toHaveLength(1)
  expect(JSON.parse(ahead)).toEqual(document)
})

test('it is OpenAPI 3.0 with every operation told, and every reference leads somewhere', () => {
  expect(document.openapi).toBe('3.0.3')
  expect(document.info).toMatchObject({
    title: 'Kentongan',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
  expect(operations().length).toBeGreaterThan(20)
  for (const { operation } of operations()) {
    expect(operation.summary).toBeTruthy()
    for (const { description } of Object.values(operation.responses)) expect(description).toBeTruthy()
  }
  const references = JSON.stringify(document).match(/"#\/components\/schemas\/[^"]+"/g) ?? []
  expect(references.length).toBeGreaterThan(10)
  for (const reference of references) {
    const name = reference.slice('"#/components/schemas/'.length, -1)
    expect(document.components.schemas).toHaveProperty(name)
  }
  // What came with later versions of OpenAPI breaks programs that read 3.0.
  expect(JSON.stringify(document)).not.toMatch(/"type":\[|"const":|"\$schema":|"type":"null"/)
})

test('where one schema alone may hold, none takes anything, and every address says whether it needs a key', () => {
  const choices: object[] = []
  JSON.stringify(document, (name, value) => {
    if (name === 'oneOf') choices.push(...value)
    return value
  })
  expect(choices.length).toBeGreaterThan(2)
  expect(choices.filter(choice => Object.keys(choice).length === 0)).toEqual([])
  expect(document).toMatchObject({ security: [{}, { key: [] }] })
})

test('every parameter in a path is declared, and so is nothing else', () => {
  for (const { path, operation } of operations()) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1])
    const declared = (operation.parameters ?? []).filter(parameter => parameter.in === 'path')
    expect(declared.map(parameter => parameter.name)).toEqual(named)
    expect(declared.every(parameter => parameter.required)).toBe(true)
  }
})

test('what pages of features are asked by is declared as OGC API - Features has it: a box is a list with commas', () => {
  const pages = operations().filter(({ path }) => /^\/collections\/\w+\/items$/.test(path))
  expect(pages).toHaveLength(5)
  for (const { operation } of pages) {
    const parameter = (name: string) => operation.parameters?.find(one => one.name === name)
    const asForm = { in: 'query', required: false, style: 'form', explode: false }
    expect(parameter('bbox')).toMatchObject({
      ...asForm,
      schema: { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
    })
    expect(parameter('limit')).toMatchObject({
      ...asForm,
      schema: { type: 'integer', minimum: 1, maximum: 10_000, default: 10 },
    })
    expect(parameter('datetime')).toMatchObject({ ...asForm, schema: { type: 'string' } })
  }
})

test('every address that may be read answers as it is declared', async () => {
  const key = aKey()
  const { body } = await postReport(world, aReport(), key)
  const { photo } = await (
    await fetch(`${world.url}/api/reports/${body.report.properties.id}/photo`, {
      method: 'PUT',
      headers: { 'Idempotency-Key': key },
      body: new Uint8Array(await sharp({ create: aSquareOfRed }).jpeg().toBuffer()),
    })
  ).json()
  const { cardId } = await (
    await fetch(`${world.url}/cards`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'budi', network: 'telegram', language: 'id' }),
    })
  ).json()
  await importGauges(world)
  const two = [await signIn(world, 'Sari'), await signIn(world, 'Ketut')] as [
    { Cookie: string },
    { Cookie: string },
  ]
  const warning = await warn(world, two, aWarning(Date.now()))
  await importArea(
    world.db,
    { id: 'rw-1', name: 'RW 1', parent: null, region: 'ID-JK', properties: {} },
    { type: 'Polygon', coordinates: [aSquare({ lng: 106.8, lat: -6.2 }, 0.01)] },
  )
  // So that there is an incident, too.
  for (let each = 0; each < 4; each++) await postReport(world)
  await decide(world, two[0], body.report.properties.id, 'verify')
  await world.caughtUp()
  await world.tellDigest()
  const featureIds = new Map<string, string>()
  for (const name of ['reports', 'incidents', 'areas', 'gauges', 'warnings']) {
    const { features } = await (await fetch(`${world.url}/collections/${name}/items?limit=1`)).json()
    featureIds.set(name, features[0].id)
  }
  const readable = operations().filter(
    ({ method, path }) =>
      (method === 'get' || method === 'head') &&
      // No agency's provider is set up here: test/agency-sign-in.test.ts goes this way.
      !path.startsWith('/api/desk/session/oidc') &&
      // An upload that has begun is gone when it is whole: test/uploads.test.ts.
      !path.startsWith('/api/uploads'),
  )
  expect(readable.length).toBeGreaterThan(9)
  for (const { path, method, operation } of readable) {
    const [, collection = ''] = /^\/collections\/(\w+)\/items/.exec(path) ?? []
    const id = featureIds.has(collection)
      ? featureIds.get(collection)
      : path.startsWith('/cards')
        ? cardId
        : path.startsWith('/cap/incidents')
          ? `kentongan-incident-${featureIds.get('incidents')}-1`
          : path.startsWith('/cap')
            ? `kentongan-${warning}-1`
            : path.startsWith('/api') || path.includes('/tokens/')
              ? body.report.properties.id
              : body.report.properties.number
    const query = new URLSearchParams()
    for (const { name, in: place, required, schema, example } of operation.parameters ?? [])
      if (place === 'query' && required) query.set(name, String(example ?? schema.example ?? 'Jakarta'))
    const address = path
      .replace('{id}', path.includes('gauges') && collection === '' ? 'TMA1' : id)
      .replace('{type}', 'pumps')
      .replace('{code}', 'flood')
      .replace('{token}', body.link.split('/').at(-1) ?? '')
      .replace('{name}', photo)
      .replace('{z}/{x}/{y}', '11/1631/1059')
    const response = await fetch(`${world.url}${address}?${query}`, {
      method: method.toUpperCase(),
    })
    const declared = operation.responses[String(response.status)]
    expect(declared, `${method} ${path} answered ${response.status}`).toBeDefined()
    // What a browser follows is told to its own token, and a snapshot's files stand in test/snapshots.test.ts.
    const isElsewhere = path === '/api/alerts' || path.startsWith('/snapshots/')
    expect(
      response.status === 401 || response.ok || isElsewhere,
      `${method} ${path} answered ${response.status}`,
    ).toBe(true)
    const type = response.headers.get('Content-Type')?.split(';')[0]
    if (method === 'get') expect(Object.keys(declared?.content ?? {})).toContain(type)
  }
})

test('each query parameter that is declared is taken, and none that is not', async () => {
  const lists = operations().filter(
    ({ path, method }) => method === 'get' && path.startsWith('/reports') && !path.includes('{'),
  )
  expect(lists).toHaveLength(3)
  for (const { path, operation } of lists) {
    const parameters = operation.parameters ?? []
    const query = new URLSearchParams(
      parameters.map(({ name, schema, example }) => {
        const { enum: choices } = schema as { enum?: string[] }
        return [name, String(example ?? schema.example ?? choices?.[0] ?? 60)]
      }),
    )
    expect((await fetch(`${world.url}${path}?${query}`)).status).toBe(200)
    expect((await fetch(`${world.url}${path}?${query}&invented=1`)).status).toBe(400)
  }
})

test('spectral finds neither an error nor a warning in it', async () => {
  const folder = freshDirectory()
  await writeFile(join(folder, 'openapi.json'), JSON.stringify(document))
  // A summary stands everywhere, and a description where that is not enough; whom to write to is each operator's affair.
  const rules = {
    extends: ['spectral:oas'],
    rules: { 'operation-description': 'off', 'info-contact': 'off' },
  }
  await writeFile(join(folder, 'rules.json'), JSON.stringify(rules))
  const program = fileURLToPath(new URL('../node_modules/.bin/spectral', import.meta.url))
  const asked = [
    'lint',
    'openapi.json',
    '--ruleset',
    'rules.json',
    '--format',
    'json',
    '--quiet',
    '--fail-severity',
    'hint',
  ]
  const { stdout } = await promisify(execFile)(program, asked, { cwd: folder }).catch(fault => fault)
  await rm(folder, { recursive: true })
  expect(JSON.parse(stdout)).toEqual([])
})

test('a program that holds the document is told so', async () => {
  const first = await fetch(`${world.url}/openapi.json`)
  const etag = first.headers.get('ETag') ?? ''
  expect((await fetch(`${world.url}/openapi.json`, { headers: { 'If-None-Match': etag } })).status).toBe(304)
  expect((await fetch(`${world.url}/openapi.json`, { headers: { 'If-None-Match': '*' } })).status).toBe(304)
})

test.skipIf(!hasBrowser)('people read it in a browser, from our own address alone', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage(desktop)
    const asked: string[] = []
    const complaints: string[] = []
    page.on('request', request => asked.push(request.url()))
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', fault => complaints.push(fault.message))
    await page.goto(`${world.url}/docs/api`)
    await page.getByText('Live reports, newest first').waitFor()
    expect(await page.title()).toBe('Uraian lengkap, alamat demi alamat · Kentongan')
    expect(
      asked.filter(url => !url.startsWith(world.url) && !url.startsWith('data:') && !url.startsWith('blob:')),
    ).toEqual([])
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
  }
})
