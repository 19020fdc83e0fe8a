// Bodies in JSON: of a size and a depth that people and their programs send. What is deeper, or holds a zero character, which no database takes, is
// refused unread, before anything walks through it.
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
      if (isUnfit(bytes)) throw new Error('too deep, or with a zero character')
    },
  })

const ZERO = Buffer.from('u0000')

export function isUnfit(bytes: Buffer): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < bytes.length; at++) {
    const sign = bytes[at]
    if (isText) {
      if (sign === BACKSLASH) {
        if (bytes.subarray(at + 1, at + 1 + ZERO.length).equals(ZERO)) return true
        at++
      } else if (sign === QUOTE) isText = false
    } else if (sign === QUOTE) isText = true
    else if (sign === OPEN_LIST || sign === OPEN_THING) {
      if (++depth > DEEPEST) return true
    } else if (sign === CLOSE_LIST || sign === CLOSE_THING) depth--
  }
  return false
}
