// Makes this machine ready for the tests, once before all of them: programs, a PostgreSQL cluster with a migrated
// template, and packed embedded databases. What is slow to make is kept in node_modules/.cache until a migration changes.
import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../db/connect.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { type Cluster, createCluster, findInstallation, type Installation, template } from './cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Null where there is no PostgreSQL with PostGIS: those tests are skipped then. */
    postgres: { url: string; installation: Installation; folder: string } | null
    /** Packed directories of embedded databases: with PostGIS alone, and with all migrations. */
    packed: { empty: string; migrated: string }
  }
}

const cache = fileURLToPath(new URL('../node_modules/.cache/kentongan', import.meta.url))
const onCi = process.env.CI === 'true'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(cache, { recursive: true })
  installPrograms()
  const checksum = await checksumOfMigrations()
  const packed = await packEmbedded(checksum)
  project.provide('packed', packed)
  const installation = findInstallation()
  if (!installation) {
    const lack = 'There is no PostgreSQL with PostGIS on this machine'
    if (onCi) throw new Error(`${lack}, and the tests need it where CI=true`)
    console.warn(`\n${lack}: ALL TESTS ON POSTGRESQL ARE SKIPPED.\n`)
    project.provide('postgres', null)
    return async () => undefined
  }
  const folder = await prepareCluster(installation, checksum)
  const cluster = await createCluster(installation, { from: folder })
  project.provide('postgres', { url: cluster.url('postgres'), installation, folder })
  return () => cluster.remove()
}

/** On Debian as root, what the tests need is installed; elsewhere it is left to whoever owns the machine. */
function installPrograms(): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  const missing = [
    ...(findInstallation() ? [] : ['postgresql', 'postgresql-postgis']),
    ...(existsSync('/usr/bin/chromium') ? [] : ['chromium']),
    ...(existsSync('/usr/bin/exiftool') ? [] : ['libimage-exiftool-perl']),
    ...(existsSync('/usr/bin/heif-enc') ? [] : ['libheif-examples']),
    ...(existsSync('/usr/bin/xmllint') ? [] : ['libxml2-utils']),
    // What researchers read the open interfaces with.
    ...(existsSync('/usr/bin/ogrinfo') ? [] : ['gdal-bin']),
    ...(existsSync('/usr/lib/python3/dist-packages/qgis') ? [] : ['python3-qgis']),
    ...(existsSync('/usr/lib/python3/dist-packages/owslib') ? [] : ['python3-owslib']),
    ...['jsonlite', 'sf'].flatMap(name =>
      existsSync(`/usr/lib/R/site-library/${name}`) ? [] : [`r-cran-${name}`],
    ),
  ]
  if (missing.length === 0) return
  console.log(`Installing for the tests: ${missing.join(', ')} …`)
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { stdio: 'ignore' })
  } catch (error) {
    if (onCi) throw error
    console.warn(`They could not be installed (${error}).`)
  }
}

async function checksumOfMigrations(): Promise<string> {
  const hash = createHash('sha256')
  for (const { name, checksum } of await readMigrations()) hash.update(`${name} ${checksum}\n`)
  return hash.digest('hex').slice(0, 16)
}

/** Almost all of a cold start is PostGIS, so the migrations start from a packed directory that has it already. */
async function packEmbedded(checksum: string): Promise<{ empty: string; migrated: string }> {
  const empty = await kept('embedded-empty.tar.gz', async path => {
    console.log('Preparing the embedded database for the tests, for the first time (some 10 s) …')
    const database = await openDatabase({ directory: null })
    await database.query('create extension postgis')
    writeFileSync(path, (await database.embedded?.pack()) ?? '')
    await database.close()
  })
  const migrated = await kept(`embedded-${checksum}.tar.gz`, async path => {
    const database = await openDatabase({ directory: null, packed: empty })
    await migrate(database)
    writeFileSync(path, (await database.embedded?.pack()) ?? '')
    await database.close()
  })
  return { empty, migrated }
}

/** The folder of a stopped cluster that has the template database. */
function prepareCluster(installation: Installation, checksum: string): Promise<string> {
  return kept(`postgres-${checksum}`, async path => {
    const cluster = await createCluster(installation)
    try {
      await makeTemplate(cluster)
      await cluster.stop()
      execFileSync('cp', ['-a', cluster.folder, path])
    } finally {
      await cluster.remove()
    }
  })
}

async function makeTemplate(cluster: Cluster): Promise<void> {
  const admin = await openDatabase({ url: cluster.url('postgres'), directory: null })
  await admin.query(`create database ${template}`)
  await admin.close()
  const database = await openDatabase({ url: cluster.url(template), directory: null })
  await migrate(database)
  await database.close()
}

/** A file or folder of the cache, made beside its place first: another run of the tests may be making it, too. */
async function kept(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const place = join(cache, name)
  if (existsSync(place)) return place
  const draft = `${place}.${randomUUID()}.draft`
  try {
    await make(draft)
    if (!existsSync(place)) renameSync(draft, place)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return place
}
