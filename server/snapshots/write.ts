// Writes the snapshot of a month or a year: its reports in three formats from one walk over the database, its papers and its checksums. It stands
// in its place whole or not at all.
import { createHash } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Queryable } from '../../db/connect.ts'
import { valuesOf } from '../domain/columns.ts'
import type { Period } from '../domain/period.ts'
import { type FormatName, formats } from '../exports/formats.ts'
import { wantedReports } from '../exports/stream.ts'
import { openFile } from './file.ts'
import { type Manifest, type Publisher, papersOf, type SnapshotFile } from './papers.ts'
import { readManifest } from './shelf.ts'

const written: { format: Exclude<FormatName, 'gpkg'>; squeezed: boolean }[] = [
  { format: 'ndjson', squeezed: true },
  { format: 'csv', squeezed: true },
  { format: 'fgb', squeezed: false },
]

type Given = {
  db: Queryable
  period: Period
  publicUrl: string
  directory: string
  about: Publisher
  now: Date
  /** Aborted: nothing is changed. */
  stop?: AbortSignal
  tell?: (reports: number) => void
}

/** Undefined where it was stopped. */
export async function writeSnapshot(given: Given): Promise<Manifest | undefined> {
  const { period, directory, now, about } = given
  const place = join(directory, period.name)
  const making = join(directory, `.making-${period.name}-${process.pid}`)
  const edition = ((await readManifest(directory, period.name))?.edition ?? 0) + 1
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true })
  try {
    const data = await writeReports(making, given)
    if (!data) return undefined
    const head = {
      period: period.name,
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      made: now.toISOString(),
      edition,
      reports: data.reports,
      ...about,
    }
    const files = [...data.files]
    for (const [name, text] of Object.entries(papersOf(head, given.publicUrl))) {
      await writeFile(join(making, name), text)
      files.push({
        name,
        type: typeOf(name),
        bytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      })
    }
    const manifest: Manifest = { ...head, files }
    await writeFile(
      join(making, 'SHA256SUMS'),
      files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''),
    )
    await writeFile(join(making, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    // Who reads the old one still holds its files open.
    const old = join(directory, `.old-${period.name}-${process.pid}`)
    await rename(place, old).catch(missing)
    await rename(making, place)
    await rm(old, { recursive: true, force: true })
    return manifest
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function writeReports(
  making: string,
  { db, period: { name, from, to }, publicUrl, now, stop, tell }: Given,
): Promise<{ reports: number; files: SnapshotFile[] } | undefined> {
  const outs = written.map(({ format, squeezed }) => {
    const file = `reports-${name}.${format}${squeezed ? '.gz' : ''}`
    const type = squeezed ? 'application/gzip' : formats[format].type
    return {
      file,
      type,
      writer: formats[format].open({ hxl: true }),
      out: openFile(join(making, file), squeezed),
    }
  })
  let reports = 0
  try {
    for (const { out, writer } of outs) await out.write(writer.head)
    for await (const page of wantedReports(
      db,
      { wanted: { from, to, receivedUntil: now } },
      () => 'public',
    )) {
      if (stop?.aborted) return undefined
      const shown = page.map(report => valuesOf(report, report.incident, 'public', publicUrl))
      for (const { out, writer } of outs) await out.write(writer.page(shown))
      reports += page.length
      tell?.(reports)
    }
    const files: SnapshotFile[] = []
    for (const { file, type, out, writer } of outs) {
      await out.write(writer.foot)
      files.push({ name: file, type, ...(await out.end()) })
    }
    return { reports, files }
  } finally {
    for (const { out } of outs) out.drop()
  }
}

const typeOf = (name: string) =>
  name.endsWith('.json') ? 'application/json' : name.endsWith('.csv') ? 'text/csv' : 'text/markdown'

function missing(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'ENOENT') throw fault
}
