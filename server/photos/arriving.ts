// A large body on its way in: written to a file as it comes and counted, so that memory holds a piece of it and never the whole.
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Refusal } from '../domain/refusal.ts'

/** A sender that goes on for so long after its refusal is cut off. */
const PATIENCE_MS = 10_000

/** Its digest, or why it was not taken: whoever says beforehand that it is too large is refused before the first byte. */
export async function writeBody(
  request: IncomingMessage,
  file: FileHandle,
  limit: { megabytes: number },
): Promise<{ digest: string } | Refusal> {
  const bytes = limit.megabytes * 1024 * 1024
  const tooLarge: Refusal = { refused: 'photo-too-large', details: { limit: limit.megabytes } }
  if (Number(request.headers['content-length']) > bytes) return leave(request, tooLarge)
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      size += piece.length
      if (size > bytes) return leave(request, tooLarge)
      hash.update(piece)
      await file.writeFile(piece)
    }
  } catch (fault) {
    if (request.complete) throw fault
    return { refused: 'body-unreadable' }
  }
  return size === 0 ? { refused: 'photo-unreadable' } : { digest: hash.digest('hex') }
}

/** What still comes is thrown away piece by piece: were the connection cut at once, the answer would not arrive. */
function leave(request: IncomingMessage, refusal: Refusal): Refusal {
  const cut = setTimeout(() => request.destroy(), PATIENCE_MS).unref()
  request.once('close', () => clearTimeout(cut))
  request.resume()
  return refusal
}
