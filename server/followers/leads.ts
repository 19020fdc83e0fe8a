// A line for programs whenever this process begins or ends to work for all processes: what it does for them, and for how long.
import type { Database } from '../../db/connect.ts'
import type { Lines } from '../process/log-lines.ts'

export function leadsTold(db: Database, { event }: Pick<Lines, 'event'>): Database {
  return {
    ...db,
    elect: (job, lead) =>
      db.elect(job, async lost => {
        const began = performance.now()
        event('job-began', { job })
        try {
          await lead(lost)
        } finally {
          event('job-ended', { job, ms: Math.round(performance.now() - began) })
        }
      }),
  }
}
