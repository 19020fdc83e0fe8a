// Compiles the server with all that every start reads of its packages into `compiled/`: `node server/compile.mjs`. What is read only on demand stays in
// files of its own, and packages that only some need are left where they are.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { build } from 'vite'
import { folder, lastCompiled, root, stateOf } from './compiled.mjs'

/** The server, and the threads that it starts. */
const PROGRAMS = [
  'start',
  'tiles/tile-worker',
  'tiles/queue-worker',
  'followers/followers-worker',
  'trust/trust-worker',
].map(name => `server/${name}.ts`)
/** Every start reads these. Any other package is taken from node_modules when it is first asked for. */
const READ_AT_START = [
  '@asteasolutions/zod-to-openapi',
  '@turf',
  'altcha-lib',
  'compression',
  'csv-stringify',
  'express',
  'fast-xml-parser',
  'flatgeobuf',
  'h3-js',
  'helmet',
  'otpauth',
  'pg',
  'prom-client',
  'socket.io',
  'telegraf',
  'uuid',
  'zod',
]
/** Reads what the machine may not have, and does without. */
const PERHAPS = new Set(['pg-native', 'bufferutil', 'utf-8-validate', 'encoding'])
const builtIn = new Set(builtinModules)

const isOwn = path => /^(server|db|bots)\//.test(path)
const pathOf = id => relative(root, id).split(sep).join('/')

/** A package that comes with the server brings with it all that it needs itself. */
function isLeftOut(id, importer) {
  if (id.startsWith('node:') || builtIn.has(id) || PERHAPS.has(id)) return true
  if (/^[.\0]/.test(id) || id.startsWith(root)) return false
  if (importer !== undefined && !isOwn(pathOf(importer))) return false
  return !READ_AT_START.some(name => id === name || id.startsWith(`${name}/`))
}

/** Files that a source names beside itself are found there also from where it is compiled to. */
const whereSourcesLie = {
  name: 'where-sources-lie',
  transform: {
    filter: { code: 'import.meta.url' },
    handler(code, id) {
      if (!isOwn(pathOf(id))) return undefined
      const place = `new URL(${JSON.stringify(`../../${pathOf(id)}`)}, import.meta.url).href`
      return code.replaceAll('import.meta.url', place)
    },
  },
}

/** What CommonJS requires is found as Node finds it: many packages have one file for it and another for what imports. */
const asNodeRequires = {
  name: 'as-node-requires',
  enforce: 'pre',
  resolveId(id, importer, { kind }) {
    if (kind !== 'require-call' || importer === undefined || isLeftOut(id, importer)) return undefined
    return createRequire(importer).resolve(id)
  },
}

const before = lastCompiled()
const name = `at-${Date.now()}`
/** Nobody compiles for longer. */
const COMPILING_MS = 600_000
/** With the versions of what was taken from packages. */
const sources = new Set(['package-lock.json'])
await build({
  configFile: false,
  root,
  logLevel: 'error',
  publicDir: false,
  plugins: [
    asNodeRequires,
    whereSourcesLie,
    {
      name: 'made-of',
      generateBundle(_, bundle) {
        for (const { moduleIds = [] } of Object.values(bundle))
          for (const path of moduleIds.map(pathOf)) if (isOwn(path)) sources.add(path)
      },
    },
  ],
  // Of each package the files that Node itself would take.
  environments: { ssr: { resolve: { mainFields: ['main'], conditions: ['node'], noExternal: true } } },
  build: {
    ssr: true,
    outDir: join(folder, name),
    target: 'node20',
    minify: false,
    reportCompressedSize: false,
    // Read only when a fault is told (source-lines.ts), and without the sources: they lie beside.
    sourcemap: 'hidden',
    rolldownOptions: {
      external: isLeftOut,
      input: PROGRAMS,
      output: {
        entryFileNames: '[name].mjs',
        chunkFileNames: '[name]-[hash].mjs',
        sourcemapExcludeSources: true,
      },
    },
  },
})

// What the server would have to make while others wait.
await import('tsx')
const { documentAnywhere } = await import('./wire/document-ahead.ts')
writeFileSync(join(folder, name, 'openapi.json'), JSON.stringify(await documentAnywhere()))

const madeOf = [...sources].sort()
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'next.json'), JSON.stringify({ name, state: stateOf(madeOf), sources: madeOf }))
renameSync(join(folder, 'next.json'), join(folder, 'made-of.json'))
// A process that runs may still read of the one before, and another may be compiling at this moment.
for (const old of readdirSync(folder))
  if (
    old.startsWith('at-') &&
    old !== name &&
    old !== before?.name &&
    Date.now() - Number(old.slice(3)) > COMPILING_MS
  )
    rmSync(join(folder, old), { recursive: true })
