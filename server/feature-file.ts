// Reads the features of a GeoJSON file one by one, whatever its size: a FeatureCollection, an array, a single feature or
// one feature a line. Only the feature at hand is in memory.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

/** One feature, or why it cannot be read. Rows count from 1; `end` is how far the file has been read, in bytes. */
export type Row = { row: number; offset: number; length: number; end: number } & (
  | { feature: unknown }
  | { fault: string }
)

type Piece = { offset: number; bytes: Buffer }

const CHUNK = 256 * 1024
const LARGEST = 64 * 1024 * 1024

export async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(fault => {
    if (fault.code === 'ENOENT') throw new Error(`There is no file ${path}.`)
    throw fault
  })
  if (!found.isFile()) throw new Error(`${path} is no file.`)
  return found.size
}

export async function* readFeatures(path: string): AsyncGenerator<Row> {
  await sizeOf(path)
  const split = splitter(path)
  let row = 0
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }))
    for (const piece of split.take(chunk)) yield rowOf(++row, piece)
  for (const piece of split.end()) yield rowOf(++row, piece)
  if (row === 0 && !split.sawCollection())
    throw new Error(`${path} is no GeoJSON: there is no feature in it.`)
}

export function rowOf(row: number, { offset, bytes }: Piece): Row {
  const where = { row, offset, length: bytes.length, end: offset + bytes.length }
  try {
    return { ...where, feature: JSON.parse(bytes.toString('utf8')) }
  } catch {
    return { ...where, fault: 'this is not JSON' }
  }
}

const [QUOTE, ESCAPE, BRACE, UNBRACE, BRACKET, UNBRACKET, COMMA, NEWLINE] = [...'"\\{}[],\n'].map(character =>
  character.charCodeAt(0),
) as [number, number, number, number, number, number, number, number]
/** Blanks, and the record separator and byte order mark that some writers put before a value. */
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d, 0x1e, 0xef, 0xbb, 0xbf])

/**
 * Follows quotes and brackets only; each value that stands at `level` is a piece: level 0 is the file itself, else the inside
 * of a list of features. Once a file proves to hold a feature a line, each line is a piece, so that a broken one harms no other.
 */
function splitter(path: string) {
  let depth = 0
  let level = 0
  let inString = false
  let escaped = false
  let byLine = false
  /** Behind the features of a collection, until the collection closes. */
  let inTail = false
  let collections = 0
  let capturing = false
  /** Where the piece at hand begins, and where the chunk at hand does, in bytes from the file's beginning. */
  let startedAt = 0
  let base = 0
  let earlier: Buffer[] = []
  let earlierLength = 0

  function* take(chunk: Buffer): Generator<Piece> {
    for (let i = 0; i < chunk.length; i++) {
      if (byLine) {
        if (!capturing) start(i)
        i = chunk.indexOf(NEWLINE, i)
        if (i === -1) break
        yield* line(chunk, i)
        continue
      }
      const byte = chunk[i] ?? 0
      if (inString) {
        if (escaped) escaped = false
        else if (byte === ESCAPE) escaped = true
        else if (byte === QUOTE) inString = false
        continue
      }
      if (!capturing && !inTail && depth === level && !isBetween(byte)) {
        if (level === 0 && byte !== BRACE && byte !== BRACKET) throw notGeojson(i)
        start(i)
      }
      if (byte === QUOTE) inString = true
      else if (byte === BRACE || byte === BRACKET) {
        if (byte === BRACKET && opensFeatures(chunk, i)) {
          level = depth + 1
          collections++
          finish(chunk, i)
        }
        depth++
      } else if (byte === UNBRACE || byte === UNBRACKET) {
        if (capturing && depth === level) yield finish(chunk, i)
        depth--
        if (depth < 0) throw notGeojson(i)
        if (capturing && depth === level) {
          yield finish(chunk, i + 1)
          byLine = level === 0
        } else if (depth < level) {
          level = 0
          inTail = depth > 0
        } else if (depth === 0) inTail = false
      } else if (byte === COMMA && capturing && depth === level) yield finish(chunk, i)
    }
    if (capturing) keep(chunk)
    base += chunk.length
  }

  function start(i: number): void {
    capturing = true
    startedAt = base + i
  }

  function keep(chunk: Buffer): void {
    // A copy, so that a small rest does not hold a large chunk.
    earlier.push(Buffer.from(chunk.subarray(Math.max(0, startedAt - base))))
    earlierLength += chunk.length
    if (earlierLength > LARGEST)
      throw new Error(`${path} has a feature of more than 64 MB at byte ${startedAt}.`)
  }

  const captured = (chunk: Buffer, to: number) =>
    Buffer.concat([...earlier, chunk.subarray(Math.max(0, startedAt - base), to)])

  function finish(chunk: Buffer, to: number): Piece {
    const piece = { offset: startedAt, bytes: captured(chunk, to) }
    capturing = false
    earlier = []
    earlierLength = 0
    return piece
  }

  /** A line without what stands around its feature; nothing for an empty line. */
  function* line(chunk: Buffer, to: number): Generator<Piece> {
    const { offset, bytes } = finish(chunk, to)
    const first = bytes.findIndex(byte => !isBetween(byte))
    if (first !== -1) yield { offset: offset + first, bytes: bytes.subarray(first) }
  }

  /** Whether the array that begins at i is the whole file, or the features of a collection, or of one in an API's envelope. */
  function opensFeatures(chunk: Buffer, i: number): boolean {
    if (level > 0 || inTail || depth > 2) return false
    if (depth === 0) return true
    const before = captured(chunk, i).toString('latin1')
    return (
      /"features"\s*:\s*$/.test(before.slice(-80)) && (depth === 1 || /^\s*\{[^{]*"result"\s*:/.test(before))
    )
  }

  const notGeojson = (i: number) =>
    new Error(`${path} is no GeoJSON: at byte ${base + i} stands something that does not belong there.`)

  function* end(): Generator<Piece> {
    if (byLine && capturing) yield* line(Buffer.alloc(0), 0)
    else if (capturing || depth > 0)
      throw new Error(
        `${path} was cut off: it ends in the middle of ${capturing ? `the feature at byte ${startedAt}` : 'its features'}.`,
      )
  }

  return { take, end, sawCollection: () => collections > 0 }
}

/** What may stand between two pieces. */
const isBetween = (byte: number) =>
  byte === COMMA || byte === UNBRACKET || byte === UNBRACE || BLANK.has(byte)
