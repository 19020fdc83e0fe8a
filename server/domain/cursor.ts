// Places in the log, "transaction.sequence", and which of two comes first.

/** Negative when a comes before b. */
export function compareCursors(a: string, b: string): number {
  const [xidA, seqA] = splitCursor(a)
  const [xidB, seqB] = splitCursor(b)
  const difference = BigInt(xidA) - BigInt(xidB) || BigInt(seqA) - BigInt(seqB)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function splitCursor(cursor: string): [xid: string, seq: string] {
  const [xid = '0', seq = '0'] = cursor.split('.')
  return [xid, seq]
}
