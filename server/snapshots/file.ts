// One file of a snapshot while it is written: squeezed where that is wanted, measured and hashed on the way to the disk.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** Read for years, written once: worth the work. */
const GZIP_LEVEL = 6

export function openFile(path: string, squeezed: boolean) {
  const hash = createHash('sha256')
  let bytes = 0
  const source = squeezed ? createGzip({ level: GZIP_LEVEL }) : new PassThrough()
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const written = pipeline(source, measure, createWriteStream(path))
  // Whoever writes next, or ends it, hears of a full disk.
  written.catch(() => undefined)

  return {
    async write(chunk: string | Uint8Array): Promise<void> {
      if (chunk.length > 0 && !source.write(chunk)) await Promise.race([once(source, 'drain'), written])
    },
    async end(): Promise<{ bytes: number; sha256: string }> {
      source.end()
      await written
      return { bytes, sha256: hash.digest('hex') }
    },
    /** Lets go of the file, whatever was written. */
    drop: () => source.destroy(),
  }
}
