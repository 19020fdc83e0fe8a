// Cursors in the log, "transaction.sequence", and places in what a board has told: a cursor, and up to when things had outlived their time
// by then, "transaction.sequence@ms" or, in the midst of those of one moment, "transaction.sequence@ms.id". Good at every process.

/** Negative when a comes before b. */
export function compareCursors(a: string, b: string): number {
  const [xidA, seqA] = splitCursor(a)
  const [xidB, seqB] = splitCursor(b)
  const difference = BigInt(xidA) - BigInt(xidB) || BigInt(seqA) - BigInt(seqB)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function splitCursor(cursor: string): [xid: string, seq: string] {
  const [at = ''] = cursor.split('@')
  const [xid = '0', seq = '0'] = at.split('.')
  return [xid, seq]
}

/** Nothing tells of it when something outlives its time: each process sees it by itself. `id`: that thing itself was the last one told. */
type Lapse = { ms: number; id?: string }

export const isPlace = (value: string) => /^\d{1,20}\.\d{1,19}(?:@\d{1,16}(?:\.[\w-]{1,64})?)?$/.test(value)

export const placeOf = (cursor: string, { ms, id }: Lapse) =>
  `${cursor}@${ms}${id === undefined ? '' : `.${id}`}`

export function splitPlace(place: string): { cursor: string; lapse: Lapse } {
  const [cursor = '', lapse = '0'] = place.split('@')
  const [ms = '0', id] = lapse.split('.')
  return { cursor, lapse: { ms: Number(ms), ...(id !== undefined && { id }) } }
}

/** Whether a place is that of something which outlived its time, and not that of an entry. */
export const isLapse = (place: string) => splitPlace(place).lapse.id !== undefined

/** An id that comes after those of things: of the nth that had outlived its time before a board heard of it. */
export const lateId = (nth: number) => `late${String(nth).padStart(12, '0')}`

/** Negative when a comes before b. Of one moment the ids go up, and a moment without one is told to its end. */
export function compareLapses(a: Lapse, b: Lapse): number {
  if (a.ms !== b.ms || a.id === b.id) return a.ms - b.ms
  if (a.id === undefined || b.id === undefined) return a.id === undefined ? 1 : -1
  return a.id < b.id ? -1 : 1
}

/** Where a reader stands who is told a change: never before an entry that it knows, and as far in time as the board that tells it. */
export const movedTo = (place: string, told: string) =>
  placeOf(
    compareCursors(place, told) < 0 ? splitPlace(told).cursor : splitPlace(place).cursor,
    splitPlace(told).lapse,
  )
