// Run as a program of its own, because it works for seconds and a hostile file may break it: a HEIC in, a JPEG of its pixels out.
// The decoder turns the picture upright by itself and carries nothing else over.
import { readFile, writeFile } from 'node:fs/promises'
import convert from 'heic-convert'

const [from, to] = process.argv.slice(2)
await writeFile(to, await convert({ buffer: await readFile(from), format: 'JPEG', quality: 0.92 }), {
  flag: 'wx',
  mode: 0o600,
})
