// The numbers that people are given. An archive brings its own; ours always go on above the highest of them.
import type { Queryable } from './connect.ts'

/** Own numbers given from now on lie above this one. */
export async function giveNumbersAbove(db: Queryable, number: number): Promise<void> {
  await db.query(
    `select setval('report_numbers', $1::bigint) from report_numbers where last_value <= $1::bigint`,
    [number],
  )
}
