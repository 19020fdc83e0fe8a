// A GeoPackage cannot be streamed, because SQLite writes all over its file: it is made in a folder of its own, sent from there, and thrown away.
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openGeopackage } from '../../db/geopackage.ts'
import type { FileWriter } from './writer.ts'

/** Some 100 MB on the disk, and some ten seconds before the first byte. */
export const MOST_IN_GEOPACKAGE = 250_000

export async function geopackage(): Promise<FileWriter> {
  const folder = await mkdtemp(join(tmpdir(), 'kentongan-gpkg-'))
  const path = join(folder, 'reports.gpkg')
  const file = await openGeopackage(path, new Date())
  return {
    head: '',
    most: MOST_IN_GEOPACKAGE,
    page(shown) {
      for (const { values, point } of shown) file.add(point, values)
      return ''
    },
    async *foot() {
      file.end()
      yield* createReadStream(path)
    },
    async drop() {
      file.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
