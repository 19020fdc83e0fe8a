// A fresh, migrated database for a test, on either engine, in a moment: PostgreSQL copies a template, the embedded
// engine starts from a packed directory. On PostgreSQL also a server of one's own that may be stopped and killed.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../db/connect.ts'
import { type Cluster, createCluster, template } from './cluster.ts'

export type Engine = Database['kind']
export type FreshDatabase = {
  db: Database
  /** Its address, on PostgreSQL. */
  url?: string
  /** Its data directory, on the embedded engine with onDisk. */
  directory?: string
  /** Closes it and deletes its data. */
  drop(): Promise<void>
}
export type PostgresServer = Omit<Cluster, 'url'> & { url: string }

const postgres = inject('postgres')
const packed = inject('packed')

/** For describe.each and test.each; PostgreSQL is missing where the machine has none. */
export const engines: Engine[] = postgres ? ['embedded', 'postgres'] : ['embedded']
export const hasPostgres = postgres !== null

type Options = {
  /** A data directory instead of memory, for tests in which the embedded database is closed, killed or breaks off. */
  onDisk?: boolean
  /** False for a database with PostGIS and nothing else. */
  migrated?: boolean
}

export async function freshDatabase(engine: Engine, options: Options = {}): Promise<FreshDatabase> {
  if (engine === 'postgres') return freshOnPostgres(options)
  return options.onDisk ? freshOnDisk(options) : freshInMemory(options)
}

async function freshOnPostgres({ migrated = true }: Options): Promise<FreshDatabase> {
  const { url: adminUrl } = needPostgres()
  const name = `kentongan_${randomUUID().replaceAll('-', '')}`
  const admin = await openDatabase({ url: adminUrl, directory: null, pool: 1 })
  await admin.query(`create database ${name} template ${migrated ? template : 'template0'}`)
  const url = new URL(adminUrl)
  url.pathname = name
  const db = await openDatabase({ url: url.href, directory: null })
  if (!migrated) await db.query('create extension postgis')
  return {
    db,
    url: url.href,
    async drop() {
      await db.close()
      await admin.query(`drop database ${name} with (force)`)
      await admin.close()
    },
  }
}

async function freshInMemory({ migrated = true }: Options): Promise<FreshDatabase> {
  const db = await openDatabase({ directory: null, packed: migrated ? packed.migrated : packed.empty })
  return { db, drop: () => db.close() }
}

async function freshOnDisk(options: Options): Promise<FreshDatabase> {
  const directory = freshDirectory(options)
  const db = await openDatabase({ directory })
  return {
    db,
    directory,
    async drop() {
      await db.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A data directory of the embedded engine that nobody has open. */
export function freshDirectory({ migrated = true }: Options = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-data-'))
  mkdirSync(join(directory, 'database'), { mode: 0o700 })
  const archive = migrated ? packed.migrated : packed.empty
  execFileSync('tar', ['-xzf', archive, '-C', join(directory, 'database')], {
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  return directory
}

/** A server of the test's own, with one migrated database. Whoever starts it removes it. */
export async function postgresServer(): Promise<PostgresServer> {
  const { installation, folder } = needPostgres()
  const cluster = await createCluster(installation, { from: folder })
  return { ...cluster, url: cluster.url(template) }
}

function needPostgres() {
  if (!postgres) throw new Error('this test needs PostgreSQL: give it only the engines that there are')
  return postgres
}
