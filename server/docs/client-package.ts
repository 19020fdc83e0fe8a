// The typed client as npm takes it (`npm install ADDRESS`): its folder packed into a tape archive, when somebody first asks.
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const folder = new URL('../../client/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder))

/** Bytes of a block of the archive (POSIX ustar). */
const BLOCK = 512
const END = Buffer.alloc(2 * BLOCK)

export function packClient(): Promise<Buffer> {
  const { files }: { files: string[] } = JSON.parse(read('package.json').toString())
  const entries = ['package.json', 'README.md', ...files].flatMap(name =>
    entryOf(`package/${name}`, read(name)),
  )
  return promisify(gzip)(Buffer.concat([...entries, END]))
}

/** Its header, its content, and nothing up to the next block. The time is no file's own, so that the same files are the same bytes. */
function entryOf(name: string, content: Buffer): Buffer[] {
  const header = Buffer.alloc(BLOCK)
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0')
  header.write(name, 0)
  header.write(octal(0o644, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(content.length, 12), 124)
  header.write(octal(0, 12), 136)
  // The sum is made as if it were blanks.
  header.write(' '.repeat(8), 148)
  header.write('0', 156)
  header.write('ustar\0' + '00', 257)
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${octal(sum, 7)}\0 `, 148)
  return [header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]
}
