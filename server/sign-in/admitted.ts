// Who has sockets open as an officer. A session that ended, ran out or was revoked, on whatever process, closes its sockets within two seconds,
// and so does a change of role or regions: the browser comes back at once with the rights that hold now.
import type { IncomingHttpHeaders } from 'node:http'
import type { Database } from '../../db/connect.ts'
import type { Officer } from '../domain/permissions.ts'
import type { Auth, Found } from './auth.ts'
import { everybody, type Viewer, viewerFor } from './viewer.ts'

/** How often the sessions that have sockets are looked up, ms, and how soon after something has changed. */
const LOOK_MS = 1_000
const SOON_MS = 100

type Given = { db: Database; auth: Auth; now: () => Date; logFault: (fault: unknown) => void }
type Open = { found: Found; close: () => void }

export type Admitted = ReturnType<typeof watchAdmitted>

export function watchAdmitted({ db, auth, now, logFault }: Given) {
  const open = new Set<Open>()
  let isLooking = false
  let soon: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    if (isLooking || open.size === 0) return
    isLooking = true
    try {
      const asked = [...open]
      const standing = await auth.standing(asked.map(({ found }) => found))
      for (const one of asked) {
        const present = standing.get(one.found.session)
        if (!present || !isSame(present.officer, one.found.officer)) one.close()
      }
    } catch (fault) {
      // While the database is away nobody can have been revoked; those whose time is up still go.
      logFault(fault)
      for (const { found, close } of open) if (found.until && found.until <= now()) close()
    } finally {
      isLooking = false
    }
  }

  const ticking = setInterval(look, LOOK_MS).unref()
  const stopListening = db.onWake(() => {
    if (open.size === 0) return
    soon ??= setTimeout(() => {
      soon = undefined
      void look()
    }, SOON_MS).unref()
  })

  return {
    /** A database that is away makes nobody an officer, and leaves the public picture standing; so does a page of another site, which may watch what all may. */
    async admit(
      headers: IncomingHttpHeaders,
      close: () => void,
      see: (officer: Officer) => Viewer = viewerFor,
    ): Promise<{ viewer: Viewer; left: () => void }> {
      const found = isFromElsewhere(headers)
        ? undefined
        : await auth.officerOf(headers).catch(fault => {
            logFault(fault)
            return undefined
          })
      if (!found) return { viewer: everybody, left: () => undefined }
      const one = { found, close }
      open.add(one)
      return { viewer: see(found.officer), left: () => void open.delete(one) }
    },
    close() {
      clearInterval(ticking)
      clearTimeout(soon)
      stopListening()
    },
  }
}

function isFromElsewhere({ origin, host, authorization }: IncomingHttpHeaders): boolean {
  if (!origin || authorization !== undefined) return false
  return !(URL.canParse(origin) && new URL(origin).host === host)
}

const isSame = (a: Officer, b: Officer) => JSON.stringify(a) === JSON.stringify(b)
