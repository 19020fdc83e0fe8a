// Where a report comes from, told by whoever brings it.
import type { Sender } from '../../db/citizens.ts'
import type { Queryable } from '../../db/connect.ts'
import type { Report } from '../domain/report.ts'
import type { From } from './trust.ts'

export type Origin = Sender & {
  /** Idempotency key, unique within the channel: the same key is the same report, however often and from however many sides it comes. */
  key: string
  channel: string
  /** History may be of any age. */
  history?: boolean
  /** An archive's own number. */
  number?: number
  /** Where it comes from, as far as that tells how likely it is; without it the report is its sender's own word for it: an operator's, a feed's. */
  from?: From
  /** Written in the transaction that stores the report. */
  also?: (client: Queryable, report: Report) => Promise<void>
}
