// What is read from the board while the database is away is as old as the board: every answer says so then.
import type { RequestHandler } from 'express'

/** A picture that lies further behind is old, s; browsers say so from then on. */
export const BEHIND_S = 10
/** When the live picture was last known to be true, in an answer that is older than that. */
const AS_OF = 'Data-As-Of'

export const stale =
  ({ lag, now }: { lag: () => number; now: () => Date }): RequestHandler =>
  (_request, response, next) => {
    const behind = lag()
    if (behind > BEHIND_S) response.setHeader(AS_OF, new Date(now().getTime() - behind * 1_000).toISOString())
    next()
  }
