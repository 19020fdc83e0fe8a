// The file of a backup: a tar with the lines of every table (tables/NAME/0001.tsv, as PostgreSQL's COPY reads them), the photos, and at its end
// manifest.json with counts and checksums. A file without that end was cut off. Compressed where its name ends with gz.
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, link, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import tar from 'tar-stream'
import { z } from 'zod'

const FORMAT = 'kentongan-backup'
export const MANIFEST = 'manifest.json'
/** Text compresses well with little work; photos hardly at all. */
const GZIP_LEVEL = 3
/** Longest manifest that is read. */
const LONGEST = 10_000_000
/** What a backup is called until it is whole, and how long after its last byte it counts as left behind by a killed process, ms. */
const UNFINISHED = /\.[\da-f]{12}\.unfinished$/
const LEFT_MS = 60 * 60_000

const sum = z.object({ rows: z.number().int().nonnegative(), sha256: z.string() })
const manifestSchema = z.object({
  format: z.literal(FORMAT),
  /** Of this way of writing it down. */
  edition: z.literal(1),
  app: z.string(),
  engine: z.string(),
  made: z.string(),
  migrations: z.array(z.object({ number: z.number(), name: z.string(), checksum: z.string() })),
  tables: z.array(
    sum.extend({
      name: z.string(),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), value: z.number(), isUsed: z.boolean() })),
  /** null: left out. */
  photos: z.object({ files: z.number(), bytes: z.number(), sha256: z.string() }).nullable(),
  secretKey: z.boolean(),
})
export type Manifest = z.infer<typeof manifestSchema>

export const newManifest = (given: Omit<Manifest, 'format' | 'edition'>): Manifest => ({
  format: FORMAT,
  edition: 1,
  ...given,
})

export type Pack = {
  add(name: string, bytes: Buffer): Promise<void>
  addStream(name: string, size: number, content: Readable): Promise<void>
}

/** Written beside its place and moved there when it is whole; never over another file. Only its owner can read it. Answers its size. */
export async function writeFileWith(path: string, work: (pack: Pack) => Promise<void>): Promise<number> {
  if (await isThere(path)) throw new Error(`EEXIST: ${path} is there already`)
  await sweep(dirname(path))
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.unfinished`
  try {
    const pack = tar.pack()
    const source = pack as unknown as Readable
    const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600 })
    const written = pipeline(
      /gz$/.test(path) ? [source, createGzip({ level: GZIP_LEVEL }), file] : [source, file],
    )
    const failed = written.then(() => new Promise<never>(() => undefined))
    await Promise.race([failed, fill(pack, work)])
    await written
    const handle = await open(unfinished, 'r+')
    await handle.sync().finally(() => handle.close())
    await putInPlace(unfinished, path)
    return file.bytesWritten
  } finally {
    await rm(unfinished, { force: true })
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Never over another file. Where a disk knows no second name for a file, the name is taken first. */
async function putInPlace(whole: string, path: string): Promise<void> {
  try {
    await link(whole, path)
  } catch (fault) {
    if (!/^(EPERM|ENOSYS|ENOTSUP|EOPNOTSUPP)$/.test(codeOf(fault))) throw fault
    await (await open(path, 'wx', 0o600)).close()
    await rename(whole, path)
  }
}

const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault ? String(fault.code) : ''

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!UNFINISHED.test(name)) continue
    const left = await stat(join(folder, name))
    if (left.mtimeMs < Date.now() - LEFT_MS) await rm(join(folder, name), { force: true })
  }
}

async function fill(pack: tar.Pack, work: (pack: Pack) => Promise<void>): Promise<void> {
  const added = (name: string, size: number, write: (entry: NodeJS.WritableStream) => void) =>
    new Promise<void>((resolve, reject) => {
      write(pack.entry({ name, size, mode: 0o600 }, fault => (fault ? reject(fault) : resolve())))
    })
  try {
    await work({
      add: (name, bytes) => added(name, bytes.length, entry => entry.end(bytes)),
      addStream: (name, size, content) =>
        added(name, size, entry => {
          content.on('error', fault => pack.destroy(fault))
          content.pipe(entry)
        }),
    })
    pack.finalize()
  } catch (fault) {
    pack.destroy(fault instanceof Error ? fault : new Error(String(fault)))
    throw fault
  }
}

export type Part = { name: string; size: number; content: Readable }

/** The parts of a file in their order; each has to be read to its end before the next one. */
export async function* partsOf(path: string): AsyncGenerator<Part> {
  const handle = await open(path)
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0).finally(() => handle.close())
  const isCompressed = buffer[0] === 0x1f && buffer[1] === 0x8b
  const extract = tar.extract()
  const source = createReadStream(path)
  const gunzip = isCompressed ? [createGunzip()] : []
  const read = pipeline([source, ...gunzip, extract as unknown as Writable])
  // Told by the parts themselves, which break off with it.
  read.catch(() => undefined)
  for await (const entry of extract)
    yield {
      name: entry.header.name,
      size: entry.header.size ?? 0,
      content: entry as unknown as Readable,
    }
  await read
}

export async function textOf({ content, size }: Part): Promise<string> {
  if (size > LONGEST) throw new Error('it is longer than any backup makes it')
  const chunks: Buffer[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** The checksum of all photos: of each one's name, length and bytes. */
export function photoSum() {
  const hash = createHash('sha256')
  let files = 0
  let bytes = 0
  return {
    begin(name: string, size: number): void {
      hash.update(`${name} ${size}\n`)
      files++
      bytes += size
    },
    hash,
    ended: () => ({ files, bytes, sha256: hash.digest('hex') }),
  }
}

export const isPhotoPath = (name: string) => /^photos\/(?:(?:small|full)\/)?[\w-]{1,64}\.jpg$/.test(name)

export const readManifest = (text: string): Manifest => manifestSchema.parse(JSON.parse(text))
