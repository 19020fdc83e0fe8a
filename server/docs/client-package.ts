// The typed client as npm takes it (`npm install ADDRESS`): its folder packed into a tape archive, when somebody first asks.
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import tar from 'tar-stream'

const folder = new URL('../client/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder))
/** No file's own time, so that the same files are the same bytes. */
const mtime = new Date(0)

export function packClient(): Promise<Buffer> {
  const { files }: { files: string[] } = JSON.parse(read('package.json').toString())
  const pack = tar.pack()
  for (const name of ['package.json', 'README.md', ...files])
    pack.entry({ name: `package/${name}`, mtime }, read(name))
  pack.finalize()
  return buffer(pack.pipe(createGzip()))
}
