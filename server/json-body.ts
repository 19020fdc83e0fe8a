// Bodies in JSON: of a size and a depth that people and their programs send. What is deeper is refused unread, before anything walks through it. A zero
// character, which no database takes, is read as a blank: nobody loses a report to it.
import express, { type RequestHandler } from 'express'

/** A GeoJSON collection of multipolygons is nine deep. */
const DEEPEST = 24

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_THING, CLOSE_THING] = [...'"\\[]{}'].map(sign =>
  sign.charCodeAt(0),
)

/** `limit`: as in `64kb`. */
export const readJson = (limit: string): RequestHandler =>
  express.json({
    limit,
    verify(_request, _response, bytes) {
      if (isTooDeep(bytes)) throw new Error('too deep')
      blankZeros(bytes)
    },
  })

export function isTooDeep(bytes: Buffer): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < bytes.length; at++) {
    const sign = bytes[at]
    if (isText) {
      if (sign === BACKSLASH) at++
      else if (sign === QUOTE) isText = false
    } else if (sign === QUOTE) isText = true
    else if (sign === OPEN_LIST || sign === OPEN_THING) {
      if (++depth > DEEPEST) return true
    } else if (sign === CLOSE_LIST || sign === CLOSE_THING) depth--
  }
  return false
}

const ZERO = Buffer.from('\\u0000')
const BLANK = Buffer.from('\\u0020')

/** In place; what only looks so, because its backslash is itself escaped, stays. */
export function blankZeros(bytes: Buffer): void {
  for (let at = bytes.indexOf(BACKSLASH ?? 0); at >= 0; at = bytes.indexOf(BACKSLASH ?? 0, at + 2))
    if (bytes.subarray(at, at + ZERO.length).equals(ZERO)) BLANK.copy(bytes, at)
}
