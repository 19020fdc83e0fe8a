// Those who follow the log for all processes together: who builds incidents, who counts, who tells alerts, who tells webhooks. They touch nothing of a
// process but its database, so that they may run in a thread of their own (followers-thread.ts). How far they are stands in the database.
import type { Database } from '../../db/connect.ts'
import { areBuilt, buildIncidents } from '../incidents/incidents.ts'
import type { Staged } from '../process/under-way.ts'
import type { Sealing } from '../secrets/sealing.ts'
import { countedIn, countReports } from '../statistics/counting.ts'
import { areTold, tellAlerts } from '../warnings/alerts.ts'
import { areCollected } from '../webhooks/webhook-collecting.ts'
import { runWebhooks } from '../webhooks/webhook-teller.ts'

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  publicUrl: string
  sealing: Sealing
  /** Whether webhooks may go to addresses inside the operator's own network. */
  allowPrivate: boolean
  logFault: (fault: unknown) => void
  stage?: Staged
}

export function startFollowers(given: Given) {
  const all = [buildIncidents(given), countReports(given), tellAlerts(given), runWebhooks(given)]
  return {
    async stop() {
      await Promise.all(all.map(one => one.stop()))
    },
  }
}

/** How far they are, in whichever process or thread they run. */
export function followedIn({ db, now }: Pick<Given, 'db' | 'now'>) {
  const counted = countedIn(db)
  return {
    isFilled: counted.isFilled,
    /** Resolves when everything committed before the call is in the incidents, counted, and told to who follows a place or the log. */
    async caughtUp(): Promise<void> {
      await areBuilt(db)
      await counted.caughtUp()
      await areTold({ db, now })
      await areCollected(db)
    },
  }
}
