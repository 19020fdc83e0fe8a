// A new file that is on the disk when it is said to be, and that only its owner can read.
import { open } from 'node:fs/promises'

export async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
