// Brings a backup into an empty database, all or nothing: the file is read to its end and judged before anything is touched, and what was brought
// in is told again and compared before it counts.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Audit, writeAudit } from '../../db/audit.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { appliedMigrations, holdMigrations, migrate, readMigrations } from '../../db/migrate.ts'
import {
  emptySeeded,
  filledTables,
  fillTable,
  setSequences,
  speakPlainly,
  tablesOf,
  tellTable,
  unguarded,
} from '../../db/whole.ts'
import { KEY_FILE } from '../secrets/sealing.ts'
import { writeSynced } from '../synced.ts'
import {
  isPhotoPath,
  MANIFEST,
  type Manifest,
  type Part,
  partsOf,
  photoSum,
  readManifest,
  textOf,
} from './file.ts'

/** Why a backup is not taken; nothing was changed then. */
export type Refused = {
  refused: 'backup-damaged' | 'backup-newer' | 'database-not-empty' | 'database-newer' | 'secret-key-differs'
  why: string
}

export type Restoring = {
  db: Database
  path: string
  directory: string
  /** The entry of the audit, which comes after all that was restored. */
  audit: Audit
  stop: AbortSignal
  tell(what: string, count: number): void
}

/** Lines are put in by so many, or by about so much text. */
const LINES = 1_000
const LINES_BYTES = 2_000_000
const tablePath = /^tables\/(\w+)\/\d+\.tsv$/

export async function restoreBackup(restoring: Restoring): Promise<Manifest | Refused> {
  const { db, path, directory, audit } = restoring
  const manifest = await judged(path)
  if ('refused' in manifest) return manifest
  const wrong = (await misfit(db, manifest)) ?? (await otherKey(path, directory, manifest))
  if (wrong) return wrong
  const theirs = new Set(manifest.migrations.map(({ number }) => number))
  await migrate(db, undefined, number => theirs.has(number))
  await db.transaction(async client => {
    await holdMigrations(client)
    await speakPlainly(client)
    const filled = await filledTables(client)
    if (filled.length > 0) throw new Error('Somebody has begun to use this database just now.')
    const tables = await tablesOf(client)
    await emptySeeded(client)
    await unguarded(client, tables, () => bringIn(client, manifest, restoring))
    await setSequences(client, manifest.sequences)
    await compare(client, manifest, restoring)
  })
  await migrate(db)
  await writeAudit(db, audit)
  return manifest
}

/** The manifest of a whole file, of which every byte is as it was written. */
async function judged(path: string): Promise<Manifest | Refused> {
  const damaged = (why: string): Refused => ({ refused: 'backup-damaged', why })
  const sums = new Map<string, ReturnType<typeof createHash>>()
  const photos = photoSum()
  let manifest: Manifest | undefined
  let hasKey = false
  try {
    for await (const part of partsOf(path)) {
      const table = tablePath.exec(part.name)?.[1]
      if (manifest) return damaged('there is something behind its end')
      if (table !== undefined) {
        const sum = sums.get(table) ?? createHash('sha256')
        sums.set(table, sum)
        for await (const chunk of part.content) sum.update(chunk)
      } else if (isPhotoPath(part.name)) {
        photos.begin(part.name, part.size)
        for await (const chunk of part.content) photos.hash.update(chunk)
      } else if (part.name === KEY_FILE) hasKey = (await textOf(part)).length > 0
      else if (part.name === MANIFEST) manifest = readManifest(await textOf(part))
      else return damaged(`it holds "${part.name}", which no backup does`)
    }
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') throw fault
    return damaged(fault instanceof Error ? fault.message : String(fault))
  }
  if (!manifest) return damaged('it has no end: it was cut off, or is no backup')
  for (const { name, rows, sha256 } of manifest.tables) {
    const sum = sums.get(name)?.digest('hex') ?? createHash('sha256').digest('hex')
    sums.delete(name)
    if (sum !== sha256) return damaged(`the ${rows} rows of ${name} are not as they were written`)
  }
  const [unknown] = sums.keys()
  if (unknown !== undefined)
    return damaged(`it holds rows of ${unknown}, of which its manifest knows nothing`)
  if (manifest.photos && JSON.stringify(photos.ended()) !== JSON.stringify(manifest.photos))
    return damaged('its photos are not as they were written')
  if (hasKey !== manifest.secretKey) return damaged('its secret key is missing')
  return manifest
}

async function misfit(db: Database, { app, migrations }: Manifest): Promise<Refused | undefined> {
  const known = new Map((await readMigrations()).map(({ number, checksum }) => [number, checksum]))
  const strange = migrations.find(({ number, checksum }) => known.get(number) !== checksum)
  if (strange)
    return {
      refused: 'backup-newer',
      why: `it was made by version ${app} with migration ${strange.name}, which this program does not know: restore it with that version or a newer one`,
    }
  const filled = await filledTables(db)
  if (filled.length > 0)
    return {
      refused: 'database-not-empty',
      why: `there are rows in ${filled.join(', ')}: a backup goes into a database that no server has used yet`,
    }
  const theirs = new Set(migrations.map(({ number }) => number))
  const applied = await appliedMigrations(db)
  const ahead = applied.find(({ number }) => !theirs.has(number))
  if (ahead)
    return {
      refused: 'database-newer',
      why: `the database has migration ${ahead.name} already, which came after the backup: give it a new database with nothing in it, and the backup is brought up to date after it is in`,
    }
  return undefined
}

/** A key that is there already seals something else. */
async function otherKey(
  path: string,
  directory: string,
  { secretKey }: Manifest,
): Promise<Refused | undefined> {
  const present = await readFile(join(directory, KEY_FILE), 'utf8').catch(fault => {
    if (fault.code !== 'ENOENT') throw fault
    return undefined
  })
  if (!secretKey || present === undefined) return undefined
  for await (const part of partsOf(path)) {
    if (part.name === KEY_FILE && (await textOf(part)) !== present)
      return {
        refused: 'secret-key-differs',
        why: `${join(directory, KEY_FILE)} is another key than the one in the backup: move it away first`,
      }
    part.content.resume()
  }
  return undefined
}

async function bringIn(client: Queryable, manifest: Manifest, restoring: Restoring): Promise<void> {
  const tables = new Map(manifest.tables.map(table => [table.name, table]))
  let photos = 0
  for await (const part of partsOf(restoring.path)) {
    const table = tables.get(tablePath.exec(part.name)?.[1] ?? '')
    if (table) {
      let rows = 0
      for await (const lines of linesOf(part)) {
        restoring.stop.throwIfAborted()
        await fillTable(client, table, lines)
        rows += lines.length
        restoring.tell(table.name, rows)
      }
    } else if (isPhotoPath(part.name)) {
      restoring.stop.throwIfAborted()
      await putFile(join(restoring.directory, part.name), part)
      restoring.tell('photos', ++photos)
    } else if (part.name === KEY_FILE)
      await writeSynced(join(restoring.directory, KEY_FILE), Buffer.from(await textOf(part))).catch(fault => {
        if (fault.code !== 'EEXIST') throw fault
      })
    else part.content.resume()
  }
}

/** Never half a file under its name. A second try finds what the first one left, and puts the same there. */
async function putFile(path: string, { content }: Part): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = join(dirname(path), '.restored')
  await pipeline(content, createWriteStream(draft, { mode: 0o600 }))
  await rename(draft, path)
}

async function* linesOf({ content }: Part): AsyncGenerator<string[]> {
  let rest = ''
  let lines: string[] = []
  let length = 0
  content.setEncoding('utf8')
  for await (const chunk of content) {
    const parts = `${rest}${chunk}`.split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      lines.push(line)
      length += line.length
      if (lines.length < LINES && length < LINES_BYTES) continue
      yield lines
      lines = []
      length = 0
    }
  }
  if (rest !== '') throw new Error('A piece of a table ends in the middle of a line.')
  if (lines.length > 0) yield lines
}

/** Tells every table again: what came in is what was written down, to the last byte. */
async function compare(client: Queryable, { tables }: Manifest, { stop, tell }: Restoring): Promise<void> {
  const present = new Map((await tablesOf(client)).map(table => [table.name, table]))
  for (const { name, rows, sha256 } of tables) {
    const table = present.get(name)
    const hash = createHash('sha256')
    let count = 0
    if (table)
      for await (const told of tellTable(client, table)) {
        stop.throwIfAborted()
        hash.update(told.text)
        count += told.rows
        tell(`${name}, compared`, count)
      }
    if (count !== rows || hash.digest('hex') !== sha256)
      throw new Error(`The ${count} rows of ${name} are not the ${rows} of the backup; nothing was kept.`)
  }
}
