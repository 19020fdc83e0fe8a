// Brings a database to the newest schema: the numbered .sql files of a folder, each once, in order and in a
// transaction of its own, under one lock for all processes. A file that was applied is never edited again.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database, Queryable } from './connect.ts'

export type Migration = { number: number; name: string; sql: string; checksum: string }

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number will do, as long as every version of the program takes the same. */
const lockNumber = 7_305_531

/** Gives back the names of the files that were applied now. `only` leaves out the others: a backup is brought in as old as it is. */
export async function migrate(
  database: Database,
  folder = migrationsFolder,
  only: (number: number) => boolean = () => true,
): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = await database.connect()
  try {
    await client.query(
      'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0',
    )
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await preparePostgis(client)
    await client.query(`create table if not exists migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
    const due = (await notYetApplied(client, migrations)).filter(({ number }) => only(number))
    for (const migration of due) await apply(client, migration)
    return due.map(({ name }) => name)
  } finally {
    // Closing the connection rolls back what is open and gives back the lock and the time limit.
    client.release(true)
  }
}

/** Those that a database has; none where it is new. */
export async function appliedMigrations(db: Queryable): Promise<Omit<Migration, 'sql'>[]> {
  const { rows: there } = await db.query(
    `select from pg_tables where schemaname = 'public' and tablename = 'migrations'`,
  )
  if (there.length === 0) return []
  const { rows } = await db.query<Omit<Migration, 'sql'>>(
    'select number, name, checksum from migrations order by number',
  )
  return rows
}

/** Until the end of the transaction no server that starts looks at the tables. */
export async function holdMigrations(client: Queryable): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [lockNumber])
}

export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(names.map(name => readMigration(folder, name)))
  // Numbers may be left out, for several people write at a time; each is one file's.
  migrations.forEach(({ number, name }, index) => {
    const before = migrations[index - 1]
    if (before && before.number >= number)
      throw new Error(`migration ${name} is out of order: ${before.name} has its number or a later one`)
  })
  return migrations
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  // Line ends are made equal, for a checkout on Windows may change them.
  const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  return {
    number: Number.parseInt(name, 10),
    name,
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
  }
}

async function preparePostgis(client: Queryable): Promise<void> {
  try {
    await client.query('create extension if not exists postgis')
  } catch (error) {
    throw new Error(
      'PostGIS 3 is needed: install its package for this server, or let its owner create the extension',
      {
        cause: error,
      },
    )
  }
}

async function notYetApplied(client: Queryable, migrations: Migration[]): Promise<Migration[]> {
  const rows = await appliedMigrations(client)
  for (const applied of rows) {
    const known = migrations.find(({ number }) => number === applied.number)
    if (!known)
      throw new Error(`the database has migration ${applied.name}, which this older program does not know`)
    if (known.checksum !== applied.checksum) {
      throw new Error(
        `migration ${known.name} was edited after it had been applied; put it back and add a new file`,
      )
    }
  }
  return migrations.filter(({ number }) => !rows.some(applied => applied.number === number))
}

async function apply(client: Queryable, { number, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into migrations (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksum,
    ])
    await client.query('commit')
  } catch (error) {
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}
