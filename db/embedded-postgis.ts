// PostGIS for the embedded engine without what nobody here uses: the package's archive also holds raster and topology,
// 95 MB that every start would unpack and compile. The lean copy of it is made once and halves the time of a start.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Extension } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'

const cache = fileURLToPath(new URL('../node_modules/.cache/kentongan', import.meta.url))
const needed =
  /^(lib\/postgresql\/postgis-3\.so|share\/proj\/.+|.+\/extension\/postgis(\.control|--[\d.]+\.sql))$/
/** Of the tar format, in bytes. */
const block = 512

export const leanPostgis: Extension = {
  ...postgis,
  async setup(pg, options) {
    const { bundlePath, ...rest } = await postgis.setup(pg, options)
    return { ...rest, bundlePath: bundlePath && (await leanCopy(bundlePath)) }
  },
}

/** The whole archive itself where the folder of this program may not be written to. */
async function leanCopy(whole: URL): Promise<URL> {
  const { size } = await stat(whole)
  const lean = `${cache}/postgis-${size}.tar.gz`
  if (existsSync(lean)) return pathToFileURL(lean)
  const draft = `${lean}.${randomUUID()}.draft`
  try {
    await mkdir(cache, { recursive: true })
    const entries = tarEntries(gunzipSync(await readFile(whole))).filter(({ name }) => needed.test(name))
    const tar = Buffer.concat([...entries.map(({ bytes }) => bytes), Buffer.alloc(2 * block)])
    await writeFile(draft, gzipSync(tar, { level: 1 }))
    await rename(draft, lean)
    return pathToFileURL(lean)
  } catch {
    await rm(draft, { force: true })
    return whole
  }
}

function tarEntries(tar: Buffer): { name: string; bytes: Buffer }[] {
  const entries = []
  for (let start = 0; start < tar.length; ) {
    const field = (from: number, to: number) =>
      tar.toString('latin1', start + from, start + to).split('\0', 1)[0] ?? ''
    const size = Number.parseInt(field(124, 136), 8) || 0
    const end = start + block + Math.ceil(size / block) * block
    entries.push({ name: field(0, 100), bytes: tar.subarray(start, end) })
    start = end
  }
  return entries
}
