// An answer that comes in parts. Whoever leaves before the last of them has done nothing wrong, and nothing has gone wrong here.
import type { ServerResponse } from 'node:http'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

type Parts = AsyncIterable<string | Uint8Array>

/** `through`: what squeezes it on its way. */
export async function streamTo(response: ServerResponse, parts: Parts, through?: Transform): Promise<void> {
  try {
    await (through ? pipeline(parts, through, response) : pipeline(parts, response))
  } catch (fault) {
    if (!isLeaving(fault)) throw fault
  }
}

const isLeaving = (fault: unknown) =>
  fault instanceof Error && 'code' in fault && fault.code === 'ERR_STREAM_PREMATURE_CLOSE'
