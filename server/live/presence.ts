// Which officer has what open, told to all desks of all processes: a small table, read again when somebody moves, and pushed when it differs.

import type { Database } from '../../db/connect.ts'
import { presentOfficers, putPresence } from '../../db/presence.ts'
import type { Presence } from '../domain/contract.ts'

type Given = {
  db: Database
  now: () => Date
  /** Whether anybody here wants to know, and how they are told. */
  isWanted: () => boolean
  tell: (present: Presence[]) => void
  logFault: (fault: unknown) => void
}

/** A page that was not heard of for so long is closed; it says so itself every 20 s. */
const KEPT_MS = 45_000
const TICK_MS = 1_000
const REST_MS = 150

export type PresenceBook = ReturnType<typeof openPresence>

export function openPresence({ db, now, isWanted, tell, logFault }: Given) {
  let told = '[]'
  let underway: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function look(): Promise<void> {
    if (!isWanted()) return
    const present = await presentOfficers(db, new Date(now().getTime() - KEPT_MS))
    const text = JSON.stringify(present)
    if (text === told) return
    told = text
    tell(present)
  }

  /** Many calls in a moment are one look. */
  function soon(): void {
    if (closed) return
    timer ??= setTimeout(() => {
      timer = undefined
      underway ??= look()
        .catch(logFault)
        .finally(() => {
          underway = undefined
        })
    }, REST_MS)
  }

  const stopListening = db.onWake(soon)
  const tick = setInterval(soon, TICK_MS)

  return {
    async enter(one: { officer: string; page: string; subject: string | null }): Promise<void> {
      await putPresence(db, { ...one, at: now() })
      db.wake()
    },
    present: (): Presence[] => JSON.parse(told),
    async close() {
      closed = true
      stopListening()
      clearInterval(tick)
      clearTimeout(timer)
      await underway
    },
  }
}
