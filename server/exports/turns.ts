// Bulk files share a few of the database's connections, first come, first served, so that live answers always find one.
import type { Queryable } from '../../db/connect.ts'

export function inTurns(db: Queryable, most: number): Queryable {
  const waiting: (() => void)[] = []
  let running = 0

  return {
    async query(text, values) {
      if (running < most) running++
      else await new Promise<void>(resolve => waiting.push(resolve))
      try {
        return await db.query(text, values)
      } finally {
        // Who waits longest takes this turn over.
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
  }
}
