// Programs with a key at the open doors: who they are, looked up at most every two seconds, and what they have asked, written down now and then.
import { createHash } from 'node:crypto'
import type { Database } from '../db/connect.ts'
import { addUse, type Use } from '../db/key-use.ts'
import type { ServiceKey } from '../db/service-keys.ts'
import { programOf } from './sign-in/service-keys.ts'

/** A key that was revoked opens nothing after this, ms. */
const KNOWN_MS = 2_000
const MOST_KNOWN = 1_000
const WRITE_MS = 10_000

type Given = { db: Database; now: () => Date; logFault: (fault: unknown) => void }

export function openPrograms({ db, now, logFault }: Given) {
  const known = new Map<string, { found: Promise<ServiceKey | undefined>; until: number }>()
  let uses = new Map<string, Use>()

  async function write(): Promise<void> {
    if (uses.size === 0) return
    const written = uses
    uses = new Map()
    await addUse(db, now(), written).catch(fault => {
      // What cannot be written now is written with the next.
      for (const [key, { requests, cost }] of written) used(key, requests, cost)
      logFault(fault)
    })
  }

  function used(key: string, requests: number, cost: number): void {
    const use = uses.get(key)
    if (!use) return void uses.set(key, { requests, cost })
    use.requests += requests
    use.cost += cost
  }

  const writing = setInterval(write, WRITE_MS)

  return {
    used,

    /** The program whose key an `Authorization` header shows; undefined: the key opens nothing. */
    find(header: string): Promise<ServiceKey | undefined> {
      const name = createHash('sha256').update(header).digest('base64')
      const before = known.get(name)
      if (before && before.until > performance.now()) return before.found
      if (known.size >= MOST_KNOWN) known.clear()
      const found = programOf(db, header, now())
      known.set(name, { found, until: performance.now() + KNOWN_MS })
      found.catch(() => known.delete(name))
      return found
    },

    write,

    async close() {
      clearInterval(writing)
      await write()
    },
  }
}
