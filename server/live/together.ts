// Sockets that watch the same wide view share what they are told: in a rush the changes of a moment go out as one message, packed once for all of
// them. How long a moment is follows from what telling costs: a quarter of this process at most, and never more than a second. Thousands are told slice
// by slice, so that whoever sends a report meanwhile waits for one slice and not for all.
import { gzipSync } from 'node:zlib'
import type { Change } from '../domain/contract.ts'

/** Sockets are dealt out to so many slices. */
export const SLICES = 32
/** Slices are told in one go for so long, ms; longer, up to the most, where everything else has taken longer since, so that a busy process tells in time as well. */
const TURN_MS = { least: 5, most: 60 }
const SHARE = 0.5
/** Rests so many times as long as the last telling took, up to this, ms. */
const REST = 3
const LONGEST_MS = 1_000
/** Shorter messages go as they are, bytes. */
const SMALLEST = 2_000
/** More bytes than this are not kept back, whatever the pause. */
const MOST_KEPT = 4_000_000

type Told = [change: Change, cursor: string]
/** Tells one slice. */
type Telling = (slice: number) => void

type Given = {
  /** One change goes as it always did. */
  tellOne: (room: string, told: Told) => Telling
  /** Several go as text: JSON of them all, or that packed by gzip, in base64. */
  tellSeveral: (room: string, text: string) => Telling
}

export function tellTogether({ tellOne, tellSeveral }: Given) {
  const kept = new Map<string, { first: Told; pieces: string[] }>()
  let bytes = 0
  /** Told one after the other, each to all slices. */
  const tellings: Telling[] = []
  let slice = 0
  let spent = 0
  let turnedAt = 0
  let restUntil = 0
  let resting: NodeJS.Timeout | undefined
  let turning: NodeJS.Immediate | undefined

  /** What is kept is told next. */
  function begin(): void {
    clearTimeout(resting)
    resting = undefined
    const began = performance.now()
    for (const [room, { first, pieces }] of kept)
      tellings.push(pieces.length === 1 ? tellOne(room, first) : tellSeveral(room, packed(pieces)))
    kept.clear()
    bytes = 0
    spent += performance.now() - began
  }

  function turn(isLast = false): void {
    clearImmediate(turning)
    turning = undefined
    const began = performance.now()
    const share = turnedAt === 0 ? 0 : SHARE * (began - turnedAt)
    const longest = isLast ? Number.POSITIVE_INFINITY : Math.min(TURN_MS.most, Math.max(TURN_MS.least, share))
    for (let next = tellings[0]; next && performance.now() - began < longest; next = tellings[0]) {
      next(slice)
      slice = (slice + 1) % SLICES
      if (slice === 0) tellings.shift()
    }
    const now = performance.now()
    spent += now - began
    turnedAt = tellings.length > 0 ? now : 0
    if (tellings.length > 0) turning = setImmediate(() => turn())
    else {
      restUntil = now + Math.min(REST * spent, LONGEST_MS)
      spent = 0
      settle()
    }
  }

  /** All of one moment has been added: tells it now, or when this process has rested. */
  function settle(): void {
    if (kept.size === 0 || tellings.length > 0) return
    const rest = restUntil - performance.now()
    if (rest <= 0 || bytes > MOST_KEPT) {
      begin()
      turn()
    } else resting ??= setTimeout(() => settle(), rest)
  }

  return {
    /** Told to the others at the next `settle`. */
    add(room: string, told: Told, text = JSON.stringify(told)): void {
      const known = kept.get(room)
      if (known) known.pieces.push(text)
      else kept.set(room, { first: told, pieces: [text] })
      bytes += text.length
    },
    settle,
    /** Told after everything that has been added. */
    tellAfter(telling: Telling): void {
      const isIdle = tellings.length === 0
      begin()
      tellings.push(telling)
      if (isIdle) turn()
    },
    /** Nothing is kept back any more. */
    finish(): void {
      begin()
      turn(true)
    },
  }
}

function packed(pieces: string[]): string {
  const text = `[${pieces.join()}]`
  return text.length < SMALLEST ? text : gzipSync(text, { level: 7 }).toString('base64')
}
