// Sockets that watch the same wide view share what they are told: in a rush the changes of a moment go out as one message, packed once for all of
// them. How long a moment is follows from what telling costs: a fifth of this process at most, and never more than a second.
import { gzipSync } from 'node:zlib'
import type { Change } from './domain/contract.ts'

/** Rests so many times as long as the last telling took, up to this, ms. */
const REST = 4
const LONGEST_MS = 1_000
/** Shorter messages go as they are, bytes. */
const SMALLEST = 2_000
/** More bytes than this are not kept back, whatever the pause. */
const MOST_KEPT = 4_000_000

type Told = [change: Change, cursor: string]

type Given = {
  /** One change goes as it always did. */
  tellOne: (room: string, told: Told) => void
  /** Several go as text: JSON of them all, or that packed by gzip, in base64. */
  tellSeveral: (room: string, text: string) => void
}

export function tellTogether({ tellOne, tellSeveral }: Given) {
  const kept = new Map<string, { first: Told; pieces: string[] }>()
  let bytes = 0
  let restUntil = 0
  let waiting: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(waiting)
    waiting = undefined
    if (kept.size === 0) return
    const began = performance.now()
    for (const [room, { first, pieces }] of kept)
      if (pieces.length === 1) tellOne(room, first)
      else tellSeveral(room, packed(pieces))
    kept.clear()
    bytes = 0
    const ended = performance.now()
    restUntil = ended + Math.min(REST * (ended - began), LONGEST_MS)
  }

  return {
    /** Written to the others at the next `settle`. */
    add(room: string, told: Told, text = JSON.stringify(told)): void {
      const known = kept.get(room)
      if (known) known.pieces.push(text)
      else kept.set(room, { first: told, pieces: [text] })
      bytes += text.length
    },
    /** All of one moment has been added: tells it now, or when this process has rested. */
    settle(): void {
      if (kept.size === 0) return
      const rest = restUntil - performance.now()
      if (rest <= 0 || bytes > MOST_KEPT) flush()
      else waiting ??= setTimeout(flush, rest)
    },
    /** Whatever is told next comes after all that. */
    flush,
  }
}

function packed(pieces: string[]): string {
  const text = `[${pieces.join()}]`
  return text.length < SMALLEST ? text : gzipSync(text, { level: 3 }).toString('base64')
}
