// Makes a backup: the whole database as it stood in one moment, while others go on writing, and the photos that belong to it.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { opendir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, Queryable } from '../../db/connect.ts'
import { appliedMigrations } from '../../db/migrate.ts'
import { sequencesOf, speakPlainly, type Table, tablesOf, tellTable } from '../../db/whole.ts'
import program from '../../package.json' with { type: 'json' }
import { KEY_FILE } from '../secrets/sealing.ts'
import {
  isPhotoPath,
  MANIFEST,
  type Manifest,
  newManifest,
  type Pack,
  photoSum,
  writeFileWith,
} from './file.ts'

/** A table's text is cut into files of about so much. */
const PIECE_BYTES = 4_000_000

export type Making = {
  db: Database
  path: string
  /** Where photos and the key lie. */
  directory: string
  photos: boolean
  secretKey: boolean
  now: Date
  stop: AbortSignal
  tell(what: string, count: number): void
}

export async function makeBackup(making: Making): Promise<{ manifest: Manifest; bytes: number }> {
  const { db, path, directory, now } = making
  let manifest: Manifest | undefined
  const bytes = await writeFileWith(path, async pack => {
    const tables: Manifest['tables'] = []
    const { engine, migrations, sequences } = await db.transaction(async client => {
      await client.query('set transaction isolation level repeatable read, read only')
      await speakPlainly(client)
      const migrations = await appliedMigrations(client)
      for (const table of await tablesOf(client)) tables.push(await packTable(client, table, pack, making))
      return { engine: await engineOf(client), migrations, sequences: await sequencesOf(client) }
    })
    const photos = making.photos ? await packPhotos(pack, making) : null
    if (making.secretKey) await pack.add(KEY_FILE, await readFile(join(directory, KEY_FILE)))
    manifest = newManifest({
      app: program.version,
      engine,
      made: now.toISOString(),
      migrations,
      tables,
      sequences,
      photos,
      secretKey: making.secretKey,
    })
    await pack.add(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  })
  if (!manifest) throw new Error('The backup came to no end.')
  return { manifest, bytes }
}

async function packTable(
  client: Queryable,
  table: Table,
  pack: Pack,
  { stop, tell }: Making,
): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256')
  let rows = 0
  let piece = 0
  let waiting: string[] = []
  let length = 0
  const flush = async () => {
    const bytes = Buffer.from(waiting.join(''))
    waiting = []
    length = 0
    hash.update(bytes)
    await pack.add(`tables/${table.name}/${String(++piece).padStart(4, '0')}.tsv`, bytes)
  }
  for await (const told of tellTable(client, table)) {
    stop.throwIfAborted()
    waiting.push(told.text)
    length += told.text.length
    rows += told.rows
    tell(table.name, rows)
    if (length >= PIECE_BYTES) await flush()
  }
  if (length > 0) await flush()
  return { name: table.name, columns: table.columns, rows, sha256: hash.digest('hex') }
}

async function packPhotos(pack: Pack, { directory, stop, tell }: Making): Promise<Manifest['photos']> {
  const sum = photoSum()
  let count = 0
  for await (const { name, path, size } of photosIn(directory)) {
    stop.throwIfAborted()
    sum.begin(name, size)
    await pack.addStream(
      name,
      size,
      createReadStream(path).on('data', chunk => sum.hash.update(chunk)),
    )
    tell('photos', ++count)
  }
  return sum.ended()
}

async function* photosIn(directory: string) {
  for (const folder of ['photos/small', 'photos/full', 'photos']) {
    const found = await opendir(join(directory, folder)).catch(fault => {
      if (fault.code !== 'ENOENT') throw fault
      return []
    })
    for await (const entry of found) {
      const name = `${folder}/${entry.name}`
      const path = join(directory, name)
      if (entry.isFile() && isPhotoPath(name)) yield { name, path, size: (await stat(path)).size }
    }
  }
}

async function engineOf({ query }: Queryable): Promise<string> {
  const { rows } = await query<{ version: string; postgis: string }>(
    `select current_setting('server_version') as version, PostGIS_Lib_Version() as postgis`,
  )
  return `PostgreSQL ${rows[0]?.version}, PostGIS ${rows[0]?.postgis}`
}
